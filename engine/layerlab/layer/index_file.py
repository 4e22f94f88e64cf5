"""A layer's index on the disk: written once, then mapped.

A head of fixed size, then the columns, each from a multiple of 8 on, little-endian (which is what
every supported processor has). The head has its own checksum and the file's length, so that a
foreign, an older or a cut file is noticed without reading it; the reader then makes a new one.
The columns have a checksum, too, for whoever verifies them.
"""

import mmap
import struct
from pathlib import Path
from zlib import crc32

import numpy as np

from layerlab.host import new_file
from layerlab.layer.columns import FIELDS, TYPES, Columns, Totals
from layerlab.layer.index import LayerIndex

MAGIC = b"LAYERIDX"
VERSION = 3
_HEAD = struct.Struct("<8sIIQ3Q7Q80s")
"""magic, version, columns' checksum, file length; name bytes, extras, extra bytes; totals, their
text last"""
_CHECKSUM = struct.Struct("<I")
_COLUMNS_AT = 256
_ALIGNMENT = 8


def write_index(index: LayerIndex, path: Path, scratch: Path | None = None) -> None:
    """An index that appears whole or not at all. `scratch` is as for `host.new_file`."""
    columns, totals = index.columns, index.totals
    shape = (columns.names.size, columns.extra_node.size, columns.extras.size)
    places, length = _places(totals.count, *shape)
    facts = (length, *shape, *_numbers(totals), totals.diff_id.encode())
    head = _HEAD.pack(MAGIC, VERSION, _sum(columns), *facts)
    with new_file(path, scratch) as file:
        file.write(head + _CHECKSUM.pack(crc32(head)))
        for field in FIELDS:
            file.seek(places[field])
            file.write(np.ascontiguousarray(getattr(columns, field)).data)
        file.truncate(length)


def _numbers(totals: Totals) -> tuple[int, ...]:
    return (
        totals.count,
        totals.size_bytes,
        totals.link_bytes,
        totals.file_count,
        totals.entry_count,
        totals.whiteouts,
        totals.tar_size,
    )


def open_index(path: Path) -> LayerIndex | None:
    """The index at `path`, mapped; None where there is none or where it is of no use."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (FileNotFoundError, ValueError):  # ValueError: an empty file
        return None
    if len(mapped) < _COLUMNS_AT:
        return None
    head = mapped[: _HEAD.size]
    magic, version, _, length, *rest = _HEAD.unpack(head)
    (checksum,) = _CHECKSUM.unpack_from(mapped, _HEAD.size)
    if (magic, version, length, checksum) != (MAGIC, VERSION, len(mapped), crc32(head)):
        return None
    shape, numbers, diff_id = rest[:3], rest[3:10], rest[10].rstrip(b"\0").decode()
    totals = Totals(diff_id, *numbers)
    places, expected_length = _places(totals.count, *shape)
    if expected_length != length:
        return None
    lengths = _lengths(totals.count, *shape)
    columns = Columns(*(np.frombuffer(mapped, TYPES[f], lengths[f], places[f]) for f in FIELDS))
    return LayerIndex(columns, totals)


def is_damaged(path: Path) -> bool:
    """Whether an index that would be believed has other columns than were written.

    Reads all of it, which `open_index` does not.
    """
    index = open_index(path)
    if index is None:
        return False
    with path.open("rb") as file:
        checksum: int = _HEAD.unpack(file.read(_HEAD.size))[2]
    return _sum(index.columns) != checksum


def _sum(columns: Columns) -> int:
    checksum = 0
    for field in FIELDS:
        checksum = crc32(np.ascontiguousarray(getattr(columns, field)).data, checksum)
    return checksum


def _lengths(count: int, name_bytes: int, extra_count: int, extra_bytes: int) -> dict[str, int]:
    """How many elements each column has."""
    lengths = dict.fromkeys(FIELDS, count)
    lengths |= {"first_child": count + 1, "name_start": count + 1, "names": name_bytes}
    lengths |= {"extra_node": extra_count, "extra_start": extra_count + 1, "extras": extra_bytes}
    return lengths


def _places(
    count: int, name_bytes: int, extra_count: int, extra_bytes: int
) -> tuple[dict[str, int], int]:
    """Where each column begins, and the length of the file."""
    lengths = _lengths(count, name_bytes, extra_count, extra_bytes)
    places: dict[str, int] = {}
    at = _COLUMNS_AT
    for field in FIELDS:
        places[field] = at
        at += lengths[field] * TYPES[field].itemsize
        at += -at % _ALIGNMENT
    return places, at
