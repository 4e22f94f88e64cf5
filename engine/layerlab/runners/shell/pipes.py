"""Pipes between tasks, as pipe(7): bounded; a reader waits for bytes, a writer for room."""

import io
from dataclasses import dataclass, field

from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.turns import Task, Turns

CAPACITY = 1 << 16
SIGPIPE = 13


class Killed(BaseException):
    """A signal ends a process: not an `Exception`, since no tool has an answer to it."""

    def __init__(self, signal: int) -> None:
        super().__init__(signal)
        self.status = 128 + signal


@dataclass(slots=True)
class _Pipe:
    turns: Turns
    meter: Meter
    held: bytearray = field(default_factory=bytearray)
    has_reader: bool = True
    has_writer: bool = True
    watchers: list[Task] = field(default_factory=list)


def pipe(turns: Turns, meter: Meter) -> tuple["PipeReader", "PipeWriter"]:
    """Its two ends."""
    shared = _Pipe(turns, meter)
    return PipeReader(shared), PipeWriter(shared)


class PipeReader(io.BufferedIOBase):
    """`read(n)` waits for all n bytes; `read1` for the first. Nothing is read ahead."""

    def __init__(self, shared: _Pipe) -> None:
        super().__init__()
        self._pipe = shared

    def readable(self) -> bool:
        return True

    def peek(self, size: int = 0) -> bytes:
        """What can be read at once, at least one byte; b"" at the end."""
        return bytes(self._held())

    def _held(self) -> bytearray:
        """The same, without a copy."""
        pipe = self._pipe
        while not pipe.held and pipe.has_writer:
            pipe.turns.wait(pipe.watchers)
        return pipe.held

    def read1(self, size: int = -1) -> bytes:
        held = self._held()
        return self._take(len(held) if size < 0 else size)

    def read(self, size: int | None = -1) -> bytes:
        wanted = -1 if size is None else size
        found = bytearray()
        try:
            while wanted < 0 or len(found) < wanted:
                piece = self.read1(-1 if wanted < 0 else wanted - len(found))
                if not piece:
                    break
                found += piece
                self._pipe.meter.hold(len(piece))
            return bytes(found)
        finally:
            self._pipe.meter.hold(-len(found))

    def readline(self, size: int | None = -1) -> bytes:
        limit = -1 if size is None else size
        found = bytearray()
        while not found.endswith(b"\n") and (limit < 0 or len(found) < limit):
            held = self._held()
            if not held:
                break
            end = held.find(b"\n") + 1 or len(held)
            found += self._take(end if limit < 0 else min(end, limit - len(found)))
        return bytes(found)

    def close(self) -> None:
        if not self.closed:
            self._pipe.has_reader = False
            self._pipe.held.clear()
            self._pipe.turns.wake(self._pipe.watchers)
        super().close()

    def _take(self, size: int) -> bytes:
        pipe = self._pipe
        taken = bytes(pipe.held[:size])
        del pipe.held[:size]
        if taken:
            pipe.turns.wake(pipe.watchers)
        return taken


class PipeWriter(io.BufferedIOBase):
    """Raises `Killed` where nobody reads any more."""

    def __init__(self, shared: _Pipe) -> None:
        super().__init__()
        self._pipe = shared

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        pipe = self._pipe
        rest = memoryview(data).cast("B")
        size = len(rest)
        while len(rest):
            while pipe.has_reader and len(pipe.held) >= CAPACITY:
                pipe.turns.wait(pipe.watchers)
            if not pipe.has_reader:
                raise Killed(SIGPIPE)
            piece = rest[: CAPACITY - len(pipe.held)]
            pipe.held += piece
            rest = rest[len(piece) :]
            pipe.turns.wake(pipe.watchers)
        return size

    def close(self) -> None:
        if not self.closed:
            self._pipe.has_writer = False
            self._pipe.turns.wake(self._pipe.watchers)
        super().close()
