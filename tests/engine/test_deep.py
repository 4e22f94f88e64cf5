"""Paths as deep as the limit lets them be work everywhere, and one name more is refused."""

import io
import sys
import tarfile
from pathlib import Path

import pytest

from layerlab.container import Container
from layerlab.errors import HostFailure, LimitExceeded
from layerlab.facade import Engine
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import ROOT, LayerPath, join
from support.images import directory, file, hardlink, symlink, write_archive

DEPTH = DEFAULT_LIMITS.path_depth
DIRECTORY = LayerPath("/".join("d" * (DEPTH - 1)))
MOVED = LayerPath("e" + DIRECTORY[1:])
FILE = join(DIRECTORY, "f")
LAYERS = (
    [directory(DIRECTORY), file(FILE, b"lower"), hardlink(f"{DIRECTORY}/h", FILE)],
    [file(f"{DIRECTORY}/g", b"upper")],
)


on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems have no paths of 4096 bytes"
)


@pytest.fixture
def deep(engine: Engine, tmp_path: Path) -> Engine:
    engine.load(write_archive(tmp_path / "deep.tar", LAYERS))
    return engine


@pytest.fixture
def container(deep: Engine) -> Container:
    return deep.container(deep.create("t:1", "c1").name)


def test_one_name_more_is_refused(engine: Engine, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "in.tar", [[file(join(DIRECTORY, "d/f"))]])
    with pytest.raises(LimitExceeded) as caught:
        engine.load(archive)
    assert (caught.value.name, caught.value.actual) == ("path_depth", DEPTH + 1)


def test_looking(deep: Engine) -> None:
    stack = deep.stack("t:1")
    view = stack.view()
    assert [node.path for node in view.walk()][-3:] == [f"{DIRECTORY}/{name}" for name in "fgh"]
    assert len(list(stack.view(alone=2).walk())) == DEPTH
    assert view.resolve(FILE) == FILE
    assert view.read(FILE) == b"lower"
    assert [step.layer for step in view.trail(FILE) if step.entry] == [1]
    assert stack.changes(2).added == 1
    usage = stack.usage()
    assert (usage.rows.count, usage.owners(0)) == (DEPTH + 3, {1: 5, 2: 5})
    assert usage.rows.find(FILE) is not None


def test_implied_directories_over_a_link_of_a_lower_layer(engine: Engine, tmp_path: Path) -> None:
    layers = [[directory("d"), symlink("l", "d")], [file("l/" + "/".join("x" * (DEPTH - 1)))]]
    engine.load(write_archive(tmp_path / "in.tar", layers))
    assert len(list(engine.stack("t:1").view().walk())) == DEPTH + 1


@on_linux
def test_a_container(deep: Engine, container: Container, tmp_path: Path) -> None:
    container.write(FILE, b"new")
    assert [row.path for row in container.diff()][-1] == FILE
    container.rename(LayerPath("d"), LayerPath("e"))
    assert [row.path for row in container.diff()][-1] == f"{MOVED}/h"
    container.undo()
    container.redo()
    assert container.view().read(join(MOVED, "f")) == b"new"
    assert not container.refresh()
    deep.commit("c1", "t:2")
    assert deep.stack("t:2").view().read(join(MOVED, "f")) == b"new"
    sink = io.BytesIO()
    container.export(sink)
    with tarfile.open(fileobj=io.BytesIO(sink.getvalue())) as tar:
        assert f"{MOVED}/g" in tar.getnames()
    deep.remove_container("c1")
    assert not list((deep.root / "containers").glob("*/upper"))


@on_linux
def test_copies_to_the_host_and_back(container: Container, tmp_path: Path) -> None:
    container.copy_out("/d", tmp_path / "out")
    assert (tmp_path / "out" / DIRECTORY[2:] / "f").read_bytes() == b"lower"
    container.copy_in(tmp_path / "out", "/back")
    assert container.view().read(LayerPath("back" + FILE[1:])) == b"lower"
    container.delete(LayerPath("back"), recursive=True)
    assert [node.name for node in container.view().list(ROOT)] == ["d"]


def test_deeper_where_the_user_says_so(tmp_path: Path) -> None:
    path = "/".join("d" * 1500)
    archive = write_archive(tmp_path / "in.tar", [[file(path, b"x")]])
    with Engine(tmp_path / "root", Limits(path_depth=1500)) as engine:
        engine.load(archive)
        view = engine.stack("t:1").view()
        assert view.read(LayerPath(path)) == b"x"
        assert len(list(view.walk())) == 1500


@on_linux
def test_a_path_that_is_too_long_for_the_host(engine: Engine, tmp_path: Path) -> None:
    """4081 bytes in the image, and more below any directory of the host."""
    path = "/".join(["n" * 203] * 20)
    engine.load(write_archive(tmp_path / "in.tar", [[file(f"{path}/f", b"x")]]))
    container = engine.container(engine.create("t:1", "c1").name)
    (tmp_path / "out").mkdir()
    with pytest.raises(HostFailure) as caught:
        container.copy_out("/" + "n" * 203, tmp_path / "out")
    assert "name too long" in caught.value.reason
    with pytest.raises(HostFailure):
        container.write(LayerPath(f"{path}/f"), b"new")
    assert container.view().read(LayerPath(f"{path}/f")) == b"x"
    assert container.diff() == []
    assert container.faults() == []


def test_hard_links_from_layer_to_layer(engine: Engine, tmp_path: Path) -> None:
    """Each layer's file is a hard link to what the layer below has, as far as layers go."""
    names = ["a", "b"]
    count = DEFAULT_LIMITS.layers
    layers = [[file("a", b"far")]]
    layers += [[hardlink(names[n % 2], names[(n + 1) % 2])] for n in range(1, count)]
    engine.load(write_archive(tmp_path / "in.tar", layers))
    view = engine.stack("t:1").view()
    assert view.read(LayerPath("a")) == view.read(LayerPath("b")) == b"far"
    assert view.inode(LayerPath("a")) == view.inode(LayerPath("b"))
    assert view.get(LayerPath("b")).entry.size == 3
