"""A draft: an edit worked out and its new contents written aside, before anything is changed.

A draft knows the lower view and the upper's records, and answers as the container would after
what it holds so far. Its rules are overlayfs': copy-up brings the parents, then the metadata,
then the whole data; a deletion leaves a whiteout only where a lower layer has something to hide.
Cancelling or failing while a draft is written leaves the container as it was.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from layerlab.container.contents import Slot
from layerlab.container.drafted import Drafted, by_bytes
from layerlab.container.edit import Step, StepKind
from layerlab.errors import (
    AlreadyExists,
    DirectoryNotEmpty,
    IsADirectory,
    NoSuchPath,
    NotADirectory,
)
from layerlab.model import ROOT, Entry, Kind, LayerPath, parent, parents, shown
from layerlab.model.entry import is_within
from layerlab.overlay import UpperRecord
from layerlab.overlay.upper import whiteout


@dataclass(frozen=True, slots=True)
class PathChange:
    """What a path becomes: a record (None: nothing), with new content, none, or the same."""

    path: LayerPath
    before: UpperRecord | None
    after: UpperRecord | None
    keeps_content: bool = False


class Draft(Drafted):
    """One edit in the making."""

    # copy-up --------------------------------------------------------------------------------------

    def copy_up_parents(self, path: LayerPath) -> None:
        """Brings the directories above a path into the upper, with the lower ones' attributes."""
        for above in parents(path)[1:]:
            if self.record(above):
                continue
            node = self.lower.get(above)
            self.steps.append(Step(StepKind.COPY_UP_PARENT, above, 0, node.layer))
            self._set(UpperRecord(node.entry))

    def copy_up(
        self, path: LayerPath, *, with_data: bool = True, is_truncated: bool = False
    ) -> UpperRecord:
        """Brings a path into the upper, whole; the record that it has there.

        Without data these are for the caller to bring. What is to be truncated comes empty.
        """
        known = self.record(path)
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
            entry = replace(entry, kind=Kind.FILE, link="", size=0 if is_truncated else entry.size)
            if is_truncated:
                self._contents.store(path, [])
                return self._set(UpperRecord(entry))
            self.steps.append(Step(StepKind.COPY_UP_DATA, path, entry.size, node.layer))
            if with_data:
                with self.lower.open(path) as stream:
                    self._contents.store(path, [stream])
        elif entry.kind is not Kind.SYMLINK:
            entry = replace(entry, size=0)
        return self._set(UpperRecord(entry))

    # changing -------------------------------------------------------------------------------------

    def put_file(self, entry: Entry, parts: Iterable[BinaryIO], size: int | None = None) -> int:
        """A regular file with the bytes of `parts`, in all names of its hard-link set; its size.

        With `size` it is lengthened to that, with a hole where the host's file system has holes.
        """
        size = self._contents.store(entry.path, parts, size)
        self._fill(replace(entry, kind=Kind.FILE, link="", size=size))
        return size

    def _fill(self, entry: Entry) -> None:
        """A file whose content is there, with all names of its hard-link set."""
        known = self.record(entry.path)
        group = known.group if known else 0
        self._set(UpperRecord(entry, group=group))
        for other in self.links.others(group, entry.path):
            self._contents.share(entry.path, other)
            self._set(UpperRecord(replace(entry, path=other), group=group))

    def writable(self, path: LayerPath, *, whole: bool = True) -> Slot:
        """Where the content of a file that is in the upper is written, for all its names.

        The same one each time; the first time it has what the file has, or nothing without
        `whole`. The record's size is for whoever writes.
        """
        record = self.need_record(path)
        names = (path, *self.links.others(record.group, path))
        if path not in self._contents or self._contents[path].is_borrowed:
            is_new = any(name in self._contents for name in names)
            with self.open(path) if whole else io.BytesIO() as stream:
                self._contents.store(path, [stream])
            self._contents[path].is_changed = is_new or not whole
        for name in names:
            self._contents.share(path, name)
            self._set(self.need_record(name))
        for reader in [one for one in self._readers if one.path in names]:
            self._readers.discard(reader)
            reader.follow(self._contents[path].path)
        return self._contents[path]

    def put(self, record: UpperRecord) -> None:
        """Anything without data of its own."""
        self._set(record)

    def bring(self, record: UpperRecord, open_data: Callable[[], BinaryIO]) -> None:
        """What another layer over the same lower ones has at a path, as it is there."""
        others = self.links.others(record.group, record.path)
        if record.kind.has_data and others:
            self._contents.share(others[0], record.path)
        elif record.kind.has_data:
            with open_data() as stream:
                self._contents.store(record.path, [stream])
        self._set(replace(record, stamp=None))

    def set_attributes(self, entry: Entry) -> None:
        """New attributes for a path that is in the upper, and for its hard links."""
        record = self.need_record(entry.path)
        for path in (entry.path, *self.links.others(record.group, entry.path)):
            self._set(replace(record, entry=replace(entry, path=path)))

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        """One more name for a file that is in the upper."""
        record = self.need_record(existing)
        group = record.group or self.links.new_group()
        self._set(replace(record, group=group))
        if record.kind.has_data:
            self._take_in(existing)
            self._contents.share(existing, path)
        self._set(replace(record.at(path), group=group))

    def _take_in(self, path: LayerPath) -> None:
        """The content of a file that the upper has, without a copy where the host has links."""
        if path in self._contents:
            return
        if not self._contents.borrow(path, self._files.host_path(path)):
            with self._files.open(path) as stream:
                self._contents.store(path, [stream])

    def need_record(self, path: LayerPath) -> UpperRecord:
        record = self.record(path)
        if record is None:
            raise NoSuchPath(self.title, shown(path))
        return record

    def move(self, path: LayerPath, new: LayerPath) -> None:
        """Gives what the upper has at a path another name; its children stay behind."""
        record = self.need_record(path)
        if record.kind.has_data:
            self._take_in(path)
            self._contents.share(path, new)
        self.rename_readers(path, new)
        opaque = record.kind is Kind.DIRECTORY and self.find_lower(new) is not None
        self._set(replace(record.at(new), opaque=opaque))

    def rename_readers(self, path: LayerPath, new: LayerPath) -> None:
        """A file that somebody reads is called something else from now on."""
        for reader in self._readers:
            if reader.path == path:
                reader.path = new

    def replace(self, path: LayerPath) -> None:
        """Takes a path and all below it away, for something else to be put there at once."""
        for reader in self._readers:
            if reader.path is not None and is_within(reader.path, path):
                reader.path = None
        for inner in self._and_below(path):
            if self.need_record(inner).kind is not Kind.WHITEOUT:
                self.steps.append(Step(StepKind.REMOVE, inner))
            self._forget(inner)

    def _and_below(self, path: LayerPath) -> list[LayerPath]:
        """The upper's paths there; whatever it has, it has the directories above, too."""
        found: list[LayerPath] = []
        waiting = [path]
        while waiting:
            path = waiting.pop()
            record = self.record(path)
            if record:
                found.append(path)
                if record.kind is Kind.DIRECTORY:
                    waiting += sorted(self._names_of_upper(path), key=by_bytes, reverse=True)
        return found

    def remove(self, path: LayerPath) -> None:
        """Takes a path and all below it away, with a whiteout where a lower layer shows through."""
        self.replace(path)
        if self.find_lower(path) is not None:
            self.copy_up_parents(path)
            self.steps.append(Step(StepKind.WHITEOUT, path, 0, self.lower.get(path).layer))
            self._set(whiteout(path))

    def create_directory(self, entry: Entry) -> None:
        """A new directory; opaque where a lower one would show through."""
        self.copy_up_parents(entry.path)
        hides = self.find_lower(entry.path) is not None
        self.steps.append(Step(StepKind.CREATE, entry.path))
        if hides:
            self.steps.append(Step(StepKind.OPAQUE, entry.path))
        self._set(UpperRecord(entry, opaque=hides))

    def touch_parent(self, path: LayerPath) -> None:
        """A directory whose children change gets a new time, as in every POSIX file system."""
        above = parent(path)
        record = self.copy_up(ROOT) if not above and self.keeps_root else self.record(above)
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
        for path in sorted(self._changed, key=lambda p: p.split("/")):
            before, after = self._upper.records.get(path), self._changed[path]
            if before == after and not self.content(path):
                continue
            keeps = not path or (
                before is not None
                and after is not None
                and before.kind is after.kind
                and before.entry.link_target == after.entry.link_target
                and not self.content(path)
            )
            found.append(PathChange(path, before, after, keeps))
        return found

    def content(self, path: LayerPath) -> Path | None:
        """The host's file with what a path has now, where that is not what it had before."""
        is_new = path in self._contents and self._contents[path].is_changed
        return self._contents[path].path if is_new else None

    def flush(self) -> None:
        """Makes the new contents last; nothing is written to them any more."""
        self._contents.flush()

    def discard(self) -> None:
        """Removes contents that no edit has taken over."""
        self._contents.discard()

    # records ------------------------------------------------------------------------------------

    def _set(self, record: UpperRecord) -> UpperRecord:
        self._change(record.path, record)
        return record

    def _forget(self, path: LayerPath) -> None:
        self._change(path, None)
        self._contents.drop(path)

    def _change(self, path: LayerPath, record: UpperRecord | None) -> None:
        self.links.change(path, self.record(path), record)
        if path:
            self._names.setdefault(parent(path), set()).add(path)
        self._changed[path] = record
