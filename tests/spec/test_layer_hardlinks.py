"""Spec: image-spec v1.1.1, layer.md, Hardlinks.

What the specification says of file systems and of ways to find links holds for whoever walks a
disk; the engine's containers know their links.
"""

import pytest

from layerlab.errors import DamagedTar, NoSuchPath
from layerlab.facade import Engine
from layerlab.model import Entry, Kind, LayerPath
from spec.committing import Commit
from support.images import directory, file, hardlink, symlink
from support.rawtar import END, header, member
from support.stacks import index_of, view


def test_one_or_more_directory_entries_for_the_same_file() -> None:
    """Hardlinks are a POSIX concept for having one or more directory entries for the same file on
    the same device.
    """
    merged = view([file("a", b"body"), hardlink("d/b", "a"), hardlink("c", "d/b")])
    assert {merged.inode(LayerPath(path)) for path in ("a", "d/b", "c")} == {(0, 512)}
    assert merged.read(LayerPath("c")) == b"body"


def test_hardlinks_are_possible_with_all_file_types_except_directories() -> None:
    """Hardlinks are possible with all file types except `directories`."""
    device = Entry(LayerPath("device"), Kind.CHAR_DEVICE, device=(5, 1)), b""
    merged = view(
        [device, hardlink("1", "device"), symlink("link", "to"), hardlink("2", "link")],
    )
    assert merged.get(LayerPath("1")).entry.device == (5, 1)
    assert merged.get(LayerPath("2")).entry.link == "to"
    with pytest.raises(DamagedTar, match="LINK_TO_DIRECTORY"):
        index_of(directory("d"), hardlink("3", "d"))


def test_when_a_change_is_made_to_a_hardlinked_file(loaded: Engine, commit: Commit) -> None:
    """Union filesystem implementations may have limited or no support for hardlinks, particularly
    when a change is made to a hardlinked file or a hardlink is created to a file in a lower
    filesystem. (See the overlay specification for more details.)
    """
    container = loaded.container("c1")
    container.link(LayerPath("bin/again"), LayerPath("bin/my-app-tools"))
    written = {one.name: one for one in commit()}
    assert written["bin/again"].kind is Kind.FILE
    assert written["bin/my-app-tools"].kind is Kind.HARDLINK
    assert written["bin/my-app-tools"].link == "bin/again"


def test_extracting_a_layer_with_hardlink_references_to_files_outside_may_fail() -> None:
    """Extracting a layer with hardlink references to files outside of the layer may fail."""
    merged = view([file("a", b"body")], [hardlink("b", "a"), hardlink("c", "nowhere")])
    assert merged.read(LayerPath("b")) == b"body"
    with pytest.raises(NoSuchPath):
        merged.read(LayerPath("c"))


def test_hardlinks_are_stored_with_type_of_a_1_char() -> None:
    """Hardlinks are stored in a tar archive with type of a `1` char, per the GNU Basic Tar Format
    and libarchive tar(5).
    """
    tar = member(b"a", b"body") + header(b"b", typeflag=b"1", link=b"./a") + END
    assert view(tar).read(LayerPath("b")) == b"body"
