"""How much a command has taken of its bounds, and that somebody wants it stopped."""

import time

from layerlab.errors import CommandStopped
from layerlab.progress import Progress
from layerlab.runners.protocol import Bounds


class Meter:
    """One for a command with all that it starts. Each method raises `CommandStopped` at a bound.

    `tick` belongs in every loop: it looks at the clock, and raises `Cancelled` too.
    """

    def __init__(self, command: str, bounds: Bounds, progress: Progress) -> None:
        self.command = command
        self.bounds = bounds
        self._progress = progress
        self._end = time.monotonic() + bounds.seconds
        self._held = 0
        self._written = 0
        self._printed = 0
        self._processes = 0

    def tick(self) -> None:
        self._progress.advance(0)
        if time.monotonic() > self._end:
            self._stop("time", f"{self.bounds.seconds:g} s")

    def hold(self, size_bytes: int) -> None:
        """Memory taken (or given back, where it is negative)."""
        self._held += size_bytes
        if self._held > self.bounds.memory_bytes:
            self._stop("memory", f"{self.bounds.memory_bytes} B")

    def write(self, size_bytes: int) -> None:
        """Bytes that go to files."""
        self._written += size_bytes
        if self._written > self.bounds.written_bytes:
            self._stop("bytes written", f"{self.bounds.written_bytes} B")

    def print(self, size_bytes: int) -> None:
        """Bytes that go to the command's own stdout or stderr."""
        self._printed += size_bytes
        if self._printed > self.bounds.printed_bytes:
            self._stop("bytes printed", f"{self.bounds.printed_bytes} B")

    def enter(self) -> None:
        """One more process, subshell or function call; `leave` when it has ended."""
        self._processes += 1
        if self._processes > self.bounds.processes:
            self._stop("processes", str(self.bounds.processes))

    def leave(self) -> None:
        self._processes -= 1

    def _stop(self, limit: str, allowed: str) -> None:
        raise CommandStopped(self.command, limit, allowed)
