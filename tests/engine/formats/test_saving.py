"""What is written: the documents that each tool needs, the same bytes each time, all or nothing."""

import bz2
import errno
import json
import lzma
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest
import zstandard

from layerlab.errors import (
    AlreadyExists,
    Cancelled,
    DiskFull,
    EngineError,
    HostFailure,
    NotWritable,
)
from layerlab.facade import Engine, SaveFormat
from layerlab.progress import Progress
from layerlab.words import explain
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    LAYERS,
    Layout,
    config_of,
    digest_of,
    docker_members,
    hex_of,
    packed,
    write_directory,
    write_tar,
)

ARCHIVES = [SaveFormat.DOCKER_ARCHIVE, SaveFormat.OCI_ARCHIVE]
ID = digest_of(config_of(LAYERS))


@pytest.fixture
def filled(engine: Engine, tmp_path: Path) -> Engine:
    engine.load(write_tar(tmp_path / "in.tar", docker_members(tags=["t:1", "example.org/a/b:2"])))
    return engine


def files_of(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        found = (one for one in path.rglob("*") if one.is_file())
        return {one.relative_to(path).as_posix(): one.read_bytes() for one in found}
    with tarfile.open(path) as archive:
        return {m.name: archive.extractfile(m).read() for m in archive if m.isreg()}  # type: ignore[union-attr]


def document(path: Path, name: str) -> Any:
    return json.loads(files_of(path)[name])


def loaded_again(path: Path, root: Path) -> list[tuple[str, list[str]]]:
    with Engine(root) as other:
        images = other.load(path).images
        for image in images:
            assert other.verify(image.image_id) == []
        return [(i.image_id, [ref.familiar for ref in i.references]) for i in images]


@pytest.mark.parametrize("form", SaveFormat)
def test_what_is_saved_is_loaded_again(filled: Engine, form: SaveFormat, tmp_path: Path) -> None:
    result = filled.save(["t:1", "example.org/a/b:2"], tmp_path / "out", form)

    assert result.image_ids == (ID,)
    assert result.size_bytes == (
        (tmp_path / "out").stat().st_size
        if form in ARCHIVES
        else sum(map(len, files_of(tmp_path / "out").values()))
    )
    names = ["t:1", "example.org/a/b:2"]
    assert loaded_again(tmp_path / "out", tmp_path / "other") == [(ID, names)]


@pytest.mark.parametrize("form", SaveFormat)
def test_the_same_images_give_the_same_bytes(
    filled: Engine, form: SaveFormat, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        filled.save(["t:1"], tmp_path / name, form)
    with Engine(tmp_path / "other") as other:
        other.load(tmp_path / "one")
        other.save(["t:1"], tmp_path / "three", form)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two") == files_of(tmp_path / "three")
    if form in ARCHIVES:
        assert len({(tmp_path / name).read_bytes() for name in ("one", "two", "three")}) == 1


def test_a_docker_archive_is_an_oci_layout_too(filled: Engine, tmp_path: Path) -> None:
    """What each of the readers wants: FORMATS, image-spec image-layout.md."""
    path = tmp_path / "out.tar"
    filled.save(["t:1", "example.org/a/b:2"], path)

    (row,) = document(path, "manifest.json")
    entries = document(path, "index.json")["manifests"]
    blobs = files_of(path)

    assert row["RepoTags"] == ["docker.io/library/t:1", "example.org/a/b:2"]
    assert row["Config"] == f"blobs/sha256/{ID[7:]}"
    assert row["Layers"] == [f"blobs/sha256/{hex_of(layer)}" for layer in LAYERS]
    assert document(path, "oci-layout") == {"imageLayoutVersion": "1.0.0"}
    assert [entry["annotations"] for entry in entries] == [
        {
            "io.containerd.image.name": "docker.io/library/t:1",
            "org.opencontainers.image.ref.name": "1",
        },
        {
            "io.containerd.image.name": "example.org/a/b:2",
            "org.opencontainers.image.ref.name": "2",
        },
    ]
    for name, data in blobs.items():
        if name.startswith("blobs/"):
            assert name == f"blobs/sha256/{hex_of(data)}"


def test_an_image_by_id_has_no_name(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "out.tar"
    filled.save([ID[7:19]], path)
    (row,) = document(path, "manifest.json")
    (entry,) = document(path, "index.json")["manifests"]
    assert row["RepoTags"] is None
    assert "annotations" not in entry
    assert loaded_again(path, tmp_path / "other") == [(ID, [])]


@pytest.mark.parametrize("form", SaveFormat)
def test_shared_layers_are_written_once(engine: Engine, form: SaveFormat, tmp_path: Path) -> None:
    engine.load(write_tar(tmp_path / "a.tar", docker_members(LAYERS[:2], ["a:1"])))
    engine.load(write_tar(tmp_path / "b.tar", docker_members(LAYERS, ["b:1"])))
    engine.save(["a:1", "b:1"], tmp_path / "out", form)

    blobs = [name for name in files_of(tmp_path / "out") if name.startswith("blobs/")]

    assert len(blobs) == len(set(blobs)) == 3 + 2 + 2
    assert [names for _, names in loaded_again(tmp_path / "out", tmp_path / "x")] == [
        ["a:1"],
        ["b:1"],
    ]


def _compressed(engine: Engine, tmp_path: Path, compress: Any, suffix: str) -> str:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of(LAYERS))
    blobs = [layout.put(LAYER_TYPE + suffix, compress(layer)) for layer in LAYERS]
    layout.list(layout.manifest_of(config, blobs, annotations={"io.containerd.image.name": "t:1"}))
    engine.load(write_directory(tmp_path / "in", layout.members()))
    return str(layout.entries[0]["digest"])


@pytest.mark.parametrize("form", SaveFormat)
def test_gzip_layers_stay_as_they_are(engine: Engine, form: SaveFormat, tmp_path: Path) -> None:
    digest = _compressed(engine, tmp_path, packed, "+gzip")
    engine.save(["t:1"], tmp_path / "out", form)
    (entry,) = document(tmp_path / "out", "index.json")["manifests"]
    assert entry["digest"] == digest
    assert f"blobs/sha256/{hex_of(packed(LAYERS[0]))}" in files_of(tmp_path / "out")


@pytest.mark.parametrize("form", SaveFormat)
def test_zstd_layers_are_unpacked_for_docker(
    engine: Engine, form: SaveFormat, tmp_path: Path
) -> None:
    """Docker before 23 can't read them, so only OCI archives keep them."""
    digest = _compressed(engine, tmp_path, zstandard.compress, "+zstd")
    engine.save(["t:1"], tmp_path / "out", form)
    (entry,) = document(tmp_path / "out", "index.json")["manifests"]
    is_plain = f"blobs/sha256/{hex_of(LAYERS[0])}" in files_of(tmp_path / "out")
    assert is_plain == (form is SaveFormat.DOCKER_ARCHIVE)
    assert (entry["digest"] == digest) == (form is not SaveFormat.DOCKER_ARCHIVE)
    assert loaded_again(tmp_path / "out", tmp_path / "other") == [(ID, ["t:1"])]


@pytest.mark.parametrize("compress", [lzma.compress, bz2.compress])
@pytest.mark.parametrize("form", SaveFormat)
def test_xz_and_bzip2_layers_are_unpacked_for_containerd(
    engine: Engine, form: SaveFormat, tmp_path: Path, compress: Any
) -> None:
    """The specification has no media type for them. Source: containerd, pkg/archive/compression."""
    _compressed(engine, tmp_path, compress, "")
    engine.save(["t:1"], tmp_path / "out", form)
    files = files_of(tmp_path / "out")
    assert {f"blobs/sha256/{hex_of(layer)}" for layer in LAYERS} <= set(files)
    assert f"blobs/sha256/{hex_of(compress(LAYERS[0]))}" not in files
    assert loaded_again(tmp_path / "out", tmp_path / "other") == [(ID, ["t:1"])]


# what goes wrong --------------------------------------------------------------------------------


class Stopped(Progress):
    """Cancels when it is first told of bytes."""

    def changed(self) -> None:
        if self.done_bytes:
            raise Cancelled


def test_a_file_is_replaced_whole_or_not_at_all(filled: Engine, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "out.tar"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        filled.save(["t:1"], path, progress=Stopped())
    assert path.read_bytes() == b"old"
    filled.save(["t:1"], path)
    assert list(path.parent.iterdir()) == [path]
    assert loaded_again(path, tmp_path / "other")


def test_a_directory_that_has_files_is_refused(filled: Engine, tmp_path: Path) -> None:
    folder = write_directory(tmp_path / "folder", {"precious": b"x"})
    with pytest.raises(AlreadyExists) as caught:
        filled.save(["t:1"], folder, SaveFormat.OCI_DIR)
    assert explain(caught.value) == f"{folder} already exists"
    assert files_of(folder) == {"precious": b"x"}


def test_an_empty_directory_is_filled(filled: Engine, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    filled.save(["t:1"], tmp_path / "folder", SaveFormat.OCI_DIR)
    assert loaded_again(tmp_path / "folder", tmp_path / "other")


@pytest.mark.parametrize("form", SaveFormat)
def test_no_half_of_a_directory_is_left(filled: Engine, form: SaveFormat, tmp_path: Path) -> None:
    target = tmp_path / "folder" / "out"
    target.parent.mkdir()
    with pytest.raises(Cancelled):
        filled.save(["t:1"], target, form, Stopped())
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("form", SaveFormat)
def test_a_folder_that_is_missing_is_named(
    filled: Engine, form: SaveFormat, tmp_path: Path
) -> None:
    target = tmp_path / "none" / "out"
    if form is SaveFormat.OCI_DIR:
        filled.save(["t:1"], target, form)
        return
    with pytest.raises(EngineError) as caught:
        filled.save(["t:1"], target, form)
    assert str(target.parent) in explain(caught.value)


@pytest.mark.parametrize(
    ("number", "error", "words"),
    [
        (errno.ENOSPC, DiskFull, "The disk is full: {path} could not be written"),
        (errno.EROFS, NotWritable, "{path} can't be accessed"),
        (errno.EIO, HostFailure, "{path}: Input/output error"),
    ],
)
def test_what_the_host_says_is_told_and_nothing_is_left(
    filled: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: type[EngineError],
    words: str,
) -> None:
    """Systems say so at the latest when what was written is flushed."""

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "folder" / "out.tar"
    path.parent.mkdir()
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error) as caught:
        filled.save(["t:1"], path)
    assert explain(caught.value).startswith(words.format(path=path))
    assert list(path.parent.iterdir()) == []


def test_a_damaged_layer_of_the_store_is_not_saved(filled: Engine, tmp_path: Path) -> None:
    blob = filled.root / "blobs" / "sha256" / hex_of(LAYERS[1])
    blob.unlink()
    with pytest.raises(EngineError) as caught:
        filled.save(["t:1"], tmp_path / "out.tar")
    assert digest_of(LAYERS[1]) in explain(caught.value)
    assert not (tmp_path / "out.tar").exists()
