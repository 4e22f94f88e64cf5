"""A layer's tar as it is stored: its entries in their order, names and offsets as written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from layerlab.model import Entry, LayerPath, clean, join, parent
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.streams.tar_reader import Header
from layerlab_gui.i18n import count, moment, translate
from layerlab_gui.models.appearance import Appearance
from layerlab_gui.models.rows import KIND_ICONS, kind_word, printable

LIMIT = 100_000
"""Entries that are shown of a layer."""
BLOCK_BYTES = 512
Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Fact(IntEnum):
    OFFSET = 0
    NAME = 1
    SIZE = 2
    MODE = 3
    OWNER = 4
    TIME = 5
    MORE = 6


_NUMBERS = (Fact.OFFSET, Fact.SIZE)


def fact_headings() -> dict[Fact, str]:
    return {
        Fact.OFFSET: translate("Tar", "Offset"),
        Fact.NAME: translate("Tar", "Name as stored"),
        Fact.SIZE: translate("Tar", "Bytes"),
        Fact.MODE: translate("Tar", "Mode"),
        Fact.OWNER: translate("Tar", "Owner"),
        Fact.TIME: translate("Tar", "Modified"),
        Fact.MORE: translate("Tar", "Besides"),
    }


def path_of(header: Header) -> LayerPath:
    """What the entry speaks of: a whiteout of the path that it hides, an opaque marker of its
    directory."""
    path = clean(header.name)
    name = path.rpartition("/")[2]
    if name == OPAQUE_NAME:
        return parent(path)
    if name.startswith(WHITEOUT_PREFIX):
        return join(parent(path), name.removeprefix(WHITEOUT_PREFIX))
    return path


def is_marker(header: Header) -> bool:
    """Whether it is a whiteout, or the marker of an opaque directory."""
    return clean(header.name).rpartition("/")[2].startswith(WHITEOUT_PREFIX)


def icon_name(header: Header) -> str:
    return "file-x" if is_marker(header) else KIND_ICONS[header.kind]


def texts(header: Header) -> tuple[str, ...]:
    """The cells of an entry's row, in the order of `Fact`."""
    name = printable(header.name)
    mode = Entry(clean(header.name), header.kind, header.mode).mode_text
    return (
        count(header.offset),
        f"{name} → {printable(header.link)}" if header.link else name,
        count(header.size) if header.kind.has_data else "",
        f"{mode} {header.mode:04o}",
        f"{header.uid}:{header.gid}",
        moment(header.mtime_ns),
        " · ".join(_besides(header)),
    )


def _besides(header: Header) -> list[str]:
    """The kind, and what the entry has beyond one header block and its contents."""
    parts = [translate("Tar", "whiteout") if is_marker(header) else kind_word(header.kind)]
    extended = header.data_offset - header.offset - BLOCK_BYTES
    if extended > 0:
        text = translate("Tar", "{bytes} bytes of extended headers")
        parts.append(text.format(bytes=count(extended)))
    parts += [printable(name) for name in header.xattrs]
    if header.sparse is not None:
        text = translate("Tar", "sparse, {bytes} bytes when read")
        parts.append(text.format(bytes=count(header.real_size)))
    if any(header.device):
        parts.append("{}, {}".format(*header.device))
    return parts


@dataclass(frozen=True)
class Listing:
    """The first entries of a layer's tar. `rows` has for each path the row that speaks of it: of
    its own entry rather than of a whiteout."""

    headers: Sequence[Header] = ()
    rows: Mapping[LayerPath, int] = field(default_factory=dict)


def listed(headers: Sequence[Header]) -> Listing:
    """May take long: for a worker."""
    rows: dict[LayerPath, int] = {}
    for row, header in enumerate(headers):
        path = path_of(header)
        if path not in rows or is_marker(headers[rows[path]]):
            rows[path] = row
    return Listing(headers, rows)


class TarEntries(QAbstractTableModel):
    def __init__(self, look: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._headings = fact_headings()
        self._listing = Listing()
        self._texts: dict[int, tuple[str, ...]] = {}
        self._marked = QBrush(QColor(look.theme.deleted))

    def show_listing(self, listing: Listing) -> None:
        self.beginResetModel()
        self._listing = listing
        self._texts = {}
        self.endResetModel()

    def header(self, index: Index) -> Header | None:
        return self._listing.headers[index.row()] if index.isValid() else None

    def find(self, path: LayerPath) -> QModelIndex:
        """The entry that speaks of a path, where there is one."""
        row = self._listing.rows.get(path)
        return QModelIndex() if row is None else self.index(row, Fact.OFFSET)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._listing.headers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(Fact)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and Fact(section) in _NUMBERS:
            return _RIGHT
        return self._headings[Fact(section)] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        header, column = self.header(index), Fact(index.column())
        if header is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._row(index.row())[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in _NUMBERS else None
        if role == Qt.ItemDataRole.FontRole:
            return self._look.code
        if role == Qt.ItemDataRole.DecorationRole and column is Fact.NAME:
            return self._look.icon(icon_name(header))
        if role == Qt.ItemDataRole.ForegroundRole:
            is_name = column is Fact.NAME
            return self._marked if is_marker(header) else None if is_name else self._look.muted
        return None

    def _row(self, row: int) -> tuple[str, ...]:
        if row not in self._texts:
            self._texts[row] = texts(self._listing.headers[row])
        return self._texts[row]
