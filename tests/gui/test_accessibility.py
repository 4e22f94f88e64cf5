"""What assistive technology is given: walked through the platform's interface, from the window."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.driving import Driver
from gui.walking import STATES, State, visible
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab_gui.models.rows import Column
from layerlab_gui.speaking import announce
from layerlab_gui.tasks.task import Flow, Task, Work

Role, Text = QAccessible.Role, QAccessible.Text
states = pytest.mark.parametrize("state", STATES, ids=[name for name, _ in STATES])
ROLES = {
    Role.Button, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox,
    Role.EditableText, Role.List, Role.ListItem, Role.Tree, Role.TreeItem, Role.Table, Role.Cell,
    Role.MenuItem, Role.MenuBar, Role.PopupMenu, Role.PageTab, Role.PageTabList, Role.SpinBox,
    Role.Client, Role.Graphic, Role.ColumnHeader, Role.StaticText, Role.Canvas, Role.Border,
}  # fmt: skip
"""Roles that say how a thing is used. Not in it: NoRole, and Window and Pane of mere widgets."""


CELLS = {Role.TreeItem, Role.ListItem, Role.Cell, Role.ColumnHeader, Role.RowHeader}
"""They are walked by rows, below."""


@dataclass(frozen=True)
class Told:
    """What was asked of one: an interface is gone when its window has worked on."""

    name: str
    role: QAccessible.Role
    is_of_use: bool
    of: str


def _below(interface: QAccessibleInterface) -> Iterator[Told]:
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            if child.role() in CELLS:
                continue
            thing = child.object()
            of = f"{type(thing).__name__} in {type(thing.parent()).__name__}" if thing else ""
            yield Told(child.text(Text.Name), child.role(), _is_of_use(child), of)
            yield from _below(child)


def _is_of_use(interface: QAccessibleInterface) -> bool:
    state = interface.state()
    acts = interface.actionInterface()
    names = set(acts.actionNames()) if acts is not None else set()
    return bool(state.focusable or names - {"SetFocus"}) and not state.disabled


@pytest.mark.parametrize("language", ["en", "ko"])
@states
def test_everything_of_use_has_a_name_and_a_role(
    sample: Driver, state: State, language: str
) -> None:
    if language != "en":
        window = sample.window
        sample.program.choose_language(language)
        sample.until(lambda: sample.window is not window)
        sample.window.resize(1280, 800)
        sample.settle()
    state[1](sample)
    root = QAccessible.queryAccessibleInterface(sample.window)
    found = [one for one in _below(root) if one.is_of_use]
    assert len(found) > 20
    assert [one for one in found if not one.name.strip()] == []
    assert [one for one in found if one.role not in ROLES] == []


@states
def test_each_row_is_told_in_words(sample: Driver, state: State) -> None:
    """Also what is otherwise an icon, a sign or a colour: rows without a text say nothing."""
    state[1](sample)
    for view in visible(sample.window):
        if isinstance(view, QAbstractItemView) and view.model() is not None:
            for index in _rows(view.model(), view.rootIndex()):
                text = _spoken(index)
                assert text.strip(), (view.accessibleName(), index.row())


def _rows(model: QAbstractItemModel, above: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(min(model.rowCount(above), 60)):
        index = model.index(row, 0, above)
        yield index
        yield from _rows(model, index)


def _spoken(index: QModelIndex) -> str:
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return str(told or index.data() or "")


def test_a_files_row_says_owner_change_and_what_it_hides(sample: Driver) -> None:
    sample.container()
    sample.type_line("<!-- one -->")
    sample.press("Ctrl+S")
    sample.until(lambda: bool(sample.workspace.shown.can_undo))
    sample.settle()
    sample.window.stack.stage.skip()
    sample.choose("opt/nginx/index.html")
    row = sample.row("opt/nginx/index.html")
    assert _spoken(row) == "file, index.html, modified, 628 B, the container layer"
    assert _spoken(row.siblingAtColumn(Column.LAYER)) == "the container layer"
    assert _spoken(row.siblingAtColumn(Column.CHANGE)) == "modified"
    sample.window.files.bar.ghosts.click()
    sample.settle()
    ghost = sample.row("opt/nginx/old.conf")
    assert "deleted" in _spoken(ghost)
    unchanged = sample.row("opt/nginx/nginx.conf")
    assert re.fullmatch(r"file, nginx.conf, .*, layer \d", _spoken(unchanged))


def test_a_layers_row_says_its_counts_and_what_it_is_to_the_path(sample: Driver) -> None:
    sample.container()
    model = sample.window.stack.model

    def told() -> list[str]:
        return [_spoken(index) for index in _rows(model, QModelIndex())]

    sample.until(lambda: any("deleted" in row for row in told()))
    rows = told()
    assert any("added" in row for row in rows)
    assert any(row.endswith("seen") for row in rows)
    assert rows[0].startswith("container layer, writable")
    sample.workspace.select_path(LayerPath("opt/nginx/old.conf"))
    sample.settle()
    assert {row.rpartition(", ")[2] for row in told()} >= {"whiteout", "hidden"}


# what is said when it changes


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    def listen(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
        announce(widget, text, is_urgent=is_urgent)
        said.append(f"{'! ' if is_urgent else ''}{text}")

    for module in (
        "widgets.message_bar",
        "widgets.progress_strip",
        "palette.dialog",
    ):
        monkeypatch.setattr(f"layerlab_gui.{module}.announce", listen, raising=True)
    return said


def test_messages_are_said_errors_at_once(sample: Driver, heard: list[str]) -> None:
    sample.workspace.noted.emit("a note")
    sample.window.message.tell_error(RuntimeError("a fault"))
    assert heard[0] == "a note"
    assert heard[1].startswith("! ")


def test_every_row_of_the_palette_is_said(sample: Driver, heard: list[str]) -> None:
    sample.press("Ctrl+K")
    sample.press("Down")
    assert any("Load an archive into the store" in text for text in heard)


def test_work_that_takes_long_is_said_once(sample: Driver, heard: list[str]) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Task):
        title = "Loading big.tar"

        def flow(self) -> Flow:
            def work(progress: Progress) -> None:
                begun.set()
                go_on.wait(20)

            yield Work(work)

    sample.workspace.start(Slow(sample.workspace))
    sample.until(sample.window.progress.isVisible)
    sample.until(lambda: "Loading big.tar" in heard)
    go_on.set()
    sample.settle()
    assert heard.count("Loading big.tar") == 1
