"""Paths that match a search, as a flat table: our own pass over the view, made by a worker.

Never `QSortFilterProxyModel` with recursive filtering: over a million entries it takes a minute.
"""

import fnmatch
import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from layerlab.errors import Cancelled
from layerlab.overlay import Node
from layerlab_gui.models.appearance import Appearance, value
from layerlab_gui.models.rows import Cells, Column, cells, headings
from layerlab_gui.target import Source

LIMIT = 5000
Index = QModelIndex | QPersistentModelIndex


def matcher(text: str) -> Callable[[Node], bool]:
    """Part of a name; with a slash part of a path; with `*` or `?` a whole name as in a shell."""
    wanted = text.lower()
    if any(sign in wanted for sign in "*?["):
        fits = re.compile(fnmatch.translate(wanted)).match
        if "/" in wanted:
            return lambda node: fits("/" + node.path.lower()) is not None
        return lambda node: fits(node.name.lower()) is not None
    if "/" in wanted:
        return lambda node: wanted in "/" + node.path.lower()
    return lambda node: wanted in node.name.lower()


def search(source: Source, text: str, is_stopped: Callable[[], bool]) -> tuple[Node, ...]:
    """Up to `LIMIT` rows in the tree's order. Raises `Cancelled` when stopped."""
    fits, found = matcher(text), []
    for number, node in enumerate(source.walk()):
        if number % 512 == 0 and is_stopped():
            raise Cancelled
        if fits(node):
            found.append(node)
            if len(found) == LIMIT:
                break
    return tuple(found)


class Matches(QAbstractTableModel):
    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._headings = headings()
        self._nodes: Sequence[Node] = ()
        self._cells: dict[int, Cells] = {}
        self.container_layer: int | None = None

    def show_nodes(self, nodes: Sequence[Node], container_layer: int | None) -> None:
        self.beginResetModel()
        self._nodes = nodes
        self._cells = {}
        self.container_layer = container_layer
        self.endResetModel()

    def tell_cells(self) -> None:
        """The rows say something else now."""
        self._cells = {}
        if self._nodes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._nodes) - 1, 0))

    def node(self, index: Index) -> Node | None:
        return self._nodes[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._nodes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        return self._appearance.heading(self._headings, section, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        made = self._cells.get(index.row())
        if made is None:
            made = cells(node, "/" + node.path, self.container_layer, self._appearance.depth)
            self._cells[index.row()] = made
        return value(self._appearance, node, made, index.column(), role)
