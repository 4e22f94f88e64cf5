"""A layer's index from its bytes, in one pass.

Everything rides along in it: decompression, the diff ID, the headers. Only where the tar is plain
and seekable, contents are left unread; then there is no diff ID, and the pass over a gigabyte
takes as long as its headers do.
"""

from typing import BinaryIO

from layerlab.layer.arrange import arrange
from layerlab.layer.index import LayerIndex
from layerlab.layer.tree import Tree
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.progress import Progress
from layerlab.streams.base import ForwardReader, read_some, read_up_to
from layerlab.streams.compression import SNIFFED_BYTES, Compression, decompressed, sniff
from layerlab.streams.hashing import HashingReader
from layerlab.streams.seekable import Expanded
from layerlab.streams.tar_reader import read_headers
from layerlab.streams.window import Window
from layerlab.streams.window import whole as whole_of

READ_BYTES = 256 << 10


def build_index(
    stream: BinaryIO,
    name: str,
    progress: Progress | None = None,
    *,
    whole: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> LayerIndex:
    """Index the layer that `stream` has from its position on, plain or compressed.

    A plain, seekable stream gives no diff ID, unless `whole` asks that everything be read.
    `progress` advances by the bytes of `stream` as it is stored (compressed), `name` is for
    errors. Does not close `stream`; its position afterwards is not defined.

    Raises `DamagedTar`, `DamagedStream`, `LimitExceeded`, `Cancelled`.
    """
    progress = progress or Progress()
    if isinstance(stream, Expanded):
        return _read_whole(_CountedExpansion(stream, progress), name, limits)
    if stream.seekable() and not whole and _is_plain(stream):
        return _read_headers(whole_of(stream), name, progress, limits)
    return _read_whole(decompressed(_Counted(stream, progress), name, limits), name, limits)


def _is_plain(stream: BinaryIO) -> bool:
    start = stream.tell()
    head = read_up_to(stream, SNIFFED_BYTES)
    stream.seek(start)
    return sniff(head) is Compression.NONE


def _read_headers(stream: Window, name: str, progress: Progress, limits: Limits) -> LayerIndex:
    """Offsets count from where the layer begins, as they do in a stream that flows."""
    grown = Tree(name, limits)
    for header in read_headers(stream, name, limits=limits, progress=progress):
        grown.add(header)
    return LayerIndex(*arrange(grown, stream.size, ""))


def _read_whole(stream: BinaryIO, name: str, limits: Limits) -> LayerIndex:
    """What follows the end of the archive belongs to the diff ID, too (eStargz' contents)."""
    hashed = HashingReader(stream)
    grown = Tree(name, limits)
    for header in read_headers(hashed, name, limits=limits):
        grown.add(header)
    hashed.drain()
    return LayerIndex(*arrange(grown, hashed.size, hashed.digest()))


class _Counted(ForwardReader):
    """Tells progress what passes."""

    def __init__(self, stream: BinaryIO, progress: Progress) -> None:
        super().__init__()
        self._stream = stream
        self._progress = progress

    def next_chunk(self) -> bytes:
        data = read_some(self._stream, READ_BYTES)
        self._progress.advance(len(data))
        return data


class _CountedExpansion(ForwardReader):
    """Tells progress what an expanded stream takes of the compressed one below it."""

    def __init__(self, stream: Expanded, progress: Progress) -> None:
        super().__init__()
        self._stream = stream
        self._progress = progress
        self._reported = stream.stored_position

    def next_chunk(self) -> bytes:
        data = self._stream.read1(READ_BYTES)
        position = self._stream.stored_position
        self._progress.advance(max(position - self._reported, 0))
        self._reported = position
        return data
