"""Lines as a person types them into the window's console."""

import pytest

from layerlab.commands.line import command_help, run_line
from support.terminals import MemoryTerminal


def test_both_programs_are_one(terminal: MemoryTerminal) -> None:
    assert run_line("docker ps -a -q", terminal) == 0
    assert run_line("layerlab ps -a -q", terminal) == 0
    first, second = terminal.out.split()
    assert first == second


def test_an_error_is_one_line_and_status_1(terminal: MemoryTerminal) -> None:
    assert run_line("docker diff nope", terminal) == 1
    assert terminal.err == "Error: No such container: nope\n"


def test_wrong_usage_is_status_2(terminal: MemoryTerminal) -> None:
    assert run_line("docker diff", terminal) == 2
    assert "CONTAINER" in terminal.err


def test_output_and_input_are_files_of_the_host(terminal: MemoryTerminal) -> None:
    assert run_line("docker export c1 > out.tar", terminal) == 0
    assert terminal.path("out.tar").stat().st_size > 1024
    assert run_line("docker load < 'a b.tar'", terminal) == 0
    assert terminal.out == "Loaded image: t:1\n"
    assert run_line("docker images -q >> ids", terminal) == 0
    assert run_line("docker images -q >> ids", terminal) == 0
    assert len(terminal.path("ids").read_text().split()) == 2


def test_a_file_that_is_not_there(terminal: MemoryTerminal) -> None:
    assert run_line("docker load < nope", terminal) == 1
    assert "nope: No such file or directory" in terminal.err


@pytest.mark.parametrize("line", ["", "   "])
def test_an_empty_line_is_nothing(terminal: MemoryTerminal, line: str) -> None:
    assert run_line(line, terminal) == 0
    assert terminal.out == terminal.err == ""


def test_another_program_is_not_there(terminal: MemoryTerminal) -> None:
    assert run_line("rm -rf /", terminal) == 127
    assert "type docker or layerlab" in terminal.err


def test_help(terminal: MemoryTerminal) -> None:
    assert run_line("help", terminal) == 0
    assert "commit" in terminal.out
    assert run_line("help diff", terminal) == 0
    assert "usage: layerlab diff" in terminal.out
    assert dict(command_help())["diff"] == "Show what a container changed"


@pytest.mark.parametrize("line", ["layerlab gui", "layerlab --root /x ps", "docker"])
def test_what_belongs_to_a_terminal(terminal: MemoryTerminal, line: str) -> None:
    status = run_line(line, terminal)
    assert (status, bool(terminal.err)) == ((0, False) if line == "docker" else (2, True))
