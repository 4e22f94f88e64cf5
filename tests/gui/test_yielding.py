"""Panes that give way: which of them are shown, and that the keyboard is never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from gui.driving import Driver
from layerlab_gui.widgets.tool_bar import ToolBar
from layerlab_gui.widgets.yielding import fitting


def test_what_was_used_last_stays() -> None:
    needs = [100, 200, 300]
    assert fitting(needs, [2, 0, 1], 600, 9) == {0, 1, 2}
    assert fitting(needs, [2, 0, 1], 599, 9) == {2, 0}
    assert fitting(needs, [1, 2, 0], 450, 9) == {1}, "no later one slips in"
    assert fitting(needs, [0, 1, 2], 600, 1) == {0}
    assert fitting(needs, [2, 0], 10, 9) == {2}, "one is always there"


@given(
    needs=st.lists(st.integers(1, 500), min_size=1, max_size=6),
    room=st.integers(0, 2000),
    most=st.integers(1, 6),
)
def test_more_than_fit_are_never_shown(needs: list[int], room: int, most: int) -> None:
    shown = fitting(needs, range(len(needs)), room, most)
    assert 1 <= len(shown) <= most
    assert len(shown) == 1 or sum(needs[number] for number in shown) <= room
    more = fitting(needs, range(len(needs)), room + 100, most)
    assert shown <= more


PANES = ("objects", "stack", "files", "inspector")
ALL = frozenset((*PANES, "drawer"))


def test_in_a_narrow_window_the_pane_of_the_keyboard_is_there(sample: Driver) -> None:
    window = sample.window
    assert window.area.shown == ALL
    assert not window.area.bar.isVisible()
    window.resize(600, 768)
    sample.settle()
    assert window.area.bar.isVisible()
    assert window.area.shown < ALL
    for number, name in enumerate(PANES):
        sample.press(f"Alt+{number + 1}")
        assert name in window.area.shown
        assert window.area.widget(name).isAncestorOf(QApplication.focusWidget())
    window.resize(1280, 768)
    sample.settle()
    assert window.area.shown == ALL
    assert not window.area.bar.isVisible()


def test_the_bar_chooses_among_panes(sample: Driver) -> None:
    window = sample.window
    window.resize(500, 768)
    sample.settle()
    buttons = {b.text(): b for b in window.area.bar.findChildren(QToolButton) if b.text()}
    for name, title in zip(PANES, ("Images", "Layers", "Files", "Inspector"), strict=True):
        buttons[title].click()
        assert name in window.area.shown
        assert buttons[title].isChecked()


def test_in_a_low_window_the_drawer_takes_turns_with_the_panes(sample: Driver) -> None:
    window = sample.window
    window.resize(1280, 330)
    sample.settle()
    assert window.area.shown == set(PANES)
    sample.press("Alt+5")
    assert window.area.shown == {"drawer"}
    assert window.drawer.isAncestorOf(QApplication.focusWidget())
    sample.press("Alt+3")
    assert window.area.shown == set(PANES)


@pytest.mark.parametrize("width", [320, 500, 700, 900])
def test_no_pane_is_narrower_than_it_needs_unless_alone(sample: Driver, width: int) -> None:
    window = sample.window
    window.resize(width, 700)
    sample.settle()
    panes = [window.area.widget(name) for name in PANES if name in window.area.shown]
    assert len(panes) == 1 or all(p.width() >= p.minimumSizeHint().width() for p in panes)


def test_the_tool_bar_keeps_the_search_field(sample: Driver) -> None:
    window = sample.window
    bar = window.findChild(ToolBar, "tools")
    every = bar.actions()
    wide = bar.toolButtonStyle()
    for width in (1280, 700, 420, 310, 420, 700, 1280):
        window.resize(width, 700)
        sample.settle()
        assert window.search.isVisible()
        assert window.search.geometry().right() <= bar.width()
        assert width == 1280 or bar.toolButtonStyle() is not wide
        assert window.actions_["undo"].isVisible(), "its menu has it still"
    assert bar.actions() == every
    assert bar.toolButtonStyle() is wide
    buttons = [bar.widgetForAction(action) for action in every if action.objectName()]
    assert buttons
    assert [b for b in buttons if b.focusPolicy() is not Qt.FocusPolicy.TabFocus] == []
    assert [b for b in buttons if not b.accessibleName()] == []
