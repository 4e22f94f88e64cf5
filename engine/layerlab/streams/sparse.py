"""Maps of sparse files: which pieces of a file a tar holds; the rest are zeros.

Four encodings: old GNU (in the header and blocks after it), and GNU.sparse 0.0 and 0.1 (in PAX
records) and 1.0 (in front of the data). Go reads all, so Docker does.
Spec: GNU tar manual, Storing Sparse Files.
"""

from collections.abc import Callable

from layerlab.streams.pax import SPARSE_MAP, Records, parse_integer
from layerlab.streams.tar_block import BLOCK_BYTES, BadHeader, number

_OLD_MAP = slice(386, 482)
_OLD_MORE = 482
_OLD_REAL_SIZE = slice(483, 495)
_EXTENSION_MAP = slice(0, 504)
_EXTENSION_MORE = 504
_PAIR_BYTES = 24
_LINE_BYTES = 21

Pieces = tuple[tuple[int, int], ...]
ReadBlock = Callable[[], bytes]
CheckCount = Callable[[int], None]
"""Raises where a map has too many pieces."""


def read_old_gnu(
    block: bytes, read_block: ReadBlock, check_count: CheckCount
) -> tuple[Pieces, int]:
    """The map and the real size of a typeflag `S` header; further blocks are taken as needed."""
    pieces: list[tuple[int, int]] = []
    real_size = number(block[_OLD_REAL_SIZE])
    has_more, fields = block[_OLD_MORE], block[_OLD_MAP]
    while True:
        pieces.extend(_pairs(fields))
        check_count(len(pieces))
        if not has_more:
            return tuple(pieces), real_size
        extension = read_block()
        has_more, fields = extension[_EXTENSION_MORE], extension[_EXTENSION_MAP]


def _pairs(fields: bytes) -> list[tuple[int, int]]:
    """Up to the first field that is empty."""
    pairs: list[tuple[int, int]] = []
    for at in range(0, len(fields), _PAIR_BYTES):
        if fields[at] == 0:
            break
        pairs.append((number(fields[at : at + 12]), number(fields[at + 12 : at + 24])))
    return pairs


def is_pax_sparse(records: Records) -> bool:
    """Unknown versions are no sparse files, as in Go."""
    major, minor = records.get("GNU.sparse.major"), records.get("GNU.sparse.minor")
    if major is None and minor is None:
        return SPARSE_MAP in records
    return (major, minor) in ((b"0", b"0"), (b"0", b"1"), (b"1", b"0"))


def read_pax(
    records: Records, read_block: ReadBlock, check_count: CheckCount
) -> tuple[Pieces, int | None]:
    """The map and the real size (None: not said); 1.0 takes its map's blocks from the data."""
    if records.get("GNU.sparse.major") == b"1":
        numbers = _numbers_in_data(read_block, check_count)
    else:
        text = records.get(SPARSE_MAP, b"")
        numbers = [_natural(part) for part in text.split(b",")] if text else []
        if len(numbers) != 2 * _natural(records.get("GNU.sparse.numblocks", b"0")):
            raise BadHeader("a sparse map of another length than it says")
    check_count(len(numbers) // 2)
    real = records.get("GNU.sparse.size") or records.get("GNU.sparse.realsize")
    pieces = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    return pieces, _natural(real) if real else None


def _numbers_in_data(read_block: ReadBlock, check_count: CheckCount) -> list[int]:
    """A count, then offset and size for each piece; one a line, padded to whole blocks."""
    text = bytearray()
    lines, wanted, longest = 0, 1, BLOCK_BYTES
    while lines < wanted:
        if len(text) >= longest:
            raise BadHeader("a sparse map that is no list of numbers")
        block = read_block()
        text += block
        lines += block.count(b"\n")
        if wanted == 1 and lines:
            count = _natural(bytes(text[: text.index(b"\n")]))
            check_count(count)
            wanted = 1 + 2 * count
            longest = wanted * _LINE_BYTES + BLOCK_BYTES
    return [_natural(line) for line in bytes(text).split(b"\n")[1:wanted]]


def _natural(text: bytes) -> int:
    value = parse_integer(text)
    if value < 0:
        raise BadHeader("a negative number in a sparse map")
    return value


def check(pieces: Pieces, stored_size: int, real_size: int) -> None:
    """Pieces ascend, don't overlap, lie inside the file, and are all the data there is."""
    ends = [offset + size for offset, size in pieces]
    if any(offset < 0 or size < 0 for offset, size in pieces) or (ends and ends[-1] > real_size):
        raise BadHeader("a sparse map that leaves its file")
    if any(end > following[0] for end, following in zip(ends, pieces[1:], strict=False)):
        raise BadHeader("a sparse map that overlaps")
    if sum(size for _, size in pieces) != stored_size:
        raise BadHeader("a sparse map that does not fit its data")
