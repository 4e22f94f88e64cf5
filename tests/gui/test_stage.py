"""Choreography as data: no screen, no clock."""

import pytest
from pytestqt.qtbot import QtBot

from layerlab.container import Edit, Step, StepKind, Verb
from layerlab.model import LayerPath
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.scene import Depth, Mark, Pile, PileKind, Scene, Slab, SlabKind, Still
from layerlab_gui.stage.scenes.editing import PLAYED_STEPS, Place, edit_scene, subject
from layerlab_gui.stage.scenes.marking import marks_with, stepped
from layerlab_gui.stage.scenes.replaying import Reel, reel
from layerlab_gui.stage.scenes.sentences import summary

PAGE = LayerPath("opt/index.html")


def edit(*steps: Step, verb: Verb = Verb.WRITE) -> Edit:
    return Edit(1, verb, PAGE, None, steps, 0, "2024-01-01T00:00:00Z")


COPY_UP = edit(
    Step(StepKind.COPY_UP_PARENT, LayerPath("opt"), layer=2),
    Step(StepKind.COPY_UP_METADATA, PAGE, layer=2),
    Step(StepKind.COPY_UP_DATA, PAGE, 615, 2),
    Step(StepKind.WRITE, PAGE, 630),
)


def pile(top: int) -> Pile:
    lower = [Slab(f"{n}", SlabKind.LAYER, n, f"layer {n}", 100) for n in range(1, top)]
    own = Slab(f"{top}", SlabKind.CONTAINER, top, "container", 0)
    return Pile("c1", PileKind.CONTAINER, "c1", (*lower, own))


def scene(done: Edit, top: int, origin: int | None = None) -> Scene:
    """On `top` - 1 layers, of which `origin` has the path."""
    steps, lower = done.steps, {str(origin): Mark.SEEN} if origin else {}
    words = {}
    for number, step in enumerate(steps):
        words = stepped(words, step, steps[number + 1 :], done.verb)
    after = marks_with(words, subject(done), str(top), lower, done.verb)
    grown = sum(step.size_bytes for step in steps if step.kind is StepKind.WRITE)
    return edit_scene(done, Place(pile(top), grown, lower, {}, lower, after))


def marks(still: Still) -> dict[int, Mark]:
    return {slab.number: slab.mark for slab in still.slabs.values() if slab.mark}


def test_copy_up_hides_the_lower_file_only_once_its_data_is_there() -> None:
    played = scene(COPY_UP, 4, origin=2)
    seen, hidden = {2: Mark.SEEN}, {2: Mark.HIDDEN, 4: Mark.SEEN}
    stills = [marks(played.still(n)) for n in range(5)]
    assert stills == [seen, seen, seen, hidden, hidden]
    moves = [beat.moves[0] for beat in played.beats]
    assert [(move.source, move.target) for move in moves] == [("2", "4")] * 3 + [(None, "4")]


def test_the_container_layer_grows_by_what_is_copied_and_is_at_last_what_it_is() -> None:
    played = scene(COPY_UP, 4, origin=2)
    sizes = [played.still(n).slabs["4"].size_bytes for n in range(5)]
    assert sizes == [0, 0, 0, 615, 630]


def test_deletion_drops_a_whiteout_over_the_lower_file() -> None:
    gone = edit(Step(StepKind.WHITEOUT, PAGE), verb=Verb.DELETE)
    played = scene(gone, 4, origin=2)
    assert marks(played.still(0)) == {2: Mark.SEEN}
    assert marks(played.still(1)) == {2: Mark.HIDDEN, 4: Mark.WHITEOUT}
    told = played.sentence(1, Depth.REAL)
    assert told.startswith(played.sentence(1))
    assert "opt/.wh.index.html" in told


def test_summary_is_one_line() -> None:
    assert summary(COPY_UP) == "copied up 615 B from layer 2, wrote 630 B"
    made = edit(Step(StepKind.CREATE, PAGE), verb=Verb.CREATE)
    assert summary(made) == "created /opt/index.html in the container layer"


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_step_has_a_sentence(kind: StepKind) -> None:
    beat = scene(edit(Step(kind, PAGE, 3, 1)), 4).beats[0]
    assert beat.sentence
    assert "{" not in beat.sentence + beat.real
    assert beat.real.startswith(f"{beat.sentence}; ")


def test_stepping_and_skipping_end_in_the_same_still(qtbot: QtBot) -> None:
    stepped, skipped = StageModel(), StageModel()
    for model in (stepped, skipped):
        model.load(scene(COPY_UP, 4, origin=2))
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
        model.load(scene(COPY_UP, 4, origin=2))
    assert model.is_finished


def test_switched_off_it_is_stepped_from_still_to_still(qtbot: QtBot) -> None:
    model = StageModel()
    model.is_on = False
    model.load(scene(COPY_UP, 4, origin=2))
    model.back()
    assert model.marks == {"2": Mark.HIDDEN, "4": Mark.SEEN}
    model.back()
    model.step()
    assert not model.is_moving
    assert model.position == 3
    model.play()
    assert model.is_finished
    model.play()
    assert (model.position, model.is_moving) == (0, False)


def test_playing_reaches_the_end_by_itself(qtbot: QtBot) -> None:
    model = StageModel()
    model.speed = 50.0
    with qtbot.waitSignal(model.finished, timeout=5000):
        model.load(scene(COPY_UP, 4, origin=2))
    assert not model.is_playing
    model.back()
    assert model.marks == {"2": Mark.HIDDEN, "4": Mark.SEEN}
    assert model.caption == "copied up 615 B from layer 2"


# several edits in a row


def numbered(number: int, path: str, *steps: Step) -> Edit:
    made_at = "2024-01-01T00:00:00Z"
    return Edit(number, Verb.WRITE, LayerPath(path), None, steps, 0, made_at, number - 1)


def made_reel() -> Reel:
    first = numbered(4, PAGE, *COPY_UP.steps)
    nothing = numbered(5, "etc/empty")
    last = numbered(6, "etc/motd", Step(StepKind.WHITEOUT, LayerPath("etc/motd")))
    scenes = [scene(first, 9, origin=2), scene(nothing, 9), scene(last, 9, origin=1)]
    return reel([first, nothing, last], scenes)


def test_a_reel_is_its_scenes_in_a_row() -> None:
    played = made_reel()
    assert [beat.moves[0].path for beat in played.beats][-2:] == [PAGE, "etc/motd"]
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
    assert marks(played.still(0)) == {2: Mark.SEEN}
    assert marks(played.still(3)) == {2: Mark.HIDDEN, 9: Mark.SEEN}
    assert marks(played.still(4)) == {1: Mark.SEEN}
    assert marks(played.still(5)) == {1: Mark.HIDDEN, 9: Mark.WHITEOUT}


def test_back_goes_from_one_edit_into_the_one_before(qtbot: QtBot) -> None:
    model, played = StageModel(), made_reel()
    model.load(played)
    model.skip()
    model.back()
    assert played.part(model.position).path == "etc/motd"
    model.back()
    assert played.part(model.position).path == PAGE
    assert model.caption == "Edit 4: copied up 615 B from layer 2"


def test_of_thousands_of_steps_the_first_are_played() -> None:
    steps = [Step(StepKind.CREATE, LayerPath(f"f{n}")) for n in range(5000)]
    played = scene(edit(*steps), 4)
    assert len(played.beats) == PLAYED_STEPS
    assert played.beats[-1].sentence == "and 4,961 more steps of this edit"
