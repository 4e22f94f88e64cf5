"""All that a view shows, in columns: a row for each path.

`View.walk` makes an object for each path, a second and more for a quarter of a million; what is
asked of all paths at once is asked of columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from layerlab.analysis.names import Names
from layerlab.analysis.skeleton import NO_FILE
from layerlab.layer.columns import Column
from layerlab.model import Kind, LayerPath

ROOT_ROW = 0


class Source(NamedTuple):
    """A tree that rows are of: a layer by its number, or what has the `mount` title (number 0).

    `linked` are its files that have several names.
    """

    names: Names
    number: int
    mount: str
    linked: Column


@dataclass(frozen=True)
class Rows:
    """Breadth first, the root first, so that children are a range: row r's are `first_child[r]`
    to `first_child[r + 1]`. In one directory they are in no order.

    `source` and `node` say where a row's name is. `size` is in bytes as the file is read; the rows
    with the same `file` of one `file_source` are names of one file, which `source`s may differ of
    where a hard link leads to a lower layer.
    """

    sources: tuple[Source, ...]
    parent: Column
    first_child: Column
    kind: Column
    source: Column
    node: Column
    size: Column
    file_source: Column
    file: Column

    @property
    def count(self) -> int:
        return len(self.parent)

    def name(self, row: int) -> str:
        """Of the root empty."""
        if row == ROOT_ROW:
            return ""
        source: Source = self.sources[self.source[row]]
        return source.names.name(int(self.node[row]))

    def path(self, row: int) -> LayerPath:
        parts = []
        while row != ROOT_ROW:
            parts.append(self.name(row))
            row = int(self.parent[row])
        return LayerPath("/".join(reversed(parts)))

    def children(self, row: int) -> range:
        return range(int(self.first_child[row]), int(self.first_child[row + 1]))

    def find(self, path: LayerPath) -> int | None:
        """The row of a clean path; links are not followed. None where there is none."""
        row: int | None = ROOT_ROW
        for name in path.split("/") if path else ():
            assert row is not None
            row = self.child(row, name)
            if row is None:
                return None
        return row

    def child(self, row: int, name: str) -> int | None:
        wanted = name.encode("utf-8", "surrogateescape")
        rows = np.arange(self.first_child[row], self.first_child[row + 1])
        for number in np.unique(self.source[rows]).tolist():
            of_source = rows[self.source[rows] == number]
            raw = self.sources[number].names.raw(self.node[of_source])
            if wanted in raw:
                return int(of_source[raw.index(wanted)])
        return None

    def within(self, row: int) -> Column:
        """Of each row whether it is that one or below it."""
        found = np.zeros(self.count, bool)
        found[row] = True
        for start, end in self.levels[1:]:
            found[start:end] |= found[self.parent[start:end]]
        return found

    @cached_property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """The rows of each depth, as ranges."""
        found, start, end = [], 0, 1
        while start < end:
            found.append((start, end))
            start, end = end, int(self.first_child[end])
        return tuple(found)


FIELDS = ("kind", "source", "node", "size", "file_source", "file")
"""The columns that say something of a row by itself."""


class Cell(NamedTuple):
    """One row, where rows are made one by one."""

    parent: int
    name: str
    kind: Kind
    size: int = 0
    file: int = NO_FILE


def listed(cells: Sequence[Cell]) -> Rows:
    """Rows of no layer, parents before their children."""
    parent = np.array([cell.parent for cell in cells], np.int64)
    file = np.array([cell.file for cell in cells], np.int64)
    found, counts = np.unique(file[file != NO_FILE], return_counts=True)
    names = Names.of([cell.name for cell in cells])
    zeros = np.zeros(len(cells), np.int64)
    return arranged(
        Rows(
            (Source(names, 0, "", found[counts > 1]),),
            parent,
            zeros,
            np.array([cell.kind for cell in cells], np.uint8),
            zeros,
            np.arange(len(cells)),
            np.array([cell.size for cell in cells], np.int64),
            zeros,
            file,
        )
    )


def arranged(rows: Rows) -> Rows:
    """The same breadth first, whatever order they have; the root is the first."""
    depth = _depths(rows.parent)
    by_depth = np.argsort(depth, kind="stable")
    ends = np.cumsum(np.bincount(depth))
    rank = np.zeros(rows.count, np.int64)
    start = 1
    for end in ends[1:].tolist():
        level = by_depth[start:end]
        level = by_depth[start:end] = level[np.argsort(rank[rows.parent[level]], kind="stable")]
        rank[level] = np.arange(start, end)
        start = end
    return _taken(rows, by_depth, rank)


def _depths(parent: Column) -> Column:
    depth = np.zeros(len(parent), np.int64)
    below, above = np.arange(1, len(parent)), parent[1:]
    while len(below):
        depth[below] += 1
        is_inner = above != ROOT_ROW
        below, above = below[is_inner], parent[above[is_inner]]
    return depth


def _taken(rows: Rows, order: Column, rank: Column) -> Rows:
    parent = rank[rows.parent[order]]
    taken = {name: getattr(rows, name)[order] for name in FIELDS}
    return replace(rows, parent=parent, first_child=first_children(parent), **taken)


def first_children(parent: Column) -> Column:
    """Where the children of each row begin, of rows that are breadth first; one more at the end."""
    counts = np.bincount(parent[1:], minlength=len(parent))
    return np.concatenate(([1], 1 + np.cumsum(counts)))


EMPTY = listed([Cell(0, "", Kind.DIRECTORY)])
