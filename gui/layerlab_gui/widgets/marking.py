"""How a chosen row is told from the others: by a bar at its left, and by a ring where the keyboard
is. Colour says the same."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView

from layerlab_gui.theme import Theme, stroke

BAR, RING = 3.0, 1.0
"""Widths of lines, in pixels at 100 %."""


def mark_row(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Over the ground of a row that is drawn in one piece."""
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        box = QRectF(option.rect)
        painter.fillRect(box, QColor(theme.selection))
        _mark(painter, box, theme, has_focus=bool(state & QStyle.StateFlag.State_HasFocus))


class MarkedTree(QTreeView):
    """A tree of columns; its rows are marked over all of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().drawRow(painter, options, index)
        if self.selectionModel().isSelected(index):
            box = QRectF(options.rect)
            is_current = index.row() == self.currentIndex().row()
            is_current = is_current and index.parent() == self.currentIndex().parent()
            _mark(painter, box, self.theme, has_focus=self.hasFocus() and is_current)


def _mark(painter: QPainter, box: QRectF, theme: Theme, *, has_focus: bool) -> None:
    accent = QColor(theme.accent)
    painter.fillRect(QRectF(box.x(), box.y(), stroke(theme, BAR), box.height()), accent)
    if has_focus:
        draw_ring(painter, box, theme)


def draw_ring(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Where the keyboard is, also where nothing is chosen."""
    width = stroke(theme, RING)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.accent), width, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    painter.restore()
