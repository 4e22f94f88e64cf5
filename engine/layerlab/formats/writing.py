"""Writes images so that Docker, Podman, containerd and skopeo all load them.

One archive is docker-archive and OCI layout at once: `manifest.json` for those that read only
that, `index.json` with both name annotations for the others. Names in `RepoTags` are whole, which
makes Podman and Docker agree. The same images always give the same bytes.
"""

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from layerlab.errors import AlreadyExists, DamagedBlob
from layerlab.host import host_errors, new_file, remove_tree, sync_directory
from layerlab.image import Image, Layer
from layerlab.image.manifests import layer_media_type, make_manifest
from layerlab.limits import ADMITTED
from layerlab.model import Descriptor, Digest, Entry, Kind, LayerPath, Reference, media
from layerlab.progress import Progress
from layerlab.store.face import LAYOUT, index_json
from layerlab.streams.compression import Compression, decompressed, sniff
from layerlab.streams.hashing import HashingReader
from layerlab.streams.tar_writer import TarWriter

COPY_BYTES = 1 << 20


class SaveFormat(StrEnum):
    DOCKER_ARCHIVE = "docker-archive"
    OCI_ARCHIVE = "oci-archive"
    OCI_DIR = "oci-dir"


@dataclass(frozen=True, slots=True)
class Part:
    """One blob of what is written: bytes at hand, or a layer to be copied, called `title`."""

    descriptor: Descriptor
    data: bytes | None = None
    layer: Layer | None = None
    unpacked: bool = False
    title: str = ""

    @property
    def name(self) -> str:
        return f"blobs/{self.descriptor.digest.algorithm}/{self.descriptor.digest.hex}"


@dataclass(frozen=True, slots=True)
class Package:
    """An image ready to be written: its manifest, and all its blobs once."""

    image: Image
    manifest: Descriptor
    parts: tuple[Part, ...]
    layers: tuple[Part, ...]
    config: Part


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file of what was written. `document` is what stands in it where it is JSON, which has a
    media type where it is a blob; a layer's is None.
    """

    name: str
    size_bytes: int
    media_type: str = ""
    document: bytes | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """`size_bytes` is the archive's, with the tar's own headers; `files` are in its order."""

    size_bytes: int
    files: tuple[SavedFile, ...]


class Sink(Protocol):
    def add(self, name: str, size: int, data: BinaryIO) -> None: ...


def save_images(images: Sequence[Image], path: Path, form: SaveFormat, progress: Progress) -> Saved:
    """Writes images with their `references` to `path`.

    The file appears whole or not at all. A directory is made new: raises `AlreadyExists` where
    `path` exists and is not empty.
    """
    keeps_zstd = form is not SaveFormat.DOCKER_ARCHIVE
    packages = [_package(image, keeps_zstd) for image in images]
    total = sum(part.descriptor.size for package in packages for part in package.parts)
    progress.begin("save", str(path), total)
    documents = _documents(packages, with_manifest=form is SaveFormat.DOCKER_ARCHIVE)
    files = _files(packages, documents)
    if form is SaveFormat.OCI_DIR:
        return Saved(_save_directory(packages, documents, path, progress), files)
    with new_file(path) as stream:
        writer = TarWriter(stream)
        _write(packages, documents, _TarSink(writer), progress)
        writer.finish()
        return Saved(stream.tell(), files)


def _write(
    packages: list[Package], documents: Mapping[str, bytes], sink: Sink, progress: Progress
) -> None:
    _write_blobs(packages, sink, progress)
    for name, data in documents.items():
        sink.add(name, len(data), BytesIO(data))


def _files(packages: list[Package], documents: Mapping[str, bytes]) -> tuple[SavedFile, ...]:
    parts = _parts(packages)
    blobs = [
        SavedFile(name, part.descriptor.size, part.descriptor.media_type, part.data)
        for name, part in parts.items()
    ]
    return (*blobs, *(SavedFile(name, len(data), "", data) for name, data in documents.items()))


def _parts(packages: list[Package]) -> dict[str, Part]:
    """All blobs once, in the order of writing."""
    parts = {part.name: part for package in packages for part in package.parts}
    return dict(sorted(parts.items()))


class _TarSink:
    def __init__(self, writer: TarWriter) -> None:
        self._writer = writer

    def add(self, name: str, size: int, data: BinaryIO) -> None:
        self._writer.add(Entry(LayerPath(name), Kind.FILE, mode=0o644, size=size), data)


class _DirectorySink:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.written = 0

    def add(self, name: str, size: int, data: BinaryIO) -> None:
        target = self._root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            while chunk := data.read(COPY_BYTES):
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        self.written += size


def _save_directory(
    packages: list[Package], documents: Mapping[str, bytes], path: Path, progress: Progress
) -> int:
    with host_errors(path):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise AlreadyExists(str(path))
        partial = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.part")
        try:
            partial.mkdir(parents=True)
            sink = _DirectorySink(partial)
            _write(packages, documents, sink, progress)
            if path.exists():
                path.rmdir()
            partial.replace(path)
            sync_directory(path.parent)
        except BaseException:
            remove_tree(partial)
            raise
    return sink.written


def _package(image: Image, keeps_zstd: bool) -> Package:
    name = image.references[0].familiar if image.references else image.image_id.short
    layers = tuple(
        replace(_layer_part(layer, keeps_zstd), title=f"layer {layer.number} of {name}")
        for layer in image.layers
    )
    config_data = image.config.data
    known = image.manifest
    config_digest = known.config.digest if known else Digest(image.image_id)
    config = Part(Descriptor(media.OCI_CONFIG, config_digest, len(config_data)), config_data)
    data = _manifest_data(image, config, layers)
    manifest = Descriptor(media.OCI_MANIFEST, Digest.of(data), len(data))
    parts = {part.name: part for part in (*layers, config, Part(manifest, data))}
    return Package(image, manifest, tuple(parts.values()), layers, config)


def _manifest_data(image: Image, config: Part, layers: tuple[Part, ...]) -> bytes:
    """The manifest that the image came with, if it is OCI's and its layers stay as they are."""
    known = image.manifest
    as_it_came = known and known.media_type == media.OCI_MANIFEST
    if as_it_came and image.manifest_data and not any(part.unpacked for part in layers):
        return image.manifest_data
    return make_manifest(config.descriptor, [part.descriptor for part in layers])


def _layer_part(layer: Layer, keeps_zstd: bool) -> Part:
    """Kept as it is where everybody reads it; xz and bzip2 have no media type, and containerd
    reads neither."""
    with layer.open_blob() as blob:
        compression = sniff(blob.read(512))
        kept = {Compression.NONE, Compression.GZIP} | ({Compression.ZSTD} if keeps_zstd else set())
        if layer.descriptor and compression in kept:
            described = replace(layer.descriptor, media_type=layer_media_type(compression))
            return Part(described, layer=layer)
        blob.seek(0)
        size = sum(
            len(chunk) for chunk in _chunks(decompressed(blob, str(layer.diff_id), ADMITTED))
        )
    descriptor = Descriptor(media.OCI_LAYER, Digest(layer.diff_id), size)
    return Part(descriptor, layer=layer, unpacked=True)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(COPY_BYTES):
        yield chunk


class _Counted:
    """A stream that reports what is read of it."""

    def __init__(self, stream: BinaryIO, progress: Progress) -> None:
        self._stream = stream
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._progress.advance(len(data))
        return data


def _write_blobs(packages: list[Package], sink: Sink, progress: Progress) -> None:
    for part in _parts(packages).values():
        _write_part(part, sink, progress)


def _write_part(part: Part, sink: Sink, progress: Progress) -> None:
    size = part.descriptor.size
    if part.layer is None:
        sink.add(part.name, size, BytesIO(part.data or b""))
        return
    with part.layer.open_blob() as blob:
        stream = decompressed(blob, str(part.layer.diff_id), ADMITTED) if part.unpacked else blob
        hashed = HashingReader(stream, part.descriptor.digest.algorithm)
        sink.add(part.name, size, _Counted(hashed, progress))  # type: ignore[arg-type]
        hashed.drain()
    if hashed.digest() != part.descriptor.digest:
        raise DamagedBlob(part.title, part.descriptor.digest, hashed.digest())


def _documents(packages: list[Package], *, with_manifest: bool) -> dict[str, bytes]:
    """What is no blob, in the order of writing."""
    documents = {"index.json": index_json(_index_entries(packages)), "oci-layout": LAYOUT}
    if with_manifest:
        documents["manifest.json"] = _manifest_json(packages)
    return dict(sorted(documents.items()))


def _index_entries(packages: list[Package]) -> Iterator[Descriptor]:
    """One entry for each tag; an image without a tag has one without annotations."""
    for package in packages:
        if not package.image.references:
            yield package.manifest
        for reference in package.image.references:
            yield replace(package.manifest, annotations=_names(reference))


def _names(reference: Reference) -> dict[str, str]:
    return {media.CONTAINERD_NAME: str(reference), media.REF_NAME: reference.tag or "latest"}


def _manifest_json(packages: list[Package]) -> bytes:
    rows = [
        {
            "Config": package.config.name,
            "RepoTags": [str(ref) for ref in package.image.references] or None,
            "Layers": [part.name for part in package.layers],
        }
        for package in packages
    ]
    return json.dumps(rows, separators=(",", ":")).encode()
