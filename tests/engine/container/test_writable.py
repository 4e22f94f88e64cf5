"""A layer that can be written stands on anything, also on nothing, and runs edits of others."""

from pathlib import Path

import pytest

from layerlab.container import Verb, WritableLayer, operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done
from layerlab.errors import NoSuchContainer, NoSuchPath, NotFound
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import Overlay

P = LayerPath


class Layer(WritableLayer):
    def gone(self) -> NotFound:
        return NoSuchContainer("a layer")


@pytest.fixture
def layer(engine: Engine) -> WritableLayer:
    with engine._store.database.writing() as writer:
        writer.execute("insert into writable (id) values ('key')")
    return Layer(engine._store, "key", "volume v", engine.root / "volumes/key", Overlay([]))


def test_over_nothing_everything_is_new(layer: WritableLayer) -> None:
    layer.make_directory(P("d"))
    layer.create(P("d/f"), b"content")
    assert [str(row) for row in layer.diff()] == ["A /d", "A /d/f"]
    layer.undo()
    assert [node.path for node in layer.view().walk()] == ["d"]
    layer.delete(P("d"))
    assert layer.upper.records == {}
    assert layer.faults() == []
    with pytest.raises(NoSuchPath) as caught:
        layer.chmod(P("x"), 0o600)
    assert caught.value.target == "volume v"


def test_an_operation_of_others_is_one_edit(layer: WritableLayer) -> None:
    def command(draft: Draft) -> Done:
        for name in "abc":
            operations.make_directory(draft, P(name))
        return Done(Verb.EXEC, P(""), command=("mkdir", "a", "b", "c"), runner="built-in")

    edit = layer.edit(command)
    assert (edit.verb, edit.command) == (Verb.EXEC, ("mkdir", "a", "b", "c"))
    assert layer.edits() == [edit]
    assert edit.runner == "built-in"
    layer.undo()
    assert layer.upper.records == {}


def test_an_operation_that_raises_leaves_everything_as_it_was(layer: WritableLayer) -> None:
    def command(draft: Draft) -> Done:
        operations.make_directory(draft, P("a"))
        raise NoSuchPath("x", "y")

    with pytest.raises(NoSuchPath):
        layer.edit(command)
    assert layer.upper.records == {}
    assert layer.all_edits() == []


def test_what_changed_nothing_is_logged_only_if_asked(layer: WritableLayer) -> None:
    def look(draft: Draft) -> Done:
        draft.find(P("a"))
        return Done(Verb.EXEC, P(""), command=("ls",))

    assert layer.edit_if_changed(look) is None
    assert layer.all_edits() == []
    assert layer.edit(look).number == 1


def test_it_is_gone_when_its_row_is(layer: WritableLayer, engine: Engine) -> None:
    layer.create(P("f"))
    with engine._store.database.writing() as writer:
        writer.execute("delete from writable")
    with pytest.raises(NoSuchContainer):
        layer.create(P("g"))
    with pytest.raises(NoSuchContainer):
        Layer(engine._store, "key", "volume v", Path(layer.upper_path.parent), Overlay([]))
    assert engine._store.database.rows("select * from edit") == []
