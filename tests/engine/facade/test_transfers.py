"""What of an image was there when it was loaded, and what is in an archive that was saved."""

import gzip
import json
import tarfile
from pathlib import Path

import pytest

from layerlab.facade import Engine, LayerTransfer, SaveFormat
from layerlab.model import Digest, media
from support.images import BASE, Item, file, layer_tar, write_archive

PAGE: tuple[Item, ...] = (file("opt/page", b"12345"),)
OTHER: tuple[Item, ...] = (file("opt/other", b"other"),)


def archive(tmp_path: Path, name: str, *layers: tuple[Item, ...]) -> Path:
    return write_archive(tmp_path / f"{name}.tar", layers, f"{name}:1")


def loaded(engine: Engine, path: Path) -> tuple[LayerTransfer, ...]:
    return engine.load(path).images[0].layers


def test_of_the_first_load_nothing_was_there(engine: Engine, tmp_path: Path) -> None:
    layers = loaded(engine, archive(tmp_path, "a", BASE, PAGE))
    assert [layer.was_there for layer in layers] == [False, False]
    image = engine.image("a:1")
    assert [layer.diff_id for layer in layers] == [layer.diff_id for layer in image.layers]
    assert [layer.size_bytes for layer in layers] == [len(layer_tar(one)) for one in (BASE, PAGE)]
    assert all(layer.digest == Digest(layer.diff_id) for layer in layers)


def test_what_another_image_brought_was_there(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, archive(tmp_path, "a", BASE, PAGE))
    layers = loaded(engine, archive(tmp_path, "b", BASE, OTHER))
    assert [layer.was_there for layer in layers] == [True, False]


@pytest.mark.parametrize("form", [SaveFormat.DOCKER_ARCHIVE, SaveFormat.OCI_ARCHIVE])
def test_the_same_archive_again_brings_nothing(
    engine: Engine, tmp_path: Path, form: SaveFormat
) -> None:
    loaded(engine, archive(tmp_path, "a", BASE, PAGE))
    path = tmp_path / "saved.tar"
    engine.save(["a:1"], path, form)
    assert all(layer.was_there for layer in loaded(engine, path))


def test_a_layer_that_an_image_has_twice_is_there_the_second_time(
    engine: Engine, tmp_path: Path
) -> None:
    layers = loaded(engine, archive(tmp_path, "a", BASE, PAGE, PAGE))
    assert [layer.was_there for layer in layers] == [False, False, True]


def test_a_blob_that_was_damaged_comes_again(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, archive(tmp_path, "a", BASE))
    path = tmp_path / "saved.tar"
    engine.save(["a:1"], path)
    blob = engine.root / "blobs" / "sha256" / engine.image("a:1").layers[0].diff_id.hex
    blob.chmod(0o644)
    blob.write_bytes(b"x" * blob.stat().st_size)
    assert [layer.was_there for layer in loaded(engine, path)] == [False]


def test_the_plain_layer_does_not_stand_for_the_compressed_one(
    engine: Engine, tmp_path: Path
) -> None:
    """A docker-archive tells no digest; the compressed blob is another one."""
    path = archive(tmp_path, "a", BASE)
    loaded(engine, path)
    packed = tmp_path / "packed.tar"
    with tarfile.open(path) as old, tarfile.open(packed, "w") as new:
        for member in old:
            data = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name.endswith("layer.tar"):
                data = gzip.compress(data, mtime=0)
            part = tmp_path / "part"
            part.write_bytes(data)
            new.add(part, member.name)
    (layer,) = loaded(engine, packed)
    assert not layer.was_there
    assert layer.digest != Digest(layer.diff_id)
    # nobody can tell before it is read
    assert [layer.was_there for layer in loaded(engine, packed)] == [False]


@pytest.mark.parametrize("form", [SaveFormat.DOCKER_ARCHIVE, SaveFormat.OCI_ARCHIVE])
def test_what_is_told_of_a_save_is_what_is_in_the_tar(
    engine: Engine, tmp_path: Path, form: SaveFormat
) -> None:
    engine.load(archive(tmp_path, "a", BASE, PAGE))
    engine.load(archive(tmp_path, "b", BASE, OTHER))
    result = engine.save(["a:1", "b:1"], tmp_path / "two.tar", form)
    assert result.size_bytes == (tmp_path / "two.tar").stat().st_size
    with tarfile.open(tmp_path / "two.tar") as tar:
        found = [(member.name, member.size) for member in tar]
        assert [(part.name, part.size_bytes) for part in result.files] == found
        for part in result.files:
            data = tar.extractfile(part.name).read()  # type: ignore[union-attr]
            assert part.document in (None, data)
    types = [part.media_type for part in result.files if part.document is None]
    assert types == [media.OCI_LAYER] * 3
    names = {part.name for part in result.files if part.document and not part.media_type}
    docker = {"manifest.json"} if form is SaveFormat.DOCKER_ARCHIVE else set()
    assert names == {"index.json", "oci-layout", *docker}
    assert all(json.loads(part.document) for part in result.files if part.document)


def test_a_directory_has_the_same_files(engine: Engine, tmp_path: Path) -> None:
    engine.load(archive(tmp_path, "a", BASE))
    result = engine.save(["a:1"], tmp_path / "folder", SaveFormat.OCI_DIR)
    sizes = {part.name: part.size_bytes for part in result.files}
    folder = tmp_path / "folder"
    there = {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert sizes == there
    assert result.size_bytes == sum(sizes.values())
