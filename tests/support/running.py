"""Containers that run, and a runner whose commands are Python."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from layerlab.container.state import State, Status
from layerlab.errors import Reason
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab.runners import Bounds, Command, Completion, Files, Ground, Streams

Action = Callable[[Ground], int]


@dataclass
class FakeRunner:
    """Implements `Runner`; `ran` are the commands that came."""

    action: Action = lambda _ground: 0
    name: str = "fake"
    reason: Reason | None = None
    ran: list[Command] = field(default_factory=list)

    def why_not(self, ground: Ground, command: Command) -> Reason | None:
        return self.reason

    def run(
        self,
        ground: Ground,
        command: Command,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
    ) -> int:
        self.ran.append(command)
        return self.action(ground)


def streams(stdin: bytes = b"", *, is_terminal: bool = False) -> Streams:
    return Streams(io.BytesIO(stdin), io.BytesIO(), io.BytesIO(), is_terminal)


def set_state(engine: Engine, name: str, state: State) -> None:
    """Without a start, which would run its main command."""
    key = engine.container(name).id
    with engine._store.database.writing() as writer:
        writer.execute("update container set state = ? where id = ?", (state.to_json(), key))


def let_run(engine: Engine, name: str = "c1") -> None:
    set_state(engine, name, State(Status.RUNNING, standing="waits"))


@dataclass
class FakeInterpreter:
    """Implements `Interpreter`: a line is done once it ends with `;`, and `exit;` ends it all."""

    runner: "FakeShell"
    has_ended: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        return f"{len(self.lines)}# "

    def needs_more(self, text: str) -> bool:
        return not text.rstrip().endswith(";")

    def complete(self, files: Files, text: str, cursor: int) -> Completion:
        names = (name for name in files.names(LayerPath("etc")) if name.startswith(text[:cursor]))
        return Completion(0, tuple(names))

    def run(
        self, ground: Ground, text: str, streams: Streams, bounds: Bounds, progress: Progress
    ) -> int:
        self.lines.append(text)
        self.has_ended = text.strip() == "exit;"
        streams.stdout.write(b"done\n")
        return self.runner.action(ground)


class FakeShell(FakeRunner):
    """Implements `InteractiveRunner`."""

    def interpreter(self, ground: Ground, command: Command) -> FakeInterpreter:
        self.ran.append(command)
        self.last = FakeInterpreter(self)
        return self.last
