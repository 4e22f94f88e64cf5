"""From the tree as it grew to the columns as they are read: breadth first, names sorted."""

from array import array
from dataclasses import replace
from typing import Any

import numpy as np

from layerlab.layer import extras, rows
from layerlab.layer.columns import FIELDS, TYPES, Column, Columns, Totals
from layerlab.layer.tree import Tree
from layerlab.model import Kind

_INODE_FIELDS = ("kind", "mode", "uid", "gid", "size", "mtime_ns", "data_offset")
_INODE_TYPE = np.dtype(
    {
        "names": _INODE_FIELDS,
        "formats": ["u1", "<u2", "<u4", "<u4", "<i8", "<i8", "<i8"],
        "offsets": [0, 1, 3, 7, 11, 19, 27],
        "itemsize": rows.INODE.size,
    }
)


def arrange(grown: Tree, tar_size: int, diff_id: str) -> tuple[Columns, Totals]:
    """The columns of a tree that is complete, which is used up by it."""
    order, parent, first_child, names, name_start = _breadth_first(grown)
    inode_of = np.frombuffer(grown.inode_of, np.uint32)[order]
    flags = np.frombuffer(grown.flags, np.uint8)[order]
    inodes = np.frombuffer(grown.inodes, _INODE_TYPE)[inode_of]
    kind = np.frombuffer(grown.kinds, np.uint8)[order]
    primary = _share(kind, flags, inode_of, np.asarray(order))
    kept = _extras(grown, inode_of, flags, primary, _Paths(parent, names, name_start))
    columns = Columns(
        parent=parent,
        first_child=first_child,
        kind=kind,
        flags=flags,
        **{field: _column(inodes, field) for field in _INODE_FIELDS[1:]},
        name_start=name_start,
        names=np.frombuffer(names, np.uint8),
        **kept,
    )
    for field in FIELDS:
        getattr(columns, field).setflags(write=False)
    link_bytes = _link_bytes(grown, inode_of[kind == Kind.SYMLINK])
    return columns, _totals(columns, link_bytes, tar_size, diff_id)


def _link_bytes(grown: Tree, inodes: Column) -> int:
    """What the targets of symbolic links take, each link counted once."""
    found = (grown.extras.get(inode) for inode in np.unique(inodes).tolist())
    links = (extras.load_link(one) for one in found if one)
    return sum(len(link.encode("utf-8", "surrogateescape")) for link in links)


def _column(inodes: Any, field: str) -> Column:
    """A copy even where numpy sees no need: a view of one row counts as contiguous, but is not
    aligned, and a memoryview can't read that.
    """
    column: Column = inodes[field].astype(TYPES[field], copy=True)
    return column


def _breadth_first(grown: Tree) -> tuple[list[int], Column, Column, bytes, Column]:
    """The old numbers in the new order; parents and first children by the new numbers; names."""
    order = [0]
    parent, first_child = array("I", [0]), array("I")
    keys: list[bytes] = [b""]
    for number, old in enumerate(order):
        first_child.append(len(order))
        siblings = grown.children[old]
        if siblings:
            names = sorted(siblings)
            keys += names
            order += map(siblings.__getitem__, names)
            parent.extend([number] * len(names))
            siblings.clear()
    first_child.append(len(order))
    name_start = np.zeros(len(keys) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, keys), np.uint32, len(keys)), out=name_start[1:])
    return order, _as_column(parent), _as_column(first_child), b"".join(keys), name_start


def _as_column(values: "array[int]") -> Column:
    return np.frombuffer(values, np.uint32)


def _share(kind: Column, flags: Column, inode_of: Column, order: Column) -> dict[int, int]:
    """Of the paths that share a file, one is the FILE and the others are HARDLINKs to it.

    It is the one that is no link in the tar, or the earliest link where that is gone. Changes
    `kind`; returns, for each other node, the FILE's.
    """
    links = ((flags & rows.IS_LINK) != 0) & (kind == Kind.FILE)
    shared = np.isin(inode_of, inode_of[links]) & (kind == Kind.FILE)
    nodes = shared.nonzero()[0]
    firsts: dict[int, int] = {}
    others: dict[int, int] = {}
    by_age = np.lexsort((order[nodes], (flags[nodes] & rows.IS_LINK) != 0))
    for node in nodes[by_age].tolist():
        first = firsts.setdefault(int(inode_of[node]), node)
        if first != node:
            others[node] = first
    kind[list(others)] = Kind.HARDLINK
    return others


class _Paths:
    def __init__(self, parent: Column, names: bytes, name_start: Column) -> None:
        self._parent, self._names, self._start = parent, names, name_start

    def of(self, node: int) -> str:
        parts: list[bytes] = []
        while node:
            parts.append(self._names[self._start[node] : self._start[node + 1]])
            node = int(self._parent[node])
        return b"/".join(reversed(parts)).decode("utf-8", "surrogateescape")


def _extras(
    grown: Tree, inode_of: Column, flags: Column, shared: dict[int, int], paths: _Paths
) -> dict[str, Column]:
    """The extras' columns; marks the nodes that have some in `flags`."""
    has_extras = np.isin(inode_of, np.fromiter(grown.extras, np.uint32, len(grown.extras)))
    has_extras[list(shared)] = True
    nodes = has_extras.nonzero()[0]
    starts, parts, total = array("I", [0]), [], 0
    for node, inode in zip(nodes.tolist(), inode_of[nodes].tolist(), strict=True):
        found = grown.extras.get(inode, b"")
        if node in shared:
            link = paths.of(shared[node])
            found = extras.dump(replace(extras.load(found), link=link))
            grown.count_text(len(found))
        parts.append(found)
        total += len(found)
        starts.append(total)
    flags[nodes] |= rows.HAS_EXTRAS
    return {
        "extra_node": nodes.astype(np.uint32),
        "extra_start": _as_column(starts),
        "extras": np.frombuffer(b"".join(parts), np.uint8),
    }


def _totals(columns: Columns, link_bytes: int, tar_size: int, diff_id: str) -> Totals:
    kind, flags = columns.kind, columns.flags
    is_file = kind == Kind.FILE
    has_marker = (flags & rows.HIDES_LOWER) != 0
    is_opaque = (flags & rows.OPAQUE) != 0
    return Totals(
        count=int(kind.size),
        size_bytes=int(columns.size[is_file].sum()),
        link_bytes=link_bytes,
        file_count=int(is_file.sum() + (kind == Kind.HARDLINK).sum()),
        entry_count=int(kind.size - ((flags & rows.IMPLIED) != 0).sum()),
        whiteouts=int((kind == Kind.WHITEOUT).sum() + has_marker.sum() + is_opaque.sum()),
        tar_size=tar_size,
        diff_id=diff_id,
    )
