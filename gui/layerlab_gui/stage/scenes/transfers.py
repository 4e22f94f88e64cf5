"""Loads and saves as transfers: what goes from an archive into the store, and back."""

from collections.abc import Iterable, Iterator, Sequence

from layerlab.facade import LayerTransfer, LoadedImage, SavedFile, SaveResult
from layerlab.image import Image, Layer
from layerlab.model import Digest, media
from layerlab_gui.i18n import translate
from layerlab_gui.models.stack import instruction
from layerlab_gui.stage.scene import PileKind, Scene, Slab, SlabKind
from layerlab_gui.stage.scenes.documents import document_slab
from layerlab_gui.stage.scenes.moving import Depot, Part, Transfer, transfer_scene
from layerlab_gui.stage.scenes.piles import image_name


def the_store() -> Depot:
    return Depot("store", PileKind.STORE, translate("Stage", "the store"))


def the_archive(name: str) -> Depot:
    return Depot("archive", PileKind.ARCHIVE, name)


def load_scene(
    archive: str, images: Sequence[Image], loaded: Sequence[LoadedImage], command: str = ""
) -> Scene:
    """`images` are those of the store that came of it; `archive` is the file's name."""
    parts = [
        part
        for image, one in zip(images, loaded, strict=True)
        for part in image_parts(image, one.layers)
    ]
    title = translate("Stage", "Load of {name}").format(name=archive)
    opening = translate("Stage", "{name} is about to be loaded into the store.").format(
        name=archive
    )
    return transfer_scene(
        Transfer(the_archive(archive), the_store(), parts, _names(images), title, opening, command)
    )


def image_parts(image: Image, transfers: Sequence[LayerTransfer]) -> Iterator[Part]:
    """The config first, then the layers, then the manifest, which lists them all."""
    manifest = image.manifest
    kind = manifest.config.media_type if manifest else media.OCI_CONFIG
    yield _document("config", image.config.data, kind)
    for layer, transfer in zip(image.layers, transfers, strict=True):
        slab = _layer_slab(layer, transfer.size_bytes)
        yield Part(slab, transfer.digest, _media_type(layer), transfer.was_there)
    if image.manifest_data is not None:
        kind = manifest.media_type if manifest else media.OCI_MANIFEST
        yield _document("manifest", image.manifest_data, kind)


def save_scene(images: Sequence[Image], result: SaveResult, command: str = "") -> Scene:
    """`images` are those that were saved."""
    archive = result.path.name
    title = translate("Stage", "Save to {name}").format(name=archive)
    opening = translate("Stage", "{name} is about to be written.").format(name=archive)
    parts = list(_saved_parts(images, result.files))
    return transfer_scene(
        Transfer(the_store(), the_archive(archive), parts, _names(images), title, opening, command)
    )


def _saved_parts(images: Sequence[Image], files: Sequence[SavedFile]) -> Iterator[Part]:
    """The layers from the base up, then what describes them; each file of the archive once."""
    blobs = {_digest(file): file for file in files if file.media_type}
    done: set[Digest] = set()
    for layer in (layer for image in images for layer in image.layers):
        names = (layer.descriptor.digest if layer.descriptor else None, Digest(layer.diff_id))
        digest = next((name for name in names if name in blobs), None)
        if digest is not None and digest not in done:
            done.add(digest)
            file = blobs[digest]
            yield Part(_layer_slab(layer, file.size_bytes), digest, file.media_type)
    for file in files:
        if file.document is not None:
            digest = _digest(file) if file.media_type else None
            name = file.name if digest is None else _role(file.media_type)
            yield Part(
                document_slab("", name, file.document, file.media_type), digest, file.media_type
            )


def _digest(file: SavedFile) -> Digest:
    """Of a blob, by its place: `blobs/sha256/…`."""
    return Digest.parse(":".join(file.name.split("/")[-2:]))


def _role(media_type: str) -> str:
    return "config" if media_type == media.OCI_CONFIG else "manifest"


def _document(name: str, data: bytes, media_type: str) -> Part:
    return Part(document_slab("", name, data, media_type), Digest.of(data), media_type)


def _layer_slab(layer: Layer, size_bytes: int) -> Slab:
    line = layer.history.created_by if layer.history else ""
    title = instruction(line) or translate("Stack", "no history")
    facts = [_media_type(layer), f"diff ID {layer.diff_id.short}"]
    if layer.descriptor:
        facts.insert(1, f"digest {layer.descriptor.digest.short}")
    return Slab(
        "", SlabKind.LAYER, layer.number, title, size_bytes, details=tuple(filter(None, facts))
    )


def _media_type(layer: Layer) -> str:
    return layer.descriptor.media_type if layer.descriptor else ""


def _names(images: Iterable[Image]) -> str:
    return ", ".join(image_name(image) for image in images)
