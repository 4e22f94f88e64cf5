"""The first landing, in the real window: open, edit, see the copy-up, commit, save, load."""

from pathlib import Path

from PySide6.QtCore import Qt

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab_gui.stage.scene import Mark, MoveKind, Still

PAGE = "opt/nginx/index.html"


def _change_index(driver: Driver) -> None:
    driver.unfold("opt")
    driver.unfold("opt/nginx")
    driver.click_row("opt/nginx/index.html")
    button = driver.window.inspector.content.edit_button
    driver.until(button.isVisible)
    driver.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    driver.until(lambda: driver.workspace.container is not None)
    driver.settle()
    driver.type_line("<!-- hello -->")
    driver.press("Ctrl+S")
    stage = driver.window.stack.stage
    driver.until(lambda: stage.scene is not None and stage.scene.path == PAGE)
    driver.settle()


def _marks(still: Still) -> dict[int, Mark]:
    return {slab.number: slab.mark for slab in still.slabs.values() if slab.mark}


def test_an_edit_is_copied_up_and_seen_on_the_stage(sample: Driver) -> None:
    _change_index(sample)
    stage = sample.window.stack.stage
    assert [move.kind for beat in stage.beats for move in beat.moves] == [
        MoveKind.DIRECTORY,
        MoveKind.DIRECTORY,
        MoveKind.METADATA,
        MoveKind.DATA,
        MoveKind.WRITE,
    ]
    assert "copied up 615 B from layer 2" in [beat.sentence for beat in stage.beats]
    assert _marks(stage.scene.still(0)) == {2: Mark.SEEN}
    assert _marks(stage.scene.still(4)) == {2: Mark.HIDDEN, 9: Mark.SEEN}
    stage.skip()
    assert stage.is_finished
    assert sample.workspace.path == "opt/nginx/index.html"


def test_only_that_file_is_changed(sample: Driver) -> None:
    _change_index(sample)
    changed = [row.path for row in sample.workspace.container.diff()]
    assert [str(path).lstrip("/") for path in changed] == [
        "opt",
        "opt/nginx",
        "opt/nginx/index.html",
    ]
    said = sample.said[-1]
    page = "/opt/nginx/index.html"
    assert said.command == f"docker exec c1 sh -c 'cat 1<> {page} && truncate -s 630 {page}'"
    assert said.result == "copied up 615 B from layer 2, wrote 630 B"
    lower = sample.workspace.stack.view(upto=8).read("opt/nginx/index.html")
    assert b"hello -->" not in lower


def test_commit_save_and_load_elsewhere_give_the_same_image(sample: Driver, tmp_path: Path) -> None:
    _change_index(sample)
    sample.press("Ctrl+M")
    dialog = sample.dialog()
    names = [dialog.preview.topLevelItem(n).text(1) for n in range(3)]
    assert names == ["opt/", "opt/nginx/", "opt/nginx/index.html"]
    sample.qtbot.keyClicks(dialog._reference, "layerlab/sample:2")
    sample.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    sample.until(lambda: len(sample.workspace.objects.images) == 2)
    sample.settle()

    sample.press("Ctrl+Shift+S")
    dialog = sample.dialog()
    file = tmp_path / "two.tar"
    dialog._images.item(0).setCheckState(Qt.CheckState.Checked)
    dialog._images.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog._file.setText(str(file))
    sample.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    sample.until(file.exists)
    sample.settle()

    saved = sample.engine.image("layerlab/sample:2")
    with Engine(tmp_path / "elsewhere") as elsewhere:
        loaded = elsewhere.load(file).images
    assert [image.image_id for image in loaded] == [saved.image_id]
    assert sample.failures == []
