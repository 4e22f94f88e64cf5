"""Everything by keyboard: all is reached, seen, left, and no key means two things."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

from gui.driving import Driver
from gui.walking import (
    STATES,
    State,
    can_be_reached,
    has_tab_stop,
    menus,
    picture,
    shortcuts,
    stops,
    visible,
)
from layerlab_gui.settings import Settings
from layerlab_gui.theme import THEMES

PROJECT = Path(__file__).parents[2]
Make = Callable[..., Driver]
LANGUAGES = ("en", "ko")
states = pytest.mark.parametrize("state", STATES, ids=[name for name, _ in STATES])


def _in(language: str, driver: Driver) -> Driver:
    if language != "en":
        window = driver.window
        driver.program.choose_language(language)
        driver.until(lambda: driver.window is not window)
        driver.window.resize(1280, 800)  # a window that is made anew fits its small screen
        driver.settle()
    return driver


@states
def test_tab_comes_to_every_control_and_round_again(sample: Driver, state: State) -> None:
    state[1](sample)
    window = sample.window
    if window.palette_.isVisible():
        sample.press("Esc")  # it keeps the keyboard until it closes
    window.files.setFocus()
    there = stops(sample)
    wanted = {widget for widget in visible(window) if can_be_reached(widget)}
    missing = wanted - set(there)
    assert not missing, [(w, w.parent(), w.accessibleName()) for w in missing]
    assert len(there) == len(set(there)), "a control comes twice"
    window.files.setFocus()
    assert set(stops(sample, back=True)) == set(there)


@states
def test_a_person_can_act_on_nothing_but_by_key_too(sample: Driver, state: State) -> None:
    """Buttons, lists and fields that are there and are not reached by Tab have a key or a menu."""
    state[1](sample)
    for widget in visible(sample.window):
        is_control = isinstance(widget, QAbstractButton | QAbstractItemView | QLineEdit)
        if not is_control or not widget.isEnabled() or can_be_reached(widget):
            continue
        if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
            continue
        assert _is_part(widget) or has_tab_stop(widget), (
            widget,
            widget.parent(),
            widget.accessibleName(),
        )


def _is_part(widget: QWidget) -> bool:
    """Of a control that has the keyboard itself: a header, a clear button, the palette's list."""
    above = widget.parentWidget()
    while above is not None:
        takes = above.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes or above.property("role") == "palette":
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("language", LANGUAGES)
@states
def test_no_key_means_two_things(sample: Driver, state: State, language: str) -> None:
    driver = _in(language, sample)
    state[1](driver)
    meant = defaultdict(set)
    for key, what in shortcuts(driver.window):
        meant[key].add(what)
    twice = {key: what for key, what in meant.items() if key and len(what) > 1}
    assert not twice


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_menu_has_every_letter_once(sample: Driver, language: str) -> None:
    driver = _in(language, sample)
    found = list(menus(driver.window))
    assert len(found) > 5
    for menu in found:
        letters = [QKeySequence.mnemonic(a.text()).toString() for a in menu.actions() if a.text()]
        without = [a.text() for a, key in zip(menu.actions(), letters, strict=False) if not key]
        twice = {key for key in letters if key and letters.count(key) > 1}
        assert not twice, (menu.title(), twice, [a.text() for a in menu.actions()])
        assert all(letters), (menu.title(), without)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_who_has_the_keyboard_is_seen(make: Make, theme: str) -> None:
    settings = Settings()
    settings.put("theme", theme)
    driver = make(settings=settings).start()
    dict(STATES)["edited"](driver)
    window = driver.window
    window.files.tree.setFocus()
    unseen = []
    for widget in stops(driver):
        if isinstance(widget, QScrollBar | QSplitterHandle):
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert widget.hasFocus()
        with_it = picture(widget)
        widget.clearFocus()
        QApplication.processEvents()
        if picture(widget) == with_it:
            unseen.append((widget, widget.accessibleName()))
    assert not unseen


def test_the_editors_tabulator_is_no_trap(sample: Driver) -> None:
    sample.container()
    editor = sample.window.inspector.content.editor
    sample.until(lambda: not editor.isReadOnly())
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    ways = ((Qt.Key.Key_Tab, control), (Qt.Key.Key_Backtab, control | shift))
    for key, modifiers in (*ways, (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)):
        editor.setFocus()
        sample.press("Tab")
        assert editor.hasFocus()
        sample.qtbot.keyClick(editor, key, modifiers)
        assert not editor.hasFocus(), key
    assert editor.raw_text.startswith("\t\t\t")


def test_an_image_is_read_without_stopping_the_tabulator(sample: Driver) -> None:
    sample.choose("opt/nginx/index.html")
    editor = sample.window.inspector.content.editor
    sample.until(editor.isVisible)
    editor.setFocus()
    sample.press("Tab")
    assert not editor.hasFocus()


def test_each_pane_is_a_key_away(sample: Driver) -> None:
    sample.choose("opt/nginx/index.html")
    window = sample.window
    tabs = window.inspector.tabs
    places = {
        "Alt+1": window.objects.tree,
        "Alt+2": window.stack.list,
        "Alt+3": window.files.tree,
        "Alt+4": tabs.tabBar(),
        "Alt+5": window.console.line,
        "Ctrl+F": window.search,
    }
    for key, place in places.items():
        sample.press(key)
        now = QApplication.focusWidget()
        assert now is place, (key, now)


def test_the_menu_key_opens_the_menu_of_what_is_chosen(sample: Driver) -> None:
    sample.container()
    for view in (sample.window.objects.tree, sample.window.files.tree):
        at = view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
        sample.until(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()
        menu.close()


# the list of keys


def test_the_documentation_is_what_the_window_has() -> None:
    """Made by resources/make_keys.py, which is to be run after each change of a key."""
    command = [sys.executable, str(PROJECT / "resources" / "make_keys.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_list_has_every_key_and_is_searched(sample: Driver) -> None:
    sample.press("Ctrl+/")
    dialog = sample.dialog()
    rows = {row.text(1): row.text(0) for row in dialog.rows()}
    for spec in sample.window.actions_.specs.values():
        if spec.key is not None:
            key = QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText)
            assert key in rows
    sample.qtbot.keyClicks(dialog.field, "commit")
    assert [row.text(0) for row in dialog.rows()] == ["Commit to a new image"]
    dialog.field.setText("alt+1")
    assert [row.text(0) for row in dialog.rows()] == ["Go to the images and containers"]
    dialog.field.setText("no such key")
    assert list(dialog.rows()) == []
    sample.press("Esc", dialog)
    sample.until(lambda: not dialog.isVisible())


def test_the_list_is_printed(sample: Driver, tmp_path: Path) -> None:
    sample.press("Ctrl+/")
    dialog = sample.dialog()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    dialog.print_on(printer)
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()
