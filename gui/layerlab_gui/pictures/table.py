"""Rows and columns, drawn whole: as wide as their texts, and as long as there are rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from layerlab_gui import fonts, icons
from layerlab_gui.pictures.drawing import Drawing, is_seen
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.badge import draw_badge

MOST_ROWS = 5000
"""Of a list, in one drawing."""
_ROW, _PAD, _INDENT, _ICON = 1.55, 0.7, 1.1, 1.05
"""In heights of the font's line."""
_WIDEST_CHARACTERS = 160
"""A longer text is shortened in the middle."""


class Style(Enum):
    PLAIN = auto()
    STRONG = auto()
    CODE = auto()
    STRUCK = auto()


class Side(Enum):
    LEFT = Qt.AlignmentFlag.AlignLeft
    RIGHT = Qt.AlignmentFlag.AlignRight
    CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """`colour` is the text's, `icon` is before it; a `badge` is a layer's number instead of it."""

    text: str
    colour: str = ""
    style: Style = Style.PLAIN
    icon: str = ""
    icon_colour: str = ""
    badge: int | None = None
    is_container: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`indent` steps before the first cell."""

    cells: tuple[Cell, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    side: Side = Side.LEFT


@dataclass(frozen=True)
class Look:
    theme: Theme
    font: QFont

    @property
    def line(self) -> float:
        return QFontMetricsF(self.font).height()

    def font_of(self, style: Style) -> QFont:
        if style is Style.STRONG:
            return fonts.strong(self.font)
        if style is Style.CODE:
            return fonts.code(self.font)
        font = QFont(self.font)
        font.setStrikeOut(style is Style.STRUCK)
        return font

    def metrics(self, style: Style) -> QFontMetricsF:
        return QFontMetricsF(self.font_of(style))


def table(
    title: str, headings: Sequence[Heading], rows: Sequence[Row], look: Look, note: str = ""
) -> Drawing:
    """Headings over rows; a page may end between two rows."""
    metrics = {style: look.metrics(style) for style in Style}
    widths = [
        max([_heading_width(heading, look), *(_width(row, at, look, metrics) for row in rows)])
        for at, heading in enumerate(headings)
    ]
    height = look.line * _ROW
    tops = tuple(height * (number + 1) for number in range(len(rows)))

    def paint(painter: QPainter) -> None:
        if is_seen(painter, QRectF(0, 0, sum(widths), height)):
            _paint_headings(painter, headings, widths, look)
        for top, row in zip(tops, rows, strict=True):
            stripe = QRectF(0, top, sum(widths), height)
            if not is_seen(painter, stripe):
                continue
            is_odd = round(top / height) % 2
            painter.fillRect(stripe, QColor(look.theme.base if is_odd else look.theme.stripe))
            _paint_row(painter, row, headings, widths, QRectF(0, top, 0, height), look)

    return Drawing(
        title,
        max(sum(widths), look.line * 10),
        height * (len(rows) + 1) + look.line * 0.5,
        paint,
        QColor(look.theme.base),
        tops,
        note,
        of_values=True,
    )


def _heading_width(heading: Heading, look: Look) -> float:
    return look.metrics(Style.STRONG).horizontalAdvance(heading.text) + 2 * _PAD * look.line


def _width(row: Row, at: int, look: Look, metrics: dict[Style, QFontMetricsF]) -> float:
    cell = row.cells[at]
    before = _before(row, at, look)
    if cell.badge is not None:
        return before + 3 * look.line
    text = _shortened(cell.text)
    return before + metrics[cell.style].horizontalAdvance(text) + _PAD * look.line


def _before(row: Row, at: int, look: Look) -> float:
    """What a cell has before its text."""
    indent = row.indent * _INDENT if at == 0 else 0
    icon = _ICON + 0.4 if row.cells[at].icon else 0
    return (_PAD + indent + icon) * look.line


def _shortened(text: str) -> str:
    if len(text) <= _WIDEST_CHARACTERS:
        return text
    half = _WIDEST_CHARACTERS // 2
    return f"{text[:half]}…{text[-half:]}"


def _paint_headings(
    painter: QPainter, headings: Sequence[Heading], widths: Sequence[float], look: Look
) -> None:
    height, x = look.line * _ROW, 0.0
    painter.setPen(QColor(look.theme.muted))
    painter.setFont(look.font_of(Style.STRONG))
    for heading, width in zip(headings, widths, strict=True):
        box = QRectF(x + _PAD * look.line, 0, width - 2 * _PAD * look.line, height)
        painter.drawText(box, heading.side.value | Qt.AlignmentFlag.AlignVCenter, heading.text)
        x += width
    painter.setPen(QColor(look.theme.line))
    painter.drawLine(QPointF(0, height), QPointF(x, height))


def _paint_row(
    painter: QPainter,
    row: Row,
    headings: Sequence[Heading],
    widths: Sequence[float],
    box: QRectF,
    look: Look,
) -> None:
    x = 0.0
    for at, (cell, heading, width) in enumerate(zip(row.cells, headings, widths, strict=True)):
        before = _before(row, at, look)
        room = QRectF(x + before, box.y(), width - before - _PAD * look.line * 0.5, box.height())
        if cell.icon:
            side = _ICON * look.line
            place = QRectF(room.x() - side - 0.4 * look.line, 0, side, side)
            place.moveTop(box.center().y() - side / 2)
            icons.draw(painter, cell.icon, QColor(cell.icon_colour or look.theme.muted), place)
        if cell.badge is not None:
            centre = QPointF(x + width / 2, box.center().y())
            small = fonts.scaled(look.font_of(Style.STRONG), 0.82)
            is_container = cell.is_container
            draw_badge(painter, centre, cell.badge, look.theme, small, is_container=is_container)
        else:
            _paint_text(painter, cell, heading.side, room, look)
        x += width


def _paint_text(painter: QPainter, cell: Cell, side: Side, room: QRectF, look: Look) -> None:
    if not cell.text:
        return
    painter.setFont(look.font_of(cell.style))
    painter.setPen(QColor(cell.colour or look.theme.text))
    flags = side.value | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    if side is Side.RIGHT:
        room = room.adjusted(0, 0, -_PAD * look.line * 0.5, 0)
    painter.drawText(room, flags, _shortened(cell.text))
