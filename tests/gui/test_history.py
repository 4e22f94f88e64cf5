"""The container's history in the window: looked at, gone to, branched from, labelled, replayed."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QToolButton

from gui.driving import Driver
from layerlab.container import Edit, Verb
from layerlab.errors import NoSuchEdit
from layerlab.model import LayerPath
from layerlab_gui.models.edit_words import Column
from layerlab_gui.models.history import History
from layerlab_gui.models.lanes import State
from layerlab_gui.stage.scenes.replaying import Reel
from layerlab_gui.tasks import edits, history

PAGE = LayerPath("opt/nginx/index.html")
CONF = LayerPath("opt/nginx/nginx.conf")
NEW = LayerPath("opt/nginx/new.txt")


def text_of(driver: Driver, number: int, column: Column) -> str:
    model = driver.window.history.model
    return str(model.index(model.row_of(number), column).data())


def current(driver: Driver) -> int:
    place = driver.window.history.model.place(driver.window.history.list.currentIndex())
    assert place is not None
    return place.number


def do(driver: Driver, change: edits.Change) -> None:
    """An edit from the window."""
    driver.workspace.start(edits.Apply(driver.workspace, change))
    driver.settle()


def refresh(driver: Driver) -> None:
    """What was done beside the window is seen."""
    driver.settle()
    driver.workspace.start(edits.Refresh(driver.workspace))
    driver.settle()


@pytest.fixture
def edited(sample: Driver) -> Driver:
    """Three edits: a page written, a configuration deleted, a file made; the history is open."""
    sample.container()
    sample.window.stack.stage.is_on = False
    do(sample, edits.write("c1", PAGE, b"one\n"))
    do(sample, edits.delete("c1", CONF, False))
    do(sample, edits.write("c1", NEW, b"new\n"))
    sample.choose("opt/nginx/index.html")
    sample.press("Alt+6")
    sample.until(lambda: sample.window.history.model.rowCount() == 4)
    return sample


def look_at(driver: Driver, number: int) -> None:
    """With the arrow keys, as a person does."""
    view = driver.window.history.list
    while current(driver) != number:
        driver.press("Down" if current(driver) > number else "Up", view)
    driver.settle()
    driver.until(lambda: driver.workspace.shown.at == number)


def test_alt_6_shows_each_edit_with_its_bytes(edited: Driver) -> None:
    assert edited.window.drawer.current == "history"
    assert edited.window.history.list.hasFocus()
    assert text_of(edited, 1, Column.WHAT) == "write  /opt/nginx/index.html"
    assert text_of(edited, 1, Column.COPIED) == "615 B"
    assert text_of(edited, 1, Column.WRITTEN) == "4 B"
    assert text_of(edited, 2, Column.WHAT) == "delete  /opt/nginx/nginx.conf"
    assert text_of(edited, 3, Column.NUMBER) == "3 · now"
    assert "image" in text_of(edited, 0, Column.WHAT)
    assert current(edited) == 3
    assert not edited.workspace.is_past


def test_model_keeps_qts_rules(edited: Driver) -> None:
    model = edited.window.history.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    edited.press("Ctrl+Z")
    edited.settle()
    edited.until(lambda: model.place(model.index(0, 0)).state is State.UNDONE)
    do(edited, edits.create_file("c1", LayerPath("opt/other")))
    edited.until(lambda: model.rowCount() == 5)
    tester.deleteLater()


def test_a_row_says_to_a_screen_reader_what_it_shows(edited: Driver) -> None:
    model = edited.window.history.model
    index = model.index(model.row_of(1), 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("edit 1, write  /opt/nginx/index.html, copied up 615 B")
    now = model.index(model.row_of(3), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "edit 3, now" in now


def test_arrow_keys_walk_through_time_and_change_nothing(edited: Driver) -> None:
    container = edited.workspace.container
    before = container.head, [str(row) for row in container.diff()]
    look_at(edited, 1)
    files = edited.window.files.model
    edited.until(lambda: files.find(CONF).isValid())
    assert not files.find(NEW).isValid()
    assert edited.window.banner.isVisible()
    assert "as of edit 1 of 3" in edited.window.banner.words.whole
    assert edited.window.stack.model.card(edited.window.stack.model.index(0)).title == (
        "c1 as of edit 1"
    )
    edited.until(lambda: edited.window.inspector.content.editor.raw_text == "one\n")
    assert edited.window.inspector.content.editor.isReadOnly()
    assert (container.head, [str(row) for row in container.diff()]) == before


def test_before_the_first_edit_there_is_the_image(edited: Driver) -> None:
    look_at(edited, 0)
    edited.until(lambda: "<!DOCTYPE" in edited.window.inspector.content.editor.raw_text)
    assert "before its first edit" in edited.window.banner.words.whole
    assert not edited.window.actions_["undo"].isEnabled()
    assert not edited.window.actions_["commit"].isEnabled()


def test_escape_goes_back_to_now(edited: Driver) -> None:
    look_at(edited, 1)
    edited.press("Esc")
    edited.until(lambda: not edited.workspace.is_past)
    assert not edited.window.banner.isVisible()
    assert current(edited) == 3
    edited.until(lambda: edited.window.files.model.find(NEW).isValid())


def test_escape_dismisses_a_message_first(edited: Driver) -> None:
    look_at(edited, 1)
    edited.workspace.noted.emit("a note")
    edited.press("Esc")
    edited.until(lambda: not edited.window.message.isVisible())
    assert edited.workspace.is_past
    edited.press("Esc")
    edited.until(lambda: not edited.workspace.is_past)


def test_return_goes_there_and_the_later_edits_stay(edited: Driver) -> None:
    look_at(edited, 1)
    edited.press("Return", edited.window.history.list)
    edited.until(lambda: edited.workspace.shown.head == 1)
    edited.settle()
    assert not edited.workspace.is_past
    assert edited.workspace.container.head == 1
    assert edited.said[-1].command == "layerlab jump c1 1"
    assert text_of(edited, 3, Column.NUMBER) == "3 · undone"
    edited.press("Ctrl+Shift+Z")
    edited.until(lambda: edited.workspace.shown.head == 2)


def test_an_abandoned_branch_is_indented_and_can_be_gone_to(edited: Driver) -> None:
    look_at(edited, 1)
    edited.press("Ctrl+J")
    edited.until(lambda: edited.workspace.shown.head == 1)
    edited.settle()
    do(edited, edits.create_file("c1", LayerPath("opt/nginx/branch.txt")))
    model = edited.window.history.model
    edited.until(lambda: model.rowCount() == 5)
    places = {p.number: p for p in (model.place(model.index(r, 0)) for r in range(5)) if p}
    assert places[4].state is State.CURRENT
    assert (places[3].state, places[3].depth) == (State.ABANDONED, 1)
    assert text_of(edited, 3, Column.NUMBER) == "3 · abandoned"
    look_at(edited, 3)
    edited.press("Return", edited.window.history.list)
    edited.until(lambda: edited.workspace.shown.head == 3)
    edited.settle()
    edited.until(lambda: edited.window.files.model.find(NEW).isValid())


def test_a_new_container_from_an_earlier_edit(edited: Driver) -> None:
    look_at(edited, 1)
    edited.press("Ctrl+Shift+B")
    dialog = edited.dialog()
    assert dialog.field.text() == "c2"
    edited.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    edited.until(lambda: edited.workspace.target.name == "c2")
    edited.settle()
    assert edited.workspace.container.view().read(PAGE) == b"one\n"
    assert edited.workspace.container.view().has(CONF)
    assert edited.engine.container("c1").head == 3
    assert edited.said[-1].command == "layerlab branch c1@1 c2"


def test_a_label_is_given_and_taken_away(edited: Driver) -> None:
    look_at(edited, 2)
    edited.press("Ctrl+Shift+M")
    dialog = edited.dialog()
    edited.qtbot.keyClicks(dialog.field, "before the upgrade")
    edited.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    edited.until(lambda: text_of(edited, 2, Column.LABEL) == "before the upgrade")
    edited.settle()
    assert edited.said[-1].command == "layerlab label c1 2 'before the upgrade'"
    assert edited.workspace.shown.at == 2
    edited.press("Ctrl+Shift+M")
    dialog = edited.dialog()
    assert dialog.field.text() == "before the upgrade"
    dialog.field.clear()
    edited.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    edited.until(lambda: text_of(edited, 2, Column.LABEL) == "")


def test_what_another_program_does_is_listed_while_the_past_is_looked_at(edited: Driver) -> None:
    look_at(edited, 2)
    (edited.workspace.container.upper_path / "outside.txt").write_text("here")
    refresh(edited)
    edited.until(lambda: edited.window.history.model.rowCount() == 5)
    assert text_of(edited, 4, Column.WHO) == "another program"
    assert edited.workspace.shown.at == 2
    assert current(edited) == 2


def test_what_is_chosen_while_something_is_read_wins(edited: Driver) -> None:
    look_at(edited, 2)
    (edited.workspace.container.upper_path / "outside.txt").write_text("here")
    edited.workspace.start(edits.Refresh(edited.workspace))
    edited.press("Down", edited.window.history.list)
    edited.settle()
    edited.until(lambda: edited.window.history.model.rowCount() == 5)
    assert edited.workspace.shown.at == 1
    assert current(edited) == 1


def test_a_state_that_cannot_be_seen_leaves_the_view_where_it_is(edited: Driver) -> None:
    edited.workspace.look_at(99)
    edited.settle()
    assert isinstance(edited.failures[-1], NoSuchEdit)
    assert not edited.workspace.is_past
    look_at(edited, 2)


def test_the_context_menu_has_the_actions(edited: Driver) -> None:
    look_at(edited, 1)
    view = edited.window.history.list
    at = view.visualRect(view.currentIndex()).center()
    view.customContextMenuRequested.emit(at)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names == ["jump", "branch", "label", "replay", "undo", "redo"]
    assert all(action.isEnabled() for action in menu.actions()[:2])
    menu.close()


def test_a_replay_plays_all_edits_and_ends_at_now(edited: Driver) -> None:
    stage = edited.window.stack.stage
    stage.is_on, stage.speed = True, 40.0
    head, seen = edited.workspace.container.head, []
    stage.changed.connect(lambda: seen.append(stage.caption))
    edited.press("Ctrl+R")
    edited.until(lambda: isinstance(stage.scene, Reel))
    edited.until(lambda: stage.is_finished)
    edited.settle()
    assert any(caption.startswith("Edit 1: copied up 615 B") for caption in seen)
    assert any(caption.startswith("Edit 2: a whiteout hides") for caption in seen)
    assert stage.caption.startswith("Edit 3:")
    edited.until(lambda: not edited.workspace.is_past)
    assert edited.workspace.path == NEW
    assert edited.workspace.container.head == head


def test_a_replay_is_stepped_and_the_window_follows(edited: Driver) -> None:
    stage = edited.window.stack.stage
    stage.is_on, stage.speed = True, 40.0
    look_at(edited, 2)
    edited.press("Ctrl+R")
    edited.until(lambda: isinstance(stage.scene, Reel))
    stage.pause()
    reel = stage.scene
    assert reel.numbers == (2, 3)
    stage.skip()
    edited.until(lambda: not edited.workspace.is_past)
    for _ in reel.parts[-1].beats:
        edited.press("Alt+Left")
    edited.settle()
    edited.until(lambda: edited.workspace.shown.at == 2)
    assert edited.window.banner.isVisible()
    edited.press("Esc")
    edited.until(lambda: not edited.workspace.is_past)
    assert stage.scene is None


def test_chosen_rows_are_what_is_replayed(edited: Driver) -> None:
    stage = edited.window.stack.stage
    look_at(edited, 2)
    edited.press("Shift+Down", edited.window.history.list)
    edited.settle()
    edited.press("Ctrl+R")
    edited.until(lambda: isinstance(stage.scene, Reel))
    assert stage.scene.numbers == (1, 2)


def test_an_image_has_no_history_and_says_so(sample: Driver) -> None:
    sample.press("Alt+6")
    pane = sample.window.history
    assert not pane.list.isVisible()
    assert not sample.window.actions_["replay"].isEnabled()
    assert not sample.window.actions_["branch"].isEnabled()


def test_the_drawer_gives_each_page_its_height(edited: Driver) -> None:
    drawer = edited.window.drawer
    tall = drawer.height()
    edited.press("Alt+5")
    assert drawer.current == "console"
    console = drawer.height()
    edited.press("Alt+6")
    assert drawer.height() == tall
    edited.press("Alt+5")
    assert drawer.height() == console


def test_the_page_in_front_is_remembered(edited: Driver) -> None:
    before = edited.window
    edited.program.choose_theme("dark")
    edited.until(lambda: edited.window is not before)
    edited.settle()
    assert edited.window.drawer.current == "history"
    edited.until(lambda: edited.window.history.model.rowCount() == 4)


def test_undo_by_key_still_takes_back_the_last_edit(edited: Driver) -> None:
    edited.press("Ctrl+Z")
    edited.until(lambda: edited.workspace.shown.head == 2)
    edited.settle()
    assert current(edited) == 2
    assert text_of(edited, 3, Column.NUMBER) == "3 · undone"


def test_unsaved_text_is_asked_for_before_a_replay(edited: Driver) -> None:
    edited.type_line("unsaved")
    edited.press("Ctrl+R")
    box = edited.dialog()
    stage = edited.window.stack.stage
    assert not isinstance(stage.scene, Reel)
    box.button(QMessageBox.StandardButton.Discard).click()
    edited.until(lambda: isinstance(stage.scene, Reel))
    edited.settle()


def test_of_a_long_log_the_last_edits_are_replayed(
    edited: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "REPLAYED_EDITS", 2)
    edited.press("Ctrl+R")
    stage = edited.window.stack.stage
    edited.until(lambda: isinstance(stage.scene, Reel))
    assert stage.scene.numbers == (2, 3)
    assert "the last 2" in edited.window.message.text
    edited.settle()


class Counting(Sequence[Edit]):
    """Ten thousand edits, of which it is known how many were read."""

    def __init__(self) -> None:
        self.read: set[int] = set()

    def __len__(self) -> int:
        return 10_000

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        self.read.add(index)
        return Edit(index + 1, Verb.WRITE, PAGE, None, (), 0, "2024-01-01T00:00:00Z", index)


def test_of_ten_thousand_edits_only_those_are_read_that_are_seen(edited: Driver) -> None:
    edits_, links = Counting(), [(number, number - 1) for number in range(1, 10_001)]
    pane = edited.window.history
    pane.model.show(History.of(edits_, links, 10_000, 10_000))
    pane.list.scrollTo(pane.model.index(5_000, 0))
    pane.grab()
    assert pane.model.rowCount() == 10_001
    assert 0 < len(edits_.read) < 100
    refresh(edited)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_cut_in_a_small_window(edited: Driver, language: str) -> None:
    before = edited.window
    edited.program.choose_language(language)
    edited.until(lambda: edited.window is not before)
    window = edited.window
    window.resize(1024, 768)
    window.share_out()
    edited.settle()
    edited.workspace.look_at(1)
    edited.press("Alt+7")
    edited.settle()
    places = (window.drawer, window.banner, window.files, window.inspector)
    buttons = [b for place in places for b in place.findChildren(QToolButton) if b.isVisible()]
    cut = [b.text() for b in buttons if b.text() and b.width() < b.sizeHint().width()]
    assert cut == []
    for bar in (window.inspector.tabs.tabBar(), window.drawer.bar):
        assert bar.tabRect(bar.count() - 1).right() < bar.width()
        assert not [b for b in bar.findChildren(QToolButton) if b.isVisible()]
    assert window.banner.words.text() == window.banner.words.whole
    assert window.width() == 1024
