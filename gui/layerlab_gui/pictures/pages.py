"""How drawings lie on paper: scaled to the page, cut where they may be, with a heading and a foot.

`layout` is pure; `paint_pages` draws it on a PDF or a printer, which are the same to it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
)

from layerlab_gui import fonts
from layerlab_gui.i18n import count, translate
from layerlab_gui.pictures.drawing import Drawing

MARGIN_MM = 14.0
LARGEST = 3.0
"""How much a drawing may grow to fill a page."""
SQUEEZED = 0.85
"""How much smaller a drawing may become that would otherwise need another page."""
_INK, _QUIET, _LINE = QColor("#17202c"), QColor("#566173"), QColor("#8b96a6")


@dataclass(frozen=True)
class Paper:
    """`is_wide` is landscape."""

    size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4
    is_wide: bool = False

    @property
    def layout(self) -> QPageLayout:
        way = (
            QPageLayout.Orientation.Landscape if self.is_wide else QPageLayout.Orientation.Portrait
        )
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        return QPageLayout(QPageSize(self.size), way, margins, QPageLayout.Unit.Millimeter)


@dataclass(frozen=True, slots=True)
class Part:
    """`top` to `bottom` of a drawing, on a page of its own, `scale` times its size."""

    drawing: Drawing
    top: float
    bottom: float
    scale: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is put on paper. `caption` is below each page."""

    heading: str
    caption: str
    drawings: tuple[Drawing, ...]


def parts(drawing: Drawing, width: float, height: float) -> list[Part]:
    """The pieces that fit on pages of a size; at least one."""
    across = width / max(drawing.width, 1)
    whole = min(across, height / max(drawing.height, 1), LARGEST)
    if not drawing.cuts or whole >= min(across, 1) * SQUEEZED:
        return [Part(drawing, 0, drawing.height, whole)]
    scale = min(across, 1)
    found: list[Part] = []
    top, last = 0.0, 0.0
    for cut in (*drawing.cuts, drawing.height):
        if (cut - top) * scale > height and last > top:
            found.append(Part(drawing, top, last, scale))
            top = last
        last = cut
    return [*found, Part(drawing, top, drawing.height, scale)]


def dots_per_inch() -> int:
    """The screen's: fonts and lengths then have on paper the proportions that they have there."""
    screen = QGuiApplication.primaryScreen()
    return round(screen.logicalDotsPerInch())


def pages_of(drawing: Drawing, paper: Paper) -> int:
    """How many pages it takes."""
    page = QRectF(paper.layout.paintRectPixels(dots_per_inch()))
    room = _room(page)
    return len(parts(drawing, room.width(), room.height()))


def _room(page: QRectF) -> QRectF:
    """What the heading and the foot leave of a page."""
    edge = QFontMetricsF(fonts.interface()).height() * 2
    return page.adjusted(0, edge, 0, -edge)


def paint_pages(device: QPagedPaintDevice, painter: QPainter, sheet: Sheet) -> int:
    """Draws all pages and returns how many; the device's resolution is `dots_per_inch`."""
    page = QRectF(0, 0, device.width(), device.height())
    room = _room(page)
    pieces = [
        piece for drawing in sheet.drawings for piece in parts(drawing, room.width(), room.height())
    ]
    for number, piece in enumerate(pieces, start=1):
        if number > 1:
            device.newPage()
        _head(painter, page, sheet.heading)
        _piece(painter, room, piece)
        _foot(painter, page, sheet.caption, number, len(pieces))
    return len(pieces)


def _head(painter: QPainter, page: QRectF, heading: str) -> None:
    date = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
    _line(painter, page, fonts.strong(fonts.interface(1.1)), heading, date)
    y = page.y() + QFontMetricsF(fonts.interface(1.1)).height() * 1.3
    painter.setPen(_LINE)
    painter.drawLine(QPointF(page.left(), y), QPointF(page.right(), y))


def _foot(painter: QPainter, page: QRectF, caption: str, number: int, pages: int) -> None:
    text = translate("Pictures", "page {number} of {pages}")
    told = text.format(number=count(number), pages=count(pages)) if pages > 1 else "Layerlab"
    height = QFontMetricsF(fonts.interface()).height()
    line = QRectF(page.x(), page.bottom() - height, page.width(), height)
    _line(painter, line, fonts.interface(0.9), caption, told)


def _line(painter: QPainter, page: QRectF, font: QFont, left: str, right: str) -> None:
    """A line with words at both ends; the left ones give way."""
    metrics, small = QFontMetricsF(font), fonts.interface(0.9)
    line = QRectF(page.x(), page.y(), page.width(), metrics.height())
    painter.setFont(small)
    painter.setPen(_QUIET)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
    line.setRight(line.right() - QFontMetricsF(small).horizontalAdvance(right) - metrics.height())
    painter.setFont(font)
    painter.setPen(_INK)
    told = metrics.elidedText(left, Qt.TextElideMode.ElideMiddle, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)


def _piece(painter: QPainter, room: QRectF, piece: Part) -> None:
    drawing = piece.drawing
    painter.save()
    painter.translate(room.x() + (room.width() - drawing.width * piece.scale) / 2, room.y())
    painter.scale(piece.scale, piece.scale)
    window = QRectF(0, 0, drawing.width, piece.bottom - piece.top)
    painter.setClipRect(window)
    painter.fillRect(window, drawing.ground)
    painter.translate(0, -piece.top)
    drawing.paint(painter)
    painter.restore()
