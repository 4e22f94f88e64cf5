"""Layers as the kernel merges them when they are unpacked, against the view of them here."""

import tarfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from support.images import Item, directory, file, hardlink, symlink, write_archive
from support.peers.host_programs import host_programs
from support.peers.linux import Bytes, execute, new_container
from support.peers.tools import need
from support.peers.trees import FileTree, assert_same, tar_tree, view_tree

MOUNTED = ("dev", "proc", "sys", "etc", ".dockerenv")


def tree_inside(engine: Engine, container: str) -> FileTree:
    """What tar sees in a container."""
    told = Bytes()
    words = ["/bin/tar", "-c", "-C", "/", "--format=pax", "--xattrs", "--exclude=./proc", "."]
    done = execute(engine, container, *words, stdout=told)
    assert done.status == 0
    told.seek(0)
    with tarfile.open(fileobj=told, errors="surrogateescape") as archive:
        return of_image(tar_tree(archive))


def of_image(tree: FileTree) -> FileTree:
    """Without what is mounted over it, and without the root's attributes."""
    inner = tuple(f"{name}/" for name in MOUNTED)
    paths = {p for p in tree.leaves if p in ("", *MOUNTED) or p.startswith(inner)}
    return tree.without(paths)


def check(engine: Engine, layers: Sequence[Sequence[Item]], folder: Path) -> str:
    need("tar", "ldd")
    base = [*host_programs("/bin/tar", "/bin/chmod"), *layers[0]]
    engine.load(write_archive(folder / "layers.tar", [base, *layers[1:]]))
    name = new_container(engine, "t:1")
    ours = of_image(view_tree(engine.container(name).view()))
    assert_same(ours.since_1970(), tree_inside(engine, name).since_1970())
    return name


def test_whiteouts_and_opaque_directories(engine: Engine, tmp_path: Path) -> None:
    layers = [
        [directory("d"), file("d/a", b"a"), directory("e"), file("e/b", b"b"), file("f")],
        [file(".wh.f"), directory("d"), file("d/.wh..wh..opq"), file("d/c", b"c"), file("e/.wh.b")],
        [directory("f", 0o1777), file("f/x", b"x"), file(".wh.d"), file("e/b", b"again")],
        [file("e/.wh..wh..opq"), file("d", b"a file")],
    ]
    check(engine, layers, tmp_path)


def test_what_a_layer_only_implies(engine: Engine, tmp_path: Path) -> None:
    """A directory without an entry has the lower one's attributes, and goes where a link leads."""
    layers = [
        [directory("real", 0o710, uid=3), directory("real/in", 0o700), symlink("way", "real")],
        [file("real/a", b"a"), file("way/in/b", b"b"), file("deep/er/c", b"c")],
        [file("way/in/.wh.b"), file("way/d", b"d"), symlink("deep/link", "/real")],
        [file("deep/link/e", b"e", 0o4755, uid=8, gid=9)],
    ]
    check(engine, layers, tmp_path)


def test_hard_links(engine: Engine, tmp_path: Path) -> None:
    """Within a layer one file; into a lower layer a file of its own, with all that it has. That
    both are one file is all that differs: no overlay has hard links from layer to layer.
    """
    layers = [
        [file("a", b"aa", 0o640, uid=7), hardlink("b", "a"), symlink("s", "a"), hardlink("t", "s")],
        [hardlink("far", "a"), hardlink("again", "far")],
        [file("a", b"new")],
    ]
    with pytest.raises(AssertionError, match=r"hard links that only one side has: .*'far'"):
        check(engine, layers, tmp_path)


def test_links_lead_nowhere_outside(engine: Engine, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    layers = [
        [symlink("abs", str(outside)), symlink("up", "../../../../../.." + str(outside))],
        [file("abs/x", b"x"), file("up/y", b"y"), file("../../z", b"z")],
        [directory("abs"), file("abs/x", b"x")],
    ]
    check(engine, layers, tmp_path)
    assert list(outside.iterdir()) == []


def test_names_and_times(engine: Engine, tmp_path: Path) -> None:
    names = ["a b", "é", "한글", "n\n", "-x", "x" * 255, "\\", "\udcff"]
    old = [replace(file(f"t{n}")[0], mtime_ns=n) for n in (-(10**18), 0, 123_456_789, 4 * 10**18)]
    fifo = replace(file("pipe")[0], kind=Kind.FIFO, mode=0o620, size=0)
    more = [*((entry, b"") for entry in (*old, fifo))]
    check(engine, [[*(file(name, b"x") for name in names), *more]], tmp_path)


def test_as_many_layers_as_docker_allows(engine: Engine, tmp_path: Path) -> None:
    layers = [[file(f"f{n}", b"%d" % n), file("same", b"%d" % n)] for n in range(127)]
    check(engine, layers, tmp_path)


def test_attributes(engine: Engine, tmp_path: Path) -> None:
    """Capabilities and attributes of users come along and back; those of overlayfs do nothing."""
    entry, data = file("opt/a", b"x")
    capability = bytes.fromhex("0100000200040000000000000000000000000000")
    xattrs = {"user.a": b"1", "user.overlay.opaque": b"y", "security.capability": capability}
    name = check(engine, [[directory("opt"), (replace(entry, xattrs=xattrs), data)]], tmp_path)
    assert execute(engine, name, "/bin/chmod", "600", "/opt/a").status == 0
    found = engine.container(name).view().get(LayerPath("opt/a")).entry
    assert (found.mode, found.xattrs["user.a"]) == (0o600, b"1")
    assert found.xattrs["security.capability"] == capability


def test_layers_go_with_their_image(engine: Engine, tmp_path: Path) -> None:
    check(engine, [[], [file("x")]], tmp_path)
    kept = list(engine.unpacked.glob("*/layers/*"))
    assert len(kept) == 2
    engine.collect()
    assert list(engine.unpacked.glob("*/layers/*")) == kept
    (container,) = engine.containers()
    engine.remove_container(container.name, force=True)
    engine.remove_image("t:1")
    engine.collect()
    assert list(engine.unpacked.glob("*/layers/*")) == []
