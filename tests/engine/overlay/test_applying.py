"""The merged view against a plain dictionary to which the layers are applied one by one.

The stacks are the same in each run, since where a layer means several things the model may not know
that yet; LAYERLAB_SEED chooses others.
"""

import os
import random

from hypothesis import HealthCheck, Phase, given, note, reject, settings

from layerlab.errors import DamagedTar
from layerlab.model import Entry, Kind
from layerlab.overlay import MergedView, Verdict
from support.applied import files_of_view
from support.images import Item
from support.naive import Model, Refusal, Unclear
from support.stack_strategies import STACKS, random_stack, told
from support.stacks import view

SEED = int(os.environ.get("LAYERLAB_SEED", "3"))
DENSE_STACKS = 3000

Facts = dict[str, tuple[object, ...]]


def _expected(layers: list[list[Item]]) -> tuple[Facts, set[frozenset[str]]] | None:
    model = Model()
    try:
        for items in layers:
            model.apply(items)
    except Refusal:
        return None
    facts: Facts = {}
    names: dict[int, set[str]] = {}
    for path, thing in model.tree.items():
        kind = thing.kind.name.lower() if thing.body is not None else "no contents"
        mode = 0o777 if thing.kind is Kind.SYMLINK else thing.mode
        body = os.fsencode(thing.link) if thing.kind is Kind.SYMLINK else thing.body
        facts[path] = (kind, mode, body) if thing.body is not None else (kind,)
        if kind == "file":
            names.setdefault(id(thing), set()).add(path)
    return facts, {frozenset(group) for group in names.values()}


def _shown(merged: MergedView) -> tuple[Facts, set[frozenset[str]]]:
    facts: Facts = {}
    names: dict[object, set[str]] = {}
    for path, found in files_of_view(merged).items():
        is_empty = found.kind == "no contents"
        facts[path] = (found.kind,) if is_empty else (found.kind, found.mode, found.body)
        if found.kind == "file":
            names.setdefault(found.file, set()).add(path)
    return facts, {frozenset(group) for group in names.values()}


@given(STACKS)
@settings(
    max_examples=500,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
    phases=set(Phase) - {Phase.explain},
)
def test_same_files_as_the_model(layers: list[list[Item]]) -> None:
    note(told(layers))
    if not _is_same(layers):
        reject()


def test_same_files_as_the_model_where_most_entries_meet() -> None:
    rng = random.Random(SEED)
    print(f"seed {SEED}")
    assert sum(_is_same(random_stack(rng)) for _ in range(DENSE_STACKS)) > DENSE_STACKS / 4


def _is_same(layers: list[list[Item]]) -> bool:
    """Asserts it; False where the model does not know."""
    try:
        expected = _expected(layers)
    except Unclear:
        return False
    try:
        merged = view(*layers)
    except DamagedTar:
        assert expected is None, told(layers)
        return True
    assert expected is not None, told(layers)
    assert _shown(merged) == expected, told(layers)
    return True


@given(STACKS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_trail_tells_of_each_path_what_the_view_shows(layers: list[list[Item]]) -> None:
    note(told(layers))
    try:
        _expected(layers)
        merged = view(*layers)
    except (DamagedTar, Unclear):
        reject()
    shown = {node.path: node for node in merged.walk()}
    listed = {
        node.path for count in range(1, merged.top + 1) for node in view(*layers[:count]).walk()
    }
    for path in listed:
        seen = [step for step in merged.trail(path) if step.verdict is Verdict.SEEN]
        node = shown.get(path)
        assert [(step.layer, _facts(step.entry)) for step in seen] == (
            [(node.layer, _facts(node.entry))] if node else []
        ), path


def _facts(entry: Entry | None) -> tuple[object, ...]:
    """All but the path, which is the layer's own where a link moved it."""
    assert entry is not None
    return entry.kind, entry.mode, entry.uid, entry.size
