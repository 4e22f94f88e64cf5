"""What the stage shows, as values: piles of slabs, beats that change them, and scenes of beats.

A scene is a still picture, then beats, each of which ends in another still. A still says all that
is to be seen, so that a scene is tested, printed and read aloud without a screen; animation only
fills the time between two stills: a slab that both have goes from its old place to its new one,
one that only the first has falls away, one that only the second has comes in, and what a beat
`moves` travels from slab to slab meanwhile.

Nothing of Qt is used here. All texts are translated already, for they are made when a scene is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from layerlab.model import LayerPath


class Depth(StrEnum):
    """How much of the truth is shown: files in layers, or also how they are stored.

    REAL adds tar entries, descriptors, digests, JSON and media types; it takes nothing away.
    """

    SIMPLE = "simple"
    REAL = "real"


class Mark(StrEnum):
    """What a slab says of the path on the stage."""

    SEEN = "seen"
    HIDDEN = "hidden"
    WHITEOUT = "whiteout"
    ABSENT = "absent"


class SlabKind(StrEnum):
    """LAYER is read-only, CONTAINER the writable layer, VOLUME outlives it, DOCUMENT is JSON
    (a manifest, a config), MISSING a layer that is listed and not there."""

    LAYER = "layer"
    CONTAINER = "container"
    VOLUME = "volume"
    DOCUMENT = "document"
    MISSING = "missing"


class PileKind(StrEnum):
    IMAGE = "image"
    CONTAINER = "container"
    STORE = "store"
    ARCHIVE = "archive"
    REGISTRY = "registry"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Slab:
    """One slab. `key` tells it from all others of a still and is the same in each still of a
    scene; a layer that several piles share has one key, and is drawn once.

    `number` is its badge, from 1 (0: none). `size_bytes` gives the thickness; `visible_bytes` is
    what of it the merged view still shows, None where that is not known (yet). `word` is what is
    said on it besides ("already exists", "cached"), `details` are the lines that REAL adds.
    """

    key: str
    kind: SlabKind
    number: int
    title: str
    size_bytes: int
    visible_bytes: int | None = None
    mark: Mark | None = None
    word: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """Slabs under one heading, base first."""

    key: str
    kind: PileKind
    title: str
    slabs: tuple[Slab, ...] = ()


@dataclass(frozen=True, slots=True)
class Still:
    """One picture: its piles from left to right."""

    piles: tuple[Pile, ...] = ()

    @property
    def slabs(self) -> Mapping[str, Slab]:
        """All of them by key."""
        return {slab.key: slab for pile in self.piles for slab in pile.slabs}

    def at(self, depth: Depth) -> "Still":
        """What is drawn: documents only where it is shown how things are stored."""
        if depth is Depth.REAL:
            return self
        return Still(tuple(replace(pile, slabs=_without_documents(pile)) for pile in self.piles))


def _without_documents(pile: Pile) -> tuple[Slab, ...]:
    return tuple(slab for slab in pile.slabs if slab.kind is not SlabKind.DOCUMENT)


class MoveKind(StrEnum):
    """What travels. A copy leaves its source where it is; all else comes from nowhere."""

    DIRECTORY = "directory"
    METADATA = "metadata"
    DATA = "data"
    WRITE = "write"
    CREATE = "create"
    WHITEOUT = "whiteout"
    OPAQUE = "opaque"
    LINK = "link"
    RENAME = "rename"
    REMOVE = "remove"
    BLOB = "blob"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Move:
    """Something of `path` (or a blob named `label`) goes from slab `source` to slab `target`,
    both keys; a `source` of None is nowhere."""

    kind: MoveKind
    label: str
    source: str | None
    target: str
    size_bytes: int = 0
    path: LayerPath | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens, the sentence that says it, and the still that it ends in.

    `real` is the sentence at the depth REAL, where that has more to say.
    """

    sentence: str
    after: Still
    moves: tuple[Move, ...] = ()
    real: str = ""

    def said(self, depth: Depth) -> str:
        return self.real if depth is Depth.REAL and self.real else self.sentence


@dataclass(frozen=True, slots=True)
class Scene:
    """`title` names it, `opening` is said before the first beat, `command` is what would be typed.

    `path` is what it is about where it is about one file.
    """

    title: str
    opening: str
    before: Still
    beats: tuple[Beat, ...] = ()
    command: str = ""
    path: LayerPath | None = None

    def still(self, position: int) -> Still:
        """What is seen after `position` beats."""
        return self.beats[position - 1].after if position else self.before

    def sentence(self, position: int, depth: Depth = Depth.SIMPLE) -> str:
        """What the last of `position` beats did; before the first, what is about to happen."""
        return self.beats[position - 1].said(depth) if position else self.opening
