"""The blocks of a tar, out of a stream that seeks or one that only flows.

Both read ahead in chunks and hand out slices; they differ in how they pass over contents.
"""

import io
from abc import ABC, abstractmethod
from typing import BinaryIO

from layerlab.errors import DamagedTar
from layerlab.progress import Progress
from layerlab.reasons import Flaw
from layerlab.streams.base import CHUNK_BYTES, read_some
from layerlab.streams.seekable import Expanded
from layerlab.streams.tar_block import BLOCK_BYTES, ZERO_BLOCK, BadHeader
from layerlab.streams.window import ReadsAt, Window

SMALL_READ_BYTES = 4 << 10
PROGRESS_BYTES = 1 << 20


def open_blocks(stream: BinaryIO, name: str, progress: Progress | None) -> "BlockSource":
    """Contents are sought over only where that is free, so not in a compressed stream."""
    if stream.seekable() and not isinstance(stream, Expanded):
        return _SeekingBlocks(stream, name, progress)
    return _FlowingBlocks(stream, name, progress)


class BlockSource(ABC):
    """Blocks and data from `position` on. Raises `DamagedTar` where the stream ends early."""

    def __init__(self, name: str, progress: Progress | None) -> None:
        self._name = name
        self._progress = progress
        self._buffer = b""
        self._at = 0
        self._base = 0
        """The position of the buffer's first byte."""
        self._reported = 0

    @property
    def position(self) -> int:
        return self._base + self._at

    @abstractmethod
    def _read(self) -> bytes:
        """The bytes after the buffer; empty at the end."""

    @abstractmethod
    def _pass_over(self, size: int) -> int:
        """Skip bytes behind the buffer; returns how many there were."""

    def header_block(self) -> bytes:
        """The next header; empty at the end of the archive.

        That is two blocks of zeros, or one and the stream's end, or just the stream's end, as in
        Go. A single block of zeros between entries is damage.
        """
        at = self._at
        end = at + BLOCK_BYTES
        if end <= len(self._buffer):
            self._at = end
            block = self._buffer[at:end]
        else:
            block = self._block()
        if block != ZERO_BLOCK:
            return block
        second = self._block()
        if second and second != ZERO_BLOCK:
            raise BadHeader("a single block of zeros, and more after it")
        return b""

    def whole_block(self) -> bytes:
        return self._block() or self._ends_early()

    def _block(self) -> bytes:
        """512 bytes, or none at the end of the stream."""
        at = self._at
        end = at + BLOCK_BYTES
        if end > len(self._buffer):
            available = self._fill(BLOCK_BYTES)
            if not available:
                return b""
            if available < BLOCK_BYTES:
                self._ends_early()
            at, end = 0, BLOCK_BYTES
        self._at = end
        return self._buffer[at:end]

    def take(self, size: int) -> bytes:
        """`size` bytes of an entry's data, and past its padding."""
        padded = -size % BLOCK_BYTES + size
        if self._fill(padded) < size:
            self._ends_early()
        data = self._buffer[self._at : self._at + size]
        self._at = min(self._at + padded, len(self._buffer))
        return data

    def skip_data(self, size: int) -> None:
        """Past an entry's data and its padding, of which the stream's last may be missing."""
        padded = -size % BLOCK_BYTES + size
        end = self._at + padded
        if end <= len(self._buffer):
            self._at = end
            return
        held = len(self._buffer) - self._at
        self._base += len(self._buffer)
        self._buffer, self._at = b"", 0
        passed = self._pass_over(padded - held)
        self._base += passed
        if held + passed < size:
            self._ends_early()
        self._report()

    def _fill(self, size: int) -> int:
        """Have `size` bytes in the buffer from here on; returns how many there are."""
        parts = [self._buffer[self._at :]]
        available = len(parts[0])
        while available < size:
            data = self._read()
            if not data:
                break
            parts.append(data)
            available += len(data)
        if len(parts) > 1:
            self._base += self._at
            self._buffer, self._at = b"".join(parts), 0
            self._report()
        elif self._at and available < size:
            self._base += self._at
            self._buffer, self._at = parts[0], 0
        return available

    def _report(self) -> None:
        if self._progress and self.position - self._reported >= PROGRESS_BYTES:
            self._progress.advance(self.position - self._reported)
            self._reported = self.position

    def _ends_early(self) -> bytes:
        raise DamagedTar(self._name, self._base + len(self._buffer), Flaw.ENDS_EARLY)


class _FlowingBlocks(BlockSource):
    def __init__(self, stream: BinaryIO, name: str, progress: Progress | None) -> None:
        super().__init__(name, progress)
        self._stream = stream

    def _read(self) -> bytes:
        return read_some(self._stream, CHUNK_BYTES)

    def _pass_over(self, size: int) -> int:
        """What a chunk holds beyond the contents stays as the buffer."""
        left = size
        while left > 0:
            data = self._read()
            if not data:
                break
            if len(data) > left:
                self._buffer = data
                self._at = left
                self._base -= left
                return size
            left -= len(data)
            if self._progress:
                self._progress.advance(len(data))
                self._reported += len(data)
        return size - left


class _SeekingBlocks(BlockSource):
    """Reads little after a jump and more where entries follow one another without one."""

    def __init__(self, stream: BinaryIO, name: str, progress: Progress | None) -> None:
        super().__init__(name, progress)
        self._base = self._reported = self._next = stream.tell()
        self._size = stream.seek(0, io.SEEK_END)
        self._source: ReadsAt = (
            stream if isinstance(stream, ReadsAt) else Window(stream, 0, self._size)
        )
        self._ahead = SMALL_READ_BYTES

    def _read(self) -> bytes:
        data = self._source.read_at(self._next, self._ahead)
        self._next += len(data)
        self._ahead = min(self._ahead * 2, CHUNK_BYTES)
        return data

    def _pass_over(self, size: int) -> int:
        passed = max(min(size, self._size - self._next), 0)
        self._next += passed
        self._ahead = SMALL_READ_BYTES
        return passed
