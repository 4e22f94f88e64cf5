"""The first column of the history: the line of edits, its branches, and where the container is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerlab_gui import fonts
from layerlab_gui.models.history import PLACE_ROLE
from layerlab_gui.models.lanes import START, Place, State
from layerlab_gui.theme import Theme, stroke

Index = QModelIndex | QPersistentModelIndex
STEP = 14
_RING, _DOT = 7.0, 3.5
"""Radii; as all lengths here in pixels at 100 %."""
DEEPEST = 6
"""Branches of branches are indented so far at most."""
_FIRST = 14


class LaneDelegate(QStyledItemDelegate):
    """A ring with a dot is the current edit, a dot one that counts, a hollow one what does not."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.data(PLACE_ROLE)
        box, state = QRectF(option.rect), option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            painter.fillRect(box, QColor(self._theme.selection))
        at = QPointF(box.x() + _lane(place.depth), box.center().y())
        self._lines(painter, box, at, place)
        self._dot(painter, at, place, QColor(self._theme.base))
        font: QFont = index.data(Qt.ItemDataRole.FontRole) or option.font
        is_faint = place.state in (State.UNDONE, State.ABANDONED)
        ink = self._theme.muted if is_faint else self._theme.text
        painter.setPen(QColor(self._theme.on_selection if is_selected else ink))
        painter.setFont(font)
        line = box.adjusted(at.x() - box.x() + fonts.px(12), 0, -2, 0)
        text = QFontMetrics(painter.font()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(line.width())
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _lines(self, painter: QPainter, box: QRectF, at: QPointF, place: Place) -> None:
        painter.setPen(QPen(QColor(self._theme.edge), stroke(self._theme, 1.5)))
        for depth in range(min(place.depth, DEEPEST)):
            x = box.x() + _lane(depth)
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        if place.begins and place.depth <= DEEPEST:  # where it leaves from
            corner = QPointF(box.x() + _lane(place.depth - 1), box.bottom())
            painter.drawLine(at, corner)
        top = at.y() if place.ends else box.top()
        bottom = at.y() if place.number == START or place.begins else box.bottom()
        painter.drawLine(QPointF(at.x(), top), QPointF(at.x(), bottom))

    def _dot(self, painter: QPainter, at: QPointF, place: Place, ground: QColor) -> None:
        theme, zoom = self._theme, fonts.zoom()
        is_current = place.state is State.CURRENT
        counts = is_current or place.state is State.DONE
        colour = QColor(theme.accent if is_current else theme.text if counts else theme.edge)
        if is_current:
            painter.setBrush(ground)
            painter.setPen(QPen(colour, stroke(theme, 2)))
            painter.drawEllipse(at, _RING * zoom, _RING * zoom)
        painter.setPen(QPen(colour, stroke(theme, 1.5)))
        painter.setBrush(colour if counts else ground)
        painter.drawEllipse(at, _DOT * zoom, _DOT * zoom)


def _lane(depth: int) -> int:
    return fonts.px(_FIRST + STEP * min(depth, DEEPEST))
