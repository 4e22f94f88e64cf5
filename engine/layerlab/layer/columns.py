"""The index of a layer as columns: one array an attribute.

A Python object an entry takes 500 bytes and a second to read back for half a million; columns
take about 60, and opening them is mapping a file (`index_file`). Nodes are numbered breadth
first, the root 0, siblings by their names' bytes: so the children of a node are a range, and a
name among them is found by halving.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of the whole layer; `LayerIndex` says what each means."""

    diff_id: str
    """Empty where contents were not read."""
    count: int
    size_bytes: int
    link_bytes: int
    file_count: int
    entry_count: int
    whiteouts: int
    tar_size: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays over nodes; `kind` holds `model.Kind`, `flags` the bits of `rows`.

    `first_child`, `name_start` and `extra_start` have one element more than there are nodes (or
    nodes with extras), so that n's children are `first_child[n]` to `first_child[n + 1]`. `names`
    and `extras` are the bytes that the starts point into; `extra_node`, ascending, are the nodes
    that have extras.
    """

    parent: Column
    first_child: Column
    kind: Column
    flags: Column
    mode: Column
    uid: Column
    gid: Column
    size: Column
    mtime_ns: Column
    data_offset: Column
    name_start: Column
    names: Column
    extra_node: Column
    extra_start: Column
    extras: Column

    @property
    def size_bytes(self) -> int:
        """What the columns take, in memory and in a file."""
        return sum(int(getattr(self, field).nbytes) for field in FIELDS)


TYPES: dict[str, np.dtype[Any]] = {
    "parent": np.dtype("<u4"),
    "first_child": np.dtype("<u4"),
    "kind": np.dtype("u1"),
    "flags": np.dtype("u1"),
    "mode": np.dtype("<u2"),
    "uid": np.dtype("<u4"),
    "gid": np.dtype("<u4"),
    "size": np.dtype("<i8"),
    "mtime_ns": np.dtype("<i8"),
    "data_offset": np.dtype("<i8"),
    "name_start": np.dtype("<u4"),
    "names": np.dtype("u1"),
    "extra_node": np.dtype("<u4"),
    "extra_start": np.dtype("<u4"),
    "extras": np.dtype("u1"),
}
FIELDS = tuple(field.name for field in fields(Columns))
