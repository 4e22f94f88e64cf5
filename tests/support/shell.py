"""The built-in shell on any `Files`, for tests."""

import io
import signal
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from layerlab.overlay import UpperFiles, UpperTree
from layerlab.progress import Progress
from layerlab.runners import Bounds, Command, Files, Ground, Streams
from layerlab.runners.builtin import BuiltinShell

BOUNDS = Bounds(seconds=60)
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/root"}


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    out: str
    err: str


def ground(files: Files) -> Ground:
    """The built-in shell looks at nothing but the files."""
    return Ground(files, (), cast(UpperTree, None), cast(UpperFiles, None))


def run(
    files: Files,
    *words: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] = ENVIRONMENT,
    user: str = "",
    directory: str = "/",
    bounds: Bounds = BOUNDS,
) -> Outcome:
    """A command to its end."""
    out, err = io.BytesIO(), io.BytesIO()
    command = Command(words, environment, directory, user)
    streams = Streams(io.BytesIO(stdin), out, err)
    status = BuiltinShell().run(ground(files), command, streams, bounds, Progress())
    return Outcome(status, _text(out), _text(err))


def script(files: Files, text: str, *parameters: str, **options: object) -> Outcome:
    """`sh -c TEXT sh PARAMETERS…`"""
    words: Sequence[str] = ("sh", "-c", text, "sh", *parameters)
    return run(files, *words, **options)  # type: ignore[arg-type]


def _text(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8", "surrogateescape")


def interrupt_main_until(told: threading.Event) -> None:
    """As Ctrl-C does. Python misses a signal that comes just before the main thread waits."""
    ident = threading.main_thread().ident
    assert ident is not None
    while not told.is_set():
        signal.pthread_kill(ident, signal.SIGINT)
        told.wait(1)
