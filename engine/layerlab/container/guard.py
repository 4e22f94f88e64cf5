"""A layer's directory, kept to one thread of one program at a time."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from layerlab.errors import NoSuchFile, NotFound
from layerlab.host import host_errors

PATIENCE_SECONDS = 0.5
"""How long who only looks waits for an edit that is under way."""


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
    def alone_if_free(self) -> Iterator[bool]:
        """The same for who only looks: False where somebody else goes on for long, a command.

        Then nothing may be changed, and what is kept is what there was before.
        """
        with self.while_there():
            self.require_existence()
            if not self._threads.acquire(timeout=PATIENCE_SECONDS):
                yield False
                return
            try:
                with self._programs_if_free() as is_alone:
                    self.require_existence()
                    yield is_alone
            finally:
                self._threads.release()

    @contextlib.contextmanager
    def _programs_if_free(self) -> Iterator[bool]:
        if self._read_only:
            yield True
            return
        is_alone = True
        with host_errors(self._directory):
            try:
                self._programs.acquire(timeout=PATIENCE_SECONDS)
            except Timeout:  # an OSError, too, but no failure of the host
                is_alone = False
        try:
            yield is_alone
        finally:
            if is_alone:
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
