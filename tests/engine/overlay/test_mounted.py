"""What is mounted covers the layers, and the trail still tells them."""

from pathlib import Path
from typing import NoReturn

import pytest

from layerlab.errors import NoSuchPath, NotWritable
from layerlab.model import ROOT, Kind, LayerPath
from layerlab.overlay import HostView, Mounted, MountedView, TrailStep, Verdict, View, mounted
from layerlab.overlay.host_folder import HostFolder
from layerlab.overlay.node import Change
from support.images import directory, file, hardlink, symlink
from support.stacks import view

P = LayerPath


def _data(*names: str) -> View:
    return view([file(name, name.encode()) for name in names])


def _mounted(base: View, *wanted: tuple[str, str, View]) -> MountedView[None]:
    return mounted(base, [Mounted(P(path), title, over, None) for path, title, over in wanted])


def _names(seen: View, path: str = "") -> list[str]:
    return [node.name for node in seen.list(P(path))]


def test_a_mount_covers_what_the_layers_have_there() -> None:
    seen = _mounted(view([file("data/old"), file("kept")]), ("data", "volume v", _data("new")))
    assert [node.path for node in seen.walk()] == ["data", "data/new", "kept"]
    assert seen.read(P("data/new")) == b"new"
    with pytest.raises(NoSuchPath):
        seen.get(P("data/old"))


def test_nodes_say_what_they_are_mounted_from_and_no_layer() -> None:
    base = view([file("kept")], [directory("data", 0o700)])
    seen = _mounted(base, ("data", "volume v", _data("new")))
    told = {node.path: (node.layer, node.mount, node.change) for node in seen.walk()}
    assert told["data/new"] == (0, "volume v", Change.NONE)
    assert told["data"] == (0, "volume v", Change.NONE)
    assert told["kept"] == (1, "", Change.NONE)


def test_the_mount_point_has_the_attributes_of_what_is_mounted() -> None:
    inner = view([directory("", 0o2750, uid=5), file("a")])
    seen = _mounted(view([directory("data", 0o700)]), ("data", "volume v", inner))
    assert (seen.get(P("data")).entry.mode, seen.get(P("data")).entry.uid) == (0o2750, 5)
    assert seen.get(P("data")).entry.path == "data"


def test_what_is_below_stays_to_be_looked_at() -> None:
    seen = _mounted(view([file("data/old")]), ("data", "volume v", _data("new")))
    assert _names(seen.base, "data") == ["old"]


def test_a_mount_point_that_is_not_made_yet_is_shown() -> None:
    seen = _mounted(view([file("a")]), ("x/y", "volume v", _data("new")))
    assert _names(seen) == ["a", "x"]
    assert [node.path for node in seen.walk()] == ["a", "x", "x/y", "x/y/new"]
    assert (seen.get(P("x")).kind, seen.get(P("x")).mount) == (Kind.DIRECTORY, "")
    with pytest.raises(NoSuchPath):
        seen.get(P("x/z"))
    with pytest.raises(NoSuchPath):
        seen.list(P("z"))


def test_links_of_the_path_are_followed_inside_the_root() -> None:
    base = view([file("real/a"), symlink("link", "/real"), symlink("out", "../../real/new")])
    seen = _mounted(base, ("link", "volume v", _data("n")), ("out", "volume w", _data("m")))
    assert [mount.path for mount in seen.mounts] == ["real", "real/new"]
    assert _names(seen, "real") == ["n", "new"]
    assert seen.resolve(P("link/n")) == "real/n"


def test_a_link_in_a_mount_leads_to_where_the_container_has_that() -> None:
    inner = view([symlink("abs", "/etc/motd"), symlink("up", "../../../etc/motd")])
    seen = _mounted(view([file("etc/motd", b"hi")]), ("data", "volume v", inner))
    assert seen.resolve(P("data/abs")) == seen.resolve(P("data/up")) == "etc/motd"


def test_a_path_below_a_mount_lies_in_it_whatever_the_order() -> None:
    outer, inner = ("out", "volume o", _data("a", "in/x")), ("out/in", "volume i", _data("b"))
    for wanted in ((outer, inner), (inner, outer)):
        seen = _mounted(view([file("f")]), *wanted)
        assert [n.path for n in seen.walk(P("out"))] == ["out/a", "out/in", "out/in/b"]


def test_what_is_mounted_later_covers_earlier_mounts_too() -> None:
    """As the kernel: `link` has fewer parts, though it leads deeper."""
    base = view([file("d/e/f"), symlink("link", "d/e")])
    seen = _mounted(base, ("link", "volume i", _data("x")), ("d", "volume o", _data("y")))
    assert seen.mounts[0].path == "d/e"
    assert [node.path for node in seen.walk(P("d"))] == ["d/y"]


def _told(steps: tuple[TrailStep, ...]) -> list[tuple[int, str, Verdict, bool]]:
    return [(step.layer, step.mount, step.verdict, step.entry is not None) for step in steps]


def test_the_trail_tells_the_mount_and_what_it_covers() -> None:
    base = view([file("data/a"), file("data/b")], [file("data/a", b"newer")])
    seen = _mounted(base, ("data", "volume v", _data("a")))
    assert _told(seen.trail(P("data/a"))) == [
        (0, "volume v", Verdict.MOUNTED, True),
        (2, "", Verdict.COVERED, True),
        (1, "", Verdict.HIDDEN, True),
    ]
    assert _told(seen.trail(P("data/b"))) == [
        (0, "volume v", Verdict.MOUNTED, False),
        (2, "", Verdict.ABSENT, False),
        (1, "", Verdict.COVERED, True),
    ]
    assert seen.trail(P("other")) == base.trail(P("other"))


def test_the_trail_through_nested_mounts_tells_the_covered_one() -> None:
    seen = _mounted(
        view([file("f")]),
        ("out", "volume o", _data("in/x")),
        ("out/in", "volume i", _data("x")),
    )
    assert _told(seen.trail(P("out/in/x")))[:2] == [
        (0, "volume i", Verdict.MOUNTED, True),
        (0, "volume o", Verdict.COVERED, True),
    ]


def test_files_of_different_mounts_are_different_files() -> None:
    inner = view([file("a", b"1"), hardlink("b", "a")])
    seen = _mounted(inner, ("v", "volume v", inner), ("w", "volume w", inner))
    assert seen.inode(P("v/a")) == seen.inode(P("v/b"))
    assert seen.inode(P("a")) == seen.inode(P("b"))
    assert len({seen.inode(P(path)) for path in ("a", "v/a", "w/a")}) == 3
    assert seen.get(P("v/b")).entry.link == "v/a"


def test_ghosts_are_the_layers() -> None:
    base = view([file("gone"), file("data/gone")], [file(".wh.gone"), file("data/.wh.gone")])
    seen = _mounted(base, ("data", "volume v", _data("x")))
    assert [node.name for node in seen.list(ROOT, ghosts=True)] == ["data", "gone"]
    assert [node.name for node in seen.list(P("data"), ghosts=True)] == ["x"]


def test_what_the_host_does_not_let_see_closes_nothing_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(self: HostFolder, path: LayerPath) -> NoReturn:
        raise NotWritable(str(tmp_path))

    monkeypatch.setattr(HostFolder, "status", denied)
    closed = HostView(tmp_path, "bind")
    seen = _mounted(view([file("f")]), ("mnt", "bind", closed), ("mnt/in", "volume v", _data("x")))
    assert [(node.path, node.mount) for node in seen.list(ROOT)] == [("f", ""), ("mnt", "bind")]
    with pytest.raises(NotWritable):
        seen.list(P("mnt"))
    assert _names(seen, "mnt/in") == ["x"]
