"""Docker's words for images and containers: the rows of its tables and its `inspect` JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from layerlab.container import Container, ContainerRecord
from layerlab.container.mounts import host_config
from layerlab.container.options import DEFAULT_HOST, HostConfig
from layerlab.container.state import NEW, State
from layerlab.formats import AbsentImage, Archive, Artifact
from layerlab.image import BlobImage, BlobLayer
from layerlab.model import Digest, ImageID, Reference
from layerlab.store import ImageRecord


@dataclass(frozen=True, slots=True)
class ImageSummary:
    """`size_bytes` is what its layers' files take, as Docker counts; `created` RFC 3339 or ''.

    Of an image that `is_damaged` its ID and names are known, and more where only layers are
    missing; `verify` tells what is wrong.
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
    state: State = NEW
    labels: Mapping[str, str] = field(default_factory=dict)
    host: HostConfig = DEFAULT_HOST
    has_terminal: bool = False


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
        record.state,
        record.run.get("Labels") or {},
        record.host,
        bool(record.run.get("Tty")),
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


def archive_json(archive: Archive) -> dict[str, Any]:
    """What an archive holds, in Docker's field names where it has them."""
    return {
        "Path": str(archive.path),
        "Format": archive.format,
        "Images": [_archived_json(image) for image in archive.images],
        "Artifacts": [_artifact_json(artifact) for artifact in archive.artifacts],
        "Absent": [_absent_json(absent) for absent in archive.absent],
    }


def _archived_json(image: BlobImage) -> dict[str, Any]:
    return {
        "Id": str(image.image_id),
        "RepoTags": [ref.familiar for ref in image.references],
        "Created": image.config.created,
        "Platform": str(image.platform),
        "Digest": str(Digest.of(image.manifest_data)) if image.manifest_data else None,
        "Size": sum(layer.stored_size for layer in image.layers),
        "Layers": [_layer_json(layer) for layer in image.layers],
    }


def _layer_json(layer: BlobLayer) -> dict[str, Any]:
    return {
        "DiffId": str(layer.diff_id),
        "Digest": str(layer.descriptor.digest) if layer.descriptor else None,
        "MediaType": layer.descriptor.media_type if layer.descriptor else "",
        "Size": layer.stored_size,
        "Missing": layer.is_missing,
    }


def _artifact_json(artifact: Artifact) -> dict[str, Any]:
    return {
        "Digest": str(artifact.descriptor.digest),
        "Kind": artifact.kind.value,
        "ArtifactType": artifact.artifact_type,
        "Subject": str(artifact.subject) if artifact.subject else None,
        "Names": list(artifact.names),
        "Size": artifact.size_bytes,
        "PredicateTypes": list(artifact.predicate_types),
        "Layers": [layer.to_json() for layer in artifact.layers],
    }


def _absent_json(absent: AbsentImage) -> dict[str, Any]:
    return {
        "Missing": absent.missing,
        "RepoTags": [ref.familiar for ref in absent.references],
        "Platform": str(absent.platform) if absent.platform else None,
        "Descriptor": absent.descriptor.to_json() if absent.descriptor else None,
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
        "State": record.state.inspected(),
        "Image": str(record.image_id),
        "Name": f"/{record.name}",
        "GraphDriver": {
            "Name": "layerlab",
            "Data": {"UpperDir": str(container.upper_path)},
        },
        "SizeRw": container.size_bytes,
        "Mounts": [mount.inspected() for mount in container.mounts],
        "HostConfig": {
            **host_config(container.mounts),
            "NetworkMode": "none",
            **record.host.to_json(),
        },
        "Config": {**run, "Image": record.image_name},
    }
