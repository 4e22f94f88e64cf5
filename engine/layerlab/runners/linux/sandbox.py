"""The engine's side of `layerlab.sandbox`: starts it, asks it, and ends it."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import layerlab
from layerlab.errors import EngineError, Reason, RunnerUnavailable
from layerlab.host import host_error
from layerlab.reasons import ExitStatus, ProcessEnded
from layerlab.runners.linux.mapping import NAME, IdMapping
from layerlab.sandbox.wire import Closed, Message, Wire

ENDING_SECONDS = 10
_TOLD_BYTES = 2000
_IN_THE_WAY = ("namespaces", "try")
"""What only a machine that doesn't allow it fails in."""


class Sandbox:
    """A process in a user and a mount namespace of its own; all of it is gone after `close`.

    A fresh interpreter, never a fork: this program may have threads. `descriptors` are what it
    inherits. It is killed when this program ends, however that happens. Used by one thread, the
    one that made it: with that thread it ends, too. Raises `RunnerUnavailable`.
    """

    def __init__(self, mapping: IdMapping, descriptors: Sequence[int] = ()) -> None:
        ours, theirs = socket.socketpair()
        self.wire = Wire(ours)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        with theirs:
            inherited = (theirs.fileno(), *descriptors)
            command = [sys.executable, "-S", "-P", "-m", "layerlab.sandbox", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                pass_fds=inherited,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd="/",
                env={"PYTHONPATH": str(Path(layerlab.__file__).parents[1])},
                start_new_session=True,
            )
        try:
            self._receive_answer()
            mapping.apply(self._process.pid)
            self.ask({"mapped": True})
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: Message) -> Any:
        """What was `done`. Raises `StorageFailed`, `RunnerUnavailable`."""
        with contextlib.suppress(Closed):  # it has said why
            self.wire.send(request)
        return self._receive_answer()

    def _receive_answer(self) -> Any:
        return self.answer(self.receive())

    def answer(self, message: Message) -> Any:
        if "failed" in message:
            raise _as_error(message["failed"])
        return message["done"]

    def receive(self) -> Message:
        try:
            return self.wire.receive()
        except Closed:
            raise RunnerUnavailable(NAME, ProcessEnded(self._last_words())) from None

    def told(self, request: Message) -> tuple[list[Message], Any]:
        """The messages before the answer to a request, and what was `done`."""
        self.wire.send(request)
        messages: list[Message] = []
        while "done" not in (message := self.receive()):
            if "failed" in message:
                raise _as_error(message["failed"])
            messages.append(message)
        return messages, message["done"]

    def close(self) -> None:
        """Kills what is left; the kernel ends the container's processes with it."""
        self.wire.connection.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING_SECONDS)
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def _last_words(self) -> Reason | str:
        status = self._process.wait(ENDING_SECONDS)
        self._errors.seek(max(self._errors.seek(0, os.SEEK_END) - _TOLD_BYTES, 0))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ExitStatus(status)


def _as_error(facts: Message) -> EngineError:
    error = OSError(facts["errno"], facts["text"])
    if facts["doing"] in _IN_THE_WAY:
        return RunnerUnavailable(NAME, facts["text"])
    return host_error(error, facts["path"] or facts["doing"])
