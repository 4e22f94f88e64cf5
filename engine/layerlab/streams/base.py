"""What every stream here is: readable, buffered, and a `BinaryIO` for mypy.

A stream never owns the one below it: who opened a file closes it.
"""

import io
from abc import abstractmethod
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CHUNK_BYTES = 256 << 10
"""What is moved in one step: small enough for the processor's cache, large enough for hashing."""


class ByteStream(io.BufferedIOBase, BinaryIO):
    """A read-only stream of bytes; `read(n)` gives n bytes but at the end."""

    def readable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        raise io.UnsupportedOperation("read-only")


class SizedStream(ByteStream):
    """Seekable bytes of a known size, over a `read_at` that any thread may call.

    The position of `seek` and `read` belongs to one thread.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._position = 0

    @property
    def size(self) -> int:
        return self._size

    @abstractmethod
    def read_at(self, offset: int, size: int) -> bytes:
        """`size` bytes from `offset`, fewer only at the end."""

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError(f"negative position {base + offset}")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._size if size is None or size < 0 else size
        data = self.read_at(self._position, wanted)
        self._position += len(data)
        return data

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(CHUNK_BYTES if size < 0 else min(size, CHUNK_BYTES))


class ForwardReader(ByteStream):
    """Read once, from the first byte to the last. Subclasses give chunks of any size."""

    def __init__(self) -> None:
        self._chunk = b""
        self._at = 0
        self._position = 0

    @abstractmethod
    def next_chunk(self) -> bytes:
        """The next bytes, at most about a megabyte; empty at the end, and ever after."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return b"".join(iter(self.read1, b""))
        parts: list[bytes] = []
        while size > 0:
            part = self.read1(size)
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def read1(self, size: int = -1, /) -> bytes:
        """What is at hand, at most `size` bytes, without a copy where the whole chunk fits."""
        if size == 0:
            return b""
        if self._at >= len(self._chunk):
            self._chunk, self._at = self.next_chunk(), 0
        if self._at == 0 and not 0 <= size < len(self._chunk):
            part, self._chunk = self._chunk, b""
        else:
            end = len(self._chunk) if size < 0 else self._at + size
            part = self._chunk[self._at : end]
            self._at += len(part)
        self._position += len(part)
        return part


def read_some(stream: BinaryIO, size: int) -> bytes:
    """At least one byte and at most `size`, but at the end: whatever comes without waiting."""
    read1 = getattr(stream, "read1", None)
    data: bytes = (read1 or stream.read)(size)
    return data


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end, also from a raw stream that gives less at a time."""
    data = stream.read(size)
    while len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            break
        data += more
    return data


def skip(stream: BinaryIO, size: int) -> int:
    """Read `size` bytes and forget them; returns how many there were."""
    left = size
    while left > 0:
        data = read_some(stream, min(left, CHUNK_BYTES))
        if not data:
            break
        left -= len(data)
    return size - left
