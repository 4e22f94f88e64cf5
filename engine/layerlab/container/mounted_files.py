"""`Files` with others mounted over them: all that a command in a container sees and changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from layerlab.errors import (
    AlreadyExists,
    CrossesMounts,
    MountInUse,
    NotADirectory,
    ReadOnlyMount,
)
from layerlab.model import Entry, Kind, LayerPath, clean, join, shown
from layerlab.model.entry import is_within
from layerlab.overlay.resolving import absence, resolve
from layerlab.runners import Files, Mount, Opening

MOUNT_POINT_MODE = 0o755


class MountedFiles:
    """Implements `Files`. `mounts` come in the order of mounting, with real paths.

    Links are followed here, through all that is mounted; each part is given real paths only.
    """

    def __init__(self, base: Files, mounts: Sequence[Mount], title: str = "the container") -> None:
        self._title = title
        whole = Mount("", "", base, None, read_only=False)
        self._mounts = (whole, *mounts)
        self._points = {m.path for m in mounts if self._covering(LayerPath(m.path)) is m}

    def _covering(self, real: LayerPath) -> Mount:
        """What answers for a real path: of all that lie over one another the last."""
        mounts = reversed(self._mounts)
        return next(m for m in mounts if is_within(real, LayerPath(m.path)))

    def _inside(self, real: LayerPath) -> tuple[Files, LayerPath]:
        mount = self._covering(real)
        return mount.files, _inside(mount, real)

    def _is_on_the_way(self, path: LayerPath) -> bool:
        return any(is_within(LayerPath(point), path) for point in self._points)

    # looking

    def find(self, real: LayerPath) -> Entry | None:
        files, inside = self._inside(real)
        entry = files.find(inside)
        if entry is not None:
            return entry if inside == real else replace(entry, path=real)
        if self._is_on_the_way(real):  # nobody has made the mount point
            return Entry(real, Kind.DIRECTORY, MOUNT_POINT_MODE)
        return None

    def names(self, real: LayerPath) -> list[LayerPath]:
        entry = self._need(real)
        if entry.kind is not Kind.DIRECTORY:
            raise NotADirectory(shown(real))
        mount = self._covering(real)
        inside = _inside(mount, real)
        there = mount.files.names(inside) if mount.files.find(inside) else []
        found = {_outside(mount, name) for name in there}
        for point in self._points:
            if is_within(LayerPath(point), real) and point != real:
                found.add(join(real, point[len(real) :].lstrip("/").partition("/")[0]))
        return sorted(found, key=lambda path: path.encode("utf-8", "surrogateescape"))

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        return resolve(self.find, clean(path), follow=follow)

    def open(self, real: LayerPath) -> BinaryIO:
        files, inside = self._inside(real)
        return files.open(inside)

    def identity(self, real: LayerPath) -> tuple[object, int]:
        mount = self._covering(real)
        value, count = mount.files.identity(_inside(mount, real))
        return (mount.path, value), count

    def mount(self, real: LayerPath) -> str:
        return self._covering(real).title

    def _need(self, real: LayerPath) -> Entry:
        entry = self.find(real)
        if entry is None:
            raise absence(self.find, real, self._title)
        return entry

    # changing

    def _changeable(self, path: LayerPath, *, follow: bool) -> tuple[Files, LayerPath]:
        """Whose a path is, and what it is called there. Raises `ReadOnlyMount`."""
        real = self.resolve(path, follow=follow)
        mount = self._covering(real)
        if mount.read_only:
            raise ReadOnlyMount(shown(real), shown(LayerPath(mount.path)))
        return mount.files, _inside(mount, real)

    def _new(self, path: LayerPath) -> tuple[Files, LayerPath]:
        """The same for what is made: where nothing is, not even a mount point."""
        real = self.resolve(path, follow=False)
        if self.find(real) is not None:
            raise AlreadyExists(shown(real))
        return self._changeable(path, follow=False)

    def _movable(self, path: LayerPath) -> LayerPath:
        """The real path of what can go: no mount is on it or below it."""
        real = self.resolve(path, follow=False)
        if self._is_on_the_way(real):
            raise MountInUse(shown(real))
        return real

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        follow = opening is not Opening.EXCLUSIVE
        real = self.resolve(path, follow=follow)
        if not follow and self.find(real) is not None:
            raise AlreadyExists(shown(real))
        files, inside = self._changeable(real, follow=False)
        return files.open_to_write(inside, opening, mode)

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        files, inside = self._changeable(path, follow=True)
        files.truncate(inside, size_bytes)

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None:
        files, inside = self._new(path)
        files.make_directory(inside, mode)

    def make_fifo(self, path: LayerPath, mode: int = 0o644) -> None:
        files, inside = self._new(path)
        files.make_fifo(inside, mode)

    def symlink(self, path: LayerPath, target: str) -> None:
        files, inside = self._new(path)
        files.symlink(inside, target)

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        self._need(self.resolve(existing, follow=False))
        files, inside = self._new(path)
        source = self._require_one(existing, path)
        files.link(inside, source)

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        old, real = self._movable(path), self._movable(new)
        self._need(old)
        files, inside = self._changeable(real, follow=False)
        files.rename(self._require_one(old, real), inside)

    def _require_one(self, path: LayerPath, new: LayerPath) -> LayerPath:
        """What a path is called in the mount that it has in common with another one."""
        old, real = (self.resolve(each, follow=False) for each in (path, new))
        mount = self._covering(old)
        if self._covering(real) is not mount:
            raise CrossesMounts(shown(old), shown(real))
        return _inside(mount, old)

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        real = self._movable(path)
        self._need(real)
        files, inside = self._changeable(real, follow=False)
        files.remove(inside, recursive=recursive)

    def chmod(self, path: LayerPath, mode: int) -> None:
        files, inside = self._changeable(path, follow=True)
        files.chmod(inside, mode)

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None:
        files, inside = self._changeable(path, follow=follow)
        files.chown(inside, uid, gid, follow=False)

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None:
        files, inside = self._changeable(path, follow=follow)
        files.set_time(inside, mtime_ns, follow=False)

    def set_xattr(self, path: LayerPath, name: str, value: bytes | None) -> None:
        files, inside = self._changeable(path, follow=True)
        files.set_xattr(inside, name, value)


def _inside(mount: Mount, real: LayerPath) -> LayerPath:
    """A path of the whole as one of the mount."""
    return LayerPath(real[len(mount.path) :].lstrip("/"))


def _outside(mount: Mount, inside: LayerPath) -> LayerPath:
    return join(LayerPath(mount.path), inside) if inside else LayerPath(mount.path)
