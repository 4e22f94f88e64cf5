"""The window plays what its tasks did, tells it, and tells it to those who do not see it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.driving import Driver
from layerlab_gui import speaking
from layerlab_gui.models.stack import CARD_ROLE
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.scene import Beat, Depth, Mark, Scene, Still
from layerlab_gui.stage.telling import Teller
from layerlab_gui.tasks.archives import LoadArchive

PAGE = "opt/nginx/index.html"


@pytest.fixture
def played(sample: Driver) -> list[Scene]:
    """What was played since; nothing moves meanwhile."""
    sample.window.stack.stage.is_on = False
    scenes: list[Scene] = []
    sample.workspace.played.connect(scenes.append)
    return scenes


def titles(scenes: list[Scene]) -> list[str]:
    return [scene.title for scene in scenes]


def test_everything_with_a_scene_is_played(
    sample: Driver, played: list[Scene], tmp_path: Path
) -> None:
    sample.container()
    stage = sample.window.stack.stage
    assert titles(played) == ["A container of layerlab/sample:1"]
    assert played[-1].command.startswith("docker run")
    assert stage.scene is played[-1]

    sample.press("Ctrl+M")
    dialog = sample.dialog()
    sample.qtbot.keyClicks(dialog._reference, "layerlab/sample:2")
    sample.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    sample.until(lambda: len(played) == 2)
    assert titles(played[1:]) == ["A commit of Container c1"]

    sample.press("F8")
    sample.until(lambda: len(played) == 3)
    assert titles(played[2:]) == ["How layerlab/sample:1 was built"]
    assert played[2].command == "docker history layerlab/sample:1"

    sample.press("Ctrl+Shift+S")
    dialog = sample.dialog()
    file = tmp_path / "saved.tar"
    dialog._file.setText(str(file))
    sample.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    sample.until(lambda: len(played) == 4)
    assert titles(played[3:]) == ["Save to saved.tar"]

    sample.workspace.start(LoadArchive(sample.workspace, file))
    sample.until(lambda: len(played) == 5)
    assert "nothing travels" in "".join(beat.sentence for beat in played[4].beats)
    assert stage.scene is played[-1]
    assert sample.failures == []


def test_undo_is_played_in_one_beat_and_redo_as_the_edit_was(
    sample: Driver, played: list[Scene]
) -> None:
    sample.container()
    sample.type_line("hello")
    sample.press("Ctrl+S")
    sample.until(lambda: len(played) == 2)
    sample.settle()
    sample.press("Ctrl+Z", sample.window)
    sample.until(lambda: len(played) == 3)
    sample.settle()
    edit, undone = played[1], played[2]
    assert undone.title == f"Undo: {edit.title}"
    assert undone.command == "layerlab undo c1"
    assert (undone.before, undone.still(1)) == (edit.still(len(edit.beats)), edit.before)
    own = undone.still(1).piles[-1].slabs[-1]
    assert own.size_bytes == sample.workspace.stack.layers[-1].size_bytes == 0
    sample.press("Ctrl+Shift+Z", sample.window)
    sample.until(lambda: len(played) == 4)
    redone = played[3]
    assert redone.command == "layerlab redo c1"
    assert [beat.after for beat in redone.beats] == [beat.after for beat in edit.beats]


def test_a_removal_is_played_over_what_is_shown_then(sample: Driver, played: list[Scene]) -> None:
    sample.container()
    sample.window.objects.tree.setFocus()
    sample.press("Shift+Del")
    sample.dialog().accept_button.click()
    sample.until(lambda: len(played) == 2)
    assert titles(played[1:]) == ["Removal of Container c1"]
    assert sample.workspace.container is None
    assert sample.window.stack.stage.is_finished
    assert sample.window.stack.controls.isVisible()


def test_a_typed_create_is_played(sample: Driver, played: list[Scene]) -> None:
    sample.container()
    name = sample.engine.image_names()[0]
    console = sample.window.console
    sample.press("Alt+5")
    sample.qtbot.keyClicks(console.line, f"docker create --name c9 {name}")
    sample.qtbot.keyClick(console.line, Qt.Key.Key_Return)
    sample.until(lambda: len(played) == 2)
    assert played[1].command == f"docker create --name c9 {name}"


@pytest.mark.parametrize(
    ("edits", "told"),
    [(False, "there is no layer to write"), (True, "3 entries of the container layer")],
)
def test_a_typed_commit_is_played(
    sample: Driver, played: list[Scene], *, edits: bool, told: str
) -> None:
    sample.container()
    if edits:
        sample.type_line("x")
        sample.press("Ctrl+S")
        sample.until(lambda: played[-1].path == PAGE)
        sample.settle()
    console, before = sample.window.console, len(played)
    sample.press("Alt+5")
    sample.qtbot.keyClicks(console.line, "docker commit c1 b:1")
    sample.qtbot.keyClick(console.line, Qt.Key.Key_Return)
    sample.until(lambda: len(played) > before)
    assert played[-1].title == "A commit of Container c1"
    assert played[-1].command == "docker commit c1 b:1"
    assert told in played[-1].beats[0].sentence


def test_the_list_says_what_the_slabs_do_and_then_what_the_trail_does(
    sample: Driver, played: list[Scene]
) -> None:
    sample.container()
    stage, model = sample.window.stack.stage, sample.window.stack.model
    sample.type_line("x")
    sample.press("Ctrl+S")
    sample.until(lambda: stage.scene is not None and stage.scene.path == PAGE)
    sample.settle()

    def marks() -> dict[int, Mark]:
        cards = (model.index(row).data(CARD_ROLE) for row in range(model.rowCount()))
        return {card.number: card.mark for card in cards if card.mark}

    after = {2: Mark.HIDDEN, 9: Mark.SEEN}
    sample.until(lambda: marks() == after)
    sample.press("Alt+Home")
    sample.until(lambda: stage.position == 0)
    assert marks() == {2: Mark.SEEN}
    for position in range(1, len(stage.beats) + 1):
        sample.press("Alt+Right")
        sample.until(lambda position=position: stage.position == position)
    assert stage.is_finished
    assert marks() == after


def test_the_caption_follows_the_depth(sample: Driver, played: list[Scene]) -> None:
    sample.container()
    caption = sample.window.stack.controls.caption
    sample.press("Alt+Left")
    sample.until(lambda: caption.text().endswith("is about to be made."))
    sample.press("Alt+Right")
    sample.until(lambda: "0 B are copied" in caption.text())
    assert "upperdir" not in caption.text()
    sample.press("Ctrl+Shift+R")
    assert sample.workspace.depth is Depth.REAL
    assert "upperdir" in caption.text()
    assert caption.accessibleName() == caption.text()


def test_each_sentence_is_told_once(qtbot: QtBot) -> None:
    told: list[str] = []
    model = StageModel()
    Teller(model, told.append, model)
    model.is_on = False
    beats = (Beat("one", Still()), Beat("two", Still(), real="two; really"))
    model.load(Scene("title", "begins", Still(), beats))
    for way in (model.rewind, model.step, model.step, model.skip):
        way()
    model.set_depth(Depth.REAL)
    model.clear()
    assert told == ["two", "begins", "one", "two", "two; really"]


def test_a_sentence_is_announced_without_moving_the_focus(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    widget = QWidget()
    qtbot.addWidget(widget)

    class Listening(QAccessible):
        updateAccessibility = staticmethod(sent.append)  # noqa: N815

    monkeypatch.setattr(speaking, "QAccessible", Listening)
    speaking.announce(widget, "")
    assert sent == []
    speaking.announce(widget, "copied up 615 B")
    (event,) = sent
    assert event.type() == QAccessible.Event.Announcement
    assert event.message() == "copied up 615 B"
    assert event.object() is widget
