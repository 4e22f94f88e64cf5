"""The merged view: who answers, ghosts, trails, links. Its rules are held in tests/spec."""

import pytest

from layerlab.errors import IsADirectory, LinkLoop, NoSuchPath, NotADirectory, NotAFile
from layerlab.model import ROOT, Kind, LayerPath
from layerlab.overlay import (
    Change,
    ChangeCounts,
    Reason,
    Verdict,
    count_changes,
)
from layerlab.overlay.alone import LayerView
from layerlab.progress import Progress
from layerlab.rules import RULES
from support.images import Item, directory, file, hardlink, symlink
from support.stacks import overlay, paths, view

P = LayerPath


def test_an_upper_file_replaces_a_lower_one() -> None:
    merged = view([file("a", b"old")], [file("a", b"newer")])
    assert merged.read(P("a")) == b"newer"
    assert (merged.get(P("a")).layer, merged.get(P("a")).change) == (2, Change.MODIFIED)


def test_an_implied_directory_keeps_the_lower_attributes() -> None:
    merged = view([directory("d", 0o700, uid=5)], [file("d/b")])
    assert (merged.get(P("d")).entry.mode, merged.get(P("d")).entry.uid) == (0o700, 5)


def test_an_implied_directory_over_nothing_is_roots_with_mode_755() -> None:
    assert view([file("d/b")]).get(P("d")).entry.mode == 0o755


def test_a_file_over_a_directory_hides_its_children() -> None:
    merged = view([file("d/a")], [file("d", b"file")])
    assert paths(merged) == ["d"]
    assert merged.get(P("d")).kind is Kind.FILE


@pytest.mark.parametrize(
    "newer",
    [
        [directory("usr"), file("usr/.wh..wh..opq"), directory("usr/lib")],
        [file(".wh.usr"), directory("usr"), directory("usr/lib")],
        [file(".wh..wh..opq"), directory("usr"), directory("usr/lib")],
    ],
    ids=["opaque", "whiteout", "opaque-root"],
)
def test_what_landed_below_is_hidden_with_its_directory(newer: list[Item]) -> None:
    merged = view(
        [directory("usr/lib"), symlink("lib", "usr/lib"), file("keep")],
        [file("lib/b", b"b")],
        newer,
    )
    assert [path for path in paths(merged) if path.startswith("usr")] == ["usr", "usr/lib"]
    assert not merged.has(P("usr/lib/b"))


def test_an_opaque_marker_through_a_link_leaves_the_directory_its_attributes() -> None:
    merged = view(
        [directory("a", 0o700), file("a/old"), symlink("c", "a")],
        [file("a/new"), file("c/.wh..wh..opq")],
    )
    assert paths(merged) == ["a", "a/new", "c"]
    assert merged.get(P("a")).entry.mode == 0o700


def test_a_whiteout_does_not_hide_what_its_own_layer_lands_there() -> None:
    merged = view([symlink("a", "."), file("c")], [file(".wh.c"), directory("a/c/x")])
    assert paths(merged) == ["a", "c", "c/x"]
    top, bottom = merged.trail(P("c"))
    assert (top.verdict, top.entry and top.entry.kind) == (Verdict.SEEN, Kind.DIRECTORY)
    assert (bottom.verdict, bottom.reason) == (Verdict.HIDDEN, Reason.WHITEOUT)


def test_a_path_below_a_lower_symlink_lands_where_the_link_leads() -> None:
    merged = view(
        [directory("usr"), directory("usr/lib"), file("usr/lib/a"), symlink("lib", "usr/lib")],
        [file("lib/b", b"b"), file("lib/x/y", b"y")],
    )
    assert paths(merged) == [
        "lib",
        "usr",
        "usr/lib",
        "usr/lib/a",
        "usr/lib/b",
        "usr/lib/x",
        "usr/lib/x/y",
    ]
    assert merged.read(P("usr/lib/b")) == b"b"
    assert merged.get(P("lib")).kind is Kind.SYMLINK
    assert merged.get(P("usr/lib/b")).entry.path == "usr/lib/b"


def test_a_whiteout_below_a_lower_symlink_deletes_where_the_link_leads() -> None:
    merged = view(
        [directory("usr/lib"), file("usr/lib/a"), file("usr/lib/b"), symlink("lib", "usr/lib")],
        [file("lib/.wh.a")],
    )
    assert paths(merged) == ["lib", "usr", "usr/lib", "usr/lib/b"]


def test_a_hard_link_to_a_lower_file_has_its_bytes_and_attributes() -> None:
    merged = view([file("a", b"body", 0o640, uid=7)], [hardlink("b", "a")])
    entry = merged.get(P("b")).entry
    assert (merged.read(P("b")), entry.size, entry.mode, entry.uid) == (b"body", 4, 0o640, 7)
    assert merged.inode(P("a")) == merged.inode(P("b"))


def test_a_hard_link_to_a_file_that_is_replaced_later_keeps_the_old_bytes() -> None:
    merged = view([file("a", b"old")], [hardlink("b", "a")], [file("a", b"new")])
    assert merged.read(P("b")) == b"old"
    assert merged.inode(P("a")) != merged.inode(P("b"))


def test_ghosts_are_what_any_layer_deleted() -> None:
    merged = view(
        [file("d/a"), file("d/b"), file("d/sub/x")],
        [file("d/.wh.a")],
        [file("d/.wh.sub")],
    )
    rows = {node.name: node for node in merged.list(P("d"), ghosts=True)}
    assert [(n, rows[n].ghost, rows[n].layer) for n in sorted(rows)] == [
        ("a", True, 2),
        ("b", False, 1),
        ("sub", True, 3),
    ]
    assert rows["a"].change is Change.DELETED
    assert [node.name for node in merged.list(P("d/sub"), ghosts=True)] == ["x"]


def test_views_up_to_a_layer_see_nothing_of_the_layers_above() -> None:
    stack = overlay([file("a")], [file("b")], [file(".wh.a")])
    assert paths(stack.view(1)) == ["a"]
    assert paths(stack.view(2)) == ["a", "b"]
    assert paths(stack.view(3)) == ["b"]
    assert paths(stack.view(0)) == []
    assert stack.view(0).get(ROOT).is_directory


def test_one_layer_alone_shows_its_whiteouts_and_markers() -> None:
    stack = overlay(
        [file("d/a"), file("e/x"), file("f", b"1")],
        [file("d/.wh.a"), file("e/.wh..wh..opq"), file("f", b"22"), file("g")],
    )
    alone = LayerView(stack, 2)
    rows = [(node.path, node.kind, node.change) for node in alone.walk()]
    assert rows == [
        ("d", Kind.DIRECTORY, Change.MODIFIED),
        ("d/a", Kind.WHITEOUT, Change.DELETED),
        ("e", Kind.DIRECTORY, Change.MODIFIED),
        ("e/.wh..wh..opq", Kind.WHITEOUT, Change.DELETED),
        ("f", Kind.FILE, Change.MODIFIED),
        ("g", Kind.FILE, Change.ADDED),
    ]
    assert alone.read(P("f")) == b"22"


def test_links_are_followed_inside_the_root_only() -> None:
    merged = view(
        [
            directory("a"),
            file("a/f", b"f"),
            symlink("up", "../../../a/f"),
            symlink("abs", "/a"),
            symlink("loop", "loop"),
        ]
    )
    assert merged.resolve(P("up")) == "a/f"
    assert merged.resolve(P("abs/f")) == "a/f"
    with pytest.raises(LinkLoop):
        merged.resolve(P("loop"))


def test_two_dots_in_a_link_lead_to_where_one_really_is() -> None:
    merged = view(
        [
            directory("a"),
            directory("a/b"),
            file("a/f", b"f"),
            symlink("deep", "a/b"),
            symlink("up", "deep/../f"),
            symlink("twice", "./a//b/../f"),
            symlink("from-file", "a/f/../f"),
            symlink("from-nothing", "none/../a"),
            symlink("no-directory", "a/f/."),
        ]
    )
    assert merged.resolve(P("up")) == "a/f"
    assert merged.resolve(P("twice")) == "a/f"
    for name in ("from-file", "from-nothing", "no-directory"):
        with pytest.raises(NotADirectory):
            merged.resolve(P(name))


def test_wrong_kinds_are_refused_by_name() -> None:
    merged = view([directory("d"), file("f"), symlink("s", "f")])
    with pytest.raises(NotADirectory):
        merged.list(P("f"))
    with pytest.raises(IsADirectory):
        merged.open(P("d"))
    with pytest.raises(NotAFile):
        merged.open(P("s"))
    with pytest.raises(NoSuchPath):
        merged.list(P("nope"))


def test_a_trail_tells_who_answers_and_who_is_hidden_by_what() -> None:
    merged = view(
        [file("d/a", b"1")],
        [file("d/a", b"22")],
        [file("d/.wh.a")],
        [directory("d"), file("d/a", b"4444")],
        [file("x")],
    )
    steps = [(s.layer, s.verdict, s.hidden_by, s.reason) for s in merged.trail(P("d/a"))]
    assert steps == [
        (5, Verdict.ABSENT, None, Reason.NONE),
        (4, Verdict.SEEN, None, Reason.NONE),
        (3, Verdict.WHITEOUT, 4, Reason.NEWER),
        (2, Verdict.HIDDEN, 4, Reason.NEWER),
        (1, Verdict.HIDDEN, 4, Reason.NEWER),
    ]


@pytest.mark.parametrize(
    ("top", "reason", "verdict"),
    [
        ([file("d/.wh.a")], Reason.WHITEOUT, Verdict.WHITEOUT),
        ([file(".wh.d")], Reason.PARENT_WHITEOUT, Verdict.WHITEOUT),
        ([file("d/.wh..wh..opq")], Reason.OPAQUE, Verdict.OPAQUE),
        ([file("d")], Reason.PARENT_REPLACED, Verdict.ABSENT),
    ],
)
def test_a_trail_names_the_reason(top: list[Item], reason: Reason, verdict: Verdict) -> None:
    steps = view([file("d/a")], top).trail(P("d/a"))
    assert steps[0].verdict is verdict
    assert (steps[1].verdict, steps[1].hidden_by, steps[1].reason) == (Verdict.HIDDEN, 2, reason)


def test_a_trail_of_a_directory_says_merged() -> None:
    steps = view([directory("d")], [file("x")], [directory("d")]).trail(P("d"))
    assert [step.verdict for step in steps] == [Verdict.SEEN, Verdict.ABSENT, Verdict.MERGED]


def test_changes_of_a_layer_are_counted() -> None:
    stack = overlay(
        [file("d/a"), file("d/b"), file("e/x"), symlink("lnk", "d")],
        [file("d/a", b"1"), file("d/c"), file("e/.wh..wh..opq"), file("f"), file("lnk/b")],
        [file(".wh.f"), file("n/m")],
    )
    counts = [count_changes(stack, number, Progress()) for number in (1, 2, 3)]
    assert counts == [
        ChangeCounts(added=4),
        ChangeCounts(added=2, modified=2, deleted=1),
        ChangeCounts(added=1, deleted=1),
    ]


def test_a_trail_follows_what_a_lower_link_moved() -> None:
    merged = view(
        [file("usr/lib/a", b"1"), file("usr/lib/b", b"1"), symlink("lib", "usr/lib")],
        [file("lib/a", b"22"), file("lib/.wh.b")],
    )
    steps = merged.trail(P("usr/lib/a"))
    assert [(step.layer, step.verdict) for step in steps] == [
        (2, Verdict.SEEN),
        (1, Verdict.HIDDEN),
    ]
    assert [step.verdict for step in merged.trail(P("usr/lib/b"))] == [
        Verdict.WHITEOUT,
        Verdict.HIDDEN,
    ]
    assert [step.verdict for step in merged.trail(P("lib"))] == [Verdict.ABSENT, Verdict.SEEN]


def test_a_trail_tells_a_whiteout_beside_a_directory_from_an_opaque_one() -> None:
    lower = [file("d/a")]
    beside = view(lower, [file(".wh.d"), file("d/b")])
    opaque = view(lower, [file("d/.wh..wh..opq"), file("d/b")])
    assert [(s.verdict, s.reason) for s in beside.trail(P("d/a"))] == [
        (Verdict.WHITEOUT, Reason.NONE),
        (Verdict.HIDDEN, Reason.PARENT_WHITEOUT),
    ]
    assert [(s.verdict, s.reason) for s in opaque.trail(P("d/a"))] == [
        (Verdict.OPAQUE, Reason.NONE),
        (Verdict.HIDDEN, Reason.OPAQUE),
    ]


@pytest.mark.parametrize(
    ("layers", "path", "rules"),
    [
        ([[file("a")], [file("a")]], "a", ["", "replace"]),
        ([[directory("d")], [directory("d")]], "d", ["", "merge"]),
        ([[file("a")], [file(".wh.a")]], "a", ["whiteout", "whiteout"]),
        ([[file("d/a")], [file(".wh.d")]], "d/a", ["whiteout", "whiteout"]),
        ([[file("d/a")], [file("d/.wh..wh..opq")]], "d/a", ["opaque", "opaque-descendants"]),
        ([[file("d/a")], [file("d")]], "d/a", ["", "replace"]),
        ([[file("d/a"), symlink("l", "d")], [file("l/b")]], "d/b", ["linked-parent", ""]),
        (
            [[file("d/a"), symlink("l", "d")], [file("l/.wh.a")]],
            "d/a",
            ["linked-parent-whiteout", "whiteout"],
        ),
        ([[file("a")], [hardlink("b", "a")]], "b", ["far-link", ""]),
        ([[file("z")], [hardlink("b", "a")]], "b", ["far-link-nowhere", ""]),
    ],
)
def test_a_trail_names_the_rules_that_decided(
    layers: list[list[Item]], path: str, rules: list[str]
) -> None:
    found = [step.rule for step in view(*layers).trail(P(path))]
    assert found == rules
    assert set(found) <= {"", *RULES}


def test_a_trail_shows_the_file_of_a_hard_link_to_a_lower_layer() -> None:
    (step, _) = view([file("a", b"body", 0o640)], [hardlink("b", "a")]).trail(P("b"))
    assert step.entry is not None
    assert (step.entry.size, step.entry.mode) == (4, 0o640)


def test_a_hard_link_to_a_lower_loop_of_links_has_no_contents() -> None:
    merged = view([symlink("l", "l")], [hardlink("b", "l/a")])
    with pytest.raises(NoSuchPath):
        merged.read(P("b"))
    assert merged.get(P("b")).entry.size == 0


@pytest.mark.parametrize("marker", [".wh.lib", ".wh..wh..opq"])
def test_a_link_that_the_layer_itself_hides_moves_nothing(marker: str) -> None:
    merged = view(
        [file("usr/lib/a"), symlink("lib", "usr/lib"), file(".keep")], [file("lib/b"), file(marker)]
    )
    assert merged.get(P("lib")).is_directory
    assert merged.has(P("lib/b"))


def test_an_opaque_marker_through_a_link_hides_nothing_of_its_own_layer() -> None:
    merged = view([file("d/old"), symlink("l", "d")], [file("d/new"), file("l/.wh..wh..opq")])
    assert paths(merged) == ["d", "d/new", "l"]


def test_an_opaque_marker_leaves_the_attributes_of_its_directory() -> None:
    merged = view([directory("d", 0o700, uid=5), file("d/a")], [file("d/.wh..wh..opq")])
    assert (merged.get(P("d")).entry.mode, merged.get(P("d")).entry.uid) == (0o700, 5)
    assert paths(merged) == ["d"]


def test_a_directory_over_a_file_of_its_own_layer_has_no_lower_children() -> None:
    merged = view([file("d/a")], [file("d", b"1"), directory("d"), file("d/b")])
    assert paths(merged) == ["d", "d/b"]


def test_a_hard_link_to_a_lower_directory_has_no_contents() -> None:
    merged = view([directory("d")], [hardlink("b", "d")])
    assert merged.get(P("b")).entry.kind is Kind.HARDLINK
    with pytest.raises(NoSuchPath):
        merged.read(P("b"))


def test_a_trail_shows_a_directory_without_an_entry_over_a_file() -> None:
    steps = view([file("a", b"1")], [file("a/b")]).trail(P("a"))
    assert [(s.verdict, s.reason, s.rule) for s in steps] == [
        (Verdict.SEEN, Reason.NONE, ""),
        (Verdict.HIDDEN, Reason.NEWER, "replace"),
    ]
