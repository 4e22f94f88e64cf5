"""The stage in the real window: F6, slabs by keys and clicks, the forest, the column of a path."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import Verdict
from layerlab_gui.sample import sample_path
from layerlab_gui.settings import Settings
from layerlab_gui.stage.picture.navigation import heading_key, pile_key
from layerlab_gui.stage.picture.scale import Scale
from layerlab_gui.stage.picture.slab_button import SlabButton
from layerlab_gui.stage.scene import PileKind

INDEX = "opt/nginx/index.html"


def staged(driver: Driver) -> Driver:
    driver.press("F6")
    driver.settle()
    return driver


def focused(driver: Driver) -> SlabButton:
    widget = QApplication.focusWidget()
    assert isinstance(widget, SlabButton)
    return widget


def number_of(driver: Driver, key: str) -> int:
    return driver.window.stage_pane.canvas.layout_.by_key[key].slab.number


def test_f6_shows_the_stage_in_place_of_layers_and_files_and_gives_them_back(
    sample: Driver,
) -> None:
    window = sample.window
    before = window.area.panes.sizes()
    staged(sample)
    assert window.stage_pane.isVisible()
    assert not window.stack.list.isVisible()
    assert not window.files.isVisible()
    assert window.area.panes.sizes()[0] == before[0]
    sample.press("F6")
    assert not window.stage_pane.isVisible()
    assert window.area.panes.sizes() == pytest.approx(before, abs=1)


def test_the_stage_is_remembered_and_the_sizes_below_it_too(
    make: Callable[..., Driver],
) -> None:
    settings = Settings()
    driver = staged(make(settings=settings).start())
    driver.window.remember()
    assert settings.flag("stage/shown", False)
    driver.program.choose_theme("dark")
    driver.until(lambda: driver.window.theme.name == "dark")
    driver.settle()
    assert driver.window.stage_pane.isVisible()
    driver.press("F6")
    assert min(driver.window.area.panes.sizes()[1:3]) > 150


def test_each_layer_is_a_slab_that_a_screen_reader_finds(sample: Driver) -> None:
    canvas = staged(sample).window.stage_pane.canvas
    shown = sample.workspace.shown
    assert shown is not None
    assert len(canvas.layout_.slabs) == len(shown.stack.layers)
    interface = QAccessible.queryAccessibleInterface(canvas)
    names = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert len(names) == len(shown.stack.layers) + len(canvas.layout_.piles)
    assert names[0].startswith("layerlab/sample:1, image, 8 layers")
    assert "layer 2" in " ".join(names)
    roles = {interface.child(n).role() for n in range(interface.childCount())}
    assert roles == {QAccessible.Role.Button}


def test_arrows_go_from_slab_to_slab_and_enter_selects_the_layer(sample: Driver) -> None:
    staged(sample)
    top = sample.workspace.layer
    assert number_of(sample, focused(sample).key) == top
    sample.press("Down")
    sample.press("Down")
    assert number_of(sample, focused(sample).key) == top - 2
    sample.press("Up")
    sample.press("Return")
    sample.settle()
    assert sample.workspace.layer == top - 1
    sample.press("End")
    assert number_of(sample, focused(sample).key) == 1
    sample.press("Space")
    assert sample.workspace.layer == 1
    sample.press("Home")
    assert number_of(sample, focused(sample).key) == top
    sample.press("Up")
    assert pile_key(focused(sample).key) == sample.window.stage_pane.canvas.still.piles[0].key
    sample.press("Down")
    assert number_of(sample, focused(sample).key) == top


def test_a_click_selects_and_the_slab_says_what_it_is(sample: Driver) -> None:
    canvas = staged(sample).window.stage_pane.canvas
    key = next(p.slab.key for p in canvas.layout_.slabs if p.slab.number == 2)
    button = canvas.buttons[key]
    sample.qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(30, 8))
    assert sample.workspace.layer == 2
    assert "never changes" in button.toolTip()


def test_what_is_still_visible_is_read_for_each_layer(sample: Driver) -> None:
    canvas = staged(sample).window.stage_pane.canvas
    sample.until(lambda: all(p.slab.visible_bytes is not None for p in canvas.layout_.slabs))
    second = next(p.slab for p in canvas.layout_.slabs if p.slab.number == 2)
    assert second.visible_bytes is not None
    assert 0 < second.visible_bytes < second.size_bytes
    assert "hidden by layers above" in sample.window.stage_pane.summary.text()


def test_a_path_draws_its_column(sample: Driver) -> None:
    canvas = staged(sample).window.stage_pane.canvas
    sample.workspace.select_path(LayerPath(INDEX))
    sample.settle()
    column = canvas.column
    assert column is not None
    by_number = {number_of(sample, key): spot for key, spot in column.spots.items()}
    assert by_number[2].verdict is Verdict.SEEN
    assert number_of(sample, column.ends_at) == 2
    assert by_number[1].verdict is Verdict.ABSENT


def test_an_edit_plays_on_the_stage_and_ends_in_what_is_there(sample: Driver) -> None:
    staged(sample.container())
    pane, stage = sample.window.stage_pane, sample.window.stack.stage
    stage.is_on = True
    sample.type_line("hello")
    sample.press("Ctrl+S")
    sample.settle()
    sample.until(lambda: stage.scene is not None and stage.scene.path is not None)
    assert pane.controls.isVisible()
    assert pane.canvas.still == stage.still
    assert pane.canvas.accessibleDescription() == stage.caption
    sample.press("Alt+End")
    sample.until(lambda: stage.is_finished)
    sample.press("Alt+Home")
    sample.until(lambda: stage.position == 0)
    assert pane.canvas.still == stage.scene.before
    stage.clear()
    own = pane.canvas.still.piles[0].slabs[-1]
    assert own.size_bytes > 615


def test_all_images_stand_on_their_common_layers_and_one_is_opened_by_key(
    make: Callable[..., Driver], tmp_path
) -> None:
    engine = Engine(tmp_path / "root")
    engine.load(sample_path())
    engine.create("layerlab/sample:1", "one")
    engine.create("layerlab/sample:1", "two")
    driver = staged(make(engine=engine).start())
    canvas, bar = driver.window.stage_pane.canvas, driver.window.stage_pane.bar
    driver.qtbot.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    driver.until(lambda: len(canvas.layout_.piles) == 3)
    base = next(p for p in canvas.layout_.slabs if p.slab.number == 1)
    assert base.span == 3
    shown = driver.workspace.target
    assert shown is not None
    other = next(n for n in ("one", "two") if n != shown.name)
    own = next(p.slab.key for p in canvas.layout_.slabs if other in p.slab.title)
    button = canvas.buttons[own]
    button.setFocus()
    driver.press("Return")
    driver.until(lambda: driver.workspace.target.name == other)
    driver.settle()
    image = next(p for p in canvas.layout_.piles if p.pile.kind is PileKind.IMAGE)
    canvas.buttons[heading_key(image)].setFocus()
    driver.press("Space")
    driver.until(lambda: driver.workspace.container is None)
    driver.settle()
    assert "without sharing" in driver.window.stage_pane.summary.text()


def test_the_scale_is_chosen_and_remembered(make: Callable[..., Driver]) -> None:
    settings = Settings()
    driver = staged(make(settings=settings).start())
    pane = driver.window.stage_pane
    pane.bar.scale.setFocus()
    driver.press("End", pane.bar.scale)
    assert settings.stage_scale is Scale.EQUAL
    heights = {round(p.box.height, 3) for p in pane.canvas.layout_.slabs}
    assert len(heights) == 1


def test_plus_and_minus_make_it_larger_and_thinner_and_0_as_it_was(sample: Driver) -> None:
    staged(sample)
    canvas = sample.window.stage_pane.canvas
    before = canvas.layout_.slabs[0].box.height
    sample.press("+")
    assert canvas.layout_.slabs[0].box.height > before
    sample.press("0")
    assert canvas.layout_.slabs[0].box.height == before
    sample.press("-")
    assert canvas.layout_.slabs[0].box.height < before


def test_without_anything_open_the_stage_says_what_to_do(
    make: Callable[..., Driver], tmp_path
) -> None:
    settings = Settings()
    settings.put("sample_shown", True)
    driver = staged(make(settings=settings).start())
    assert driver.workspace.target is None
    assert not driver.window.stage_pane.canvas.isVisible()


def test_finding_a_path_brings_the_files_back(sample: Driver) -> None:
    staged(sample)
    sample.press("Ctrl+F")
    sample.qtbot.keyClicks(sample.window.search, "index")
    assert sample.window.files.isVisible()


def test_of_an_empty_store_the_forest_says_so(sample: Driver) -> None:
    pane = staged(sample).window.stage_pane
    sample.qtbot.mouseClick(pane.bar.all, Qt.MouseButton.LeftButton)
    sample.settle()
    assert pane.canvas.layout_.slabs == ()
    assert "no image yet" in pane.summary.text()


def test_a_scene_that_begins_is_shown_instead_of_the_forest(sample: Driver) -> None:
    staged(sample.container())
    pane, stage = sample.window.stage_pane, sample.window.stack.stage
    sample.qtbot.mouseClick(pane.bar.all, Qt.MouseButton.LeftButton)
    sample.settle()
    sample.type_line("hello")
    sample.press("Ctrl+S")
    sample.until(lambda: stage.scene is not None and stage.scene.path == INDEX)
    assert pane.bar.one.isChecked()
    sample.settle()
    stage.skip()
    sample.qtbot.mouseClick(pane.bar.all, Qt.MouseButton.LeftButton)
    assert stage.scene is None
    sample.settle()
    assert len(pane.canvas.layout_.piles) == 2


def test_a_beat_is_painted_to_its_end_without_a_fault(sample: Driver) -> None:
    """The widget's own drawing: a backdrop, what moves over it, and the still at the end."""
    staged(sample.container())
    canvas, stage = sample.window.stage_pane.canvas, sample.window.stack.stage
    sample.type_line("hello")
    sample.press("Ctrl+S")
    sample.until(lambda: stage.scene is not None and stage.scene.path == INDEX)
    sample.settle()
    stage.is_on, stage.speed = True, 2.0
    stage.rewind()
    before = canvas.grab().toImage()
    stage.step()
    sample.until(lambda: stage.fraction > 0.3)
    during = canvas.grab().toImage()
    sample.until(lambda: not stage.is_moving)
    assert before != during
    assert stage.position == 1
