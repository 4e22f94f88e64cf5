"""A box of the treemap: its ground, its number, its name and size as far as there is room."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from layerlab_gui.i18n import size
from layerlab_gui.map.colours import Colours, colours
from layerlab_gui.map.parts import Part, PartKind
from layerlab_gui.map.picture import MapPicture
from layerlab_gui.map.squarify import Placed
from layerlab_gui.map.words import name_of
from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.faces import hatch, rect
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.theme import stroke
from layerlab_gui.widgets.badge import draw_badge

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEAST_LETTERS = 3
_LEAST_OUTLINED = 10.0
"""A smaller box would be all outline."""


def draw_box(painter: QPainter, placed: Placed, picture: MapPicture, look: Look) -> None:
    part, box = placed.part, placed.box
    is_writable = picture.is_writable(part)
    found = colours(look.theme, part, is_writable=is_writable, is_open=placed.is_open)
    gap = stroke(look.theme, 1.0) / 2
    inner = box.within(gap, gap, gap, gap)
    painter.fillRect(rect(inner), found.ground)
    if not placed.is_open and min(inner.width, inner.height) >= _LEAST_OUTLINED:
        _outline(painter, inner, QPen(found.edge, stroke(look.theme)))
    metrics = QFontMetricsF(look.small)
    if not placed.is_open and (part.kind is PartKind.REST or part.is_unseen):
        step = metrics.height() * (0.55 if part.kind is PartKind.REST else 0.28)
        hatch(painter, inner, found.line, step, stroke(look.theme, 1.0) * 0.8)
    if placed.is_open:
        _frame(painter, placed, found, look)
        if placed.has_header:
            header = Box(inner.x, inner.y, inner.width, metrics.height() * 1.2)
            _name_line(painter, part, header.within(3, 0, 3, 0), found, look, with_size=True)
        return
    _label(painter, part, inner, found, look, is_writable=is_writable)


def _outline(painter: QPainter, box: Box, pen: QPen) -> None:
    """Inside the box."""
    inset = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect(box.within(inset, inset, inset, inset)))


def _frame(painter: QPainter, placed: Placed, found: Colours, look: Look) -> None:
    if placed.above >= 0:
        _outline(painter, placed.box, QPen(found.line, stroke(look.theme)))


def _label(
    painter: QPainter, part: Part, box: Box, found: Colours, look: Look, *, is_writable: bool
) -> None:
    """The number where there is room for no more; then the name; then the size below it."""
    metrics = QFontMetricsF(look.small)
    line = metrics.height()
    side = line * 1.25
    if box.height < line + 3 or box.width < side + 3:
        return
    has_name = box.width >= side + 6 + _LEAST_LETTERS * metrics.averageCharWidth()
    number = QPointF(box.x + (side / 2 + 3 if has_name else box.width / 2), box.y + side / 2 + 2)
    badge = draw_badge(
        painter, number, part.owner, look.theme, look.small, is_container=is_writable
    )
    if not has_name:
        return
    left = badge.right() - box.x + 3
    first = Box(box.x + left, badge.y(), max(0.0, box.width - left - 3), badge.height())
    _name_line(painter, part, first, found, look, with_size=False)
    second = Box(box.x + 4, badge.bottom() + 1, box.width - 7, line)
    if second.bottom <= box.bottom - 1:
        _text(painter, size(part.size_bytes), second, found, look, plated=_is_hatched(part))


def _name_line(
    painter: QPainter, part: Part, box: Box, found: Colours, look: Look, *, with_size: bool
) -> None:
    metrics = QFontMetricsF(look.small)
    amount = size(part.size_bytes)
    room = box.width
    taken = metrics.horizontalAdvance(amount) + metrics.averageCharWidth() * 2
    name = name_of(part)
    if with_size and room - taken >= min(metrics.horizontalAdvance(name), room * 0.5):
        painter.setFont(look.small)
        painter.setPen(found.ink)
        painter.drawText(rect(box), _RIGHT, amount)
        room -= taken
    line = Box(box.x, box.y, room, box.height)
    _text(painter, name, line, found, look, plated=_is_hatched(part) and not with_size)


def _is_hatched(part: Part) -> bool:
    return part.kind is PartKind.REST or part.is_unseen


def _text(
    painter: QPainter, text: str, box: Box, found: Colours, look: Look, *, plated: bool
) -> None:
    """Elided where it is too long. On a plate where there is hatch behind it."""
    metrics = QFontMetricsF(look.small)
    told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width)
    if len(told) < 2 and told != text:
        return
    if plated:
        width = min(metrics.horizontalAdvance(told) + 4, box.width + 2)
        painter.fillRect(QRectF(box.x - 2, box.y, width, box.height), found.ground)
    painter.setFont(look.small)
    painter.setPen(found.ink)
    painter.drawText(rect(box), _LEFT, told)
