"""gzip, xz and bzip2: streams of members in a row, each decompressed in bounded steps.

zlib-ng instead of the standard library's zlib: nearly twice as fast, and just as able to copy a
decompressor, which `seekable` lives on.
"""

import bz2
import lzma
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol, Self, cast

from zlib_ng import zlib_ng

from layerlab.errors import DamagedStream, LimitExceeded
from layerlab.limits import Limits
from layerlab.reasons import Flaw
from layerlab.streams.base import CHUNK_BYTES, ForwardReader, read_some

INPUT_BYTES = 64 << 10
_NEEDS_MEMORY = "Memory usage limit"
"""How `lzma` says that a stream wants more than it may have; there is no class for it."""

DAMAGE: tuple[type[Exception], ...] = (
    cast("type[Exception]", zlib_ng.error),
    lzma.LZMAError,
    OSError,
    EOFError,
)
"""What decompressors raise; bz2 has no error class of its own but OSError."""


class Member(Protocol):
    """The common part of `lzma`'s and `bz2`'s decompressors."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class GzipMember:
    """One gzip member, header and checksum included, as a `Member` that can be copied."""

    def __init__(self) -> None:
        self._inflate: Any = zlib_ng.decompressobj(wbits=31)  # its stub lacks `copy`
        self.pending = b""

    @property
    def eof(self) -> bool:
        return bool(self._inflate.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inflate.unused_data)

    @property
    def needs_input(self) -> bool:
        return not self.pending

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        given = self.pending + data if self.pending else data
        produced: bytes = self._inflate.decompress(given, max(max_length, 0))
        self.pending = self._inflate.unconsumed_tail
        return produced

    def copy(self) -> Self:
        """A second one in the same state, but without the input that is pending."""
        twin = type(self).__new__(type(self))
        twin._inflate = self._inflate.copy()
        twin.pending = b""
        return twin


def open_gzip(raw: BinaryIO, name: str, limits: Limits) -> BinaryIO:
    return MemberReader(raw, name, limits, GzipMember)


def open_xz(raw: BinaryIO, name: str, limits: Limits) -> BinaryIO:
    def new_member() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.decoder_bytes)

    return MemberReader(raw, name, limits, new_member)


def open_bzip2(raw: BinaryIO, name: str, limits: Limits) -> BinaryIO:
    return MemberReader(raw, name, limits, bz2.BZ2Decompressor)


class MemberReader(ForwardReader):
    """Members one after the other. Zeros after the last one are padding, other bytes damage."""

    def __init__(
        self,
        raw: BinaryIO,
        name: str,
        limits: Limits,
        new_member: Callable[[], Member],
    ) -> None:
        super().__init__()
        self._raw = raw
        self._name = name
        self._limits = limits
        self._new_member = new_member
        self._member = new_member()
        self._rest = b""
        self._ended = False
        self.read_bytes = 0
        self.produced_bytes = 0

    def next_chunk(self) -> bytes:
        while not self._ended:
            if self._member.eof:
                self._begin_next_member()
                continue
            produced = self._step()
            if produced:
                self.produced_bytes += len(produced)
                self._limits.check_expansion(self._name, self.read_bytes, self.produced_bytes)
                return produced
        return b""

    def _step(self) -> bytes:
        data = b""
        if self._member.needs_input:
            data = self._input()
            if not data:
                raise DamagedStream(self._name, Flaw.ENDS_EARLY)
        try:
            return self._member.decompress(data, CHUNK_BYTES)
        except DAMAGE as error:
            if isinstance(error, lzma.LZMAError) and str(error).startswith(_NEEDS_MEMORY):
                limit = self._limits.decoder_bytes
                what = f"bytes of memory to expand {self._name}"
                raise LimitExceeded(what, limit, limit + 1, "decoder_bytes") from error
            raise DamagedStream(self._name, str(error)) from error

    def _input(self) -> bytes:
        if self._rest:
            data, self._rest = self._rest, b""
            return data
        data = read_some(self._raw, INPUT_BYTES)
        self.read_bytes += len(data)
        return data

    def _begin_next_member(self) -> None:
        self._rest = self._member.unused_data.lstrip(b"\0")
        while not self._rest:
            data = self._input()
            if not data:
                self._ended = True
                return
            self._rest = data.lstrip(b"\0")
        self._member = self._new_member()
