"""The container's log: each edit a row, newest on top; choosing one looks at its state.

Looking never changes the container. The row of the state that is looked at is the current row, so
that the arrow keys walk through time.
"""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.i18n import translate
from layerlab_gui.models.edit_words import Column
from layerlab_gui.models.history import History, HistoryModel
from layerlab_gui.tasks.history import read_history
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.views.history_delegate import LaneDelegate
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.widgets.marking import MarkedTree
from layerlab_gui.workspace import Workspace

ROWS_SHOWN = 6
_WIDTHS = {
    Column.NUMBER: 9.0,
    Column.COPIED: 5.6,
    Column.WRITTEN: 5.6,
    Column.LABEL: 10.0,
    Column.WHO: 7.5,
    Column.TIME: 9.6,
}
"""Widths in heights of the font's line."""
_GIVES_WAY = {Column.WHO: 54.0, Column.TIME: 47.0, Column.WRITTEN: 37.0, Column.LABEL: 32.0}
"""How wide, in the same unit, the view must be for a column to be shown."""


class HistoryList(MarkedTree):
    """`wanted` is Return: to make the container so."""

    wanted = Signal()

    def __init__(self, model: HistoryModel, theme: Theme) -> None:
        super().__init__(theme)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setItemDelegateForColumn(Column.NUMBER, LaneDelegate(theme, self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(translate("History", "History of the container"))
        self.setAccessibleDescription(
            translate("History", "Choose an edit to see the container as it was after it")
        )
        self._set_columns()

    def _set_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)
        unit = self.fontMetrics().height()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, round(width * unit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.viewport().width() / self.fontMetrics().height()
        for column, needed in _GIVES_WAY.items():
            self.setColumnHidden(column, width < needed)
        super().resizeEvent(event)


class HistoryPane(Forwarding, QWidget):
    """`chosen` is the number of an edit that the user wants to look at. `empty` is for an image,
    `nothing` for where nothing is open."""

    chosen = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(
        self, workspace: Workspace, theme: Theme, empty: EmptyState, nothing: EmptyState
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._job: int | None = None
        self._reading: object = None
        self.model = HistoryModel(theme, self)
        self.list = HistoryList(self.model, theme)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.list)
        self._empty, self._nothing = empty, nothing
        for page in (empty, nothing):
            self._pages.addWidget(page)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.list.viewport().mapToGlobal(at))
        )
        self.list.selectionModel().currentChanged.connect(self._chosen)
        workspace.target_changed.connect(self._new_target)
        workspace.stack_refreshed.connect(self._read)
        workspace.source_changed.connect(self._mark)

    def keyboard_part(self) -> QWidget:
        return self._pages.currentWidget() or self.list

    def sizeHint(self) -> QSize:
        rows = self.fontMetrics().height() + fonts.px(8)
        return QSize(400, rows * (ROWS_SHOWN + 1))

    # reading

    def _new_target(self) -> None:
        self._workspace.jobs.drop(self._job)
        self._reading = None
        self._show(None)
        self._pages.setCurrentWidget(self._page())
        self._read()

    def _page(self) -> QWidget:
        if self._workspace.writable is not None:
            return self.list
        return self._nothing if self._workspace.shown is None else self._empty

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        """The log, while it is seen; after a look at the past only the place is another one."""
        workspace = self._workspace
        shown, container, jobs = workspace.shown, workspace.writable, workspace.jobs
        if shown is None or container is None or not self.isVisible():
            return
        self._mark()
        if shown.reading is self._reading:
            return
        self._reading = shown.reading
        jobs.drop(self._job)
        self._job = jobs.submit(Queue.GLANCE, lambda: read_history(container), self._show)

    def _show(self, history: History | None) -> None:
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.model.show(history)
        selection.blockSignals(False)
        self._mark()

    def _mark(self) -> None:
        """The row of what is looked at, without looking again."""
        shown, history = self._workspace.shown, self.model.history
        if shown is None or history is None:
            return
        number = history.head if shown.at is None else shown.at
        index = self.model.index(self.model.row_of(number), 0)
        if index == self.list.currentIndex().siblingAtColumn(0):
            return
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.list.setCurrentIndex(index)
        selection.blockSignals(False)
        self.list.scrollTo(index)
        self.list.viewport().update()

    # choosing

    def _chosen(self, index: QModelIndex) -> None:
        """A view that gets the focus makes its first row current, but does not select it."""
        place = self.model.place(index)
        if place is not None and self.list.selectionModel().isSelected(index):
            self.chosen.emit(place.number)

    def chosen_range(self) -> tuple[int, int] | None:
        """The lowest and the topmost of several chosen rows, as numbers of edits."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        if len(rows) < 2:
            return None
        ends = (self.model.place(self.model.index(row, 0)) for row in (rows[-1], rows[0]))
        first, last = (place.number for place in ends if place)
        return first, last
