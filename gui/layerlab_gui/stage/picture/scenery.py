"""What stands around the slabs: headings, shadows, the numbers of thin slabs, the legend."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from layerlab_gui import icons
from layerlab_gui.i18n import size, translate
from layerlab_gui.stage.picture import words
from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.faces import rect
from layerlab_gui.stage.picture.layout import Layout, PlacedPile
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.stage.picture.slab import LEAST_TEXT
from layerlab_gui.theme import mixed

_NUMBERED = 5
_NEAR = 0.5
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_heading(
    painter: QPainter, placed_: PlacedPile, layout: Layout, look: Look, opacity: float = 1.0
) -> None:
    """The pile's name over it, with the sign of what it is."""
    theme, line = look.theme, look.metrics.line
    box = placed_.heading
    painter.save()
    painter.setOpacity(painter.opacity() * opacity)
    side = line * 1.05
    at = QRectF(box.x, box.centre.y - side / 2, side, side)
    icons.draw(painter, words.PILE_ICONS[placed_.pile.kind], QColor(theme.muted), at)
    painter.setFont(look.title)
    painter.setPen(QColor(theme.text))
    text = box.within(side + line * 0.4, 0, 0, 0)
    metrics = QFontMetricsF(look.title)
    title = metrics.elidedText(placed_.pile.title, Qt.TextElideMode.ElideMiddle, text.width)
    painter.drawText(rect(text), _LEFT, title)
    if not placed_.pile.slabs:
        _draw_vacant(painter, placed_, layout, look)
    painter.restore()


def draw_numbers(painter: QPainter, pile: PlacedPile, layout: Layout, look: Look) -> None:
    """Left of slabs that are too thin for their own: as many as have room."""
    line = look.metrics.line
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.muted))
    last = math.inf
    for slab in pile.pile.slabs:
        box = layout.by_key[slab.key].box
        is_thin = box.height < LEAST_TEXT * line and box.x == pile.foot.x
        if is_thin and slab.number % _NUMBERED == 0 and last - box.centre.y >= line:
            last = box.centre.y
            text = QRectF(box.x - line * 2.4, last - line / 2, line * 2.2, line)
            painter.drawText(text, _RIGHT, str(slab.number))


def _draw_vacant(painter: QPainter, pile: PlacedPile, layout: Layout, look: Look) -> None:
    """A pile of nothing: where its first slab will lie."""
    dx, dy = layout.tilt
    x, y, right = pile.foot.x, pile.foot.y, pile.foot.right
    corners = ((x, y), (x + dx, y - dy), (right + dx, y - dy), (right, y))
    painter.setPen(QPen(QColor(look.theme.edge), look.stroke(1.4), Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def draw_shadow(
    painter: QPainter, box: Box, layout: Layout, look: Look, opacity: float = 1.0
) -> None:
    """Under a slab that stands on the ground; none under one that is on others or in the air."""
    if abs(box.bottom - layout.ground) > _NEAR:
        return
    (dx, dy), line, ground = layout.tilt, layout.metrics.line, layout.ground
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(0, 0, 0, round((60 if look.theme.is_dark else 24) * opacity))
    painter.setBrush(QBrush(shade))
    for spread in (0.25, 0.5):
        grown = line * spread
        corners = (
            *((box.x - grown * 0.5, ground + grown * 0.5), (box.x + dx, ground - dy)),
            *((box.right + dx + grown, ground - dy), (box.right + grown, ground + grown * 0.5)),
        )
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def draw_legend(painter: QPainter, layout: Layout, look: Look) -> None:
    """Slabs of known sizes, as thick as they would be."""
    theme, line = look.theme, layout.metrics.line
    painter.setFont(look.small)
    metrics = QFontMetricsF(look.small)
    for sample in layout.samples:
        painter.setPen(QPen(mixed(QColor(theme.edge), QColor(theme.base), 0.9), look.stroke(1.2)))
        painter.setBrush(QBrush(mixed(QColor(theme.edge), QColor(theme.base), 0.25)))
        painter.drawRect(rect(sample.box))
        painter.setPen(QColor(theme.muted))
        middle = sample.box.centre.y
        text = Box(sample.box.right + line * 0.35, middle - line / 2, layout.legend.width, line)
        painter.drawText(rect(text), _LEFT, size(sample.size_bytes))
    if layout.samples:
        area = layout.legend
        title = Box(area.x, layout.samples[-1].box.y - line * 1.5, area.width * 1.4, line)
        name = translate("Stage", "Thickness")
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, title.width)
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect(title), _LEFT, cut)
