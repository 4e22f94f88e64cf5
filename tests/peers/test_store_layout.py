"""The store itself is an OCI image layout: skopeo and umoci read it while it is in use."""

import json
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.images import directory, file, symlink, write_archive
from support.peers.images import umoci_tree
from support.peers.tools import need, run
from support.peers.trees import assert_same, view_tree

LAYERS = (
    [
        directory("etc"),
        file("etc/motd", b"welcome\n"),
        symlink("etc/link", "motd"),
        directory("opt"),
        directory("opt/d"),
        file("opt/d/a", b"aaaa", 0o4755),
    ],
    [file("etc/new", b"new")],
)


@pytest.fixture
def filled(engine: Engine, tmp_path: Path) -> Engine:
    """One image that was loaded, and one that was committed from a container of it."""
    engine.load(write_archive(tmp_path / "a.tar", LAYERS, "t:1"))
    engine.create("t:1", "c1")
    container = engine.container("c1")
    container.append(LayerPath("etc/motd"), b"more\n")
    container.delete(LayerPath("opt/d"), recursive=True)
    engine.commit("c1", "example.org/a/b:2")
    return engine


@pytest.mark.parametrize("name", ["t:1", "example.org/a/b:2"])
def test_skopeo_inspects_the_store(filled: Engine, name: str) -> None:
    need("skopeo")
    source = f"oci:{filled.root}:{name}"

    told = json.loads(run("skopeo", "--insecure-policy", "inspect", source))
    config = json.loads(run("skopeo", "--insecure-policy", "inspect", "--config", source))

    assert told["Digest"] == filled.inspect(name)["Descriptor"]["digest"]
    assert config["rootfs"]["diff_ids"] == filled.inspect(name)["RootFS"]["Layers"]


@pytest.mark.parametrize("name", ["t:1", "example.org/a/b:2"])
def test_umoci_unpacks_from_what_skopeo_copies_out(
    filled: Engine, name: str, tmp_path: Path
) -> None:
    need("skopeo", "umoci")
    copy = tmp_path / "copy"
    source = f"oci:{filled.root}:{name}"
    run("skopeo", "--insecure-policy", "copy", "-q", source, f"oci:{copy}:copy")

    theirs = umoci_tree(f"{copy}:copy", tmp_path / "unpacked")

    assert_same(view_tree(filled.stack(name).view()), theirs)


def test_an_image_that_is_removed_is_gone_for_skopeo(filled: Engine) -> None:
    need("skopeo")
    filled.remove_image("example.org/a/b:2")

    index = json.loads((filled.root / "index.json").read_bytes())

    assert len(index["manifests"]) == 1
    run("skopeo", "--insecure-policy", "inspect", f"oci:{filled.root}:t:1")
