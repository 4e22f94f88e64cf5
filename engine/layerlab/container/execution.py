"""Who executes a container's main command: one program at a time, which others can tell is alive.

The state in the database says that a container runs; a lock beside it, which the system gives back
when a program dies, says that the main command is really being executed. Whoever executes it looks
at the state now and then, so that other programs can stop it and pause it.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from layerlab.container.state import State, Status
from layerlab.errors import Cancelled
from layerlab.host import host_errors
from layerlab.progress import Progress

LOOK_SECONDS = 0.2
"""How often the state is looked at."""


class ExecutionLock:
    """Of one container. Each object is a party of its own, also within one program."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "main"
        self._lock = FileLock(self._path, is_singleton=False)

    @contextlib.contextmanager
    def taken(self) -> Iterator[bool]:
        """Whether it could be taken: for the block, then."""
        is_ours = self._take(0)
        try:
            yield is_ours
        finally:
            if is_ours:
                self._lock.release()

    def _take(self, seconds: float) -> bool:
        with host_errors(self._path):
            try:
                self._lock.acquire(timeout=seconds)
            except Timeout:
                return False
        return True

    def is_held(self) -> bool:
        if not self._path.exists():
            return False
        with self.taken() as is_ours:
            return not is_ours

    def wait(self, seconds: float) -> None:
        """Until whoever holds it has ended, but no longer."""
        if not self._path.exists():
            return
        if self._take(seconds):
            self._lock.release()


class Watched(Progress):
    """Another progress, and the container's state: raises `Cancelled` once this run is over.

    While the container is paused, work stands still at its next step.
    """

    def __init__(self, inner: Progress, look: Callable[[], State | None], run: State) -> None:
        super().__init__()
        self._inner = inner
        self._look = look
        self._run = run
        self._next = 0.0
        self._pause = threading.Event()
        self.is_over = False

    def begin(self, verb: str, name: str, total_bytes: int = 0) -> None:
        self._inner.begin(verb, name, total_bytes)
        self.advance(0)

    def advance(self, size_bytes: int) -> None:
        self._inner.advance(size_bytes)
        now = time.monotonic()
        if now < self._next:
            return
        while self._status() is Status.PAUSED:
            self._inner.advance(0)
            self._pause.wait(LOOK_SECONDS)
        self._next = now + LOOK_SECONDS

    def _status(self) -> Status:
        state = self._look()
        is_same = state is not None and state.started_at == self._run.started_at
        if state is None or not is_same or not state.is_running:
            self.is_over = True
            raise Cancelled
        return state.status
