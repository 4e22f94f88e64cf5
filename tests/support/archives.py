"""Archives put together by hand, member by member, as no writer of ours would."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from support.images import file, layer_tar

LAYERS = tuple(layer_tar([file(f"layer-{n}", b"%d" % n)]) for n in range(1, 4))
"""Three layers, plain, each with one file."""

INDEX_TYPE = "application/vnd.oci.image.index.v1+json"
MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"
CONFIG_TYPE = "application/vnd.oci.image.config.v1+json"
LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar"


@dataclass(frozen=True, slots=True)
class Link:
    """A member that is a link to another: symbolic, or hard."""

    target: str
    hard: bool = False


Members = Mapping[str, bytes | Link]


def hex_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def digest_of(data: bytes) -> str:
    return f"sha256:{hex_of(data)}"


def dump(value: object) -> bytes:
    return json.dumps(value).encode()


def write_tar(path: Path, members: Members | Iterable[tuple[str, bytes | Link]]) -> Path:
    """By Python's own writer, with the names just as they are."""
    pairs = members.items() if isinstance(members, Mapping) else members
    with tarfile.open(path, "w") as archive:
        for name, content in pairs:
            member = tarfile.TarInfo(name)
            if isinstance(content, Link):
                member.type = tarfile.LNKTYPE if content.hard else tarfile.SYMTYPE
                member.linkname = content.target
                archive.addfile(member)
            else:
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
    return path


def write_directory(path: Path, members: Mapping[str, bytes]) -> Path:
    for name, content in members.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return path


def config_of(layers: Sequence[bytes], **more: Any) -> bytes:
    """The config of an image with these layers, given plain."""
    rootfs = {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]}
    return dump({"architecture": "amd64", "os": "linux", "rootfs": rootfs, **more})


def packed(layer: bytes) -> bytes:
    return gzip.compress(layer, mtime=0)


# docker-archive ---------------------------------------------------------------------------------


def docker_members(
    layers: Sequence[bytes] = LAYERS, tags: Sequence[str] | None = ("t:1",)
) -> dict[str, bytes | Link]:
    config = config_of(layers)
    names = [f"{hex_of(layer)}/layer.tar" for layer in layers]
    row = {"Config": f"{hex_of(config)}.json", "RepoTags": tags and list(tags), "Layers": names}
    return {
        f"{hex_of(config)}.json": config,
        **dict(zip(names, layers, strict=True)),
        "manifest.json": dump([row]),
    }


def v1_id(number: int) -> str:
    """Of a layer of a v1 archive: they are random there."""
    return f"{number:02x}" * 32


def v1_members(
    documents: Sequence[Mapping[str, Any] | bytes],
    names: Mapping[str, Mapping[str, str]] | None,
    layers: Sequence[bytes] = LAYERS,
) -> dict[str, bytes | Link]:
    """What Docker before 1.10 saved: `documents` are the layers' `json`, base first.

    Where one is given as fields, it gets the `id` and `parent` of its place.
    """
    members: dict[str, bytes | Link] = {}
    for number, (document, layer) in enumerate(zip(documents, layers, strict=False), start=1):
        key = v1_id(number)
        parent = {"parent": v1_id(number - 1)} if number > 1 else {}
        is_written = isinstance(document, bytes)
        data = document if is_written else dump({"id": key, **parent, **document})
        members |= {f"{key}/VERSION": b"1.0", f"{key}/json": data, f"{key}/layer.tar": layer}
    return members if names is None else {**members, "repositories": dump(names)}


# OCI layouts ------------------------------------------------------------------------------------


class Layout:
    """An OCI image layout that grows blob by blob; its digests are of one algorithm."""

    def __init__(self, algorithm: str = "sha256") -> None:
        self.algorithm = algorithm
        self.blobs: dict[str, bytes] = {}
        self.entries: list[dict[str, Any]] = []

    def put(self, media_type: str, data: bytes, **more: Any) -> dict[str, Any]:
        """The descriptor of a blob that is in the layout now."""
        digest = f"{self.algorithm}:{hashlib.new(self.algorithm, data).hexdigest()}"
        self.blobs[digest] = data
        return {"mediaType": media_type, "digest": digest, "size": len(data), **more}

    def manifest(self, layers: Sequence[bytes] = LAYERS, **more: Any) -> dict[str, Any]:
        """The descriptor of an image's manifest."""
        described = [self.put(LAYER_TYPE, layer) for layer in layers]
        return self.manifest_of(self.put(CONFIG_TYPE, config_of(layers)), described, **more)

    def manifest_of(
        self,
        config: dict[str, Any],
        layers: Sequence[dict[str, Any]],
        fields: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """`fields` are more of the manifest's, `more` of its descriptor's."""
        document = {
            "schemaVersion": 2,
            "mediaType": MANIFEST_TYPE,
            "config": config,
            "layers": list(layers),
            **(fields or {}),
        }
        return self.put(MANIFEST_TYPE, dump(document), **more)

    def index(self, entries: Sequence[dict[str, Any]], **more: Any) -> dict[str, Any]:
        document = {"schemaVersion": 2, "mediaType": INDEX_TYPE, "manifests": list(entries)}
        return self.put(INDEX_TYPE, dump(document), **more)

    def list(self, *entries: dict[str, Any]) -> "Layout":
        self.entries += entries
        return self

    def members(self) -> dict[str, bytes]:
        blobs = {f"blobs/{name.replace(':', '/')}": data for name, data in self.blobs.items()}
        index = {"schemaVersion": 2, "manifests": self.entries}
        return {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}', "index.json": dump(index), **blobs}
