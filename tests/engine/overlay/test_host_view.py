"""A folder of the host as a view: no link of it is ever followed on the host."""

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from layerlab.errors import (
    IsADirectory,
    LimitExceeded,
    NoSuchPath,
    NotADirectory,
    NotAFile,
    NotWritable,
)
from layerlab.limits import Limits
from layerlab.model import ROOT, Kind, LayerPath
from layerlab.overlay import HostView, Mounted, Verdict, host_folder, mounted
from support.images import file
from support.stacks import view

P = LayerPath


@pytest.fixture(autouse=True, params=["by directory", "by path"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also as on Windows, where no directory can be opened to look on from there."""
    if request.param == "by path":
        monkeypatch.setattr(host_folder, "_HAS_DIR_FD", False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    (made / "d").mkdir(parents=True)
    (made / "d" / "f").write_bytes(b"inside")
    (tmp_path / "secret").write_bytes(b"outside")
    return made


def test_shows_what_the_host_has(folder: Path) -> None:
    os.chmod(folder / "d/f", 0o640)
    os.utime(folder / "d/f", (5, 7))
    os.link(folder / "d/f", folder / "g")
    seen = HostView(folder, "the folder")
    assert [node.path for node in seen.walk()] == ["d", "d/f", "g"]
    entry = seen.get(P("d/f")).entry
    assert (entry.kind, entry.mode, entry.size, entry.mtime_ns) == (Kind.FILE, 0o640, 6, 7 * 10**9)
    assert (entry.uid, entry.gid) == (os.getuid(), (folder / "d/f").stat().st_gid)
    assert seen.read(P("d/f"), 2, 3) == b"sid"
    assert seen.inode(P("d/f")) == seen.inode(P("g")) != seen.inode(P("d"))


@pytest.mark.parametrize("target", ["../secret", "/etc", "d", ".."])
def test_a_link_is_a_link(folder: Path, target: str) -> None:
    (folder / "link").symlink_to(target)
    seen = HostView(folder, "the folder")
    assert (seen.get(P("link")).kind, seen.get(P("link")).entry.link) == (Kind.SYMLINK, target)
    with pytest.raises(NotAFile):
        seen.open(P("link"))
    for below in ("link/passwd", "link/f", "link/secret"):
        with pytest.raises(NoSuchPath):
            seen.get(P(below))
    with pytest.raises(NotADirectory):
        seen.list(P("link"))


def test_a_link_that_leads_out_is_looked_for_in_the_container(folder: Path) -> None:
    (folder / "out").symlink_to("../secret")
    base = view([file("secret", b"the container's")])
    seen = mounted(base, [Mounted(P("mnt"), "bind", HostView(folder, "bind"), None)])
    assert seen.read(seen.resolve(P("mnt/out"))) == b"the container's"


def test_the_folder_itself_may_be_a_link_of_the_host(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "name").symlink_to("folder")
    seen = HostView(tmp_path / "name", "the folder")
    assert seen.get(ROOT).is_directory
    assert seen.read(P("d/f")) == b"inside"


def test_a_file_alone_is_its_own_root(folder: Path) -> None:
    base = view([file("a")])
    seen = mounted(base, [Mounted(P("etc/f"), "bind", HostView(folder / "d/f", "bind"), None)])
    assert [node.path for node in seen.walk()] == ["a", "etc", "etc/f"]
    assert seen.read(P("etc/f")) == b"inside"
    with pytest.raises(NotADirectory):
        seen.list(P("etc/f"))


def test_names_that_are_hard_to_write(folder: Path) -> None:
    names = [os.fsdecode(b"not-utf8-\xff"), "new\nline", " blank ", "%41", ".wh.name", "a\\b"]
    for name in names:
        (folder / name).write_bytes(b"x")
    seen = HostView(folder, "the folder")
    assert {node.name for node in seen.list(ROOT)} == {*names, "d"}
    assert all(seen.read(P(name)) == b"x" for name in names)


@pytest.mark.parametrize("path", ["none", "d/f/x", "none/x", "zero\0byte", "n" * 300])
def test_what_is_not_there(folder: Path, path: str) -> None:
    seen = HostView(folder, "the folder")
    for look in (seen.get, seen.list, seen.open, seen.inode, seen.resolve):
        with pytest.raises(NoSuchPath):
            look(P(path))
    assert seen.trail(P(path))[0].verdict is Verdict.ABSENT


def test_reading_a_directory(folder: Path) -> None:
    with pytest.raises(IsADirectory):
        HostView(folder, "the folder").open(P("d"))
    assert HostView(folder, "the folder").trail(P("d"))[0].verdict is Verdict.SEEN


def test_special_files_have_no_bytes_and_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "fifo", 0o620)
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(os.path.relpath(folder / "sock"))
        seen = HostView(folder, "the folder")
        kinds = {node.name: node.kind for node in seen.list(ROOT)}
    assert kinds == {"d": Kind.DIRECTORY, "fifo": Kind.FIFO, "sock": Kind.FIFO}
    for name in ("fifo", "sock"):
        with pytest.raises(NotAFile):
            seen.open(P(name))


def test_a_device_has_its_numbers() -> None:
    null = HostView(Path("/dev"), "devices").get(P("null")).entry
    assert (null.kind, null.device) == (Kind.CHAR_DEVICE, (1, 3))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(folder: Path) -> None:
    os.chmod(folder / "d", 0)
    try:
        with pytest.raises(NotWritable):
            HostView(folder, "the folder").get(P("d/f"))
    finally:
        os.chmod(folder / "d", 0o700)


def test_a_directory_with_too_many_names(folder: Path) -> None:
    for number in range(4):
        (folder / str(number)).touch()
    with pytest.raises(LimitExceeded):
        HostView(folder, "the folder", Limits(directory_entries=4)).list(ROOT)


def test_nothing_stays_open(folder: Path) -> None:
    seen = HostView(folder, "the folder")
    before = len(list(Path("/proc/self/fd").iterdir()))
    list(seen.walk())
    for path in ("d/f/x", "none", "d/none/x"):
        with pytest.raises(NoSuchPath):
            seen.get(P(path))
    assert len(list(Path("/proc/self/fd").iterdir())) == before
