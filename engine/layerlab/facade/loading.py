"""Load: the blobs of an archive's images come into the store, every digest checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from layerlab.errors import DiffIdMismatch
from layerlab.facade.indexes import INDEXED_ALGORITHM, LayerIndexes
from layerlab.image import BlobImage, BlobLayer, Layer
from layerlab.image.manifests import layer_media_type, make_manifest
from layerlab.limits import Limits
from layerlab.model import Descriptor, DiffID, Digest, ImageID, Reference, media
from layerlab.progress import Progress
from layerlab.store import Store
from layerlab.streams.compression import Compression, sniff
from layerlab.streams.hashing import hash_uncompressed


@dataclass(frozen=True, slots=True)
class LayerTransfer:
    """One layer's part in a transfer between two places. `size_bytes` is its blob's.

    `was_there` where the place that it goes to was known to have its blob, whole, before the
    layer's turn came: then nothing of it is added. (A compressed blob whose digest nobody tells
    is not known before it is read.)
    """

    diff_id: DiffID
    digest: Digest
    size_bytes: int
    was_there: bool


@dataclass(frozen=True, slots=True)
class LoadedImage:
    """`moved` are those of its names that another image of the store had, and which it was.

    `layers` are all of them, base first.
    """

    image_id: ImageID
    references: tuple[Reference, ...]
    moved: Mapping[Reference, ImageID] = field(default_factory=dict)
    layers: tuple[LayerTransfer, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadResult:
    """The images in the archive's order, each with the names that it has got.

    `other_platforms` are those that the archive has, too, and that were not wanted.
    """

    path: Path
    images: tuple[LoadedImage, ...]
    other_platforms: tuple[str, ...] = ()


def load_images(
    store: Store, indexes: LayerIndexes, images: Sequence[BlobImage], progress: Progress
) -> tuple[LoadedImage, ...]:
    """Stores images that come from outside. On an error or cancel none of a half image is listed.

    Raises `MissingBlob` before anything is stored; `DigestMismatch`, `SizeMismatch`,
    `DiffIdMismatch`, `StorageFailed`.
    """
    for image in images:
        image.require_whole()
    return tuple(_load(store, indexes, image, progress) for image in images)


def _load(store: Store, indexes: LayerIndexes, image: BlobImage, progress: Progress) -> LoadedImage:
    with store.lease() as lease:
        _put_config(store, image, lease)
        loaded = [_load_layer(store, indexes, layer, lease, progress) for layer in image.layers]
        manifest_data = image.manifest_data
        if manifest_data is None:
            config = Descriptor(media.OCI_CONFIG, Digest(image.image_id), len(image.config.data))
            manifest_data = make_manifest(config, [blob for blob, _ in loaded])
        moved = store.add_image(image.image_id, manifest_data, image.references, lease)
    transfers = tuple(transfer for _, transfer in loaded)
    return LoadedImage(image.image_id, image.references, moved, transfers)


def _put_config(store: Store, image: BlobImage, lease: str) -> None:
    """Under the digest by which its manifest knows it."""
    manifest = image.manifest
    digest = manifest.config.digest if manifest else Digest(image.image_id)
    data = BytesIO(image.config.data)
    store.put(data, str(image.image_id), lease, Progress(), digest)


def _load_layer(
    store: Store, indexes: LayerIndexes, layer: BlobLayer, lease: str, progress: Progress
) -> tuple[Descriptor, LayerTransfer]:
    known = layer.descriptor.digest if layer.descriptor else None
    name = f"layer {layer.number} ({layer.diff_id.short})"
    with layer.open_blob() as blob:
        compression = sniff(blob.read(512))
        blob.seek(0)
        digest, was_there = _find(store, known, layer.diff_id, lease, progress)
        if known is None or not was_there:
            progress.begin("load", name, layer.stored_size)
            known, _ = store.put(blob, name, lease, progress, known, layer.stored_size)
    stored = replace(layer, opener=lambda: store.open(known, name), origin=None)
    checked_by_index = compression is not Compression.NONE and not indexes.has(stored)
    if not checked_by_index or layer.diff_id.algorithm != INDEXED_ALGORITHM:
        _check_diff_id(store, layer, known, compression, indexes.limits, progress)
    indexes.get(stored, progress)  # a first pass over compressed bytes checks the diff ID, too
    size = layer.stored_size
    transfer = LayerTransfer(layer.diff_id, known, size, was_there and known == digest)
    return Descriptor(layer_media_type(compression), known, size), transfer


def _find(
    store: Store, known: Digest | None, diff_id: DiffID, lease: str, progress: Progress
) -> tuple[Digest, bool]:
    """What a layer's blob is called, and whether it is there.

    Where an archive does not tell its digest, it may be plain: then that is its diff ID.
    """
    if known is not None:
        return known, store.hold(known, lease, progress)
    return Digest(diff_id), store.blobs.has(Digest(diff_id))


def _check_diff_id(
    store: Store,
    layer: Layer,
    digest: Digest,
    compression: Compression,
    limits: Limits,
    progress: Progress,
) -> None:
    """A plain layer's digest is its diff ID; any other is decompressed and hashed."""
    actual = DiffID(digest)
    if compression is not Compression.NONE or digest.algorithm != layer.diff_id.algorithm:
        name = f"layer {layer.number} ({layer.diff_id.short})"
        progress.begin("check", name)
        with store.open(digest, name) as blob:
            algorithm = layer.diff_id.algorithm
            actual = DiffID(hash_uncompressed(blob, name, limits, progress, algorithm))
    if actual != layer.diff_id:
        raise DiffIdMismatch(layer.number, layer.diff_id, actual)
