"""Compressed streams that can be read from anywhere.

A layer's tar is walked once, and later single files are read out of its middle. gzip knows no
offsets; so while the first pass goes on, copies of the decompressor are kept every few megabytes,
and a later read starts from the nearest. That costs 42 KB of memory a copy and gives a small file
of a gigabyte in milliseconds, where starting over takes seconds.
"""

import io
import threading
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.streams.base import ByteStream, ForwardReader, read_up_to, skip
from layerlab.streams.compression import (
    SNIFFED_BYTES,
    Compression,
    decompressed,
    sniff,
)
from layerlab.streams.members import GzipMember, MemberReader
from layerlab.streams.window import whole

SPACING_BYTES = 4 << 20
CHECKPOINT_LIMIT = 1024
DECODER_COUNT = 4


class Decoders:
    """Of the streams that share it, the few that may hold a decoder from one read to the next.

    A decoder can take a hundred megabytes, and an image can have hundreds of layers. Who has to
    give it up begins anew when it is read again. Safe from any thread.
    """

    def __init__(self, count: int = DECODER_COUNT) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._holders: list[Reopening] = []

    def admit(self, stream: "Reopening") -> None:
        """Lets `stream` hold its decoder, instead of the one that began longest ago."""
        with self._lock:
            others = [holder for holder in self._holders if holder is not stream]
            self._holders = [*others, stream]
            while len(self._holders) > self._count:
                self._holders.pop(0).release()


def open_seekable(
    raw: BinaryIO,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    decoders: Decoders | None = None,
    checkpoint_limit: int = CHECKPOINT_LIMIT,
) -> BinaryIO:
    """The uncompressed bytes of the seekable stream `raw`, from its position on, as one that
    seeks: a window where it is plain, else an `Expanded`. Does not own `raw`.

    Streams that are open at the same time share `decoders` and memory for checkpoints.
    """
    start = raw.tell()
    kind = sniff(read_up_to(raw, SNIFFED_BYTES))
    raw.seek(start)
    if kind is Compression.NONE:
        return whole(raw)
    if kind is Compression.GZIP:
        return SeekableGzip(raw, name, limits, checkpoint_limit=checkpoint_limit)
    return Reopening(raw, name, limits, decoders or Decoders())


class Expanded(ByteStream):
    """A seekable view of a compressed stream, in which seeking costs decompression.

    So whoever could either skip or read reads (`layer.build` hashes on the way). `read_at` may be
    called from any thread; the position of `seek` and `read` belongs to one.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._start = raw.tell()
        self._lock = threading.Lock()
        self._position = 0
        self._size: int | None = None

    @property
    def stored_position(self) -> int:
        """How far into the compressed stream reading has come."""
        return self._raw.tell()

    @abstractmethod
    def reader_at(self, offset: int) -> tuple[ForwardReader | BinaryIO, int]:
        """A forward reader that stands at or before `offset`, and where it stands."""

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """From the end: the size is found by reading to it, once."""
        base = 0
        if whence == io.SEEK_CUR:
            base = self._position
        elif whence == io.SEEK_END:
            base = self._find_size()
        if base + offset < 0:
            raise ValueError(f"negative position {base + offset}")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = max(self._find_size() - self._position, 0)
        data = self.read_at(self._position, size)
        self._position += len(data)
        return data

    def read1(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, as many as one step of decompression gives."""
        with self._lock:
            data = self._read1_at(self._position, size)
        self._position += len(data)
        return data

    def read_at(self, offset: int, size: int) -> bytes:
        """`size` bytes from `offset` on, fewer only at the end."""
        parts: list[bytes] = []
        with self._lock:
            while size > 0:
                part = self._read1_at(offset, size)
                if not part:
                    break
                parts.append(part)
                offset += len(part)
                size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _read1_at(self, offset: int, size: int) -> bytes:
        if size == 0 or (self._size is not None and offset >= self._size):
            return b""
        reader, at = self.reader_at(offset)
        skipped = skip(reader, offset - at)
        data = reader.read1(size) if skipped == offset - at else b""  # type: ignore[union-attr]
        if not data:
            self._size = at + skipped
        return data

    def _find_size(self) -> int:
        with self._lock:
            if self._size is None:
                reader, at = self.reader_at(self._position)
                while step := skip(reader, SPACING_BYTES):
                    at += step
                self._size = at
            return self._size


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A decompressor that gave `offset` bytes and now wants the raw ones from `raw_offset` on."""

    offset: int
    raw_offset: int
    member: GzipMember
    read_bytes: int


class SeekableGzip(Expanded):
    """gzip, with checkpoints kept wherever it is read for the first time.

    They are `SPACING_BYTES` apart; for a stream beyond 4 GiB ever wider, so that memory stays
    below 50 MB. Nobody else may read `raw` meanwhile, unless through windows of their own.
    """

    def __init__(
        self,
        raw: BinaryIO,
        name: str,
        limits: Limits = DEFAULT_LIMITS,
        spacing_bytes: int = SPACING_BYTES,
        checkpoint_limit: int = CHECKPOINT_LIMIT,
    ) -> None:
        super().__init__(raw)
        self._checkpoint_limit = checkpoint_limit
        self._checkpoints: list[Checkpoint] = []
        self._spacing = spacing_bytes
        self._open: Callable[[], _CheckpointedReader] = lambda: _CheckpointedReader(
            raw, name, limits, self._keep
        )
        self._reader: _CheckpointedReader | None = None

    @property
    def checkpoint_count(self) -> int:
        return len(self._checkpoints)

    def reader_at(self, offset: int) -> tuple[ForwardReader, int]:
        best = bisect_right(self._checkpoints, offset, key=lambda point: point.offset) - 1
        point = self._checkpoints[best] if best >= 0 else None
        reader = self._reader
        here = reader.tell() if reader else -1
        if reader is None or here > offset or (point is not None and point.offset > here):
            reader = self._reader = self._resume(point)
        return reader, reader.tell()

    def _resume(self, point: Checkpoint | None) -> "_CheckpointedReader":
        self._raw.seek(point.raw_offset if point else self._start)
        reader = self._open()
        if point:
            reader.restore(point)
        return reader

    def _keep(self, reader: "_CheckpointedReader") -> None:
        last = self._checkpoints[-1].offset if self._checkpoints else 0
        if reader.produced_bytes < last + self._spacing:
            return
        self._checkpoints.append(reader.checkpoint())
        if len(self._checkpoints) > self._checkpoint_limit:
            del self._checkpoints[::2]
            self._spacing *= 2


class _CheckpointedReader(MemberReader):
    """A gzip reader that can be put back to where it was."""

    _member: GzipMember

    def __init__(
        self,
        raw: BinaryIO,
        name: str,
        limits: Limits,
        keep: Callable[["_CheckpointedReader"], None],
    ) -> None:
        super().__init__(raw, name, limits, GzipMember)
        self._keep = keep

    def next_chunk(self) -> bytes:
        self._keep(self)
        return super().next_chunk()

    def checkpoint(self) -> Checkpoint:
        unused = len(self._rest) + len(self._member.pending)
        if self._member.eof:
            unused += len(self._member.unused_data)
        member = GzipMember() if self._member.eof else self._member.copy()
        return Checkpoint(self.produced_bytes, self._raw.tell() - unused, member, self.read_bytes)

    def restore(self, point: Checkpoint) -> None:
        self._member = point.member.copy()
        self.produced_bytes = self._position = point.offset
        self.read_bytes = point.read_bytes


class Reopening(Expanded):
    """zstd, xz, bzip2: reads on, and starts over where it has to go back."""

    def __init__(self, raw: BinaryIO, name: str, limits: Limits, decoders: Decoders) -> None:
        super().__init__(raw)
        self._decoders = decoders
        self._name = name
        self._limits = limits
        self._reader: BinaryIO | None = None

    def reader_at(self, offset: int) -> tuple[BinaryIO, int]:
        reader = self._reader
        if reader is None or reader.tell() > offset:
            self._raw.seek(self._start)
            reader = self._reader = decompressed(self._raw, self._name, self._limits)
            self._decoders.admit(self)
        return reader, reader.tell()

    @property
    def has_decoder(self) -> bool:
        return self._reader is not None

    def release(self) -> None:
        """Another thread that reads just now ends with the decoder that it has."""
        self._reader = None
