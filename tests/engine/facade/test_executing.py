"""`exec`: one command, one edit, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from layerlab.container import ProcessOptions, StepKind, Verb
from layerlab.container.options import CreateOptions, HostConfig, RunnerChoice
from layerlab.container.state import State, Status
from layerlab.errors import (
    Cancelled,
    CommandStopped,
    ContainerNotRunning,
    ExecInPausedContainer,
    InvalidWorkingDirectory,
    NoSuchContainer,
    NoSuchGroup,
    NoSuchUser,
    NoWorkingDirectory,
    Reason,
    RunnerUnavailable,
)
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab.reasons import NeedsLinux, UnknownCommands
from layerlab.runners import Ground, Opening
from support.files import put
from support.images import directory, file, write_archive
from support.running import Action, FakeRunner, let_run, set_state, streams

MOTD = LayerPath("etc/motd")
PASSWD = b"root:x:0:0::/root:/bin/sh\nu:x:1000:1001::/home/u:/bin/sh\nlost:x:7:7\n"
GROUP = b"root:x:0:\nu:x:1001:\nextra:x:1002:u\n"


def changes(ground: Ground) -> int:
    put(ground.files, "etc/motd", b"more", Opening.APPEND)
    ground.files.make_directory(LayerPath("srv"))
    return 0


@dataclass
class Place:
    """A container that runs, and what runs its commands."""

    engine: Engine
    shell: FakeRunner
    linux: FakeRunner

    def execute(self, *words: str, **options: object) -> "Place":
        self.last = self.engine.execute(
            "c1",
            words or ("x",),
            streams(),
            ProcessOptions(**options),  # type: ignore[arg-type]
        )
        return self

    def with_action(self, action: Action) -> "Place":
        self.shell.action = action
        return self


@pytest.fixture
def place(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    etc = [directory("etc"), file("etc/motd", b"welcome\n"), file("etc/passwd", PASSWD)]
    engine.load(write_archive(tmp_path / "i.tar", [[*etc, file("etc/group", GROUP)]]))
    engine.create("t:1", "c1")
    let_run(engine)
    made = Place(engine, FakeRunner(name="shell"), FakeRunner(name="linux"))
    known = {RunnerChoice.SHELL: made.shell, RunnerChoice.LINUX: made.linux}
    monkeypatch.setattr(engine, "runners", known)
    return made


# one edit -----------------------------------------------------------------------------------------


def test_a_command_is_one_edit(place: Place) -> None:
    done = place.with_action(changes).execute("sh", "-c", "change").last
    edit = done.edit
    assert edit
    assert (done.status, done.runner) == (0, "shell")
    assert (edit.verb, edit.command, edit.runner) == (Verb.EXEC, ("sh", "-c", "change"), "shell")
    assert [(step.kind, step.path) for step in edit.steps] == [
        (StepKind.COPY_UP_PARENT, "etc"),
        (StepKind.COPY_UP_METADATA, "etc/motd"),
        (StepKind.COPY_UP_DATA, "etc/motd"),
        (StepKind.WRITE, "etc/motd"),
        (StepKind.CREATE, "srv"),
    ]
    assert edit.size_bytes == 4
    container = place.engine.container("c1")
    assert [str(row) for row in container.diff()] == ["C /etc", "C /etc/motd", "A /srv"]
    assert container.view().read(MOTD) == b"welcome\nmore"
    assert len(container.edits()) == 1


def test_it_is_undone_and_redone_as_one(place: Place) -> None:
    place.with_action(changes).execute()
    container = place.engine.container("c1")
    container.undo()
    assert container.diff() == []
    assert container.view().read(MOTD) == b"welcome\n"
    container.redo()
    assert container.view().read(MOTD) == b"welcome\nmore"
    assert container.faults() == []


def test_it_is_committed(place: Place) -> None:
    place.with_action(changes).execute()
    place.engine.commit("c1", "t:2")
    view = place.engine.stack("t:2").view()
    assert view.read(MOTD) == b"welcome\nmore"
    assert view.get(LayerPath("srv")).is_directory


def test_a_command_sees_what_the_one_before_it_did(place: Place) -> None:
    place.with_action(changes).execute()

    def again(ground: Ground) -> int:
        put(ground.files, "etc/motd", b"!", Opening.APPEND)
        ground.files.link(LayerPath("etc/twin"), MOTD)
        put(ground.files, "etc/twin", b"?", Opening.APPEND)
        ground.files.rename(LayerPath("srv"), LayerPath("srv2"))
        return 0

    place.with_action(again).execute()
    container = place.engine.container("c1")
    view = container.view()
    assert view.read(MOTD) == view.read(LayerPath("etc/twin")) == b"welcome\nmore!?"
    assert view.inode(MOTD) == view.inode(LayerPath("etc/twin"))
    container.undo()
    assert container.view().read(MOTD) == b"welcome\nmore"
    assert container.faults() == []


@pytest.mark.parametrize(
    "deed",
    [
        lambda files: files.find(MOTD),
        lambda files: files.open_to_write(LayerPath("srv/f"), Opening.APPEND).close(),
        lambda files: files.chmod(LayerPath("srv/f"), 0o644),
    ],
    ids=["looks", "opens", "sets what is set"],
)
def test_what_changes_nothing_is_no_edit(place: Place, deed: Callable[..., object]) -> None:
    container = place.engine.container("c1")
    container.make_directory(LayerPath("srv"))
    container.create(LayerPath("srv/f"), b"1")
    before = container.view().get(LayerPath("srv/f")).entry

    def act(ground: Ground) -> int:
        deed(ground.files)
        return 0

    assert place.with_action(act).execute().last.edit is None
    assert len(container.edits()) == 2
    assert container.view().get(LayerPath("srv/f")).entry == before


def test_a_status_of_failure_keeps_what_was_done(place: Place) -> None:
    def fails(ground: Ground) -> int:
        changes(ground)
        return 3

    assert place.with_action(fails).execute().last.status == 3
    assert place.engine.container("c1").view().read(MOTD) == b"welcome\nmore"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CommandStopped("x", "time", "1 s"), CommandStopped),
        (Cancelled(), Cancelled),
        (BrokenPipeError(), Cancelled),
        (ValueError("a fault of ours"), ValueError),
    ],
)
def test_an_exception_keeps_nothing(place: Place, error: Exception, told: type[Exception]) -> None:
    def fails(ground: Ground) -> int:
        changes(ground)
        raise error

    with pytest.raises(told):
        place.with_action(fails).execute()
    container = place.engine.container("c1")
    assert container.diff() == []
    assert len(container.edits()) == 0
    assert not list((container.upper_path.parent / "edits").rglob("*.draft"))


def test_cancelling_while_bytes_are_written(place: Place) -> None:
    progress = Progress()

    def writes(ground: Ground) -> int:
        with ground.files.open_to_write(MOTD, Opening.TRUNCATE) as stream:
            progress.cancel()
            stream.write(b"x")
        return 0

    place.shell.action = writes
    with pytest.raises(Cancelled):
        place.engine.execute("c1", ["x"], streams(), progress=progress)
    assert place.engine.container("c1").diff() == []


def test_what_another_program_did_is_an_edit_before_it(place: Place) -> None:
    container = place.engine.container("c1")
    (container.upper_path / "put").write_bytes(b"by hand")

    def reads(ground: Ground) -> int:
        with ground.files.open(LayerPath("put")) as stream:
            assert stream.read() == b"by hand"
        return changes(ground)

    place.with_action(reads).execute()
    assert [edit.verb for edit in container.edits()] == [Verb.EXTERNAL, Verb.EXEC]


# what it finds ------------------------------------------------------------------------------------


def test_the_ground_is_told_in_parts_too(place: Place) -> None:
    container = place.engine.container("c1")
    container.create(LayerPath("made"), b"")
    seen: list[Ground] = []

    def keep(ground: Ground) -> int:
        seen.append(ground)
        return 0

    place.with_action(keep).execute()
    (ground,) = seen
    assert [layer.number for layer in ground.layers] == [1]
    assert list(ground.upper.records) == ["made"]
    assert ground.upper_files.directory == container.upper_path
    assert ground.architecture == "amd64"
    assert ground.lower.view(1).read(MOTD) == b"welcome\n"


def test_the_environment_is_dockers(place: Place) -> None:
    place.execute("env", environment=("A=1", "EMPTY=", "GONE"))
    command = place.shell.ran[-1]
    key = place.engine.container("c1").id
    assert list(command.environment.items()) == [
        ("PATH", "/bin"),
        ("HOSTNAME", key[:12]),
        ("A", "1"),
        ("EMPTY", ""),
        ("HOME", "/root"),
    ]
    assert (command.words, command.user, command.working_directory) == (("env",), "", "/")


def test_a_terminal_has_a_name(place: Place) -> None:
    place.engine.execute("c1", ["x"], streams(is_terminal=True))
    assert place.shell.ran[-1].environment["TERM"] == "xterm"


def test_what_is_taken_away_of_the_environment(place: Place) -> None:
    place.execute(environment=("PATH", "HOME=/x"))
    assert "PATH" not in place.shell.ran[-1].environment
    assert place.shell.ran[-1].environment["HOME"] == "/x"


@pytest.mark.parametrize(
    ("user", "home"),
    [
        ("", "/root"),
        ("u", "/home/u"),
        ("1000", "/home/u"),
        ("u:0", "/home/u"),
        ("lost", "/"),
        ("1234", "/"),
    ],
)
def test_home_is_the_users(place: Place, user: str, home: str) -> None:
    place.execute(user=user)
    assert place.shell.ran[-1].environment["HOME"] == home


@pytest.mark.parametrize(
    ("user", "owner"), [("", (0, 0)), ("u", (1000, 1001)), ("u:extra", (1000, 1002))]
)
def test_what_is_made_belongs_to_the_user(place: Place, user: str, owner: tuple[int, int]) -> None:
    def makes(ground: Ground) -> int:
        put(ground.files, "new", b"")
        ground.files.make_directory(LayerPath("dir"))
        ground.files.symlink(LayerPath("link"), "new")
        return 0

    place.with_action(makes).execute(user=user)
    view = place.engine.container("c1").view()
    found = [view.get(LayerPath(path)).entry for path in ("new", "dir", "link")]
    assert {(entry.uid, entry.gid) for entry in found} == {owner}


def test_a_user_that_nobody_knows(place: Place) -> None:
    with pytest.raises(NoSuchUser):
        place.execute(user="nobody")
    with pytest.raises(NoSuchGroup):
        place.execute(user="u:nogroup")
    assert not place.shell.ran


def test_the_working_directory(place: Place) -> None:
    place.execute(working_directory="/etc/")
    assert place.shell.ran[-1].working_directory == "/etc"
    with pytest.raises(InvalidWorkingDirectory):
        place.execute(working_directory="etc")
    for path, reason in (
        ("/nope", "no such file or directory"),
        ("/etc/motd", "not a directory"),
    ):
        with pytest.raises(NoWorkingDirectory) as told:
            place.execute(working_directory=path)
        assert (told.value.path, told.value.reason) == (path, reason)


# when it may run --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "error"),
    [
        (State(), ContainerNotRunning),
        (State(Status.EXITED), ContainerNotRunning),
        (State(Status.PAUSED, standing="waits"), ExecInPausedContainer),
    ],
)
def test_only_in_a_container_that_runs(place: Place, state: State, error: type[Exception]) -> None:
    set_state(place.engine, "c1", state)
    with pytest.raises(error):
        place.execute()
    assert not place.shell.ran


def test_a_container_that_is_not_there(place: Place) -> None:
    with pytest.raises(NoSuchContainer):
        place.engine.execute("c2", ["x"], streams())


# who runs it --------------------------------------------------------------------------------------

UNKNOWN, UNABLE = UnknownCommands(("x",)), NeedsLinux()


@pytest.mark.parametrize(
    ("shell", "linux", "chosen"),
    [
        (None, None, "shell"),
        (UNKNOWN, None, "linux"),
        (UNKNOWN, UNABLE, "shell"),
        (None, UNABLE, "shell"),
    ],
)
def test_automatic_choice(
    place: Place, shell: Reason | None, linux: Reason | None, chosen: str
) -> None:
    place.shell.reason, place.linux.reason = shell, linux
    assert place.execute().last.runner == chosen


def test_the_choice_is_the_containers_or_the_commands(place: Place) -> None:
    options = CreateOptions(host=HostConfig(runner=RunnerChoice.LINUX))
    place.engine.create("t:1", "c2", options=options)
    let_run(place.engine, "c2")
    assert place.engine.execute("c2", ["x"], streams()).runner == "linux"
    chosen = ProcessOptions(runner=RunnerChoice.SHELL)
    assert place.engine.execute("c2", ["x"], streams(), chosen).runner == "shell"


def test_a_runner_that_is_not_there(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place.engine, "runners", {})
    with pytest.raises(RunnerUnavailable):
        place.execute()


def test_many_files(place: Place) -> None:
    def makes(ground: Ground) -> int:
        for number in range(2000):
            put(ground.files, f"f{number}", b"x")
        return 0

    place.with_action(makes).execute()
    container = place.engine.container("c1")
    assert len(container.diff()) == 2000
    container.undo()
    assert container.diff() == []


def test_why_the_linux_runner_cannot_run_is_told_without_running(place: Place) -> None:
    assert place.engine.why_not_linux("c1") is None
    place.linux.reason = NeedsLinux()
    assert place.engine.why_not_linux("c1") == NeedsLinux()
    assert not place.linux.ran
