"""Spec: image-spec v1.1.1, layer.md, Changeset over existing files.

The same for two entries of one layer is in tests/engine/layer/test_layer_rules.py.
"""

from itertools import product

import pytest

from layerlab.model import Entry, Kind, LayerPath
from layerlab.overlay import Change
from support.images import Item, directory, file, hardlink, symlink
from support.stacks import kinds, paths, view

P = LayerPath


def test_both_directories_the_existing_path_s_attributes_must_be_replaced() -> None:
    """If the entry and the existing path are both directories, then the existing path's
    attributes MUST be replaced by those of the entry in the changeset.
    """
    xattr = Entry(P("d"), Kind.DIRECTORY, 0o700, uid=1, xattrs={"user.a": b"1"})
    merged = view(
        [(xattr, b""), file("d/a")],
        [directory("d", 0o755), file("d/b")],
    )
    assert paths(merged) == ["d", "d/a", "d/b"]
    found = merged.get(P("d")).entry
    assert (found.mode, found.uid, dict(found.xattrs)) == (0o755, 0, {})
    assert merged.get(P("d/b")).change is Change.ADDED
    assert merged.get(P("d/a")).change is Change.NONE


_OVER: dict[str, Item] = {
    "file": file("x", b"new"),
    "directory": directory("x"),
    "symlink": symlink("x", "t"),
    "hardlink": hardlink("x", "t"),
    "fifo": (Entry(P("x"), Kind.FIFO), b""),
    "device": (Entry(P("x"), Kind.BLOCK_DEVICE, device=(8, 0)), b""),
}


@pytest.mark.parametrize(
    ("existing", "over"),
    [pair for pair in product(_OVER, _OVER) if set(pair) != {"directory"}],
)
def test_in_all_other_cases_the_implementation_must_do_the_semantic_equivalent(
    existing: str, over: str
) -> None:
    """In all other cases, the implementation MUST do the semantic equivalent of the following:
    removing the file path (e.g. `unlink(2)` on Linux systems); recreating the file path, based on
    the contents and attributes of the changeset entry
    """
    lower = [file("t", b"target"), _OVER[existing]]
    if existing == "directory":
        lower.append(file("x/inside"))
    upper = [file("t", b"newer"), _OVER[over]]
    merged, expected = view(lower, upper), view(upper)
    assert kinds(merged) == kinds(expected)
    if over == "file":
        assert merged.read(P("x")) == b"new"


def test_removing_the_file_path() -> None:
    """removing the file path (e.g. `unlink(2)` on Linux systems)

    Nothing of a directory is left when it comes again.
    """
    merged = view([directory("d"), file("d/a")], [file("d")], [directory("d"), file("d/b")])
    assert paths(merged) == ["d", "d/b"]


def test_recreating_the_file_path() -> None:
    """recreating the file path, based on the contents and attributes of the changeset entry

    A link is replaced, not what it leads to.
    """
    merged = view(
        [directory("real"), file("real/a", b"a"), symlink("d", "real"), symlink("f", "real/a")],
        [directory("d"), file("d/b"), file("f", b"new")],
    )
    assert paths(merged) == ["d", "d/b", "f", "real", "real/a"]
    assert (merged.read(P("f")), merged.read(P("real/a"))) == (b"new", b"a")
    assert merged.get(P("f")).change is Change.MODIFIED
