"""Spec: image-spec v1.1.1, layer.md, Determining Changes; Representing Changes."""

import pytest

from layerlab.container import Container
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.overlay import Change
from spec.committing import Commit


@pytest.fixture
def changed(loaded: Engine) -> Container:
    """The specification's example: a configuration moves into a directory of its own."""
    container = loaded.container("c1")
    container.make_directory(LayerPath("etc/my-app.d"))
    container.create(LayerPath("etc/my-app.d/default.cfg"), b"default")
    container.delete(LayerPath("etc/my-app-config"))
    container.write(LayerPath("bin/my-app-tools"), b"new tools")
    return container


def test_looking_for_files_that_have_been_added_modified_or_removed(changed: Container) -> None:
    """The directories are compared, looking for files that have been added, modified, or removed.

    Docker's list names the directories, too, whose children changed.
    """
    rows = [(row.change, row.path) for row in changed.diff() if row.path not in ("etc", "bin")]
    assert rows == [
        (Change.MODIFIED, "bin/my-app-tools"),
        (Change.DELETED, "etc/my-app-config"),
        (Change.ADDED, "etc/my-app.d"),
        (Change.ADDED, "etc/my-app.d/default.cfg"),
    ]


def test_a_tar_archive_which_contains_only_this_changeset(
    changed: Container, commit: Commit
) -> None:
    """A tar archive is then created which contains only this changeset:

    And, as Docker's, the directories on the way, with their attributes.
    """
    assert [(one.name, one.size) for one in commit()] == [
        ("bin/", 0),
        ("bin/my-app-tools", 9),
        ("etc/", 0),
        ("etc/.wh.my-app-config", 0),
        ("etc/my-app.d/", 0),
        ("etc/my-app.d/default.cfg", 7),
    ]


def test_deleted_files_or_directories_marked_with_a_whiteout_file(
    loaded: Engine, commit: Commit
) -> None:
    """Deleted files or directories marked with a whiteout file"""
    loaded.container("c1").delete(LayerPath("etc"), recursive=True)
    (whiteout,) = commit()
    assert (whiteout.name, whiteout.kind, whiteout.size) == (".wh.etc", Kind.FILE, 0)


def test_the_basename_of_the_entry_is_prefixed_with_wh(changed: Container, commit: Commit) -> None:
    """To signify that the resource `./etc/my-app-config` MUST be removed when the changeset is
    applied, the basename of the entry is prefixed with `.wh.`.
    """
    assert "etc/.wh.my-app-config" in {one.name for one in commit()}


def test_added_and_modified_files_and_directories_in_their_entirety(
    loaded: Engine, changed: Container, commit: Commit
) -> None:
    """Added and modified files and directories in their entirety"""
    commit()
    committed, container = loaded.stack("t:2").view(), changed.view()
    assert [n.path for n in committed.walk()] == [n.path for n in container.walk()]
    for node in committed.walk():
        if node.kind.has_data:
            assert committed.read(node.path) == container.read(node.path)
