"""The faces of a slab: front, top and right side, seen a little from above; and hatching.

Every shape is of lines and polygons only, which all of Qt's paint engines draw alike; a brush with
a pattern they do not.
"""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.look import SlabColours


def rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def top_face(box: Box, tilt: tuple[float, float]) -> QPolygonF:
    dx, dy = tilt
    left, right, y = box.x, box.right, box.y
    corners = ((left, y), (left + dx, y - dy), (right + dx, y - dy), (right, y))
    return QPolygonF([QPointF(*corner) for corner in corners])


def side_face(box: Box, tilt: tuple[float, float]) -> QPolygonF:
    dx, dy = tilt
    x, top, bottom = box.right, box.y, box.bottom
    corners = ((x, top), (x + dx, top - dy), (x + dx, bottom - dy), (x, bottom))
    return QPolygonF([QPointF(*corner) for corner in corners])


def outline(box: Box, tilt: tuple[float, float]) -> QPainterPath:
    """Around all three faces."""
    dx, dy = tilt
    corners = (
        *((box.x, box.bottom), (box.x, box.y), (box.x + dx, box.y - dy)),
        *((box.right + dx, box.y - dy), (box.right + dx, box.bottom - dy), (box.right, box.bottom)),
    )
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    path.closeSubpath()
    return path


def draw_body(
    painter: QPainter,
    box: Box,
    tilt: tuple[float, float],
    colours: SlabColours,
    pen: QPen,
    *,
    is_glass: bool = False,
) -> None:
    """All three faces; of glass one sees what is behind."""
    front, top, side = (QColor(c) for c in (colours.front, colours.top, colours.side))
    if is_glass:
        for colour, alpha in ((front, 0.82), (top, 0.6), (side, 0.45)):
            colour.setAlphaF(alpha)
    painter.setPen(pen)
    painter.setBrush(QBrush(side))
    painter.drawPolygon(side_face(box, tilt))
    painter.setBrush(QBrush(top))
    painter.drawPolygon(top_face(box, tilt))
    painter.setBrush(QBrush(front))
    painter.drawRect(rect(box))


def hatch(painter: QPainter, box: Box, colour: QColor, step: float, width: float = 1.0) -> None:
    """Lines that rise to the right, cut at the box's edges."""
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    lines = []
    at = -box.height + step / 2
    while at < box.width:
        left, right = max(0.0, at), min(box.width, at + box.height)
        lines.append(
            QLineF(box.x + left, box.bottom - (left - at), box.x + right, box.bottom - (right - at))
        )
        at += step
    painter.drawLines(lines)
