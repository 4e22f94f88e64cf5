"""The trees of several layers under one numbering."""

from collections.abc import Sequence

import numpy as np

from layerlab.analysis.names import joined
from layerlab.analysis.skeleton import NO_FILE, Skeleton, skeleton
from layerlab.layer.columns import Column
from layerlab.model import Kind
from layerlab.overlay import TreeLayer
from layerlab.progress import Progress

OPEN, CLOSED, OTHER, WHITEOUT = range(4)
"""What a node does to what lower layers have under its name: a directory lets it merge or hides
it; all else hides it.
"""


class Forest:
    """Arrays over the nodes of all layers, base first: `position` is a node's layer, from 0;
    `begin` the first of its `count` children; `role` one of those above; `names` are those of all.
    """

    def __init__(self, layers: Sequence[TreeLayer], progress: Progress) -> None:
        self.layers = layers
        self.skeletons: list[Skeleton] = []
        for layer in layers:
            progress.advance(0)
            self.skeletons.append(skeleton(layer))
        sizes = [len(one.kind) for one in self.skeletons]
        starts = [0, *np.cumsum(sizes).tolist()]
        self.roots = np.array(starts[:-1])
        self.position = np.repeat(np.arange(len(sizes)), sizes)
        self.kind = np.concatenate([one.kind for one in self.skeletons])
        self.is_far = np.concatenate([one.is_far for one in self.skeletons])
        trees = list(zip(self.skeletons, starts, strict=False))
        self.begin = np.concatenate([one.first_child[:-1] + start for one, start in trees])
        self.count = np.concatenate([np.diff(one.first_child) for one in self.skeletons])
        has_data = (self.kind == Kind.FILE) | (self.kind == Kind.HARDLINK)
        is_file = has_data & ~self.is_far
        self._size = np.concatenate([one.size for one in self.skeletons]) * is_file
        self._file = np.concatenate([one.file for one in self.skeletons])
        self._file[~is_file] = NO_FILE
        self.names = joined([one.names for one in self.skeletons])
        closes = np.concatenate([one.closes for one in self.skeletons])
        self.role = np.select(
            [self.kind == Kind.WHITEOUT, self.kind != Kind.DIRECTORY, closes],
            [WHITEOUT, OTHER, CLOSED],
            OPEN,
        ).astype(np.uint8)

    def node(self, position: int, node: int) -> int:
        """A layer's own node in the numbering of all."""
        return int(self.roots[position]) + node

    def own(self, nodes: Column) -> Column:
        """Nodes as their own layers number them."""
        own: Column = nodes - self.roots[self.position[nodes]]
        return own

    def files(self, nodes: Column) -> tuple[Column, Column]:
        """The size in bytes and the file of each node, 0 and `NO_FILE` of what is no file."""
        return self._size[nodes], self._file[nodes]
