"""`run -it` and `start -ai`: a person talks with the main command."""

import json

import pytest

from layerlab.commands import run
from support.terminals import MemoryTerminal


@pytest.fixture
def person(terminal: MemoryTerminal) -> MemoryTerminal:
    terminal.is_interactive = True
    return terminal


def state(terminal: MemoryTerminal) -> dict[str, object]:
    terminal.stdout.truncate(0)
    terminal.stdout.seek(0)
    assert run(["inspect", "s1"], terminal) == 0
    found: dict[str, object] = json.loads(terminal.out)[0]["State"]
    return found


def test_a_shell_is_talked_with_and_is_the_main_command(person: MemoryTerminal) -> None:
    person.lines = ["cd /etc", "echo new > motd; pwd", "exit 4"]
    assert run(["run", "-it", "--name", "s1", "t:1", "sh"], person) == 4
    assert "/etc\n" in person.out
    found = state(person)
    assert (found["Status"], found["ExitCode"], found["Running"]) == ("exited", 4, False)
    person.lines = ["cat /etc/motd"]
    assert run(["start", "-ai", "s1"], person) == 0
    assert "new\n" in person.out
    assert state(person)["ExitCode"] == 0


def test_with_rm_it_is_gone_afterwards(person: MemoryTerminal) -> None:
    assert run(["run", "-it", "--rm", "--name", "s1", "t:1", "sh"], person) == 0
    assert run(["inspect", "s1"], person) == 1


def test_its_input_may_be_a_pipe(terminal: MemoryTerminal) -> None:
    terminal.stdin.write(b"echo from a pipe; exit 5\n")
    terminal.stdin.seek(0)
    assert run(["run", "-i", "--name", "s1", "t:1", "sh"], terminal) == 5
    assert terminal.out == "from a pipe\n"


def test_a_terminal_is_needed_for_it(terminal: MemoryTerminal) -> None:
    assert run(["run", "-it", "t:1", "sh"], terminal) == 1
    assert terminal.err == "Error: the input device is not a TTY\n"
    assert run(["ps", "-aq"], terminal) == 0
    assert run(["run", "-dit", "--name", "s1", "t:1", "sh"], terminal) == 0
    assert state(terminal)["Standing"] == "input"
