"""Reads OCI image layouts: a directory, or the same in a tar (oci-archive).

Spec: image-spec image-layout.md. Indexes may be nested; attestations and other artifacts have no
config of an image and are passed over, as are platforms whose blobs were left out.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import BinaryIO

from layerlab.errors import (
    DigestMismatch,
    LimitExceeded,
    MissingBlob,
    SizeMismatch,
)
from layerlab.formats.members import SMALL_FILE_BYTES, Members, opener, read_small
from layerlab.image import BlobImage, image_of_manifest
from layerlab.image.values import Opener
from layerlab.model import Descriptor, Digest, ImageConfig, Index, Manifest, Reference, media
from layerlab.model.documents import parse_object

INDEX = "index.json"
LAYOUT = "oci-layout"
DEPTH_LIMIT = 8
_DOCUMENT_TYPES = {*media.INDEXES, *media.MANIFESTS, ""}
_CONFIG_TYPES = {media.OCI_CONFIG, media.DOCKER_CONFIG, ""}


def is_oci_layout(members: Members) -> bool:
    return members.has(LAYOUT) and members.has(INDEX)


def read_oci_layout(members: Members) -> tuple[BlobImage, ...]:
    """The images of the layout, one for each config, with all their names.

    Raises `MissingBlob` where the only image lacks its config or manifest, `DigestMismatch` where
    one of those is not what its descriptor says.
    """
    index = Index.parse(read_small(members, INDEX), f"{INDEX} of {members.path}")
    images: dict[str, BlobImage] = {}
    missing: MissingBlob | None = None
    for descriptor in index.manifests:
        references = _references(descriptor.annotations)
        try:
            found = list(_images(members, descriptor, references, DEPTH_LIMIT))
        except MissingBlob as error:
            missing = error
            continue
        for image in found:
            known = images.get(image.image_id)
            names = (*known.references, *image.references) if known else image.references
            images[image.image_id] = image.with_references(tuple(dict.fromkeys(names)))
    if missing and not images:
        raise missing
    return tuple(images.values())


def _images(
    members: Members, descriptor: Descriptor, references: tuple[Reference, ...], depth: int
) -> Iterator[BlobImage]:
    if depth == 0:
        raise LimitExceeded(f"nested indexes of {members.path}", DEPTH_LIMIT, DEPTH_LIMIT + 1)
    if descriptor.media_type not in _DOCUMENT_TYPES:
        return
    data = _document(members, descriptor)
    name = f"{descriptor.digest} of {members.path}"
    value = parse_object(data, name)
    if descriptor.media_type in media.INDEXES or "manifests" in value:
        for child in Index.parse(data, name).manifests:
            if _has_blob(members, child.digest):
                yield from _images(members, child, references, depth - 1)
        return
    if not isinstance(value.get("config"), dict):
        return
    manifest = Manifest.parse(data, name)
    if manifest.config.media_type in _CONFIG_TYPES and not _is_attestation(descriptor):
        yield _image(members, data, manifest, references)


def _is_attestation(descriptor: Descriptor) -> bool:
    return "vnd.docker.reference.type" in descriptor.annotations


def _image(
    members: Members, data: bytes, manifest: Manifest, references: tuple[Reference, ...]
) -> BlobImage:
    config_data = _document(members, manifest.config)
    config = ImageConfig.parse(config_data, f"{manifest.config.digest} of {members.path}")

    def open_blob(blob: Descriptor) -> Opener:
        if _has_blob(members, blob.digest):
            return opener(members, _blob_name(blob.digest))
        return partial(_refuse, blob, members.path)

    def origin(blob: Descriptor) -> str | None:
        name = _blob_name(blob.digest)
        return members.origin(name) if members.has(name) else str(blob.digest)

    return image_of_manifest(data, config, open_blob, members.path, references, origin)


def _refuse(blob: Descriptor, path: str) -> BinaryIO:
    raise MissingBlob(blob.digest, path)


def _blob_name(digest: Digest) -> str:
    return f"blobs/{digest.algorithm}/{digest.hex}"


def _has_blob(members: Members, digest: Digest) -> bool:
    return members.has(_blob_name(digest))


def _document(members: Members, descriptor: Descriptor) -> bytes:
    """A manifest, index or config, checked against its descriptor before it is used."""
    if descriptor.size > SMALL_FILE_BYTES:
        raise LimitExceeded(f"bytes of {descriptor.digest}", SMALL_FILE_BYTES, descriptor.size)
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
