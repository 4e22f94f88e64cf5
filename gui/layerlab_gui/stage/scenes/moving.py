"""An image goes from one place to another: only what is missing there travels.

One shape for all of it: an archive that is loaded, images that are saved, later pull and push.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from layerlab.model import Digest
from layerlab_gui.i18n import count, size, translate
from layerlab_gui.stage.scene import (
    Beat,
    Move,
    MoveKind,
    Pile,
    PileKind,
    Scene,
    Slab,
    SlabKind,
    Still,
)

PLAYED_PARTS = 40
"""At most so many layers travel one by one; what is left goes at once."""
TOLD_BLOBS = 3


@dataclass(frozen=True, slots=True)
class Depot:
    """A place that has blobs: a store, an archive, a registry."""

    key: str
    kind: PileKind
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A blob, or a file beside the blobs, which has neither digest nor media type.

    `slab` is how it looks, under any key. `was_there` where the target had it before its turn.
    """

    slab: Slab
    digest: Digest | None = None
    media_type: str = ""
    was_there: bool = False

    @property
    def is_document(self) -> bool:
        return self.slab.kind is SlabKind.DOCUMENT

    @property
    def blob(self) -> str:
        """As the specification calls it; of a file beside the blobs its name."""
        facts = (self.media_type, self.digest.short) if self.digest else (self.slab.title,)
        return " ".join(filter(None, facts))


@dataclass(frozen=True, slots=True)
class Transfer:
    """`parts` are in the order in which they go; `names` are the images' at the target."""

    source: Depot
    target: Depot
    parts: Sequence[Part]
    names: str
    title: str
    opening: str
    command: str = ""

    def still(self, arrived: Iterable[int]) -> Still:
        """`arrived` are the numbers of the parts that the target has by then."""
        source = self._pile(self.source, range(len(self.parts)))
        return Still((source, self._pile(self.target, arrived)))

    def _pile(self, depot: Depot, numbers: Iterable[int]) -> Pile:
        """Layers below, in their order; what describes them on top."""
        order = sorted(numbers, key=lambda number: (self.parts[number].is_document, number))
        slabs = tuple(self._slab(depot, number) for number in order)
        return Pile(depot.key, depot.kind, depot.title, slabs)

    def _slab(self, depot: Depot, number: int) -> Slab:
        part = self.parts[number]
        is_told = depot is self.target and part.was_there
        word = translate("Stage", "already exists") if is_told else part.slab.word
        return replace(part.slab, key=self._key(depot, number), word=word)

    def _key(self, depot: Depot, number: int) -> str:
        """A layer that an image has twice is two slabs."""
        return f"{depot.key}:{number}:{self.parts[number].blob}"

    def move(self, number: int) -> Move:
        slab = self.parts[number].slab
        source, target = self._key(self.source, number), self._key(self.target, number)
        kind = MoveKind.DOCUMENT if slab.kind is SlabKind.DOCUMENT else MoveKind.BLOB
        return Move(kind, slab.title, source, target, slab.size_bytes)


def transfer_scene(transfer: Transfer) -> Scene:
    arrived = _there_at_first(transfer.parts)
    before = transfer.still(arrived)
    beats = tuple(_beats(transfer, arrived))
    return Scene(transfer.title, transfer.opening, before, beats, transfer.command)


def _there_at_first(parts: Sequence[Part]) -> frozenset[int]:
    """But for those that come in the same transfer before their own turn."""
    coming, there = set(), []
    for number, part in enumerate(parts):
        if not part.was_there:
            coming.add(part.digest)
        elif part.digest not in coming:
            there.append(number)
    return frozenset(there)


def _beats(transfer: Transfer, arrived: frozenset[int]) -> Iterator[Beat]:
    for _, group in groupby(range(len(transfer.parts)), _ways(transfer.parts).__getitem__):
        numbers = list(group)
        arrived = arrived.union(numbers)
        parts = [transfer.parts[number] for number in numbers]
        place = transfer.target.title
        moves: tuple[Move, ...] = ()
        if parts[0].was_there:
            told = _there_words(parts, place)
        else:
            told, moves = _travel_words(parts, place), tuple(map(transfer.move, numbers))
        yield Beat(told, transfer.still(arrived), moves, f"{told}; {_blobs(parts)}")
    yield Beat(_end_words(transfer), transfer.still(arrived))


def _ways(parts: Sequence[Part]) -> list[object]:
    """Parts after one another that have the same go in one beat."""
    ways: list[object] = []
    played = 0
    for number, part in enumerate(parts):
        if part.was_there:
            ways.append("there")
        elif part.is_document:
            ways.append("document")
        else:
            ways.append(number if played < PLAYED_PARTS else "rest")
            played += 1
    return ways


def _there_words(parts: Sequence[Part], place: str) -> str:
    if len(parts) == 1:
        text = translate("Stage", "layer {first} already exists in {place}: nothing travels")
    else:
        text = translate(
            "Stage", "layers {first} to {last} already exist in {place}: nothing travels"
        )
    return text.format(first=parts[0].slab.number, last=parts[-1].slab.number, place=place)


def _travel_words(parts: Sequence[Part], place: str) -> str:
    total = size(sum(part.slab.size_bytes for part in parts))
    if parts[0].is_document:
        names = ", ".join(dict.fromkeys(part.slab.title for part in parts))
        text = translate("Stage", "the documents of the image go to {place}: {names}, {size}")
        return text.format(names=names, place=place, size=total)
    if len(parts) == 1:
        text = translate("Stage", "layer {number} goes to {place}: {size}")
        return text.format(number=parts[0].slab.number, place=place, size=total)
    text = translate("Stage", "{n} more layers go to {place}: {size}")
    return text.format(n=count(len(parts)), place=place, size=total)


def _blobs(parts: Sequence[Part]) -> str:
    """Media types and digests of the first ones; the type once where all have the same."""
    told = [part.blob for part in parts[:TOLD_BLOBS]]
    if len({part.media_type for part in parts}) == 1:
        told[1:] = [part.blob.rpartition(" ")[2] for part in parts[1:TOLD_BLOBS]]
    return ", ".join([*told, "…"] if len(parts) > TOLD_BLOBS else told)


def _end_words(transfer: Transfer) -> str:
    """Documents are little, and go each time: they are not counted."""
    layers = [part for part in transfer.parts if not part.is_document]
    text = translate("Stage", "{names}: of {total} in layers {size} travelled to {place}")
    return text.format(
        names=transfer.names,
        size=size(sum(part.slab.size_bytes for part in layers if not part.was_there)),
        total=size(sum(part.slab.size_bytes for part in layers)),
        place=transfer.target.title,
    )
