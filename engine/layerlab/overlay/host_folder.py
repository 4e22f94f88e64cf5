"""Looking into a folder of the host without ever following a link in it.

Whoever works in the folder meanwhile can put a link where a directory was: so each part of a path
is opened from the one before, where the system can do that, and a link in it is no directory.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import NoSuchPath
from layerlab.host import host_error
from layerlab.model import LayerPath, shown

_HAS_DIR_FD = {os.open, os.stat, os.readlink} <= os.supports_dir_fd and os.scandir in os.supports_fd
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PASSED = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", os.O_RDONLY)
_LISTED = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG}

Spot = tuple[str, int | None]
"""A name, and the descriptor of its directory; with None the name is a whole path."""


class HostFolder:
    """Paths are clean and below `root`, which may itself be a file or, on the host, a link.

    Raises `NoSuchPath`, and `StorageFailed` for what the host does not let see.
    """

    def __init__(self, root: Path, title: str) -> None:
        self.root = root
        self.title = title

    def status(self, path: LayerPath) -> os.stat_result:
        with self.errors(path), self.reached(path) as (name, directory):
            return os.stat(name, dir_fd=directory, follow_symlinks=not path)

    def link(self, path: LayerPath) -> str:
        """The target of a symbolic link, as it is written."""
        with self.errors(path), self.reached(path) as (name, directory):
            return os.readlink(name, dir_fd=directory)

    def names(self, path: LayerPath) -> list[str]:
        """What is in a directory, in no order."""
        with self.errors(path), self.reached(path) as (name, directory):
            if directory is None:
                return os.listdir(name)  # noqa: PTH208
            opened = os.open(name, _LISTED, dir_fd=directory)
            try:
                return os.listdir(opened)  # noqa: PTH208
            finally:
                os.close(opened)

    def open(self, path: LayerPath) -> BinaryIO:
        """A regular file's bytes; of anything else `NoSuchPath`, so that no FIFO is waited for."""
        with self.errors(path), self.reached(path) as (name, directory):
            opened = os.open(name, _READ | (_NO_LINK if path else 0), dir_fd=directory)
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                os.close(opened)
                raise NoSuchPath(self.title, shown(path))
            return os.fdopen(opened, "rb")

    @contextlib.contextmanager
    def reached(self, path: LayerPath) -> Iterator[Spot]:
        """The last part of a path and the directory that it is in, with no link on the way."""
        *above, name = path.split("/")
        if not path:
            yield str(self.root), None
        elif not _HAS_DIR_FD:
            yield str(self._plain(above) / _plain_name(name)), None
        else:
            with contextlib.ExitStack() as stack:
                directory = os.open(self.root, _PASSED)
                stack.callback(os.close, directory)
                for part in above:
                    directory = os.open(part, _PASSED | _NO_LINK, dir_fd=directory)
                    stack.close()
                    stack.callback(os.close, directory)
                yield name, directory

    def _plain(self, parts: list[str]) -> Path:
        """Where a directory's descriptor is no help (Windows): links are looked for instead."""
        place = self.root
        for part in parts:
            place /= _plain_name(part)
            status = place.lstat()
            if not stat.S_ISDIR(status.st_mode) or getattr(status, "st_reparse_tag", False):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
        return place

    @contextlib.contextmanager
    def errors(self, path: LayerPath) -> Iterator[None]:
        """The host's errors about a path that is looked for as ours."""
        try:
            yield
        except ValueError:  # a zero byte, which no host has in a name
            raise NoSuchPath(self.title, shown(path)) from None
        except OSError as error:
            if error.errno in _ABSENT:
                raise NoSuchPath(self.title, shown(path)) from error
            raise host_error(error, self.root / path) from error


def _plain_name(name: str) -> str:
    """A name that leads elsewhere on Windows (`..\\x`, `C:x`) is none there."""
    if os.name == "nt" and ("\\" in name or ":" in name or name in (".", "..")):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    return name
