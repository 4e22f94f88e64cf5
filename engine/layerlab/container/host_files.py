"""`Files` over a folder of the host: what a bind mount gives to a command.

What is done here is done to the host's own files, at once and for good: no edit undoes it. Links
lead where they would in the container, and the host never follows one (see `HostFolder`).
"""

import contextlib
import errno
import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from layerlab.container.attributes import require_xattr
from layerlab.container.host_file import HostFile
from layerlab.errors import (
    AlreadyExists,
    CrossesMounts,
    DirectoryNotEmpty,
    EngineError,
    InvalidPath,
    IsADirectory,
    NoSuchAttribute,
    NoSuchPath,
    NotADirectory,
    NotAFile,
    NotWritable,
)
from layerlab.model import Entry, Kind, LayerPath, clean, join, parent, shown
from layerlab.model.entry import is_within
from layerlab.overlay.host_entry import host_entry, host_kind
from layerlab.overlay.host_folder import HostFolder
from layerlab.overlay.resolving import absence, resolve
from layerlab.reasons import Flaw
from layerlab.runners import Opening

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = getattr(os, "O_BINARY", 0) | _NO_LINK
_FLAGS = {
    Opening.IN_PLACE: os.O_RDWR | os.O_CREAT,
    Opening.TRUNCATE: os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
    Opening.APPEND: os.O_WRONLY | os.O_CREAT | os.O_APPEND,
    Opening.EXCLUSIVE: os.O_WRONLY | os.O_CREAT | os.O_EXCL,
}
_KEPT_XATTRS = ("user.", "trusted.", "security.capability")
"""What else there is (labels, lists of access) is the host's own business."""

_SAME = -1
"""For chown(2): leave it as it is."""

_MODES = {Opening.IN_PLACE: "r+", Opening.APPEND: "a"}


class HostFiles:
    """Implements `Files`. `owner` is whose everything is that is made, where the host lets us."""

    def __init__(self, root: Path, title: str, owner: tuple[int, int] = (0, 0)) -> None:
        self._folder = HostFolder(root, title)
        self._title = title
        self.owner = owner

    # looking

    def find(self, real: LayerPath) -> Entry | None:
        try:
            status = self._folder.status(real)
            if stat.S_ISLNK(status.st_mode):
                return host_entry(real, status, self._folder.link(real))
            return replace(host_entry(real, status), xattrs=self._xattrs(real))
        except NoSuchPath:
            return None

    def _xattrs(self, real: LayerPath) -> dict[str, bytes]:
        if not hasattr(os, "listxattr"):
            return {}
        with self._errors(real), self._itself(real) as place:
            try:
                names = [name for name in os.listxattr(place) if name.startswith(_KEPT_XATTRS)]
                return {name: os.getxattr(place, name) for name in names}
            except OSError as error:
                if error.errno in (errno.ENOTSUP, errno.EPERM):
                    return {}
                raise

    def names(self, real: LayerPath) -> list[LayerPath]:
        if self._need(real).kind is not Kind.DIRECTORY:
            raise NotADirectory(shown(real))
        return [join(real, name) for name in sorted(self._folder.names(real), key=os.fsencode)]

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        return resolve(self.find, clean(path), follow=follow)

    def open(self, real: LayerPath) -> BinaryIO:
        self._need_file(real)
        return self._folder.open(real)

    def identity(self, real: LayerPath) -> tuple[object, int]:
        status = self._folder.status(real)
        return (status.st_dev, status.st_ino), status.st_nlink

    def mount(self, real: LayerPath) -> str:
        return ""

    def _need(self, path: LayerPath) -> Entry:
        entry = self.find(path)
        if entry is None:
            raise absence(self.find, path, self._title)
        return entry

    def _need_file(self, path: LayerPath) -> None:
        entry = self._need(path)
        if entry.kind is Kind.DIRECTORY:
            raise IsADirectory(shown(path))
        if not entry.kind.has_data:
            raise NotAFile(shown(path), entry.kind.name.lower())

    # files

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        real = self.resolve(path, follow=opening is not Opening.EXCLUSIVE)
        is_new = self.find(real) is None
        if is_new:
            self._require_parent(real)
        elif opening is Opening.EXCLUSIVE:
            raise AlreadyExists(shown(real))
        else:
            self._need_file(real)
        descriptor = self._opened(real, _FLAGS[opening] | _WRITE)
        if is_new:
            self._dress(real, mode)
        file = io.FileIO(descriptor, _MODES.get(opening, "w"))
        return HostFile(self._folder.root / real, file)

    def _opened(self, path: LayerPath, flags: int) -> int:
        """Of a regular file, or of nothing that was there: not even somebody's FIFO."""
        with self._errors(path), self._folder.reached(path) as (name, directory):
            descriptor = os.open(name, flags, 0o600, dir_fd=directory)
        kind = host_kind(os.fstat(descriptor).st_mode)
        if kind is not Kind.FILE:
            os.close(descriptor)
            raise NotAFile(shown(path), kind.name.lower())
        return descriptor

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        real = self.resolve(path)
        self._need_file(real)
        descriptor = self._opened(real, os.O_WRONLY | _WRITE)
        try:
            with self._errors(real):
                os.ftruncate(descriptor, size_bytes)
        finally:
            os.close(descriptor)

    # names

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None:
        real = self._new(path)
        with self._errors(real), self._folder.reached(real) as (name, directory):
            os.mkdir(name, 0o700, dir_fd=directory)
        self._dress(real, mode)

    def make_fifo(self, path: LayerPath, mode: int = 0o644) -> None:
        """Raises `NotWritable` where the host has none (Windows)."""
        real = self._new(path)
        if not hasattr(os, "mkfifo"):
            raise NotWritable(shown(real))
        with self._errors(real), self._folder.reached(real) as (name, directory):
            os.mkfifo(name, 0o600, dir_fd=directory)
        self._dress(real, mode)

    def symlink(self, path: LayerPath, target: str) -> None:
        real = self._new(path)
        if not target or "\0" in target:
            raise InvalidPath(target, Flaw.NO_TARGET)
        with self._errors(real), self._folder.reached(real) as (name, directory):
            os.symlink(target, name, dir_fd=directory)
        self._dress(real, None)

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        source = self.resolve(existing, follow=False)
        kind = self._need(source).kind
        real = self._new(path)
        if kind is Kind.DIRECTORY:
            raise IsADirectory(shown(source))
        with self._errors(real), self._both(source, real) as (old, new):
            follow = os.link not in os.supports_follow_symlinks
            os.link(old[0], new[0], src_dir_fd=old[1], dst_dir_fd=new[1], follow_symlinks=follow)

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        old = self.resolve(path, follow=False)
        real = self.resolve(new, follow=False)
        self._need(old)
        if not old or (is_within(real, old) and real != old):
            raise InvalidPath(shown(real), Flaw.INTO_ITSELF)
        if real == old:
            raise AlreadyExists(shown(real))
        self._require_parent(real)
        if self.find(real) is not None and self.identity(old)[0] == self.identity(real)[0]:
            self.remove(old)  # two names of one file, which rename(2) leaves as they are
            return
        with self._errors(real), self._both(old, real) as (one, two):
            os.replace(one[0], two[0], src_dir_fd=one[1], dst_dir_fd=two[1])

    @contextlib.contextmanager
    def _both(
        self, one: LayerPath, two: LayerPath
    ) -> Iterator[tuple[tuple[str, int | None], tuple[str, int | None]]]:
        with self._folder.reached(one) as first, self._folder.reached(two) as second:
            yield first, second

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        real = self.resolve(path, follow=False)
        entry = self._need(real)
        if not real:
            raise InvalidPath("/", Flaw.ROOT_DELETED)
        waiting = [(real, entry.kind is Kind.DIRECTORY and recursive)]
        while waiting:
            real, has_inside = waiting.pop()
            if has_inside:
                waiting.append((real, False))
                children = map(self._need, self.names(real))
                waiting += [(child.path, child.kind is Kind.DIRECTORY) for child in children]
            else:
                self._remove_one(real)

    def _remove_one(self, path: LayerPath) -> None:
        is_directory = self._need(path).kind is Kind.DIRECTORY
        with self._errors(path), self._folder.reached(path) as (name, directory):
            (os.rmdir if is_directory else os.unlink)(name, dir_fd=directory)

    # attributes

    def chmod(self, path: LayerPath, mode: int) -> None:
        real = self.resolve(path)
        self._need(real)
        with self._errors(real), self._itself(real) as place:
            os.chmod(place, mode)

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None:
        """Raises `NotWritable` where the host keeps owners for itself."""
        real = self.resolve(path, follow=follow)
        self._need(real)
        if not hasattr(os, "chown"):
            raise NotWritable(shown(real))
        with self._errors(real), self._folder.reached(real) as (name, directory):
            os.chown(name, uid, gid, dir_fd=directory, follow_symlinks=False)

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None:
        real = self.resolve(path, follow=follow)
        self._need(real)
        with self._errors(real), self._folder.reached(real) as (name, directory):
            follow = os.utime not in os.supports_follow_symlinks
            os.utime(name, ns=(mtime_ns,) * 2, dir_fd=directory, follow_symlinks=follow)

    def set_xattr(self, path: LayerPath, name: str, value: bytes | None) -> None:
        """Raises `NotWritable` where the host has no attributes of that name."""
        real = self.resolve(path)
        require_xattr(self._need(real), name)
        if not hasattr(os, "setxattr"):
            raise NotWritable(shown(real))
        with self._errors(real), self._itself(real) as place:
            try:
                if value is None:
                    os.removexattr(place, name)
                else:
                    os.setxattr(place, name, value)
            except OSError as error:
                if error.errno == errno.ENODATA:
                    raise NoSuchAttribute(shown(real), name) from error
                raise

    @contextlib.contextmanager
    def _itself(self, path: LayerPath) -> Iterator[str]:
        """A name of the host that leads to this very object, for calls that would follow a link."""
        with self._folder.reached(path) as (name, directory):
            if directory is None or not hasattr(os, "O_PATH"):
                yield name
                return
            opened = os.open(name, os.O_PATH | _NO_LINK, dir_fd=directory)
            try:
                yield f"/proc/self/fd/{opened}"
            finally:
                os.close(opened)

    # what can't be done

    def _new(self, path: LayerPath) -> LayerPath:
        real = self.resolve(path, follow=False)
        if self.find(real) is not None:
            raise AlreadyExists(shown(real))
        self._require_parent(real)
        return real

    def _require_parent(self, path: LayerPath) -> None:
        if "\0" in path:
            raise InvalidPath(shown(path), Flaw.ZERO_BYTE)
        if self._need(parent(path)).kind is not Kind.DIRECTORY:
            raise NotADirectory(shown(parent(path)))

    def _dress(self, path: LayerPath, mode: int | None) -> None:
        """The attributes of what was made just now; a set-group-ID directory gives its group on.

        Where we may not give it away the host's user has it, as everything that we make.
        """
        inherited = self._need(parent(path)).mode & stat.S_ISGID
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            uid, gid = self.owner
            self.chown(path, uid, _SAME if inherited else gid, follow=False)
        if mode is not None:
            is_directory = self._need(path).kind is Kind.DIRECTORY
            self.chmod(path, mode | inherited if is_directory else mode)

    @contextlib.contextmanager
    def _errors(self, path: LayerPath) -> Iterator[None]:
        """The host's refusals as ours; what else goes wrong is `StorageFailed`."""
        try:
            with self._folder.errors(path):
                try:
                    yield
                except OSError as error:
                    refusal = _REFUSALS.get(error.errno or 0)
                    if refusal is None:
                        raise
                    raise refusal(shown(path)) from error
        except OverflowError as error:
            raise InvalidPath(shown(path), str(error)) from error


_REFUSALS: dict[int, Callable[[str], EngineError]] = {
    errno.EEXIST: AlreadyExists,
    errno.ENOTEMPTY: DirectoryNotEmpty,
    errno.EISDIR: IsADirectory,
    errno.ENOTDIR: NotADirectory,
    errno.EINVAL: lambda path: InvalidPath(path, os.strerror(errno.EINVAL)),
    errno.EXDEV: lambda path: CrossesMounts(path, path),
    errno.ENXIO: lambda path: NotAFile(path, "fifo"),
}
