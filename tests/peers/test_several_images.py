"""One archive of several images, with one, two and no names."""

import json
from pathlib import Path

import pytest

from layerlab.facade import Engine, SaveFormat
from support.images import directory, file, write_archive
from support.peers.daemons import Containerd, Docker
from support.peers.images import new_storage
from support.peers.tools import need, run

BASE = [directory("etc"), file("etc/motd", b"welcome\n")]
NAMES = ["lab.example/one:1", "lab.example/one:2", "lab.example/two:1"]


@pytest.fixture
def ids(engine: Engine, tmp_path: Path) -> dict[str, str]:
    """Image IDs by name; the one without a name is under ''."""
    engine.load(write_archive(tmp_path / "1.tar", [BASE], NAMES[0]))
    engine.tag(NAMES[0], NAMES[1])
    engine.load(write_archive(tmp_path / "2.tar", [BASE, [file("etc/two", b"2")]], NAMES[2]))
    (unnamed,) = engine.load(
        write_archive(tmp_path / "3.tar", [BASE, [file("etc/three", b"3")]], None)
    ).images
    return {**{name: str(engine.image(name).image_id) for name in NAMES}, "": unnamed.image_id}


@pytest.fixture
def archive(engine: Engine, ids: dict[str, str], tmp_path: Path) -> Path:
    path = tmp_path / "several.tar"
    engine.save([*NAMES, ids[""]], path)
    return path


def test_docker_loads_all(docker: Docker, archive: Path, ids: dict[str, str]) -> None:
    told = docker("load", "--input", str(archive)).splitlines()
    try:
        assert {f"Loaded image: {name}" for name in NAMES} <= set(told)
        for name, image_id in ids.items():
            (image,) = json.loads(docker("image", "inspect", name or image_id))
            assert image["Id"] == image_id
    finally:
        docker("rmi", "--force", *set(ids.values()))


def test_podman_loads_all(archive: Path, ids: dict[str, str], tmp_path: Path) -> None:
    need("podman")
    with new_storage(tmp_path / "storage") as storage:
        storage.podman("load", "--quiet", "--input", str(archive))
        for name, image_id in ids.items():
            (image,) = json.loads(storage.podman("image", "inspect", name or image_id))
            assert f"sha256:{image['Id']}" == image_id


@pytest.mark.parametrize("form", [SaveFormat.DOCKER_ARCHIVE, SaveFormat.OCI_ARCHIVE])
def test_containerd_imports_those_with_names(
    containerd: Containerd, engine: Engine, ids: dict[str, str], tmp_path: Path, form: SaveFormat
) -> None:
    """One without a name gets none there, so that it is not listed."""
    archive = tmp_path / "archive"
    engine.save([*NAMES, ids[""]], archive, form)
    containerd("images", "import", "--snapshotter", containerd.snapshotter, str(archive))
    listed = set(containerd("images", "ls", "--quiet").split())
    containerd("images", "rm", "--sync", *NAMES)
    assert set(NAMES) <= listed


@pytest.mark.parametrize("position", range(3))
def test_skopeo_finds_each_by_its_place(archive: Path, ids: dict[str, str], position: int) -> None:
    need("skopeo")
    source = f"docker-archive:{archive}:@{position}"
    config = json.loads(run("skopeo", "--insecure-policy", "inspect", "--raw", source))["config"]
    assert config["digest"] == list(dict.fromkeys(ids.values()))[position]


def test_tools_find_each_tag_in_a_directory(
    engine: Engine, ids: dict[str, str], tmp_path: Path
) -> None:
    """There a tag is all of a name that skopeo and umoci know, so that each is given once."""
    need("skopeo", "umoci")
    folder = tmp_path / "layout"
    engine.tag(NAMES[2], "lab.example/two:3")
    named = [*NAMES[:2], "lab.example/two:3"]
    engine.save([*named, ids[""]], folder, SaveFormat.OCI_DIR)

    assert set(run("umoci", "list", "--layout", str(folder)).split()) == {"1", "2", "3"}
    for name, tag in zip(NAMES, "123", strict=True):
        raw = run("skopeo", "--insecure-policy", "inspect", "--raw", f"oci:{folder}:{tag}")
        assert json.loads(raw)["config"]["digest"] == ids[name]
