"""What podman and skopeo save is read here, in place and after loading, with the same files as
umoci unpacks from the same image."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from layerlab.facade import Engine
from support.peers.images import Storage
from support.peers.tools import run
from support.peers.trees import FileTree, assert_same, view_tree

Make = Callable[[Storage, str, Path], Path]


def _podman(form: str) -> Make:
    def make(storage: Storage, image: str, folder: Path) -> Path:
        target = folder / f"podman-{form}"
        storage.podman("save", "--quiet", "--format", form, "--output", str(target), image)
        return target

    return make


def _skopeo(transport: str, *options: str) -> Make:
    def make(storage: Storage, image: str, folder: Path) -> Path:
        target = folder / f"skopeo-{transport}{''.join(options)}"
        source = storage.skopeo_name(image)
        command = ["skopeo", "--insecure-policy", "copy", "-q", *options]
        run(*command, source, f"{transport}:{target}:example.org/lab:1")
        return target

    return make


def _buildah(transport: str) -> Make:
    def make(storage: Storage, image: str, folder: Path) -> Path:
        target = folder / f"buildah-{transport}"
        storage.buildah("push", "--quiet", image, f"{transport}:{target}:example.org/lab:1")
        return target

    return make


def _gzip(make_plain: Make) -> Make:
    def make(storage: Storage, image: str, folder: Path) -> Path:
        plain = make_plain(storage, image, folder)
        target = plain.with_name(f"{plain.name}.gz")
        with plain.open("rb") as source, gzip.open(target, "wb", compresslevel=1) as sink:
            shutil.copyfileobj(source, sink)
        return target

    return make


def _zstd(make_plain: Make) -> Make:
    def make(storage: Storage, image: str, folder: Path) -> Path:
        plain = make_plain(storage, image, folder)
        target = plain.with_name(f"{plain.name}.zst")
        with plain.open("rb") as source, target.open("wb") as sink:
            zstandard.ZstdCompressor(level=1).copy_stream(source, sink)
        return target

    return make


SOURCES: dict[str, Make] = {
    "podman docker-archive": _podman("docker-archive"),
    "podman oci-archive": _podman("oci-archive"),
    "podman oci-dir": _podman("oci-dir"),
    "skopeo docker-archive": _skopeo("docker-archive"),
    "skopeo oci gzip": _skopeo("oci", "--dest-compress-format", "gzip"),
    "skopeo oci zstd": _skopeo("oci", "--dest-compress-format", "zstd"),
    "skopeo oci-archive": _skopeo("oci-archive"),
    "buildah docker-archive": _buildah("docker-archive"),
    "buildah oci-archive": _buildah("oci-archive"),
    "podman docker-archive, gzip": _gzip(_podman("docker-archive")),
    "skopeo docker-archive, zstd": _zstd(_skopeo("docker-archive")),
    "skopeo oci-archive, gzip": _gzip(_skopeo("oci-archive")),
}


@pytest.fixture(scope="module")
def config_of_lab(storage: Storage, lab: str) -> dict[str, object]:
    """The image's ID and diff IDs as podman has them."""
    (found,) = json.loads(storage.podman("image", "inspect", lab))
    return {"id": f"sha256:{found['Id']}", "diff_ids": found["RootFS"]["Layers"]}


@pytest.mark.parametrize("source", SOURCES)
def test_archive_has_the_files_that_umoci_unpacks(
    source: str,
    storage: Storage,
    lab: str,
    lab_tree: FileTree,
    config_of_lab: dict[str, object],
    engine: Engine,
    tmp_path: Path,
) -> None:
    path = SOURCES[source](storage, lab, tmp_path)

    with engine.open(path) as archive:
        (image,) = archive.images
        assert str(image.image_id) == config_of_lab["id"]
        assert [str(layer.diff_id) for layer in image.layers] == config_of_lab["diff_ids"]
        assert_same(view_tree(engine.stack(image).view()), lab_tree)

    (loaded,) = engine.load(path).images
    assert loaded.image_id == config_of_lab["id"]
    assert_same(view_tree(engine.stack(loaded.image_id).view()), lab_tree)
    assert engine.verify(loaded.image_id) == []
