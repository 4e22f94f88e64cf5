"""The one switch of depth: its faces agree, it is remembered, and each view goes by it."""

import tarfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolBar

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab.model import Entry, Kind, LayerPath
from layerlab_gui.models.tar_entries import Fact
from layerlab_gui.settings import Settings
from layerlab_gui.stage.scene import Depth
from layerlab_gui.target import Mode
from layerlab_gui.views.facts_tab import mode_words
from layerlab_gui.widgets.depth_switch import DepthSwitch


def _switch(driver: Driver) -> DepthSwitch:
    bar = driver.window.findChild(QToolBar, "tools")
    return bar.findChild(DepthSwitch)


def test_key_buttons_and_menu_are_one_switch(sample: Driver) -> None:
    switch, real = _switch(sample), sample.window.actions_["real"]
    told: list[Depth] = []
    sample.workspace.depth_changed.connect(told.append)
    assert sample.workspace.depth is Depth.SIMPLE
    assert switch.simple.isChecked()
    sample.press("Ctrl+Shift+R")
    assert (sample.workspace.depth, real.isChecked()) == (Depth.REAL, True)
    assert switch.real.isChecked()
    assert not switch.simple.isChecked()
    sample.qtbot.mouseClick(switch.simple, Qt.MouseButton.LeftButton)
    assert (sample.workspace.depth, real.isChecked()) == (Depth.SIMPLE, False)
    assert told == [Depth.REAL, Depth.SIMPLE]


def test_depth_is_there_at_the_next_start(make: Callable[..., Driver], tmp_path: Path) -> None:
    settings = Settings()
    first = make(settings=settings).start()
    first.press("Ctrl+Shift+R")
    later = make(Engine(tmp_path / "other"), settings).start()
    assert later.workspace.depth is Depth.REAL
    assert later.window.actions_["real"].isChecked()
    assert _switch(later).real.isChecked()


def _tar_names(driver: Driver) -> list[str]:
    entries = driver.window.files.tar.entries
    return [entries.index(row, Fact.NAME).data() for row in range(entries.rowCount())]


def _open_layer(driver: Driver, number: int) -> None:
    driver.workspace.select_layer(number)
    driver.workspace.select_mode(Mode.LAYER)
    driver.settle()


def test_a_layer_is_files_or_the_entries_of_its_tar(sample: Driver) -> None:
    _open_layer(sample, 4)
    files = sample.window.files
    assert not files.tar.isVisible()
    sample.choose("opt/nginx/old.conf")
    assert sample.row("opt/nginx/old.conf").data() == "old.conf (deleted)"
    sample.press("Ctrl+Shift+R")
    sample.settle()
    assert files.tar.isVisible()
    assert not files.tree.isVisible()
    stored = sample.workspace.stack.headers(4, 100)
    assert _tar_names(sample) == [header.name for header in stored]
    assert any(name.endswith("/.wh.old.conf") for name in _tar_names(sample))
    current = files.tar.currentIndex().siblingAtColumn(Fact.NAME)
    assert current.data().endswith("/.wh.old.conf")


def test_offsets_are_those_of_the_tar(sample: Driver) -> None:
    """The second oracle is the standard library's reader."""
    sample.press("Ctrl+Shift+R")
    _open_layer(sample, 3)
    image = sample.workspace.image_of(sample.workspace.target)
    with image.layers[2].open_blob() as blob, tarfile.open(fileobj=blob, mode="r:*") as tar:
        known = [(member.offset, member.name) for member in tar]
    shown = [(h.offset, h.name.rstrip("/")) for h in sample.workspace.stack.headers(3, 100)]
    assert shown == known
    entries = sample.window.files.tar.entries
    assert entries.index(1, Fact.OFFSET).data() == f"{known[1][0]:,}"


def test_choosing_an_entry_selects_what_it_speaks_of(sample: Driver) -> None:
    sample.press("Ctrl+Shift+R")
    _open_layer(sample, 4)
    tar = sample.window.files.tar
    row = next(row for row, name in enumerate(_tar_names(sample)) if ".wh." in name)
    place = tar.visualRect(tar.entries.index(row, Fact.NAME)).center()
    sample.qtbot.mouseClick(tar.viewport(), Qt.MouseButton.LeftButton, pos=place)
    sample.settle()
    assert sample.workspace.path == "opt/nginx/old.conf"
    rule = sample.window.inspector.rule.text()
    assert "layer 4: tar entry opt/nginx/.wh.old.conf" in rule
    sample.press("Ctrl+Shift+R")
    assert (
        sample.window.inspector.rule.text()
        == "A layer above deleted it; the layer below still has it."
    )


def test_documents_are_facts_or_json(sample: Driver) -> None:
    inspector = sample.window.inspector
    inspector.tabs.setCurrentWidget(inspector.layer)
    sample.settle()
    words = {label.text() for label in inspector.layer.facts.findChildren(QLabel)}
    assert "RUN chmod +x nginx" in words
    assert not inspector.layer.json.isVisible()
    sample.press("Ctrl+Shift+R")
    assert inspector.layer.json.isVisible()
    assert '"diff_id": "sha256:' in inspector.layer.json.toPlainText()


def test_cards_tell_the_blob_where_it_is_asked_for(sample: Driver) -> None:
    model = sample.window.stack.model
    assert "sha256" not in model.index(0).data()
    sample.press("Ctrl+Shift+R")
    card = sample.workspace.stack.layers[-1]
    (digest, kind, _) = model.card(model.index(0)).stored.split(" · ")
    assert (digest, kind) == (card.descriptor.digest.short, "tar")
    assert digest in model.index(0).data()


def _meta(driver: Driver) -> str:
    driver.settle()
    return "\n".join(label.text() for label in driver.window.inspector.facts.findChildren(QLabel))


def test_mode_and_owner_are_words_or_as_stored(sample: Driver) -> None:
    sample.choose("opt/nginx/log")
    assert "user 101, group 101" in _meta(sample)
    assert "Owner: read, write, execute\nGroup: read, execute\nOthers: read, execute" in _meta(
        sample
    )
    sample.press("Ctrl+Shift+R")
    assert "101:101" in _meta(sample)
    assert "drwxr-xr-x  0755" in _meta(sample)


def test_special_modes_have_words() -> None:
    words = mode_words(Entry(LayerPath("tmp"), Kind.DIRECTORY, 0o1770))
    assert words.splitlines()[-2:] == [
        "Others: nothing",
        "only owners may delete in it (sticky)",
    ]
    assert mode_words(Entry(LayerPath("a"), Kind.FILE, 0o4755)).endswith("(setuid)")
