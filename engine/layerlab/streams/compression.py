"""Compressed streams: told by their first bytes, opened with bounds, written reproducibly.

Beside `gzip`, `zstandard` and `lzma` as they come: media types are not trusted, several members
or frames in a row are one stream, an early end is an error and never a short file, and a few
kilobytes can't fill the machine (`limits.Limits`).
"""

import io
from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO

from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.streams.base import ForwardReader, read_some, read_up_to

SNIFFED_BYTES = 6


class Compression(StrEnum):
    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"
    XZ = "xz"
    BZIP2 = "bzip2"


_MAGIC = (
    (b"\x1f\x8b\x08", Compression.GZIP),
    (b"\x28\xb5\x2f\xfd", Compression.ZSTD),
    (b"\xfd7zXZ\x00", Compression.XZ),
    (b"BZh", Compression.BZIP2),
)


def sniff(head: bytes) -> Compression:
    """What a stream is compressed with, by its first 6 bytes or more.

    zstd streams may open with a skippable frame, as zstd:chunked ones do. Spec: RFC 8878, 3.1.2.
    """
    if len(head) >= 4 and head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50:
        return Compression.ZSTD
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), Compression.NONE)


def decompressed(raw: BinaryIO, name: str, limits: Limits = DEFAULT_LIMITS) -> BinaryIO:
    """The uncompressed bytes of `raw` from its position on; `name` is for errors.

    The result is buffered and reads forward only, but where `raw` is plain and seekable: then it
    is a seekable window on it. It does not own `raw`, which stays open. Reading it raises
    `DamagedStream` for damage or an early end, `LimitExceeded` for a bomb.
    """
    head = read_up_to(raw, SNIFFED_BYTES)
    kind = sniff(head)
    if kind is Compression.NONE:
        return _plain(head, raw)
    return _openers()[kind](Rewound(head, raw), name, limits)


def _plain(head: bytes, raw: BinaryIO) -> BinaryIO:
    if not raw.seekable():
        return Rewound(head, raw)
    from layerlab.streams.window import whole

    raw.seek(-len(head), io.SEEK_CUR)
    return whole(raw)


def _openers() -> dict[Compression, Callable[[BinaryIO, str, Limits], BinaryIO]]:
    """Imported when wanted: the command line starts without any of them."""
    from layerlab.streams import members, zstd

    return {
        Compression.GZIP: members.open_gzip,
        Compression.ZSTD: zstd.open_zstd,
        Compression.XZ: members.open_xz,
        Compression.BZIP2: members.open_bzip2,
    }


class Rewound(ForwardReader):
    """A stream whose first bytes, taken for a look at them, are put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def next_chunk(self) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return read_some(self._rest, 64 << 10)
