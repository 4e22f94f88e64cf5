"""`cp` in both directions: what stays the same, what is refused, and that nothing gets out."""

import gzip
import io
import os
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from layerlab.container import Container
from layerlab.errors import (
    AlreadyExists,
    Cancelled,
    DamagedTar,
    EngineError,
    InvalidPath,
    IsADirectory,
    LimitExceeded,
    NoSuchFile,
    NoSuchPath,
    NotADirectory,
    NotAFile,
    ReservedName,
)
from layerlab.facade import Engine
from layerlab.model import LayerPath, clean
from layerlab.progress import Progress
from support.images import Item, directory, file, layer_tar, symlink, write_archive

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes, links and FIFOs are POSIX's")
DAY = 86_400 * 10**9


def P(path: str) -> LayerPath:
    return clean(path)


@pytest.fixture
def container(loaded: Engine) -> Container:
    return loaded.container("c1")


def _tar(*members: tuple[tarfile.TarInfo, bytes]) -> io.BytesIO:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for member, data in members:
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    sink.seek(0)
    return sink


def _member(name: str, data: bytes = b"", **more: object) -> tuple[tarfile.TarInfo, bytes]:
    made = tarfile.TarInfo(name)
    for key, value in more.items():
        setattr(made, key, value)
    return made, data


def _link(name: str, target: str, kind: bytes = tarfile.LNKTYPE) -> tuple[tarfile.TarInfo, bytes]:
    return _member(name, type=kind, linkname=target)


# in -----------------------------------------------------------------------------------------------


def test_a_directory_over_a_directory_takes_its_attributes(
    container: Container, tmp_path: Path
) -> None:
    source = tmp_path / "d"
    source.mkdir()
    (source / "new").write_bytes(b"new")
    source.chmod(0o700)
    os.utime(source, ns=(DAY, DAY))
    container.copy_in(source, "/opt")
    entry = container.view().get(P("opt/d")).entry
    assert entry.mtime_ns == DAY
    assert entry.mode == (0o700 if os.name != "nt" else 0o755)
    assert container.view().read(P("opt/d/a")) == b"aaaa"
    assert container.view().read(P("opt/d/new")) == b"new"


def test_contents_leave_the_directory_as_it_is(container: Container, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir(mode=0o700)
    (tmp_path / "d/new").write_bytes(b"new")
    container.copy_in(f"{tmp_path}/d/.", "/opt/d")
    assert container.view().get(P("opt/d")).entry.mode == 0o755
    assert container.view().read(P("opt/d/new")) == b"new"


@POSIX
def test_hard_links_and_special_files_come_along(container: Container, tmp_path: Path) -> None:
    source = tmp_path / "d"
    source.mkdir()
    (source / "a").write_bytes(b"one")
    os.link(source / "a", source / "b")
    os.mkfifo(source / "p", 0o620)
    os.symlink("/nowhere", source / "l")
    (source / "s").write_bytes(b"tool")
    (source / "s").chmod(0o6711)
    container.copy_in(source, "/new")
    view = container.view()
    assert view.inode(P("new/a")) == view.inode(P("new/b"))
    assert view.get(P("new/p")).entry.mode_text.startswith("p")
    assert view.get(P("new/l")).entry.link == "/nowhere"
    assert view.get(P("new/s")).entry.mode == 0o6711


def test_as_the_containers_user(engine: Engine, tmp_path: Path) -> None:
    users = file("etc/passwd", b"web:x:33:34::/:\n")
    tar = io.BytesIO(layer_tar([directory("etc"), users]))
    engine.import_image(tar, "users", changes=["USER web"])
    container = engine.container(engine.create("users").name)
    (tmp_path / "f").write_bytes(b"x")
    container.copy_in(tmp_path / "f", "/", as_user=True)
    container.copy_in_tar(_tar(_member("x/y", uid=5, gid=6)), "/", as_user=True)
    owners = [container.view().get(P(path)).entry for path in ("f", "x/y", "x")]
    assert [(e.uid, e.gid) for e in owners] == [(33, 34), (33, 34), (0, 0)]


def test_a_copy_is_one_edit(container: Container, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/one").write_bytes(b"1")
    (tmp_path / "d/two").write_bytes(b"2")
    container.copy_in(tmp_path / "d", "/opt/d")
    container.undo()
    assert not container.diff()


class Stopped(Progress):
    def changed(self) -> None:
        self.cancel()


def test_a_copy_can_be_cancelled(container: Container, tmp_path: Path) -> None:
    (tmp_path / "d/empty").mkdir(parents=True)
    with pytest.raises(Cancelled):
        container.copy_in(tmp_path / "d", "/opt", Stopped())
    with pytest.raises(Cancelled):
        container.copy_in_tar(_tar(_member("x"), _member("y")), "/opt", Stopped())
    assert not container.diff()
    with pytest.raises(Cancelled):
        container.copy_out("/opt/d", tmp_path / "out", Stopped())


@pytest.mark.parametrize(
    ("source", "target", "error"),
    [
        ("none", "/opt", NoSuchFile),
        ("f/", "/opt", NotADirectory),
        ("f", "/nope/f", NoSuchPath),
        ("f", "/etc/motd/f", NotADirectory),
        ("f", "/etc/.wh.f", ReservedName),
        ("f", "/.wh.d/f", ReservedName),
        (".wh.f", "/etc", ReservedName),
        ("holds", "/etc", ReservedName),
        ("over/.", "/etc", AlreadyExists),
        ("under/.", "/opt", IsADirectory),
    ],
)
def test_what_does_not_go_in(
    container: Container, tmp_path: Path, source: str, target: str, error: type[EngineError]
) -> None:
    for name in ("f", ".wh.f", "holds/.wh.x", "over/motd/x", "under/d"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(error):
        container.copy_in(f"{tmp_path}/{source}", target)
    assert not container.diff()
    assert not container.edits()


Bad = Callable[[], io.BytesIO]
BAD: dict[str, tuple[Bad, type[EngineError]]] = {
    "out": (lambda: _tar(_member("../x", b"x")), InvalidPath),
    "far out": (lambda: _tar(_member("a/../../../x", b"x")), InvalidPath),
    "link out": (lambda: _tar(_link("x", "../../etc/passwd")), InvalidPath),
    "self": (lambda: _tar(_link("x", "x")), NoSuchPath),
    "link to nothing": (lambda: _tar(_link("x", "y")), NoSuchPath),
    "link to a directory": (lambda: _tar(_link("x", "sub")), IsADirectory),
    "whiteout": (lambda: _tar(_member(".wh.a")), ReservedName),
    "opaque": (lambda: _tar(_member("sub/.wh..wh..opq")), ReservedName),
    "linked whiteout": (lambda: _tar(_link(".wh.a", "a")), ReservedName),
    "below a whiteout": (lambda: _tar(_member(".wh.d/x")), ReservedName),
    "file over directory": (lambda: _tar(_member("sub")), IsADirectory),
    "directory over file": (lambda: _tar(_member("a", type=tarfile.DIRTYPE)), AlreadyExists),
    "below a file": (lambda: _tar(_member("a/x")), NotADirectory),
    "no tar": (lambda: io.BytesIO(b"no tar" * 200), DamagedTar),
    "half": (lambda: _tar(_member("ok", b"x" * 600), _member("../x")), InvalidPath),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_tar_that_is_refused_changes_nothing(container: Container, kind: str) -> None:
    make, error = BAD[kind]
    with pytest.raises(error):
        container.copy_in_tar(make(), "/opt/d")
    assert not container.diff()


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_tar_over_links_stays_in_the_container(
    container: Container, compress: Callable[[bytes], bytes]
) -> None:
    """`/abs` in the container is the container's, whatever the host has there."""
    tar = _tar(
        _link("l", "/etc", tarfile.SYMTYPE),
        _member("l/n", b"n"),
        _member("/abs", b"a"),
        _member("./"),
    )
    container.copy_in_tar(io.BytesIO(compress(tar.getvalue())), "/opt")
    assert container.view().read(P("etc/n")) == b"n"
    assert container.view().read(P("opt/abs")) == b"a"


def test_a_sparse_file_of_a_tar_is_whole(container: Container) -> None:
    header = b"1\n0\n512\n"
    sparse = tarfile.TarInfo("GNUSparseFile.0/s")
    sparse.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "s",
        "GNU.sparse.realsize": "4096",
    }
    container.copy_in_tar(_tar((sparse, header.ljust(512, b"\0") + b"x" * 512)), "/opt")
    assert container.view().read(P("opt/s")) == b"x" * 512 + bytes(3584)


def test_holes_of_a_tar_are_bounded(container: Container) -> None:
    """An exabyte of zeros in a kilobyte."""
    sparse = tarfile.TarInfo("GNUSparseFile.0/s")
    sparse.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "s",
        "GNU.sparse.realsize": str(1 << 60),
    }
    with pytest.raises(LimitExceeded):
        container.copy_in_tar(_tar((sparse, b"0\n".ljust(512, b"\0"))), "/opt")
    assert not container.diff()


# out ----------------------------------------------------------------------------------------------


HARMFUL: tuple[Item, ...] = (
    directory("d", 0o1777),
    file("d/set-id", b"tool", 0o6755, uid=7),
    file("d/readable", b"r", 0o440),
    symlink("d/out", "/etc/passwd"),
    directory("d/sub", 0o500),
    file("d/sub/x", b"x"),
)


@pytest.fixture
def harmful(engine: Engine, tmp_path: Path) -> Container:
    engine.load(write_archive(tmp_path / "harmful.tar", [HARMFUL]))
    return engine.container(engine.create("t:1").name)


@POSIX
def test_what_could_harm_stays_behind(harmful: Container, tmp_path: Path) -> None:
    devices = [_member(n, type=k, devmajor=1, devminor=3) for n, k in (("c", b"3"), ("b", b"4"))]
    harmful.copy_in_tar(_tar(*devices, _member("p", type=tarfile.FIFOTYPE)), "/d")
    copied = harmful.copy_out("/d", tmp_path / "out")
    assert copied.path == tmp_path / "out"
    assert copied.left_out == ("d/b", "d/c")
    modes = {p.name: stat.S_IMODE(p.lstat().st_mode) for p in (tmp_path / "out").iterdir()}
    assert (modes["set-id"], modes["readable"], modes["sub"]) == (0o755, 0o440, 0o700)
    assert (tmp_path / "out/set-id").stat().st_uid == os.getuid()
    assert stat.S_ISFIFO((tmp_path / "out/p").stat().st_mode)
    assert (tmp_path / "out/out").readlink() == Path("/etc/passwd")


@POSIX
def test_hard_links_stay_hard_links(container: Container, tmp_path: Path) -> None:
    container.copy_out("/opt/.", tmp_path / "out")
    assert (tmp_path / "out/one").samefile(tmp_path / "out/two")


@POSIX
def test_nothing_is_written_through_links(harmful: Container, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    (victim / "kept").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    os.symlink(victim, tmp_path / "out/d")
    with pytest.raises(AlreadyExists):
        harmful.copy_out("/d", tmp_path / "out")
    assert [path.name for path in victim.rglob("*")] == ["kept"]


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="a device of the host is needed")  # noqa: PTH110
def test_a_device_is_never_replaced(container: Container) -> None:
    with pytest.raises(NotAFile):
        container.copy_out("/etc/motd", "/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("source", "target", "error"),
    [
        ("/nope", "out", NoSuchPath),
        ("/etc/motd/", "out", NotADirectory),
        ("/etc/motd", "nope/out", NoSuchFile),
        ("/etc/motd", "new/", NoSuchFile),
        ("/etc", "file", NotADirectory),
        ("/etc", "new/.", NoSuchFile),
    ],
)
def test_what_does_not_go_out(
    container: Container, tmp_path: Path, source: str, target: str, error: type[EngineError]
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(error):
        container.copy_out(source, f"{tmp_path}/{target}")
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("source", "follow", "names"),
    [
        ("/opt/d", False, ["d", "d/a", "d/b", "d/sub", "d/sub/x"]),
        ("/opt/d/.", False, [".", "a", "b", "sub", "sub/x"]),
        ("/etc/link", False, ["link"]),
        ("/etc/link", True, ["motd"]),
    ],
)
def test_names_in_a_tar(container: Container, source: str, follow: bool, names: list[str]) -> None:
    sink = io.BytesIO()
    container.write_tar(source, sink, follow=follow)
    sink.seek(0)
    with tarfile.open(fileobj=sink) as archive:
        assert archive.getnames() == names


# export -------------------------------------------------------------------------------------------


def test_an_export_has_dockers_places(container: Container) -> None:
    container.write(P("etc/motd"), b"changed\n")
    container.set_xattr(P("etc/motd"), "user.note", b"x")
    sink = io.BytesIO()
    container.export(sink)
    with tarfile.open(fileobj=io.BytesIO(sink.getvalue())) as archive:
        members = {member.name: member for member in archive}
    assert members[".dockerenv"].mode == 0o755
    assert members["etc/mtab"].linkname == "/proc/mounts"
    assert members["dev/pts"].isdir()
    assert members["opt/two"].linkname == "opt/one"
    assert not members["etc/motd"].pax_headers
    assert [str(row) for row in container.diff()] == ["C /etc", "C /etc/motd"]
    assert {entry.path for entry in container.layer_entries()} == {"etc", "etc/motd"}


def test_a_deleted_directory_has_no_places(container: Container) -> None:
    container.delete(P("etc"), recursive=True)
    sink = io.BytesIO()
    container.export(sink)
    with tarfile.open(fileobj=io.BytesIO(sink.getvalue())) as archive:
        assert not [name for name in archive.getnames() if name.startswith("etc")]
