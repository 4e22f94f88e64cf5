"""`exec`: the command's streams, its status, and what it is refused with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.commands.grammar import UsageEnd, parse
from layerlab.container.options import RunnerChoice
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab.runners import Bounds, Command, Ground, Opening, Streams
from support.commands import Run
from support.files import put
from support.running import FakeRunner, let_run


class Echo(FakeRunner):
    """Prints its words and its input, appends to a file, and fails by the number of its words."""

    def run(
        self,
        ground: Ground,
        command: Command,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
    ) -> int:
        self.ran.append(command)
        streams.stdout.write(b"\xff" + " ".join(command.words).encode() + streams.stdin.read())
        streams.stderr.write(b"told\n")
        put(ground.files, "etc/motd", b"+", Opening.APPEND)
        return len(command.words)


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Echo]:
    made = Echo()
    known = {RunnerChoice.SHELL: made, RunnerChoice.LINUX: FakeRunner(name="linux")}
    monkeypatch.setattr(Engine, "runners", known)
    return made


@pytest.fixture
def running(created: Run, root: Path, echo: Echo) -> Run:
    with Engine(root) as engine:
        let_run(engine)
    return created


def test_streams_and_status_are_the_commands(running: Run, root: Path) -> None:
    said = running("exec", "-i", "c1", "a", "-x", "--", "-i", stdin=b"<input>")
    assert (said.status, said.out, said.err) == (4, "\udcffa -x -- -i<input>", "told\n")
    with Engine(root) as engine:
        assert engine.container("c1").view().read(LayerPath("etc/motd")).endswith(b"again\n+")


def test_without_i_the_input_is_empty(running: Run) -> None:
    assert running("exec", "c1", "a", stdin=b"<input>").out == "\udcffa"


def test_it_is_in_the_log(running: Run) -> None:
    running("exec", "c1", "a", "b c")
    (line,) = running("log", "c1").lines
    assert line.endswith("exec a 'b c' (fake): copied up 14 B from layer 2, wrote 1 B")
    running("undo", "c1")
    assert running("diff", "c1").out == ""


def test_options(running: Run, echo: Echo) -> None:
    words = ["-e", "A=1", "--env", "B=", "-w", "/etc", "-u", "7:8", "--runner", "shell", "-t"]
    running("exec", *words, "c1", "x")
    (command,) = echo.ran
    assert command.environment["A"] == "1"
    assert command.environment["B"] == ""
    assert command.environment["TERM"] == "xterm"
    assert (command.working_directory, command.user) == ("/etc", "7:8")


def test_variables_of_ours_by_their_names(
    running: Run, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that we don't have is taken away from the container's."""
    monkeypatch.setenv("LAYERLAB_TEST_HERE", "a value")
    monkeypatch.delenv("HOSTNAME", raising=False)
    running("exec", "-e", "LAYERLAB_TEST_HERE", "-e", "HOSTNAME", "c1", "x")
    (command,) = echo.ran
    assert command.environment["LAYERLAB_TEST_HERE"] == "a value"
    assert "HOSTNAME" not in command.environment


def test_the_runner_is_chosen(running: Run, echo: Echo) -> None:
    assert running("exec", "--runner", "linux", "c1", "x").status == 0
    assert not echo.ran


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-w", "/nope", "c1", "x"], 'chdir to cwd ("/nope") set in config.json failed: no such'),
        (["-w", "tmp", "c1", "x"], "it needs to be an absolute path"),
        (["-u", "nobody", "c1", "x"], "unable to find user nobody"),
        (["-u", "0:nobody", "c1", "x"], "unable to find group nobody"),
    ],
)
def test_what_cannot_be_started_is_126(running: Run, words: list[str], told: str) -> None:
    said = running("exec", *words)
    assert said.status == 126
    assert told in said.err
    assert said.err.startswith("Error: ")


def test_a_container_that_does_not_run(created: Run, echo: Echo) -> None:
    said = created("exec", "c1", "x")
    assert said.status == 1
    assert "is not running" in said.err


def test_a_terminal_that_is_none(running: Run) -> None:
    said = running("exec", "-it", "c1", "sh")
    assert (said.status, said.err) == (1, "Error: the input device is not a TTY\n")


@pytest.mark.parametrize("words", [["c1"], [], ["-e", "=1", "c1", "x"], ["-d", "c1", "x"]])
def test_wrong_usage(words: list[str]) -> None:
    with pytest.raises(UsageEnd) as told:
        parse(["exec", *words])
    assert told.value.status == 2
