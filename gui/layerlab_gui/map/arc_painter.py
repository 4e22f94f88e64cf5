"""An arc of the sunburst: its ground, and along the radius its number and name."""

import math
import unicodedata
from dataclasses import dataclass

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
    painter.setPen(_edge(arc, found, look))
    painter.setBrush(QBrush(found.ground))
    painter.drawPath(path)
    if part.kind is PartKind.REST or part.is_unseen:
        _hatch(painter, arc, found, look)
    if is_hole:
        _name_hole(painter, arc, found, look)
    else:
        _label(painter, arc, found, look, badge_text(part.owner, is_writable))


def _edge(arc: Arc, found: Colours, look: Look) -> QPen:
    """In the owner's colour; finer where the arc is hardly thicker than a line."""
    return QPen(found.edge, min(stroke(look.theme), arc.length / 6))


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
    """Along the radius or along the arc, whichever way more of the name is read."""
    metrics = QFontMetricsF(look.small)
    line = metrics.height()
    out = arc.outer - arc.inner - 6 if arc.length >= line else 0.0
    around = arc.length - 8 if arc.outer - arc.inner >= line else 0.0
    room = max(out, around)
    if room < metrics.horizontalAdvance(number):
        return
    text = f"{number} · {name_of(arc.part)}"
    told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if len(told) <= len(number) + 5 and told != text:
        told = number
    painter.save()
    painter.setFont(look.small)
    plate = found.ground if arc.part.kind is PartKind.REST or arc.part.is_unseen else None
    write = _write_around if around > out else _write_out
    write(painter, arc, told, Ink(found.ink, plate))
    painter.restore()


@dataclass(frozen=True)
class Ink:
    """The text's colour, and that of a plate behind it, where there is hatch."""

    text: QColor
    plate: QColor | None

    def write(self, painter: QPainter, text: str, width: float) -> None:
        """Around the origin."""
        line = painter.fontMetrics().height()
        box = QRectF(-width / 2, -line / 2, width, line)
        if self.plate is not None:
            painter.fillRect(box.adjusted(-1, 0, 1, 0), self.plate)
        painter.setPen(self.text)
        painter.drawText(box, _CENTRE, text)


def _write_out(painter: QPainter, arc: Arc, text: str, ink: Ink) -> None:
    """Along the radius, never upside down."""
    angle = _degrees(arc.middle)
    painter.translate(QPointF(*arc.centre))
    painter.rotate(angle + 180 if 90 < angle % 360 <= 270 else angle)
    ink.write(painter, text, QFontMetricsF(painter.font()).horizontalAdvance(text) + 2)


def _write_around(painter: QPainter, arc: Arc, text: str, ink: Ink) -> None:
    """Along the arc, letter by letter; in the lower half from right to left, to stand upright."""
    metrics = QFontMetricsF(painter.font())
    radius = (arc.inner + arc.outer) / 2
    is_upper = math.sin(arc.middle) <= 0
    turn = 1 if is_upper else -1
    letters = _letters(text)
    widths = [metrics.horizontalAdvance(letter) for letter in letters]
    angle = arc.middle - turn * sum(widths) / radius / 2
    for letter, width in zip(letters, widths, strict=True):
        angle += turn * width / radius / 2
        painter.save()
        painter.translate(arc.centre_of_all.x, arc.centre_of_all.y)
        painter.rotate(_degrees(angle))
        painter.translate(radius, 0)
        painter.rotate(90 * turn)
        ink.write(painter, letter, width + 1)
        painter.restore()
        angle += turn * width / radius / 2


def _letters(text: str) -> list[str]:
    """With the marks that belong to them; syllables of Hangul as one."""
    letters: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if letters and unicodedata.combining(sign):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters
