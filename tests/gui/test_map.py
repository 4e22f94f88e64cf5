"""The map under the file tree, by keys, clicks and what a screen reader is told."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from gui.driving import Driver
from layerlab.errors import NoSuchPath
from layerlab.model import ROOT, LayerPath
from layerlab_gui.map.pane import MapPane
from layerlab_gui.map.parts import PartKind
from layerlab_gui.map.picture import MapPicture, Shape
from layerlab_gui.settings import Settings
from layerlab_gui.target import Mode
from layerlab_gui.tasks.edits import Apply, write
from support.images import BASE, file, write_archive

P = LayerPath


@pytest.fixture
def driver(sample: Driver) -> Driver:
    sample.window.resize(1400, 1000)
    sample.window.share_out()
    sample.until(sample.window.files.map.isVisible)
    sample.settle()
    sample.until(lambda: sample.window.files.map.view.picture is not None)
    return sample


def pane(driver: Driver) -> MapPane:
    return driver.window.files.map


def picture(driver: Driver) -> MapPicture:
    """As it is once all is drawn."""
    driver.settle()
    found = pane(driver).view.picture
    assert found is not None
    return found


def place(driver: Driver, path: str) -> QPoint:
    """A point of the part that has the path."""
    made = picture(driver)
    index = made.of(P(path))
    assert index is not None
    assert made.places[index].part.path == path
    x, y = made.places[index].centre
    return QPoint(round(x), round(y))


def click(driver: Driver, path: str) -> None:
    view = pane(driver).view
    driver.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(driver, path))
    driver.settle()


def test_a_click_chooses_the_path_everywhere(driver: Driver) -> None:
    click(driver, "opt/nginx/logo.png")
    assert driver.workspace.path == "opt/nginx/logo.png"
    node = driver.window.files.selected()
    assert node is not None
    assert node.path == "opt/nginx/logo.png"


def test_what_the_tree_chooses_is_outlined_in_the_map(driver: Driver) -> None:
    before = pane(driver).view.grab().toImage()
    driver.choose("opt/nginx/logo.png")
    driver.settle()
    chosen = pane(driver).view.chosen
    assert chosen is not None
    assert chosen.part.path == "opt/nginx/logo.png"
    assert pane(driver).view.grab().toImage() != before


@pytest.mark.parametrize("shape", Shape)
def test_arrows_go_from_part_to_part_and_say_where_they_are(driver: Driver, shape: Shape) -> None:
    driver.qtbot.mouseClick(pane(driver).buttons[shape], Qt.MouseButton.LeftButton)
    picture(driver)
    view = pane(driver).view
    view.setFocus()
    seen = []
    for key in ("Right", "Down", "Left", "Up", "Right", "Right", "Down"):
        before = view.chosen or picture(driver).places[0]
        driver.press(key, view)
        chosen = view.chosen  # at once: what is shown elsewhere then may change the map's size
        assert chosen is not None
        assert f"/{chosen.part.path}" in view.accessibleDescription()
        if before is not picture(driver).places[0] and chosen is not before:
            dx = chosen.centre[0] - before.centre[0]
            dy = chosen.centre[1] - before.centre[1]
            assert {"Right": dx, "Left": -dx, "Down": dy, "Up": -dy}[key] > 0
        seen.append(chosen.part.path)
        driver.settle()
    assert len(set(seen)) > 2
    assert driver.workspace.path == seen[-1]


def test_enter_zooms_in_step_by_step_and_backspace_out(driver: Driver) -> None:
    driver.choose("opt/nginx/logo.png")
    driver.settle()
    view = pane(driver).view
    view.setFocus()
    for expected in ("opt", "opt/nginx"):
        driver.press("Return", view)
        assert picture(driver).root.path == expected
        assert driver.workspace.path == "opt/nginx/logo.png"
    driver.press("Backspace", view)
    assert picture(driver).root.path == "opt"
    driver.press("Escape", view)
    assert picture(driver).root.path == ROOT
    driver.press("Escape", view)
    assert picture(driver).root.path == ROOT


def test_the_way_back_is_a_row_of_buttons(driver: Driver) -> None:
    pane(driver).zoom_to(P("opt/nginx"))
    picture(driver)
    crumbs = pane(driver).crumbs
    texts = [button.text() for button in crumbs.buttons]
    assert texts == ["/", "opt /", "nginx /"]
    assert not crumbs.buttons[-1].isEnabled()
    driver.qtbot.mouseClick(crumbs.buttons[1], Qt.MouseButton.LeftButton)
    assert picture(driver).root.path == "opt"


def test_a_double_click_zooms_to_the_directory(driver: Driver) -> None:
    view = pane(driver).view
    at = place(driver, "opt/nginx/logo.png")
    driver.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    driver.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert picture(driver).root.path == "opt"


def test_the_middle_of_the_rings_zooms_out(driver: Driver) -> None:
    pane(driver).show_shape(Shape.SUNBURST)
    pane(driver).zoom_to(P("opt"))
    picture(driver)
    view = pane(driver).view
    driver.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    assert picture(driver).root.path == ROOT


def test_a_path_outside_of_what_is_shown_zooms_out_to_it(driver: Driver) -> None:
    pane(driver).zoom_to(P("opt/nginx"))
    picture(driver)
    driver.choose("etc")
    assert picture(driver).root.path == ROOT
    chosen = pane(driver).view.chosen
    assert chosen is not None
    assert "etc" in (chosen.part.path, chosen.part.name) or chosen.part.kind is PartKind.REST


def test_the_pointer_is_told_path_size_share_and_owner(driver: Driver) -> None:
    view = pane(driver).view
    at = place(driver, "opt/nginx/logo.png")
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    path, amount, owner = QToolTip.text().split("\n")[:3]
    assert path == "/opt/nginx/logo.png"
    assert "% of all" in amount
    assert owner.startswith("layer ")
    QToolTip.hideText()


def test_the_file_menu_is_about_the_part(driver: Driver) -> None:
    view = pane(driver).view
    click(driver, "opt/nginx/logo.png")
    at = view.rect().topLeft()
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.mapToGlobal(at))
    menu: list[QMenu] = []

    def popped() -> bool:
        menu[:] = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()
        ]
        return bool(menu)

    QApplication.sendEvent(view, by_key)
    driver.until(popped)
    copy = next(a for a in menu[0].actions() if a.objectName() == "copy_path")
    copy.trigger()
    menu[0].close()
    assert QApplication.clipboard().text() == "/opt/nginx/logo.png"


def test_f7_takes_the_map_away_and_that_is_remembered(make: Callable[..., Driver]) -> None:
    settings = Settings()
    driver = make(settings=settings).start()
    action: QAction = driver.window.actions_["map"]
    assert action.isChecked()
    driver.press("F7", driver.window)
    assert not pane(driver).isVisible()
    assert not settings.flag("map/on", True)
    driver.program._renew()
    assert not driver.window.actions_["map"].isChecked()
    assert not pane(driver).isVisible()
    driver.press("F7", driver.window)
    driver.until(pane(driver).isVisible)
    assert picture(driver).places


def test_the_shape_is_remembered(driver: Driver) -> None:
    driver.qtbot.mouseClick(pane(driver).buttons[Shape.SUNBURST], Qt.MouseButton.LeftButton)
    driver.settle()
    driver.program._renew()
    driver.until(lambda: pane(driver).view.picture is not None)
    assert picture(driver).shape is Shape.SUNBURST


def test_of_one_layer_what_upper_layers_hide_is_marked(
    make: Callable[..., Driver], tmp_path
) -> None:
    layers = [[file("a", bytes(500)), file("b", bytes(300))], [file("a", bytes(20))]]
    driver = make().start(write_archive(tmp_path / "in.tar", layers))
    driver.window.resize(1400, 1000)
    driver.workspace.select_layer(1)
    assert {p.part.path: p.part.size_bytes for p in picture(driver).places} == {
        "": 800,
        "a": 500,
        "b": 300,
    }
    driver.workspace.select_mode(Mode.LAYER)
    told = {p.part.path: p.part.is_unseen for p in picture(driver).places}
    assert told == {"": False, "a": True, "b": False}
    driver.choose("a")
    driver.settle()
    assert "500 B hidden by upper layers" in pane(driver).view.accessibleDescription()


def test_an_edit_changes_the_map(driver: Driver) -> None:
    driver.container()
    workspace = driver.workspace
    assert workspace.container is not None
    workspace.start(Apply(workspace, write(workspace.container.name, P("big"), bytes(10**6))))
    index = picture(driver).of(P("big"))
    part = picture(driver).places[index].part
    assert (part.path, part.size_bytes) == ("big", 10**6)
    assert picture(driver).is_writable(part)
    driver.workspace.look_at(0)
    driver.settle()
    assert all(one.part.path != "big" for one in picture(driver).places)


def test_nothing_to_draw_is_said(make: Callable[..., Driver], tmp_path) -> None:
    empty = write_archive(tmp_path / "in.tar", [[file("a/b"), file("c")]])
    driver = make().start(empty)
    driver.window.resize(1400, 1000)
    driver.until(pane(driver).nothing.isVisible)
    assert (
        pane(driver).nothing.text() == "No files with bytes. Choose another layer, or all of them."
    )
    driver.window.actions_["close"].trigger()
    driver.settle()


def test_what_is_not_seen_is_not_worked_on(make: Callable[..., Driver], tmp_path) -> None:
    settings = Settings()
    settings.put("map/on", False)
    driver = make(settings=settings).start(write_archive(tmp_path / "in.tar", [BASE]))
    assert pane(driver).view.picture is None
    driver.window.resize(1400, 1000)
    driver.window.actions_["map"].trigger()
    driver.until(lambda: pane(driver).view.picture is not None)


def test_what_was_measured_is_never_of_another_source(driver: Driver) -> None:
    assert pane(driver).is_measured
    driver.press("F7", driver.window)
    driver.workspace.select_layer(1)
    driver.settle()
    assert not pane(driver).is_measured


def test_what_can_t_be_read_is_told_and_not_drawn(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NoSuchPath("the image", "/")

    monkeypatch.setattr("layerlab_gui.map.pane.measure", fail)
    driver.workspace.select_layer(1)
    driver.settle()
    assert pane(driver).view.picture is None
    assert pane(driver).nothing.text() == "The files could not be read: nothing to draw"
    assert [type(error) for error in driver.failures] == [NoSuchPath]


def test_there_is_room_for_tree_and_map_on_a_small_screen(driver: Driver) -> None:
    driver.window.resize(1024, 768)
    driver.settle()
    files = driver.window.files
    assert files.tree.isVisible()
    assert pane(driver).isVisible()
    assert files.tree.height() >= 4 * files.fontMetrics().height()


def test_where_there_is_no_room_for_both_the_one_that_is_asked_for_is_shown(
    make: Callable[..., Driver],
) -> None:
    driver = make().start()
    files = driver.window.files
    driver.window.resize(1000, 420)
    driver.settle()
    assert files.tree.isVisible()
    assert not pane(driver).isVisible()
    driver.press("F7", driver.window)
    driver.until(pane(driver).isVisible)
    assert driver.window.actions_["map"].isChecked()
    assert not files.tree.isVisible()
    driver.press("Alt+3", driver.window)
    driver.until(files.tree.isVisible)
    assert not pane(driver).isVisible()
    assert files.tree.hasFocus()
