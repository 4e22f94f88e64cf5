"""Every action of the window, once: menu, tool bar, key, context menu and tests share it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from layerlab_gui import icons
from layerlab_gui.i18n import translate
from layerlab_gui.theme import Theme

StandardKey = QKeySequence.StandardKey


@dataclass(frozen=True)
class Spec:
    """`text` has a mnemonic. `short` is the tool bar's word."""

    name: str
    text: str
    icon: str = ""
    key: str | StandardKey | None = None
    tip: str = ""
    short: str = ""


def specs() -> tuple[Spec, ...]:
    return (*_file_specs(), *_object_specs(), *_edit_specs(), *_view_specs())


def _file_specs() -> tuple[Spec, ...]:
    t = translate
    return (
        Spec(
            "open",
            t("Actions", "&Open an archive in place…"),
            "folder-open",
            StandardKey.Open,
            t("Actions", "Look into an archive without loading it"),
            t("Actions", "Open"),
        ),
        Spec(
            "load",
            t("Actions", "&Load an archive into the store…"),
            "folder-input",
            "Ctrl+L",
            t("Actions", "Copy an archive's images into the store"),
            t("Actions", "Load"),
        ),
        Spec(
            "save",
            t("Actions", "&Save images to an archive…"),
            "download",
            "Ctrl+Shift+S",
            t("Actions", "Write images of the store to an archive"),
            t("Actions", "Save"),
        ),
        Spec("close", t("Actions", "&Close the archive"), "x", "Ctrl+W"),
        Spec("quit", t("Actions", "&Quit"), "", "Ctrl+Q"),
    )


def _object_specs() -> tuple[Spec, ...]:
    t = translate
    return (
        Spec(
            "create",
            t("Actions", "&New container…"),
            "container",
            StandardKey.New,
            t("Actions", "A writable layer of its own over the image; nothing is copied"),
            t("Actions", "New container"),
        ),
        Spec(
            "commit",
            t("Actions", "&Commit to a new image…"),
            "git-commit-horizontal",
            "Ctrl+M",
            t("Actions", "Seal the container layer as a new image"),
            t("Actions", "Commit"),
        ),
        Spec("tag", t("Actions", "Add a &tag…"), "tag", "Ctrl+T"),
        Spec("remove", t("Actions", "&Remove…"), "trash-2", "Shift+Del"),
        Spec("upper", t("Actions", "Open the container layer's &directory"), "folder", "Ctrl+U"),
    )


def _edit_specs() -> tuple[Spec, ...]:
    t = translate
    undo_tip = t("Actions", "Take back the container's last edit")
    redo_tip = t("Actions", "Bring back what was undone")
    undo, redo = t("Actions", "Undo"), t("Actions", "Redo")
    return (
        Spec("undo", t("Actions", "&Undo"), "undo-2", StandardKey.Undo, undo_tip, undo),
        Spec("redo", t("Actions", "&Redo"), "redo-2", "Ctrl+Shift+Z", redo_tip, redo),
        Spec("new_file", t("Actions", "New &file…"), "file-plus", "Ctrl+Alt+N"),
        Spec("new_folder", t("Actions", "New &directory…"), "folder-plus", "Ctrl+Shift+N"),
        Spec("new_link", t("Actions", "New symbolic &link…"), "link", "Ctrl+Alt+L"),
        Spec("rename", t("Actions", "Re&name…"), "pencil", "F2"),
        Spec("delete", t("Actions", "D&elete"), "trash-2", StandardKey.Delete),
        Spec("permissions", t("Actions", "Mode and &owner…"), "lock", "Alt+Return"),
        Spec("outside", t("Actions", "Open with the &system's program"), "external-link", "Ctrl+E"),
        Spec("copy_out", t("Actions", "Copy &out to…"), "upload", "Ctrl+Shift+C"),
        Spec("copy_path", t("Actions", "Copy the &path"), "clipboard", "Ctrl+Alt+C"),
    )


def _view_specs() -> tuple[Spec, ...]:
    t = translate
    return (
        Spec("find", t("Actions", "&Find a path"), "search", StandardKey.Find),
        Spec("sample", t("Actions", "Open the &sample"), "package", "Ctrl+Shift+O"),
        Spec("about", t("Actions", "&About Layerlab"), "info"),
    )


class Actions:
    """The `QAction` of each name, as an attribute-like lookup: `actions["open"]`."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        self._actions = {spec.name: _made(spec, parent, theme) for spec in specs()}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def connect(self, name: str, act: Callable[[], object]) -> None:
        self._actions[name].triggered.connect(lambda _=False: act())

    def enable(self, names: Iterable[str], on: bool) -> None:
        for name in names:
            self._actions[name].setEnabled(on)


def _made(spec: Spec, parent: QWidget, theme: Theme) -> QAction:
    action = QAction(spec.text, parent)
    action.setObjectName(spec.name)
    if spec.icon:
        action.setIcon(icons.icon(spec.icon, theme))
    if spec.key is not None:
        action.setShortcut(QKeySequence(spec.key))
    if spec.short:
        action.setIconText(spec.short)
    tip = spec.tip or spec.text.replace("&", "").rstrip("…")
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip} ({key})" if key else tip)
    action.setStatusTip(tip)
    return action
