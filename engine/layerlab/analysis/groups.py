"""Children of merged directories, brought together by name, and what the layers say of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from layerlab.analysis.forest import CLOSED, OTHER, WHITEOUT, Forest
from layerlab.analysis.matching import by_name
from layerlab.layer.columns import Column


@dataclass(frozen=True)
class Groups:
    """A group for each name in each merged directory that anything is seen of.

    `parent` is the directory's row, `named` a node that has the name. Of the group `spot_group`
    the nodes `spot` are seen, top first: one, or directories that merge.
    """

    parent: Column
    named: Column
    spot_group: Column
    spot: Column

    def find(self, forest: Forest, row: int, name: str) -> int | None:
        """The group of a name in the directory of a row."""
        groups = np.flatnonzero(self.parent == row)
        names = forest.names.raw(self.named[groups])
        wanted = name.encode("utf-8", "surrogateescape")
        return int(groups[names.index(wanted)]) if wanted in names else None

    def replaced(self, spots: Mapping[int, Sequence[int]]) -> "Groups":
        """With other nodes for some groups."""
        stays = ~np.isin(self.spot_group, list(spots))
        added = [(group, node) for group, nodes in spots.items() for node in nodes]
        more = np.array(added, np.int64).reshape(-1, 2)
        group = np.concatenate((self.spot_group[stays], more[:, 0]))
        node = np.concatenate((self.spot[stays], more[:, 1]))
        order = np.argsort(group, kind="stable")
        return replace(self, spot_group=group[order], spot=node[order])


def grouped(forest: Forest, nodes: Column, rows: Column) -> Groups:
    """`nodes` stand in the merged directories `rows`, which ascend; of one directory those of
    upper layers come first.
    """
    order, group, starts = by_name(forest.names, nodes, rows)
    kept = _is_seen(forest, nodes[order], group, starts)
    group = group[kept]
    is_first = np.diff(group, prepend=-1) > 0
    first = order[starts[group[is_first]]]
    return Groups(rows[first], nodes[first], np.cumsum(is_first) - 1, nodes[order[kept]])


def _is_seen(forest: Forest, nodes: Column, group: Column, starts: Column) -> Column:
    """Which nodes are seen: as `overlay.view` hears the layers of one name.

    A directory merges with those below. Anything else ends the search. A whiteout, or a directory
    that closes, hides lower layers, but not what its own layer has there by another way.
    """
    role, layer = forest.role[nodes], forest.position[nodes]
    closer = np.where((role == CLOSED) | (role == WHITEOUT), layer, -1)
    closed_by = np.maximum.reduceat(closer, starts) if len(starts) else closer
    is_heard = layer >= closed_by[group]
    is_other = is_heard & (role == OTHER)
    is_heard &= _before(is_other, group, starts) == 0
    is_directory = is_heard & (role <= CLOSED)
    is_alone = is_heard & is_other & (_before(is_directory, group, starts) == 0)
    seen: Column = is_directory | is_alone
    return seen


def _before(marks: Column, group: Column, starts: Column) -> Column:
    """How many marked ones come before each in its group."""
    sums = np.cumsum(marks) - marks
    return sums - sums[starts][group] if len(starts) else sums
