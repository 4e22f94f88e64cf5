"""The contents of one file of a layer, read in place out of the layer's uncompressed tar."""

import io
from typing import BinaryIO

from layerlab.errors import DamagedTar, NoSuchPath, NotAFile
from layerlab.layer.index import LayerIndex
from layerlab.model import shown
from layerlab.streams.base import CHUNK_BYTES, ByteStream
from layerlab.streams.sparse import Pieces
from layerlab.streams.window import RandomAccess, ReadsAt


def open_content(index: LayerIndex, node: int, tar: BinaryIO) -> BinaryIO:
    """A seekable stream of a file's or hard link's `index.size(node)` bytes.

    `tar` is the seekable stream that `open_seekable` gives for the layer; it is not owned and has
    to stay open. Streams on one `tar` may be read from different threads, where `tar` has
    `read_at` (as those have).

    Raises `NotAFile`, and `NoSuchPath` for a hard link whose target is not in the layer. Reading
    raises `DamagedTar` where the tar has become shorter than its index.
    """
    path = shown(index.path(node))
    if index.is_unresolved(node):
        raise NoSuchPath(path, shown(index.link_target(node)))
    if not index.kind(node).has_data:
        raise NotAFile(path, index.kind(node).name.lower())
    source = tar if isinstance(tar, ReadsAt) else RandomAccess(tar)
    size, offset = index.size(node), index.data_offset(node)
    pieces = index.sparse_map(node)
    return Content(source, path, offset, size, ((0, size),) if pieces is None else pieces)


class Content(ByteStream):
    """A file put together from its pieces, with zeros between them; `size` bytes."""

    def __init__(self, source: ReadsAt, path: str, offset: int, size: int, pieces: Pieces) -> None:
        self._source = source
        self._path = path
        self._size = size
        self._position = 0
        self._pieces: list[tuple[int, int, int]] = []
        for start, length in pieces:
            self._pieces.append((start, start + length, offset - start))
            offset += length

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
        data = self.read_at(self._position, self._size if size is None or size < 0 else size)
        self._position += len(data)
        return data

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(CHUNK_BYTES if size < 0 else min(size, CHUNK_BYTES))

    def read_at(self, offset: int, size: int) -> bytes:
        """`size` bytes from `offset`, fewer only at the end. From any thread."""
        end = min(offset + size, self._size)
        parts: list[bytes] = []
        at = offset
        for start, stop, shift in self._pieces:
            first, last = max(at, start), min(end, stop)
            if first < last:
                parts.append(bytes(first - at))
                parts.append(self._read(first + shift, last - first))
                at = last
        parts.append(bytes(max(end - at, 0)))
        return b"".join(parts)

    def _read(self, offset: int, size: int) -> bytes:
        data = self._source.read_at(offset, size)
        if len(data) < size:
            raise DamagedTar(self._path, offset + len(data), "it ends early")
        return data
