"""`exec -it CONTAINER sh`: a person at a prompt."""

import contextlib
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from layerlab.commands import Complete, Completion, run
from layerlab.container.options import RunnerChoice
from layerlab.errors import Cancelled, CommandStopped
from layerlab.facade import Engine
from layerlab.runners import Ground, Opening
from support.commands import Run
from support.files import put
from support.running import FakeShell, let_run
from support.terminals import MemoryTerminal

PATIENCE_SECONDS = 60
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


class Typing(Person):
    """Types a tabulator at the prompt."""

    def __init__(self, engine: Engine, lines: list[str], typed: list[str]) -> None:
        super().__init__(engine, lines)
        self.proposed: list[Completion] = []
        self.typed = typed

    @contextlib.contextmanager
    def completing(self, complete: Complete) -> Iterator[None]:
        text = self.typed.pop(0)
        self.proposed.append(complete(text, len(text)))
        yield


def test_what_a_line_may_go_on_with(engine: Engine) -> None:
    """By the built-in shell itself; in a second line of a command, too."""
    person = Typing(engine, ["if true"], ["cat /etc/mo", "cat /et", "ec"])
    run(["exec", "-it", "c1", "sh"], person)
    assert person.proposed == [Completion(4, ("/etc/motd ",)), Completion(4, ("/etc/",))]


# a real terminal --------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pty")
def test_on_a_terminal(engine: Engine, root: Path) -> None:
    with Pty("--root", str(root), "exec", "-it", "c1", "sh") as terminal:
        terminal.expect(b":/# ")
        terminal.type(b"cd /etc; x=5\n", b":/etc# ")
        terminal.type(b"for i in 1 2; do\n", b"> ")
        terminal.type(b"echo $i$x\n", b"> ")
        terminal.type(b"done > made\n", b":/etc# ")
        terminal.type(b"cat made\n", b"15\r\n25\r\n")
        terminal.type(b"cat /etc/mo\t\n", b"welcome again")
        terminal.type(b"while :; do :; done\n", b"done\r\n")
        terminal.type(b"\x03", b":/etc# ")
        terminal.type(b"echo still $x\n", b"still 5\r\n")
        terminal.type(b"exit 7\n", b"exit 7")
        assert terminal.status() == 7
    container = engine.container("c1")
    container.refresh()
    assert [str(row) for row in container.diff()] == ["C /etc", "A /etc/made"]


TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Makes it the session's terminal, so that Ctrl+C reaches what runs there."""


class Pty:
    """Our command in a process of its own, on a terminal of its own."""

    def __init__(self, *words: str) -> None:
        import pty

        ours, theirs = pty.openpty()
        self._terminal = ours
        environment = {**os.environ, "TERM": "dumb"}
        command = [sys.executable, "-c", TAKE_TERMINAL, "-m", "layerlab", *words]
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._terminal)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def type(self, data: bytes, wanted: bytes) -> None:
        os.write(self._terminal, data)
        self.expect(wanted)

    def expect(self, wanted: bytes) -> None:
        """Reads until that was printed."""
        seen = b""
        while wanted not in seen:
            ready, _, _ = select.select([self._terminal], [], [], PATIENCE_SECONDS)
            assert ready, seen
            seen += os.read(self._terminal, 4096)

    def status(self) -> int:
        return self._process.wait(PATIENCE_SECONDS)
