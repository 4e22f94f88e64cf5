"""A folder of the host that commands change: at once, and never beyond the folder."""

import os
import stat
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import EngineError, IsADirectory, NotAFile
from layerlab.model import ROOT, LayerPath
from layerlab.runners import Opening
from support.files import content, put

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")

FILE = LayerPath("f")
SECRET = b"of the host"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    made = tmp_path / "outside"
    made.mkdir()
    (made / "f").write_bytes(SECRET)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


@pytest.fixture
def files(folder: Path) -> HostFiles:
    return HostFiles(folder, "the folder")


def test_it_is_the_hosts_own_file(files: HostFiles, folder: Path) -> None:
    put(files, "f", b"new")
    assert (folder / "f").read_bytes() == b"new"
    (folder / "f").write_bytes(b"from outside")
    assert content(files, "f") == b"from outside"


def test_a_link_leads_where_it_would_in_the_container(
    files: HostFiles, folder: Path, outside: Path
) -> None:
    (folder / "absolute").symlink_to("/f")
    (folder / "upwards").symlink_to("../../../f")
    put(files, "absolute", b"x")
    put(files, "upwards", b"y", Opening.APPEND)
    assert (folder / "f").read_bytes() == b"xy"


@pytest.mark.parametrize("opening", Opening)
def test_no_link_to_the_host_is_written_through(
    files: HostFiles, folder: Path, outside: Path, opening: Opening
) -> None:
    (folder / "out").symlink_to(outside / "f")
    (folder / "dir").symlink_to(outside)
    for path in ("out", "dir/f", "dir/new"):
        with pytest.raises(EngineError):
            put(files, path, b"harm", opening)
    assert (outside / "f").read_bytes() == SECRET
    assert [path.name for path in outside.iterdir()] == ["f"]


def test_a_link_put_there_meanwhile_is_not_followed(
    files: HostFiles, folder: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody replaces a directory by a link between our look and our deed."""
    (folder / "d").mkdir()
    (folder / "d" / "f").write_bytes(b"mine")
    real = LayerPath("d/f")
    monkeypatch.setattr(files, "resolve", lambda path, *, follow=True: path)
    entry = files.find(real)
    monkeypatch.setattr(files, "find", lambda path: entry)
    (folder / "d").rename(folder / "away")
    (folder / "d").symlink_to(outside)
    for deed in (
        lambda: files.open_to_write(real, Opening.TRUNCATE),
        lambda: files.truncate(real, 0),
        lambda: files.chmod(real, 0),
        lambda: files.set_time(real, 0),
        lambda: files.remove(real),
    ):
        with pytest.raises(EngineError):
            deed()
    assert (outside / "f").read_bytes() == SECRET
    assert (outside / "f").stat().st_mode & 0o777


def test_removing_a_tree_leaves_what_its_links_lead_to(
    files: HostFiles, folder: Path, outside: Path
) -> None:
    (folder / "d").mkdir()
    (folder / "d" / "out").symlink_to(outside)
    files.remove(LayerPath("d"), recursive=True)
    assert not list(folder.iterdir())
    assert (outside / "f").read_bytes() == SECRET


def test_chmod_reaches_what_cannot_be_read(files: HostFiles, folder: Path) -> None:
    put(files, "f", b"x")
    files.chmod(FILE, 0)
    assert stat.S_IMODE((folder / "f").stat().st_mode) == 0
    files.chmod(FILE, 0o4751)
    assert stat.S_IMODE((folder / "f").stat().st_mode) == 0o4751


def test_no_pipe_is_waited_for(files: HostFiles, folder: Path) -> None:
    files.make_fifo(FILE)
    assert stat.S_ISFIFO((folder / "f").stat().st_mode)
    with pytest.raises(NotAFile):
        files.open(FILE)
    with pytest.raises(NotAFile):
        files.open_to_write(FILE, Opening.APPEND)


def test_a_mask_of_the_hosts_user_is_not_the_containers(files: HostFiles, folder: Path) -> None:
    before = os.umask(0o77)
    try:
        files.make_directory(LayerPath("d"), 0o777)
        files.open_to_write(FILE, Opening.TRUNCATE, 0o666).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "d").stat().st_mode) == 0o777
    assert stat.S_IMODE((folder / "f").stat().st_mode) == 0o666


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root gives files away")
def test_what_is_made_belongs_to_the_commands_user(folder: Path) -> None:
    files = HostFiles(folder, "the folder", (12, 34))
    put(files, "f", b"")
    files.make_directory(LayerPath("d"))
    files.symlink(LayerPath("l"), "f")
    owners = {(p.lstat().st_uid, p.lstat().st_gid) for p in folder.iterdir()}
    assert owners == {(12, 34)}


def test_a_single_file(folder: Path) -> None:
    (folder / "f").write_bytes(b"one")
    files = HostFiles(folder / "f", "the file")
    assert content(files, "") == b"one"
    put(files, "", b"two", Opening.APPEND)
    files.chmod(ROOT, 0o600)
    assert (folder / "f").read_bytes() == b"onetwo"
    assert stat.S_IMODE((folder / "f").stat().st_mode) == 0o600
    with pytest.raises(EngineError):
        files.open_to_write(LayerPath("x"), Opening.TRUNCATE)


def test_a_directory_is_no_file(files: HostFiles) -> None:
    with pytest.raises(IsADirectory):
        files.open_to_write(ROOT, Opening.TRUNCATE)
