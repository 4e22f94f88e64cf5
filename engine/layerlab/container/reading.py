"""A file of a draft that is open for reading, and stays the same file when it is written to.

What the container has below is never changed: a file that is written to gets a new content, and
whoever reads it has to go on there. So does overlayfs after a copy-up.
Source: Linux fs/overlayfs/file.c, ovl_real_fdget_meta.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from layerlab.host import host_errors
from layerlab.model import LayerPath

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Reader(io.RawIOBase):
    """`path` is what the file is called; None once it has no name any more."""

    def __init__(self, path: LayerPath, stream: BinaryIO) -> None:
        self.path: LayerPath | None = path
        self._stream = stream

    def follow(self, place: Path) -> None:
        """Goes on in a file of the host, where it is."""
        with host_errors(place):
            stream = place.open("rb")
        stream.seek(self._stream.tell())
        self._stream.close()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()
        super().close()
