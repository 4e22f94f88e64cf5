"""The cells of a file's row: texts, glyphs and words, made once for a row that is looked at."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt

from layerlab.model import Kind
from layerlab.model.entry import WHITEOUT_PREFIX
from layerlab.overlay import Change, Node
from layerlab_gui.i18n import moment, size, translate
from layerlab_gui.stage.scene import Depth
from layerlab_gui.widgets.badge import badge_text

LAYER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NODE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
CHANGE_ROLE = int(Qt.ItemDataRole.UserRole) + 3


class Column(IntEnum):
    NAME = 0
    CHANGE = 1
    SIZE = 2
    LAYER = 3
    MODE = 4
    OWNER = 5
    TIME = 6


GLYPHS = {Change.NONE: "", Change.ADDED: "+", Change.MODIFIED: "~", Change.DELETED: "−"}

KIND_ICONS = {
    Kind.FILE: "file",
    Kind.DIRECTORY: "folder",
    Kind.SYMLINK: "link",
    Kind.HARDLINK: "link-2",
    Kind.CHAR_DEVICE: "cpu",
    Kind.BLOCK_DEVICE: "hard-drive",
    Kind.FIFO: "chevron-right",
    Kind.WHITEOUT: "file-x",
}


def headings() -> dict[Column, str]:
    return {
        Column.NAME: translate("Files", "Name"),
        Column.CHANGE: translate("Files", "±"),
        Column.SIZE: translate("Files", "Size"),
        Column.LAYER: translate("Files", "Layer"),
        Column.MODE: translate("Files", "Mode"),
        Column.OWNER: translate("Files", "Owner"),
        Column.TIME: translate("Files", "Modified"),
    }


def change_word(change: Change) -> str:
    return {
        Change.NONE: "",
        Change.ADDED: translate("Files", "added"),
        Change.MODIFIED: translate("Files", "modified"),
        Change.DELETED: translate("Files", "deleted"),
    }[change]


def kind_word(kind: Kind) -> str:
    return {
        Kind.FILE: translate("Files", "file"),
        Kind.DIRECTORY: translate("Files", "directory"),
        Kind.SYMLINK: translate("Files", "symbolic link"),
        Kind.HARDLINK: translate("Files", "hard link"),
        Kind.CHAR_DEVICE: translate("Files", "character device"),
        Kind.BLOCK_DEVICE: translate("Files", "block device"),
        Kind.FIFO: translate("Files", "named pipe"),
        Kind.WHITEOUT: translate("Files", "whiteout"),
    }[kind]


def printable(text: str) -> str:
    """A name for the screen: control characters and bytes that are no text made visible."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code & 0xFF:02x}" if code < 0x20 or 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


@dataclass(frozen=True, slots=True)
class Cells:
    texts: tuple[str, ...]
    icon: str
    tip: str
    spoken: str
    owner: str


def cells(node: Node, name: str, container_layer: int | None, depth: Depth = Depth.SIMPLE) -> Cells:
    """`name` is how the row is called: the file's name, or a whole path among matches."""
    entry = node.entry
    title = printable(name)
    if node.kind is Kind.WHITEOUT:
        title = _whiteout_title(title, depth)
    if node.kind is Kind.SYMLINK:
        title = f"{title} → {printable(entry.link)}"
    layer = badge_text(node.layer, node.layer == container_layer)
    has_size = node.kind.has_data
    texts = (
        title,
        GLYPHS[node.change],
        size(entry.size) if has_size else "",
        layer,
        entry.mode_text if node.kind is not Kind.WHITEOUT else "",
        f"{entry.uid}:{entry.gid}",
        moment(entry.mtime_ns) if entry.mtime_ns else "",
    )
    owner = translate("Files", "mounted") if node.mount else layer_word(node.layer, container_layer)
    spoken = _spoken(node, texts, owner)
    return Cells(texts, _icon(node), _tip(node, container_layer), spoken, owner)


def _whiteout_title(title: str, depth: Depth) -> str:
    """What it means, or how it is stored."""
    if depth is Depth.SIMPLE:
        return translate("Files", "{name} (deleted)").format(name=title)
    directory, slash, name = title.rpartition("/")
    return f"{directory}{slash}{WHITEOUT_PREFIX}{name}"


def _icon(node: Node) -> str:
    return "file-x" if node.ghost and not node.is_directory else KIND_ICONS[node.kind]


def _tip(node: Node, container_layer: int | None) -> str:
    if node.mount:
        return translate("Files", "Mounted: {mount}").format(mount=node.mount)
    where = layer_word(node.layer, container_layer)
    if node.ghost:
        return translate("Files", "Deleted by {layer}: lower layers still have its bytes.").format(
            layer=where
        )
    if node.kind is Kind.WHITEOUT:
        return translate("Files", "A whiteout: hides what lower layers have here.")
    return translate("Files", "{kind} from {layer}").format(kind=kind_word(node.kind), layer=where)


def layer_word(number: int, container_layer: int | None) -> str:
    if number == container_layer:
        return translate("Files", "the container layer")
    return translate("Files", "layer {number}").format(number=number)


def _spoken(node: Node, texts: tuple[str, ...], owner: str) -> str:
    parts = (kind_word(node.kind), texts[0], change_word(node.change), texts[2], owner)
    return ", ".join(part for part in parts if part)
