"""Commit: a container's changes become a layer, and its image plus that layer a new image.

As Docker does it: a container without changes adds a line of history and no layer; the new
config is the parent's with the container's execution parameters and the changes.
Source: moby daemon/commit.go, image.go NewChildImage.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layerlab.image import Image
from layerlab.image.manifests import as_oci, make_manifest
from layerlab.model import Descriptor, DiffID, Digest, History, ImageID, Reference, media
from layerlab.store import Store


@dataclass(frozen=True, slots=True)
class CommitRequest:
    """What the person says; `created` is RFC 3339 in UTC."""

    reference: Reference | None
    message: str
    author: str
    created: str
    run: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CommitResult:
    """`layer` and `diff_id` are None for an empty commit."""

    image_id: ImageID
    reference: Reference | None
    layer: Descriptor | None
    diff_id: DiffID | None
    entry_count: int


def child_config(parent: Image, request: CommitRequest, diff_id: DiffID | None) -> dict[str, Any]:
    """The config of the new image; fields of the parent that are not ours are kept."""
    raw = dict(parent.config.raw)
    for leftover in ("id", "parent", "container", "container_config", "docker_version"):
        raw.pop(leftover, None)
    line = History(
        created=request.created,
        created_by=" ".join(request.run.get("Cmd") or ()),
        author=request.author,
        comment=request.message,
        empty_layer=diff_id is None,
    )
    raw["created"] = request.created
    raw["author"] = request.author
    if not request.author:
        del raw["author"]
    raw["config"] = dict(request.run)
    history = raw.get("history")
    raw["history"] = [*(history if isinstance(history, list) else []), line.to_json()]
    diff_ids = [*parent.config.diff_ids, *([diff_id] if diff_id else [])]
    raw["rootfs"] = {"type": "layers", "diff_ids": [str(d) for d in diff_ids]}
    return raw


def add_child(
    store: Store,
    parent: Image,
    request: CommitRequest,
    layer: Descriptor | None,
    lease: str,
) -> ImageID:
    """Stores the new image; its layer's blob was put under the same lease."""
    diff_id = DiffID(layer.digest) if layer else None
    data = json.dumps(child_config(parent, request, diff_id), separators=(",", ":")).encode()
    image_id = ImageID.of(data)
    store.put_bytes(data, str(image_id), lease)
    config = Descriptor(media.OCI_CONFIG, Digest(image_id), len(data))
    lower = [as_oci(blob.descriptor) for blob in parent.layers if blob.descriptor]
    manifest = make_manifest(config, [*lower, *([layer] if layer else [])])
    references = [request.reference] if request.reference else []
    store.add_image(image_id, manifest, references, lease, parent.image_id)
    return image_id
