"""How files look with an edit that is in the making: the lower view, the upper, what changed."""

import contextlib
import io
import time
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO
from weakref import WeakSet

from layerlab.container.contents import Contents
from layerlab.container.hard_links import HardLinks
from layerlab.container.reading import Reader
from layerlab.container.steps import Steps
from layerlab.errors import (
    InvalidPath,
    NoSuchPath,
    NotADirectory,
    ReservedName,
)
from layerlab.model import ROOT, Entry, Kind, LayerPath, clean, parent, parents, shown
from layerlab.model.entry import WHITEOUT_PREFIX
from layerlab.overlay import MergedView, UpperFiles, UpperRecord, UpperTree, Verdict, find_entry
from layerlab.overlay.resolving import absence, resolve
from layerlab.progress import Progress
from layerlab.reasons import Flaw

REMEMBERED_ENTRIES = 4096
_THERE = (Verdict.SEEN, Verdict.MERGED)


class Drafted:
    """`directory` is where new contents are written."""

    def __init__(
        self,
        title: str,
        lower: MergedView,
        upper: UpperTree,
        files: UpperFiles,
        directory: Path,
        progress: Progress,
    ) -> None:
        self.title = title
        self.lower = lower
        self.steps = Steps()
        self.now_ns = time.time_ns()
        self.owner = 0, 0
        """Whose everything is that is made."""
        self.keeps_root = False
        """Whether the root has attributes that can be changed: a volume's has, no container's."""
        self.progress = progress
        self._upper = upper
        self._files = files
        self._changed: dict[LayerPath, UpperRecord | None] = {}
        self._names: dict[LayerPath, set[LayerPath]] = {}
        """What has changed, by the directory that it is in."""
        self._contents = Contents(directory, progress)
        self.links = HardLinks(upper.records)
        self._readers: WeakSet[Reader] = WeakSet()
        """Who reads a content that no slot has."""
        self._entry_below = lru_cache(REMEMBERED_ENTRIES)(partial(find_entry, lower))

    # looking ------------------------------------------------------------------------------------

    def record(self, path: LayerPath) -> UpperRecord | None:
        """What the upper has at a path, after what the draft holds so far."""
        if path in self._changed:
            return self._changed[path]
        return self._upper.records.get(path)

    def find(self, path: LayerPath) -> Entry | None:
        """What the container has at a path, links not followed."""
        record = self.record(path)
        if record:
            return None if record.kind is Kind.WHITEOUT else record.entry
        if not path:
            return self.lower.get(ROOT).entry
        return self.find_lower(path)

    def find_lower(self, path: LayerPath) -> Entry | None:
        """What of the lower layers shows through at a path, were the upper silent there."""
        for above in parents(path)[1:]:
            record = self.record(above)
            if record and (record.opaque or record.kind is not Kind.DIRECTORY):
                return None
        return self._entry_below(path)

    def is_upper_only(self, path: LayerPath) -> bool:
        """Whether nothing of a lower layer shows through at the path or below it."""
        record = self.record(path)
        if record is None:
            return False
        is_merged = record.kind is Kind.DIRECTORY and not record.opaque
        return not is_merged or self.find_lower(path) is None

    def is_same_file(self, path: LayerPath, other: LayerPath) -> bool:
        """Whether both are there, as two names of one file."""
        one, two = self.record(path), self.record(other)
        if one or two:
            return bool(one and two and one.group and one.group == two.group)
        return all(map(self.find_lower, (path, other))) and (
            self.lower.inode(path) == self.lower.inode(other)
        )

    def identity(self, path: LayerPath) -> tuple[object, int]:
        """A value that the names of one file share and no other has, and how many names it has.

        A directory that several layers have a part of has one, as in overlayfs; any other has
        its own two and one in each directory in it.
        """
        entry = self.need(path)
        record = self.record(path)
        if entry.kind is Kind.DIRECTORY:
            return path, self._directory_names(path)
        if record is None:
            return self.lower.inode(path), self.lower.name_count(path)
        return (record.group, self.links.count(record.group)) if record.group else (path, 1)

    def _directory_names(self, path: LayerPath) -> int:
        record = self.record(path)
        shows = not (record and record.opaque) and self.find_lower(path) is not None
        seen = [step for step in self.lower.trail(path) if step.verdict in _THERE] if shows else []
        if not path or len(seen) + (record is not None) > 1:
            return 1
        children = map(self.need, self.names(path))
        return 2 + sum(child.kind is Kind.DIRECTORY for child in children)

    def need(self, path: LayerPath) -> Entry:
        entry = self.find(path)
        if entry is None:
            raise absence(self.find, path, self.title)
        return entry

    def names(self, path: LayerPath) -> list[LayerPath]:
        """The children of a directory, sorted by their names' bytes."""
        record = self.record(path)
        found: set[LayerPath] = set()
        if not (record and record.opaque) and (not path or self.find_lower(path)):
            with contextlib.suppress(NoSuchPath, NotADirectory):
                found = {node.path for node in self.lower.list(path)}
        for child in self._names_of_upper(path):
            record = self.record(child)
            if record and record.kind is Kind.WHITEOUT:
                found.discard(child)
            elif record:
                found.add(child)
        return sorted(found, key=by_bytes)

    def _names_of_upper(self, path: LayerPath) -> set[LayerPath]:
        """The paths in a directory of which the upper has, or has had, something to say."""
        node = self._upper.find(path)
        children = () if node is None else self._upper.children(node)
        return {self._upper.path(child) for child in children} | self._names.get(path, set())

    def open(self, path: LayerPath) -> BinaryIO:
        if path in self._contents:
            return self._contents.open(path)
        if self.record(path):
            return self._files.open(path)
        return self.lower.open(path)

    def reader(self, path: LayerPath) -> BinaryIO:
        """The same, for somebody who reads while the file is perhaps written to."""
        if path in self._contents:
            return self._contents.open(path)
        raw = Reader(path, self.open(path))
        self._readers.add(raw)
        return io.BufferedReader(raw)

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        """The real path: links in its parents are followed, and the last one if asked.

        Parts that do not exist are kept, so that the result can be created.
        """
        return resolve(self.find, clean(path), follow=follow)

    def require_parent(self, path: LayerPath) -> None:
        """Raises where `path` can't be created: no parent directory, or a reserved name."""
        if "\0" in path:
            raise InvalidPath(shown(path), Flaw.ZERO_BYTE)
        for part in path.split("/"):
            if part.startswith(WHITEOUT_PREFIX):
                raise ReservedName(shown(path))
        above = self.need(parent(path))
        if above.kind is not Kind.DIRECTORY:
            raise NotADirectory(shown(parent(path)))


def by_bytes(path: LayerPath) -> bytes:
    """The order of paths in a directory."""
    return path.encode("utf-8", "surrogateescape")
