"""Import: a tar of a whole file system, such as `docker export` writes, becomes an image.

As in Docker the image has one layer and one line of history, and of a config only what the
changes say. Where Docker stores the layer plain, a tar that comes as gzip or zstd is kept as it
came: the diff ID is the same, and the blob is one that every reader takes.
Source: moby daemon/images/image_import.go.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from layerlab.facade.indexes import LayerIndexes
from layerlab.image.manifests import layer_media_type, make_manifest
from layerlab.model import Descriptor, DiffID, Digest, History, ImageID, Platform, Reference, media
from layerlab.progress import Progress
from layerlab.store import Store
from layerlab.streams.base import read_up_to
from layerlab.streams.compression import (
    SNIFFED_BYTES,
    Compression,
    Rewound,
    decompressed,
    sniff,
)

KEPT = (Compression.NONE, Compression.GZIP, Compression.ZSTD)
"""What a layer's blob may be. Spec: image-spec layer.md."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the person says; `created` is RFC 3339 in UTC, `name` what messages call the tar."""

    name: str
    reference: Reference | None
    message: str
    created: str
    run: Mapping[str, Any]
    platform: Platform


@dataclass(frozen=True, slots=True)
class ImportResult:
    image_id: ImageID
    reference: Reference | None
    layer: Descriptor
    diff_id: DiffID


def import_tar(
    store: Store,
    indexes: LayerIndexes,
    source: BinaryIO,
    request: ImportRequest,
    progress: Progress,
) -> ImportResult:
    """Reads `source` once, plain or compressed, also from a pipe; lists nothing that is damaged.

    Raises `DamagedTar`, `DamagedStream`, `LimitExceeded`, `StorageFailed`, `Cancelled`.
    """
    with store.lease() as lease:
        layer, diff_id = _put_layer(store, indexes, source, request.name, lease, progress)
        image_id = _add_image(store, request, layer, diff_id, lease)
    return ImportResult(image_id, request.reference, layer, diff_id)


def _put_layer(
    store: Store,
    indexes: LayerIndexes,
    source: BinaryIO,
    name: str,
    lease: str,
    progress: Progress,
) -> tuple[Descriptor, DiffID]:
    head = read_up_to(source, SNIFFED_BYTES)
    compression = sniff(head)
    blob: BinaryIO = Rewound(head, source)
    if compression not in KEPT:
        blob, compression = decompressed(blob, name, indexes.limits), Compression.NONE
    digest, size = store.put(blob, name, lease, progress)
    with store.blobs.open(digest, name) as stored:
        progress.begin("index", name, size)
        diff_id = indexes.learn(stored, digest, name, progress)
    return Descriptor(layer_media_type(compression), digest, size), diff_id


def _add_image(
    store: Store, request: ImportRequest, layer: Descriptor, diff_id: DiffID, lease: str
) -> ImageID:
    data = json.dumps(_config(request, diff_id), separators=(",", ":")).encode()
    image_id = ImageID.of(data)
    store.put_bytes(data, str(image_id), lease)
    manifest = make_manifest(Descriptor(media.OCI_CONFIG, Digest(image_id), len(data)), [layer])
    references = [request.reference] if request.reference else []
    store.add_image(image_id, manifest, references, lease)
    return image_id


def _config(request: ImportRequest, diff_id: DiffID) -> dict[str, Any]:
    """The comment stands twice, as Docker has it: in the history and in the config itself."""
    platform = request.platform
    line = History(created=request.created, comment=request.message)
    config: dict[str, Any] = {
        "created": request.created,
        "architecture": platform.architecture,
        "os": platform.os,
    }
    if platform.variant:
        config["variant"] = platform.variant
    if request.message:
        config["comment"] = request.message
    config["config"] = dict(request.run)
    config["rootfs"] = {"type": "layers", "diff_ids": [str(diff_id)]}
    config["history"] = [line.to_json()]
    return config
