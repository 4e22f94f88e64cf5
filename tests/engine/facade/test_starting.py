"""Starting: what is executed, what stands, what ends, with other programs looking on."""

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from layerlab.container.options import CreateOptions, HostConfig, RunnerChoice
from layerlab.container.state import KILLED, State, Status
from layerlab.errors import (
    Cancelled,
    CommandNotStarted,
    CommandStopped,
    EngineError,
    NoCommand,
    NoSuchContainer,
    NoSuchUser,
    Reason,
    StartOfPausedContainer,
)
from layerlab.facade import Engine
from layerlab.facade.starting import Started
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab.reasons import NotInThisProgram
from layerlab.runners import Bounds, Command, Ground, Opening, Streams
from support.files import put
from support.images import directory, file, write_archive
from support.running import streams

SECONDS = 30
"""No test waits so long; one that hangs shall end."""

Action = Callable[[Ground, Streams, Progress], int]


def say(ground: Ground, told: Streams, progress: Progress) -> int:
    told.stdout.write(b"out\n")
    told.stderr.write(b"err\n")
    put(ground.files, "made", b"by the main command", Opening.TRUNCATE)
    return 3


@dataclass
class MainRunner:
    """Implements `Runner`, for the programs that it `knows`."""

    action: Action = say
    knows: tuple[str, ...] = ("run", "sh", "sleep", "cat")
    name: str = "main"
    ran: list[Command] = field(default_factory=list)

    def why_not(self, ground: Ground, command: Command) -> Reason | None:
        return None if command.words[0] in self.knows else NotInThisProgram()

    def run(
        self, ground: Ground, command: Command, told: Streams, bounds: Bounds, progress: Progress
    ) -> int:
        self.ran.append(command)
        return self.action(ground, told, progress)


@dataclass
class Gate:
    """An action that says that it has begun, and goes on until it is let or stopped."""

    begun: threading.Event = field(default_factory=threading.Event)
    let: threading.Event = field(default_factory=threading.Event)

    def __call__(self, ground: Ground, told: Streams, progress: Progress) -> int:
        put(ground.files, "half", b"done", Opening.TRUNCATE)
        self.begun.set()
        while not self.let.wait(0.01):
            progress.advance(0)
        return 0


@pytest.fixture
def runner() -> MainRunner:
    return MainRunner()


@pytest.fixture
def place(
    engine: Engine, runner: MainRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Engine:
    files = [
        directory("bin"),
        file("bin/nginx", b"", 0o755),
        *(file(f"bin/{name}", b"", 0o755) for name in ("run", "sh", "sleep", "cat")),
        file("bin/notes", b"", 0o644),
        directory("etc"),
        file("etc/passwd", b"root:x:0:0::/root:/bin/sh\n"),
    ]
    engine.load(write_archive(tmp_path / "i.tar", [files]))
    monkeypatch.setattr(engine, "runners", {RunnerChoice.SHELL: runner})
    return engine


@pytest.fixture
def other(place: Engine) -> Iterator[Engine]:
    """Another program on the same store."""
    with Engine(place.root) as made:
        yield made


def create(engine: Engine, *words: str, **said: object) -> str:
    options = CreateOptions(**said)  # type: ignore[arg-type]
    return engine.create("t:1", "c1", words, options=options).name


def state(engine: Engine) -> State:
    (found,) = engine.containers()
    return found.state


# executed -----------------------------------------------------------------------------------------


def test_the_main_command_is_executed_to_its_end(place: Engine) -> None:
    create(place, "run")
    started = place.start("c1")
    assert started.status == 3
    found = state(place)
    assert started.container.state == found
    assert (found.status, found.exit_code, found.error) == (Status.EXITED, 3, "")
    assert found.started_at <= found.finished_at
    assert place.container("c1").view().read(LayerPath("made")) == b"by the main command"
    assert len(place.container("c1").edits()) == 1


def test_what_it_prints_is_kept_and_shown_where_somebody_looks_on(place: Engine) -> None:
    create(place, "run")
    place.start("c1")
    told = streams(b"not read")
    place.start("c1", told)
    assert isinstance(told.stdout, io.BytesIO)
    assert isinstance(told.stderr, io.BytesIO)
    assert (told.stdout.getvalue(), told.stderr.getvalue()) == (b"out\n", b"err\n")
    kept = [(line.stream, line.text) for line in place.output("c1").read()[0]]
    assert kept == 2 * [("stdout", "out\n"), ("stderr", "err\n")]


@pytest.mark.parametrize(("with_input", "expected"), [(True, b"typed"), (False, b"")])
def test_its_input(place: Engine, runner: MainRunner, with_input: bool, expected: bytes) -> None:
    def read(ground: Ground, told: Streams, progress: Progress) -> int:
        told.stdout.write(told.stdin.read())
        return 0

    runner.action = read
    create(place, "cat", is_interactive=True)
    told = streams(b"typed")
    if not with_input:
        assert place.start("c1", told).status is None  # its input stays open: see below
        return
    assert place.start("c1", told, with_input=True).status == 0
    assert isinstance(told.stdout, io.BytesIO)
    assert told.stdout.getvalue() == expected


def test_it_is_what_the_container_says(place: Engine, runner: MainRunner) -> None:
    create(place, "run", "x", env=("A=1",), working_directory="/srv", user="0:5", host_name="h")
    place.start("c1")
    (command,) = runner.ran
    assert command.words == ("run", "x")
    assert (command.working_directory, command.user, command.host_name) == ("/srv", "0:5", "h")
    assert (command.environment["A"], command.environment["HOSTNAME"]) == ("1", "h")


def test_one_that_ended_starts_again(place: Engine) -> None:
    create(place, "run")
    first = place.start("c1").container.state
    again = place.start("c1").container.state
    assert again.started_at > first.started_at
    assert place.restart("c1").state.started_at > again.started_at


def test_with_rm_it_is_gone_afterwards(place: Engine) -> None:
    create(place, "run", host=HostConfig(auto_remove=True))
    assert place.start("c1").status == 3
    assert place.containers() == []


# not started --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("nosuch",), 127, "executable file not found in $PATH"),
        (("/nosuch/x",), 127, "stat /nosuch/x: no such file or directory"),
        (("/bin/notes",), 126, "permission denied"),
        (("notes",), 127, "executable file not found in $PATH"),
        (("./notes",), 127, "stat ./notes: no such file or directory"),
        (("/etc",), 126, "permission denied"),
        (("/etc/passwd/x",), 127, "stat /etc/passwd/x: no such file or directory"),
    ],
)
def test_what_the_image_lacks_is_not_started(
    place: Engine, words: tuple[str, ...], code: int, reason: str
) -> None:
    create(place, *words)
    with pytest.raises(CommandNotStarted):
        place.start("c1")
    assert state(place) == State(exit_code=code, error=f'exec: "{words[0]}": {reason}')


def test_a_user_that_is_unknown(place: Engine) -> None:
    create(place, "run", user="nobody")
    with pytest.raises(NoSuchUser):
        place.start("c1")
    assert state(place).status is Status.CREATED
    assert "unable to find user nobody" in state(place).error


def test_nothing_to_start(place: Engine) -> None:
    create(place, entrypoint=())
    with pytest.raises(NoCommand):
        place.start("c1")


def test_with_rm_what_was_not_started_is_gone(place: Engine) -> None:
    create(place, "nosuch", host=HostConfig(auto_remove=True))
    with pytest.raises(CommandNotStarted):
        place.start("c1")
    assert place.containers() == []


# standing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("sleep", "infinity"), "waits"),
        (("nginx",), "serves"),
        (("/bin/nginx", "-t"), "serves"),
        (("sh",), "input"),
    ],
)
def test_what_never_ends_stands(
    place: Engine, runner: MainRunner, words: tuple[str, ...], why: str
) -> None:
    create(place, *words, is_interactive=True)
    started = place.start("c1")
    assert started.status is None
    found = state(place)
    assert (found.status, found.standing) == (Status.RUNNING, why)
    assert runner.ran == []
    assert place.start("c1") == Started(started.container, None)
    assert place.stop("c1").state.status is Status.EXITED


def test_a_program_that_no_runner_knows_stands(place: Engine) -> None:
    place.container(create(place, "/bin/tool")).create(LayerPath("bin/tool"), b"", 0o755)
    assert place.start("c1").container.state.standing == "foreign"


def test_a_paused_one_is_not_started(place: Engine) -> None:
    create(place, "sleep", "inf")
    place.start("c1")
    place.pause("c1")
    with pytest.raises(StartOfPausedContainer):
        place.start("c1")
    assert place.restart("c1").state.status is Status.RUNNING


def test_with_rm_a_stop_removes_it_and_a_restart_does_not(place: Engine) -> None:
    create(place, "sleep", "inf", host=HostConfig(auto_remove=True))
    place.start("c1")
    assert place.restart("c1").state.is_running
    place.stop("c1")
    assert place.containers() == []


# two programs -------------------------------------------------------------------------------------


@dataclass
class Background:
    """A start that goes on in a thread; `result` is what came of it."""

    engine: Engine
    gate: Gate
    result: list[Started | EngineError] = field(default_factory=list)

    def __enter__(self) -> "Background":
        self._thread = threading.Thread(target=self._start)
        self._thread.start()
        assert self.gate.begun.wait(SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.let.set()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()

    def join(self) -> Started | EngineError:
        self._thread.join(SECONDS)
        (found,) = self.result
        return found

    def _start(self) -> None:
        try:
            self.result.append(self.engine.start("c1"))
        except EngineError as error:
            self.result.append(error)


@pytest.fixture
def executing(place: Engine, runner: MainRunner) -> Iterator[Background]:
    gate = Gate()
    runner.action = gate
    create(place, "run")
    with Background(place, gate) as made:
        yield made


def test_others_see_that_it_runs_and_start_it_no_second_time(
    executing: Background, other: Engine, runner: MainRunner
) -> None:
    assert state(other).is_executing
    assert other.start("c1").status is None
    executing.gate.let.set()
    ended = executing.join()
    assert isinstance(ended, Started)
    assert ended.status == 0
    assert len(runner.ran) == 1
    assert state(other).exit_code == 0


def test_another_stops_it_and_nothing_of_it_is_kept(executing: Background, other: Engine) -> None:
    other.stop("c1")
    assert state(other).exit_code == KILLED
    ended = executing.join()
    assert isinstance(ended, Started)
    assert ended.status == KILLED
    assert not executing.gate.let.is_set()
    assert other.container("c1").diff() == []


def test_another_removes_it_by_force(executing: Background, other: Engine) -> None:
    other.remove_container("c1", force=True)
    assert other.containers() == []
    ended = executing.join()
    assert isinstance(ended, Started)
    assert ended.status == KILLED
    with pytest.raises(NoSuchContainer):
        executing.engine.start("c1")


def test_another_waits_for_it(executing: Background, other: Engine) -> None:
    waiting = threading.Thread(target=lambda: codes.append(other.wait("c1")))
    codes: list[int] = []
    waiting.start()
    executing.gate.let.set()
    executing.join()
    waiting.join(SECONDS)
    assert codes == [0]


def test_while_it_is_paused_it_stands_still(executing: Background, other: Engine) -> None:
    other.pause("c1")
    assert state(other).status is Status.PAUSED
    other.unpause("c1")
    executing.gate.let.set()
    ended = executing.join()
    assert isinstance(ended, Started)
    assert ended.status == 0


# ends that nobody wanted --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [CommandStopped("run", "time", "5 s"), Cancelled(), KeyboardInterrupt()]
)
def test_an_exception_ends_it_and_keeps_nothing(
    place: Engine, runner: MainRunner, error: BaseException
) -> None:
    def fail(ground: Ground, told: Streams, progress: Progress) -> int:
        say(ground, told, progress)
        raise error

    runner.action = fail
    create(place, "run")
    with pytest.raises(type(error)):
        place.start("c1")
    found = state(place)
    assert (found.status, found.exit_code) == (Status.EXITED, KILLED)
    assert place.container("c1").diff() == []
    assert [line.text for line in place.output("c1").read()[0]] == ["out\n", "err\n"]
