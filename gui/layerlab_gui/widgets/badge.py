"""The layer's number on its colour: the first sign of ownership in every pane."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from layerlab_gui.theme import Theme, layer_colour, mixed, readable_on, stroke

CONTAINER_SIGN = "✎"


MOUNT_SIGN = "▣"
"""For what is mounted over the layers and has number 0."""


def badge_text(number: int, is_container: bool) -> str:
    return CONTAINER_SIGN if is_container else str(number or MOUNT_SIGN)


def draw_badge(
    painter: QPainter,
    centre: QPointF,
    number: int,
    theme: Theme,
    font: QFont,
    *,
    is_container: bool = False,
    is_faint: bool = False,
) -> QRectF:
    """Centred on a point; returns where it was drawn. Faint: outlined, for "not here"."""
    metrics = QFontMetrics(font)
    text = badge_text(number, is_container)
    height = metrics.height() + 1.0
    width = max(height * 1.25, metrics.horizontalAdvance(text) + height * 0.6)
    box = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
    colour = layer_colour(theme, number, is_container)
    ground = QColor(theme.base) if is_faint else colour
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = theme.edge if is_faint else mixed(QColor(theme.text), colour, 0.35).name()
    pen = QPen(
        QColor(edge), stroke(theme), Qt.PenStyle.DashLine if is_container else Qt.PenStyle.SolidLine
    )
    painter.setPen(pen)
    painter.setBrush(QBrush(ground))
    painter.drawRoundedRect(box, height * 0.3, height * 0.3)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted) if is_faint else readable_on(ground))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return box
