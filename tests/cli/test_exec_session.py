"""`exec -it CONTAINER sh`: a person at a prompt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.commands import run
from layerlab.container.options import RunnerChoice
from layerlab.errors import Cancelled, CommandStopped
from layerlab.facade import Engine
from layerlab.runners import Ground, Opening
from support.commands import Run
from support.files import put
from support.running import FakeShell, let_run
from support.terminals import MemoryTerminal

GIVEN_UP = "<ctrl c>"


class Person(MemoryTerminal):
    """Types what it was told to, and then the end of the input."""

    is_interactive = True

    def __init__(self, engine: Engine, lines: list[str]) -> None:
        super().__init__(engine, Path())
        self.lines = lines
        self.asked: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        line = super().ask(question)
        if line.strip() == GIVEN_UP:
            raise KeyboardInterrupt
        return line


@pytest.fixture
def engine(created: Run, root: Path) -> Iterator[Engine]:
    with Engine(root) as made:
        let_run(made)
        yield made


@pytest.fixture
def shell(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> FakeShell:
    made = FakeShell(appends, name="shell")
    monkeypatch.setattr(engine, "runners", {RunnerChoice.SHELL: made})
    return made


def appends(ground: Ground) -> int:
    put(ground.files, "etc/motd", b"+", Opening.APPEND)
    return 5


def talk(engine: Engine, *typed: str) -> tuple[int, Person]:
    person = Person(engine, list(typed))
    return run(["exec", "-it", "c1", "sh"], person), person


def test_lines_until_the_end_of_the_input(shell: FakeShell, engine: Engine) -> None:
    status, person = talk(engine, "if", "true;", "x;")
    assert status == 5
    assert person.asked == ["0# ", "> ", "1# ", "2# "]
    assert shell.last.lines == ["if\ntrue;\n", "x;\n"]
    assert person.stdout.getvalue() == b"done\ndone\n"
    assert len(engine.container("c1").edits()) == 2


def test_until_exit(shell: FakeShell, engine: Engine) -> None:
    status, person = talk(engine, "exit;", "never;")
    assert (status, person.lines) == (5, ["never;"])


def test_a_line_that_is_given_up(shell: FakeShell, engine: Engine) -> None:
    _, person = talk(engine, "begun", GIVEN_UP, "x;")
    assert person.asked == ["0# ", "> ", "0# ", "1# "]
    assert shell.last.lines == ["x;\n"]


@pytest.mark.parametrize(
    ("error", "status"),
    [(KeyboardInterrupt(), 130), (Cancelled(), 130), (CommandStopped("x", "time", "1 s"), 1)],
)
def test_what_stops_a_command_ends_no_session(
    shell: FakeShell, engine: Engine, error: BaseException, status: int
) -> None:
    def stops(ground: Ground) -> int:
        appends(ground)
        raise error

    shell.action = stops
    came, person = talk(engine, "x;")
    assert came == status
    assert person.asked == ["0# ", "1# "]
    assert len(engine.container("c1").edits()) == 0


@pytest.mark.parametrize(
    ("words", "is_session"),
    [
        (["/bin/bash"], True),
        (["sh", "-i"], True),
        (["sh", "-c", "x"], False),
        (["sh", "script"], False),
        (["ls"], False),
    ],
)
def test_what_a_session_is(
    shell: FakeShell, engine: Engine, words: list[str], is_session: bool
) -> None:
    person = Person(engine, [])
    run(["exec", "-it", "c1", *words], person)
    assert bool(person.asked) is is_session
