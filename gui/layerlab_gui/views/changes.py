"""The container's changes against its image: a list that follows every edit, whoever makes it.

The same rows as `docker diff`, with what differs of each. Choosing one selects its path in the
whole window; the inspector shows the text's differences.
"""

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layerlab.overlay import Change
from layerlab_gui import fonts, icons
from layerlab_gui.i18n import count, translate
from layerlab_gui.models.changes import KINDS, ChangesModel
from layerlab_gui.models.rows import GLYPHS, change_word
from layerlab_gui.target import Mode
from layerlab_gui.theme import Theme
from layerlab_gui.views.changes_delegate import ChangesDelegate
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace


class ChangesView(Forwarding, QWidget):
    menu_wanted = Signal(QPoint)

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self.model = ChangesModel(self)
        self.list = self._list()
        self.filters = {kind: self._filter(kind) for kind in KINDS}
        self.copy_button = self._copy_button()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._nothing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._pages, 1)
        workspace.target_changed.connect(self._show_rows)
        workspace.stack_refreshed.connect(self._show_rows)
        workspace.path_changed.connect(self._follow)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.list.viewport().mapToGlobal(at))
        )

    def keyboard_part(self) -> QWidget:
        return self.list

    def _list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(ChangesDelegate(self._theme, self))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setAccessibleName(translate("Changes", "Changes against the image"))
        context = Qt.ShortcutContext.WidgetShortcut
        copy = QShortcut(QKeySequence.StandardKey.Copy, view, context=context)
        copy.activated.connect(self._copy)
        return view

    def _nothing(self) -> EmptyState:
        step = translate("Changes", "Show all files")
        return EmptyState(
            self._theme,
            "file-diff",
            translate("Changes", "Nothing is changed"),
            translate(
                "Changes",
                "Edit, add or delete a file: what is then different from the image is listed here.",
            ),
            ((step, lambda: self._workspace.select_mode(Mode.MERGED)),),
        )

    def _bar(self) -> QFrame:
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(fonts.margins(8, 0, 8, 5))
        row.setSpacing(fonts.px(2))
        for button in self.filters.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        return bar

    def _filter(self, kind: Change) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(_filter_tip(kind))
        button.toggled.connect(self._filter_again)
        return button

    def _copy_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("copy", self._theme))
        button.setIconSize(icons.size_for(self.fontMetrics()))
        name = translate("Changes", "Copy the list as docker diff prints it")
        key = QKeySequence(QKeySequence.StandardKey.Copy)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key.toString(QKeySequence.SequenceFormat.NativeText)})")
        button.clicked.connect(self._copy)
        return button

    # following

    def _show_rows(self) -> None:
        shown = self._workspace.shown
        with self._in_place():
            self.model.show_rows(shown.diff if shown else ())
        self._tell()
        self._follow(self._workspace.path)

    @contextlib.contextmanager
    def _in_place(self) -> Iterator[None]:
        """Rows come and go above it, and the chosen one stays where it is on the screen."""
        view, selection = self.list, self.list.selectionModel()
        before = view.visualRect(view.currentIndex())
        selection.blockSignals(True)
        yield
        selection.blockSignals(False)
        after = view.visualRect(view.currentIndex())
        if before.isValid() and after.isValid() and view.viewport().rect().intersects(before):
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + after.top() - before.top())

    def _tell(self) -> None:
        counts = self.model.counts
        for kind, button in self.filters.items():
            button.setText(f"{GLYPHS[kind]}{count(counts[kind])} {change_word(kind)}")
            button.setAccessibleName(f"{_filter_tip(kind)}: {count(counts[kind])}")
        self.copy_button.setEnabled(self.model.rowCount() > 0)
        self._pages.setCurrentIndex(int(not self.model.all_rows))

    def _follow(self, path: object) -> None:
        index = self.model.find(self._workspace.path)
        if index == self.list.currentIndex():
            return
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        if index.isValid():
            self.list.setCurrentIndex(index)
        else:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        selection.blockSignals(False)
        self.list.viewport().update()

    # choosing

    def _chosen(self, index: QModelIndex) -> None:
        """A view that gets the focus makes its first row current, but does not select it."""
        row = self.model.row(index)
        if row is not None and self.list.selectionModel().isSelected(index):
            self._workspace.select_path(row.path)

    def _filter_again(self) -> None:
        kinds = frozenset(kind for kind, button in self.filters.items() if button.isChecked())
        with self._in_place():
            self.model.show_kinds(kinds)
        self._tell()
        self._follow(self._workspace.path)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.model.as_text())


def _filter_tip(kind: Change) -> str:
    return {
        Change.ADDED: translate("Changes", "Show what was added"),
        Change.MODIFIED: translate("Changes", "Show what was changed"),
        Change.DELETED: translate("Changes", "Show what was deleted"),
    }[kind]
