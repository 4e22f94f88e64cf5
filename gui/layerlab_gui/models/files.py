"""The file tree: directories are read when they are opened, whole, off the window's thread.

An index carries an integer; the items are kept here, since `createIndex` keeps no reference.
A directory that is asked for has no rows until its answer is there; then it has all of them.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from layerlab.model import ROOT, LayerPath, parent
from layerlab.overlay import Node
from layerlab_gui.models.appearance import Appearance, value
from layerlab_gui.models.rows import Cells, Column, cells, headings
from layerlab_gui.target import Source
from layerlab_gui.tasks.jobs import Jobs, Queue

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = len(Column)
# Asked for every row of a directory that unfolds, so they are put together once.
_ROOT_FLAGS = Qt.ItemFlag.ItemIsDropEnabled
_GHOST_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_ROW_FLAGS = _GHOST_FLAGS | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
MERGE_LIMIT = 400
"""Above so many rows that come or go, a directory is shown anew instead of being merged."""


class Item:
    """A row. `children` is None until they were read."""

    __slots__ = ("cells", "children", "node", "number", "parent", "row")

    def __init__(self, number: int, parent: "Item | None", row: int, node: Node | None) -> None:
        self.number = number
        self.parent = parent
        self.row = row
        self.node = node
        self.cells: Cells | None = None
        self.children: list[Item] | None = None

    @property
    def path(self) -> LayerPath:
        return self.node.path if self.node else ROOT

    @property
    def has_rows(self) -> bool:
        return self.node is None or self.node.is_directory


def _key(node: Node) -> tuple[str, bool, bool]:
    return node.name, node.ghost, node.is_directory


class FileTree(QAbstractItemModel):
    directory_shown = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._appearance = appearance
        self.source: Source | None = None
        self._pending: dict[int, int] = {}
        self._headings = headings()
        self.is_merging = False
        self._reset()

    def _reset(self) -> None:
        for job in self._pending.values():
            self._jobs.drop(job)
        self._pending.clear()
        self._last = 0
        self._root = Item(0, None, 0, None)
        self._items = {0: self._root}

    def show_source(self, source: Source | None) -> None:
        """Show another stack, layer or mode, from its root."""
        self.beginResetModel()
        self.source = source
        self._reset()
        self.endResetModel()
        if source is not None:
            self._fetch(self._root)

    def refresh(self, source: Source) -> None:
        """Read again what is shown, and keep what is unfolded: after an edit."""
        self.source = source
        for item in list(self._items.values()):
            if item.children is not None:
                self._fetch(item)

    def _fetch(self, item: Item) -> None:
        source = self.source
        if source is None:
            return
        self._jobs.drop(self._pending.pop(item.number, None))
        path, number = item.path, item.number
        self._pending[number] = self._jobs.submit(
            Queue.GLANCE,
            lambda: source.rows(path),
            lambda nodes: self._arrived(number, nodes),
            self._not_read,
        )

    def _not_read(self, error: BaseException) -> None:
        self.failed.emit(error)

    def _arrived(self, number: int, nodes: Sequence[Node]) -> None:
        self._pending.pop(number, None)
        item = self._items.get(number)
        if item is None:
            return
        if item.children:
            self.is_merging = True
            self._merge(item, nodes)
            self.is_merging = False
        else:
            self._fill(item, nodes)
        self.directory_shown.emit(item.path)

    def _fill(self, item: Item, nodes: Sequence[Node]) -> None:
        if not nodes:
            item.children = []
            self._changed(item)
            return
        self.beginInsertRows(self._index(item), 0, len(nodes) - 1)
        item.children = [self._make(item, row, node) for row, node in enumerate(nodes)]
        self.endInsertRows()

    def _make(self, item: Item, row: int, node: Node) -> Item:
        self._last += 1
        made = Item(self._last, item, row, node)
        self._items[self._last] = made
        return made

    def _merge(self, item: Item, nodes: Sequence[Node]) -> None:
        """Rows that stay keep their identity, so that selection and unfolding stay, too."""
        assert item.children is not None
        new = {_key(node) for node in nodes}
        old = {_key(child.node) for child in item.children if child.node}
        if len(new ^ old) > MERGE_LIMIT:
            self._remove(item, 0, len(item.children))
            self._fill(item, nodes)
            return
        for row in reversed(range(len(item.children))):
            node = item.children[row].node
            if node and _key(node) not in new:
                self._remove(item, row, 1)
        for row, node in enumerate(nodes):
            self._place(item, row, node)
        if item.children:
            first, last = item.children[0], item.children[-1]
            self.dataChanged.emit(self._index(first), self._index(last, Column.TIME))

    def _place(self, item: Item, row: int, node: Node) -> None:
        children = item.children
        assert children is not None
        there = children[row].node if row < len(children) else None
        if there is not None and _key(there) == _key(node):
            children[row].node = node
            children[row].cells = None
            return
        self.beginInsertRows(self._index(item), row, row)
        children.insert(row, self._make(item, row, node))
        for at in range(row, len(children)):
            children[at].row = at
        self.endInsertRows()

    def _remove(self, item: Item, row: int, count: int) -> None:
        assert item.children is not None
        self.beginRemoveRows(self._index(item), row, row + count - 1)
        gone = item.children[row : row + count]
        del item.children[row : row + count]
        for at in range(row, len(item.children)):
            item.children[at].row = at
        for child in gone:
            self._forget(child)
        self.endRemoveRows()

    def _forget(self, item: Item) -> None:
        self._items.pop(item.number, None)
        self._jobs.drop(self._pending.pop(item.number, None))
        for child in item.children or ():
            self._forget(child)

    def _changed(self, item: Item) -> None:
        index = self._index(item)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def tell_cells(self) -> None:
        """The rows that are shown say something else now."""
        for item in self._items.values():
            item.cells = None
            if item.children:
                first, last = item.children[0], item.children[-1]
                self.dataChanged.emit(self._index(first), self._index(last, Column.TIME))

    def _index(self, item: Item, column: int = 0) -> QModelIndex:
        if item.parent is None:
            return QModelIndex()
        return self.createIndex(item.row, column, item.number)

    def _item(self, index: Index) -> Item:
        return self._items.get(index.internalId(), self._root) if index.isValid() else self._root

    def node(self, index: Index) -> Node | None:
        return self._item(index).node

    def find(self, path: LayerPath) -> QModelIndex:
        """The row of a path among those that are shown; an invalid index where it is not."""
        if not path:
            return QModelIndex()
        above = self._root if not parent(path) else self._item(self.find(parent(path)))
        if above is self._root and parent(path):
            return QModelIndex()
        rows = [child for child in above.children or () if child.path == path]
        rows.sort(key=lambda child: bool(child.node and child.node.ghost))
        return self._index(rows[0]) if rows else QModelIndex()

    def is_read(self, path: LayerPath) -> bool:
        index = self.find(path)
        return (not path or index.isValid()) and self._item(index).children is not None

    # Qt's interface

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._item(parent).children or ()
        if 0 <= row < len(children) and 0 <= column < _COLUMNS:
            return self.createIndex(row, column, children[row].number)
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above = self._item(index).parent if index.isValid() else None
        return self._index(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._item(parent).children or ())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return _COLUMNS

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return False
        item = self._item(parent)
        return item.has_rows if item.children is None else bool(item.children)

    def canFetchMore(self, parent: Index) -> bool:
        item = self._item(parent)
        return item.has_rows and item.children is None and item.number not in self._pending

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._fetch(self._item(parent))

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self._item(index).node
        if node is None:
            return _ROOT_FLAGS
        return _GHOST_FLAGS if node.ghost else _ROW_FLAGS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return self._appearance.heading(self._headings, section, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._item(index)
        if item.node is None:
            return None
        if item.cells is None:
            depth = self._appearance.depth
            item.cells = cells(item.node, item.node.name, self.container_layer, depth)
        return value(self._appearance, item.node, item.cells, index.column(), role)

    @property
    def container_layer(self) -> int | None:
        """The layer that can be written, where there is one."""
        stack = self.source.stack if self.source else None
        return stack.layers[-1].number if stack and stack.writable is not None else None
