"""The one switch of depth: its faces agree, and it is remembered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolBar

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab_gui.settings import Settings
from layerlab_gui.stage.scene import Depth
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
