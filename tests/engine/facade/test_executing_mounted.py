"""`exec` in a container with volumes and folders of the host."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from layerlab.container import Container, ProcessOptions, Verb
from layerlab.container.mount_words import parse_volume
from layerlab.container.options import CreateOptions, RunnerChoice
from layerlab.errors import CommandStopped, DiskFull, ReadOnlyMount
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.runners import Ground, Opening
from support.files import content, put
from support.running import Action, FakeRunner, let_run, streams


@pytest.fixture
def shell(loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> FakeRunner:
    made = FakeRunner(name="shell")
    monkeypatch.setattr(loaded, "runners", {RunnerChoice.SHELL: made})
    return made


def create(engine: Engine, name: str, *texts: str) -> Container:
    """A container that runs, with mounts as `-v` names them."""
    mounts = [parse_volume(text) for text in texts]
    engine.create("t:1", name, options=CreateOptions(mounts=mounts))
    let_run(engine, name)
    container = engine.container(name)
    container.make_mount_points()
    return container


def writes(*paths: str) -> Action:
    def act(ground: Ground) -> int:
        for path in paths:
            put(ground.files, path, b"x", Opening.APPEND)
        return 0

    return act


def test_each_layer_that_changed_has_an_edit(loaded: Engine, shell: FakeRunner) -> None:
    container = create(loaded, "c2", "data:/data", "other:/other")
    before = len(container.edits())
    shell.action = writes("data/f", "etc/motd")
    done = loaded.execute("c2", ["sh", "-c", "x"], streams())
    assert done.edit
    assert list(done.volume_edits) == ["data"]
    edit = done.volume_edits["data"]
    assert (edit.verb, edit.path, edit.command, edit.runner) == (
        Verb.EXEC,
        "f",
        ("sh", "-c", "x"),
        "shell",
    )
    assert loaded.volume("data").edits()[-1] == edit
    assert len(container.edits()) == before + 1
    assert [str(row) for row in container.diff()] == [
        "A /data",
        "C /etc",
        "C /etc/motd",
        "A /other",
    ]


def test_only_the_volume_changed(loaded: Engine, shell: FakeRunner) -> None:
    container = create(loaded, "c2", "data:/data")
    before = len(container.edits())
    shell.action = writes("data/f")
    done = loaded.execute("c2", ["x"], streams())
    assert done.edit is None
    assert list(done.volume_edits) == ["data"]
    assert len(container.edits()) == before
    loaded.volume("data").undo()
    assert container.view().list(LayerPath("data")) == []


def test_two_containers_share_a_volume(loaded: Engine, shell: FakeRunner) -> None:
    create(loaded, "c2", "data:/data")
    create(loaded, "c3", "data:/srv")
    shell.action = writes("data/f")
    loaded.execute("c2", ["x"], streams())

    def reads(ground: Ground) -> int:
        assert content(ground.files, "srv/f") == b"x"
        return 0

    shell.action = reads
    loaded.execute("c3", ["x"], streams())


def test_one_volume_in_two_places(loaded: Engine, shell: FakeRunner) -> None:
    create(loaded, "c2", "data:/a", "data:/b")

    def act(ground: Ground) -> int:
        put(ground.files, "a/f", b"1")
        put(ground.files, "b/f", b"2", Opening.APPEND)
        assert content(ground.files, "a/f") == b"12"
        return 0

    shell.action = act
    assert list(loaded.execute("c2", ["x"], streams()).volume_edits) == ["data"]


def test_an_exception_keeps_nothing_anywhere(loaded: Engine, shell: FakeRunner) -> None:
    container = create(loaded, "c2", "data:/data")
    before = len(container.edits())

    def fails(ground: Ground) -> int:
        writes("data/f", "etc/motd")(ground)
        raise CommandStopped("x", "time", "1 s")

    shell.action = fails
    with pytest.raises(CommandStopped):
        loaded.execute("c2", ["x"], streams())
    assert len(container.edits()) == before
    assert len(loaded.volume("data").edits()) == 0


def test_where_one_layer_cannot_be_kept_none_is(
    loaded: Engine, shell: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = create(loaded, "c2", "data:/data")
    shell.action = writes("data/f", "etc/motd")

    def full(*_: object) -> None:
        raise OSError(28, "the disk is full")

    monkeypatch.setattr(loaded.volume("data"), "keep", full)
    with pytest.raises(DiskFull):
        loaded.execute("c2", ["x"], streams())
    assert [str(row) for row in container.diff()] == ["A /data"]
    assert container.faults() == []


def test_a_folder_of_the_host_is_changed_at_once(
    loaded: Engine, shell: FakeRunner, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    create(loaded, "c2", f"{folder}:/mnt")
    shell.action = writes("mnt/f")
    done = loaded.execute("c2", ["x"], streams())
    assert (done.edit, done.volume_edits) == (None, {})
    assert (folder / "f").read_bytes() == b"x"


def test_read_only_mounts(loaded: Engine, shell: FakeRunner, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    create(loaded, "c2", "data:/data:ro", f"{folder}:/mnt:ro")
    for path in ("data/f", "mnt/f"):
        shell.action = writes(path)
        with pytest.raises(ReadOnlyMount):
            loaded.execute("c2", ["x"], streams())


def test_what_is_made_in_a_volume_belongs_to_the_user(loaded: Engine, shell: FakeRunner) -> None:
    create(loaded, "c2", "data:/data")
    shell.action = writes("data/f")
    loaded.execute("c2", ["x"], streams(), ProcessOptions(user="7:8"))
    entry = loaded.volume("data").view().get(LayerPath("f")).entry
    assert (entry.uid, entry.gid) == (7, 8)


def test_the_ground_tells_the_mounts(loaded: Engine, shell: FakeRunner, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    create(loaded, "c2", "data:/data:ro", f"{folder}:/mnt")
    seen: list[tuple[str, Path | None, bool]] = []

    def look(ground: Ground) -> int:
        seen.extend((mount.path, mount.host, mount.read_only) for mount in ground.mounts)
        assert ground.files.mount(LayerPath("data")) == "volume data"
        return 0

    shell.action = look
    loaded.execute("c2", ["x"], streams())
    assert sorted(seen) == [("data", None, True), ("mnt", folder, False)]


def test_commands_of_two_containers_never_wait_for_one_another_for_ever(
    loaded: Engine, shell: FakeRunner
) -> None:
    """Each mounts both volumes, in another order."""
    create(loaded, "c2", "v1:/x", "v2:/y")
    create(loaded, "c3", "v2:/x", "v1:/y")
    shell.action = writes("x/f", "y/f")
    rounds = 5
    errors: list[BaseException] = []

    def work(name: str) -> Callable[[], None]:
        def run() -> None:
            try:
                for _ in range(rounds):
                    loaded.execute(name, ["x"], streams())
            except BaseException as error:
                errors.append(error)
                raise

        return run

    threads = [threading.Thread(target=work(name), daemon=True) for name in ("c2", "c3")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert not errors
    for name in ("v1", "v2"):
        assert loaded.volume(name).view().read(LayerPath("f")) == b"x" * rounds * 2
