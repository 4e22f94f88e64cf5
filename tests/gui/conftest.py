"""The real window on a store of its own, driven by keys and clicks, without a screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab_gui.app import Program, prepare
from layerlab_gui.i18n import install
from layerlab_gui.sample import sample_path
from layerlab_gui.settings import Settings
from layerlab_gui.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Whatever language a test chooses, the next begins with English."""
    yield
    install(qapp, "en")


@pytest.fixture
def make(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """`make(engine=…, settings=…)` makes a window; all are gone afterwards."""
    prepare(qapp, "en")
    drivers: list[Driver] = []

    def build(engine: Engine | None = None, settings: Settings | None = None) -> Driver:
        workspace = Workspace(engine or Engine(tmp_path / "root"), settings or Settings())
        driver = Driver(Program(qapp, workspace), qtbot)
        driver.window.inspector.window().resize(1280, 800)
        drivers.append(driver)
        return driver

    yield build
    for driver in drivers:
        driver.window.inspector.content.editor.document().setModified(False)
        driver.window.close()
        driver.program.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert not left, f"windows are left open: {left}"


@pytest.fixture
def sample(make: Callable[..., Driver]) -> Driver:
    """The window at its first start: the sample is open."""
    driver = make().start()
    assert driver.workspace.target is not None
    return driver


@pytest.fixture
def sample_archive() -> Path:
    return sample_path()
