"""Damaged and foreign files: one message that names the file, and nothing half-loaded."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from layerlab.errors import EngineError, NoSuchFile, UnknownFormat
from layerlab.facade import Engine
from layerlab.words import explain
from support.archives import LAYERS, Layout, docker_members, hex_of, write_directory, write_tar
from support.stores import temporary_files


def told(error: EngineError) -> str:
    sentence = explain(error)
    assert "\n" not in sentence
    return sentence


def refused(engine: Engine, path: Path) -> str:
    """What is said of a file that can't be loaded; the store is as it was."""
    with pytest.raises(EngineError) as caught:
        engine.load(path)
    assert engine.images() == []
    assert temporary_files(engine.root) == []
    return told(caught.value)


def a_zip() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("manifest.json", "[]")
    return sink.getvalue()


PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(3000)

FOREIGN = {
    "empty": (b"", "an empty file"),
    "text": (b"hello\n" * 500, "text"),
    "Korean text": ("안녕하세요\n".encode() * 200, "text"),
    "short text": (b"x", "text"),
    "zip": (a_zip(), "a zip file"),
    "png": (PNG, "unknown binary data"),
    "gzip of text": (gzip.compress(b"hello\n" * 500), "gzip-compressed data that is no tar"),
    "xz of text": (lzma.compress(b"hello\n" * 500), "xz-compressed data that is no tar"),
    "bzip2 of text": (bz2.compress(b"hello\n" * 500), "bzip2-compressed data that is no tar"),
    "zstd of text": (
        zstandard.compress(b"hello\n" * 500),
        "zstd-compressed data that is no tar",
    ),
    "elf": (b"\x7fELF" + bytes(5000), "unknown binary data"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_foreign_file_is_named_for_what_it_is(engine: Engine, tmp_path: Path, what: str) -> None:
    data, found = FOREIGN[what]
    path = tmp_path / "file.tar"
    path.write_bytes(data)
    with pytest.raises(UnknownFormat):
        engine.open(path)
    assert refused(engine, path).startswith(f"{path} is no image archive: it is {found}.")


def test_a_tar_that_is_no_image(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", {"etc/motd": b"hello"})
    assert refused(engine, path).startswith(f"{path} is a tar of files, not an image.")


@pytest.mark.parametrize("part", ["blobs/sha256/ab", "oci-layout", "ab/layer.tar"])
def test_a_tar_with_parts_of_an_image(engine: Engine, tmp_path: Path, part: str) -> None:
    path = write_tar(tmp_path / "a.tar", {part: b"{}"})
    assert "root file system" not in refused(engine, path)


@pytest.mark.parametrize("size", [1024, 10240])
def test_an_empty_tar(engine: Engine, tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(bytes(size))
    assert f"{path} is no image archive" in refused(engine, path)


def test_a_file_that_is_not_there(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile) as caught:
        engine.load(tmp_path / "none.tar")
    assert str(tmp_path / "none.tar") in told(caught.value)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_refused(engine: Engine) -> None:
    """Reading it could last for ever."""
    assert "it is a device" in refused(engine, Path("/dev/zero"))


def _docker(path: Path) -> Path:
    return write_tar(path, docker_members())


def _oci(path: Path) -> Path:
    layout = Layout()
    members = layout.list(layout.manifest()).members()
    return write_tar(path, dict(sorted(members.items())))


@pytest.mark.parametrize("make", [_docker, _oci])
@pytest.mark.parametrize("part", range(1, 40))
def test_an_archive_that_was_cut_off(
    engine: Engine, tmp_path: Path, make: Callable[[Path], Path], part: int
) -> None:
    """At any place: it is an error that names the file, or nothing that matters is missing."""
    whole = make(tmp_path / "whole.tar").read_bytes()
    path = tmp_path / "cut.tar"
    path.write_bytes(whole[: len(whole.rstrip(b"\0")) * part // 40])
    assert str(path) in refused(engine, path)


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, zstandard.compress])
@pytest.mark.parametrize("part", [1, 5, 9])
def test_a_compressed_archive_that_was_cut_off(
    engine: Engine, tmp_path: Path, compress: Callable[[bytes], bytes], part: int
) -> None:
    whole = compress(_docker(tmp_path / "whole.tar").read_bytes())
    path = tmp_path / "cut.tar.gz"
    path.write_bytes(whole[: len(whole) * part // 10])
    assert str(path) in refused(engine, path)


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_never_get_into_the_store(engine: Engine, tmp_path: Path, seed: int) -> None:
    """One byte of an archive is another: it is refused, or what is loaded is right all the same."""
    data = bytearray(_oci(tmp_path / "whole.tar").read_bytes())
    data[len(data.rstrip(b"\0")) * seed // 60] ^= 0x55
    path = tmp_path / "flipped.tar"
    path.write_bytes(data)
    try:
        loaded = engine.load(path).images
    except EngineError as error:
        sentence, loaded = told(error), ()
    else:
        sentence = "loaded"
    assert sentence
    assert [image.image_id for image in engine.images()] == [one.image_id for one in loaded]
    for image in loaded:
        assert engine.verify(image.image_id) == []


def test_what_was_there_before_is_still_there(engine: Engine, tmp_path: Path) -> None:
    good = write_tar(tmp_path / "good.tar", docker_members(LAYERS[:2]))
    (loaded,) = engine.load(good).images
    bad = write_tar(tmp_path / "bad.tar", docker_members(LAYERS[1:], tags=["t:1"]))
    bad.write_bytes(bad.read_bytes().replace(b"layer-3", b"layer-X"))
    for path in (bad, tmp_path / "none.tar"):
        with pytest.raises(EngineError):
            engine.load(path)
    assert [image.image_id for image in engine.images()] == [loaded.image_id]
    assert engine.verify(loaded.image_id) == []


def test_an_unreadable_layer_of_a_directory(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    entry = layout.manifest()
    folder = write_directory(tmp_path / "layout", layout.list(entry).members())
    blob = folder / "blobs" / "sha256" / hex_of(LAYERS[0])
    blob.unlink()
    blob.mkdir()
    assert str(folder) in refused(engine, folder)
