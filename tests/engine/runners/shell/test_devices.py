"""`/dev` as a process of the built-in shell has it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import AlreadyExists, CommandStopped, InvalidPath, MountInUse
from layerlab.model import Kind, LayerPath
from layerlab.progress import Progress
from layerlab.runners import Bounds, Files, Opening
from layerlab.runners.shell.descriptors import Descriptors, OpenFile
from layerlab.runners.shell.devices import DeviceFiles
from layerlab.runners.shell.meter import Meter
from support.files import content, put
from support.shell import script

NULL = LayerPath("dev/null")


@pytest.fixture
def out() -> BytesIO:
    return BytesIO()


@pytest.fixture
def files(tmp_path: Path, out: BytesIO) -> Files:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev/null").write_text("a file of the image, which is covered")
    (tmp_path / "dev/own").write_text("of the image")
    (tmp_path / "link").symlink_to("/dev/null")
    descriptors = Descriptors({1: OpenFile(out, writes=True, owned=False)})
    meter = Meter("test", Bounds(memory_bytes=1 << 20), Progress())
    return DeviceFiles(HostFiles(tmp_path, "test"), descriptors, meter)


def test_what_there_is(files: Files) -> None:
    names = {path.removeprefix("dev/") for path in files.names(LayerPath("dev"))}
    assert names >= {"null", "zero", "full", "random", "urandom", "stdin", "stdout", "own"}
    entry = files.find(NULL)
    assert entry is not None
    assert (entry.kind, entry.device, entry.mode) == (Kind.CHAR_DEVICE, (1, 3), 0o666)
    assert files.find(LayerPath("dev/stdin")) is None
    assert files.find(LayerPath("dev/fd/1")) is not None
    assert files.find(LayerPath("dev/fd/2")) is None


def test_reading(files: Files) -> None:
    assert files.open(NULL).read() == b""
    assert files.open(LayerPath("dev/zero")).read(3) == b"\0\0\0"
    assert len(files.open(LayerPath("dev/urandom")).read(5)) == 5
    with pytest.raises(CommandStopped):
        files.open(LayerPath("dev/zero")).read()


def test_writing(files: Files, out: BytesIO) -> None:
    for name in ("dev/null", "link", "dev/zero"):
        put(files, name, b"gone")
    put(files, "dev/stdout", b"printed")
    put(files, "proc/self/fd/1", b", too")
    assert out.getvalue() == b"printed, too"
    assert content(files, "dev/own") == b"of the image"
    with pytest.raises(OSError, match="No space left"):
        put(files, "dev/full", b"x")


@pytest.mark.parametrize(
    ("action", "error"),
    [
        (lambda f: f.open_to_write(NULL, Opening.EXCLUSIVE), AlreadyExists),
        (lambda f: f.make_directory(NULL), AlreadyExists),
        (lambda f: f.make_fifo(NULL), AlreadyExists),
        (lambda f: f.symlink(NULL, "x"), AlreadyExists),
        (lambda f: f.link(NULL, LayerPath("dev/own")), AlreadyExists),
        (lambda f: f.link(LayerPath("x"), NULL), MountInUse),
        (lambda f: f.rename(NULL, LayerPath("x")), MountInUse),
        (lambda f: f.rename(LayerPath("dev/own"), NULL), MountInUse),
        (lambda f: f.remove(NULL), MountInUse),
        (lambda f: f.set_xattr(NULL, "user.a", b""), MountInUse),
        (lambda f: f.truncate(NULL, 0), InvalidPath),
    ],
)
def test_refused(
    files: Files, action: Callable[[Files], object], error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        action(files)
    assert (tmp_path / "dev/null").read_text() == "a file of the image, which is covered"


def test_what_is_gone_with_the_process(files: Files, tmp_path: Path) -> None:
    files.chmod(NULL, 0)
    files.chown(NULL, 1, 1)
    files.set_time(NULL, 0)
    status = (tmp_path / "dev/null").stat()
    assert (status.st_uid, status.st_mode & 0o777) != (1, 0)
    assert files.find(NULL) == files.find(NULL)


def test_without_a_directory_for_them(tmp_path: Path) -> None:
    found = script(HostFiles(tmp_path, "test"), "echo a >/dev/null && cat /dev/null; ls /")
    assert (found.status, found.out, found.err) == (0, "", "")
    assert not list(tmp_path.iterdir())
