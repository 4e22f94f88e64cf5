"""Who is at work in a store, so that what a killed program left is told from what is in use.

A session is a lock file in `tmp/`, held as long as its program lives, and beside it a directory of
the same name for temporary files. The system frees a lock with the process that held it, whatever
ended that: where the lock can be had, nobody alive needs what the session left. (The number of a
process can't tell that: it is given again, after a restart at the latest.)
"""

import contextlib
import secrets
import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from layerlab.host import host_errors

_LOCK = ".lock"


class Session:
    """Begun under the store's write lock, so that no sweep sees one that is not held yet."""

    def __init__(self, directory: Path) -> None:
        self.name = secrets.token_hex(8)
        self.directory = directory / self.name
        self._lock_path = directory / (self.name + _LOCK)
        self._lock = _lock(self._lock_path)
        with host_errors(directory):
            self._lock.acquire(blocking=False)
            try:
                self.directory.mkdir()
            except OSError:
                self._lock.release()
                raise

    def close(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)
        self._lock.release()
        with contextlib.suppress(OSError):
            self._lock_path.unlink(missing_ok=True)


def sweep_dead(directory: Path) -> set[str]:
    """Removes from `tmp/` what no living session owns; the names of those that live.

    Called under the store's write lock.
    """
    with host_errors(directory):
        names = {path.name.removesuffix(_LOCK) for path in directory.iterdir()}
        living = {name for name in names if _is_alive(directory / (name + _LOCK))}
        for path in directory.iterdir():
            if path.name.removesuffix(_LOCK) not in living:
                remove(path)
    return living


def _is_alive(path: Path) -> bool:
    """Whether somebody holds the lock; also where we may not even ask."""
    if not path.exists():
        return False
    lock = _lock(path)
    try:
        lock.acquire(blocking=False)
    except (Timeout, OSError):
        return True
    lock.release()
    return False


def _lock(path: Path) -> FileLock:
    return FileLock(path, is_singleton=False, thread_local=False)


def remove(path: Path) -> None:
    """What can't be removed now (Windows, while somebody reads it) goes another time."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
