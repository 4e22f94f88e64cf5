"""What a container changed against its image, as a flat list that an edit only touches in part."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from layerlab.container import DiffRow
from layerlab.model import LayerPath, shown
from layerlab.overlay import Change
from layerlab_gui.models.reasons import detail
from layerlab_gui.models.rows import printable

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
KINDS = (Change.ADDED, Change.MODIFIED, Change.DELETED)
MERGE_LIMIT = 400
"""Above so many rows that come or go, the list is shown anew instead of being merged."""


class ChangesModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[DiffRow, ...] = ()
        self._rows: list[DiffRow] = []
        self._kinds = frozenset(KINDS)

    @property
    def counts(self) -> Counter[Change]:
        return Counter(row.change for row in self._all)

    @property
    def all_rows(self) -> tuple[DiffRow, ...]:
        return self._all

    def show_rows(self, rows: Sequence[DiffRow]) -> None:
        self._all = tuple(rows)
        self._merge([row for row in rows if row.change in self._kinds])

    def show_kinds(self, kinds: frozenset[Change]) -> None:
        self._kinds = kinds
        self.show_rows(self._all)

    def _merge(self, rows: list[DiffRow]) -> None:
        """Rows that stay keep their identity, and so their selection and their place."""
        new, old = {row.path for row in rows}, {row.path for row in self._rows}
        if len(new ^ old) > MERGE_LIMIT:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for at in reversed(range(len(self._rows))):
            if self._rows[at].path not in new:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if at < len(self._rows) and self._rows[at].path == row.path:
                self._rows[at] = row
                continue
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows.insert(at, row)
            self.endInsertRows()
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def find(self, path: LayerPath) -> QModelIndex:
        row = next((at for at, row in enumerate(self._rows) if row.path == path), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def row(self, index: Index) -> DiffRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def as_text(self) -> str:
        """The lines that `docker diff` prints, of the rows that are shown."""
        return "".join(f"{row}\n" for row in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return detail(row) if role == Qt.ItemDataRole.ToolTipRole else None


def path_text(row: DiffRow) -> str:
    return printable(shown(row.path))


def spoken(row: DiffRow) -> str:
    return f"{path_text(row)}, {detail(row)}"
