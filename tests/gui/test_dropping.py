"""Drag and drop: what the cursor and the hint say while files are dragged is what happens."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.driving import Driver
from layerlab.model import LayerPath
from layerlab_gui.dropping import may_be_archive
from layerlab_gui.target import TargetKind
from layerlab_gui.tasks.files import CopyIn

Action, Modifier = Qt.DropAction, Qt.KeyboardModifier
ALL = Action.CopyAction | Action.MoveAction | Action.LinkAction
LEFT = Qt.MouseButton.LeftButton


class Dragging:
    """A hand that holds files over a widget. `action` is what the cursor shows."""

    def __init__(self, widget: QWidget, *files: Path, keys: Modifier = Modifier.NoModifier) -> None:
        self._widget = widget
        self._keys = keys
        self.data = QMimeData()
        self.data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        self.entered = False

    def over(self, at: QPoint) -> Action:
        if not self.entered:
            enter = QDragEnterEvent(at, ALL, self.data, LEFT, self._keys)
            QApplication.sendEvent(self._widget, enter)
            self.entered = enter.isAccepted()
        move = QDragMoveEvent(at, ALL, self.data, LEFT, self._keys)
        QApplication.sendEvent(self._widget, move)
        return move.dropAction() if move.isAccepted() else Action.IgnoreAction

    def drop(self, at: QPoint) -> None:
        """Qt drops on what it has told before that something is over it."""
        self.over(at)
        event = QDropEvent(QPointF(at), ALL, self.data, LEFT, self._keys)
        QApplication.sendEvent(self._widget, event)

    def leave(self) -> None:
        QApplication.sendEvent(self._widget, QDragLeaveEvent())


def _centre(window: QWidget, widget: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


def _hint(driver: Driver) -> str:
    hint = driver.window._drop
    return hint.label.text() if hint.isVisible() else ""


def test_an_archive_is_opened_where_the_hint_says_so(sample: Driver, sample_archive: Path) -> None:
    hand = Dragging(sample.window, sample_archive)
    at = _centre(sample.window, sample.window.inspector)
    assert hand.over(at) is Action.LinkAction
    assert "open in place" in _hint(sample)
    hand.drop(at)
    sample.settle()
    assert _hint(sample) == ""
    assert sample.workspace.target.kind is TargetKind.ARCHIVE
    assert sample.engine.images() == []


@pytest.mark.parametrize("keys", [Modifier.ShiftModifier, Modifier.ControlModifier])
def test_with_shift_or_control_it_is_loaded(
    sample: Driver, sample_archive: Path, keys: Modifier
) -> None:
    hand = Dragging(sample.window, sample_archive, keys=keys)
    at = _centre(sample.window, sample.window.inspector)
    assert hand.over(at) is Action.CopyAction
    assert "load into the store" in _hint(sample)
    hand.drop(at)
    sample.until(lambda: len(sample.engine.images()) == 1)
    sample.settle()


def test_onto_the_list_of_images_it_is_loaded(sample: Driver, sample_archive: Path) -> None:
    hand = Dragging(sample.window, sample_archive)
    at = _centre(sample.window, sample.window.objects)
    assert hand.over(at) is Action.CopyAction
    hand.drop(at)
    sample.until(lambda: len(sample.engine.images()) == 1)
    sample.settle()


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    file = tmp_path / "notes.txt"
    file.write_text("no archive\n")
    return file


def test_what_is_no_archive_is_refused_before_it_is_dropped(
    sample: Driver, sample_archive: Path, odd: Path
) -> None:
    hand = Dragging(sample.window, sample_archive, odd)
    at = _centre(sample.window, sample.window.inspector)
    assert hand.over(at) is Action.IgnoreAction
    assert _hint(sample) == "notes.txt is no image archive"
    before = sample.workspace.target
    hand.drop(at)
    sample.settle()
    assert sample.workspace.target == before
    hand.over(at)
    hand.leave()
    assert _hint(sample) == ""


def test_files_over_those_of_an_image_are_told_where_they_can_go(sample: Driver, odd: Path) -> None:
    tree = sample.window.files.tree
    assert Dragging(tree.viewport(), odd).over(QPoint(20, 20)) == Action.IgnoreAction
    hand = Dragging(sample.window, odd)
    assert hand.over(_centre(sample.window, sample.window.files)) is Action.IgnoreAction
    assert "into a container" in _hint(sample)


def test_what_may_be_an_archive(tmp_path: Path, sample_archive: Path, odd: Path) -> None:
    assert may_be_archive(sample_archive)
    assert not may_be_archive(odd)
    assert not may_be_archive(tmp_path)
    assert not may_be_archive(tmp_path / "not there")
    (tmp_path / "oci-layout").write_text("{}")
    assert may_be_archive(tmp_path)
    for name, head in (("a", b"\x1f\x8b\x08"), ("b", b"\x28\xb5\x2f\xfd"), ("c.tar", b"")):
        (tmp_path / name).write_bytes(head)
        assert may_be_archive(tmp_path / name)


def test_files_of_the_host_are_copied_into_a_container(sample: Driver, odd: Path) -> None:
    sample.container()
    tree = sample.window.files.tree
    at = tree.visualRect(sample.row("opt/nginx")).center()
    hand = Dragging(tree.viewport(), odd)
    assert hand.over(at) is Action.CopyAction
    hand.drop(at)
    path = LayerPath("opt/nginx/notes.txt")
    sample.until(lambda: sample.workspace.path == path)
    sample.settle()
    assert sample.workspace.container.view().read(path) == b"no archive\n"


@pytest.fixture
def row(sample: Driver, monkeypatch: pytest.MonkeyPatch) -> list:
    """A drag of the tree's own: `row` has what the hand does while Qt's loop would run."""
    acts: list = []

    def execute(drag: QDrag, possible: Action, default: Action) -> Action:
        assert default is Action.CopyAction, "elsewhere it is copied"
        acts.pop()(drag.mimeData())
        return Action.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", execute)
    return acts


def test_a_row_is_moved_within_a_container_and_nowhere_it_is_already(
    sample: Driver, row: list
) -> None:
    sample.container()
    tree = sample.window.files.tree
    shown = {}

    def drag(data: QMimeData) -> None:
        hand = Dragging(tree.viewport())
        hand.data = data
        for path in ("opt/nginx/conf.d", "opt/nginx/nginx.conf"):
            shown[path] = hand.over(tree.visualRect(sample.row(path)).center())
        hand.drop(tree.visualRect(sample.row("opt/nginx/conf.d")).center())

    row.append(drag)
    tree.startDrag(Action.CopyAction)
    assert shown["opt/nginx/conf.d"] is Action.MoveAction
    assert shown["opt/nginx/nginx.conf"] is Action.IgnoreAction
    sample.until(lambda: sample.workspace.path == "opt/nginx/conf.d/index.html")
    sample.settle()
    assert sample.said[-1].command.startswith("docker exec c1 mv /opt/nginx/index.html")
    assert not sample.window.files.model.find(LayerPath("opt/nginx/index.html")).isValid()


def test_a_directory_does_not_go_into_itself(sample: Driver, row: list) -> None:
    sample.container()
    sample.choose("opt/nginx")
    tree = sample.window.files.tree
    shown = []

    def drag(data: QMimeData) -> None:
        hand = Dragging(tree.viewport())
        hand.data = data
        shown.append(hand.over(tree.visualRect(sample.row("opt/nginx/conf.d")).center()))

    row.append(drag)
    tree.startDrag(Action.CopyAction)
    assert shown == [Action.IgnoreAction]


def test_nothing_takes_anothers_place_without_a_question(
    sample: Driver, row: list, tmp_path: Path
) -> None:
    sample.container()
    other = tmp_path / "index.html"
    other.write_bytes(b"other")
    sample.workspace.start(CopyIn(sample.workspace, [other], LayerPath("opt/nginx/conf.d")))
    sample.settle()
    sample.until(lambda: sample.workspace.path == "opt/nginx/conf.d/index.html")
    sample.settle()
    sample.click_row("opt/nginx/index.html")
    assert sample.workspace.path == "opt/nginx/index.html"
    tree = sample.window.files.tree

    def drag(data: QMimeData) -> None:
        hand = Dragging(tree.viewport())
        hand.data = data
        hand.drop(tree.visualRect(sample.row("opt/nginx/conf.d")).center())

    row.append(drag)
    tree.startDrag(Action.CopyAction)
    dialog = sample.dialog()
    assert "Replace /opt/nginx/conf.d/index.html?" in dialog.windowTitle()
    dialog.reject()
    sample.settle()
    view = sample.workspace.container.view()
    assert view.read(LayerPath("opt/nginx/conf.d/index.html")) == b"other"
