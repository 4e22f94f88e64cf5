"""Spec: image-spec v1.1.1, layer.md, Opaque Whiteout."""

import pytest

from layerlab.facade import Engine
from layerlab.model import LayerPath
from spec.committing import Commit
from support.images import Item, directory, file
from support.stacks import overlay, paths, view

P = LayerPath
BASE: list[Item] = [
    directory("etc"),
    file("etc/my-app-config"),
    directory("bin"),
    file("bin/my-app-binary"),
    file("bin/my-app-tools"),
    directory("bin/tools"),
    file("bin/tools/my-app-tool-one"),
]
OPAQUE: list[Item] = [directory("bin"), file("bin/.wh..wh..opq")]


def test_layers_may_remove_all_of_the_children_using_an_opaque_whiteout_entry() -> None:
    """In addition to expressing that a single entry should be removed from a lower layer, layers
    may remove all of the children using an opaque whiteout entry.
    """
    assert paths(view(BASE, OPAQUE)) == ["bin", "etc", "etc/my-app-config"]


def test_indicating_that_all_siblings_are_hidden_in_the_lower_layer() -> None:
    """An opaque whiteout entry is a file with the name `.wh..wh..opq` indicating that all siblings
    are hidden in the lower layer.
    """
    stack = overlay(BASE, [*OPAQUE, file("bin/new")], [directory("bin"), file("bin/newer")])
    assert paths(stack.view(2)) == ["bin", "bin/new", "etc", "etc/my-app-config"]
    assert paths(stack.view(3)) == ["bin", "bin/new", "bin/newer", "etc", "etc/my-app-config"]


def test_using_explicit_whiteout_files_this_would_be_equivalent() -> None:
    """Using explicit whiteout files, this would be equivalent to the following:"""
    names = ("my-app-binary", "my-app-tools", "tools")
    explicit = [directory("bin"), *(file(f"bin/.wh.{name}") for name in names)]
    assert paths(view(BASE, explicit)) == paths(view(BASE, OPAQUE))


def test_this_opaque_file_will_apply_to_all_children_and_all_descendants() -> None:
    """Note that this opaque file will apply to all children, including sub-directories, other
    resources and all descendants.
    """
    upper = [*OPAQUE, directory("bin/tools"), file("bin/tools/two")]
    merged = view(BASE, upper)
    assert paths(merged) == ["bin", "bin/tools", "bin/tools/two", "etc", "etc/my-app-config"]
    assert paths(view(BASE, [file(".wh..wh..opq"), file("new")])) == ["new"]


def test_implementations_should_generate_layers_using_explicit_whiteout_files(
    loaded: Engine, commit: Commit
) -> None:
    """Implementations SHOULD generate layers using explicit whiteout files, but MUST accept both.

    An opaque one is written where a directory was deleted and made again, as in Docker.
    """
    container = loaded.container("c1")
    for name in ("my-app-binary", "my-app-tools"):
        container.delete(P(f"bin/{name}"))
    container.delete(P("etc"), recursive=True)
    container.make_directory(P("etc"))
    assert [one.name for one in commit()] == [
        "bin/",
        "bin/.wh.my-app-binary",
        "bin/.wh.my-app-tools",
        "etc/",
        "etc/.wh..wh..opq",
    ]


@pytest.mark.parametrize("position", range(4))
def test_opq_is_applied_first_regardless_of_the_ordering(position: int) -> None:
    """When processing the second layer, `a/.wh..wh..opq` is applied first, before creating the new
    version of `a/b`, regardless of the ordering in which the whiteout file was encountered.
    """
    items: list[Item] = [directory("a"), directory("a/b"), directory("a/b/c"), file("a/b/c/foo")]
    items.insert(position + 1, file("a/.wh..wh..opq"))
    base = [directory("a"), directory("a/b"), directory("a/b/c"), file("a/b/c/bar")]
    assert paths(view(base, items)) == ["a", "a/b", "a/b/c", "a/b/c/foo"]


def test_image_is_likely_to_be_composed_of_several_of_these_changeset_tar_archives() -> None:
    """Any given image is likely to be composed of several of these Image Filesystem Changeset tar
    archives.
    """
    stack = overlay(BASE, OPAQUE, [file("bin/a")], OPAQUE, [file("bin/b")])
    found = [[path for path in paths(stack.view(n)) if path.startswith("bin/")] for n in (2, 3, 5)]
    assert found == [[], ["bin/a"], ["bin/b"]]
