"""One layer's tree as arrays, which is what work on all layers at once needs of it.

An indexed layer has them already; of a container's upper, a tree of records, they are made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerlab.analysis.names import Names
from layerlab.layer import LayerIndex
from layerlab.layer.columns import Column
from layerlab.layer.rows import HIDES_LOWER, OPAQUE, UNRESOLVED
from layerlab.model import Kind
from layerlab.overlay import Tree, TreeLayer
from layerlab.overlay.tree import ROOT_NODE

NO_FILE = -1


@dataclass(frozen=True)
class Skeleton:
    """Arrays over nodes, numbered breadth first, siblings by their names' bytes.

    Of n the children are `first_child[n]` to `first_child[n + 1]`. `size` is in bytes, `file` the
    same number for all names of one file, `NO_FILE` for what has no bytes. `linked` are the files
    with several names; `is_far` marks hard links to files of lower layers. A directory that
    `closes` hides what lower layers have in it.
    """

    names: Names
    first_child: Column
    kind: Column
    closes: Column
    is_far: Column
    size: Column
    file: Column
    linked: Column


def skeleton(layer: TreeLayer) -> Skeleton:
    tree = layer.tree
    return _of_index(tree) if isinstance(tree, LayerIndex) else _of_tree(layer)


def _of_index(index: LayerIndex) -> Skeleton:
    columns = index.columns
    offset = columns.data_offset
    is_shared = (columns.kind == Kind.HARDLINK) & (offset >= 0)
    return Skeleton(
        Names(columns.names, columns.name_start),
        columns.first_child.astype(np.int64),
        columns.kind,
        (columns.flags & (OPAQUE | HIDES_LOWER)) != 0,
        (columns.flags & UNRESOLVED) != 0,
        columns.size,
        offset,
        np.unique(offset[is_shared]),
    )


def _of_tree(layer: TreeLayer) -> Skeleton:
    tree = layer.tree
    order, first_child = _breadth_first(tree)
    kinds = np.array([tree.kind(node) for node in order], np.uint8)
    entries = [tree.entry(node) for node in order]
    files = [
        layer.inode(node) if entry.kind.has_data else None
        for node, entry in zip(order, entries, strict=True)
    ]
    file = _numbered(files)
    found, counts = np.unique(file[file != NO_FILE], return_counts=True)
    return Skeleton(
        Names.of([tree.name(node) for node in order]),
        np.array(first_child, np.int64),
        kinds,
        np.array([tree.is_opaque(node) or tree.hides_lower(node) for node in order], bool),
        np.array([tree.far_link(node) is not None for node in order], bool),
        np.array([entry.size for entry in entries], np.int64),
        file,
        found[counts > 1],
    )


def _breadth_first(tree: Tree) -> tuple[list[int], list[int]]:
    """Nodes in the order of their new numbers, and where the children of each begin."""
    order, first_child = [ROOT_NODE], []
    for node in order:  # which grows meanwhile
        first_child.append(len(order))
        order += tree.children(node)
    return order, [*first_child, len(order)]


def _numbered(files: Sequence[Any]) -> Column:
    """Whatever tells files apart as numbers from 0; None is no file."""
    numbers: dict[Any, int] = {None: NO_FILE}
    return np.array([numbers.setdefault(file, len(numbers) - 1) for file in files], np.int64)
