"""The log is a tree of edits: nothing in it is dropped, and every state can be had again."""

import threading
from pathlib import Path

import pytest

from layerlab.container import Container, Verb
from layerlab.errors import NoSuchEdit, NothingToRedo, NothingToUndo
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import Verdict, View, size_of
from layerlab.words import explain

P = LayerPath
MOTD = P("etc/motd")


@pytest.fixture
def container(loaded: Engine) -> Container:
    return loaded.container("c1")


@pytest.fixture
def branched(container: Container) -> Container:
    r"""1 - 2 - 3        `motd` has the number of each edit, and `three` is deleted by 4.
    \   \ 5
     4
    """
    container.write(MOTD, b"1")
    container.write(MOTD, b"2")
    container.write(MOTD, b"3")
    container.jump(1)
    container.delete(P("opt/one"))
    container.jump(2)
    container.write(MOTD, b"5")
    return container


def numbers(edits: object) -> list[int]:
    return [edit.number for edit in edits]  # type: ignore[attr-defined]


def motd(container: Container) -> bytes:
    return container.view().read(MOTD)


def test_a_new_edit_after_undo_leaves_what_was_undone(container: Container) -> None:
    container.write(MOTD, b"1")
    container.undo()
    edit = container.write(MOTD, b"2")
    assert (edit.number, edit.parent) == (2, 0)
    assert numbers(container.edits()) == [2]
    assert container.undone() == []
    assert container.all_edits().links == [(1, 0), (2, 0)]
    container.jump(1)
    assert motd(container) == b"1"
    container.jump(2)
    assert motd(container) == b"2"


def test_each_edit_knows_the_one_that_it_was_made_on(branched: Container) -> None:
    assert branched.all_edits().links == [(1, 0), (2, 1), (3, 2), (4, 1), (5, 2)]
    assert numbers(branched.edits()) == [1, 2, 5]
    assert branched.head == 5


@pytest.mark.parametrize("start", range(6))
@pytest.mark.parametrize("end", range(6))
def test_a_jump_leads_from_each_state_to_each(branched: Container, start: int, end: int) -> None:
    expected = [b"welcome\n", b"1", b"2", b"3", b"1", b"5"]
    branched.jump(start)
    jump = branched.jump(end)
    assert motd(branched) == expected[end]
    assert branched.view().has(P("opt/one")) is (end != 4)
    assert branched.head == end
    assert branched.faults() == []
    assert not branched.refresh()
    assert (jump == type(jump)((), ())) is (start == end)


def test_a_jump_tells_what_it_took_back_and_brought_back(branched: Container) -> None:
    jump = branched.jump(4)
    assert numbers(jump.undone) == [5, 2]
    assert numbers(jump.redone) == [4]


def test_redo_goes_where_one_was_last(branched: Container) -> None:
    branched.jump(3)
    branched.jump(1)
    assert numbers(branched.undone()) == [2, 3]
    assert branched.redo().number == 2
    assert branched.redo().number == 3
    branched.jump(5)
    branched.jump(4)
    branched.undo()
    assert numbers(branched.undone()) == [4]
    assert branched.redo().number == 4
    with pytest.raises(NothingToRedo):
        branched.redo()


def test_the_empty_layer_is_number_0(branched: Container) -> None:
    branched.jump(0)
    assert branched.upper.records == {}
    assert branched.head == 0
    with pytest.raises(NothingToUndo) as caught:
        branched.undo()
    assert explain(caught.value) == "There is nothing to undo in container c1"
    assert numbers(branched.undone()) == [1, 2, 5]


@pytest.mark.parametrize("number", [-1, 6, 10**12])
def test_there_is_no_such_edit(branched: Container, number: int) -> None:
    with pytest.raises(NoSuchEdit) as caught:
        branched.jump(number)
    assert explain(caught.value) == f"The log of container c1 has no edit {number}"
    with pytest.raises(NoSuchEdit):
        branched.label(number, "x")
    assert motd(branched) == b"5"


def test_the_tree_survives_the_program(branched: Container, tmp_path: Path) -> None:
    branched.label(3, "the third")
    with Engine(tmp_path / "root") as again:
        container = again.container("c1")
        assert container.all_edits() == branched.all_edits()
        assert [edit.label for edit in container.all_edits()] == ["", "", "the third", "", ""]
        container.jump(3)
        assert motd(container) == b"3"
        container.label(3, "")
    assert {edit.label for edit in branched.all_edits()} == {""}


def test_a_number_is_never_given_twice(branched: Container) -> None:
    branched.jump(0)
    assert branched.write(MOTD, b"6").number == 6


def test_another_program_jumps(branched: Container, tmp_path: Path) -> None:
    with Engine(tmp_path / "root") as other:
        other.container("c1").jump(4)
        assert branched.refresh()
        assert motd(branched) == b"1"
        assert branched.write(MOTD, b"6").parent == 4
        assert numbers(other.container("c1").edits()) == [1, 4, 6]


def test_edits_are_parsed_one_by_one(branched: Container) -> None:
    edits = branched.all_edits()
    assert edits[-1].verb is Verb.WRITE
    assert len(edits._parsed) == 1
    assert numbers(edits[1:3]) == [2, 3]
    assert edits == list(edits)
    assert edits != list(edits)[1:]


# looking back -----------------------------------------------------------------------------------


def tree(view: View) -> dict[str, object]:
    return {
        node.path: (node.entry.mode, node.entry.size, view.read(node.path))
        if node.kind.has_data
        else node.kind
        for node in view.walk()
    }


@pytest.mark.parametrize("head", range(6))
def test_each_state_is_seen_from_each_without_a_change(branched: Container, head: int) -> None:
    branched.chmod(MOTD, 0o640)
    branched.rename(P("opt/d"), P("opt/e"))
    expected = {}
    for number in range(8):
        branched.jump(number)
        expected[number] = tree(branched.view()), branched.diff()
    branched.jump(head)
    before = branched.all_edits(), branched.upper
    for number in range(8):
        assert (tree(branched.view_at(number)), branched.diff_at(number)) == expected[number]
    assert (branched.all_edits(), branched.upper) == before
    assert branched.head == head


def test_a_view_of_the_past_stays_true_while_others_edit(branched: Container) -> None:
    views = {number: branched.view_at(number) for number in range(6)}
    for number in (3, 0, 4, 5):
        branched.jump(number)
        branched.write(MOTD, b"more")
        found = [view.read(MOTD) for view in views.values()]
        assert found == [b"welcome\n", b"1", b"2", b"3", b"1", b"5"]


def test_what_is_read_meanwhile_is_never_of_another_state(branched: Container) -> None:
    """A reader is between any two moves of a jump."""
    views = {number: branched.view_at(number) for number in range(6)}
    expected = [b"welcome\n", b"1", b"2", b"3", b"1", b"5"]
    stop = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        while not stop.is_set():
            for number, view in views.items():
                found = view.read(MOTD)
                if found != expected[number]:
                    wrong.append((number, found))

    reader = threading.Thread(target=read)
    reader.start()
    for number in (3, 4, 0, 5) * 5:
        branched.jump(number)
    stop.set()
    reader.join()
    assert wrong == []


def test_a_state_that_never_was_is_not_seen(branched: Container) -> None:
    for look in (branched.view_at, branched.diff_at, branched.upper_at):
        with pytest.raises(NoSuchEdit):
            look(6)


def test_the_states_along_a_way_are_those_of_its_edits(branched: Container) -> None:
    edits = branched.all_edits().only([1, 2, 5])
    states = branched.records_along(edits)
    assert dict(next(states)) == {}
    for edit, records in zip(edits, states, strict=True):
        assert set(records) == set(branched.upper_at(edit.number).records)
        assert size_of(records) == branched.upper_at(edit.number).size_bytes
        assert branched.trail_with(records, MOTD) == branched.view_at(edit.number).trail(MOTD)
    gone = branched.all_edits().only([4])
    before, after = (dict(records) for records in branched.records_along(gone))
    assert set(after) - set(before) == {P("opt"), P("opt/one")}
    assert branched.trail_with(after, P("opt/one"))[0].verdict is Verdict.WHITEOUT
    assert branched.trail_with(before, P("opt/one"))[1].verdict is Verdict.SEEN
