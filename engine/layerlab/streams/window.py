"""Views on parts of an open file, so that a layer inside an archive is read in place.

Beside `BytesIO` of a copy: nothing is copied, and any number of windows, in any threads, read one
file that was opened once.
"""

import io
import os
import threading
from typing import BinaryIO, Protocol, runtime_checkable

from layerlab.streams.base import SizedStream


@runtime_checkable
class ReadsAt(Protocol):
    """Bytes by offset, from any thread, without a position of its own."""

    def read_at(self, offset: int, size: int) -> bytes:
        """`size` bytes from `offset`, fewer only at the end."""
        ...


class RandomAccess:
    """`ReadsAt` for a seekable file: `pread` where the system has it, else a lock and a seek.

    Make one for a file and windows from it: two of them on one file would not know of each
    other's seeks. Nobody else may move the file's position meanwhile.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._descriptor = _plain_descriptor(file)

    def read_at(self, offset: int, size: int) -> bytes:
        if self._descriptor is None:
            with self._lock:
                self._file.seek(offset)
                return self._file.read(size)
        data = os.pread(self._descriptor, size, offset)
        while 0 < len(data) < size:
            more = os.pread(self._descriptor, size - len(data), offset + len(data))
            if not more:
                break
            data += more
        return data


def _plain_descriptor(file: BinaryIO) -> int | None:
    """The descriptor whose bytes are the file's own.

    Not of whatever has a `fileno`: that of `gzip.GzipFile` is the compressed file's.
    """
    raw = file.raw if isinstance(file, io.BufferedReader) else file
    return raw.fileno() if isinstance(raw, io.FileIO) and hasattr(os, "pread") else None


class Window(SizedStream):
    """Bytes `offset` to `offset + size` of a file, with a position of its own; seekable.

    A window that reaches beyond the file's end reads short there. Closing it leaves the file
    open. Several windows of one file may be read from several threads, one window may not.
    """

    def __init__(self, source: ReadsAt | BinaryIO, offset: int, size: int) -> None:
        super().__init__(size)
        self._source = source if isinstance(source, ReadsAt) else RandomAccess(source)
        self._offset = offset

    def read_at(self, offset: int, size: int) -> bytes:
        """As `ReadsAt`, so that a window on a window shares its file."""
        inside = min(size, self._size - offset)
        return self._source.read_at(self._offset + offset, inside) if inside > 0 else b""


def whole(file: BinaryIO) -> Window:
    """A window on everything from the file's current position to its end."""
    start = file.tell()
    end = file.seek(0, io.SEEK_END)
    file.seek(start)
    return Window(file, start, max(end - start, 0))
