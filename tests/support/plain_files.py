"""`Files` over a directory of the host, used as root, for tests of what works on any `Files`.

Everything is done by the kernel, inside the directory; links are followed by our own rules.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from layerlab import errors
from layerlab.errors import EngineError
from layerlab.model import Entry, Kind, LayerPath, parent
from layerlab.overlay.resolving import resolve
from layerlab.runners.files import Opening

_KINDS = {
    stat.S_IFREG: Kind.FILE,
    stat.S_IFDIR: Kind.DIRECTORY,
    stat.S_IFLNK: Kind.SYMLINK,
    stat.S_IFIFO: Kind.FIFO,
    stat.S_IFCHR: Kind.CHAR_DEVICE,
    stat.S_IFBLK: Kind.BLOCK_DEVICE,
}
_FLAGS = {
    Opening.IN_PLACE: os.O_RDWR | os.O_CREAT,
    Opening.TRUNCATE: os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
    Opening.APPEND: os.O_WRONLY | os.O_CREAT | os.O_APPEND,
    Opening.EXCLUSIVE: os.O_WRONLY | os.O_CREAT | os.O_EXCL,
}


class PlainFiles:
    def __init__(self, root: Path) -> None:
        self.root = root

    def host(self, real: LayerPath) -> str:
        return os.path.join(self.root, real) if real else os.fspath(self.root)

    def find(self, real: LayerPath) -> Entry | None:
        try:
            status = os.lstat(self.host(real))
        except (FileNotFoundError, NotADirectoryError):
            return None
        kind = _KINDS[stat.S_IFMT(status.st_mode)]
        return Entry(
            real,
            kind,
            stat.S_IMODE(status.st_mode),
            status.st_uid,
            status.st_gid,
            status.st_size if kind is Kind.FILE else 0,
            status.st_mtime_ns,
            os.readlink(self.host(real)) if kind is Kind.SYMLINK else "",
            (os.major(status.st_rdev), os.minor(status.st_rdev)),
        )

    def names(self, real: LayerPath) -> list[LayerPath]:
        with _errors(real):
            names = sorted(os.listdir(self.host(real)), key=os.fsencode)
        return [LayerPath(f"{real}/{name}" if real else name) for name in names]

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        return resolve(self.find, path, follow=follow)

    def open(self, real: LayerPath) -> BinaryIO:
        with _errors(real):
            return open(self.host(real), "rb")

    def identity(self, real: LayerPath) -> tuple[object, int]:
        status = os.lstat(self.host(real))
        return (status.st_dev, status.st_ino), status.st_nlink

    def mount(self, real: LayerPath) -> str:
        return ""

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        follow = opening is not Opening.EXCLUSIVE
        real = self.resolve(path, follow=follow)
        is_new = self.find(real) is None
        with _errors(real):
            descriptor = os.open(self.host(real), _FLAGS[opening], 0o600)
        if is_new:
            os.fchmod(descriptor, mode)
        modes = {Opening.IN_PLACE: "r+b", Opening.APPEND: "ab"}
        return open(descriptor, modes.get(opening, "wb"), buffering=0)

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        real = self.resolve(path)
        with _errors(real):
            os.truncate(self.host(real), size_bytes)

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None:
        real = self.resolve(path, follow=False)
        with _errors(real):
            os.mkdir(self.host(real))
        inherited = os.stat(self.host(parent(real))).st_mode & stat.S_ISGID
        os.chmod(self.host(real), mode | inherited)

    def symlink(self, path: LayerPath, target: str) -> None:
        real = self.resolve(path, follow=False)
        with _errors(real):
            os.symlink(target, self.host(real))

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        real, source = (self.resolve(one, follow=False) for one in (path, existing))
        with _errors(real):
            os.link(self.host(source), self.host(real), follow_symlinks=False)

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        old, real = (self.resolve(one, follow=False) for one in (path, new))
        with _errors(real):
            if self.find(real) and self.identity(old) == self.identity(real):
                os.unlink(self.host(old))
            else:
                os.rename(self.host(old), self.host(real))

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        real = self.resolve(path, follow=False)
        entry = self.find(real)
        with _errors(real):
            if entry is None or not entry.is_directory:
                os.unlink(self.host(real))
            elif recursive:
                shutil.rmtree(self.host(real))
            else:
                os.rmdir(self.host(real))

    def chmod(self, path: LayerPath, mode: int) -> None:
        with _errors(path):
            os.chmod(self.host(self.resolve(path)), mode)

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None:
        with _errors(path):
            os.lchown(self.host(self.resolve(path, follow=follow)), uid, gid)

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None:
        real = self.resolve(path, follow=follow)
        with _errors(path):
            os.utime(self.host(real), ns=(mtime_ns, mtime_ns), follow_symlinks=False)


@contextmanager
def _errors(path: LayerPath) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise errors.NoSuchPath("", path) from error
    except FileExistsError as error:
        raise errors.AlreadyExists(path) from error
    except NotADirectoryError as error:
        raise errors.NotADirectory(path) from error
    except IsADirectoryError as error:
        raise errors.IsADirectory(path) from error
    except OSError as error:
        raise _other(error, path) from error


def _other(error: OSError, path: LayerPath) -> EngineError:
    if error.strerror == "Directory not empty":
        return errors.DirectoryNotEmpty(path)
    return errors.InvalidPath(path, error.strerror or "")
