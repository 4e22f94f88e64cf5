"""A draft: an edit worked out and its new contents written aside, before anything is changed.

A draft knows the lower view and the upper's records, and answers as the container would after
what it holds so far. Its rules are overlayfs': copy-up brings the parents, then the metadata,
then the whole data; a deletion leaves a whiteout only where a lower layer has something to hide.
Cancelling or failing while a draft is written leaves the container as it was.
"""

import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from layerlab.container.edit import Step, StepKind
from layerlab.errors import (
    AlreadyExists,
    DirectoryNotEmpty,
    InvalidPath,
    IsADirectory,
    NoSuchPath,
    NotADirectory,
    ReservedName,
)
from layerlab.host import host_errors
from layerlab.model import ROOT, Entry, Kind, LayerPath, clean, parent, parents, shown
from layerlab.model.entry import WHITEOUT_PREFIX
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree, View, find_entry
from layerlab.overlay.resolving import resolve
from layerlab.overlay.upper import whiteout
from layerlab.progress import Progress

COPY_BYTES = 1 << 20
FLUSHED_ONE_BY_ONE = 64


@dataclass(frozen=True, slots=True)
class PathChange:
    """What a path becomes: a record (None: nothing), with new content, none, or the same."""

    path: LayerPath
    before: UpperRecord | None
    after: UpperRecord | None
    keeps_content: bool = False


class Draft:
    """One edit in the making. `directory` is where its new contents are written."""

    def __init__(
        self,
        title: str,
        lower: View,
        upper: UpperTree,
        files: UpperFiles,
        directory: Path,
        progress: Progress,
    ) -> None:
        self.title = title
        self.lower = lower
        self.steps: list[Step] = []
        self.now_ns = time.time_ns()
        self._before = upper.records
        self._records = dict(upper.records)
        self._contents: dict[LayerPath, Path] = {}
        self._files = files
        self._directory = directory
        self.progress = progress
        self._touched: dict[LayerPath, None] = {}
        self._last_group: int | None = None

    # looking ------------------------------------------------------------------------------------

    def find(self, path: LayerPath) -> Entry | None:
        """What the container has at a path, links not followed."""
        if not path:
            return self.lower.get(ROOT).entry
        record = self._records.get(path)
        if record:
            return None if record.kind is Kind.WHITEOUT else record.entry
        return self._find_lower(path)

    def _find_lower(self, path: LayerPath) -> Entry | None:
        """What of the lower layers shows through at a path, were the upper silent there."""
        for above in parents(path)[1:]:
            record = self._records.get(above)
            if record and (record.opaque or record.kind is not Kind.DIRECTORY):
                return None
        return find_entry(self.lower, path)

    def is_upper(self, path: LayerPath) -> bool:
        """Whether the container layer itself has an entry for the path."""
        return path in self._records

    def is_upper_only(self, path: LayerPath) -> bool:
        """Whether nothing of a lower layer shows through at the path or below it."""
        record = self._records.get(path)
        if record is None:
            return False
        is_merged = record.kind is Kind.DIRECTORY and not record.opaque
        return not is_merged or self._find_lower(path) is None

    def is_same_file(self, path: LayerPath, other: LayerPath) -> bool:
        """Whether both are there, as two names of one file."""
        if path in self._records or other in self._records:
            one, two = self._records.get(path), self._records.get(other)
            return bool(one and two and one.group and one.group == two.group)
        return all(map(self._find_lower, (path, other))) and (
            self.lower.inode(path) == self.lower.inode(other)
        )

    def need(self, path: LayerPath) -> Entry:
        entry = self.find(path)
        if entry is None:
            raise NoSuchPath(self.title, shown(path))
        return entry

    def names(self, path: LayerPath) -> list[LayerPath]:
        """The children of a directory, sorted."""
        found = {p for p in self._records if parent(p) == path and p}
        record = self._records.get(path)
        if not (record and record.opaque) and (not path or self._find_lower(path)):
            with contextlib.suppress(NoSuchPath, NotADirectory):
                found |= {node.path for node in self.lower.list(path)}
        return sorted(p for p in found if self.find(p) is not None)

    def open(self, path: LayerPath) -> BinaryIO:
        if path in self._contents:
            return self._contents[path].open("rb")
        if path in self._records:
            return self._files.open(path)
        return self.lower.open(path)

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        """The real path: links in its parents are followed, and the last one if asked.

        Parts that do not exist are kept, so that the result can be created.
        """
        return resolve(self.find, clean(path), follow=follow)

    def require_parent(self, path: LayerPath) -> None:
        """Raises where `path` can't be created: no parent directory, or a reserved name."""
        if "\0" in path:
            raise InvalidPath(shown(path), "a name can't have a zero byte in it")
        for part in path.split("/"):
            if part.startswith(WHITEOUT_PREFIX):
                raise ReservedName(shown(path))
        above = self.need(parent(path))
        if above.kind is not Kind.DIRECTORY:
            raise NotADirectory(shown(parent(path)))

    # copy-up --------------------------------------------------------------------------------------

    def copy_up_parents(self, path: LayerPath) -> None:
        """Brings the directories above a path into the upper, with the lower ones' attributes."""
        for above in parents(path)[1:]:
            if above in self._records:
                continue
            node = self.lower.get(above)
            self.steps.append(Step(StepKind.COPY_UP_PARENT, above, 0, node.layer))
            self._set(UpperRecord(node.entry))

    def copy_up(self, path: LayerPath, *, with_data: bool = True) -> UpperRecord:
        """Brings a path into the upper, whole; the record that it has there."""
        known = self._records.get(path)
        if known:
            return known
        node = self.lower.get(path)
        self.copy_up_parents(path)
        entry = node.entry
        if node.is_directory:
            self.steps.append(Step(StepKind.COPY_UP_PARENT, path, 0, node.layer))
            return self._set(UpperRecord(entry))
        self.steps.append(Step(StepKind.COPY_UP_METADATA, path, 0, node.layer))
        if entry.kind.has_data:
            entry = replace(entry, kind=Kind.FILE, link="")
            self.steps.append(Step(StepKind.COPY_UP_DATA, path, entry.size, node.layer))
            if with_data:
                with self.lower.open(path) as stream:
                    self._store(path, [stream])
        elif entry.kind is not Kind.SYMLINK:
            entry = replace(entry, size=0)
        return self._set(UpperRecord(entry))

    # changing -------------------------------------------------------------------------------------

    def put_file(self, entry: Entry, parts: Iterable[BinaryIO], size: int | None = None) -> int:
        """A regular file with the bytes of `parts`, in all names of its hard-link set; its size.

        With `size` it is lengthened to that, with a hole where the host's file system has holes.
        """
        size = self._store(entry.path, parts, size)
        known = self._records.get(entry.path)
        group = known.group if known else 0
        entry = replace(entry, kind=Kind.FILE, link="", size=size)
        self._set(UpperRecord(entry, group=group))
        for other in self._group(group, entry.path):
            self._share(entry.path, other)
            self._set(UpperRecord(replace(entry, path=other), group=group))
        return size

    def put(self, record: UpperRecord) -> None:
        """Anything without data of its own."""
        self._set(record)

    def set_attributes(self, entry: Entry) -> None:
        """New attributes for a path that is in the upper, and for its hard links."""
        record = self._records[entry.path]
        for path in (entry.path, *self._group(record.group, entry.path)):
            self._set(replace(record, entry=replace(entry, path=path)))

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        """One more name for a file that is in the upper."""
        record = self._records[existing]
        group = record.group or self._new_group()
        self._set(replace(record, group=group))
        if record.kind.has_data:
            if existing not in self._contents:
                with self._files.open(existing) as stream:
                    self._store(existing, [stream])
            self._share(existing, path)
            for other in self._group(record.group, existing):
                self._share(existing, other)
                self._set(replace(record, entry=replace(record.entry, path=other), group=group))
        self._set(replace(record, entry=replace(record.entry, path=path), group=group))

    def _new_group(self) -> int:
        if self._last_group is None:
            self._last_group = max((r.group for r in self._records.values()), default=0)
        self._last_group += 1
        return self._last_group

    def move(self, path: LayerPath, new: LayerPath) -> None:
        """Gives what the upper has at a path another name; its children stay behind."""
        record = self._records[path]
        if record.kind.has_data:
            self._take_over(path, new)
        opaque = record.kind is Kind.DIRECTORY and self._find_lower(new) is not None
        self._set(replace(record.at(new), opaque=opaque))

    def _take_over(self, path: LayerPath, new: LayerPath) -> None:
        """The content at another name: the same file of the host where it can be linked."""
        if path not in self._contents:
            slot = self._new_slot()
            try:
                os.link(self._files.host_path(path), slot)
            except (OSError, NotImplementedError):
                with self._files.open(path) as stream:
                    self._store(new, [stream])
                return
            self._contents[new] = slot
            return
        self._share(path, new)

    def replace(self, path: LayerPath) -> None:
        """Takes a path and all below it away, for something else to be put there at once."""
        for inner in self._and_below(path):
            if self._records[inner].kind is not Kind.WHITEOUT:
                self.steps.append(Step(StepKind.REMOVE, inner))
            self._forget(inner)

    def _and_below(self, path: LayerPath) -> list[LayerPath]:
        """The upper's paths there; whatever it has, it has the directories above, too."""
        record = self._records.get(path)
        if record is None:
            return []
        if record.kind is not Kind.DIRECTORY:
            return [path]
        return [p for p in self._records if p == path or p.startswith(path + "/")]

    def remove(self, path: LayerPath) -> None:
        """Takes a path and all below it away, with a whiteout where a lower layer shows through."""
        self.replace(path)
        if self._find_lower(path) is not None:
            self.copy_up_parents(path)
            self.steps.append(Step(StepKind.WHITEOUT, path, 0, self.lower.get(path).layer))
            self._set(whiteout(path))

    def create_directory(self, entry: Entry) -> None:
        """A new directory; opaque where a lower one would show through."""
        self.copy_up_parents(entry.path)
        hides = self._find_lower(entry.path) is not None
        self.steps.append(Step(StepKind.CREATE, entry.path))
        if hides:
            self.steps.append(Step(StepKind.OPAQUE, entry.path))
        self._set(UpperRecord(entry, opaque=hides))

    def touch_parent(self, path: LayerPath) -> None:
        """A directory whose children change gets a new time, as in every POSIX file system."""
        above = parent(path)
        record = self._records.get(above)
        if record:
            self._set(replace(record, entry=replace(record.entry, mtime_ns=self.now_ns)))

    def require_replaceable(self, path: LayerPath, *, by_directory: bool) -> None:
        """The rules of rename(2) for what stands at the new name."""
        there = self.find(path)
        if there is None:
            return
        if there.kind is Kind.DIRECTORY:
            if not by_directory:
                raise IsADirectory(shown(path))
            if self.names(path):
                raise DirectoryNotEmpty(shown(path))
        elif by_directory:
            raise NotADirectory(shown(path))

    def require_absent(self, path: LayerPath) -> None:
        if self.find(path) is not None:
            raise AlreadyExists(shown(path))

    # the result -----------------------------------------------------------------------------------

    def changes(self) -> list[PathChange]:
        """Each path that the edit touches, once, parents first."""
        found = []
        for path in sorted(self._touched, key=lambda p: p.split("/")):
            before, after = self._before.get(path), self._records.get(path)
            if before == after and path not in self._contents:
                continue
            keeps = (
                before is not None
                and after is not None
                and before.kind is after.kind
                and before.entry.link_target == after.entry.link_target
                and path not in self._contents
            )
            found.append(PathChange(path, before, after, keeps))
        return found

    def content(self, path: LayerPath) -> Path | None:
        return self._contents.get(path)

    def flush(self) -> None:
        """Makes the new contents last: one by one, or all that the system has where it is many."""
        if len(self._contents) > FLUSHED_ONE_BY_ONE and hasattr(os, "sync"):
            os.sync()
            return
        for slot in self._contents.values():
            with host_errors(slot), slot.open("r+b") as stream:
                os.fsync(stream.fileno())

    def discard(self) -> None:
        """Removes contents that no edit has taken over."""
        for slot in self._contents.values():
            slot.unlink(missing_ok=True)

    def _set(self, record: UpperRecord) -> UpperRecord:
        self._touched[record.path] = None
        self._records[record.path] = record
        return record

    def _forget(self, path: LayerPath) -> None:
        self._touched[path] = None
        self._records.pop(path, None)
        stale = self._contents.pop(path, None)
        if stale:
            stale.unlink(missing_ok=True)

    def _group(self, group: int, path: LayerPath) -> list[LayerPath]:
        if not group:
            return []
        return [p for p, r in self._records.items() if r.group == group and p != path]

    def _new_slot(self) -> Path:
        with host_errors(self._directory):
            self._directory.mkdir(parents=True, exist_ok=True)
        return self._directory / f"{len(self._contents)}-{time.monotonic_ns()}.draft"

    def _store(
        self, path: LayerPath, parts: Iterable[BinaryIO], whole_size: int | None = None
    ) -> int:
        slot = self._new_slot()
        size = 0
        with host_errors(slot), slot.open("xb") as sink:
            for part in parts:
                while chunk := part.read(COPY_BYTES):
                    sink.write(chunk)
                    size += len(chunk)
                    self.progress.advance(len(chunk))
            if whole_size is not None:
                size = sink.truncate(whole_size)
        stale = self._contents.get(path)
        self._contents[path] = slot
        if stale:
            stale.unlink(missing_ok=True)
        return size

    def _share(self, path: LayerPath, other: LayerPath) -> None:
        """Gives another name the same content: one file of the host where it can."""
        slot = self._new_slot()
        try:
            os.link(self._contents[path], slot)
        except (OSError, NotImplementedError):
            with self._contents[path].open("rb") as stream:
                self._store(other, [stream])
            return
        self._contents[other] = slot
