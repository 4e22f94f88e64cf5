"""The contents of one file of a layer, read in place out of the layer's uncompressed tar."""

from bisect import bisect_right
from typing import BinaryIO

from layerlab.errors import DamagedTar, NoSuchPath, NotAFile
from layerlab.layer.index import LayerIndex
from layerlab.model import shown
from layerlab.reasons import Flaw
from layerlab.streams.base import SizedStream
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


class Content(SizedStream):
    """A file put together from its pieces, with zeros between them; `size` bytes."""

    def __init__(self, source: ReadsAt, path: str, offset: int, size: int, pieces: Pieces) -> None:
        super().__init__(size)
        self._source = source
        self._path = path
        self._pieces: list[tuple[int, int, int]] = []
        """Where each begins and ends, and how much further on it lies in `source`; ascending."""
        for start, length in pieces:
            self._pieces.append((start, start + length, offset - start))
            offset += length

    def read_at(self, offset: int, size: int) -> bytes:
        """`size` bytes from `offset`, fewer only at the end. From any thread."""
        end = min(offset + size, self._size)
        parts: list[bytes] = []
        at = offset
        next_piece = bisect_right(self._pieces, offset, key=lambda piece: piece[1])
        while next_piece < len(self._pieces) and self._pieces[next_piece][0] < end:
            start, stop, shift = self._pieces[next_piece]
            first, last = max(at, start), min(end, stop)
            if first < last:
                parts.append(bytes(first - at))
                parts.append(self._read(first + shift, last - first))
                at = last
            next_piece += 1
        parts.append(bytes(max(end - at, 0)))
        return b"".join(parts)

    def _read(self, offset: int, size: int) -> bytes:
        data = self._source.read_at(offset, size)
        if len(data) < size:
            raise DamagedTar(self._path, offset + len(data), Flaw.ENDS_EARLY)
        return data
