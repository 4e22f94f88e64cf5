"""Reads the directories that `skopeo copy … dir:…` and `podman save --format docker-dir` write.

The manifest is in `manifest.json`, which is no Docker archive's list; blobs lie beside it under
their hex digest, and manifests that an index lists as `<hex>.manifest.json`. It is shown to the
reader of image layouts as the layout that it would be: the rules are the same.
Source: containers/image directory/directory_transport.go.
"""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from layerlab.formats.contents import Contents
from layerlab.formats.members import Members, read_small
from layerlab.formats.oci_layout import INDEX, read_oci_layout
from layerlab.model import Descriptor, Digest
from layerlab.model.documents import parse_object
from layerlab.progress import Progress

MANIFEST = "manifest.json"
VERSION = "version"
MAGIC = b"Directory Transport Version: "


def is_transport_dir(members: Members) -> bool:
    if not (members.has(MANIFEST) and members.has(VERSION)):
        return False
    with members.open(VERSION) as stream:
        return stream.read(len(MAGIC)) == MAGIC


def read_transport_dir(members: Members, progress: Progress) -> Contents:
    """The image of the directory, or those of its index; none has a name."""
    return read_oci_layout(_AsLayout(members), progress)


class _AsLayout:
    """`Members` of an image layout over those of the directory."""

    def __init__(self, members: Members) -> None:
        self.path = members.path
        self.limits = members.limits
        self._members = members
        manifest = read_small(members, MANIFEST)
        media_type = parse_object(manifest, f"{MANIFEST} of {self.path}").get("mediaType")
        digest = Digest.of(manifest)
        top = Descriptor(media_type if isinstance(media_type, str) else "", digest, len(manifest))
        self._index = json.dumps({"manifests": [top.to_json()]}).encode()
        self._top = digest.hex

    def names(self) -> Iterable[str]:
        return self._members.names()

    def _name(self, name: str) -> str:
        """`blobs/sha256/<hex>` under the name that it has here."""
        hex_digest = name.rpartition("/")[2]
        if hex_digest == self._top:
            return MANIFEST
        listed = f"{hex_digest}.manifest.json"
        return listed if self._members.has(listed) else hex_digest

    def has(self, name: str) -> bool:
        return name == INDEX or self._members.has(self._name(name))

    def size(self, name: str) -> int:
        return len(self._index) if name == INDEX else self._members.size(self._name(name))

    def open(self, name: str) -> BinaryIO:
        return BytesIO(self._index) if name == INDEX else self._members.open(self._name(name))

    def origin(self, name: str) -> str:
        return self._members.origin(self._name(name))
