"""What a command did to an upper directory, done again to `Files`.

What the kernel left is compared with what `Files` have, path by path: removals first, then each
path that is new or changed, parents first, and the attributes of directories last, since what
comes into a directory changes its time. A file that the kernel copied up and nobody changed is
copied up, too. Sockets are in no layer, as in Docker.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from layerlab.errors import InvalidName
from layerlab.model import ROOT, Entry, Kind, LayerPath, join
from layerlab.overlay.comparing import CAPABILITY
from layerlab.progress import Progress
from layerlab.runners.files import Files, Opening
from layerlab.runners.linux.sandbox import Sandbox
from layerlab.sandbox.wire import Message

_KINDS = {
    "file": Kind.FILE,
    "directory": Kind.DIRECTORY,
    "symlink": Kind.SYMLINK,
    "fifo": Kind.FIFO,
}
_DEVICES = (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
GAP_BYTES = 1 << 20


@dataclass
class Merging:
    """Of the sandbox's `directory` into `files` at `top`."""

    sandbox: Sandbox
    directory: str
    files: Files
    progress: Progress
    top: LayerPath = ROOT
    _names: dict[int, LayerPath] = field(default_factory=dict)
    """A path that files have for each inode by now."""
    _made: set[LayerPath] = field(default_factory=set)

    def run(self) -> bool:
        """Whether anything of the directory was changed.

        A directory that is told and has nothing new is not: the kernel marks some when it mounts.
        """
        request = {"do": "changes", "directory": self.directory}
        messages, is_changed = self.sandbox.told(request)
        is_changed |= any(message["kind"] != "directory" for message in messages)
        changes = [change for change in messages if not self._is_covered(self._path(change))]
        for change in changes:
            if change["kind"] in ("gone", "whiteout"):
                self._remove(self._path(change))
        present = [change for change in changes if change["kind"] in (*_KINDS, "socket")]
        for change in present:
            self.progress.advance(0)
            self._apply(change)
        occupied = {self._path(change).rpartition("/")[0] for change in changes}
        for change in reversed(present):
            if change["kind"] == "directory":
                is_occupied = self._path(change) in occupied
                is_changed |= self._finish_directory(change, is_occupied=is_occupied)
        return bool(is_changed)

    def _is_covered(self, path: LayerPath) -> bool:
        """A mount lies over it: what changed there was making the mount point."""
        return not self.top and bool(self.files.mount(path))

    def _path(self, change: Message) -> LayerPath:
        return join(self.top, change["path"])

    def _remove(self, path: LayerPath) -> None:
        if self.files.find(path) is not None:
            self.files.remove(path, recursive=True)

    # one path

    def _apply(self, change: Message) -> None:
        path, kind = self._path(change), change["kind"]
        there = self.files.find(path)
        if kind == "socket":
            self._apply_socket(change, there)
            return
        is_same = there is not None and there.kind is _KINDS[kind] and _is_in_place(change, there)
        if kind == "file" and self._link(change, path, there):
            return
        if there is not None and not is_same:
            self.files.remove(path, recursive=True)
        if not is_same:
            self._made.add(path)
        if kind == "directory":
            if not is_same:
                self.files.make_directory(path, change["mode"])
            return
        if kind == "file":
            self._write(change, path, is_new=not is_same)
        elif kind == "symlink" and not is_same:
            self.files.symlink(path, change["link"])
        elif kind == "fifo" and not is_same:
            self.files.make_fifo(path, change["mode"])
        touched = self._dress(change, path)
        if is_same and not touched and kind != "file":
            self.files.chown(path, change["uid"], change["gid"], follow=False)

    def _apply_socket(self, change: Message, there: Entry | None) -> None:
        """One that the command made, or what stood for a device that no namespace has."""
        path = self._path(change)
        if there is None:
            return
        if there.kind in _DEVICES:
            self._dress(change, path)
        else:
            self.files.remove(path, recursive=True)

    def _link(self, change: Message, path: LayerPath, there: Entry | None) -> bool:
        """Whether the file is one more name of one that files have already."""
        known = self._names.setdefault(change["inode"], path)
        if known == path:
            return False
        if there is not None and self._are_one_file(path, known):
            return True
        self._remove(path)
        self.files.link(path, known)
        return True

    def _are_one_file(self, path: LayerPath, other: LayerPath) -> bool:
        return self.files.identity(path)[0] == self.files.identity(other)[0]

    def _write(self, change: Message, path: LayerPath, *, is_new: bool) -> None:
        opening = Opening.EXCLUSIVE if is_new else Opening.IN_PLACE
        self.sandbox.wire.send({"do": "read", "directory": self.directory, "path": change["path"]})
        with self.files.open_to_write(path, opening, change["mode"]) as sink:
            if is_new:
                self.sandbox.wire.receive_content(sink)
            else:
                _rewrite(self.sandbox.wire.blocks(), sink)
        self.sandbox.answer(self.sandbox.receive())

    # attributes

    def _finish_directory(self, change: Message, *, is_occupied: bool) -> bool:
        """Whether it is new, copied up, or has new attributes."""
        path = self._path(change)
        is_new = change["was"] != change["inode"]
        if not self._dress(change, path):
            if not is_new:
                return False
            if not is_occupied and path not in self._made:
                self.files.chmod(path, change["mode"])
        return True

    def _dress(self, change: Message, path: LayerPath) -> bool:
        """Gives what is there the attributes that differ; whether any did.

        The owner first: to change it takes set-ID bits and capabilities away.
        """
        before = self._need(path)
        if (before.uid, before.gid) != (change["uid"], change["gid"]):
            self.files.chown(path, change["uid"], change["gid"], follow=False)
        if before.kind is not Kind.SYMLINK and self._need(path).mode != change["mode"]:
            self.files.chmod(path, change["mode"])
        self._set_xattrs(change, path)
        if self._need(path).mtime_ns != change["mtime_ns"]:
            self.files.set_time(path, change["mtime_ns"], follow=False)
        return self._need(path) != before

    def _set_xattrs(self, change: Message, path: LayerPath) -> None:
        wanted = {name: bytes.fromhex(value) for name, value in change["xattrs"].items()}
        there = self._need(path).xattrs
        for name in filter(_is_kept, {**there, **wanted}):
            if there.get(name) != wanted.get(name):
                with suppress(InvalidName):
                    self.files.set_xattr(path, name, wanted.get(name))

    def _need(self, path: LayerPath) -> Entry:
        entry = self.files.find(path)
        assert entry is not None, path
        return entry


def _is_kept(attribute: str) -> bool:
    """The attributes that a user namespace sees and that a layer can hold."""
    return attribute.startswith("user.") or attribute == CAPABILITY


def _is_in_place(change: Message, there: Entry) -> bool:
    """Whether what the kernel has is what was there, changed perhaps, and not another thing."""
    if change["was"]:
        return bool(change["was"] == change["inode"])
    match change["kind"]:
        case "file":
            return bool(change["copied"])
        case "directory":
            return not change["opaque"]
        case "symlink":
            return bool(change["link"] == there.link_target)
        case _:
            return True


def _rewrite(blocks: Iterator[tuple[int, bytes | None]], sink: BinaryIO) -> None:
    """Makes an open file what the blocks say, and writes nothing where that is so already."""
    end = 0
    for place, data in blocks:
        _clear(sink, end, place)
        if data is None:
            if sink.seek(0, os.SEEK_END) != place:
                sink.truncate(place)
            return
        sink.seek(place)
        old = sink.read(len(data))
        if old != data:
            start = len(old) if data.startswith(old) else 0
            sink.seek(place + start)
            sink.write(data[start:])
        end = place + len(data)


def _clear(sink: BinaryIO, start: int, end: int) -> None:
    """Zeros for what was there, where the file has a hole now."""
    while start < end:
        sink.seek(start)
        old = sink.read(min(GAP_BYTES, end - start))
        if not old:
            return
        if old.strip(b"\0"):
            sink.seek(start)
            sink.write(bytes(len(old)))
        start += len(old)
