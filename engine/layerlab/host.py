"""The host's file system: its errors as ours, and writes that are whole or absent."""

import contextlib
import errno
import os
import platform
import secrets
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import (
    DiskFull,
    EngineError,
    FileTooLarge,
    HostFailure,
    NoSuchFile,
    NotWritable,
)

FLUSHED_ONE_BY_ONE = 64
_FULL = {errno.ENOSPC, errno.EDQUOT}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


def host_architecture() -> str:
    """Of the machine, in its own words (`x86_64`, `AMD64`, `aarch64`); images say `amd64`."""
    return platform.machine()


def host_error(error: OSError, path: str | os.PathLike[str]) -> EngineError:
    """The engine's error for the host's; `path` is what the work was about."""
    name = os.fspath(path)
    if error.errno in _FULL:
        return DiskFull(name)
    if error.errno == errno.EFBIG:
        return FileTooLarge(name)
    if error.errno in _DENIED:
        return NotWritable(name)
    if error.errno == errno.ENOENT:
        return NoSuchFile(name)
    return HostFailure(name, error.strerror or str(error))


@contextlib.contextmanager
def host_errors(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turns an `OSError` of the block into an `EngineError` about `path`."""
    try:
        yield
    except OSError as error:
        raise host_error(error, path) from error


def sync_directory(path: Path) -> None:
    """Makes renames in a directory last; a no-op where directories can't be opened (Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_files(paths: Sequence[Path]) -> None:
    """Makes their bytes last: one by one, or all that the system has where they are many."""
    if len(paths) > FLUSHED_ONE_BY_ONE and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with host_errors(path), path.open("r+b") as stream:
            os.fsync(stream.fileno())


@contextlib.contextmanager
def new_file(path: Path, scratch: Path | None = None) -> Iterator[BinaryIO]:
    """Writes a file that appears whole under `path`, or not at all.

    It is written beside its place, or in the directory `scratch` of the same file system,
    flushed, then renamed over what was there. Any error removes the half-written file. Raises
    `StorageFailed`.
    """
    if not path.parent.is_dir():
        raise NoSuchFile(str(path.parent))
    name = f".{path.name[:80]}.{secrets.token_hex(6)}.part"
    temporary = (scratch or path.parent) / name
    with host_errors(path):
        try:
            with temporary.open("xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
            sync_directory(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def write_whole(path: Path, data: bytes) -> None:
    with new_file(path) as stream:
        stream.write(data)


def make_directory(path: Path) -> None:
    with host_errors(path):
        path.mkdir(parents=True, exist_ok=True)


def remove_tree(path: Path) -> None:
    """Removes a directory of ours with all that is in it; absent is fine.

    `shutil.rmtree` recurses, and gives up a thousand directories deep. No link is followed.
    """
    with host_errors(path), contextlib.suppress(FileNotFoundError):
        waiting, found = [path], list[Path]()
        while waiting:
            found.append(waiting.pop())
            with os.scandir(found[-1]) as items:
                for item in items:
                    if _is_directory(item):
                        waiting.append(Path(item.path))
                    else:
                        os.unlink(item.path)  # noqa: PTH108
        for directory in reversed(found):
            directory.rmdir()


def _is_directory(item: "os.DirEntry[str]") -> bool:
    """Not where it is a link to one, or what Windows has beside links (junctions)."""
    status = item.stat(follow_symlinks=False)
    return stat.S_ISDIR(status.st_mode) and not getattr(status, "st_reparse_tag", 0)
