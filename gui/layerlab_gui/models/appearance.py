"""How the cells of a file's row look: shared by the tree and by the list of matches."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QIcon

from layerlab.model import Kind
from layerlab.overlay import Change, Node
from layerlab_gui import icons
from layerlab_gui.models.rows import CHANGE_ROLE, LAYER_ROLE, NODE_ROLE, Cells, Column, change_word
from layerlab_gui.stage.scene import Depth
from layerlab_gui.teaching import TERM_ROLE, lesson
from layerlab_gui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TERMS = {
    Column.CHANGE: "changeset",
    Column.LAYER: "layer",
    Column.MODE: "mode",
    Column.OWNER: "mode",
}
_KINDS = {Kind.WHITEOUT: "whiteout", Kind.HARDLINK: "hard-link", Kind.SYMLINK: "symlink"}
"""What a column, and what a kind of entry, teaches."""
_ALIGNED = {Column.CHANGE: _CENTRE, Column.SIZE: _RIGHT, Column.LAYER: _CENTRE}


@dataclass
class Appearance:
    theme: Theme
    font: QFont
    code: QFont
    depth: Depth = Depth.SIMPLE

    def icon(self, name: str) -> QIcon:
        if name not in self._icons:
            colour = self.theme.accent if name == "folder" else self.theme.muted
            self._icons[name] = icons.icon(name, self.theme, colour)
        return self._icons[name]

    @cached_property
    def _icons(self) -> dict[str, QIcon]:
        return {}

    @cached_property
    def struck(self) -> QFont:
        font = QFont(self.font)
        font.setStrikeOut(True)
        return font

    @cached_property
    def changes(self) -> dict[Change, QBrush]:
        theme = self.theme
        return {
            Change.NONE: QBrush(QColor(theme.text)),
            Change.ADDED: QBrush(QColor(theme.added)),
            Change.MODIFIED: QBrush(QColor(theme.modified)),
            Change.DELETED: QBrush(QColor(theme.deleted)),
        }

    @cached_property
    def muted(self) -> QBrush:
        return QBrush(QColor(self.theme.muted))

    @cached_property
    def glyph(self) -> QFont:
        font = QFont(self.code)
        font.setBold(True)
        return font

    def heading(self, names: dict[Column, str], section: int, role: int) -> Any:
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return names[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED.get(column, _LEFT)
        if role == Qt.ItemDataRole.ToolTipRole and column in _TERMS:
            return lesson(_TERMS[column])
        return None


def value(look: Appearance, node: Node, cells: Cells, section: int, role: int) -> Any:
    """One cell for one role; called thousands of times a frame."""
    if role == Qt.ItemDataRole.DisplayRole:
        return cells.texts[section]
    if role == Qt.ItemDataRole.DecorationRole:
        return look.icon(cells.icon) if section == Column.NAME else None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _ALIGNED.get(Column(section), _LEFT)
    if role == Qt.ItemDataRole.FontRole:
        return _font(look, node, section)
    if role == Qt.ItemDataRole.ForegroundRole:
        return _brush(look, node, section)
    if role == Qt.ItemDataRole.ToolTipRole:
        return _tip(node, cells, section)
    if role == TERM_ROLE:
        return _term_of(node, section)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return _spoken(node, cells, section)
    return {LAYER_ROLE: node.layer, NODE_ROLE: node, CHANGE_ROLE: node.change}.get(role)


def _tip(node: Node, cells: Cells, section: int) -> str:
    """Of most cells what the row is; a lesson where there is something to learn."""
    if section == Column.CHANGE:
        return lesson("changeset", change_word(node.change)) if change_word(node.change) else ""
    term_id = _term_of(node, section)
    return lesson(term_id, cells.tip) if term_id else cells.tip


def _term_of(node: Node, section: int) -> str:
    """By the column, else by what the row is; empty for a plain file or directory."""
    if section in _TERMS:
        return _TERMS[Column(section)]
    if node.mount:
        return "mount"
    return "whiteout" if node.ghost else _KINDS.get(node.kind, "")


def _font(look: Appearance, node: Node, section: int) -> QFont | None:
    if section == Column.NAME:
        return look.struck if node.ghost else None
    if section == Column.CHANGE:
        return look.glyph
    return look.code if section == Column.MODE else None


def _brush(look: Appearance, node: Node, section: int) -> QBrush | None:
    if section == Column.CHANGE:
        return look.changes[node.change]
    if section == Column.NAME:
        return look.muted if node.ghost else None
    return look.muted


def _spoken(node: Node, cells: Cells, section: int) -> str:
    if section == Column.NAME:
        return cells.spoken
    if section == Column.LAYER:
        return cells.owner
    return change_word(node.change) if section == Column.CHANGE else cells.texts[section]
