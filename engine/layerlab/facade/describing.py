"""Docker's words for images and containers: the rows of its tables and its `inspect` JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layerlab.container import Container, ContainerRecord
from layerlab.image import BlobImage
from layerlab.model import ImageID, Reference
from layerlab.store import ImageRecord


@dataclass(frozen=True, slots=True)
class ImageSummary:
    """`size_bytes` is what its layers' files take, as Docker counts; `created` RFC 3339 or ''.

    Of an image that `is_damaged` only its ID and names are known; `verify` tells what is wrong.
    """

    image_id: ImageID
    references: tuple[Reference, ...]
    created: str
    size_bytes: int
    layer_count: int
    platform: str
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class ContainerSummary:
    id: str
    name: str
    image_id: ImageID
    image_name: str
    command: tuple[str, ...]
    created: str
    state: str = "created"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of `docker history`, newest first; `layer` is None for an empty one.

    `image_id` is known for the image itself only: the lines below show `<missing>`, as in Docker
    for images that were not built here.
    """

    image_id: ImageID | None
    created: str
    created_by: str
    size_bytes: int
    comment: str
    layer: int | None


def container_summary(record: ContainerRecord) -> ContainerSummary:
    return ContainerSummary(
        record.id,
        record.name,
        record.image_id,
        record.image_name,
        record.command,
        record.created,
    )


def history_rows(image: BlobImage, sizes: list[int]) -> list[HistoryRow]:
    """All lines, also those of layers that the config's history does not mention."""
    rows: list[HistoryRow] = []
    layer = 0
    for line in image.config.history:
        has_layer = not line.empty_layer and layer < len(sizes)
        layer += has_layer
        rows.append(
            HistoryRow(
                None,
                line.created,
                line.created_by,
                sizes[layer - 1] if has_layer else 0,
                line.comment,
                layer if has_layer else None,
            )
        )
    for number in range(layer + 1, len(sizes) + 1):
        rows.append(HistoryRow(None, "", "", sizes[number - 1], "", number))
    rows.reverse()
    if rows:
        top = rows[0]
        rows[0] = HistoryRow(
            image.image_id, top.created, top.created_by, top.size_bytes, top.comment, top.layer
        )
    return rows


def image_json(image: BlobImage, record: ImageRecord, size_bytes: int) -> dict[str, Any]:
    """As `docker image inspect` prints it, without what only a daemon has."""
    raw = image.config.raw
    tags = [ref.familiar for ref in record.references if ref.tag]
    digests = [f"{r.familiar_repository}@{record.manifest.digest}" for r in record.references]
    return {
        "Id": str(image.image_id),
        "RepoTags": tags,
        "RepoDigests": sorted(set(digests)),
        "Parent": str(record.parent or ""),
        "Comment": image.config.history[-1].comment if image.config.history else "",
        "Created": image.config.created,
        "Author": image.config.author,
        "Config": dict(image.config.run),
        "Architecture": raw.get("architecture", ""),
        **({"Variant": raw["variant"]} if raw.get("variant") else {}),
        "Os": raw.get("os", ""),
        "Size": size_bytes,
        "RootFS": {"Type": "layers", "Layers": [str(d) for d in image.config.diff_ids]},
        "Metadata": {"LastTagTime": record.added_at},
        "Descriptor": record.manifest.to_json(),
    }


def container_json(container: Container) -> dict[str, Any]:
    """As `docker container inspect` prints it; `GraphDriver.Data.UpperDir` is the host's folder."""
    record = container.record
    command = record.command
    run: Mapping[str, Any] = record.run
    return {
        "Id": record.id,
        "Created": record.created,
        "Path": command[0] if command else "",
        "Args": list(command[1:]),
        "State": {"Status": "created", "Running": False, "Paused": False},
        "Image": str(record.image_id),
        "Name": f"/{record.name}",
        "GraphDriver": {
            "Name": "layerlab",
            "Data": {"UpperDir": str(container.upper_path)},
        },
        "SizeRw": container.size_bytes,
        "Mounts": [],
        "Config": {**run, "Image": record.image_name},
    }
