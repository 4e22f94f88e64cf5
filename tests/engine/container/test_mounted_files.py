"""Files with others mounted over them: who answers, and what no system call does across mounts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from layerlab.container.draft_files import DraftFiles
from layerlab.container.host_files import HostFiles
from layerlab.container.mounted_files import MountedFiles
from layerlab.errors import (
    AlreadyExists,
    CrossesMounts,
    EngineError,
    MountInUse,
    NoSuchPath,
    ReadOnlyMount,
)
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.runners import Mount, Opening
from support.files import content, draft_files, put


@pytest.fixture
def base(loaded: Engine, tmp_path: Path) -> Iterator[DraftFiles]:
    """The image `support.images.BASE`, with a place for a mount."""
    with draft_files(loaded.container("c1"), tmp_path / "drafts") as made:
        made.make_directory(LayerPath("data"))
        put(made, "data/covered", b"")
        yield made


def mounted(base: DraftFiles, *mounts: tuple[str, Path, bool]) -> MountedFiles:
    found = [
        Mount(path, f"mount {path}", HostFiles(folder, path), folder, read_only)
        for path, folder, read_only in mounts
    ]
    return MountedFiles(base, found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    (made / "d").mkdir(parents=True)
    (made / "f").write_bytes(b"of the mount")
    return made


@pytest.fixture
def files(base: DraftFiles, folder: Path) -> MountedFiles:
    return mounted(base, ("data", folder, False))


def at(path: str) -> LayerPath:
    return LayerPath(path)


def test_what_is_mounted_answers(files: MountedFiles) -> None:
    assert content(files, "data/f") == b"of the mount"
    assert files.find(at("data/covered")) is None
    assert files.names(at("data")) == ["data/d", "data/f"]
    assert "data" in files.names(at(""))
    entry = files.find(at("data/f"))
    assert entry
    assert entry.path == "data/f"


def test_what_is_changed_is_the_mounts(files: MountedFiles, base: DraftFiles, folder: Path) -> None:
    before = tuple(base.draft.steps)
    put(files, "data/new", b"x")
    files.make_directory(at("data/e"))
    files.rename(at("data/f"), at("data/d/f"))
    files.link(at("data/again"), at("data/new"))
    files.remove(at("data/e"))
    assert sorted(path.name for path in folder.rglob("*")) == ["again", "d", "f", "new"]
    assert tuple(base.draft.steps) == before


def test_it_says_what_is_mounted_where(files: MountedFiles) -> None:
    assert [files.mount(at(path)) for path in ("etc", "data", "data/f")] == [
        "",
        "mount data",
        "mount data",
    ]


def test_links_lead_from_mount_to_mount(files: MountedFiles, folder: Path) -> None:
    (folder / "out").symlink_to("/etc/motd")
    files.symlink(at("in"), "data/d")
    assert content(files, "data/out") == b"welcome\n"
    put(files, "data/out", b"changed")
    put(files, "in/new", b"x")
    assert content(files, "etc/motd") == b"changed"
    assert (folder / "d" / "new").read_bytes() == b"x"


@pytest.mark.parametrize("call", ["rename", "link"])
def test_nothing_goes_from_one_mount_to_another(files: MountedFiles, call: str) -> None:
    method: Callable[..., None] = getattr(files, call)
    with pytest.raises(CrossesMounts):
        method(at("data/f"), at("etc/f")) if call == "rename" else method(at("x"), at("data/f"))
    with pytest.raises(CrossesMounts):
        method(at("etc/motd"), at("data/m")) if call == "rename" else method(
            at("data/x"), at("etc/motd")
        )


@pytest.mark.parametrize("path", ["mnt/in", "mnt"])
def test_a_mount_point_stays(base: DraftFiles, folder: Path, path: str) -> None:
    files = mounted(base, ("mnt/in", folder, False))
    with pytest.raises(MountInUse):
        files.remove(at(path), recursive=True)
    with pytest.raises(MountInUse):
        files.rename(at(path), at("moved"))
    with pytest.raises(MountInUse):
        files.rename(at("etc"), at(path))
    with pytest.raises(AlreadyExists):
        files.make_directory(at(path))
    assert (folder / "f").exists()


def test_a_mount_point_that_nobody_made_is_seen(base: DraftFiles, folder: Path) -> None:
    files = mounted(base, ("mnt/in", folder, False))
    entry = files.find(at("mnt"))
    assert entry
    assert entry.kind is Kind.DIRECTORY
    assert files.names(at("mnt")) == ["mnt/in"]
    assert files.names(at("mnt/in")) == ["mnt/in/d", "mnt/in/f"]


def test_a_later_mount_covers_an_earlier_one(
    base: DraftFiles, folder: Path, tmp_path: Path
) -> None:
    over = tmp_path / "over"
    over.mkdir()
    (over / "g").write_bytes(b"over")
    inside = mounted(base, ("data", folder, False), ("data/d", over, False))
    assert content(inside, "data/d/g") == b"over"
    assert inside.names(at("data")) == ["data/d", "data/f"]
    covered = mounted(base, ("data/d", folder, False), ("data", over, False))
    assert covered.names(at("data")) == ["data/g"]
    with pytest.raises(NoSuchPath):
        covered.names(at("data/d"))


def test_read_only(base: DraftFiles, folder: Path) -> None:
    files = mounted(base, ("data", folder, True))
    refused: list[Callable[[], object]] = [
        lambda: files.open_to_write(at("data/f"), Opening.APPEND),
        lambda: files.open_to_write(at("data/new"), Opening.EXCLUSIVE),
        lambda: files.truncate(at("data/f"), 0),
        lambda: files.make_directory(at("data/new")),
        lambda: files.make_fifo(at("data/new")),
        lambda: files.symlink(at("data/new"), "x"),
        lambda: files.link(at("data/new"), at("data/f")),
        lambda: files.rename(at("data/f"), at("data/new")),
        lambda: files.remove(at("data/f")),
        lambda: files.chmod(at("data/f"), 0),
        lambda: files.chown(at("data/f"), 1, 1),
        lambda: files.set_time(at("data/f"), 0),
        lambda: files.set_xattr(at("data/f"), "user.a", b""),
    ]
    for call in refused:
        with pytest.raises(ReadOnlyMount) as told:
            call()
        assert told.value.mount == "/data"
    assert content(files, "data/f") == b"of the mount"


def test_one_file_is_mounted(base: DraftFiles, folder: Path) -> None:
    files = mounted(base, ("etc/motd", folder / "f", False))
    put(files, "etc/motd", b"!", Opening.APPEND)
    assert (folder / "f").read_bytes() == b"of the mount!"
    assert "etc/motd" in files.names(at("etc"))
    with pytest.raises(MountInUse):
        files.remove(at("etc/motd"))
    with pytest.raises(EngineError):
        put(files, "etc/motd/x", b"")


def test_files_of_two_mounts_are_never_one(base: DraftFiles, folder: Path) -> None:
    files = mounted(base, ("data", folder, False), ("etc", folder, False))
    assert files.identity(at("data/f"))[0] != files.identity(at("etc/f"))[0]
