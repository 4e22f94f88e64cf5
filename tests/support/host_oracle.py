"""What the kernel makes of the calls of `Files`, in a folder of the host: an oracle for tests.

Links in it have to lead where they lead in a container: relative ones, which stay inside.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from layerlab.model import Kind
from layerlab.runners import Opening
from support.images import Item

_FLAGS = {
    Opening.IN_PLACE: os.O_RDWR,
    Opening.TRUNCATE: os.O_WRONLY | os.O_TRUNC,
    Opening.APPEND: os.O_WRONLY | os.O_APPEND,
    Opening.EXCLUSIVE: os.O_WRONLY | os.O_EXCL,
}

Seen = tuple[object, ...]


class HostOracle:
    def __init__(self, root: Path, items: tuple[Item, ...]) -> None:
        self.root = root
        root.mkdir()
        for entry, data in items:
            place = root / entry.path
            match entry.kind:
                case Kind.DIRECTORY:
                    place.mkdir()
                case Kind.SYMLINK:
                    place.symlink_to(entry.link)
                    continue
                case Kind.HARDLINK:
                    place.hardlink_to(root / entry.link)
                    continue
                case _:
                    place.write_bytes(data)
            os.chown(place, entry.uid, entry.gid)
            place.chmod(entry.mode)

    def tree(self) -> dict[str, Seen]:
        """By path: kind, mode, owner, size, link target, bytes, and how many names."""
        return {str(path.relative_to(self.root)): _seen(path) for path in _walk(self.root)}

    def same_files(self) -> set[frozenset[str]]:
        """The names of each file that has more than one."""
        found: dict[int, set[str]] = {}
        for path in _walk(self.root):
            if not path.is_dir() or path.is_symlink():
                names = found.setdefault(path.lstat().st_ino, set())
                names.add(str(path.relative_to(self.root)))
        return {frozenset(names) for names in found.values() if len(names) > 1}

    def open_to_write(self, path: str, opening: Opening, mode: int) -> BinaryIO:
        place = self.root / path if opening is Opening.EXCLUSIVE else self._file(path)
        flags = _FLAGS[opening] | os.O_CREAT | os.O_NONBLOCK
        descriptor = os.open(place, flags, mode)
        kinds = {Opening.IN_PLACE: "r+b", Opening.APPEND: "ab"}
        return os.fdopen(descriptor, kinds.get(opening, "wb"), buffering=0)

    def open(self, path: str) -> BinaryIO:
        return self._file(path).open("rb", buffering=0)

    def truncate(self, path: str, size: int) -> None:
        os.truncate(self._file(path), size)

    def _file(self, path: str) -> Path:
        """Unlike the kernel we say of every pipe that it is no file."""
        place = self.root / path
        if place.is_fifo():
            raise OSError(errno.ENXIO, path)
        return place

    def make_directory(self, path: str, mode: int) -> None:
        (self.root / path).mkdir(mode)

    def make_fifo(self, path: str, mode: int) -> None:
        os.mkfifo(self.root / path, mode)

    def symlink(self, path: str, target: str) -> None:
        (self.root / path).symlink_to(target)

    def link(self, path: str, existing: str) -> None:
        os.link(self.root / existing, self.root / path, follow_symlinks=False)

    def rename(self, path: str, new: str) -> None:
        """As mv(1)."""
        old, target = self.root / path, self.root / new
        if os.path.lexists(target) and os.path.samestat(old.lstat(), target.lstat()):
            if os.path.realpath(old.parent) == os.path.realpath(target.parent) and (
                old.name == target.name
            ):
                raise FileExistsError(errno.EEXIST, path)
            old.unlink()
            return
        old.rename(target)

    def remove(self, path: str, *, recursive: bool) -> None:
        place = self.root / path
        if not stat.S_ISDIR(place.lstat().st_mode):
            place.unlink()
        elif recursive:
            shutil.rmtree(place)
        else:
            place.rmdir()

    def chmod(self, path: str, mode: int) -> None:
        (self.root / path).chmod(mode)

    def chown(self, path: str, uid: int, gid: int, *, follow: bool) -> None:
        os.chown(self.root / path, uid, gid, follow_symlinks=follow)

    def set_time(self, path: str, mtime_ns: int, *, follow: bool) -> None:
        os.utime(self.root / path, ns=(mtime_ns, mtime_ns), follow_symlinks=follow)

    def time(self, path: str) -> int:
        return (self.root / path).lstat().st_mtime_ns


def _walk(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


_KINDS = {
    stat.S_IFREG: Kind.FILE,
    stat.S_IFDIR: Kind.DIRECTORY,
    stat.S_IFLNK: Kind.SYMLINK,
    stat.S_IFIFO: Kind.FIFO,
}


def _seen(path: Path) -> Seen:
    status = path.lstat()
    kind = _KINDS[stat.S_IFMT(status.st_mode)]
    is_file = kind is Kind.FILE
    return (
        kind,
        stat.S_IMODE(status.st_mode),
        (status.st_uid, status.st_gid),
        status.st_size if is_file else 0,
        os.readlink(path) if kind is Kind.SYMLINK else "",
        path.read_bytes() if is_file else b"",
        status.st_nlink if is_file else 0,
    )
