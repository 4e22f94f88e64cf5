"""A scene as a strip: where each panel lies, and that all of it comes to a file."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt

from gui.driving import Driver
from layerlab_gui.dialogs.export_picture import ExportDialog
from layerlab_gui.pictures.gallery import Subject
from layerlab_gui.pictures.writing import Format
from layerlab_gui.stage.scene import Beat, Depth, Scene, Still
from layerlab_gui.stage.strip import Sizes, strip

SIZES = Sizes((400, 200), 16, lambda text, _: 16.0 * (1 + len(text) // 60))


def _scene(count: int) -> Scene:
    beats = tuple(
        Beat(f"beat {n}", Still(), real=f"beat {n} as stored") for n in range(1, count + 1)
    )
    return Scene("A scene", "what is about to happen", Still(), beats, "docker exec c1 true")


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 17])
def test_a_strip_has_a_panel_before_and_one_for_each_beat(count: int) -> None:
    made = strip(_scene(count), SIZES)
    assert [panel.position for panel in made.panels] == list(range(count + 1))
    told = ["what is about to happen", *(f"beat {n}" for n in range(1, count + 1))]
    assert [panel.sentence for panel in made.panels] == told


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 17])
def test_panels_lie_apart_and_inside(count: int) -> None:
    made = strip(_scene(count), SIZES)
    frames = [panel.frame for panel in made.panels]
    for at, frame in enumerate(frames):
        assert not any(frame.overlaps(other) for other in frames[at + 1 :])
        assert frame.y >= made.title.bottom
        assert frame.right < made.width
        assert frame.bottom < made.height
    for panel in made.panels:
        assert not panel.picture.overlaps(panel.words)
        assert panel.words.bottom <= panel.frame.bottom
        assert panel.words.right <= panel.frame.right


def test_pages_end_between_rows() -> None:
    made = strip(_scene(17), SIZES)
    assert len(made.cuts) == 5
    for cut in made.cuts:
        assert not any(panel.frame.y < cut < panel.frame.bottom for panel in made.panels)


def test_a_row_is_as_high_as_its_longest_sentence_needs() -> None:
    scene = _scene(3)
    long = replace(scene.beats[0], sentence="word " * 60)
    made = strip(replace(scene, beats=(long, *scene.beats[1:])), SIZES)
    first, second, *_ = made.panels
    assert second.words.height == SIZES.words("word " * 60, 400)
    assert first.frame.height == second.frame.height


def test_as_stored_it_says_what_is_stored() -> None:
    assert strip(_scene(2), SIZES, Depth.REAL).panels[2].sentence == "beat 2 as stored"


def _letters(text: str) -> str:
    """Lines may end anywhere in a path."""
    return "".join(text.split())


def _words(file: Path) -> str:
    root = ElementTree.fromstring(file.read_bytes())
    texts = [node.text for node in root.iter() if node.tag.endswith("text") and node.text]
    return " ".join(texts)


@pytest.fixture
def played(sample: Driver) -> Driver:
    """After an edit whose scene was played to its end."""
    sample.container()
    sample.type_line("<!-- one -->")
    sample.press("Ctrl+S")
    stage = sample.window.stack.stage
    sample.until(lambda: stage.scene is not None and stage.scene.path is not None)
    sample.settle()
    sample.window.stack.stage.skip()
    return sample


def test_there_is_no_strip_without_a_scene(sample: Driver) -> None:
    assert not sample.window.actions_["export_strip"].isEnabled()


@pytest.mark.parametrize("depth", list(Depth))
def test_the_scene_that_was_played_is_exported_with_all_sentences(
    played: Driver, depth: Depth, tmp_path: Path
) -> None:
    played.workspace.set_depth(depth)
    action = played.window.actions_["export_strip"]
    assert action.isEnabled()
    action.trigger()
    dialog = played.dialog()
    assert isinstance(dialog, ExportDialog)
    assert dialog.subject is Subject.STRIP
    dialog.form_of.setCurrentIndex(dialog.form_of.findData(Format.SVG))
    file = tmp_path / "strip.svg"
    dialog.file.setText(str(file))
    played.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    played.settle()
    scene = played.window.stack.stage.scene
    text = _words(file)
    assert len(scene.beats) > 2
    for position in range(len(scene.beats) + 1):
        assert _letters(scene.sentence(position, depth)) in _letters(text)
    assert text.count("COPY config/ /") == len(scene.beats) + 1
