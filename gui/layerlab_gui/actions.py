"""Every action of the window, once: menu, tool bar, key, context menu and tests share it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from layerlab_gui import icons
from layerlab_gui.i18n import translate, without_mnemonic
from layerlab_gui.theme import Theme

StandardKey = QKeySequence.StandardKey


@dataclass(frozen=True)
class Spec:
    """`text` has a mnemonic. `short` is the tool bar's word. A switch is on or off."""

    name: str
    text: str
    icon: str = ""
    key: str | StandardKey | None = None
    tip: str = ""
    short: str = ""
    is_switch: bool = False


def specs() -> tuple[Spec, ...]:
    of_what = (
        *(_file_specs, _object_specs, _edit_specs, _past_specs, _view_specs, _way_specs),
        *(_comfort_specs,),
    )
    return tuple(spec for part in of_what for spec in part())


def _file_specs() -> tuple[Spec, ...]:
    return (
        Spec(
            "open",
            translate("Actions", "&Open an archive in place…"),
            "folder-open",
            StandardKey.Open,
            translate("Actions", "Look into an archive without loading it"),
            translate("Actions", "Open"),
        ),
        Spec(
            "load",
            translate("Actions", "&Load an archive into the store…"),
            "folder-input",
            "Ctrl+L",
            translate("Actions", "Copy an archive's images into the store"),
            translate("Actions", "Load"),
        ),
        Spec(
            "load_shown",
            translate("Actions", "Load &this image into the store"),
            "folder-input",
            "Ctrl+Shift+L",
            translate("Actions", "Copy the image that is shown from its archive into the store"),
        ),
        Spec(
            "import",
            translate("Actions", "&Import a root file system…"),
            "package",
            "Ctrl+I",
            translate("Actions", "Make an image of a tar of files, such as docker export writes"),
        ),
        Spec(
            "save",
            translate("Actions", "S&ave images to an archive…"),
            "download",
            "Ctrl+Shift+S",
            translate("Actions", "Write images of the store to an archive"),
            translate("Actions", "Save"),
        ),
        Spec(
            "export_picture",
            translate("Actions", "&Export a picture…"),
            "image-down",
            "Ctrl+Shift+E",
            translate("Actions", "The window or a part of it as PNG, SVG or PDF"),
        ),
        Spec(
            "export_strip",
            translate("Actions", "Export the scene as a &strip…"),
            "images",
            None,
            translate("Actions", "All stills of what was played last, with their sentences"),
        ),
        Spec(
            "copy_picture",
            translate("Actions", "Co&py a picture"),
            "image",
            "Ctrl+Shift+X",
            translate("Actions", "What the pane with the focus shows, to the clipboard"),
        ),
        Spec(
            "print",
            translate("Actions", "P&rint…"),
            "printer",
            StandardKey.Print,
            translate("Actions", "The window or a part of it on paper"),
        ),
        Spec("close", translate("Actions", "&Close the archive"), "x", "Ctrl+W"),
        Spec("quit", translate("Actions", "&Quit"), "", "Ctrl+Q"),
    )


def _object_specs() -> tuple[Spec, ...]:
    return (
        Spec(
            "create",
            translate("Actions", "&New container…"),
            "container",
            StandardKey.New,
            translate("Actions", "A writable layer of its own over the image; nothing is copied"),
            translate("Actions", "New container"),
        ),
        Spec(
            "commit",
            translate("Actions", "&Commit to a new image…"),
            "git-commit-horizontal",
            "Ctrl+M",
            translate("Actions", "Seal the container layer as a new image"),
            translate("Actions", "Commit"),
        ),
        Spec(
            "start",
            translate("Actions", "&Start the container"),
            "play",
            "F5",
            translate("Actions", "Run its command, or let it stand so that commands can be run"),
        ),
        Spec(
            "stop",
            translate("Actions", "St&op the container"),
            "square",
            "Shift+F5",
            translate("Actions", "Its layer stays until the container is removed"),
        ),
        Spec("restart", translate("Actions", "R&estart the container"), "rotate-cw"),
        Spec(
            "pause",
            translate("Actions", "&Pause the container"),
            "pause",
            "Ctrl+Shift+P",
            translate("Actions", "No command can be run in it until it goes on"),
        ),
        Spec("unpause", translate("Actions", "Let the container &go on"), "play"),
        Spec("rename_container", translate("Actions", "Rena&me the container…"), "pencil"),
        Spec(
            "keep",
            translate("Actions", "&Keep files in a volume…"),
            "database",
            None,
            translate("Actions", "A copy in a volume stays when the container goes"),
        ),
        Spec(
            "create_volume",
            translate("Actions", "New &volume…"),
            "database",
            "Ctrl+Shift+V",
            translate("Actions", "Files that outlive the containers that mount them"),
        ),
        Spec(
            "disk",
            translate("Actions", "Disk &use…"),
            "hard-drive",
            "Ctrl+Shift+D",
            translate("Actions", "What images, containers and volumes take, and what can go"),
        ),
        Spec("tag", translate("Actions", "Add a &tag…"), "tag", "Ctrl+T"),
        Spec(
            "play_build",
            translate("Actions", "Play how it was &built"),
            "layers",
            "F8",
            translate("Actions", "Each instruction of the image's history, on the stage"),
        ),
        Spec("remove", translate("Actions", "&Remove…"), "trash-2", "Shift+Del"),
        Spec(
            "upper",
            translate("Actions", "Open the container layer's &directory"),
            "folder",
            "Ctrl+U",
        ),
    )


def _edit_specs() -> tuple[Spec, ...]:
    undo_tip = translate("Actions", "Take back the container's last edit")
    redo_tip = translate("Actions", "Bring back what was undone")
    undo, redo = translate("Actions", "Undo"), translate("Actions", "Redo")
    return (
        Spec("undo", translate("Actions", "&Undo"), "undo-2", StandardKey.Undo, undo_tip, undo),
        Spec("redo", translate("Actions", "&Redo"), "redo-2", "Ctrl+Shift+Z", redo_tip, redo),
        Spec("new_file", translate("Actions", "New &file…"), "file-plus", "Ctrl+Alt+N"),
        Spec("new_folder", translate("Actions", "New &directory…"), "folder-plus", "Ctrl+Shift+N"),
        Spec("new_link", translate("Actions", "New symbolic &link…"), "link", "Ctrl+Alt+L"),
        Spec("rename", translate("Actions", "Re&name…"), "pencil", "F2"),
        Spec("delete", translate("Actions", "D&elete"), "trash-2", StandardKey.Delete),
        Spec("permissions", translate("Actions", "Mode and &owner…"), "lock", "Alt+Return"),
        Spec(
            "outside",
            translate("Actions", "Open with the &system's program"),
            "external-link",
            "Ctrl+E",
        ),
        Spec("copy_out", translate("Actions", "Copy out &to…"), "upload", "Ctrl+Shift+C"),
        Spec("copy_path", translate("Actions", "Copy the &path"), "clipboard", "Ctrl+Alt+C"),
    )


def _past_specs() -> tuple[Spec, ...]:
    return (
        Spec(
            "jump",
            translate("Actions", "&Go to this edit"),
            "rewind",
            "Ctrl+J",
            translate("Actions", "Make the container as it was after this edit; none is lost"),
            translate("Actions", "Go here"),
        ),
        Spec(
            "branch",
            translate("Actions", "New container from &here…"),
            "git-branch",
            "Ctrl+Shift+B",
            translate("Actions", "Another container that has the files as of this edit"),
            translate("Actions", "New container here"),
        ),
        Spec(
            "label",
            translate("Actions", "La&bel this edit…"),
            "tag",
            "Ctrl+Shift+M",
            translate("Actions", "Give the edit a name that is kept in the history"),
            translate("Actions", "Label"),
        ),
        Spec(
            "replay",
            translate("Actions", "Repla&y"),
            "play",
            "Ctrl+R",
            translate("Actions", "Play the edits on the stage; the container is not changed"),
            translate("Actions", "Replay"),
        ),
    )


def _view_specs() -> tuple[Spec, ...]:
    return (
        Spec("find", translate("Actions", "&Find a path"), "search", StandardKey.Find),
        Spec("console", translate("Actions", "&Console"), "terminal", "Alt+5"),
        Spec("history", translate("Actions", "&History"), "history", "Alt+6"),
        Spec(
            "changes",
            translate("Actions", "Cha&nges of the container"),
            "file-diff",
            "Alt+7",
            translate("Actions", "What the container changed against its image"),
        ),
        Spec(
            "stage",
            translate("Actions", "Sta&ge"),
            "layers",
            "F6",
            translate("Actions", "The large picture instead of the lists of layers and files"),
            translate("Actions", "Stage"),
            is_switch=True,
        ),
        Spec(
            "map",
            translate("Actions", "&Map of the files by size"),
            "layout-dashboard",
            "F7",
            translate("Actions", "Where the bytes are: each file as large as it is"),
            is_switch=True,
        ),
        Spec(
            "real",
            translate("Actions", "Show how it is sto&red"),
            "binary",
            "Ctrl+Shift+R",
            translate("Actions", "Also tar entries, descriptors, digests, JSON and media types"),
            is_switch=True,
        ),
        Spec("sample", translate("Actions", "Open the &sample"), "package", "Ctrl+Shift+O"),
        Spec(
            "glossary",
            translate("Actions", "&Glossary"),
            "book-open",
            "F1",
            translate("Actions", "What the words mean; F1 opens it at what has the keyboard"),
        ),
        Spec("about", translate("Actions", "&About Layerlab"), "info"),
    )


def _way_specs() -> tuple[Spec, ...]:
    """How one gets around without a mouse."""
    return (
        Spec(
            "palette",
            translate("Actions", "Command &palette…"),
            "scan-search",
            "Ctrl+K",
            translate("Actions", "Find any action, path, image or layer by a few letters"),
        ),
        Spec(
            "keys",
            translate("Actions", "&Keys…"),
            "keyboard",
            "Ctrl+/",
            translate("Actions", "Every key of the window, to look up and to print"),
        ),
        Spec("go_objects", translate("Actions", "Go to the &images and containers"), "", "Alt+1"),
        Spec("go_stack", translate("Actions", "Go to the la&yers"), "", "Alt+2"),
        Spec("go_files", translate("Actions", "Go to the fil&es"), "", "Alt+3"),
        Spec("go_inspector", translate("Actions", "Go to the in&spector"), "", "Alt+4"),
    )


def _comfort_specs() -> tuple[Spec, ...]:
    """How the window is easier to see."""
    return (
        Spec("zoom_in", translate("Actions", "&Zoom in"), "", "Ctrl++"),
        Spec("zoom_out", translate("Actions", "Zoom o&ut"), "", "Ctrl+-"),
        Spec("zoom_reset", translate("Actions", "Zoom 100 &%"), "", "Ctrl+0"),
        Spec(
            "projector",
            translate("Actions", "Pro&jector mode"),
            "",
            "F11",
            translate("Actions", "One pane on the whole screen, legible from the last row"),
            is_switch=True,
        ),
        Spec(
            "still",
            translate("Actions", "Re&duce motion"),
            "",
            "Ctrl+Shift+A",
            translate("Actions", "Nothing moves: from picture to picture at once"),
            is_switch=True,
        ),
    )


class Actions:
    """The `QAction` of each name, as an attribute-like lookup: `actions["open"]`."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        self.specs = {spec.name: spec for spec in specs()}
        self._actions = {name: _made(spec, parent, theme) for name, spec in self.specs.items()}
        self._whys: dict[str, str] = {}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def connect(self, name: str, act: Callable[[], object]) -> None:
        self._actions[name].triggered.connect(lambda _=False: act())

    def enable(self, names: Iterable[str], on: bool, why: str = "") -> None:
        """`why` is the reason where they are off: what would have to be so."""
        for name in names:
            action = self._actions[name]
            self._whys[name] = "" if on else why
            action.setEnabled(on)
            action.setToolTip("\n".join(filter(None, (_tip(self.specs[name]), self._whys[name]))))

    def why_not(self, name: str) -> str:
        """Why an action is not possible now; nothing where it is."""
        return self._whys.get(name, "")


def _made(spec: Spec, parent: QWidget, theme: Theme) -> QAction:
    action = QAction(spec.text, parent)
    action.setObjectName(spec.name)
    action.setCheckable(spec.is_switch)
    if spec.icon:
        action.setIcon(icons.icon(spec.icon, theme))
    if spec.key is not None:
        action.setShortcut(QKeySequence(spec.key))
    if spec.short:
        action.setIconText(spec.short)
    action.setToolTip(_tip(spec))
    action.setStatusTip(_words(spec))
    return action


def _words(spec: Spec) -> str:
    return spec.tip or without_mnemonic(spec.text).rstrip("…")


def _tip(spec: Spec) -> str:
    key = key_text(spec)
    return f"{_words(spec)} ({key})" if key else _words(spec)


def key_text(spec: Spec) -> str:
    """As the system writes it; empty where there is none."""
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(spec.key).toString(native) if spec.key is not None else ""
