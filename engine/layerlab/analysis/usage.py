"""Where the bytes of a view are: below each directory, by the layer that has them.

Each file counts once, however many hard links lead to it: at the first name that is seen in the
layer that has the file (the fewest directories deep, then by name), or, if none is, at the first
link to it from a layer above. What is counted is what is read: also the holes of sparse files,
but neither directories, links nor what tar adds.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from layerlab.analysis.merging import layer_rows, merged_rows
from layerlab.analysis.mounting import mounted_rows
from layerlab.analysis.rows import ROOT_ROW, Rows, Source
from layerlab.analysis.walking import walked_rows
from layerlab.layer.columns import Column
from layerlab.model import Kind
from layerlab.overlay import MergedView, MountedView, View
from layerlab.overlay.alone import LayerView
from layerlab.progress import Progress


def usage(view: View, progress: Progress | None = None) -> "Usage":
    """Of all that a view shows, what is mounted included.

    A quarter of a million files take 0.2 s. Raises `Cancelled`.
    """
    return Usage(_rows(view, progress or Progress()))


def _rows(view: View, progress: Progress) -> Rows:
    match view:
        case MergedView():
            return merged_rows(view, progress)
        case LayerView():
            return layer_rows(view.layer, progress)
        case MountedView():
            rows = _rows(view.base, progress)
            for mount in view.mounts:
                rows = mounted_rows(rows, mount.path, _rows(mount.view, progress), mount.title)
            return rows
        case _:
            return walked_rows(view, progress)


class Usage:
    """`rows` are all paths; a row's number is what the methods take, 0 the root.

    `own_bytes` are those that a row itself bears, `total_bytes` with all below it, `file_count`
    the paths of files with bytes of their own. Immutable; safe from any thread.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.own_bytes = np.where(_bears(rows), rows.size, 0)
        self.total_bytes = _summed(rows, self.own_bytes)
        numbers = np.array([source.number for source in rows.sources])
        self._layer = numbers[rows.file_source]

    @cached_property
    def file_count(self) -> Column:
        """Of files, in and below each row, hard links included."""
        is_file = np.isin(self.rows.kind, (Kind.FILE, Kind.HARDLINK))
        return _summed(self.rows, is_file.astype(np.int64))

    @cached_property
    def owner(self) -> Column:
        """For each row the layer that has a file's bytes, or most of the bytes below a directory,
        of several with as much the uppermost; 0 is what is mounted, and a directory without bytes.
        """
        owners = np.where(self.rows.kind == Kind.DIRECTORY, 0, self._layer)
        rows, layers, sizes = self._shares
        order = np.lexsort((layers, sizes, rows))
        owners[rows[order]] = layers[order]  # the last one of each row stays
        return owners

    def mount(self, row: int) -> str:
        """The title of what is mounted there, "" for the layers' own."""
        source: Source = self.rows.sources[self.rows.source[row]]
        return source.mount

    def visible_bytes(self, layer: int) -> int:
        """How much of a layer's bytes is still seen; of layer 0, of what is mounted."""
        return self.owners(ROOT_ROW).get(layer, 0)

    def owners(self, row: int) -> Mapping[int, int]:
        """Bytes in and below a row by the layer that has them; layers with none are left out."""
        if self.rows.kind[row] != Kind.DIRECTORY:
            own = int(self.own_bytes[row])
            return {int(self._layer[row]): own} if own else {}
        rows, layers, sizes = self._shares
        start, end = np.searchsorted(rows, (row, row + 1)).tolist()
        return dict(zip(layers[start:end].tolist(), sizes[start:end].tolist(), strict=True))

    @cached_property
    def _shares(self) -> tuple[Column, Column, Column]:
        """Row, layer and bytes, sorted by row: for each directory the layers with bytes in it."""
        rows, width = self.rows, int(self._layer.max()) + 1
        keys = sizes = np.zeros(0, np.int64)
        found = [(keys, sizes)]
        for start, end in reversed(rows.levels[1:]):
            own = np.flatnonzero(self.own_bytes[start:end]) + start
            files = rows.parent[own] * width + self._layer[own]
            above = rows.parent[keys // width] * width + keys % width
            keys = np.concatenate((files, above))
            keys, sizes = _added(keys, np.concatenate((self.own_bytes[own], sizes)))
            found.append((keys, sizes))
        keys = np.concatenate([keys for keys, _ in reversed(found)])
        sizes = np.concatenate([sizes for _, sizes in reversed(found)])
        return keys // width, keys % width, sizes


def _added(keys: Column, sizes: Column) -> tuple[Column, Column]:
    """The sum for each key, sorted."""
    order = np.argsort(keys, kind="stable")
    keys, sizes = keys[order], sizes[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.add.reduceat(sizes, starts) if len(starts) else sizes


def _summed(rows: Rows, own: Column) -> Column:
    """For each row the sum of it and all below."""
    total = own.copy()
    for start, end in reversed(rows.levels[1:]):
        sums = np.concatenate(([0], np.cumsum(total[start:end])))
        above = slice(int(rows.parent[start]), int(rows.parent[end - 1]) + 1)
        first = rows.first_child[above.start : above.stop + 1] - start
        total[above] += sums[first[1:]] - sums[first[:-1]]
    return total


def _bears(rows: Rows) -> Column:
    """Whether a row's bytes count at it: all but further names of one file."""
    bears = np.ones(rows.count, bool)
    shared = [
        np.flatnonzero((rows.file_source == number) & np.isin(rows.file, source.linked))
        for number, source in enumerate(rows.sources)
        if len(source.linked)
    ]
    for found in shared:
        order = np.lexsort((rows.node[found], rows.source[found], rows.file[found]))
        found = found[order]
        bears[found[np.diff(rows.file[found], prepend=-1) == 0]] = False
    return bears


def unseen_bytes(alone: Usage, whole: Usage, layer: int) -> Column:
    """For each row of a layer alone the bytes in and below it that the whole does not show.

    `layer` is the layer's number in the stack that both are of.
    """
    numbers = np.array([source.number for source in whole.rows.sources])
    seen = whole.rows.file[numbers[whole.rows.file_source] == layer]
    is_seen = np.isin(alone.rows.file, seen)
    return _summed(alone.rows, np.where(is_seen, 0, alone.own_bytes))
