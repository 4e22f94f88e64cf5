"""The built-in sample is an image like any other for the real tools."""

import json
import tarfile
from importlib.resources import as_file
from pathlib import Path

import pytest

import layerlab_resources
from layerlab.facade import Engine
from support.peers.daemons import Containerd, Docker
from support.peers.images import new_storage, umoci_tree
from support.peers.tools import need, run
from support.peers.trees import FileTree, assert_same, host_tree, tar_tree, view_tree

NAME = "layerlab/sample:1"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file under a path without colons, which skopeo takes for separators."""
    path = tmp_path_factory.mktemp("sample") / "sample.tar"
    with as_file(layerlab_resources.path("samples", "sample.tar")) as found:
        path.write_bytes(found.read_bytes())
    return path


@pytest.fixture
def image_id(engine: Engine, sample: Path) -> str:
    (loaded,) = engine.load(sample).images
    return str(loaded.image_id)


@pytest.fixture
def tree(engine: Engine, image_id: str) -> FileTree:
    return view_tree(engine.stack(NAME).view())


@pytest.mark.parametrize("transport", ["docker-archive", "oci-archive"])
def test_umoci_unpacks_what_skopeo_copies(
    transport: str, sample: Path, tree: FileTree, tmp_path: Path
) -> None:
    need("skopeo", "umoci")
    copy = tmp_path / "copy"
    source = f"{transport}:{sample}"
    run("skopeo", "--insecure-policy", "copy", "-q", source, f"oci:{copy}:1")
    assert_same(tree, umoci_tree(f"{copy}:1", tmp_path / "unpacked"))


def test_podman_loads_it(sample: Path, image_id: str, tree: FileTree, tmp_path: Path) -> None:
    need("podman")
    with new_storage(tmp_path / "storage") as storage:
        told = storage.podman("load", "--quiet", "--input", str(sample))
        (image,) = json.loads(storage.podman("image", "inspect", NAME))
        theirs = host_tree(Path(storage.podman("image", "mount", NAME)))
    assert told == f"Loaded image: docker.io/{NAME}"
    assert f"sha256:{image['Id']}" == image_id
    assert_same(tree.without({""}), theirs.without({""}))


def test_containerd_imports_it(sample: Path, image_id: str, containerd: Containerd) -> None:
    snapshotter = ("--snapshotter", containerd.snapshotter)
    containerd("images", "import", *snapshotter, str(sample))
    listed = containerd("images", "ls", "--quiet")
    containerd("images", "rm", "--sync", f"docker.io/{NAME}")
    assert f"docker.io/{NAME}" in listed.splitlines()


def test_docker_loads_and_runs_it(
    sample: Path, image_id: str, tree: FileTree, docker: Docker, tmp_path: Path
) -> None:
    told = docker("load", "--input", str(sample))
    (image,) = json.loads(docker("image", "inspect", NAME))
    said = docker("run", "--name", "sample", "--network", "none", NAME)
    docker("export", "--output", str(tmp_path / "exported.tar"), "sample")
    docker("rm", "sample")

    assert told == f"Loaded image: {NAME}\n"
    assert image["Id"] == image_id
    assert said.startswith("Hello from layer 8")
    with tarfile.open(tmp_path / "exported.tar") as archive:
        theirs = tar_tree(archive)
    ours = {p for p in tree.leaves if p.startswith(("bin", "opt", "usr", "var", "tmp", "root"))}
    assert {p: theirs.leaves.get(p) for p in ours} == {p: tree.leaves[p] for p in ours}


def test_docker_counts_the_same_sizes(
    engine: Engine, sample: Path, image_id: str, docker: Docker
) -> None:
    docker("load", "--input", str(sample))
    sizes = docker("history", "--human=false", "--format", "{{.Size}}", NAME).split()
    (image,) = json.loads(docker("image", "inspect", NAME))
    assert [row.size_bytes for row in engine.history(NAME)] == [int(size) for size in sizes]
    assert engine.inspect(NAME)["Size"] == image["Size"]
