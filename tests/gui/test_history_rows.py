"""The tree of edits as rows, and which edits a replay plays: no screen."""

from datetime import datetime

import pytest

import layerlab_resources
from layerlab.container import Edit, Reason, Verb
from layerlab.model import LayerPath
from layerlab.runners.builtin import BuiltinShell
from layerlab.runners.linux import LinuxRunner
from layerlab_gui.models.edit_words import (
    VERB_ICONS,
    cells,
    moment,
    runner_word,
    verb_word,
    what,
    who,
)
from layerlab_gui.models.lanes import Place, State, arrange
from layerlab_gui.models.reasons import reason_word
from layerlab_gui.tasks.history import replayed

LINE = [(1, 0), (2, 1), (3, 2)]
TREE = [*LINE, (4, 1), (5, 4), (6, 4), (7, 0)]
"""1, 2 and 3 in a line; 4 on 1 with 5 and 6 on it; 7 on the image."""


def rows(places: list[Place]) -> list[tuple[int, int, str]]:
    return [(place.number, place.depth, place.state.value) for place in places]


def test_a_line_is_shown_newest_first_with_the_image_below() -> None:
    assert rows(arrange(LINE, 3, 3)) == [
        (3, 0, "current"),
        (2, 0, "done"),
        (1, 0, "done"),
        (0, 0, "done"),
    ]


def test_no_edit_at_all_is_the_image_alone() -> None:
    assert arrange([], 0, 0) == [Place(0, 0, State.CURRENT, ends=True)]


def test_what_redo_brings_back_stays_on_the_line() -> None:
    assert rows(arrange(LINE, 1, 3)) == [
        (3, 0, "undone"),
        (2, 0, "undone"),
        (1, 0, "current"),
        (0, 0, "done"),
    ]


def test_abandoned_branches_are_indented_over_the_edit_that_they_leave_from() -> None:
    assert rows(arrange(TREE, 6, 6)) == [
        (6, 0, "current"),
        (5, 1, "abandoned"),
        (4, 0, "done"),
        (3, 1, "abandoned"),
        (2, 1, "abandoned"),
        (1, 0, "done"),
        (7, 1, "abandoned"),
        (0, 0, "done"),
    ]


def test_branches_of_branches_are_indented_further() -> None:
    places = arrange(TREE, 7, 7)
    assert rows(places) == [
        (7, 0, "current"),
        (6, 1, "abandoned"),
        (5, 2, "abandoned"),
        (4, 1, "abandoned"),
        (3, 2, "abandoned"),
        (2, 2, "abandoned"),
        (1, 1, "abandoned"),
        (0, 0, "done"),
    ]
    assert [place.number for place in places if place.begins] == [5, 2, 1]
    assert [place.number for place in places if place.ends] == [7, 6, 5, 3]


def test_ten_thousand_edits_and_as_many_branches_are_arranged() -> None:
    deep = [(number, number - 1) for number in range(1, 10_001)]
    assert len(arrange(deep, 10_000, 10_000)) == 10_001
    broad = [(number, 0) for number in range(1, 10_001)]
    assert [place.depth for place in arrange(broad, 1, 1)[:3]] == [0, 1, 1]
    zigzag = [(number, max(0, number - 2)) for number in range(1, 10_001)]
    assert len(arrange(zigzag, 9_999, 9_999)) == 10_001


@pytest.mark.parametrize(
    ("head", "chosen", "played"),
    [
        (3, None, [1, 2, 3]),
        (3, 2, [2, 3]),
        (3, 3, [3]),
        (3, 0, [1, 2, 3]),
        (1, 3, [2, 3]),
        (3, 5, [4, 5]),
        (3, (1, 2), [1, 2]),
        (3, (0, 2), [1, 2]),
        (6, (3, 5), [4, 5]),
        (0, None, []),
    ],
)
def test_a_replay_goes_from_the_chosen_edit_to_now(
    head: int, chosen: int | tuple[int, int] | None, played: list[int]
) -> None:
    assert replayed(dict(TREE), head, chosen) == played


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_has_a_word_and_an_icon_that_is_there(verb: Verb) -> None:
    assert verb_word(verb)
    assert layerlab_resources.path("icons", f"{VERB_ICONS[verb]}.svg").is_file()


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_word(reason: Reason) -> None:
    assert reason_word(reason)


def test_a_command_is_told_as_it_was_typed_and_by_what_it_ran() -> None:
    words = ("sh", "-c", "echo hi > /a")
    edit = Edit(
        1, Verb.EXEC, LayerPath("a"), None, (), 3, "2024-01-01T00:00:00Z", 0, "", words, "x"
    )
    assert what(edit) == "$ sh -c 'echo hi > /a'"
    assert who(edit) == "x"


def test_times_of_today_have_seconds_and_others_a_date() -> None:
    made = "2024-01-01T10:00:00Z"
    today = datetime.fromisoformat("2024-01-01T10:00:05+00:00")
    assert moment(made, today).count(":") == 2
    later = datetime.fromisoformat("2024-03-01T10:00:05+00:00")
    assert moment(made, later).startswith("2024-01-01 ")


def test_runners_are_called_by_words_that_are_known() -> None:
    assert runner_word(BuiltinShell.name) == "built-in shell"
    assert runner_word(LinuxRunner.name) == "Linux runner"
    assert runner_word("another") == "another"


def test_an_edit_that_cannot_be_undone_says_why() -> None:
    lost = tuple(LayerPath(f"f{number}") for number in range(9))
    made = "2024-01-01T00:00:00Z"
    edit = Edit(1, Verb.EXTERNAL, LayerPath("f0"), None, (), 0, made, lost=lost)
    row = cells(Place(1, 0, State.CURRENT), edit, datetime.fromisoformat(made))
    assert row.tip.endswith(
        "can't be undone: what was there before is lost of /f0, /f1, /f2, /f3, /f4…"
    )
    assert row.tip.splitlines()[-1] in row.spoken
