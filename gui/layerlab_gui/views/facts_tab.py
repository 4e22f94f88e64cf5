"""A path's metadata, as names and values that can be selected and copied."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from layerlab.model import Entry, Kind, shown
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import muted
from layerlab_gui.i18n import count, moment, size, translate
from layerlab_gui.models.rows import kind_word, printable
from layerlab_gui.stage.scene import Depth
from layerlab_gui.teaching import teach
from layerlab_gui.workspace import Workspace

XATTR_SHOWN_BYTES = 200


def facts(entry: Entry, depth: Depth) -> list[tuple[str, str]]:
    """Mode and owner in words, or as they are stored."""
    rows = [
        (translate("Metadata", "Path"), printable(shown(entry.path))),
        (translate("Metadata", "Kind"), kind_word(entry.kind)),
    ]
    if entry.kind.has_data:
        exact = translate("Metadata", "{size} ({bytes} bytes)")
        text = exact.format(size=size(entry.size), bytes=count(entry.size))
        rows.append((translate("Metadata", "Size"), text))
    if entry.link:
        rows.append((translate("Metadata", "Link to"), printable(entry.link)))
    if entry.kind is not Kind.WHITEOUT:
        is_real = depth is Depth.REAL
        mode = f"{entry.mode_text}  {entry.mode:04o}" if is_real else mode_words(entry)
        rows.append((translate("Metadata", "Mode"), mode))
        owner = f"{entry.uid}:{entry.gid}" if is_real else owner_words(entry)
        rows.append((translate("Metadata", "Owner"), owner))
        rows.append((translate("Metadata", "Modified"), moment(entry.mtime_ns)))
    if entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE):
        device = "{}, {}".format(*entry.device)
        rows.append((translate("Metadata", "Device"), device))
    rows += [(name, _xattr(value)) for name, value in entry.xattrs.items()]
    return rows


def _xattr(value: bytes) -> str:
    head = value[:XATTR_SHOWN_BYTES]
    text = head.decode("utf-8", "replace")
    return text if text.isprintable() else head.hex(" ")


def mode_words(entry: Entry) -> str:
    """A line for each of owner, group and others, and what is special."""
    if entry.kind is Kind.SYMLINK:
        return translate("Metadata", "that of what it leads to")
    names = (
        translate("Metadata", "Owner"),
        translate("Metadata", "Group"),
        translate("Metadata", "Others"),
    )
    shifts = (6, 3, 0)
    lines = [
        f"{name}: {_may(entry.mode >> shift)}" for name, shift in zip(names, shifts, strict=True)
    ]
    special = [word for bit, word in _special_words() if entry.mode & bit]
    return "\n".join([*lines, *special])


def _may(bits: int) -> str:
    words = (
        (4, translate("Metadata", "read")),
        (2, translate("Metadata", "write")),
        (1, translate("Metadata", "execute")),
    )
    return ", ".join(word for bit, word in words if bits & bit) or translate("Metadata", "nothing")


def _special_words() -> tuple[tuple[int, str], ...]:
    return (
        (0o4000, translate("Metadata", "runs as its owner (setuid)")),
        (0o2000, translate("Metadata", "runs with its group (setgid)")),
        (0o1000, translate("Metadata", "only owners may delete in it (sticky)")),
    )


def owner_words(entry: Entry) -> str:
    text = translate("Metadata", "user {user}, group {group}")
    return text.format(user=_name(entry.uid), group=_name(entry.gid))


def _name(number: int) -> str:
    return "root" if number == 0 else str(number)


def _lessons() -> dict[str, str]:
    """What the names of facts teach, in all the tabs that have such rows."""
    return {
        translate("Metadata", "Mode"): "mode",
        translate("Metadata", "Owner"): "mode",
        translate("Metadata", "Link to"): "symlink",
        translate("Document", "Deletions"): "whiteout",
        translate("Document", "Stored size"): "blob",
        translate("Document", "Layers"): "layer",
        translate("Document", "Names"): "reference",
        translate("Document", "For"): "platform",
        translate("Container", "Image"): "image",
        translate("Container", "Mount"): "mount",
    }


class FactsTab(QScrollArea):
    permissions_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(translate("Metadata", "Metadata"))
        self.button = QPushButton(translate("Metadata", "Change mode and o&wner…"))
        self.button.clicked.connect(self.permissions_wanted)
        self._entry: Entry | None = None
        workspace.depth_changed.connect(self._show_again)

    def _show_again(self) -> None:
        self.show_entry(self._entry)

    def show_entry(self, entry: Entry | None) -> None:
        self._entry = entry
        self.button.setParent(None)
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(fonts.margins(12, 12, 12, 12))
        form = QFormLayout()
        form.setHorizontalSpacing(fonts.px(14))
        form.setVerticalSpacing(fonts.px(7))
        for name, value in facts(entry, self._workspace.depth) if entry else ():
            form.addRow(fact_name(name), fact_value(value))
        layout.addLayout(form)
        if entry is None:
            layout.addWidget(muted(_nothing()))
        else:
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            workspace = self._workspace
            self.button.setEnabled(workspace.writable is not None and not workspace.is_past)
            self.button.show()
        layout.addStretch(1)
        self.setWidget(body)


def _nothing() -> str:
    return translate("Metadata", "Nothing is at this path here. Choose another path or layer.")


def fact_value(text: str) -> QLabel:
    """Can be selected and copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFont(fonts.code(label.font()))
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def fact_name(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    term_id = _lessons().get(text)
    if term_id is not None:
        teach(label, term_id)
    return label
