"""A container as of any edit: as a new one (`Engine.branch`), and as a stack to look at."""

import pytest

from layerlab.container import Container, Verb
from layerlab.container.mount_words import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.errors import ContainerNameInUse, NoSuchContainer, NoSuchEdit
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import View

P = LayerPath


@pytest.fixture
def source(loaded: Engine) -> Container:
    container = loaded.container("c1")
    container.write(P("etc/motd"), b"first\n")
    container.link(P("opt/three"), P("opt/one"))
    container.delete(P("opt/d"), recursive=True)
    container.make_directory(P("opt/d"), 0o750)
    container.chown(P("opt/d"), 5, 6)
    container.delete(P("etc/passwd"))
    container.jump(4)
    return container


def tree(view: View) -> list[object]:
    return [
        (node.path, node.entry, view.read(node.path) if node.kind.has_data else b"")
        for node in view.walk()
    ]


@pytest.mark.parametrize("number", range(7))
def test_it_has_the_files_of_that_edit(loaded: Engine, source: Container, number: int) -> None:
    expected = tree(source.view_at(number))
    made = loaded.branch("c1", number, "b1")
    branch = loaded.container("b1")
    assert (made.name, made.image_name) == ("b1", "t:1")
    assert tree(branch.view()) == expected
    assert branch.diff() == source.diff_at(number)
    assert loaded.verify_store().faults == ()
    assert source.head == 4


def test_it_is_one_edit_that_can_be_undone(loaded: Engine, source: Container) -> None:
    loaded.branch("c1", 5, "b1")
    branch = loaded.container("b1")
    (edit,) = branch.edits()
    assert (edit.number, edit.verb, edit.label) == (1, Verb.BRANCH, "c1@5")
    branch.undo()
    assert branch.upper.records == {}
    branch.redo()
    assert branch.diff() == source.diff_at(5)


def test_hard_links_stay_together_and_apart_from_the_source(
    loaded: Engine, source: Container
) -> None:
    loaded.branch("c1", None, "b1")
    branch = loaded.container("b1")
    branch.append(P("opt/three"), b" more")
    assert branch.view().read(P("opt/one")) == branch.view().read(P("opt/three"))
    assert source.view().read(P("opt/one")) != branch.view().read(P("opt/one"))


def test_without_a_number_it_is_as_the_source_is_now(loaded: Engine, source: Container) -> None:
    (source.upper_path / "etc/motd").write_bytes(b"by another program")
    loaded.branch("c1", name="b1")
    assert loaded.container("b1").view().read(P("etc/motd")) == b"by another program"


def test_what_can_not_be_is_refused_and_leaves_nothing(loaded: Engine, source: Container) -> None:
    with pytest.raises(NoSuchEdit):
        loaded.branch("c1", 7, "b1")
    with pytest.raises(ContainerNameInUse):
        loaded.branch("c1", 1, "c1")
    with pytest.raises(NoSuchContainer):
        loaded.branch("nobody", 1, "b1")
    assert [container.name for container in loaded.containers()] == ["c1"]
    assert loaded.verify_store().leftovers == ()


def test_what_is_mounted_is_shared(loaded: Engine) -> None:
    """A volume is not of the state: both see what it has now."""
    loaded.create("t:1", "c2", options=CreateOptions(mounts=(parse_volume("data:/data"),)))
    loaded.container("c2").create(P("data/f"), b"shared")
    loaded.branch("c2", 0, "b1")
    assert loaded.container("b1").view().read(P("data/f")) == b"shared"
    loaded.container("b1").write(P("data/f"), b"by the branch")
    assert loaded.container("c2").view().read(P("data/f")) == b"by the branch"
    assert loaded.verify_store().faults == ()


def test_options_stay_and_the_host_name_is_its_own(loaded: Engine) -> None:
    loaded.create("t:1", "c2", ["sleep", "9"], ["A=b"])
    made = loaded.branch("c2", 0, "b1")
    record = loaded.container("b1").record
    assert record.command == ("sleep", "9")
    assert "A=b" in record.run["Env"]
    assert record.run["Hostname"] == made.id[:12]


def test_a_stack_shows_the_container_as_of_an_edit(loaded: Engine, source: Container) -> None:
    now = loaded.stack("c1")
    for number in range(7):
        stack = now.as_of(number)
        assert tree(stack.view()) == tree(source.view_at(number))
        assert len(stack.layers) == len(now.layers)
    assert tree(now.view()) == tree(source.view())
    assert source.head == 4
    with pytest.raises(NoSuchEdit):
        now.as_of(99)


def test_its_card_counts_what_the_layer_had_then(loaded: Engine, source: Container) -> None:
    now = loaded.stack("c1")
    cards = [now.as_of(number).layers[-1] for number in (0, 1, 2, 3)]
    assert [card.size_bytes for card in cards[:2]] == [0, len(b"first\n")]
    one = source.view_at(2).get(P("opt/one")).entry.size
    assert cards[2].size_bytes == len(b"first\n") + one  # two names of one file count once
    assert [card.whiteout_count for card in cards] == [0, 0, 0, 1]
