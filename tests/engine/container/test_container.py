"""Copy-on-write, edit by edit."""

import io
import os
import tarfile
import threading
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.container import Container, Step, StepKind, Verb, operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done
from layerlab.errors import (
    AlreadyExists,
    DirectoryNotEmpty,
    EngineError,
    InvalidPath,
    IsADirectory,
    NoSuchPath,
    NotADirectory,
    NothingToRedo,
    NothingToUndo,
    ReservedName,
)
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath, clean
from layerlab.overlay import find_entry
from support.images import BASE

P = LayerPath


@pytest.fixture
def container(loaded: Engine) -> Container:
    return loaded.container("c1")


def diff(container: Container) -> list[str]:
    return [str(row) for row in container.diff()]


def kinds(container: Container) -> list[StepKind]:
    return [step.kind for step in container.edits()[-1].steps]


def test_a_write_to_a_lower_file_copies_it_up_in_steps(container: Container) -> None:
    edit = container.write(P("opt/d/a"), b"new!!")
    assert edit.steps == (
        Step(StepKind.COPY_UP_PARENT, P("opt"), 0, 1),
        Step(StepKind.COPY_UP_PARENT, P("opt/d"), 0, 1),
        Step(StepKind.COPY_UP_METADATA, P("opt/d/a"), 0, 1),
        Step(StepKind.COPY_UP_DATA, P("opt/d/a"), 4, 1),
        Step(StepKind.WRITE, P("opt/d/a"), 5),
    )
    assert (edit.verb, edit.copied_up_bytes, edit.copied_up_from) == (Verb.WRITE, 4, 1)
    assert container.view().read(P("opt/d/a")) == b"new!!"
    assert diff(container) == ["C /opt", "C /opt/d", "C /opt/d/a"]


def test_a_second_write_copies_nothing_up(container: Container) -> None:
    container.write(P("etc/motd"), b"1")
    edit = container.write(P("etc/motd"), b"22")
    assert edit.steps == (Step(StepKind.WRITE, P("etc/motd"), 2),)


def test_a_write_keeps_mode_and_owner_and_changes_the_time(container: Container) -> None:
    container.chown(P("etc/passwd"), 3, 4)
    before = container.view().get(P("etc/passwd")).entry
    container.write(P("etc/passwd"), b"x")
    after = container.view().get(P("etc/passwd")).entry
    assert (after.mode, after.uid, after.gid) == (0o600, 3, 4)
    assert after.mtime_ns > before.mtime_ns


def test_the_container_layer_is_a_directory_of_the_host(container: Container) -> None:
    container.write(P("etc/motd"), b"host sees this")
    container.delete(P("opt/d"), recursive=True)
    container.make_directory(P("opt/d"))
    assert (container.upper_path / "etc/motd").read_bytes() == b"host sees this"
    assert (container.upper_path / "opt/d/.wh..wh..opq").exists()
    container.delete(P("etc/passwd"))
    assert (container.upper_path / "etc/.wh.passwd").read_bytes() == b""


def test_an_append_copies_the_whole_file_up(container: Container) -> None:
    edit = container.append(P("etc/motd"), b"more\n")
    assert edit.copied_up_bytes == 8
    assert container.view().read(P("etc/motd")) == b"welcome\nmore\n"


def test_a_write_through_a_link_changes_its_target(container: Container) -> None:
    container.write(P("etc/link"), b"via link")
    assert container.view().read(P("etc/motd")) == b"via link"
    assert container.view().get(P("etc/link")).kind is Kind.SYMLINK


def test_a_write_below_a_linked_directory_lands_where_it_leads(container: Container) -> None:
    container.create(P("lib/new"), b"n")
    assert container.view().read(P("usr/lib/new")) == b"n"
    assert diff(container) == ["C /usr", "C /usr/lib", "A /usr/lib/new"]


def test_deleting_a_lower_file_leaves_a_whiteout(container: Container) -> None:
    edit = container.delete(P("etc/motd"))
    assert edit.steps[-1] == Step(StepKind.WHITEOUT, P("etc/motd"), 0, 1)
    assert diff(container) == ["C /etc", "D /etc/motd"]


def test_deleting_an_own_file_leaves_nothing(container: Container) -> None:
    container.create(P("etc/own"), b"")
    container.delete(P("etc/own"))
    assert diff(container) == []
    assert [step.kind for step in container.edits()[-1].steps] == [StepKind.REMOVE]


def test_deleting_a_directory_needs_recursive_and_is_one_line(container: Container) -> None:
    with pytest.raises(DirectoryNotEmpty):
        container.delete(P("opt/d"))
    container.delete(P("opt/d"), recursive=True)
    assert diff(container) == ["C /opt", "D /opt/d"]


def test_a_directory_made_again_is_opaque(container: Container) -> None:
    container.delete(P("opt/d"), recursive=True)
    edit = container.make_directory(P("opt/d"))
    container.create(P("opt/d/a"), b"again")
    assert StepKind.OPAQUE in [step.kind for step in edit.steps]
    assert [node.name for node in container.view().list(P("opt/d"))] == ["a"]
    assert diff(container) == ["C /opt", "C /opt/d", "C /opt/d/a", "D /opt/d/b", "D /opt/d/sub"]


def test_chmod_copies_the_whole_file(container: Container) -> None:
    edit = container.chmod(P("opt/d/a"), 0o755)
    assert edit.copied_up_bytes == 4
    assert container.view().get(P("opt/d/a")).entry.mode == 0o755
    assert container.view().read(P("opt/d/a")) == b"aaaa"


def test_chmod_of_a_directory_copies_no_child(container: Container) -> None:
    edit = container.chmod(P("opt/d"), 0o700)
    assert edit.copied_up_bytes == 0
    assert diff(container) == ["C /opt", "C /opt/d"]


def test_chown_takes_the_set_id_bits_of_a_file(container: Container) -> None:
    container.chown(P("opt/tool"), 5, 6)
    entry = container.view().get(P("opt/tool")).entry
    assert (entry.uid, entry.gid, entry.mode) == (5, 6, 0o755)


def test_a_copy_up_breaks_a_lower_hard_link(container: Container) -> None:
    container.write(P("opt/one"), b"changed")
    assert container.view().read(P("opt/two")) == b"one inode"


def test_an_own_hard_link_is_one_file(container: Container) -> None:
    container.link(P("etc/motd2"), P("etc/motd"))
    container.write(P("etc/motd"), b"both")
    assert container.view().read(P("etc/motd2")) == b"both"
    assert container.view().inode(P("etc/motd")) == container.view().inode(P("etc/motd2"))
    container.delete(P("etc/motd"))
    assert container.view().read(P("etc/motd2")) == b"both"


def test_rename_moves_a_file_and_leaves_a_whiteout(container: Container) -> None:
    container.rename(P("etc/motd"), P("etc/motd.old"))
    assert container.view().read(P("etc/motd.old")) == b"welcome\n"
    assert diff(container) == ["C /etc", "D /etc/motd", "A /etc/motd.old"]


def test_renaming_onto_another_name_of_the_file_drops_the_old_name(container: Container) -> None:
    container.rename(P("opt/one"), P("opt/two"))
    assert diff(container) == ["C /opt", "D /opt/one"]
    container.link(P("opt/three"), P("opt/two"))
    container.link(P("opt/four"), P("opt/two"))
    container.rename(P("opt/three"), P("opt/four"))
    view = container.view()
    assert view.inode(P("opt/two")) == view.inode(P("opt/four"))
    with pytest.raises(NoSuchPath):
        view.get(P("opt/three"))
    container.append(P("opt/four"), b"!")
    assert container.view().read(P("opt/two")) == b"one inode!"


def test_an_append_of_nothing_copies_up_and_changes_nothing(container: Container) -> None:
    before = container.view().get(P("etc/motd")).entry
    edit = container.append(P("etc/motd"), b"")
    assert edit.copied_up_bytes == 8
    assert container.view().get(P("etc/motd")).entry == before
    assert diff(container) == []


def test_rename_of_a_lower_directory_copies_it_as_mv_does(container: Container) -> None:
    container.rename(P("opt/d"), P("opt/e"))
    found = [node.path for node in container.view().walk(P("opt/e"))]
    assert found == ["opt/e/a", "opt/e/b", "opt/e/sub", "opt/e/sub/x"]
    assert diff(container)[:2] == ["C /opt", "D /opt/d"]


def test_symlinks_keep_their_target_as_it_is(container: Container) -> None:
    container.symlink(P("etc/s"), "../nowhere")
    assert container.view().get(P("etc/s")).entry.link == "../nowhere"


@pytest.mark.parametrize(
    ("error", "operation"),
    [
        (NoSuchPath, lambda c: c.create(P("nope/x"))),
        (AlreadyExists, lambda c: c.create(P("etc/motd"))),
        (IsADirectory, lambda c: c.write(P("etc"), b"")),
        (NotADirectory, lambda c: c.create(P("etc/motd/x"))),
        (ReservedName, lambda c: c.create(P("etc/.wh.x"))),
        (ReservedName, lambda c: c.make_directory(P("etc/.wh..wh..opq"))),
        (NoSuchPath, lambda c: c.delete(P("nope"))),
        (EngineError, lambda c: c.delete(P(""))),
        (EngineError, lambda c: c.rename(P("opt"), P("opt/d/opt"))),
        (DirectoryNotEmpty, lambda c: c.rename(P("etc"), P("opt"))),
        (IsADirectory, lambda c: c.rename(P("etc/motd"), P("opt"))),
        (EngineError, lambda c: c.chmod(P("etc"), 0o17777)),
    ],
)
def test_what_is_refused_changes_nothing(
    container: Container, error: type[EngineError], operation: object
) -> None:
    with pytest.raises(error):
        operation(container)  # type: ignore[operator]
    assert container.edits() == []
    assert list(container.upper_path.iterdir()) == []


def snapshot(container: Container) -> dict[str, object]:
    view = container.view()
    return {
        node.path: (
            node.kind,
            node.entry.mode,
            node.entry.uid,
            node.entry.link,
            view.read(node.path) if node.kind.has_data else b"",
        )
        for node in view.walk()
    }


def edits(container: Container) -> list[dict[str, object]]:
    """A bit of everything; the state after each step, the first one untouched."""
    states = [snapshot(container)]
    for operation in (
        lambda: container.write(P("etc/motd"), b"1"),
        lambda: container.append(P("etc/motd"), b"2"),
        lambda: container.chmod(P("etc/motd"), 0o600),
        lambda: container.link(P("etc/m2"), P("etc/motd")),
        lambda: container.write(P("etc/m2"), b"linked"),
        lambda: container.delete(P("opt/d"), recursive=True),
        lambda: container.make_directory(P("opt/d")),
        lambda: container.create(P("opt/d/a"), b"new a"),
        lambda: container.rename(P("opt/d"), P("opt/e")),
        lambda: container.symlink(P("opt/d"), "e"),
        lambda: container.rename(P("etc/m2"), P("opt/e/a")),
        lambda: container.delete(P("usr"), recursive=True),
        lambda: container.create(P("usr"), b"a file now"),
    ):
        operation()
        states.append(snapshot(container))
    return states


def test_every_edit_can_be_undone_and_redone(container: Container) -> None:
    states = edits(container)
    for state in reversed(states[:-1]):
        container.undo()
        assert snapshot(container) == state
    assert diff(container) == []
    assert list(container.upper_path.iterdir()) == []
    with pytest.raises(NothingToUndo):
        container.undo()
    for state in states[1:]:
        container.redo()
        assert snapshot(container) == state
    with pytest.raises(NothingToRedo):
        container.redo()


def test_the_log_and_the_files_survive_the_program(loaded: Engine, tmp_path: Path) -> None:
    states = edits(loaded.container("c1"))
    loaded.close()
    with Engine(tmp_path / "root") as again:
        container = again.container("c1")
        assert snapshot(container) == states[-1]
        container.undo()
        assert snapshot(container) == states[-2]


def test_changes_of_other_programs_are_noticed_and_logged(container: Container) -> None:
    container.write(P("etc/motd"), b"ours")
    (container.upper_path / "etc/motd").write_bytes(b"theirs, longer")
    (container.upper_path / "etc/new").write_bytes(b"n")
    (container.upper_path / "etc/.wh.passwd").touch()
    assert container.refresh()
    assert not container.refresh()
    assert container.view().read(P("etc/motd")) == b"theirs, longer"
    assert diff(container) == ["C /etc", "C /etc/motd", "A /etc/new", "D /etc/passwd"]
    assert container.edits()[-1].verb is Verb.EXTERNAL


def test_a_file_removed_by_another_program_shows_the_lower_one_again(container: Container) -> None:
    container.write(P("etc/motd"), b"ours")
    (container.upper_path / "etc/motd").unlink()
    container.refresh()
    assert container.view().read(P("etc/motd")) == b"welcome\n"


def test_a_link_planted_in_the_layer_is_never_followed(
    container: Container, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    container.write(P("etc/motd"), b"x")
    (container.upper_path / "etc/motd").unlink()
    os.symlink(secret, container.upper_path / "etc/motd")
    container.refresh()
    assert container.view().get(P("etc/motd")).kind is Kind.SYMLINK
    container.delete(P("etc/motd"))
    assert secret.read_text() == "secret"


def test_copy_in_brings_files_with_their_modes_and_owners(
    container: Container, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    (source / "f").write_bytes(b"f")
    (source / "f").chmod(0o751)
    os.symlink("f", source / "l")
    container.copy_in(source, P("opt/in"))
    entry = container.view().get(P("opt/in/f")).entry
    owner = (source / "f").stat().st_uid
    assert (entry.mode, entry.uid, entry.size) == (0o751, owner, 1)
    assert container.view().get(P("opt/in/l")).entry.link == "f"


def test_copy_out_writes_nothing_through_a_link(container: Container, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep")
    out = tmp_path / "out"
    out.mkdir()
    os.symlink(victim, out / "motd")
    container.copy_out(P("etc/motd"), out)
    assert victim.read_text() == "keep"
    assert (out / "motd").read_bytes() == b"welcome\n"


def test_the_root_has_an_inode(container: Container) -> None:
    container.write(P("etc/motd"), b"x")
    assert container.view().inode(P("")) != container.view().inode(P("etc"))


def test_copy_out_of_a_directory_is_the_tree(container: Container, tmp_path: Path) -> None:
    where = container.copy_out(P("opt/d"), tmp_path).path
    assert where == tmp_path / "d"
    assert (where / "sub/x").read_bytes() == b"x"


def test_a_tar_goes_out_and_in_again(container: Container) -> None:
    sink = io.BytesIO()
    container.write_tar(P("opt"), sink)
    sink.seek(0)
    with tarfile.open(fileobj=sink) as tar:
        assert tar.getmember("opt/two").islnk()
    sink.seek(0)
    container.make_directory(P("copy"))
    container.copy_in_tar(sink, P("copy"))
    assert container.view().read(P("copy/opt/d/a")) == b"aaaa"
    assert container.view().inode(P("copy/opt/one")) == container.view().inode(P("copy/opt/two"))


def test_the_image_is_never_changed(loaded: Engine) -> None:
    blobs = {p: p.read_bytes() for p in (loaded.root / "blobs/sha256").iterdir()}
    edits(loaded.container("c1"))
    assert {p: p.read_bytes() for p in (loaded.root / "blobs/sha256").iterdir()} == blobs
    names = [node.path for node in loaded.stack("t:1").view().walk()]
    assert len(names) == len(BASE)


@pytest.mark.parametrize("stop_after", range(12))
def test_an_edit_cut_short_is_completed_or_absent(
    loaded: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    """The end of the program at each of the moves of one edit."""
    container = loaded.container("c1")
    container.write(P("opt/d/a"), b"first")
    before = snapshot(container)
    calls = {"left": stop_after}

    def dying(function: object) -> object:
        def call(*args: object, **kwargs: object) -> object:
            calls["left"] -= 1
            if calls["left"] < 0:
                raise KeyboardInterrupt
            return function(*args, **kwargs)  # type: ignore[operator]

        return call

    files = container.files
    moves = container._log._moves
    for owner, name in ((files, "take"), (files, "place"), (files, "dress"), (moves, "_sync")):
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))
    finished = True
    try:
        container.delete(P("opt/d"), recursive=True)
    except KeyboardInterrupt:
        finished = False
    loaded.close()
    with Engine(tmp_path / "root") as again:
        reopened = again.container("c1")
        state = snapshot(reopened)
        gone = {p: v for p, v in before.items() if not p.startswith("opt/d")}
        assert state in ([gone] if finished else [gone, before])
        assert not reopened.refresh()
        if state == gone:
            reopened.undo()
            assert snapshot(reopened) == before


def test_a_tar_without_its_directories_brings_them(container: Container) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("new/deep/file"))
    sink.seek(0)
    container.copy_in_tar(sink, P("etc"))
    assert diff(container)[1:] == ["A /etc/new", "A /etc/new/deep", "A /etc/new/deep/file"]


def test_two_programs_edit_one_container(loaded: Engine, tmp_path: Path) -> None:
    with Engine(tmp_path / "root") as other:
        ours, theirs = loaded.container("c1"), other.container("c1")
        ours.write(P("etc/motd"), b"ours")
        theirs.append(P("etc/motd"), b" and theirs")
        assert theirs.view().read(P("etc/motd")) == b"ours and theirs"
        assert ours.refresh()
        assert ours.view().read(P("etc/motd")) == b"ours and theirs"
        ours.create(P("etc/new"))
        theirs.undo()
        assert ours.refresh()
        assert diff(ours) == ["C /etc", "C /etc/motd"]
        assert [edit.verb for edit in ours.edits()] == [Verb.WRITE, Verb.APPEND]


def test_two_threads_edit_one_container(container: Container) -> None:
    def fill(name: str) -> None:
        for number in range(20):
            container.create(P(f"etc/{name}{number}"), b"x")

    threads = [threading.Thread(target=fill, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(diff(container)) == 41
    assert [edit.number for edit in container.edits()] == list(range(1, 41))


@pytest.mark.parametrize("name", ["../../x", "etc/../../../x", "/../x", "etc/./../x"])
def test_no_path_leaves_the_container_layer(
    container: Container, tmp_path: Path, name: str
) -> None:
    own = container.upper_path.parent

    def outside() -> set[Path]:
        return {path for path in tmp_path.rglob("*") if own not in path.parents}

    before = outside()
    container.create(P(name), b"inside")
    assert container.view().read(P("x")) == b"inside"
    assert outside() == before
    with pytest.raises(InvalidPath):
        container.files.host_path(P("etc/../../x"))


def test_a_name_with_a_zero_byte_is_refused(container: Container) -> None:
    with pytest.raises(InvalidPath):
        container.create(P("etc/a\0b"))


@pytest.mark.parametrize("name", [".wh.", ".wh..", ".wh..."])
def test_a_whiteout_of_nothing_is_passed_over(container: Container, name: str) -> None:
    (container.upper_path / name).touch()
    assert not container.refresh()
    container.create(P("etc/new"))
    assert diff(container) == ["C /etc", "A /etc/new"]


def test_what_an_opaque_directory_hides_further_down_is_deleted(container: Container) -> None:
    container.delete(P("opt/d"), recursive=True)
    container.make_directory(P("opt/d"))
    container.make_directory(P("opt/d/sub"))
    gone = ["D /opt/d/a", "D /opt/d/b", "C /opt/d/sub", "D /opt/d/sub/x"]
    assert diff(container) == ["C /opt", "C /opt/d", *gone]


def test_attributes_of_a_file_that_lost_one_of_its_names(loaded: Engine) -> None:
    container = loaded.container("c1")
    container.create(P("one"), b"x")
    container.link(P("two"), P("one"))
    container.delete(P("one"))
    container.chmod(P("two"), 0o600)
    assert container.view().get(P("two")).entry.mode == 0o600


def test_who_looks_does_not_wait_for_a_command_that_goes_on(
    container: Container, loaded: Engine
) -> None:
    """It sees what there was before; so does another program."""
    begun, end = threading.Event(), threading.Event()

    def operation(draft: Draft) -> Done:
        done = operations.create(draft, clean("new"), BytesIO(b"x"), 0o644)
        begun.set()
        assert end.wait(60)
        return done

    command = threading.Thread(target=container.edit, args=(operation,))
    command.start()
    try:
        assert begun.wait(60)
        assert container.refresh() is False
        assert find_entry(container.view(), clean("new")) is None
        with Engine(loaded.root) as other:
            assert find_entry(other.container(container.id).view(), clean("new")) is None
    finally:
        end.set()
        command.join()
    assert container.view().read(clean("new")) == b"x"
