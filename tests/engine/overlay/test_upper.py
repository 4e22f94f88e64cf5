"""An upper that follows an edit is the one that is made anew of the same records."""

from hypothesis import given
from hypothesis import strategies as st

from layerlab.model import Entry, Kind, LayerPath, parents
from layerlab.overlay import UpperRecord, UpperTree
from layerlab.overlay.upper import SPARE_NODES, whiteout

_names = st.sampled_from(["a", "b", "c", "\udcff", "\u00e9", "Z"])
_paths = st.lists(_names, min_size=1, max_size=4).map(lambda names: LayerPath("/".join(names)))
_edits = st.lists(st.tuples(_paths, st.sampled_from(["put", "hide", "delete"])), max_size=30)


def shape(tree: UpperTree, node: int = 0) -> list[object]:
    """Everything that the protocol tells, from a node downwards."""
    told: list[object] = []
    for child in tree.children(node):
        assert tree.child(node, tree.name(child)) == child
        assert tree.find(tree.path(child)) == child
        told += [(tree.path(child), tree.record(child)), *shape(tree, child)]
    return told


def directory(path: LayerPath) -> UpperRecord:
    return UpperRecord(Entry(path, Kind.DIRECTORY))


def changes_of(tree: UpperTree, path: LayerPath, verb: str) -> dict[LayerPath, UpperRecord | None]:
    """As an edit makes them: with the directories above, and all below what goes."""
    if verb == "put":
        above = {p: directory(p) for p in parents(path)[1:]}
        return {**above, path: directory(path)}
    below: dict[LayerPath, UpperRecord | None] = {
        p: None for p in tree.records if p == path or p.startswith(path + "/")
    }
    if verb == "hide":
        below |= {**{p: directory(p) for p in parents(path)[1:]}, path: whiteout(path)}
    return below


@given(_edits)
def test_edit_by_edit(edits: list[tuple[LayerPath, str]]) -> None:
    tree = UpperTree()
    for path, verb in edits:
        before, told = tree, shape(tree)
        tree = tree.changed(changes_of(tree, path, verb))
        assert shape(tree) == shape(UpperTree(tree.records))
        assert tree == UpperTree(tree.records)
        assert shape(before) == told


def test_numbers_that_nobody_has_any_more_are_given_up() -> None:
    tree = UpperTree()
    for number in range(3 * SPARE_NODES):
        path = LayerPath(str(number))
        tree = tree.changed({path: directory(path)}).changed({path: None})
    assert len(tree._paths) <= SPARE_NODES + 2
    assert shape(tree) == []


def test_a_path_that_was_never_there_can_go() -> None:
    assert UpperTree().changed({LayerPath("a"): None}) == UpperTree()
