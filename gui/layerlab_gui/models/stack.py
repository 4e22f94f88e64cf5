"""The layer stack as a list: newest on top, the container layer above all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from layerlab.facade import LayerCard
from layerlab.overlay import ChangeCounts, TrailStep, Verdict
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.looking import Shown
from layerlab_gui.stage.scene import Depth, Mark
from layerlab_gui.teaching import TERM_ROLE, lesson

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_MARKS = {
    Verdict.SEEN: Mark.SEEN,
    Verdict.HIDDEN: Mark.HIDDEN,
    Verdict.COVERED: Mark.HIDDEN,
    Verdict.WHITEOUT: Mark.WHITEOUT,
    Verdict.OPAQUE: Mark.WHITEOUT,
}


@dataclass(frozen=True, slots=True)
class Card:
    """What is drawn of a layer. `share` is its part of the largest layer, 0 to 1."""

    number: int
    is_container: bool
    title: str
    size: str
    files: str
    counts: ChangeCounts | None
    share: float
    mark: Mark | None = None
    is_missing: bool = False
    stored: str = ""
    """How it is stored: digest, media type, size; shown instead of the counts at REAL."""

    @property
    def spoken(self) -> str:
        name = translate("Stack", "layer {number}").format(number=self.number)
        who = translate("Stack", "container layer, writable") if self.is_container else name
        facts = (self.title, self.size, self.files, count_words(self.counts), self.stored)
        return ", ".join(part for part in (who, *facts, mark_word(self.mark)) if part)


def count_words(counts: ChangeCounts | None) -> str:
    """`+4 −1` in words; nothing of what is none."""
    if counts is None:
        return ""
    words = (
        (counts.added, translate("Stack", "{n} added")),
        (counts.modified, translate("Stack", "{n} modified")),
        (counts.deleted, translate("Stack", "{n} deleted")),
    )
    return ", ".join(counted(number, text, text) for number, text in words if number)


def mark_word(mark: Mark | None) -> str:
    return {
        None: "",
        Mark.SEEN: translate("Stack", "seen"),
        Mark.HIDDEN: translate("Stack", "hidden"),
        Mark.WHITEOUT: translate("Stack", "whiteout"),
        Mark.ABSENT: "",
    }[mark]


def instruction(text: str) -> str:
    """The line of history without the shell's wrapping, as people wrote it in the Dockerfile."""
    line = " ".join(text.split())
    line = line.removeprefix("/bin/sh -c #(nop)").removesuffix("# buildkit").strip()
    if line.startswith("/bin/sh -c "):
        line = "RUN " + line
    return line.replace("RUN /bin/sh -c ", "RUN ", 1) if line.startswith("RUN ") else line


class StackModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self._trail: Mapping[int, Mark] = {}
        self._pointed: Mapping[int, Mark] | None = None
        self._played: Mapping[int, Mark] | None = None

    def show_stack(
        self,
        shown: Shown | None,
        counts: Mapping[int, ChangeCounts],
        depth: Depth = Depth.SIMPLE,
    ) -> None:
        """Cards anew; only the data changes where the layers are the same."""
        layers = shown.stack.layers if shown else ()
        cards = _cards(layers, counts, shown, depth)
        if [card.number for card in cards] == [card.number for card in self._cards]:
            self._cards = cards
            self._tell()
            return
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def show_trail(self, steps: Sequence[TrailStep]) -> None:
        self._trail = _marks(steps)
        self._tell()

    def point_at(self, steps: Sequence[TrailStep] | None) -> None:
        """The trail of the path under the mouse, instead of the chosen one's; None for that."""
        pointed = None if steps is None else _marks(steps)
        if pointed != self._pointed:
            self._pointed = pointed
            self._tell()

    def play_marks(self, marks: Mapping[int, Mark] | None) -> None:
        """The stage's marks instead of the trail's, while a scene is on."""
        self._played = marks
        self._tell()

    def _tell(self) -> None:
        if self._cards:
            self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1))

    def row_of(self, number: int) -> int:
        return next((row for row, card in enumerate(self._cards) if card.number == number), -1)

    def card(self, index: Index) -> Card:
        card = self._cards[index.row()]
        seen = self._trail if self._pointed is None else self._pointed
        marks = seen if self._played is None else self._played
        mark = marks.get(card.number)
        return card if mark is None else replace(card, mark=mark)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.card(index)
        if role == CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken
        term_id = "container-layer" if card.is_container else "layer"
        if role == TERM_ROLE:
            return term_id
        return lesson(term_id, _tip(card)) if role == Qt.ItemDataRole.ToolTipRole else None


def _marks(steps: Sequence[TrailStep]) -> Mapping[int, Mark]:
    """The root and directories that merge are everywhere: only a clear answer is marked."""
    is_merged = any(step.verdict is Verdict.MERGED for step in steps)
    marks = {s.layer: _MARKS[s.verdict] for s in steps if s.verdict in _MARKS}
    return {} if is_merged else marks


def _tip(card: Card) -> str:
    facts = " · ".join(part for part in (card.size, card.files) if part)
    return "\n".join(part for part in (card.title, facts, card.stored) if part)


def _cards(
    layers: Sequence[LayerCard],
    counts: Mapping[int, ChangeCounts],
    shown: Shown | None,
    depth: Depth,
) -> list[Card]:
    largest = max((layer.size_bytes for layer in layers), default=0) or 1
    cards = [
        _card(layer, counts.get(layer.number), largest, _title(layer, shown))
        for layer in reversed(layers)
    ]
    if depth is Depth.SIMPLE:
        return cards
    stored = [_stored(layer) for layer in reversed(layers)]
    return [replace(card, stored=text) for card, text in zip(cards, stored, strict=True)]


def _stored(layer: LayerCard) -> str:
    """`4bf1b0c4a2d1 · tar+gzip · 1.2 MB`, of the blob; of a layer that is none, its diff ID."""
    if layer.is_container:
        return translate("Stack", "a directory on the disk")
    if layer.descriptor is None:
        return f"{layer.diff_id.short} · {size(layer.stored_bytes)}" if layer.diff_id else ""
    kind = layer.descriptor.media_type.rpartition(".")[2]
    return f"{layer.descriptor.digest.short} · {kind} · {size(layer.descriptor.size)}"


def _title(layer: LayerCard, shown: Shown | None) -> str:
    if not layer.is_container or shown is None:
        return instruction(layer.instruction) or translate("Stack", "no history")
    name = layer.instruction
    if shown.at is not None:
        return translate("Stack", "{name} as of edit {number}").format(name=name, number=shown.at)
    if shown.target.is_volume:
        return translate("Stack", "Volume {name}").format(name=name)
    return translate("Stack", "Container {name}").format(name=name)


def _card(layer: LayerCard, counts: ChangeCounts | None, largest: int, title: str) -> Card:
    files = counted(
        layer.file_count, translate("Stack", "{n} file"), translate("Stack", "{n} files")
    )
    if layer.is_missing:
        files = translate("Stack", "missing: it is not in the file")
    return Card(
        layer.number,
        layer.is_container,
        title,
        "" if layer.is_missing else size(layer.size_bytes),
        files,
        None if layer.is_missing else counts,
        0.0 if layer.is_missing else layer.size_bytes / largest,
        is_missing=layer.is_missing,
    )
