"""Compressed streams: told by their first bytes, opened with bounds, written reproducibly.

Beside `gzip`, `zstandard` and `lzma` as they come: media types are not trusted, several members
or frames in a row are one stream, an early end is an error and never a short file, and a few
kilobytes can't fill the machine (`ExpansionBudget`).
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from layerlab.errors import LimitExceeded
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


@dataclass(frozen=True, slots=True)
class ExpansionBudget:
    """How much may come out for what went in: `floor_bytes` + `ratio` × bytes read.

    Deflate can't exceed 1032:1, and a layer of zeros comes near it, so the ratio is above that.
    zstd makes 30,000:1 of zeros: the floor lets a few gigabytes of them pass, in seconds and
    without memory, since everything here is streamed. Beyond it is a bomb.
    """

    ratio: int = 2000
    floor_bytes: int = 4 << 30

    def check(self, name: str, read_bytes: int, produced_bytes: int) -> None:
        limit = self.floor_bytes + self.ratio * read_bytes
        if produced_bytes > limit:
            raise LimitExceeded(f"bytes expanded from {name}", limit, produced_bytes)


DEFAULT_BUDGET = ExpansionBudget()


def decompressed(raw: BinaryIO, name: str, budget: ExpansionBudget = DEFAULT_BUDGET) -> BinaryIO:
    """The uncompressed bytes of `raw` from its position on; `name` is for errors.

    The result is buffered and reads forward only, but where `raw` is plain and seekable: then it
    is a seekable window on it. It does not own `raw`, which stays open. Reading it raises
    `DamagedStream` for damage or an early end, `LimitExceeded` for a bomb.
    """
    head = read_up_to(raw, SNIFFED_BYTES)
    kind = sniff(head)
    if kind is Compression.NONE:
        return _plain(head, raw)
    return _openers()[kind](Rewound(head, raw), name, budget)


def _plain(head: bytes, raw: BinaryIO) -> BinaryIO:
    if not raw.seekable():
        return Rewound(head, raw)
    from layerlab.streams.window import whole

    raw.seek(-len(head), io.SEEK_CUR)
    return whole(raw)


def _openers() -> dict[Compression, Callable[[BinaryIO, str, ExpansionBudget], BinaryIO]]:
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
