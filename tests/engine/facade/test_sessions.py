"""A shell in a container, line by line: each line is one edit."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from layerlab.container import ProcessOptions, Verb
from layerlab.container.options import RunnerChoice
from layerlab.container.state import State
from layerlab.errors import (
    CommandStopped,
    ContainerNotRunning,
    NoSuchUser,
    NoWorkingDirectory,
    RunnerUnavailable,
)
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.runners import Completion, Ground, Opening
from support.files import put
from support.running import FakeRunner, FakeShell, let_run, set_state, streams

MOTD = LayerPath("etc/motd")


@pytest.fixture
def shell(loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> FakeShell:
    let_run(loaded)
    made = FakeShell(appends, name="shell")
    monkeypatch.setattr(loaded, "runners", {RunnerChoice.SHELL: made})
    return made


def appends(ground: Ground) -> int:
    put(ground.files, "etc/motd", b"+", Opening.APPEND)
    return 0


def test_each_line_is_an_edit(loaded: Engine, shell: FakeShell) -> None:
    session = loaded.session("c1")
    done = [session.run(text, streams()) for text in ("echo 1;\n", "echo 2;\n")]
    assert [one.runner for one in done] == ["shell", "shell"]
    edits = loaded.container("c1").edits()
    assert [(edit.verb, edit.command, edit.runner) for edit in edits] == [
        (Verb.EXEC, ("echo 1;",), "shell"),
        (Verb.EXEC, ("echo 2;",), "shell"),
    ]
    assert loaded.container("c1").view().read(MOTD) == b"welcome\n++"


def test_the_shell_goes_on(loaded: Engine, shell: FakeShell) -> None:
    session = loaded.session("c1", ["sh", "-e"], ProcessOptions(environment=("A=1",)))
    assert shell.ran[0].words == ("sh", "-e")
    assert shell.ran[0].environment["A"] == "1"
    assert shell.ran[0].environment["TERM"] == "xterm"
    assert session.prompt == "0# "
    assert session.needs_more("if true")
    session.run("x;", streams())
    assert session.prompt == "1# "
    assert not session.has_ended
    session.run("exit;", streams())
    assert session.has_ended
    assert len(shell.ran) == 1


def test_others_work_in_the_container_meanwhile(loaded: Engine, shell: FakeShell) -> None:
    session = loaded.session("c1")
    session.run("x;", streams())
    loaded.container("c1").append(MOTD, b"!")
    session.run("x;", streams())
    assert loaded.container("c1").view().read(MOTD) == b"welcome\n+!+"


def test_a_line_that_is_stopped_keeps_nothing(loaded: Engine, shell: FakeShell) -> None:
    session = loaded.session("c1")

    def fails(ground: Ground) -> int:
        appends(ground)
        raise CommandStopped("x", "time", "1 s")

    shell.action = fails
    with pytest.raises(CommandStopped):
        session.run("x;", streams())
    shell.action = appends
    session.run("x;", streams())
    assert loaded.container("c1").view().read(MOTD) == b"welcome\n+"


def test_a_container_that_was_stopped_meanwhile(loaded: Engine, shell: FakeShell) -> None:
    session = loaded.session("c1")
    set_state(loaded, "c1", State())
    with pytest.raises(ContainerNotRunning):
        session.run("x;", streams())
    with pytest.raises(ContainerNotRunning):
        loaded.session("c1")


def test_what_is_made_belongs_to_the_user(loaded: Engine, shell: FakeShell) -> None:
    session = loaded.session("c1", options=ProcessOptions(user="7:8"))

    def makes(ground: Ground) -> int:
        put(ground.files, "new", b"")
        return 0

    shell.action = makes
    session.run("x;", streams())
    entry = loaded.container("c1").view().get(LayerPath("new")).entry
    assert (entry.uid, entry.gid) == (7, 8)


def test_what_cannot_begin(loaded: Engine, shell: FakeShell, tmp_path: Path) -> None:
    with pytest.raises(NoWorkingDirectory):
        loaded.session("c1", options=ProcessOptions(working_directory="/nope"))
    with pytest.raises(NoSuchUser):
        loaded.session("c1", options=ProcessOptions(user="nobody"))
    assert not shell.ran


def test_a_runner_that_talks_with_nobody(
    loaded: Engine, shell: FakeShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaded, "runners", {RunnerChoice.SHELL: FakeRunner()})
    with pytest.raises(RunnerUnavailable):
        loaded.session("c1")


def test_completion_waits_for_nobody(loaded: Engine, shell: FakeShell) -> None:
    """Another command holds the container meanwhile."""
    session = loaded.session("c1")
    found: list[Completion] = []

    def completes(ground: Ground) -> int:
        with ThreadPoolExecutor(1) as pool:
            found.append(pool.submit(session.complete, "etc/m", 5).result(60))
        return 0

    shell.action = completes
    session.run("x;", streams())
    assert found == [Completion(0, ("etc/motd",))]
