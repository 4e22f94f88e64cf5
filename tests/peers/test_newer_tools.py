"""What we save is loaded by the Docker, containerd and Podman of Debian 13, and theirs by us.

Docker with both of its stores: the one of graph drivers reads `manifest.json`, the one of
containerd `index.json`.
"""

import json
import runpy
import shutil
from collections.abc import Iterator

import pytest

from layerlab.facade import Engine, SaveFormat
from support.peers.other_root import OtherRoot, other_root
from support.real_archives import FOLDER, SAMPLE, files_of

NAMES = ("example.com/team/sample:1", "example.com/team/sample:stable", "example.com/zstd:1")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherRoot]:
    with other_root(tmp_path_factory.mktemp("debian13") / "root") as made:
        yield made


@pytest.fixture(scope="module")
def ours(root: OtherRoot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Archives of ours in `shared`: two images, one with two names and one with zstd layers; and
    the image IDs by name."""
    folder = tmp_path_factory.mktemp("ours")
    make_image = runpy.run_path(str(FOLDER / "make_image.py"))["main"]
    make_image(str(folder / "image.tar"))
    packed = FOLDER / "skopeo-oci-zstd.tar.xz"
    with Engine(folder / "store") as engine:
        engine.load(folder / "image.tar")
        engine.tag(NAMES[0], NAMES[1])
        (zstd,) = engine.load(packed).images
        engine.tag(zstd.image_id, NAMES[2])
        for form in SaveFormat:
            engine.save(NAMES, root.shared / form.value, form)
        engine.save(NAMES[:1], root.shared / "one.oci", SaveFormat.OCI_ARCHIVE)
        shutil.copy(folder / "image.tar", root.shared)
        return {name: str(engine.image(name).image_id) for name in NAMES}


@pytest.mark.parametrize("containerd_store", [False, True], ids=["graph-driver", "containerd"])
def test_docker_loads_ours(root: OtherRoot, ours: dict[str, str], containerd_store: bool) -> None:
    names = " ".join(NAMES)
    said = root.docker(
        f"docker load -i docker-archive >&2; docker image inspect {names}",
        containerd_store=containerd_store,
    )
    found = json.loads(said)
    assert [set(NAMES) & set(image["RepoTags"]) for image in found] == [
        set(NAMES[:2]),
        set(NAMES[:2]),
        {NAMES[2]},
    ]
    if not containerd_store:  # in containerd's store the ID is the manifest's digest
        assert [image["Id"] for image in found] == [ours[name] for name in NAMES]


def test_podman_and_skopeo_load_ours(root: OtherRoot, ours: dict[str, str]) -> None:
    names = " ".join(NAMES)
    said = root.podman(
        f"podman load -q -i docker-archive >&2; podman image inspect {names};"
        " skopeo --insecure-policy copy -q oci-archive:one.oci dir:/run/copied >&2"
    )
    assert [f"sha256:{image['Id']}" for image in json.loads(said)] == [ours[n] for n in NAMES]


def test_containerd_imports_ours(root: OtherRoot, ours: dict[str, str]) -> None:
    said = root.containerd(
        "ctr images import docker-archive >&2; ctr images import oci-archive >&2; ctr images ls -q"
    )
    assert set(NAMES) <= set(said.split())


@pytest.mark.parametrize("containerd_store", [False, True], ids=["graph-driver", "containerd"])
def test_docker_saves_what_we_open(
    root: OtherRoot, ours: dict[str, str], engine: Engine, containerd_store: bool
) -> None:
    target = f"docker-{containerd_store}.tar"
    root.docker(
        f"docker load -i image.tar; docker save -o {target} {NAMES[0]}",
        containerd_store=containerd_store,
    )
    with engine.open(root.shared / target) as archive:
        (image,) = archive.images
        assert str(image.image_id) == ours[NAMES[0]]
        assert [str(reference) for reference in image.references] == [NAMES[0]]
        assert files_of(engine.stack(image)) == SAMPLE


@pytest.mark.parametrize("form", ["docker-archive", "oci-archive", "oci-dir"])
def test_podman_saves_what_we_open(
    root: OtherRoot, ours: dict[str, str], engine: Engine, form: str
) -> None:
    root.podman(
        f"podman load -q -i image.tar; podman save -q --format {form} -o p-{form} {NAMES[0]}"
    )
    with engine.open(root.shared / f"p-{form}") as archive:
        (image,) = archive.images
        assert [str(ref) for ref in image.references] == [NAMES[0]]
        assert files_of(engine.stack(image)) == SAMPLE
