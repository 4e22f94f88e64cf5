"""What few entries have: a link's target, a device, extended attributes, a sparse map.

Kept beside the columns as small records (tag, length, bytes), read when an entry is looked at.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from layerlab.streams.sparse import Pieces

_LINK, _DEVICE, _XATTR, _SPARSE = range(1, 5)
_HEAD = struct.Struct("<BI")
_DEVICE_FORM = struct.Struct("<qq")
_PIECE = struct.Struct("<QQ")


@dataclass(frozen=True, slots=True)
class Extras:
    """`link` is a symlink's target as written or a hard link's target path, clean."""

    link: str = ""
    device: tuple[int, int] = (0, 0)
    xattrs: Mapping[str, bytes] = field(default_factory=dict)
    sparse: Pieces | None = None


NO_EXTRAS = Extras()


def dump(extras: Extras) -> bytes:
    """As bytes; empty where there is nothing to keep."""
    parts: list[bytes] = []
    if extras.link:
        parts.append(_record(_LINK, extras.link.encode("utf-8", "surrogateescape")))
    if extras.device != (0, 0):
        parts.append(_record(_DEVICE, _DEVICE_FORM.pack(*extras.device)))
    for name, value in sorted(extras.xattrs.items()):
        key = name.encode("utf-8", "surrogateescape")
        parts.append(_record(_XATTR, key + b"\0" + value))
    if extras.sparse is not None:
        parts.append(_record(_SPARSE, b"".join(_PIECE.pack(*piece) for piece in extras.sparse)))
    return b"".join(parts)


def _record(tag: int, data: bytes) -> bytes:
    return _HEAD.pack(tag, len(data)) + data


def load_link(data: bytes) -> str:
    """The link alone: the first record, where there is one."""
    tag, size = _HEAD.unpack_from(data)
    link = data[_HEAD.size : _HEAD.size + size] if tag == _LINK else b""
    return link.decode("utf-8", "surrogateescape")


def load(data: bytes) -> Extras:
    link, device, sparse = "", (0, 0), None
    xattrs: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        tag, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        value = data[at : at + size]
        at += size
        if tag == _LINK:
            link = value.decode("utf-8", "surrogateescape")
        elif tag == _DEVICE:
            device = _DEVICE_FORM.unpack(value)
        elif tag == _XATTR:
            key, _, content = value.partition(b"\0")
            xattrs[key.decode("utf-8", "surrogateescape")] = content
        elif tag == _SPARSE:
            sparse = tuple((offset, length) for offset, length in _PIECE.iter_unpack(value))
    return Extras(link, device, xattrs, sparse)
