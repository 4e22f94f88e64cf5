"""The menu bar and the tool bar, from the actions."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from layerlab_gui import fonts, icons
from layerlab_gui.actions import Actions
from layerlab_gui.i18n import translate
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.depth_switch import DepthSwitch
from layerlab_gui.widgets.fields import name_buttons
from layerlab_gui.widgets.tool_bar import ToolBar

_SEPARATOR = ""
LIFECYCLE = ("start", "stop", "restart", "pause", "unpause")
OBJECT_MENU = (
    *("create", "commit", "load_shown", "save", "tag", "play_build", _SEPARATOR),
    *(*LIFECYCLE, _SEPARATOR),
    *("rename_container", "keep", "upper", "remove", "close"),
)
FILE_MENU = (
    "new_file",
    "new_folder",
    "new_link",
    _SEPARATOR,
    "rename",
    "permissions",
    "delete",
    _SEPARATOR,
    "outside",
    "copy_out",
    "copy_path",
)
HISTORY_MENU = ("jump", "branch", _SEPARATOR, "label", "replay", _SEPARATOR, "undo", "redo")
EDIT_MENU = (
    *("undo", "redo", _SEPARATOR),
    *("jump", "branch", "label", "replay", _SEPARATOR),
)
COMFORT = ("projector", "zoom_in", "zoom_out", "zoom_reset", "still")
PANES = ("go_objects", "go_stack", "go_files", "go_inspector", "console", "history", "changes")
SWITCHES = ("stage", "map", "real")
TOOL_BAR = (
    "open",
    "load",
    "save",
    _SEPARATOR,
    "create",
    "commit",
    _SEPARATOR,
    "undo",
    "redo",
    _SEPARATOR,
    "stage",
)


def fill_possible(menu: QMenu, actions: Actions, names: tuple[str, ...]) -> None:
    """Only what is possible: a context menu is about one thing."""
    kept = [name for name in names if name == _SEPARATOR or actions[name].isEnabled()]
    fill(menu, actions, tuple(kept))


def fill(menu: QMenu | QToolBar, actions: Actions, names: tuple[str, ...]) -> None:
    for name in names:
        if name == _SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])


@dataclass(frozen=True)
class Choices:
    """What the View menu chooses among: `(key, text)` pairs, the one in use, and what to call.

    `name` is the same in each language.
    """

    name: str
    title: str
    items: tuple[tuple[str, str], ...]
    current: str
    choose: Callable[[str], None]


def add_menus(window: QMainWindow, actions: Actions, choices: tuple[Choices, ...]) -> None:
    bar = window.menuBar()
    fill(
        bar.addMenu(translate("Menus", "&File")),
        actions,
        (
            *("open", "load", "load_shown", "import", "save", _SEPARATOR),
            *("export_picture", "export_strip", "copy_picture", "print", _SEPARATOR),
            *("close", _SEPARATOR, "quit"),
        ),
    )
    fill(bar.addMenu(translate("Menus", "&Edit")), actions, (*EDIT_MENU, *FILE_MENU))
    names = (
        *("create", "commit", _SEPARATOR, *LIFECYCLE, _SEPARATOR),
        *("rename_container", "tag", "play_build"),
        *("upper", _SEPARATOR, "create_volume", "keep", _SEPARATOR, "disk", "remove"),
    )
    fill(bar.addMenu(translate("Menus", "&Image and container")), actions, names)
    view = bar.addMenu(translate("Menus", "&View"))
    parts = (("palette", "find"), PANES, SWITCHES, COMFORT)
    fill(view, actions, tuple(name for part in parts for name in (*part, _SEPARATOR)))
    for choice in choices:
        _add_choices(view, choice)
    fill(bar.addMenu(translate("Menus", "&Help")), actions, ("keys", "sample", "glossary", "about"))


def _add_choices(view: QMenu, choices: Choices) -> None:
    menu = view.addMenu(choices.title)
    group = QActionGroup(menu)
    for key, text in choices.items:
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setChecked(key == choices.current)
        action.triggered.connect(lambda _=False, key=key: choices.choose(key))
        group.addAction(action)
        menu.addAction(action)


def add_tool_bar(window: QMainWindow, actions: Actions, search: QLineEdit) -> None:
    """The search field is at its end."""
    bar = ToolBar(translate("Menus", "Tool bar"))
    bar.setObjectName("tools")
    bar.setIconSize(icons.size_for(window.fontMetrics()))
    fill(bar, actions, TOOL_BAR)
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    bar.spare = [bar.addWidget(DepthSwitch(actions["real"]))]
    bar.spare += [actions[name] for name in reversed(TOOL_BAR) if name != _SEPARATOR]
    bar.addWidget(search)
    window.addToolBar(bar)


def search_field(theme: Theme) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(translate("Menus", "Find a path (Ctrl+F)"))
    field.setClearButtonEnabled(True)
    field.setAccessibleName(translate("Menus", "Find a path"))
    field.setToolTip(
        translate("Menus", "Part of a name, part of a /path, or a pattern such as *.conf")
    )
    field.addAction(
        icons.icon("search", theme, theme.muted), QLineEdit.ActionPosition.LeadingPosition
    )
    name_buttons(field)
    field.setMinimumWidth(fonts.px(120))
    field.setMaximumWidth(fonts.px(280))
    return field
