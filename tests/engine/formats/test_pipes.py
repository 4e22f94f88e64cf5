"""Archives that can be read only once, compressed as a whole in every way, and root file systems
that are no archives."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard

from layerlab.errors import BadInput, TarOfFiles, UnknownFormat
from layerlab.facade import Engine
from layerlab.words import explain
from support.archives import (
    LAYERS,
    config_of,
    digest_of,
    docker_members,
    v1_id,
    v1_members,
    write_tar,
)
from support.stores import temporary_files

ID = digest_of(config_of(LAYERS))
SKIPPABLE = b"\x50\x2a\x4d\x18\x04\0\0\0skip"


def gzip_members(data: bytes) -> bytes:
    half = len(data) // 2
    return gzip.compress(data[:half]) + gzip.compress(b"") + gzip.compress(data[half:])


def zstd_frames(data: bytes) -> bytes:
    half = len(data) // 2
    first, second = map(zstandard.compress, (data[:half], data[half:]))
    return SKIPPABLE + first + SKIPPABLE + second + SKIPPABLE


def xz_streams(data: bytes) -> bytes:
    half = len(data) // 2
    return lzma.compress(data[:half]) + lzma.compress(data[half:])


def bzip2_streams(data: bytes) -> bytes:
    half = len(data) // 2
    return bz2.compress(data[:half]) + bz2.compress(data[half:])


WHOLE: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "gzip, several members": gzip_members,
    "zstd": zstandard.compress,
    "zstd, skippable frames": zstd_frames,
    "xz": lzma.compress,
    "xz, several streams": xz_streams,
    "bzip2": bz2.compress,
    "bzip2, several streams": bzip2_streams,
}


@pytest.fixture(params=list(WHOLE))
def data(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    return WHOLE[request.param](write_tar(tmp_path / "in.tar", docker_members()).read_bytes())


class Trickle(io.RawIOBase):
    """A pipe: not seekable, and gives what it has, which may be little."""

    def __init__(self, data: bytes) -> None:
        self._rest = data

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        part, self._rest = self._rest[: min(size, 700)], self._rest[min(size, 700) :]
        return part


@contextmanager
def named_pipe(path: Path, data: bytes) -> Iterator[Path]:
    """Somebody writes the data into it."""
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(data,))
    writer.start()
    yield path
    writer.join()


def nothing_left(engine: Engine) -> bool:
    return temporary_files(engine.root) == []


def test_a_file(engine: Engine, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    assert [image.image_id for image in engine.load(tmp_path / "a").images] == [ID]
    assert engine.verify("t:1") == []
    assert nothing_left(engine)


def test_a_stream(engine: Engine, data: bytes) -> None:
    stream = Trickle(data)
    assert [image.image_id for image in engine.load_stream(stream).images] == [ID]  # type: ignore[arg-type]
    assert engine.verify("t:1") == []
    assert nothing_left(engine)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe(engine: Engine, tmp_path: Path, data: bytes) -> None:
    with named_pipe(tmp_path / "pipe", data) as path:
        assert [image.image_id for image in engine.load(path).images] == [ID]
    assert engine.verify("t:1") == []


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system has no /dev/fd")
def test_a_descriptor_as_shells_substitute_for_a_process(engine: Engine, data: bytes) -> None:
    reading, writing = os.pipe()
    writer = threading.Thread(target=lambda: (os.write(writing, data), os.close(writing)))
    writer.start()
    try:
        assert [i.image_id for i in engine.load(Path(f"/dev/fd/{reading}")).images] == [ID]
    finally:
        writer.join()
        os.close(reading)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_looked_at_in_place(engine: Engine, tmp_path: Path, data: bytes) -> None:
    """Once read, its images stay until the archive is closed."""
    with named_pipe(tmp_path / "pipe", data) as path, engine.open(path) as archive:
        stack = engine.stack(archive.images[0])
        assert [n.path for n in stack.view().walk()] == ["layer-1", "layer-2", "layer-3"]
        assert stack.view().read(next(stack.view().walk()).path) == b"1"
    assert nothing_left(engine)


@pytest.mark.parametrize("data", [b"", b"x", b"\x1f\x8b\x08", gzip.compress(b"text"), b"\0" * 511])
def test_rubbish_from_a_pipe(engine: Engine, data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        engine.load_stream(io.BytesIO(data))
    assert "what came from the pipe" in explain(caught.value)
    assert nothing_left(engine)


def test_a_v1_archive_from_a_pipe(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", v1_members([{}] * 3, {"old": {"1": v1_id(3)}}))
    engine.load_stream(Trickle(gzip.compress(path.read_bytes())))  # type: ignore[arg-type]
    assert engine.verify("old:1") == []


# root file systems ------------------------------------------------------------------------------


def tree_tar(path: Path, names: list[str]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            archive.addfile(member)
    return path


ROOTS = {
    "docker export": [".dockerenv", "bin/", "dev/", "etc/", "etc/hosts", "usr/"],
    "docker export of nearly nothing": [".dockerenv", "app"],
    "buildkit type=tar": ["bin/", "etc/", "lib/", "usr/", "var/", "product"],
    "tar of .": ["./", "./etc/", "./usr/", "./var/", "./home/a"],
    "absolute names": ["/etc/passwd", "/usr/bin/x", "/var/lib/y"],
    "files alone": ["etc/passwd", "usr/bin/x", "bin/sh"],
    "a static program": ["app"],
}


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("compress", [bytes, gzip.compress, zstandard.compress])
def test_a_root_file_system_is_told(
    engine: Engine, tmp_path: Path, kind: str, compress: Callable[[bytes], bytes]
) -> None:
    path = tree_tar(tmp_path / "root.tar", ROOTS[kind])
    path.write_bytes(compress(path.read_bytes()))
    with pytest.raises(TarOfFiles) as caught:
        engine.load(path)
    assert explain(caught.value) == (
        f"{path} is a tar of files, not an image. If they are a root file system, import it with:"
        f" layerlab import {path} NAME"
    )
    assert nothing_left(engine)


def test_an_empty_tar_has_nothing_to_import(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        engine.load(tree_tar(tmp_path / "a.tar", []))


def test_an_image_with_files_of_a_root_beside_it_is_an_image(
    engine: Engine, tmp_path: Path
) -> None:
    members = {**docker_members(), "etc/a": b"", "usr/a": b"", "bin/a": b"", ".dockerenv": b""}
    assert len(engine.load(write_tar(tmp_path / "a.tar", members)).images) == 1
