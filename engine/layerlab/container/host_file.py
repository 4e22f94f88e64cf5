"""A file of the host that is open for writing, with the host's errors as ours."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from layerlab.host import host_errors

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class HostFile(io.RawIOBase, BinaryIO):
    """Unbuffered, so that what was written is seen at once; a write is whole or raises.

    `path` is what errors name.
    """

    def __init__(self, path: Path, file: io.FileIO) -> None:
        self._host_path = path
        self._file = file

    def readable(self) -> bool:
        return self._file.readable()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        with host_errors(self._host_path):
            return self._file.readinto(buffer)

    def write(self, data: "ReadableBuffer", /) -> int:
        rest = memoryview(data).cast("B")
        size = len(rest)
        with host_errors(self._host_path):
            while rest:
                rest = rest[self._file.write(rest) :]
        return size

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        with host_errors(self._host_path):
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def truncate(self, size: int | None = None, /) -> int:
        with host_errors(self._host_path):
            return self._file.truncate(size)

    def close(self) -> None:
        self._file.close()
        super().close()
