"""Spec: image-spec v1.1.1, layer.md, Change Types; File Types.

Sockets can't be in a tar, so there is none to read or to write.
"""

from layerlab.facade import Engine
from layerlab.model import Entry, Kind, LayerPath
from layerlab.overlay import Change
from spec.committing import Commit
from support.images import Item, directory, file, symlink
from support.stacks import kinds, view


def test_additions_and_modifications_are_represented_the_same(
    loaded: Engine, commit: Commit
) -> None:
    """Additions and Modifications are represented the same in the changeset tar archive."""
    container = loaded.container("c1")
    container.write(LayerPath("bin/my-app-tools"), b"changed")
    container.create(LayerPath("bin/other"), b"changed")
    modified, added = [header for header in commit() if header.kind is Kind.FILE]
    same = {"name", "offset", "data_offset", "mtime_ns"}
    for field in set(modified._fields) - same:
        assert getattr(modified, field) == getattr(added, field), field


def test_removals_are_represented_using_whiteout_file_entries(
    loaded: Engine, commit: Commit
) -> None:
    """Removals are represented using "whiteout" file entries (See Representing Changes)."""
    loaded.container("c1").delete(LayerPath("bin/my-app-tools"))
    assert [header.name for header in commit()] == ["bin/", "bin/.wh.my-app-tools"]


def test_files_or_entries_includes_the_following() -> None:
    """Throughout this document section, the use of word "files" or "entries" includes the
    following, where supported:
    """
    items: list[Item] = [
        file("file"),
        directory("directory"),
        symlink("symlink", "file"),
        (Entry(LayerPath("block"), Kind.BLOCK_DEVICE, device=(8, 1)), b""),
        (Entry(LayerPath("character"), Kind.CHAR_DEVICE, device=(1, 3)), b""),
        (Entry(LayerPath("fifo"), Kind.FIFO), b""),
    ]
    assert kinds(view(items)) == {
        "file": Kind.FILE,
        "directory": Kind.DIRECTORY,
        "symlink": Kind.SYMLINK,
        "block": Kind.BLOCK_DEVICE,
        "character": Kind.CHAR_DEVICE,
        "fifo": Kind.FIFO,
    }


def test_types_of_changes_that_can_occur() -> None:
    """Types of changes that can occur in a changeset are:"""
    merged = view([file("a"), file("b")], [file("a", b"new"), file(".wh.b"), file("c")])
    changes = {node.path: node.change for node in merged.list(LayerPath(""), ghosts=True)}
    assert changes == {"a": Change.MODIFIED, "b": Change.DELETED, "c": Change.ADDED}
