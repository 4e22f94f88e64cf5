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
from layerlab_gui.i18n import count, moment, size, translate
from layerlab_gui.models.rows import kind_word, printable
from layerlab_gui.workspace import Workspace

XATTR_SHOWN_BYTES = 200


def facts(entry: Entry) -> list[tuple[str, str]]:
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
        rows.append((translate("Metadata", "Mode"), f"{entry.mode_text}  {entry.mode:04o}"))
        rows.append((translate("Metadata", "Owner"), f"{entry.uid}:{entry.gid}"))
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

    def show_entry(self, entry: Entry | None) -> None:
        self.button.setParent(None)
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(fonts.margins(12, 12, 12, 12))
        form = QFormLayout()
        form.setHorizontalSpacing(fonts.px(14))
        form.setVerticalSpacing(fonts.px(7))
        for name, value in facts(entry) if entry else ():
            form.addRow(fact_name(name), fact_value(value))
        layout.addLayout(form)
        if entry is not None:
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            workspace = self._workspace
            self.button.setEnabled(workspace.writable is not None and not workspace.is_past)
            self.button.show()
        layout.addStretch(1)
        self.setWidget(body)


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
    return label
