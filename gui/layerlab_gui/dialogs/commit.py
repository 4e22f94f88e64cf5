"""Commit: a name, a message, an author, and exactly the entries that the new layer will have."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from layerlab.container import LayerEntry
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import NamedForm, muted
from layerlab_gui.i18n import count, counted, size, translate
from layerlab_gui.models.rows import GLYPHS, change_word, printable

SHOWN_ENTRIES = 2000


def reason_word(reason: str) -> str:
    """`reason` is a value of the engine's `Why`."""
    words = {
        "added": translate("Commit", "new"),
        "changed": translate("Commit", "changed"),
        "parent": translate("Commit", "the way to something changed"),
        "whiteout": translate("Commit", "whiteout: hides what is below"),
        "opaque": translate("Commit", "opaque: hides all below in this directory"),
    }
    return words.get(reason, reason)


class CommitDialog(NamedForm):
    def __init__(
        self, container: str, entries: Sequence[LayerEntry], author: str, parent: QWidget | None
    ) -> None:
        title = translate("Commit", "Commit {name} to a new image").format(name=container)
        super().__init__(title, translate("Commit", "&Commit"), parent)
        self._reference.setPlaceholderText("nginx:2")
        self._author = QLineEdit(author)
        self.add_row(translate("Commit", "&Author"), self._author)
        self.add_below(muted(_headline(entries)))
        self.preview = self._preview(entries)
        self.add_below(self.preview, 1)
        self.resize(fonts.px(640), fonts.px(470))

    def _preview(self, entries: Sequence[LayerEntry]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(translate("Commit", "Entries of the new layer"))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        headings = (
            "±",
            translate("Commit", "Entry in the layer's tar"),
            translate("Commit", "Size"),
            translate("Commit", "Why"),
        )
        tree.setHeaderLabels(list(headings))
        tree.addTopLevelItems([self._row(entry) for entry in entries[:SHOWN_ENTRIES]])
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for section, width in ((0, 30), (2, 80), (3, 200)):
            header.resizeSection(section, width)
        return tree

    def _row(self, item: LayerEntry) -> QTreeWidgetItem:
        entry = item.entry
        suffix = "/" if entry.is_directory else ""
        bytes_text = size(entry.size) if entry.kind.has_data else ""
        name = printable(entry.path) + suffix
        row = QTreeWidgetItem([GLYPHS[item.change], name, bytes_text, reason_word(item.reason)])
        row.setFont(1, fonts.code(self.font()))
        row.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
        row.setToolTip(0, change_word(item.change))
        row.setToolTip(1, name)
        return row

    @property
    def author(self) -> str:
        return self._author.text().strip()


def _headline(entries: Sequence[LayerEntry]) -> str:
    if not entries:
        return translate(
            "Commit",
            "The container has no changes: the new image has one more line of history, and no "
            "new layer.",
        )
    all_of_it = counted(
        len(entries),
        translate("Commit", "The new layer will have exactly one entry."),
        translate("Commit", "The new layer will have exactly {n} entries."),
    )
    if len(entries) <= SHOWN_ENTRIES:
        return all_of_it
    first = translate("Commit", "The first {n} are shown.").format(n=count(SHOWN_ENTRIES))
    return f"{all_of_it} {first}"
