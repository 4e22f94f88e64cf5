"""Reads OCI image layouts: a directory, or the same in a tar (oci-archive).

Spec: image-spec image-layout.md. Indexes may be nested, and a manifest may be listed any number
of times. What is no image is an `Artifact`; what is listed and not there (Docker's containerd
store saves the index of all platforms with the blobs of those it has) is an `AbsentImage`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO

from layerlab.errors import (
    DigestMismatch,
    MissingBlob,
    SizeMismatch,
)
from layerlab.formats.artifacts import (
    Artifact,
    Reader,
    is_artifact,
    manifest_artifact,
    other_artifact,
)
from layerlab.formats.budget import Budget
from layerlab.formats.contents import AbsentImage, Contents
from layerlab.formats.members import Members, read_small
from layerlab.image import BlobImage, image_of_manifest
from layerlab.model import (
    Descriptor,
    Digest,
    ImageConfig,
    Index,
    Manifest,
    Platform,
    Reference,
    media,
)
from layerlab.model.documents import parse_object
from layerlab.progress import Progress

INDEX = "index.json"
LAYOUT = "oci-layout"
_DOCUMENT_TYPES = {*media.INDEXES, *media.MANIFESTS, ""}


def is_oci_layout(members: Members) -> bool:
    return members.has(LAYOUT) and members.has(INDEX)


def read_oci_layout(members: Members, progress: Progress) -> Contents:
    """The images of the layout, one for each config, with all their names.

    Raises `MissingBlob` where images are listed and none of them is there, `DigestMismatch` where
    a document is not what its descriptor says, `LimitExceeded` for indexes without an end.
    """
    index = Index.parse(read_small(members, INDEX), f"{INDEX} of {members.path}")
    walk = _Walk(members, Budget(members.path, members.limits, progress))
    for entry in index.manifests:
        walk.follow(entry)
    if walk.missing and not walk.images:
        raise MissingBlob(next(iter(walk.missing.values())), members.path)
    return walk.contents()


@dataclass(frozen=True, slots=True)
class _Spot:
    """A descriptor in its place: how deep, and within which nested index, if any."""

    descriptor: Descriptor
    depth: int = 0
    index: Digest | None = None


@dataclass(slots=True)
class _Listed:
    """How the indexes list one image or other thing: sets in their order."""

    descriptor: Descriptor
    references: dict[Reference, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    indexes: dict[Digest, None] = field(default_factory=dict)
    platform: Platform | None = None


@dataclass(slots=True)
class _Walk:
    """Collects what an index leads to; each document is read once, however often it is listed."""

    members: Members
    budget: Budget
    images: dict[str, BlobImage] = field(default_factory=dict)
    artifacts: dict[Digest, Artifact] = field(default_factory=dict)
    missing: dict[Digest, str] = field(default_factory=dict)
    _listed: dict[str, _Listed] = field(default_factory=dict)
    _children: dict[Digest, tuple[Descriptor, ...]] = field(default_factory=dict)
    _made: dict[Digest, str] = field(default_factory=dict)
    _configs: dict[Digest, ImageConfig] = field(default_factory=dict)

    def contents(self) -> Contents:
        return Contents(
            tuple(self._named(image) for image in self.images.values()),
            tuple(
                replace(artifact, names=tuple(self._listed[digest].names))
                for digest, artifact in self.artifacts.items()
            ),
            tuple(self._absent(digest, blob) for digest, blob in self.missing.items()),
        )

    def _absent(self, digest: Digest, missing: str) -> AbsentImage:
        listed = self._listed[digest]
        return AbsentImage(missing, listed.descriptor, tuple(listed.references))

    def _named(self, image: BlobImage) -> BlobImage:
        listed = self._listed[image.image_id]
        return replace(
            image,
            references=tuple(listed.references),
            listed_platform=listed.platform,
            indexes=tuple(listed.indexes),
        )

    def follow(self, top: Descriptor) -> None:
        """Everything below one entry of `index.json`; its names are those of all the images."""
        references = _references(top.annotations)
        waiting, seen = [_Spot(top)], set[Digest]()
        while waiting:
            spot = waiting.pop()
            self.budget.spend_entry()
            if spot.descriptor.digest in seen:
                continue
            seen.add(spot.descriptor.digest)
            children = self._visit(spot, references)
            if children:
                what = f"nested indexes of {self.members.path}"
                self.members.limits.check("nested_indexes", what, spot.depth + 2)
            waiting += reversed(list(children))

    def _visit(self, spot: _Spot, references: tuple[Reference, ...]) -> Iterable[_Spot]:
        """Takes what a descriptor points to; what is to be visited next."""
        digest = spot.descriptor.digest
        known = (self._made, self.missing, self.artifacts, self._children)
        if not any(digest in one for one in known):
            try:
                self._read(spot.descriptor)
            except MissingBlob as error:
                self.missing[digest] = error.digest
        if digest in self._children:
            return [_Spot(child, spot.depth + 1, digest) for child in self._children[digest]]
        self._list(self._made.get(digest, digest), spot, references)
        return []

    def _list(self, key: str, spot: _Spot, references: tuple[Reference, ...]) -> None:
        descriptor = spot.descriptor
        listed = self._listed.setdefault(key, _Listed(descriptor))
        listed.references |= dict.fromkeys(references)
        listed.platform = listed.platform or _known_platform(descriptor)
        if spot.index is None:
            listed.names |= dict.fromkeys(_names(descriptor))
        else:
            listed.indexes[spot.index] = None

    def _read(self, descriptor: Descriptor) -> None:
        digest, name = descriptor.digest, f"{descriptor.digest} of {self.members.path}"
        if descriptor.media_type not in _DOCUMENT_TYPES:
            self.artifacts[digest] = other_artifact(descriptor, self._reader)
            return
        data = read_document(self.members, descriptor)
        self.budget.spend_document(len(data))
        fields = parse_object(data, name)
        if descriptor.media_type in media.INDEXES or "manifests" in fields:
            self._children[digest] = Index.parse(data, name).manifests
            return
        if not isinstance(fields.get("config"), dict):
            self.artifacts[digest] = other_artifact(descriptor, self._reader)
            return
        manifest = Manifest.parse(data, name)
        if is_artifact(descriptor, manifest):
            self.artifacts[digest] = manifest_artifact(descriptor, manifest, self._reader)
            return
        config = self._config(manifest.config)
        image = image_of_manifest(data, config, _LayoutBlobs(self.members), self.members.path)
        self.budget.spend_image()
        self.budget.spend_layers(len(image.layers))
        self._made[digest] = image.image_id
        self.images.setdefault(image.image_id, image)

    @property
    def _reader(self) -> Reader:
        return partial(read_document, self.members)

    def _config(self, descriptor: Descriptor) -> ImageConfig:
        if descriptor.digest not in self._configs:
            data = read_document(self.members, descriptor)
            self.budget.spend_document(len(data))
            name = f"{descriptor.digest} of {self.members.path}"
            self._configs[descriptor.digest] = ImageConfig.parse(data, name)
        return self._configs[descriptor.digest]


def _known_platform(descriptor: Descriptor) -> Platform | None:
    platform = descriptor.platform
    return platform if platform and platform.architecture and platform.os else None


@dataclass(frozen=True, slots=True)
class _LayoutBlobs:
    """An image layout as a `BlobSource`."""

    members: Members

    def has(self, blob: Descriptor) -> bool:
        return _has_blob(self.members, blob.digest)

    def open(self, blob: Descriptor) -> BinaryIO:
        if not self.has(blob):
            raise MissingBlob(blob.digest, self.members.path)
        return self.members.open(_blob_name(blob.digest))

    def origin(self, blob: Descriptor) -> str:
        return self.members.origin(_blob_name(blob.digest))


def _blob_name(digest: Digest) -> str:
    return f"blobs/{digest.algorithm}/{digest.hex}"


def _has_blob(members: Members, digest: Digest) -> bool:
    return members.has(_blob_name(digest))


def read_document(members: Members, descriptor: Descriptor) -> bytes:
    """A manifest, index or config, checked against its descriptor before it is used."""
    what = f"bytes of {descriptor.digest} of {members.path}"
    members.limits.check("document_bytes", what, descriptor.size)
    if not _has_blob(members, descriptor.digest):
        raise MissingBlob(descriptor.digest, members.path)
    data = read_small(members, _blob_name(descriptor.digest))
    name = f"{descriptor.digest} of {members.path}"
    if len(data) != descriptor.size:
        raise SizeMismatch(name, descriptor.size, len(data))
    actual = Digest.of(data, descriptor.digest.algorithm)
    if actual != descriptor.digest:
        raise DigestMismatch(name, descriptor.digest, actual)
    return data


def _references(annotations: Mapping[str, str]) -> tuple[Reference, ...]:
    """The full name that containerd writes, else `ref.name` where it is a whole name.

    A bare tag in `ref.name` (as Docker and buildah write) names no repository: such an image
    stays without a name, as it does in Docker.
    """
    full = annotations.get(media.CONTAINERD_NAME)
    name = full or annotations.get(media.REF_NAME, "")
    if not name or (not full and not set(name) & set("/:")):
        return ()
    reference = Reference.parse_or_none(name)
    return (reference,) if reference else ()


def _names(descriptor: Descriptor) -> tuple[str, ...]:
    """Of an artifact: whatever it is called, since nobody runs it by that."""
    annotations = descriptor.annotations
    name = annotations.get(media.CONTAINERD_NAME) or annotations.get(media.REF_NAME)
    return (name,) if name else ()
