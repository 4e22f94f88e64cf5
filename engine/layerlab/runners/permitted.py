"""What a user may do: `Files` that keep to the permission bits.

Beside a check in each tool: here nothing is forgotten. Root may everything, as with
CAP_DAC_OVERRIDE, so that its files are not wrapped at all.
"""

from collections.abc import Iterator
from typing import BinaryIO

from layerlab.errors import NoSuchPath, NotPermitted, PermissionDenied
from layerlab.model import Entry, LayerPath, parent, parents, shown
from layerlab.runners.files import Files, Opening
from layerlab.runners.shell.tool import Identity

READ, WRITE, EXECUTE = 4, 2, 1
_STICKY = 0o1000


def may(identity: Identity, entry: Entry, wanted: int) -> bool:
    """access(2): whether all the `wanted` of READ, WRITE and EXECUTE are allowed."""
    if identity.uid == 0:
        return not wanted & EXECUTE or entry.is_directory or bool(entry.mode & 0o111)
    if entry.uid == identity.uid:
        return (entry.mode >> 6) & wanted == wanted
    if entry.gid in (identity.gid, *identity.groups):
        return (entry.mode >> 3) & wanted == wanted
    return entry.mode & wanted == wanted


def permitted(files: Files, identity: Identity) -> Files:
    """The files as this user may use them."""
    return files if identity.uid == 0 else PermittedFiles(files, identity)


class PermittedFiles:
    """Implements `Files`. Raises `PermissionDenied`, and `NotPermitted` for what is the owner's."""

    def __init__(self, files: Files, identity: Identity) -> None:
        self._files = files
        self._identity = identity

    # looking

    def find(self, real: LayerPath) -> Entry | None:
        self._reach(real)
        return self._files.find(real)

    def names(self, real: LayerPath) -> list[LayerPath]:
        self._reach(real)
        self._need(real, READ)
        return self._files.names(real)

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        real = self._files.resolve(path, follow=follow)
        self._reach(real)
        return real

    def open(self, real: LayerPath) -> BinaryIO:
        self._reach(real)
        self._need(real, READ)
        return self._files.open(real)

    def identity(self, real: LayerPath) -> tuple[object, int]:
        self._reach(real)
        return self._files.identity(real)

    def mount(self, real: LayerPath) -> str:
        return self._files.mount(real)

    # changing

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        if opening is Opening.EXCLUSIVE:
            self._need_new(path)
            return self._files.open_to_write(path, opening, mode)
        real = self.resolve(path)
        if self._files.find(real) is None:
            self._need(parent(real), WRITE | EXECUTE)
        else:
            self._need(real, WRITE | (READ if opening is Opening.IN_PLACE else 0))
        return self._files.open_to_write(path, opening, mode)

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        self._need(self.resolve(path), WRITE)
        self._files.truncate(path, size_bytes)

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None:
        self._need_new(path)
        self._files.make_directory(path, mode)

    def make_fifo(self, path: LayerPath, mode: int = 0o644) -> None:
        self._need_new(path)
        self._files.make_fifo(path, mode)

    def symlink(self, path: LayerPath, target: str) -> None:
        self._need_new(path)
        self._files.symlink(path, target)

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        self.resolve(existing, follow=False)
        self._need_new(path)
        self._files.link(path, existing)

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        self._need_gone(path)
        self._need_gone(new)
        self._files.rename(path, new)

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        real = self._need_gone(path)
        if recursive:
            for directory in self._filled_directories(real):
                self._need(directory, READ | WRITE | EXECUTE)
        self._files.remove(path, recursive=recursive)

    def chmod(self, path: LayerPath, mode: int) -> None:
        self._need_owner(self.resolve(path))
        self._files.chmod(path, mode)

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None:
        """An owner may give a file to a group of its own, and to no other user."""
        entry = self._need_owner(self.resolve(path, follow=follow))
        mine = gid in (entry.gid, self._identity.gid, *self._identity.groups)
        if entry.uid != uid or not mine:
            raise NotPermitted(shown(path))
        self._files.chown(path, uid, gid, follow=follow)

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None:
        real = self.resolve(path, follow=follow)
        entry = self._files.find(real)
        if entry is not None and entry.uid != self._identity.uid:
            self._need(real, WRITE)
        self._files.set_time(path, mtime_ns, follow=follow)

    def set_xattr(self, path: LayerPath, name: str, value: bytes | None) -> None:
        self._need(self.resolve(path), WRITE)
        self._files.set_xattr(path, name, value)

    # rules

    def _reach(self, real: LayerPath) -> None:
        """Each directory above a path has to be searchable."""
        for directory in parents(real):
            entry = self._files.find(directory)
            if entry is None or not entry.is_directory:
                return
            if not may(self._identity, entry, EXECUTE):
                raise PermissionDenied(shown(real))

    def _need(self, real: LayerPath, wanted: int) -> None:
        entry = self._files.find(real)
        if entry is not None and not may(self._identity, entry, wanted):
            raise PermissionDenied(shown(real))

    def _need_new(self, path: LayerPath) -> None:
        real = self.resolve(path, follow=False)
        if self._files.find(real) is None:
            self._need(parent(real), WRITE | EXECUTE)

    def _need_gone(self, path: LayerPath) -> LayerPath:
        """To take a name out of a directory; of a sticky one only its owner or the file's may."""
        real = self.resolve(path, follow=False)
        directory = self._files.find(parent(real))
        self._need(parent(real), WRITE | EXECUTE)
        entry = self._files.find(real)
        if directory is None or entry is None or not directory.mode & _STICKY:
            return real
        if self._identity.uid not in (directory.uid, entry.uid):
            raise NotPermitted(shown(real))
        return real

    def _need_owner(self, real: LayerPath) -> Entry:
        entry = self._files.find(real)
        if entry is None:
            raise NoSuchPath("", shown(real))
        if entry.uid != self._identity.uid:
            raise NotPermitted(shown(real))
        return entry

    def _filled_directories(self, real: LayerPath) -> Iterator[LayerPath]:
        waiting = [real]
        while waiting:
            directory = waiting.pop()
            entry = self._files.find(directory)
            if entry is None or not entry.is_directory:
                continue
            children = self._files.names(directory)
            if children:
                yield directory
            waiting += children
