"""All rows of a merged view at once, level by level.

What `overlay.view` says of one directory when somebody looks is said here of all directories of a
depth: the children of the layers' directories that make up a merged one are brought together, and
of each name the layers are heard from the top down. A directory that one layer alone has is taken
without a look at its names. Where a layer lies over a symbolic link of a lower one, the view
itself is asked; a test holds that both say the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from layerlab.analysis.forest import CLOSED, WHITEOUT, Forest
from layerlab.analysis.groups import Groups, grouped
from layerlab.analysis.rows import EMPTY, Rows, Source, first_children
from layerlab.errors import NoSuchPath
from layerlab.layer.columns import Column
from layerlab.model import ROOT, LayerPath, parent, parents
from layerlab.overlay import MergedView, TreeLayer
from layerlab.progress import Progress

FAR_LINKS_A_STEP = 1000


@dataclass(frozen=True)
class _Level:
    """Rows of one depth, from `start` on: the row above each, the topmost node that is seen, one
    that has its name (another where directories landed by a link), and the nodes of its directories
    (`spot`, each of the row `spot_row`), top first.
    """

    start: int
    parent: Column
    top: Column
    named: Column
    spot_row: Column
    spot: Column


def merged_rows(view: MergedView, progress: Progress) -> Rows:
    """All that a merged view shows. Raises `Cancelled`."""
    if not view.layers:
        return EMPTY
    forest = Forest(view.layers, progress)
    spots = [forest.node(*spot) for spot in view.spots(ROOT)]
    levels = _levels(forest, spots, _Links(view, forest), progress)
    return _with_far_files(view, forest, levels, progress)


def layer_rows(layer: TreeLayer, progress: Progress) -> Rows:
    """All that a layer by itself has, but for its whiteouts. Raises `Cancelled`."""
    forest = Forest([layer], progress)
    return _joined(forest, _levels(forest, [0], None, progress))


def _levels(
    forest: Forest, roots: Sequence[int], links: "_Links | None", progress: Progress
) -> list[_Level]:
    spots, zeros = np.array(roots, np.int64), np.zeros(len(roots), np.int64)
    levels = [_Level(0, zeros[:1], spots[:1], spots[:1], zeros, spots)]
    while len(levels[-1].parent):
        progress.advance(0)
        levels.append(_next_level(forest, levels[-1], links))
    return levels[:-1]


def _next_level(forest: Forest, level: _Level, links: "_Links | None") -> _Level:
    children = _ranges(forest.begin[level.spot], forest.count[level.spot])
    rows = np.repeat(level.spot_row, forest.count[level.spot])
    is_mixed = np.bincount(level.spot_row - level.start, minlength=len(level.parent)) > 1
    if links:
        is_mixed[[row - level.start for row in links.rows]] = True
        if len(links.moved):
            stays = ~np.isin(children, links.moved)
            children, rows = children[stays], rows[stays]
    merges = is_mixed[rows - level.start]
    is_alone = ~merges & (forest.role[children] != WHITEOUT)
    groups = grouped(forest, children[merges], rows[merges])
    if links:
        groups = links.corrected(groups)
    start = level.start + len(level.parent)
    return _level(forest, start, (children[is_alone], rows[is_alone]), groups, links)


def _level(
    forest: Forest,
    start: int,
    alone: tuple[Column, Column],
    groups: Groups,
    links: "_Links | None",
) -> _Level:
    nodes, rows = alone
    above = np.concatenate((rows, groups.parent))
    order = np.argsort(above, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(start, start + len(order))
    if links:
        links.descend(rank[len(rows) :])
    top = np.concatenate((nodes, groups.spot[_firsts(groups.spot_group)]))[order]
    named = np.concatenate((nodes, groups.named))[order]
    spots = np.concatenate((nodes, groups.spot))
    spot_rows = np.concatenate((rank[: len(rows)], rank[len(rows) :][groups.spot_group]))
    is_directory = forest.role[spots] <= CLOSED
    spots, spot_rows = spots[is_directory], spot_rows[is_directory]
    by_row = np.argsort(spot_rows, kind="stable")
    return _Level(start, above[order], top, named, spot_rows[by_row], spots[by_row])


def _ranges(begin: Column, count: Column) -> Column:
    """The numbers from each `begin` on, `count` of them, one after the other."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Column = np.arange(total) + np.repeat(begin - (ends - count), count)
    return numbers


def _firsts(groups: Column) -> Column:
    """Where each group begins, of sorted ones."""
    return np.flatnonzero(np.diff(groups, prepend=-1))


def _joined(forest: Forest, levels: Sequence[_Level]) -> Rows:
    above = np.concatenate([level.parent for level in levels])
    nodes = np.concatenate([level.top for level in levels])
    named = np.concatenate([level.named for level in levels])
    size, file = forest.files(nodes)
    sources = zip(forest.layers, forest.skeletons, strict=True)
    return Rows(
        tuple(Source(tree.names, layer.number, "", tree.linked) for layer, tree in sources),
        above,
        first_children(above),
        forest.kind[nodes],
        forest.position[named],
        forest.own(named),
        size,
        forest.position[nodes],
        file,
    )


class _Links:
    """Where directories of a layer lie over symbolic links of lower ones.

    `moved` are such nodes: not where the layer has them. `rows` are, of the level that is worked
    on, the directories with a place in them where some have landed, or with one further down.
    """

    def __init__(self, view: MergedView, forest: Forest) -> None:
        self._view = view
        self._forest = forest
        self._inner: defaultdict[LayerPath, set[LayerPath]] = defaultdict(set)
        for target in view.landings:
            for path in (*parents(target), target)[1:]:
                self._inner[parent(path)].add(path)
        spots = [spot for spot in view.moved if spot[0] < len(view.layers)]
        self.moved = np.array([forest.node(*spot) for spot in spots], np.int64)
        self.rows: dict[int, LayerPath] = {0: ROOT} if view.landings else {}
        self._found: dict[int, LayerPath] = {}

    def corrected(self, groups: Groups) -> Groups:
        """With what the view says of the places that are watched."""
        self._found = {}
        spots: dict[int, list[int]] = {}
        for row, directory in self.rows.items():
            for path in self._inner.get(directory, ()):
                group = groups.find(self._forest, row, path.rpartition("/")[2])
                if group is not None:
                    self._found[group] = path
                    seen = self._view.spots(path)
                    spots[group] = [self._forest.node(*spot) for spot in seen]
        return groups.replaced(spots) if spots else groups

    def descend(self, rank: Column) -> None:
        """To the next level, whose rows have these numbers, group by group."""
        self.rows = {int(rank[group]): path for group, path in self._found.items()}


def _with_far_files(
    view: MergedView, forest: Forest, levels: Sequence[_Level], progress: Progress
) -> Rows:
    """The rows, with the files that hard links to lower layers lead to."""
    rows = _joined(forest, levels)
    is_far = np.concatenate([forest.is_far[level.top] for level in levels])
    far = np.flatnonzero(is_far).tolist()
    if not far:
        return rows
    size, file, file_source = rows.size.copy(), rows.file.copy(), rows.file_source.copy()
    for done, row in enumerate(far):
        if done % FAR_LINKS_A_STEP == 0:
            progress.advance(0)
        end = _end_of_link(view, forest, rows.path(row))
        if end is not None:
            file_source[row] = forest.position[end]
            size[row : row + 1], file[row : row + 1] = forest.files(np.array([end]))
    linked = [
        source._replace(linked=np.union1d(source.linked, file[far][file_source[far] == number]))
        for number, source in enumerate(rows.sources)
    ]
    return replace(rows, sources=tuple(linked), size=size, file=file, file_source=file_source)


def _end_of_link(view: MergedView, forest: Forest, path: LayerPath) -> int | None:
    try:
        return forest.node(*view.end_of_link(path))
    except NoSuchPath:
        return None
