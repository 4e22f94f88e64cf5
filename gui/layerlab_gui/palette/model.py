"""The palette's list for its view: one row for each entry, and what is read aloud of it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from layerlab_gui.i18n import translate
from layerlab_gui.palette.entries import Entry, Found, Kind

Index = QModelIndex | QPersistentModelIndex
FOUND_ROLE = int(Qt.ItemDataRole.UserRole) + 1


def kind_word(kind: Kind) -> str:
    return {
        Kind.ACTION: translate("Palette", "action"),
        Kind.CHOICE: translate("Palette", "choice"),
        Kind.OBJECT: "",
        Kind.LAYER: translate("Palette", "layer"),
        Kind.TAB: translate("Palette", "tab"),
        Kind.PATH: translate("Palette", "path"),
    }[kind]


def side_words(entry: Entry) -> str:
    """What stands beside the name: why it is not possible, else what it is."""
    if not entry.is_possible:
        return entry.why_not
    parts = (entry.detail, kind_word(entry.kind))
    return " · ".join(part for part in parts if part)


class PaletteModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Found] = ()

    def show(self, rows: Sequence[Found]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def append(self, rows: Sequence[Found]) -> None:
        """Paths come after the rest, from a worker; what is chosen stays chosen."""
        if rows:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self._rows = [*self._rows, *rows]
            self.endInsertRows()

    def found(self, index: Index) -> Found | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.found(index)
        if found is None:
            return None
        if role == FOUND_ROLE:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(found.entry)
        return side_words(found.entry) if role == Qt.ItemDataRole.ToolTipRole else None


def spoken(entry: Entry) -> str:
    return ", ".join(part for part in (entry.text, side_words(entry), entry.key) if part)
