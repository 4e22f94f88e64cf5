"""What is set of a container, and why the Linux runner can't run its commands."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gui.driving import Driver
from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.showing import ReloadObjects, Show


def show(driver: Driver, name: str) -> None:
    workspace = driver.workspace
    workspace.start(ReloadObjects(workspace))
    workspace.start(Show(workspace, Target(TargetKind.CONTAINER, name)))
    driver.settle()


@pytest.fixture
def two(sample: Driver, sample_archive: Path) -> Driver:
    """`c1` with a volume, and `c2`, of which `c1` is shown."""
    engine = sample.engine
    engine.load(sample_archive)
    image = engine.image_names()[0]
    mounts = [parse_volume("data:/opt/data:ro")]
    options = CreateOptions(mounts=mounts, env=["A=1"], user="nobody")
    engine.create(image, "c1", command=["sleep", "1 000"], options=options)
    engine.create(image, "c2")
    show(sample, "c1")
    return sample


def texts(driver: Driver) -> list[str]:
    facts = driver.window.inspector.container.facts
    return [label.text() for label in facts.findChildren(QLabel)]


class TestContainerTab:
    def test_it_is_there_for_containers_only(self, two: Driver) -> None:
        inspector = two.window.inspector
        place = inspector.tabs.indexOf(inspector.container)
        assert inspector.tabs.isTabVisible(place)
        image = str(two.engine.images()[0].image_id)
        two.workspace.start(Show(two.workspace, Target(TargetKind.IMAGE, image)))
        two.settle()
        assert not inspector.tabs.isTabVisible(place)

    def test_what_is_set(self, two: Driver) -> None:
        told = texts(two)
        assert any(text.endswith("sleep '1 000'") for text in told)
        assert any("A=1" in text.splitlines() for text in told)
        assert "nobody" in told
        assert "volume data → /opt/data (read-only)" in told
        assert two.engine.container("c1").id[:12] in told

    def test_a_click_shows_the_volume(self, two: Driver) -> None:
        inspector = two.window.inspector
        inspector.tabs.setCurrentWidget(inspector.container)
        (button,) = inspector.container.facts.findChildren(QPushButton)
        inspector.container.ensureWidgetVisible(button)
        two.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        two.settle()
        assert two.workspace.target == Target(TargetKind.VOLUME, "data")

    def test_why_the_linux_runner_cannot_run(
        self, two: Driver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        obstacle = two.window.inspector.container.obstacle
        monkeypatch.setattr(two.engine, "why_not_linux", lambda _: "no kernel")
        show(two, "c2")
        assert obstacle.text() == "The Linux runner can't run here: no kernel"
        monkeypatch.setattr(two.engine, "why_not_linux", lambda _: "")
        show(two, "c1")
        assert obstacle.isHidden()
