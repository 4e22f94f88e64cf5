"""Commit: a sealed copy of the container layer becomes the top layer of a new image.

The container stays what it is, on the image that it was made of: as in Docker, it is not moved
onto the new one.
"""

from collections.abc import Iterator

from layerlab.container import CommitResult
from layerlab.facade import Stack
from layerlab.model import media
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.stage.scene import Beat, Move, MoveKind, Pile, Scene, Slab, Still
from layerlab_gui.stage.scenes.documents import document_slab
from layerlab_gui.stage.scenes.piles import image_name, image_pile, lower_slabs, stack_pile


def commit_scene(container: Stack, image: Stack, result: CommitResult, command: str = "") -> Scene:
    """`container` is the stack that was committed, `image` that of what came of it."""
    old = stack_pile(container)
    name = old.slabs[-1].title
    opening = translate("Stage", "{name} is about to be committed.").format(name=name)
    title = translate("Stage", "A commit of {name}").format(name=name)
    beats = tuple(_beats(old, image, result))
    return Scene(title, opening, Still((old,)), beats, command)


def _beats(old: Pile, image: Stack, result: CommitResult) -> Iterator[Beat]:
    layers = lower_slabs(image.layers)
    new = image_pile(image.image, layers)
    yield _sealed(old, new, result)
    documents = _documents(image)
    described = image_pile(image.image, (*layers, *documents))
    moves = tuple(Move(MoveKind.DOCUMENT, d.title, None, d.key, d.size_bytes) for d in documents)
    told = _described(image, result)
    facts = ", ".join(f"{document.title} sha256:{document.details[1]}" for document in documents)
    yield Beat(
        told, Still((old, described)), moves, f"{told}; {_named(documents)}" if facts else ""
    )
    text = translate("Stage", "the container goes on as it was: its layer can be written, still")
    yield Beat(text, Still((old, described)))


def _sealed(old: Pile, new: Pile, result: CommitResult) -> Beat:
    after = Still((old, new))
    if result.layer is None:
        text = translate(
            "Stage", "nothing was changed in the container: there is no layer to write"
        )
        return Beat(text, after)
    sealed, written = new.slabs[-1], result.layer
    entries = counted(
        result.entry_count, translate("Stage", "{n} entry"), translate("Stage", "{n} entries")
    )
    text = translate(
        "Stage", "{entries} of the container layer, {size} as a tar: the sealed layer {number}"
    )
    told = text.format(entries=entries, size=size(written.size), number=sealed.number)
    real = translate("Stage", "{type}, digest {digest}; it is plain, so that is its diff ID, too")
    fact = real.format(type=written.media_type, digest=written.digest.short)
    move = Move(MoveKind.BLOB, sealed.title, old.slabs[-1].key, sealed.key, written.size)
    return Beat(told, after, (move,), f"{told}; {fact}")


def _documents(image: Stack) -> tuple[Slab, ...]:
    config, manifest = image.image.config.data, image.image.manifest_data
    key = str(image.image.image_id)
    slabs = [document_slab(f"config:{key}", "config", config, media.OCI_CONFIG)]
    if manifest is not None:
        slabs.append(document_slab(f"manifest:{key}", "manifest", manifest, media.OCI_MANIFEST))
    return tuple(slabs)


def _named(documents: tuple[Slab, ...]) -> str:
    return ", ".join(f"{one.title}: {' '.join(one.details[:2])}" for one in documents)


def _described(image: Stack, result: CommitResult) -> str:
    lower = len(image.layers) - (result.layer is not None)
    layers = counted(lower, translate("Stage", "{n} layer"), translate("Stage", "{n} layers"))
    if result.layer is None:
        text = translate("Stage", "{name} has the same {layers}, and one line of history more")
    else:
        text = translate("Stage", "{name} lists {layers} that were there and the new one")
    return text.format(name=image_name(image.image), layers=layers)
