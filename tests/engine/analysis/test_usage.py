"""Bytes by directory and layer, against a plain walk of the same view."""

import itertools
import os
import random
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, note, reject, settings
from hypothesis import strategies as st

from layerlab.analysis import ROOT_ROW, Usage, unseen_bytes, usage
from layerlab.analysis.matching import by_name, hashed
from layerlab.analysis.names import Names
from layerlab.container import parse_mount, parse_volume
from layerlab.container.options import CreateOptions
from layerlab.errors import Cancelled, DamagedTar, LinkLoop
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.overlay import HostView, Mounted, View, mounted
from layerlab.overlay.alone import LayerView
from layerlab.progress import Progress
from support.edits import LAYERS, Change, apply, changes
from support.images import Item, directory, file, hardlink, symlink, write_archive
from support.stack_strategies import STACKS, random_stack, told
from support.stacks import overlay, view
from support.walked import Bytes, walked

SEED = int(os.environ.get("LAYERLAB_SEED", "5"))
DENSE_STACKS = 2000
P = LayerPath


def counted(found: Usage) -> Bytes:
    rows = found.rows
    for row in range(rows.count):
        assert found.total_bytes[row] == sum(found.owners(row).values())
        assert rows.find(rows.path(row)) == row
    return {rows.path(row): Counter(found.owners(row)) for row in range(rows.count)}


def _holds(layers: list[list[Item]]) -> bool:
    """Asserts it; False where there is no such stack."""
    try:
        merged = view(*layers)
        shown = walked(merged)
    except (DamagedTar, LinkLoop):
        return False
    assert counted(usage(merged)) == shown, told(layers)
    return True


@given(STACKS)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_bytes_are_those_of_a_plain_walk(layers: list[list[Item]]) -> None:
    note(told(layers))
    if not _holds(layers):
        reject()


def test_bytes_are_those_of_a_plain_walk_where_most_entries_meet() -> None:
    rng = random.Random(SEED)
    print(f"seed {SEED}")
    assert sum(_holds(random_stack(rng)) for _ in range(DENSE_STACKS)) > DENSE_STACKS / 8


@given(STACKS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_one_layer_alone(layers: list[list[Item]]) -> None:
    note(told(layers))
    try:
        stack = overlay(*layers)
    except DamagedTar:
        reject()
    for number, layer in enumerate(stack.layers, start=1):
        alone = LayerView(stack, number)
        rows = counted(usage(alone))
        there = {node.path for node in alone.walk() if node.kind is not Kind.WHITEOUT}
        assert rows.keys() == {"", *there}
        assert sum(rows[""].values()) == layer.tree.size_bytes  # type: ignore[attr-defined]


@given(changes)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_container_now_and_as_of_each_edit(wanted: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "root") as engine:
        engine.load(write_archive(Path(folder) / "in.tar", LAYERS))
        container = engine.container(engine.create("t:1", "c1").name)
        apply(container, wanted)
        stack = engine.stack("c1")
        for number in (*range(0, container.head + 1, 4), None):
            seen = stack if number is None else stack.as_of(number)
            assert counted(seen.usage()) == walked(seen.view())
        alone = stack.usage(alone=len(stack.layers))
        assert alone.total_bytes[ROOT_ROW] == stack.layers[-1].size_bytes


# what is chosen where there is a choice


def test_what_is_still_seen_of_each_layer() -> None:
    shown = usage(view([file("a", b"12345"), file("b", b"1")], [file("a", b"12")]))
    assert [shown.visible_bytes(layer) for layer in (1, 2, 3)] == [1, 2, 0]


def test_what_upper_layers_hide_of_a_layer() -> None:
    stack = overlay(
        [file("d/a", b"12345"), file("d/b", b"1"), hardlink("d/c", "d/b"), file("e", b"123")],
        [file("d/a", b"12"), file("d/.wh.b"), file(".wh.e")],
    )
    whole, alone = usage(stack.view(2)), usage(LayerView(stack, 1))
    unseen = unseen_bytes(alone, whole, 1)
    told = {alone.rows.path(row): int(unseen[row]) for row in range(alone.rows.count)}
    assert told == {"": 8, "d": 5, "d/a": 5, "d/b": 0, "d/c": 0, "e": 3}


def test_a_hard_linked_file_counts_at_its_first_name_in_its_layer() -> None:
    base = [file("d/e/a", b"1234"), hardlink("d/z", "d/e/a"), hardlink("d/y", "d/e/a")]
    found = usage(view(base))
    assert _own(found) == {"d/y": 4}
    found = usage(view(base, [file("d/.wh.y")]))
    assert _own(found) == {"d/z": 4}


def test_a_link_from_above_bears_a_file_that_has_no_name_of_its_own_left() -> None:
    found = usage(view([file("a", b"1234")], [hardlink("b", "a")]))
    assert _own(found) == {"a": 4}
    found = usage(view([file("a", b"1234")], [hardlink("b", "a"), file(".wh.a")]))
    assert (_own(found), found.owners(ROOT_ROW)) == ({"b": 4}, {1: 4})
    assert found.owner[found.rows.find(P("b")) or 0] == 1


def test_a_directory_over_a_symbolic_link_counts_where_the_link_leads() -> None:
    found = usage(view([directory("usr/lib"), symlink("lib", "usr/lib")], [file("lib/a", b"123")]))
    assert _own(found) == {"usr/lib/a": 3}
    assert found.owners(found.rows.find(P("usr")) or 0) == {2: 3}


def test_the_owner_of_a_directory_has_most_of_its_bytes() -> None:
    found = usage(view([file("d/a", b"1234")], [file("d/b", b"123")], [directory("e")]))
    owners = {found.rows.path(row): found.owner[row] for row in range(found.rows.count)}
    assert owners == {"": 1, "d": 1, "d/a": 1, "d/b": 2, "e": 0}


def _own(found: Usage) -> dict[str, int]:
    rows = found.own_bytes.nonzero()[0].tolist()
    return {found.rows.path(row): int(found.own_bytes[row]) for row in rows}


# shapes


def test_a_stack_without_layers_has_its_root() -> None:
    found = usage(overlay().view(0))
    assert (found.rows.count, found.owners(ROOT_ROW), found.owner[ROOT_ROW]) == (1, {}, 0)


def test_a_directory_of_many_names_in_two_layers() -> None:
    many = 50_000
    base = [file(f"d/{number}", b"1") for number in range(many)]
    found = usage(view(base, [file("d/7", b"12"), file("d/.wh.8")]))
    row = found.rows.find(P("d"))
    assert row is not None
    assert len(found.rows.children(row)) == many - 1
    assert (found.owners(row), found.file_count[row]) == ({1: many - 2, 2: 2}, many - 1)


def test_names_that_hash_alike_are_told_apart() -> None:
    one, other = b"aaaaaaaabbbbbbbb", b"aaaaaaa\xe1bbbbfbb\xe2"
    names = Names.of([name.decode("utf-8", "surrogateescape") for name in (one, other, one)])
    nodes, rows = np.arange(3), np.zeros(3, np.int64)
    assert len(set(hashed(names.spans(nodes), rows).tolist())) == 1
    order, group, starts = by_name(names, nodes, rows)
    assert (order.tolist(), group.tolist(), starts.tolist()) == ([0, 2, 1], [0, 0, 1], [0, 2])


@given(st.lists(st.tuples(st.integers(0, 3), st.text(max_size=20)), max_size=30))
def test_equal_names_of_a_directory_are_brought_together(wanted: list[tuple[int, str]]) -> None:
    wanted = sorted((row, name.encode(errors="replace").decode()) for row, name in wanted)
    names = Names.of([name for _, name in wanted])
    order, group, _ = by_name(names, np.arange(len(wanted)), np.array([r for r, _ in wanted], int))
    found: dict[int, list[int]] = {}
    for place, number in zip(order.tolist(), group.tolist(), strict=True):
        found.setdefault(number, []).append(place)
    expected: dict[tuple[int, str], list[int]] = {}
    for place, one in enumerate(wanted):
        expected.setdefault(one, []).append(place)
    assert sorted(found.values()) == sorted(expected.values())


def test_nobody_waits_for_what_is_cancelled() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        usage(view([file("d/a")]), progress)


# what is mounted


def _mounted(base: View, *wanted: tuple[str, View]) -> View:
    return mounted(base, [Mounted(P(path), path, over, None) for path, over in wanted])


BASE = [file("a/b/c", b"123"), file("a/d", b"1"), file("f", b"12"), hardlink("g", "a/d")]
VOLUME = [file("x/y", b"12345"), hardlink("z", "x/y")]
PLACES = ["a", "a/b", "a/b/c", "a/new", "new/way/down", "f", "f/in", ""]


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(PLACES, 2)))
def test_mounts_cover_what_is_below_and_one_another(first: str, second: str) -> None:
    seen = _mounted(view(BASE), (first, view(VOLUME)), (second, view([file("x/w", b"1")])))
    assert counted(usage(seen)) == walked(seen)


def test_a_mount_says_what_it_is_of() -> None:
    found = usage(_mounted(view(BASE), ("a/new", view(VOLUME))))
    row = found.rows.find(P("a/new/x/y"))
    assert row is not None
    assert (found.mount(row), found.mount(ROOT_ROW), found.owner[row]) == ("a/new", "", 0)
    assert found.visible_bytes(0) == 5


def test_a_folder_of_the_host(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a").write_bytes(b"123")
    (tmp_path / "sub/b").hardlink_to(tmp_path / "sub/a")
    (tmp_path / "link").symlink_to("sub")
    (tmp_path / "c").write_bytes(b"1")
    seen = _mounted(view(BASE), ("mnt", HostView(tmp_path, "folder")))
    assert counted(usage(seen)) == walked(seen)
    one = _mounted(view(BASE), ("f", HostView(tmp_path / "c", "file")))
    assert counted(usage(one)) == walked(one)


def test_a_container_with_a_volume_and_a_folder(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "host").mkdir()
    (tmp_path / "host/h").write_bytes(b"1234567")
    engine.load(write_archive(tmp_path / "in.tar", [BASE]))
    mounts = (
        parse_volume("vol:/a"),
        parse_mount(f"type=bind,source={tmp_path}/host,target=/b"),
    )
    engine.create("t:1", "c1", options=CreateOptions(mounts=mounts))
    engine.container("c1").write(P("new"), b"12")
    stack = engine.stack("c1")
    assert counted(stack.usage()) == walked(stack.view())
    assert stack.usage(mounted=False).owners(ROOT_ROW) == {1: 6, 2: 2}
    assert engine.volume_stack("vol").usage().visible_bytes(1) == 4
