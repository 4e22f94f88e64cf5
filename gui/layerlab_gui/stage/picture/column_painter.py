"""A path's column drawn through the slabs: a line from above, and each layer's answer on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from layerlab.model import shown
from layerlab.overlay import Verdict
from layerlab_gui import icons
from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.column import ICONS, Column, Spot
from layerlab_gui.stage.picture.faces import rect
from layerlab_gui.stage.picture.layout import Layout, PlacedSlab
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.stage.picture.words import size_words

_LANE = 0.52
"""Where the column goes through a slab, of its width."""
_WIDE = 52
"""From so many characters on there is room for words beside the marks."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WARNING = (Verdict.WHITEOUT, Verdict.OPAQUE)


@dataclass(frozen=True, slots=True)
class Lane:
    """What a column leaves of the slabs: titles end at `end`; sizes too where it is at the right
    of all words, in narrow piles."""

    end: float
    is_last: bool


def lane(layout: Layout, look: Look, column: Column | None) -> Lane | None:
    """None without a column."""
    told = _told(layout, column)
    if not told:
        return None
    box = told[0][0].box
    return Lane(_lane_x(box, look) - look.metrics.line, not _is_wide(box, look))


def draw_column(painter: QPainter, layout: Layout, column: Column, look: Look) -> None:
    told = _told(layout, column)
    if not told:
        return
    line, box = look.metrics.line, told[0][0].box
    x, has_words = _lane_x(box, look), _is_wide(box, look)
    top = min(placed.box.y for placed, _ in told) - line * 1.1
    _draw_lines(painter, told, column, look, x, top)
    at = top - line * 0.75, line * 1.5
    if has_words:
        flag = Box(x - line * 0.8, at[0], look.metrics.char * 42, at[1])
    else:
        flag = Box(box.centre.x, at[0], box.width / 2, at[1])
    _draw_flag(painter, column, look, flag, at_right=not has_words)
    for placed, spot in told:
        _draw_spot(painter, placed, spot, look, x, has_words=has_words)


def _told(layout: Layout, column: Column | None) -> list[tuple[PlacedSlab, Spot]]:
    """The slabs that answer, the top one first."""
    if column is None:
        return []
    found = [(p, column.spots[p.slab.key]) for p in layout.slabs if p.slab.key in column.spots]
    return sorted(found, key=lambda entry: entry[0].box.y)


def _lane_x(box: Box, look: Look) -> float:
    if not _is_wide(box, look):
        return box.right - look.metrics.line * 1.4
    return box.x + box.width * _LANE


def _is_wide(box: Box, look: Look) -> bool:
    return box.width >= _WIDE * look.metrics.char


def _draw_lines(
    painter: QPainter,
    told: Sequence[tuple[PlacedSlab, Spot]],
    column: Column,
    look: Look,
    x: float,
    top: float,
) -> None:
    """Full as far as the lookup goes, dashed where nobody looks any more."""
    theme = look.theme
    centres = {placed.slab.key: placed.box.centre.y for placed, _ in told}
    bottom = told[-1][0].box.bottom
    decided = centres.get(column.ends_at, bottom)
    painter.setPen(QPen(QColor(theme.accent), look.stroke(3)))
    painter.drawLine(QPointF(x, top), QPointF(x, decided))
    if decided < bottom:
        pen = QPen(QColor(theme.muted), look.stroke(2), Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, decided), QPointF(x, bottom))


def _draw_flag(painter: QPainter, column: Column, look: Look, room: Box, *, at_right: bool) -> None:
    """The path, over the stack: at the left or the right of its room, and no longer than that."""
    theme, line = look.theme, look.metrics.line
    metrics = QFontMetricsF(look.title)
    margins = line * 1.2
    path = shown(column.path)
    text = metrics.elidedText(path, Qt.TextElideMode.ElideLeft, room.width - margins)
    width = metrics.horizontalAdvance(text) + margins
    left = room.right - width if at_right else room.x
    box = QRectF(left, room.y, width, room.height)
    painter.setPen(QPen(QColor(theme.accent), look.stroke(2)))
    painter.setBrush(QBrush(QColor(theme.base)))
    painter.drawRoundedRect(box, line * 0.35, line * 0.35)
    painter.setFont(look.title)
    painter.setPen(QColor(theme.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _draw_spot(
    painter: QPainter, placed: PlacedSlab, spot: Spot, look: Look, x: float, *, has_words: bool
) -> None:
    theme, line, box = look.theme, look.metrics.line, placed.box
    centre = QPointF(x, box.centre.y)
    if spot.verdict not in ICONS:
        radius = min(line * 0.22, box.height * 0.4)
        painter.setPen(QPen(QColor(theme.edge), look.stroke(1.5)))
        painter.setBrush(QBrush(QColor(theme.base)))
        painter.drawEllipse(centre, radius, radius)
        return
    radius = min(line * 0.78, box.height * 0.46)
    strong = spot.is_answer
    colour = QColor(theme.deleted if spot.verdict in _WARNING else theme.text)
    ground = QColor(theme.accent if strong else theme.base)
    ring = QColor(theme.accent if strong else colour if spot.verdict in _WARNING else theme.edge)
    style = Qt.PenStyle.SolidLine if strong or spot.verdict in _WARNING else Qt.PenStyle.DashLine
    painter.setPen(QPen(ring, look.stroke(2), style))
    painter.setBrush(QBrush(ground))
    painter.drawEllipse(centre, radius, radius)
    ink = QColor(theme.base) if strong else colour
    side = radius * 1.25
    at = QRectF(x - side / 2, box.centre.y - side / 2, side, side)
    icons.draw(painter, ICONS[spot.verdict], ink, at)
    if has_words and box.height >= line * 0.9:
        taken = QFontMetricsF(look.title).horizontalAdvance(size_words(placed.slab))
        room = max(0.0, box.right - x - line * 2.5 - taken)
        text = Box(x + line * 1.1, box.centre.y - line / 2, room, line)
        _draw_words(painter, text, spot, look)


def _draw_words(painter: QPainter, box: Box, spot: Spot, look: Look) -> None:
    """In the text's colour, which is legible on every slab; the icon has the warning's."""
    font = look.title if spot.is_answer else look.plain
    painter.setFont(font)
    painter.setPen(QColor(look.theme.text))
    cut = QFontMetricsF(font).elidedText(spot.words, Qt.TextElideMode.ElideRight, box.width)
    painter.drawText(rect(box), _LEFT, cut)
