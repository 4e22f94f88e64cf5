"""A log in random order against a plain model: what each number's files were is noted, and is so
whenever one comes back to it, looks at it, or makes a branch of it.
"""

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layerlab.container import Container
from layerlab.errors import EngineError, NothingToRedo, NothingToUndo
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import View
from support.edits import LAYERS, changes
from support.images import write_archive

Tree = dict[LayerPath, tuple[object, ...]]


def tree(view: View) -> Tree:
    return {
        node.path: (node.entry, view.read(node.path) if node.kind.has_data else b"")
        for node in view.walk()
    }


@dataclass
class Model:
    """`parents` and `trees` by number; `last` is the child that redo goes to."""

    trees: dict[int, Tree]
    parents: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    head: int = 0

    def visit(self, number: int) -> None:
        self.head = number
        while number:
            self.last[self.parents[number]] = number
            number = self.parents[number]


Step = Callable[[Container, Model], object]


def edited(change: Callable[[Container], object]) -> Step:
    def step(container: Container, model: Model) -> None:
        before = len(container.all_edits())
        with contextlib.suppress(EngineError):
            change(container)
        for edit in container.all_edits()[before:]:
            assert edit.parent == model.head
            model.parents[edit.number] = edit.parent
            model.visit(edit.number)
            model.trees[edit.number] = tree(container.view_at(edit.number))

    return step


def disturbed(number: int, data: bytes) -> Step:
    """Another program writes into a file of the layer's directory, or takes it away."""

    def change(container: Container) -> None:
        places = [path for path in container.upper_path.rglob("*") if not path.is_symlink()]
        files = sorted(path for path in places if path.is_file())
        if files and data:
            files[number % len(files)].write_bytes(data)
            os.utime(files[number % len(files)], ns=(number, number))
        elif files:
            files[number % len(files)].unlink()
        container.refresh()

    return edited(change)


def undone(container: Container, model: Model) -> None:
    try:
        assert container.undo().number == model.head
    except NothingToUndo:
        assert model.head == 0
    else:
        model.head = model.parents[model.head]


def redone(container: Container, model: Model) -> None:
    try:
        number = container.redo().number
    except NothingToRedo:
        assert model.head not in model.last
    else:
        assert number == model.last[model.head]
        model.visit(number)


def jumped(to: int) -> Step:
    def jump(container: Container, model: Model) -> None:
        number = to % len(model.trees)
        container.jump(number)
        model.visit(number)

    return jump


steps = st.lists(
    st.one_of(
        changes.map(lambda made: edited(made[0])),
        changes.map(lambda made: edited(made[-1])),
        st.just(undone),
        st.just(redone),
        st.builds(jumped, st.integers(0, 1000)),
        st.builds(disturbed, st.integers(0, 10**9), st.binary(max_size=5)),
    ),
    min_size=3,
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.integers(0, 1000))
def test_each_number_is_what_it_was(wanted: list[Step], branched: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "root") as engine:
        engine.load(write_archive(Path(folder) / "in.tar", LAYERS))
        engine.create("t:1", "c1")
        container = engine.container("c1")
        model = Model({0: tree(container.view())})
        for step in wanted:
            step(container, model)
            assert container.head == model.head
            assert tree(container.view()) == model.trees[model.head]
        assert dict(container.all_edits().links) == model.parents
        assert all(tree(container.view_at(n)) == files for n, files in model.trees.items())
        assert container.faults() == []
        number = branched % len(model.trees)
        engine.branch("c1", number, "b1")
        assert tree(engine.container("b1").view()) == model.trees[number]
        assert engine.verify_store().faults == ()
