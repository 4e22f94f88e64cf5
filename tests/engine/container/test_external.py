"""What another program does to the layer's directory is an edit, and can be undone like any."""

import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from layerlab.container import Container, Verb
from layerlab.container.kept import COPIED_BYTES, COPIED_BYTES_AT_ONCE
from layerlab.errors import EditNotUndoable
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import UpperFiles, View

P = LayerPath
BIG = b"big" * COPIED_BYTES
STORES = Path(__file__).parents[2] / "stores"


@pytest.fixture
def container(loaded: Engine) -> Container:
    container = loaded.container("c1")
    container.write(P("etc/motd"), b"ours\n")
    container.link(P("opt/three"), P("opt/one"))
    container.create(P("opt/big"), BIG)
    container.symlink(P("opt/link"), "one")
    container.delete(P("etc/passwd"))
    container.make_directory(P("opt/new"), 0o750)
    container.chown(P("opt/new"), 5, 6)
    container.create(P("opt/new/f"), b"f")
    container.create(P("opt/empty"))
    container.delete(P("opt/d"), recursive=True)
    container.make_directory(P("opt/d"))
    return container


def tree(view: View) -> list[object]:
    return [
        (node.path, node.entry, view.read(node.path) if node.kind.has_data else b"")
        for node in view.walk()
    ]


def host_tree(container: Container) -> dict[str, object]:
    """What other programs see of the layer."""
    root = container.upper_path
    return {
        str(path.relative_to(root)): os.readlink(path)
        if path.is_symlink()
        else path.is_dir() or path.read_bytes()
        for path in root.rglob("*")
    }


def replace(path: Path, data: bytes) -> None:
    """As most editors save a file."""
    path.with_name("saved").write_bytes(data)
    path.with_name("saved").replace(path)


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(data)


WAYS: dict[str, Callable[[Path], object]] = {
    "overwritten": lambda layer: (layer / "etc/motd").write_bytes(b"theirs, longer\n"),
    "appended": lambda layer: append(layer / "etc/motd", b"more"),
    "emptied": lambda layer: (layer / "etc/motd").write_bytes(b""),
    "filled": lambda layer: (layer / "opt/empty").write_bytes(b"something"),
    "replaced": lambda layer: replace(layer / "etc/motd", b"theirs\n"),
    "removed": lambda layer: (layer / "etc/motd").unlink(),
    "created": lambda layer: (layer / "etc/new").write_bytes(b"new"),
    "renamed": lambda layer: (layer / "etc/motd").rename(layer / "opt/moved"),
    "mode": lambda layer: (layer / "etc/motd").chmod(0o755),
    "mode of a directory": lambda layer: (layer / "opt/new").chmod(0o711),
    "one name of two": lambda layer: (layer / "opt/three").write_bytes(b"both names"),
    "one name replaced": lambda layer: replace(layer / "opt/three", b"one name"),
    "directory removed": lambda layer: shutil.rmtree(layer / "opt/new"),
    "directory made": lambda layer: (layer / "opt/x/y/z").mkdir(parents=True),
    "directory to file": lambda layer: (
        shutil.rmtree(layer / "opt/new"),
        (layer / "opt/new").write_bytes(b"a file"),
    ),
    "file to directory": lambda layer: (
        (layer / "etc/motd").unlink(),
        (layer / "etc/motd/d").mkdir(parents=True),
    ),
    "file to link": lambda layer: (
        (layer / "etc/motd").unlink(),
        (layer / "etc/motd").symlink_to("passwd"),
    ),
    "link": lambda layer: (
        (layer / "opt/link").unlink(),
        (layer / "opt/link").symlink_to("two"),
    ),
    "whiteout": lambda layer: (layer / "etc/.wh.link").touch(),
    "whiteout removed": lambda layer: (layer / "etc/.wh.passwd").unlink(),
    "opaque": lambda layer: (layer / "opt/new/.wh..wh..opq").touch(),
    "opaque removed": lambda layer: (layer / "opt/d/.wh..wh..opq").unlink(),
    "big one replaced": lambda layer: replace(layer / "opt/big", b"small"),
    "big one removed": lambda layer: (layer / "opt/big").unlink(),
    "everything": lambda layer: [
        shutil.rmtree(path) if path.is_dir() else path.unlink() for path in layer.iterdir()
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_undone_and_redone(container: Container, way: str) -> None:
    before, on_host = tree(container.view()), host_tree(container)
    WAYS[way](container.upper_path)
    assert container.refresh()
    after, on_host_after = tree(container.view()), host_tree(container)
    assert (after, on_host_after) != (before, on_host)
    edit = container.edits()[-1]
    assert (edit.verb, edit.lost) == (Verb.EXTERNAL, ())
    assert tree(container.view_at(edit.parent)) == before
    for _ in range(2):
        container.undo()
        assert (tree(container.view()), host_tree(container)) == (before, on_host)
        assert container.faults() == []
        container.redo()
        assert (tree(container.view()), host_tree(container)) == (after, on_host_after)
    assert container.faults() == []
    assert not container.refresh()
    container.jump(0)
    assert list(container.upper_path.iterdir()) == []


@pytest.mark.parametrize("way", WAYS)
def test_also_after_that_and_by_another_engine(
    container: Container, tmp_path: Path, way: str
) -> None:
    """What was put there by an undo is kept anew, since it may be changed again."""
    before = tree(container.view())
    for _ in range(2):
        WAYS[way](container.upper_path)
        container.refresh()
        container.undo()
    with Engine(tmp_path / "root") as other:
        WAYS[way](container.upper_path)
        theirs = other.container("c1")
        assert theirs.edits()[-1].verb is Verb.EXTERNAL
        theirs.undo()
        assert tree(theirs.view()) == before
        assert theirs.faults() == []


def test_one_after_the_other(container: Container) -> None:
    states = [tree(container.view())]
    for way in ("overwritten", "one name of two", "appended", "directory to file", "removed"):
        WAYS[way](container.upper_path)
        container.refresh()
        states.append(tree(container.view()))
    container.write(P("etc/motd"), b"ours again")
    container.undo()
    for state in reversed(states[:-1]):
        container.undo()
        assert tree(container.view()) == state
    for state in states[1:]:
        container.redo()
        assert tree(container.view()) == state


def test_what_is_large_and_written_in_place_is_lost_and_told(container: Container) -> None:
    with (container.upper_path / "opt/big").open("r+b") as stream:
        stream.write(b"BIG")
    (container.upper_path / "etc/motd").unlink()
    container.refresh()
    edit = container.edits()[-1]
    assert edit.lost == (P("opt/big"),)
    for way in (container.undo, lambda: container.jump(1)):
        with pytest.raises(EditNotUndoable) as caught:
            way()
        assert (caught.value.target, caught.value.path) == ("container c1", "/opt/big")
    assert container.head == edit.number
    assert container.faults() == []
    past = container.view_at(edit.parent)
    assert past.read(P("etc/motd")) == b"ours\n"
    assert past.get(P("opt/big")).entry.size == len(BIG)
    with pytest.raises(EditNotUndoable):
        past.read(P("opt/big"))


def test_without_the_copies_nothing_else_is_worse(container: Container) -> None:
    shutil.rmtree(container.upper_path.parent / "edits/kept")
    (container.upper_path / "etc/motd").write_bytes(b"theirs")
    (container.upper_path / "etc/new").write_bytes(b"new")
    container.refresh()
    assert container.edits()[-1].lost == (P("etc/motd"),)
    (container.upper_path / "etc/new").write_bytes(b"newer")
    container.refresh()
    container.undo()
    assert container.view().read(P("etc/new")) == b"new"
    with pytest.raises(EditNotUndoable):
        container.undo()
    assert container.faults() == []


def test_copies_are_bounded_for_an_edit(container: Container, tmp_path: Path) -> None:
    source = tmp_path / "many"
    source.mkdir()
    for number in range(70):
        (source / f"{number:02}").write_bytes(bytes(COPIED_BYTES))
    container.copy_in(source, "/opt")
    kept = container.upper_path.parent / "edits/kept"
    files = [path for path in kept.iterdir() if path.stat().st_nlink == 1]
    assert sum(path.stat().st_size for path in files) <= COPIED_BYTES_AT_ONCE + 100
    assert len(list(kept.iterdir())) >= 70
    shutil.rmtree(container.upper_path / "opt/many")
    container.refresh()
    container.undo()
    assert container.view().read(P("opt/many/69")) == bytes(COPIED_BYTES)


def test_a_copy_follows_the_time_of_its_file(container: Container) -> None:
    container.utime(P("etc/motd"), 10**9)
    (container.upper_path / "etc/motd").write_bytes(b"theirs")
    container.refresh()
    container.undo()
    assert container.view().read(P("etc/motd")) == b"ours\n"
    assert container.view().get(P("etc/motd")).entry.mtime_ns == 10**9


def test_copies_go_with_their_files(container: Container) -> None:
    container.jump(0)
    assert list((container.upper_path.parent / "edits/kept").iterdir()) == []


def test_a_copy_that_is_no_more_like_its_file_is_not_used(container: Container) -> None:
    for path in (container.upper_path.parent / "edits/kept").iterdir():
        if path.stat().st_nlink == 1:  # another name of a large file is that file
            path.write_bytes(b"spoiled")
    (container.upper_path / "etc/motd").write_bytes(b"theirs")
    container.refresh()
    assert container.edits()[-1].lost == (P("etc/motd"),)


@pytest.mark.parametrize("count", [10, 1000])
def test_the_work_is_that_of_the_changes(
    container: Container, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layer of many files is not copied, nor its records written, for one that changed."""
    source = tmp_path / "many"
    source.mkdir()
    for number in range(count):
        (source / str(number)).write_bytes(b"x")
    container.copy_in(source, "/opt")
    calls: list[str] = []
    real = container._store.database.writing

    def writing() -> object:
        calls.append("transaction")
        return real()

    monkeypatch.setattr(container._store.database, "writing", writing)
    monkeypatch.setattr(shutil, "copyfile", _counted(calls, shutil.copyfile))
    monkeypatch.setattr(os, "link", _counted(calls, os.link))
    (container.upper_path / "opt/many/3").write_bytes(b"theirs")
    container.refresh()
    assert sorted(calls) == ["copyfile", "link", "transaction"]
    assert [step.path for step in container.edits()[-1].steps] == ["opt/many/3"]


@pytest.mark.parametrize("count", [10, 1000])
def test_a_layer_that_nobody_touched_is_not_scanned(
    container: Container, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "many"
    source.mkdir()
    for number in range(count):
        (source / str(number)).write_bytes(b"x")
    container.copy_in(source, "/opt")
    scans: list[str] = []
    monkeypatch.setattr(UpperFiles, "scan", _counted(scans, UpperFiles.scan))
    container.write(P("etc/motd"), b"1")
    container.undo()
    assert not container.refresh()
    assert scans == []


def _counted(calls: list[str], real: Callable[..., object]) -> Callable[..., object]:
    def counted(*args: object, **more: object) -> object:
        calls.append(real.__name__)
        return real(*args, **more)

    return counted


def test_what_a_version_without_copies_logged_can_not_be_undone(tmp_path: Path) -> None:
    with tarfile.open(STORES / "version-2.tar.xz") as tar:
        tar.extractall(tmp_path, filter="fully_trusted")
    with Engine(tmp_path / "root") as engine:
        row = engine._store.database.rows("select max(number) from edit")
        assert row
        container = engine.container("edited")
        (container.upper_path / "etc/motd").write_bytes(b"theirs")
        container.refresh()
        assert container.edits()[-1].lost == (P("etc/motd"),)
        with engine._store.database.writing() as writer:  # as it was written then
            writer.execute(
                "update edit set body = json_remove(body, '$.lost', '$.command', '$.runner'),"
                " changes = replace(changes, 'false]', 'true]')"
                " where json_extract(body, '$.verb') = 'external'"
            )
        assert container.edits()[-1].lost == (P("etc/motd"),)
        with pytest.raises(EditNotUndoable):
            container.undo()
        assert container.faults() == []
