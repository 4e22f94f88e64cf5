"""An arc of the sunburst: its ground, and along the radius its number and name."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from layerlab_gui.i18n import size
from layerlab_gui.map.colours import Colours, colours
from layerlab_gui.map.parts import PartKind
from layerlab_gui.map.picture import MapPicture
from layerlab_gui.map.rings import FULL, Arc
from layerlab_gui.map.words import name_of
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.theme import stroke
from layerlab_gui.widgets.badge import badge_text

_CENTRE = Qt.AlignmentFlag.AlignCenter
_WHOLE = 1e-6


def draw_arc(painter: QPainter, arc: Arc, picture: MapPicture, look: Look) -> None:
    part = arc.part
    is_hole = arc.inner == 0.0
    is_writable = picture.is_writable(part)
    found = colours(look.theme, part, is_writable=is_writable, is_open=is_hole)
    path = arc_path(arc)
    painter.setPen(_edge(arc, look))
    painter.setBrush(QBrush(found.ground))
    painter.drawPath(path)
    if part.kind is PartKind.REST or part.is_unseen:
        _hatch(painter, arc, found, look)
    if is_hole:
        _name_hole(painter, arc, found, look)
    else:
        _label(painter, arc, found, look, badge_text(part.owner, is_writable))


def _edge(arc: Arc, look: Look) -> QPen:
    """In the ground's colour, thinner where the arc is hardly thicker than it."""
    width = min(stroke(look.theme, 1.0), max(arc.length, 1.0) * 0.25)
    return QPen(QColor(look.theme.base), width)


def arc_path(arc: Arc) -> QPainterPath:
    path = QPainterPath()
    outer, inner = _square(arc, arc.outer), _square(arc, arc.inner)
    start, span = _degrees(-arc.start) + 90, _degrees(-arc.span)
    if arc.span > FULL - _WHOLE:
        path.addEllipse(outer)
        if arc.inner:
            path.addEllipse(inner)
        return path
    path.arcMoveTo(outer, start)
    path.arcTo(outer, start, span)
    path.arcTo(inner, start + span, -span)
    path.closeSubpath()
    return path


def _square(arc: Arc, radius: float) -> QRectF:
    centre = arc.centre_of_all
    return QRectF(centre.x - radius, centre.y - radius, 2 * radius, 2 * radius)


def _degrees(angle: float) -> float:
    return math.degrees(angle)


def _hatch(painter: QPainter, arc: Arc, found: Colours, look: Look) -> None:
    """Arcs between the inner edge and the outer one."""
    line = QFontMetricsF(look.small).height()
    step = line * (0.45 if arc.part.kind is PartKind.REST else 0.25)
    painter.setPen(QPen(found.line, stroke(look.theme, 1.0) * 0.8))
    radius = arc.inner + step / 2
    start, span = _degrees(-arc.start) + 90, _degrees(-arc.span)
    while radius < arc.outer:
        painter.drawArc(_square(arc, radius), round(start * 16), round(span * 16))
        radius += step


def _name_hole(painter: QPainter, arc: Arc, found: Colours, look: Look) -> None:
    metrics = QFontMetricsF(look.small)
    width = arc.outer * 1.7
    told = metrics.elidedText(name_of(arc.part), Qt.TextElideMode.ElideMiddle, width)
    painter.setFont(look.small)
    painter.setPen(found.ink)
    centre, line = arc.centre_of_all, metrics.height()
    upper = QRectF(centre.x - width / 2, centre.y - line, width, line)
    painter.drawText(upper, _CENTRE, told)
    painter.drawText(upper.translated(0, line), _CENTRE, size(arc.part.size_bytes))


def _label(painter: QPainter, arc: Arc, found: Colours, look: Look, number: str) -> None:
    """Along the radius or across it, whichever way more of the name is read; never upside down."""
    metrics = QFontMetricsF(look.small)
    line = metrics.height()
    along = arc.outer - arc.inner - 6 if arc.length >= line else 0.0
    across = _room_across(arc, line)
    room = max(along, across)
    if room < metrics.horizontalAdvance(number):
        return
    text = f"{number} {name_of(arc.part)}"
    told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if len(told) <= len(number) + 3 and told != text:
        told = number
    painter.save()
    painter.translate(QPointF(*arc.centre))
    painter.rotate(_upright(_degrees(arc.middle) + (90 if across > along else 0)))
    width = metrics.horizontalAdvance(told) + 4
    if arc.part.kind is PartKind.REST or arc.part.is_unseen:
        painter.fillRect(QRectF(-width / 2, -line / 2, width, line), found.ground)
    painter.setFont(look.small)
    painter.setPen(found.ink)
    painter.drawText(QRectF(-width / 2, -line / 2, width, line), _CENTRE, told)
    painter.restore()


def _room_across(arc: Arc, line: float) -> float:
    """How long a straight line of text may be that stays inside the ring and the arc."""
    outer, lower = arc.outer - 2, (arc.inner + arc.outer) / 2 - line / 2
    upper = lower + line
    if lower < arc.inner + 1 or upper >= outer:
        return 0.0
    in_ring = 2 * math.sqrt(outer**2 - upper**2)
    in_arc = 2 * lower * math.tan(min(arc.span, FULL / 4) / 2)
    return min(in_ring, in_arc) - 6


def _upright(degrees: float) -> float:
    return degrees + 180 if 90 < degrees % 360 <= 270 else degrees
