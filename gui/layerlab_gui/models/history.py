"""The log of a container as rows: a tree drawn in a list, so that all rows have one height.

Ten thousand edits are arranged by their numbers alone; an edit is read when its row is looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QIcon

from layerlab.container import Edit
from layerlab_gui import fonts, icons
from layerlab_gui.models.edit_words import Cells, Column, cells, headings
from layerlab_gui.models.lanes import START, Place, State, arrange
from layerlab_gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (Column.COPIED, Column.WRITTEN)


@dataclass(frozen=True)
class History:
    """A container's log as it was read. `edits` may parse each when it is asked for."""

    edits: Sequence[Edit]
    links: Sequence[tuple[int, int]]
    head: int
    tip: int
    places: tuple[Place, ...] = field(default=(), compare=False)

    @classmethod
    def of(
        cls, edits: Sequence[Edit], links: Sequence[tuple[int, int]], head: int, tip: int
    ) -> "History":
        return cls(edits, links, head, tip, tuple(arrange(links, head, tip)))


class HistoryModel(QAbstractTableModel):
    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history: History | None = None
        self._places: list[Place] = []
        self._position: dict[int, int] = {}
        self._cells: dict[int, Cells] = {}
        self._headings = headings()
        self._icons: dict[tuple[str, bool], QIcon] = {}
        self._strong = fonts.strong(QFont())

    @property
    def history(self) -> History | None:
        return self._history

    def show(self, history: History | None) -> None:
        """Another log, or the same one after an edit: only the rows in between change."""
        new = list(history.places) if history else []
        numbers = [place.number for place in new]
        old = [place.number for place in self._places]
        top, bottom = _common(old, numbers)
        self._history = history
        self._position = (
            {number: at for at, (number, _) in enumerate(history.links)} if history else {}
        )
        self._cells.clear()
        if len(old) - bottom > top:
            self.beginRemoveRows(QModelIndex(), top, len(old) - bottom - 1)
            del self._places[top : len(old) - bottom]
            self.endRemoveRows()
        if len(new) - bottom > top:
            self.beginInsertRows(QModelIndex(), top, len(new) - bottom - 1)
            self._places[top:top] = new[top : len(new) - bottom]
            self.endInsertRows()
        self._places = new
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, Column.TIME))

    def row_of(self, number: int) -> int:
        return next((row for row, p in enumerate(self._places) if p.number == number), -1)

    def place(self, index: Index) -> Place | None:
        return self._places[index.row()] if index.isValid() else None

    def edit(self, number: int) -> Edit | None:
        at = self._position.get(number)
        return self._history.edits[at] if at is not None and self._history else None

    # Qt's interface

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self._places[index.row()]
        if role == PLACE_ROLE:
            return place
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in _NUMBERS else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(place, index.column())
        if role == Qt.ItemDataRole.FontRole:
            return self._strong if place.state is State.CURRENT else None
        made = self._made(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return made.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return made.tip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return made.spoken if index.column() == Column.NUMBER else made.texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.WHAT:
            return self._icon(made.icon, is_faint=_is_faint(place))
        return None

    def _made(self, place: Place) -> Cells:
        made = self._cells.get(place.number)
        if made is None:
            edit = self.edit(place.number) if place.number != START else None
            made = self._cells[place.number] = cells(place, edit, datetime.now(UTC))
        return made

    def _ink(self, place: Place, column: int) -> QBrush | None:
        quiet = _is_faint(place) or column not in (Column.NUMBER, Column.WHAT, Column.LABEL)
        return QBrush(QColor(self._theme.muted)) if quiet else None

    def _icon(self, name: str, *, is_faint: bool) -> QIcon:
        key = (name, is_faint)
        if key not in self._icons:
            colour = self._theme.muted if is_faint else self._theme.text
            self._icons[key] = icons.icon(name, self._theme, colour)
        return self._icons[key]


def _is_faint(place: Place) -> bool:
    return place.state in (State.UNDONE, State.ABANDONED)


def _common(old: Sequence[int], new: Sequence[int]) -> tuple[int, int]:
    """How many rows are the same at the top, and at the bottom of what is left."""
    least = min(len(old), len(new))
    top = 0
    while top < least and old[top] == new[top]:
        top += 1
    bottom = 0
    while bottom < least - top and old[-1 - bottom] == new[-1 - bottom]:
        bottom += 1
    return top, bottom
