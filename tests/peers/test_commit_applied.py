"""A commit's layer after random edits, applied on its base by umoci: the container's files."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from layerlab.facade import Engine
from layerlab.formats import SaveFormat
from support.edits import LAYERS, Change, apply, changes
from support.images import write_archive
from support.peers.images import umoci_tree
from support.peers.tools import need
from support.peers.trees import FileTree, assert_same, view_tree


@pytest.fixture(scope="module", autouse=True)
def umoci() -> None:
    need("umoci")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes)
def test_umoci_makes_the_same_files(wanted: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as name, Engine(Path(name) / "root") as engine:
        folder = Path(name)
        engine.load(write_archive(folder / "in.tar", LAYERS))
        container = engine.container(engine.create("t:1").name)
        apply(container, wanted)
        engine.commit(container.name, "t:2")
        engine.save(["t:2"], folder / "layout", SaveFormat.OCI_DIR)
        theirs = umoci_tree(f"{folder}/layout:2", folder / "unpacked")
        assert_same(_compared(view_tree(container.view())), _compared(theirs))


def _compared(tree: FileTree) -> FileTree:
    """Without the root, and without the times of directories: umoci's whiteouts change them."""
    leaves = {
        path: replace(leaf, mtime=0) if leaf.kind == "directory" else leaf
        for path, leaf in tree.leaves.items()
        if path
    }
    return FileTree(leaves, tree.names_of)
