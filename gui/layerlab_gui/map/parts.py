"""What a map is made of: files, directories, and what is too small to be seen by itself."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from layerlab.analysis import ROOT_ROW, Usage, unseen_bytes
from layerlab.layer.columns import Column
from layerlab.model import Kind, LayerPath, join
from layerlab.progress import Progress
from layerlab_gui.target import Mode, Source


class PartKind(StrEnum):
    """REST stands for the smaller files of a directory."""

    FILE = "file"
    DIRECTORY = "directory"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Part:
    """`row` is that of the usage, `path` its own; of a REST both are the directory's.

    `count` files are in it. `owner` is the layer that has most of its bytes, 0 what has the title
    `mount`. `unseen_bytes` are hidden by layers above.
    """

    kind: PartKind
    row: int
    path: LayerPath
    size_bytes: int
    count: int
    owner: int
    mount: str = ""
    unseen_bytes: int = 0

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2] or "/"

    @property
    def is_unseen(self) -> bool:
        return 0 < self.size_bytes <= self.unseen_bytes


@dataclass(frozen=True, slots=True)
class Writable:
    """The layer that can be written: a container's, or a volume, which has no other."""

    number: int
    is_volume: bool


class Measured:
    """The bytes of one source of files, and parts of them. Immutable; safe from any thread.

    `unseen` are the bytes of each row that are hidden by layers above.
    """

    def __init__(self, usage: Usage, writable: Writable | None, unseen: Column | None) -> None:
        self._usage = usage
        self.writable = writable
        self._unseen = unseen
        self.size_bytes = int(usage.total_bytes[ROOT_ROW])

    def directory(self, path: LayerPath) -> Part:
        """The directory of a path, or the nearest above that is there."""
        rows, row, known = self._usage.rows, ROOT_ROW, LayerPath("")
        for name in path.split("/") if path else ():
            child = rows.child(row, name)
            if child is None or rows.kind[child] != Kind.DIRECTORY:
                break
            row, known = child, join(known, name)
        return self._part(row, known)

    def parts(self, whole: Part, least_bytes: float, most: int) -> list[Part]:
        """What is in a directory, the largest first, and last the rest: what has less than
        `least_bytes`, or comes after `most` others. What has no bytes is left out.
        """
        children = self._usage.rows.children(whole.row)
        sizes = self._usage.total_bytes[children.start : children.stop]
        order = np.argsort(-sizes, kind="stable")
        sizes = sizes[order]
        there = int(np.searchsorted(-sizes, 0))
        shown = min(int(np.searchsorted(-sizes, -least_bytes, side="right")), most, there)
        shown += there - shown == 1  # one alone is as large as the rest that it would be
        rows = children.start + order
        parts = [self._named(row, whole.path) for row in rows[:shown].tolist()]
        return [*parts, self._rest(whole, rows[shown:there])] if shown < there else parts

    def _named(self, row: int, directory: LayerPath) -> Part:
        return self._part(row, join(directory, self._usage.rows.name(row)))

    def _part(self, row: int, path: LayerPath) -> Part:
        usage = self._usage
        is_directory = usage.rows.kind[row] == Kind.DIRECTORY
        return Part(
            PartKind.DIRECTORY if is_directory else PartKind.FILE,
            row,
            path,
            int(usage.total_bytes[row]),
            int(usage.file_count[row]),
            int(usage.owner[row]),
            usage.mount(row),
            0 if self._unseen is None else int(self._unseen[row]),
        )

    def _rest(self, whole: Part, rows: Column) -> Part:
        usage = self._usage
        sizes = usage.total_bytes[rows]
        layers = np.bincount(usage.owner[rows], sizes)
        return Part(
            PartKind.REST,
            whole.row,
            whole.path,
            int(sizes.sum()),
            int(usage.file_count[rows].sum()),
            int(np.argmax(layers)),
            whole.mount,
            0 if self._unseen is None else int(self._unseen[rows].sum()),
        )


def measure(source: Source, progress: Progress) -> Measured:
    """What the file tree shows: merged, or one layer alone with what is hidden of it.

    Raises `Cancelled`.
    """
    stack = source.stack
    writable = Writable(len(stack.layers), stack.container is None) if stack.writable else None
    if source.mode is Mode.MERGED:
        usage = stack.usage(source.layer, mounted=source.mounts, progress=progress)
        return Measured(usage, writable, None)
    alone = stack.usage(alone=source.layer, progress=progress)
    whole = stack.usage(mounted=source.mounts, progress=progress)
    return Measured(alone, writable, unseen_bytes(alone, whole, source.layer))
