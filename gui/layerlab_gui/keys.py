"""Every key of the window, read from its menus and buttons: for the list, for print, for the guide.

Made from what is there, so that a key that is added is listed, and one that is gone is not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QMenu, QWidget

from layerlab_gui.i18n import translate, without_mnemonic

Places = Sequence[tuple[str, QWidget]]
"""Parts of the window under the titles that their keys are listed by."""


@dataclass(frozen=True, slots=True)
class Key:
    """As Qt writes it (`Ctrl+Shift+S`), and what it does."""

    sequence: str
    text: str

    @property
    def native(self) -> str:
        """As the system writes it: `⇧⌘S` on macOS."""
        made = QKeySequence(self.sequence)
        is_one = made.toString() == self.sequence
        return made.toString(QKeySequence.SequenceFormat.NativeText) if is_one else self.sequence


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    keys: tuple[Key, ...]


def keys_of(window: QMainWindow, places: Places) -> tuple[Group, ...]:
    """Those of the menus, of buttons in `places`, and those that each kind of control has."""
    groups = [*_of_menus(window), *_of_buttons(places), *_of_controls()]
    return tuple(group for group in groups if group.keys)


def _of_menus(window: QMainWindow) -> Iterator[Group]:
    seen: set[QAction] = set()
    for top in window.menuBar().actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            actions = [a for a in _actions(menu) if a not in seen and not a.shortcut().isEmpty()]
            seen.update(actions)
            keys = (Key(a.shortcut().toString(), _words(a.text())) for a in actions)
            yield Group(without_mnemonic(top.text()), tuple(keys))


def _actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _actions(below)
        else:
            yield action


def _of_buttons(places: Places) -> Iterator[Group]:
    """In the order in which they are made; a button that stands for an action is listed there."""
    for title, place in places:
        buttons = (b for b in place.findChildren(QAbstractButton) if not b.shortcut().isEmpty())
        keys = (Key(b.shortcut().toString(), _words(_name(b))) for b in buttons)
        yield Group(title, tuple(dict.fromkeys(keys)))


def _name(button: QAbstractButton) -> str:
    """Some names say their key themselves."""
    name = button.accessibleName() or button.text()
    return name.removesuffix(f"({button.shortcut().toString()})").strip()


def _words(text: str) -> str:
    return without_mnemonic(text).rstrip("…")


def _of_controls() -> Iterable[Group]:
    return (
        _group(
            translate("Keys", "Everywhere"),
            ("Tab, Shift+Tab", translate("Keys", "To the next control, to the one before")),
            ("Alt+…", translate("Keys", "The underlined letter of a menu or a button")),
            ("Menu, Shift+F10", translate("Keys", "The menu of what is chosen")),
            ("Esc", translate("Keys", "Close a dialog, a message, the earlier state")),
        ),
        _group(
            translate("Keys", "In lists and trees"),
            ("↑, ↓", translate("Keys", "Choose")),
            ("→, ←", translate("Keys", "Unfold, fold")),
            ("Return", translate("Keys", "Show or open what is chosen")),
            ("A…Z", translate("Keys", "Go to a name by its first letters")),
        ),
        _group(
            translate("Keys", "In a file's text"),
            ("Tab", translate("Keys", "A tabulator, where the text can be edited")),
            ("Ctrl+Tab, Ctrl+Shift+Tab", translate("Keys", "Leave the text")),
            ("Esc", translate("Keys", "Leave the text")),
        ),
        _group(
            translate("Keys", "In the console"),
            ("Tab", translate("Keys", "Complete what is typed")),
            ("↑, ↓", translate("Keys", "Earlier lines, later lines")),
            ("PgUp, PgDown", translate("Keys", "Scroll the output")),
            ("Ctrl+C", translate("Keys", "Stop the command")),
            ("Ctrl+D", translate("Keys", "End of input")),
            ("Ctrl+L", translate("Keys", "Clear the output")),
        ),
    )


def _group(title: str, *keys: tuple[str, str]) -> Group:
    return Group(title, tuple(Key(*key) for key in keys))
