"""Spec: image-spec v1.1.1, layer.md, Whiteouts."""

import pytest

from layerlab.errors import DamagedTar, NoSuchPath, ReservedName
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.overlay import Change
from spec.committing import Commit
from support.images import directory, file
from support.rawtar import END, header
from support.stacks import index_of, overlay, paths, view

P = LayerPath


def test_a_whiteout_file_signifies_a_path_should_be_deleted() -> None:
    """A whiteout file is an empty file with a special filename that signifies a path should be
    deleted.
    """
    merged = view([directory("d"), file("d/a"), file("e")], [file(".wh.d")])
    assert paths(merged) == ["e"]
    with pytest.raises(NoSuchPath):
        merged.get(P("d/a"))


@pytest.mark.parametrize("name", ["a", ".a", "a.wh.b", "wh", "가", "\udcff"])
def test_a_whiteout_filename_consists_of_the_prefix_plus_the_basename(name: str) -> None:
    """A whiteout filename consists of the prefix `.wh.` plus the basename of the path to be
    deleted.
    """
    merged = view([file(f"d/{name}"), file("d/other")], [file(f"d/.wh.{name}")])
    assert paths(merged) == ["d", "d/other"]


@pytest.mark.parametrize("name", [".wh.", "d/.wh.", ".wh..", "d/.wh..."])
def test_a_whiteout_filename_consists_of_the_basename(name: str) -> None:
    """A whiteout filename consists of the prefix `.wh.` plus the basename of the path to be
    deleted.

    One that has none, or no name of a file, is refused.
    """
    with pytest.raises(DamagedTar, match="WhiteoutOf"):
        index_of(file(name))


def test_it_is_not_possible_to_create_a_name_beginning_with_wh(loaded: Engine) -> None:
    """As files prefixed with `.wh.` are special whiteout markers, it is not possible to create a
    filesystem which has a file or directory with a name beginning with `.wh.`.
    """
    with pytest.raises(ReservedName):
        loaded.container("c1").create(P("etc/.wh.x"))
    with pytest.raises(DamagedTar, match="BELOW_WHITEOUT"):
        index_of(file(".wh.d/x"))


def test_once_a_whiteout_is_applied_the_whiteout_itself_must_also_be_hidden() -> None:
    """Once a whiteout is applied, the whiteout itself MUST also be hidden."""
    merged = view([file("a"), file("d/b")], [file(".wh.a"), file("d/.wh.b"), file(".wh.gone")])
    assert paths(merged) == ["d"]
    with pytest.raises(NoSuchPath):
        merged.get(P(".wh.a"))


@pytest.mark.parametrize("whiteout_first", [True, False])
def test_whiteout_files_must_only_apply_to_resources_in_lower_layers(whiteout_first: bool) -> None:
    """Whiteout files MUST only apply to resources in lower/parent layers."""
    items = [file("d/.wh.a"), file("d/a", b"new")]
    merged = view([file("d/a", b"old")], items if whiteout_first else items[::-1])
    assert merged.read(P("d/a")) == b"new"


@pytest.mark.parametrize("whiteout_first", [True, False])
def test_whiteout_files_must_only_apply_to_lower_layers(
    whiteout_first: bool,
) -> None:
    """Whiteout files MUST only apply to resources in lower/parent layers.

    A directory that comes again has its new children only.
    """
    items = [file(".wh.d"), directory("d"), file("d/b")]
    merged = view([file("d/a")], items if whiteout_first else items[::-1])
    assert paths(merged) == ["d", "d/b"]


def test_files_present_in_the_same_layer_can_only_be_hidden_in_subsequent_layers() -> None:
    """Files that are present in the same layer as a whiteout file can only be hidden by whiteout
    files in subsequent layers.
    """
    stack = overlay([file("a", b"1")], [file("a", b"2"), file(".wh.a")], [file(".wh.a")])
    assert stack.view(2).read(P("a")) == b"2"
    assert paths(stack.view(3)) == []


def test_files_can_only_be_hidden_by_whiteout_files_in_subsequent_layers() -> None:
    """Files that are present in the same layer as a whiteout file can only be hidden by whiteout
    files in subsequent layers.

    A higher layer brings the name back.
    """
    merged = view([file("a", b"1")], [file(".wh.a")], [file("a", b"3")])
    assert merged.read(P("a")) == b"3"
    assert merged.get(P("a")).change is Change.ADDED


def test_if_we_then_delete_the_next_layer_looks_like() -> None:
    """If we then delete `file1`, `file2`, and `b/`, while leaving `file3` and adding `file4, the
    next layer looks like:
    """
    base = [file("file1"), file("a/file2"), directory("b"), file("c/file3")]
    layer = [file(".wh.file1"), file("a/.wh.file2"), file(".wh.b"), file("file4")]
    assert paths(view(base, layer)) == ["a", "c", "c/file3", "file4"]


@pytest.mark.parametrize("typeflag", [b"0", b"1", b"2", b"3", b"5", b"6"])
def test_regardless_of_the_path_being_deleted_the_whiteout_is_a_regular_file(
    typeflag: bytes, loaded: Engine, commit: Commit
) -> None:
    """Note that regardless of the path being deleted, the whiteout file is a regular file in the
    archive.

    So it is written; where it is read, the name decides, as in all tools.
    """
    tar = header(b"d/.wh.x", typeflag=typeflag, link=b"junk") + END
    assert paths(view([directory("d/x")], tar)) == ["d"]
    loaded.container("c1").delete(P("etc"), recursive=True)
    assert [(one.name, one.kind) for one in commit()] == [(".wh.etc", Kind.FILE)]


def test_whiteout_files_appear_before_sibling_directory_entries(
    loaded: Engine, commit: Commit
) -> None:
    """Implementations SHOULD generate layers such that the whiteout files appear before sibling
    directory entries.
    """
    container = loaded.container("c1")
    container.create(P("bin/a"))
    container.delete(P("bin/my-app-tools"))
    container.delete(P("etc"), recursive=True)
    assert [one.name for one in commit()] == [
        ".wh.etc",
        "bin/",
        "bin/.wh.my-app-tools",
        "bin/a",
    ]
