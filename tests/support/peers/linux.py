"""Commands in a container by the Linux runner, and what they printed."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from layerlab.container import ProcessOptions
from layerlab.container.options import RunnerChoice
from layerlab.errors import RunnerUnavailable
from layerlab.facade import Engine
from layerlab.progress import Progress
from layerlab.runners import DEFAULT_BOUNDS, Bounds, Streams
from layerlab.words import explain
from support.running import let_run

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

IMAGE = "debian:12"
MARK = "sh-of-layerlabs-tests"
"""The name that each shell is given here, to be found among the processes of the host."""


@dataclass(frozen=True, slots=True)
class Ended:
    status: int
    stdout: str
    stderr: str


def new_container(engine: Engine, image: str = IMAGE) -> str:
    name = engine.create(image, command=("sleep", "infinity")).name
    let_run(engine, name)
    return name


class Telling(io.BytesIO):
    """A stdout that says when something is printed."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then

    def write(self, data: "ReadableBuffer", /) -> int:
        self._then()
        return super().write(data)


class Bytes(io.BytesIO):
    """A stdout that is no text."""


def execute(
    engine: Engine,
    container: str,
    *words: str,
    user: str = "",
    bounds: Bounds = DEFAULT_BOUNDS,
    stdin: bytes = b"",
    is_terminal: bool = False,
    progress: Progress | None = None,
    stdout: io.BytesIO | None = None,
) -> Ended:
    out, err = stdout or io.BytesIO(), io.BytesIO()
    streams = Streams(io.BytesIO(stdin), out, err, is_terminal)
    options = ProcessOptions(user=user, runner=RunnerChoice.LINUX, bounds=bounds)
    done = engine.execute(container, words, streams, options, progress)
    told = "" if isinstance(out, Bytes) else out.getvalue().decode()
    return Ended(done.status, told, err.getvalue().decode())


def sh(engine: Engine, container: str, script: str, **more: object) -> Ended:
    return execute(engine, container, "sh", "-c", script, MARK, **more)  # type: ignore[arg-type]


def need_linux_runner(engine: Engine) -> None:
    """Skips the test with the runner's own reason where it can't work."""
    try:
        execute(engine, new_container(engine), "true")
    except RunnerUnavailable as error:
        pytest.skip(explain(error))


def left_behind(engine: Engine) -> list[Path]:
    """What commands that have ended still have in the cache."""
    return list(engine.unpacked.glob("*/runs/*"))
