"""A layer's directory, kept to one thread of one program at a time."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock

from layerlab.errors import NoSuchFile, NotFound
from layerlab.host import host_errors


class Guard:
    """`is_there` tells whether the layer still is, and `gone` the error that says that it is not.

    In a store that is `read_only` nobody changes anything, and threads alone are kept apart.
    """

    def __init__(
        self,
        directory: Path,
        is_there: Callable[[], bool],
        gone: Callable[[], NotFound],
        *,
        read_only: bool,
    ) -> None:
        self._directory = directory
        self._is_there = is_there
        self._gone = gone
        self._read_only = read_only
        self._threads = threading.RLock()
        self._programs = _lock(directory)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Alone among threads and programs. Raises `gone` once it was removed."""
        with self._threads, self.while_there():
            self.require_existence()
            if self._read_only:
                yield
                return
            with host_errors(self._directory):
                self._programs.acquire()
            try:
                self.require_existence()
                yield
            finally:
                self._programs.release()

    @contextlib.contextmanager
    def while_there(self) -> Iterator[None]:
        """A file that is gone since another program has removed the layer is no damage."""
        try:
            yield
        except NoSuchFile:
            self.require_existence()
            raise

    def require_existence(self) -> None:
        if not self._is_there():
            raise self._gone()


@contextlib.contextmanager
def alone_with(directory: Path) -> Iterator[None]:
    """Waits for what is under way in a container's directory, and keeps others from beginning."""
    if not directory.is_dir():  # never opened
        yield
        return
    with host_errors(directory), _lock(directory):
        yield


def _lock(directory: Path) -> FileLock:
    return FileLock(directory / "lock", is_singleton=False)
