"""Legible, and usable without seeing: contrast, names, keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from gui.driving import Driver
from layerlab_gui.theme import (
    TEXT_CONTRAST,
    THEMES,
    Theme,
    contrast,
    layer_colour,
    layer_tint,
    readable_on,
)
from layerlab_gui.widgets.diff_view import HUNK, ground

GROUNDS = ("window", "base", "raised", "stripe")
INKS = ("text", "muted", "accent", "added", "modified", "deleted")
LAYERS = [(number, False) for number in range(1, 8)] + [(9, True)]


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda t: t.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_is_legible(theme: Theme, ink: str, ground: str) -> None:
    ratio = contrast(QColor(getattr(theme, ink)), QColor(getattr(theme, ground)))
    assert ratio >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda t: t.name)
@pytest.mark.parametrize("sign", [" ", "+", "-", HUNK])
def test_lines_of_a_diff_are_legible(theme: Theme, sign: str) -> None:
    ink = theme.muted if sign == HUNK else theme.text
    assert contrast(QColor(ink), ground(theme, sign)) >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda t: t.name)
@pytest.mark.parametrize(("number", "is_container"), LAYERS)
def test_cards_and_badges_are_legible(theme: Theme, number: int, is_container: bool) -> None:
    colour = layer_colour(theme, number, is_container)
    assert contrast(readable_on(colour), colour) >= TEXT_CONTRAST
    tint = layer_tint(theme, number, is_container)
    for ink in ("text", "muted", "added", "modified", "deleted"):
        assert contrast(QColor(getattr(theme, ink)), tint) >= TEXT_CONTRAST, ink
    assert contrast(QColor(theme.on_selection), QColor(theme.selection)) >= TEXT_CONTRAST


def _acted_on(window: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    found = [w for w in window.findChildren(QWidget) if isinstance(w, kinds)]
    return [w for w in found if not isinstance(w, QScrollBar) and not _is_qts(w)]


def _is_qts(widget: QWidget) -> bool:
    """Parts that Qt makes: a tool bar's extension, a field's clear button, a header, a popup."""
    name = widget.objectName()
    above = widget.parentWidget()
    kind = type(widget).__name__
    return (
        name.startswith("qt_")
        or kind in ("QHeaderView", "QComboBoxListView", "QTabBar")
        or isinstance(above, QLineEdit | QComboBox)
        or "TabBar" in type(above).__name__
    )


def test_every_control_has_a_name(sample: Driver) -> None:
    sample.container()
    nameless = [
        w
        for w in _acted_on(sample.window)
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
    ]
    assert nameless == []


def test_every_button_says_what_it_does(sample: Driver) -> None:
    silent = [
        w
        for w in _acted_on(sample.window)
        if isinstance(w, QAbstractButton) and not w.toolTip() and not w.text()
    ]
    assert silent == []


def test_every_action_has_a_key_or_a_mnemonic(sample: Driver) -> None:
    for action in sample.window.actions_:
        assert action.shortcut() or "&" in action.text(), action.objectName()


def test_no_key_is_given_twice(sample: Driver) -> None:
    keys = [a.shortcut().toString() for a in sample.window.actions_ if not a.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_rows_and_cards_speak(sample: Driver) -> None:

    role = Qt.ItemDataRole.AccessibleTextRole
    stack = sample.window.stack.model
    spoken = [stack.index(row).data(role) for row in range(stack.rowCount())]
    assert spoken[0].startswith("layer 8, ")
    files = sample.window.files.model
    assert files.index(0, 0).data(role).startswith("directory, ")
