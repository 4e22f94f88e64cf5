"""The file tree's widget: columns that give way, files dropped in, files dragged out."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView

from layerlab_gui import fonts
from layerlab_gui.models.rows import NODE_ROLE, Column
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
    """`dropped` carries local paths and the row they were dropped on, a `Node` or None."""

    dropped = Signal(object, object)

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
        node = self.currentIndex().data(NODE_ROLE)
        if node is None or node.ghost:
            return
        drag = QDrag(self)
        drag.setMimeData(LazyFiles(node, self._export))
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_wanted(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _is_wanted(self, event: QDropEvent) -> bool:
        """Files from elsewhere, where a container takes them; the window takes the rest."""
        from_outside = event.source() is not self and event.mimeData().hasUrls()
        return from_outside and self._takes_files()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if self._is_wanted(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths or not self._is_wanted(event):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.dropped.emit(paths, self.indexAt(event.position().toPoint()).data(NODE_ROLE))
