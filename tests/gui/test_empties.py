"""A pane that has nothing says what belongs there and what to do next, and its button does it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab_gui.dialogs.disk import DiskDialog
from layerlab_gui.dialogs.glossary import GlossaryDialog
from layerlab_gui.dialogs.keys import KeysDialog
from layerlab_gui.i18n import created
from layerlab_gui.settings import Settings
from layerlab_gui.stage.scene import Depth
from layerlab_gui.target import Mode, Target, TargetKind
from layerlab_gui.tasks.showing import Show
from layerlab_gui.widgets.empty import EmptyState
from support.images import file, write_archive

Make = Callable[..., Driver]
NOWHERE = "qqzzqq"


@pytest.fixture
def bare(make: Make) -> Driver:
    """An empty store, where the sample was seen before."""
    settings = Settings()
    settings.put("sample_shown", True)
    driver = make(settings=settings).start()
    assert driver.workspace.target is None
    return driver


def empty_in(pane: QWidget) -> EmptyState:
    (state,) = (each for each in pane.findChildren(EmptyState) if each.isVisible())
    return state


def button(state: QWidget, text: str) -> QPushButton:
    (found,) = (b for b in state.findChildren(QPushButton) if b.text() == text and b.isVisible())
    return found


def words(widget: QWidget) -> str:
    labels = (each for each in widget.findChildren(QLabel) if each.isVisible())
    return "\n".join(each.text() for each in labels)


def click(driver: Driver, state: EmptyState, text: str) -> None:
    driver.qtbot.mouseClick(button(state, text), Qt.MouseButton.LeftButton)
    driver.settle()


@pytest.mark.parametrize("name", ["objects", "stack", "files", "stage_pane", "inspector"])
def test_a_pane_without_an_image_opens_the_sample(bare: Driver, name: str) -> None:
    if name == "stage_pane":
        bare.window.actions_["stage"].trigger()
    pane = getattr(bare.window, name)
    click(bare, empty_in(pane), "Open the sample")
    assert bare.workspace.stack is not None
    assert not [each for each in pane.findChildren(EmptyState) if each.isVisible()]


def test_history_leads_to_an_image_and_then_to_a_container(bare: Driver) -> None:
    bare.window.actions_["history"].trigger()
    click(bare, empty_in(bare.window.history), "Open the sample")
    state = empty_in(bare.window.history)
    assert "No container is shown" in words(state)
    assert bare.window.actions_["create"].isEnabled()
    assert button(state, "New container…").isEnabled()


def test_the_map_without_an_image_names_the_next_step(bare: Driver) -> None:
    assert bare.window.files.map.nothing.isVisible()
    assert "Choose an image" in bare.window.files.map.nothing.text()


def test_the_disk_dialog_of_an_empty_store_names_the_next_step(bare: Driver) -> None:
    bare.window.actions_["disk"].trigger()
    dialog = bare.dialog()
    assert isinstance(dialog, DiskDialog)
    assert "load an archive" in words(dialog)
    dialog.reject()


def test_nothing_open_leaves_no_empty_tabs(bare: Driver) -> None:
    assert not bare.window.inspector.tabs.isVisible()
    click(bare, empty_in(bare.window.inspector), "Open the sample")
    assert bare.window.inspector.tabs.isVisible()


@pytest.mark.parametrize("mode", [Mode.LAYER, Mode.CHANGES])
def test_an_empty_container_layer_leads_to_all_files(sample: Driver, mode: Mode) -> None:
    sample.container()
    shown = sample.workspace.shown
    assert shown is not None
    assert shown.container_layer is not None
    sample.window.files.bar.flat.setChecked(False)
    sample.workspace.select_layer(shown.container_layer)
    sample.workspace.select_mode(mode)
    sample.settle()
    state = empty_in(sample.window.files)
    assert "The container layer is empty" in words(state)
    assert sample.window.files.tree.isVisible(), "it takes what is dropped"
    click(sample, state, "Show all files")
    assert sample.workspace.mode is Mode.MERGED
    assert not state.isVisible()
    assert sample.window.files.model.rowCount() > 0


def test_no_changes_lead_to_all_files(sample: Driver) -> None:
    sample.container().window.files.show_changes()
    sample.settle()
    state = empty_in(sample.window.files.changes)
    click(sample, state, "Show all files")
    assert sample.workspace.mode is Mode.MERGED


@pytest.fixture
def hollow(make: Make, tmp_path: Path) -> Driver:
    """The chosen layer, of two, has no entry."""
    archive = tmp_path / "hollow.tar"
    write_archive(archive, [[file("a", b"1")], []])
    driver = make().start(archive)
    driver.workspace.select_layer(2)
    return driver


@pytest.mark.parametrize(
    ("mode", "title"),
    [(Mode.LAYER, "The layer has no files"), (Mode.CHANGES, "The layer changes no files")],
)
def test_an_empty_layer_says_so(hollow: Driver, mode: Mode, title: str) -> None:
    hollow.workspace.select_mode(mode)
    hollow.settle()
    files = hollow.window.files
    assert title in words(empty_in(files))
    assert "Choose another layer" in files.map.nothing.text()
    hollow.workspace.select_mode(Mode.MERGED)
    hollow.settle()
    assert not [each for each in files.findChildren(EmptyState) if each.isVisible()]


def test_an_empty_tar_says_so(hollow: Driver) -> None:
    hollow.workspace.set_depth(Depth.REAL)
    hollow.workspace.select_mode(Mode.LAYER)
    hollow.settle()
    assert "The tar has no entries" in words(empty_in(hollow.window.files))
    hollow.workspace.select_layer(1)
    hollow.settle()
    assert not hollow.window.files.tar.nothing.isVisible()


def test_a_path_that_is_not_here_says_what_to_choose(sample: Driver) -> None:
    sample.workspace.select_path(LayerPath("no/where"))
    sample.settle()
    inspector = sample.window.inspector
    assert "Choose another path" in inspector.content.note.text()
    inspector.tabs.setCurrentWidget(inspector.facts)
    assert "Choose another path" in words(inspector.facts)


def test_searches_without_hits_say_what_to_try(sample: Driver) -> None:
    window = sample.window
    window.actions_["palette"].trigger()
    window.palette_.field.setText(NOWHERE)
    sample.until(lambda: "Type less" in window.palette_.note.text())
    window.palette_.close()
    for action, kind in (("glossary", GlossaryDialog), ("keys", KeysDialog)):
        window.actions_[action].trigger()
        dialog = sample.dialog()
        assert isinstance(dialog, GlossaryDialog | KeysDialog)
        assert isinstance(dialog, kind)
        assert not dialog.nothing.isVisible()
        dialog.field.setText(NOWHERE)
        assert dialog.nothing.isVisible()
        dialog.reject()


def test_a_volume_has_no_tab_of_an_image(make: Make, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "root")
    engine.create_volume("data")
    driver = make(engine=engine).start()
    driver.workspace.start(Show(driver.workspace, Target(TargetKind.VOLUME, "data")))
    driver.settle()
    tabs, inspector = driver.window.inspector.tabs, driver.window.inspector
    assert not tabs.isTabVisible(tabs.indexOf(inspector.image))
    assert "No files" in words(empty_in(driver.window.files))


def test_dates_among_facts_are_as_the_language_writes_them(sample: Driver) -> None:
    """English has a narrow no-break space before AM, which is no character to be warned of."""
    stack = sample.workspace.stack
    assert stack is not None
    inspector = sample.window.inspector
    inspector.tabs.setCurrentWidget(inspector.image)
    made = created(str(stack.image.config.raw["created"]))
    assert made in words(inspector.image)
