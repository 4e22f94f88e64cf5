"""What is set of a container, and why the Linux runner can't run its commands."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gui.driving import Driver
from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.errors import NoSuchUser
from layerlab.reasons import NeedsLinux, UserNotMapped
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
        monkeypatch.setattr(two.engine, "why_not_linux", lambda _: NeedsLinux())
        show(two, "c2")
        assert obstacle.text() == "The Linux runner can't run here: it needs the Linux kernel"
        monkeypatch.setattr(two.engine, "why_not_linux", lambda _: None)
        show(two, "c1")
        assert obstacle.isHidden()

    def test_an_error_on_the_way_is_explained(
        self, two: Driver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: str) -> None:
            raise NoSuchUser("nobody")

        monkeypatch.setattr(two.engine, "why_not_linux", fail)
        show(two, "c2")
        told = two.window.inspector.container.obstacle.text()
        assert told.endswith("unable to find user nobody: no matching entries in passwd file")

    def test_in_korean_nothing_of_it_is_english(
        self, two: Driver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """But what is typed, and the glossary's term."""
        two.program.choose_language("ko")
        two.settle()
        monkeypatch.setattr(two.engine, "why_not_linux", lambda _: UserNotMapped(7, 8))
        show(two, "c2")
        told = two.window.inspector.container.obstacle.text()
        assert told.startswith("리눅스 실행기를 여기서 쓸 수 없음: 하위 ID가 없는 ")
        assert "7:8" in told
        tip = re.sub(r"<[^>]*>", " ", two.window.stack.runner.box.toolTip())
        assert set(re.findall("[A-Za-z]{2,}", tip)) <= {"F1", "runner"}
