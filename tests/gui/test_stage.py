"""Choreography as data: no screen, no clock."""

import pytest
from pytestqt.qtbot import QtBot

from layerlab.container import Edit, Step, StepKind, Verb
from layerlab.model import LayerPath
from layerlab_gui.stage.beats import PLAYED_STEPS, Mark, scene, summary
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.reel import Reel, reel

PAGE = LayerPath("opt/index.html")


def edit(*steps: Step, verb: Verb = Verb.WRITE) -> Edit:
    return Edit(1, verb, PAGE, None, steps, 0, "2024-01-01T00:00:00Z")


COPY_UP = edit(
    Step(StepKind.COPY_UP_PARENT, LayerPath("opt"), layer=2),
    Step(StepKind.COPY_UP_METADATA, PAGE, layer=2),
    Step(StepKind.COPY_UP_DATA, PAGE, 615, 2),
    Step(StepKind.WRITE, PAGE, 630),
)


def test_copy_up_hides_the_lower_file_only_once_its_data_is_there() -> None:
    played = scene(COPY_UP, 4)
    seen, hidden = {2: Mark.SEEN}, {2: Mark.HIDDEN, 4: Mark.SEEN}
    stills = [played.marks(n) for n in range(5)]
    assert stills == [seen, seen, seen, hidden, hidden]
    assert [beat.rises for beat in played.beats] == [True, True, True, False]


def test_deletion_drops_a_whiteout_over_the_lower_file() -> None:
    gone = edit(Step(StepKind.WHITEOUT, PAGE), verb=Verb.DELETE)
    played = scene(gone, 4, origin=2)
    assert played.marks(0) == {2: Mark.SEEN}
    assert played.marks(1) == {2: Mark.HIDDEN, 4: Mark.WHITEOUT}


def test_summary_is_one_line() -> None:
    assert summary(COPY_UP) == "copied up 615 B from layer 2, wrote 630 B"
    made = edit(Step(StepKind.CREATE, PAGE), verb=Verb.CREATE)
    assert summary(made) == "created /opt/index.html in the container layer"


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_step_has_a_sentence(kind: StepKind) -> None:
    beat = scene(edit(Step(kind, PAGE, 3, 1)), 4).beats[0]
    assert beat.sentence
    assert "{" not in beat.sentence


def test_stepping_and_skipping_end_in_the_same_still(qtbot: QtBot) -> None:
    stepped, skipped = StageModel(), StageModel()
    for model in (stepped, skipped):
        model.load(scene(COPY_UP, 4))
        model.pause()
    for _ in COPY_UP.steps:
        stepped.step()
        stepped.step()
    skipped.skip()
    assert stepped.position == skipped.position == 4
    assert stepped.marks is skipped.marks is None
    assert stepped.caption == skipped.caption == "wrote 630 B to /opt/index.html"


def test_switched_off_it_is_at_its_end_at_once(qtbot: QtBot) -> None:
    model = StageModel()
    model.is_on = False
    with qtbot.waitSignal(model.finished):
        model.load(scene(COPY_UP, 4))
    assert model.is_finished


def test_playing_reaches_the_end_by_itself(qtbot: QtBot) -> None:
    model = StageModel()
    model.speed = 50.0
    with qtbot.waitSignal(model.finished, timeout=5000):
        model.load(scene(COPY_UP, 4))
    assert not model.is_playing
    model.back()
    assert model.marks == {2: Mark.HIDDEN, 4: Mark.SEEN}
    assert model.caption == "copied up 615 B from layer 2"


# several edits in a row


def numbered(number: int, path: str, *steps: Step) -> Edit:
    return Edit(number, Verb.WRITE, LayerPath(path), None, steps, 0, "2024-01-01T00:00:00Z")


def made_reel() -> Reel:
    first = numbered(4, PAGE, *COPY_UP.steps)
    nothing = numbered(5, "etc/empty")
    last = numbered(6, "etc/motd", Step(StepKind.WHITEOUT, LayerPath("etc/motd")))
    return reel(3, [first, nothing, last], 9, {6: 1})


def test_a_reel_is_its_scenes_in_a_row() -> None:
    played = made_reel()
    assert [beat.path for beat in played.beats][-2:] == [PAGE, "etc/motd"]
    assert len(played.beats) == 5
    assert [played.done(n) for n in range(6)] == [3, 3, 3, 3, 5, 6]
    assert [played.part(n).path for n in range(6)] == [PAGE] * 4 + ["etc/motd"] * 2
    assert played.path == "etc/motd"


def test_each_beat_of_a_reel_says_of_which_edit_it_is() -> None:
    played = made_reel()
    assert played.sentence(0) == "/opt/index.html is about to change."
    assert played.sentence(3) == "Edit 4: copied up 615 B from layer 2"
    assert played.sentence(5) == "Edit 6: a whiteout hides /etc/motd below"


def test_marks_of_a_reel_are_those_of_the_edit_under_way() -> None:
    played = made_reel()
    assert played.marks(0) == {2: Mark.SEEN}
    assert played.marks(3) == {2: Mark.HIDDEN, 9: Mark.SEEN}
    assert played.marks(4) == {1: Mark.SEEN}
    assert played.marks(5) == {1: Mark.HIDDEN, 9: Mark.WHITEOUT}


def test_back_goes_from_one_edit_into_the_one_before(qtbot: QtBot) -> None:
    model = StageModel()
    model.load(made_reel())
    model.skip()
    model.back()
    assert model.part is not None
    assert model.part.path == "etc/motd"
    model.back()
    assert model.part.path == PAGE
    assert model.caption == "Edit 4: copied up 615 B from layer 2"


def test_of_thousands_of_steps_the_first_are_played() -> None:
    steps = [Step(StepKind.CREATE, LayerPath(f"f{n}")) for n in range(5000)]
    played = scene(edit(*steps), 4)
    assert len(played.beats) == PLAYED_STEPS
    assert played.beats[-1].sentence == "and 4,961 more steps of this edit"
