"""What a picture says of a slab in words: drawn on it, told when it is pointed at, and read."""

from layerlab_gui.i18n import count, counted, size, translate
from layerlab_gui.models.stack import mark_word
from layerlab_gui.stage.picture.layout import PlacedSlab
from layerlab_gui.stage.picture.scale import Scale
from layerlab_gui.stage.scene import Depth, Mark, Pile, PileKind, Slab, SlabKind

PILE_ICONS = {
    PileKind.IMAGE: "layers",
    PileKind.CONTAINER: "container",
    PileKind.STORE: "hard-drive",
    PileKind.ARCHIVE: "file-archive",
    PileKind.REGISTRY: "package",
    PileKind.VOLUME: "database",
}
MARK_ICONS = {Mark.SEEN: "eye", Mark.HIDDEN: "eye-off", Mark.WHITEOUT: "file-x"}
KIND_ICONS = {SlabKind.VOLUME: "database", SlabKind.DOCUMENT: "file-braces"}


def size_words(slab: Slab) -> str:
    return "" if slab.kind is SlabKind.MISSING else size(slab.size_bytes)


def visible_words(slab: Slab) -> str:
    """How much of its bytes the merged view still shows."""
    shown = slab.visible_bytes
    if shown is None or not slab.size_bytes:
        return ""
    if shown >= slab.size_bytes:
        return translate("Stage", "all of it still visible")
    if shown == 0:
        return translate("Stage", "nothing of it still visible")
    return translate("Stage", "{size} still visible").format(size=size(shown))


def shared_words(span: int) -> str:
    return translate("Stage", "shared by {n}").format(n=count(span)) if span > 1 else ""


def kind_words(kind: SlabKind) -> str:
    return {
        SlabKind.LAYER: translate("Stage", "read-only layer"),
        SlabKind.CONTAINER: translate("Stage", "container layer, writable"),
        SlabKind.VOLUME: translate("Stage", "volume, outlives its containers"),
        SlabKind.DOCUMENT: translate("Stage", "document"),
        SlabKind.MISSING: translate("Stage", "missing layer"),
    }[kind]


def teaching_words(kind: SlabKind) -> str:
    """What such a slab is, for whoever sees one for the first time."""
    return {
        SlabKind.LAYER: translate(
            "Stage",
            "A layer is a tar of what one step changed. It never changes; upper layers cover it.",
        ),
        SlabKind.CONTAINER: translate(
            "Stage",
            "All that the container writes goes here. It is empty at first; nothing is copied.",
        ),
        SlabKind.VOLUME: translate(
            "Stage", "Files beside the layers. They stay when the container goes."
        ),
        SlabKind.DOCUMENT: translate("Stage", "JSON that says which layers belong together."),
        SlabKind.MISSING: translate(
            "Stage", "The image lists this layer, but its blob is not there."
        ),
    }[kind]


def spoken(placed: PlacedSlab, depth: Depth) -> str:
    """A slab in one line, as a screen reader says it."""
    slab = placed.slab
    number = translate("Stack", "layer {number}").format(number=slab.number)
    parts = (
        number if slab.number and slab.kind is not SlabKind.CONTAINER else "",
        kind_words(slab.kind),
        slab.title,
        size_words(slab),
        visible_words(slab),
        mark_word(slab.mark),
        slab.word,
        shared_words(placed.span),
        *(slab.details if depth is Depth.REAL else ()),
    )
    return ", ".join(part for part in parts if part)


def spoken_pile(pile: Pile) -> str:
    """A heading in one line: what it is, its name, what is in it."""
    layers = counted(
        len(pile.slabs), translate("Stack", "{n} layer"), translate("Stack", "{n} layers")
    )
    whole = size(sum(slab.size_bytes for slab in pile.slabs))
    return ", ".join((pile.title, pile_words(pile.kind), layers, whole))


def pile_words(kind: PileKind) -> str:
    return {
        PileKind.IMAGE: translate("Stage", "image"),
        PileKind.CONTAINER: translate("Stage", "container"),
        PileKind.STORE: translate("Stage", "store"),
        PileKind.ARCHIVE: translate("Stage", "archive"),
        PileKind.REGISTRY: translate("Stage", "registry"),
        PileKind.VOLUME: translate("Stage", "volume"),
    }[kind]


def tip(placed: PlacedSlab, depth: Depth) -> str:
    """The whole title and figures, and what it is."""
    slab = placed.slab
    figures = (size_words(slab), visible_words(slab), shared_words(placed.span), slab.word)
    lines = (
        slab.title,
        " · ".join(part for part in figures if part),
        *(slab.details if depth is Depth.REAL else ()),
        teaching_words(slab.kind),
    )
    return "\n".join(line for line in lines if line)


def scale_words(scale: Scale) -> tuple[str, str]:
    """Its name in the choice, and what it is good for."""
    return {
        Scale.LOG: (
            translate("Stage", "Logarithmic"),
            translate("Stage", "Each step of thickness is ten times the bytes"),
        ),
        Scale.LINEAR: (
            translate("Stage", "Linear"),
            translate("Stage", "Twice as thick is twice the bytes; the least are drawn legible"),
        ),
        Scale.EQUAL: (
            translate("Stage", "Equal"),
            translate("Stage", "All alike: only the order counts"),
        ),
    }[scale]
