"""Load: the blobs of an archive's images come into the store, every digest checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from layerlab.errors import DiffIdMismatch
from layerlab.facade.indexes import LayerIndexes
from layerlab.image import BlobImage, BlobLayer, Layer
from layerlab.image.manifests import layer_media_type, make_manifest
from layerlab.model import Descriptor, DiffID, Digest, ImageID, Reference, media
from layerlab.progress import Progress
from layerlab.store import Store
from layerlab.streams.compression import Compression, decompressed, sniff
from layerlab.streams.hashing import HashingReader


@dataclass(frozen=True, slots=True)
class LoadedImage:
    image_id: ImageID
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """The images in the archive's order, each with the names that it has got."""

    path: Path
    images: tuple[LoadedImage, ...]


def load_images(
    store: Store, indexes: LayerIndexes, images: Sequence[BlobImage], progress: Progress
) -> tuple[LoadedImage, ...]:
    """Stores images that come from outside. On an error or cancel none of a half image is listed.

    Raises `DigestMismatch`, `SizeMismatch`, `DiffIdMismatch`, `MissingBlob`, `StorageFailed`.
    """
    return tuple(_load(store, indexes, image, progress) for image in images)


def _load(store: Store, indexes: LayerIndexes, image: BlobImage, progress: Progress) -> LoadedImage:
    with store.lease() as lease:
        store.put_bytes(image.config.data, str(image.image_id), lease)
        blobs = [_load_layer(store, indexes, layer, lease, progress) for layer in image.layers]
        manifest_data = image.manifest_data
        if manifest_data is None:
            config = Descriptor(media.OCI_CONFIG, Digest(image.image_id), len(image.config.data))
            manifest_data = make_manifest(config, blobs)
        store.add_image(image.image_id, manifest_data, image.references, lease)
    return LoadedImage(image.image_id, image.references)


def _load_layer(
    store: Store, indexes: LayerIndexes, layer: BlobLayer, lease: str, progress: Progress
) -> Descriptor:
    known = layer.descriptor.digest if layer.descriptor else None
    name = f"layer {layer.number} ({layer.diff_id.short})"
    with layer.open_blob() as blob:
        compression = sniff(blob.read(512))
        blob.seek(0)
        if known is None or not store.hold(known, lease, progress):
            progress.begin("load", name, layer.stored_size)
            known, _ = store.put(blob, name, lease, progress, known, layer.stored_size)
    stored = replace(layer, opener=lambda: store.open(known, name), origin=None)
    if compression is Compression.NONE or indexes.has(stored):
        _check_diff_id(store, layer, known, compression, progress)
    indexes.get(stored, progress)  # a first pass over compressed bytes checks the diff ID, too
    return Descriptor(layer_media_type(compression), known, layer.stored_size)


def _check_diff_id(
    store: Store, layer: Layer, digest: Digest, compression: Compression, progress: Progress
) -> None:
    """A plain layer's digest is its diff ID; any other is decompressed and hashed."""
    actual = DiffID(digest)
    if compression is not Compression.NONE:
        name = f"layer {layer.number} ({layer.diff_id.short})"
        progress.begin("check", name)
        with store.open(digest, name) as blob:
            reader = HashingReader(decompressed(blob, name))
            while chunk := reader.read(1 << 20):
                progress.advance(len(chunk))
            actual = DiffID(reader.digest())
    if actual != layer.diff_id:
        raise DiffIdMismatch(layer.number, layer.diff_id, actual)
