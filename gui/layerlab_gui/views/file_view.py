"""The file tree's widget: columns that give way, files dropped in, files dragged out."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QToolTip

from layerlab.model import ROOT, LayerPath, parent, shown
from layerlab.model.entry import is_within
from layerlab.overlay import Node
from layerlab_gui import fonts
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import NODE_ROLE, Column, printable
from layerlab_gui.theme import Theme
from layerlab_gui.views.file_delegates import LayerDelegate
from layerlab_gui.widgets.marking import MarkedTree

Exporter = Callable[[object], Path | None]
_WIDTHS = {
    Column.CHANGE: 1.7,
    Column.SIZE: 4.6,
    Column.LAYER: 3.4,
    Column.MODE: 6.4,
    Column.OWNER: 4.6,
    Column.TIME: 9.5,
}
"""Widths in heights of the font's line."""
_GIVES_WAY = {Column.MODE: 25.0, Column.TIME: 37.0, Column.OWNER: 42.0}
"""How wide, in the same unit, the view must be for a column to be shown."""


class LazyFiles(QMimeData):
    """A file that is only copied out when the other side asks for its address."""

    def __init__(self, node: object, export: Exporter) -> None:
        super().__init__()
        self._node = node
        self._export = export

    def formats(self) -> list[str]:
        return ["text/uri-list"]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype == "text/uri-list"

    def retrieveData(self, mimetype: str, preferred: object) -> object:
        if mimetype != "text/uri-list":
            return None
        path = self._export(self._node)
        return [QUrl.fromLocalFile(str(path))] if path else []


class FileView(MarkedTree):
    """`dropped` carries local paths and the row they were dropped on, a `Node` or None; `moved` a
    row of its own and the directory that it was dropped on."""

    dropped = Signal(object, object)
    moved = Signal(object, object)

    def __init__(
        self,
        model: QAbstractItemModel,
        theme: Theme,
        export: Exporter,
        takes_files: Callable[[], bool],
    ) -> None:
        super().__init__(theme)
        self._export = export
        self._takes_files = takes_files
        self._dragged: Node | None = None
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(fonts.px(15))
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegateForColumn(Column.LAYER, LayerDelegate(theme, self))
        self._set_columns()

    def _set_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(fonts.px(18))
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        unit = self.fontMetrics().height()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, round(width * unit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.viewport().width() / self.fontMetrics().height()
        for column, needed in _GIVES_WAY.items():
            self.setColumnHidden(column, width < needed or self.theme.is_projected)
        super().resizeEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Elsewhere the file is copied; within a container it is moved."""
        node = self.currentIndex().data(NODE_ROLE)
        if node is None or node.ghost:
            return
        drag = QDrag(self)
        drag.setMimeData(LazyFiles(node, self._export))
        self._dragged = node
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        self._dragged = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_wanted(event):
            event.accept()
        else:
            event.ignore()

    def _is_wanted(self, event: QDropEvent) -> bool:
        """Its own rows, and files from elsewhere, where a container takes them; the window takes
        the rest."""
        return event.mimeData().hasUrls() and self._takes_files()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if not self._is_wanted(event):
            event.ignore()
            return
        directory = self._directory_at(event)
        action = self._action(directory)
        event.setDropAction(action)
        event.setAccepted(action is not Qt.DropAction.IgnoreAction)
        QToolTip.showText(self.mapToGlobal(event.position().toPoint()), _told(action, directory))

    def _directory_at(self, event: QDropEvent) -> LayerPath:
        """A directory, that of a file, or the root where no row was hit."""
        node = self.indexAt(event.position().toPoint()).data(NODE_ROLE)
        if node is None:
            return ROOT
        return node.path if node.is_directory else parent(node.path)

    def _action(self, directory: LayerPath) -> Qt.DropAction:
        node = self._dragged
        if node is None:
            return Qt.DropAction.CopyAction
        is_there = directory == parent(node.path) or is_within(directory, node.path)
        return Qt.DropAction.IgnoreAction if is_there else Qt.DropAction.MoveAction

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        directory = self._directory_at(event)
        action = self._action(directory)
        nothing = self._dragged is None and not paths
        if nothing or not self._is_wanted(event) or action is Qt.DropAction.IgnoreAction:
            event.ignore()
            return
        event.setDropAction(action)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        if self._dragged is not None:
            self.moved.emit(self._dragged, directory)
        else:
            self.dropped.emit(paths, self.indexAt(event.position().toPoint()).data(NODE_ROLE))


def _told(action: Qt.DropAction, directory: LayerPath) -> str:
    if action is Qt.DropAction.IgnoreAction:
        return translate("Drop", "It is there already")
    if action is Qt.DropAction.MoveAction:
        text = translate("Drop", "Move into {path}")
    else:
        text = translate("Drop", "Copy into {path}")
    return text.format(path=printable(shown(directory)))
