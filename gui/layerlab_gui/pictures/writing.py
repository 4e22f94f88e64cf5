"""A drawing as the bytes of a file: PNG, SVG or PDF; and on a printer."""

from enum import StrEnum

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgGenerator

from layerlab_gui import fonts
from layerlab_gui.pictures.drawing import Drawing
from layerlab_gui.pictures.pages import Paper, Sheet, dots_per_inch, paint_pages

LONGEST_SIDE = 32_000
"""Pixels: beyond 32767 Qt's raster engine draws nothing."""
MOST_PIXELS = 120_000_000
COPIED_SCALE = 2.0
SVG_TYPE = "image/svg+xml"
_UPRIGHT_WIDTH = 1100
"""What goes over pages and is wider than this would be small on upright ones."""


class Format(StrEnum):
    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


def fitting(drawing: Drawing, scale: float) -> tuple[Drawing, float]:
    """What of a drawing an image can have: its top, where it may be cut; else all of it smaller."""
    drawing = drawing.top(LONGEST_SIDE / scale)
    area = max(drawing.width * drawing.height, 1)
    most = LONGEST_SIDE / max(drawing.width, drawing.height, 1)
    return drawing, min(scale, most, float((MOST_PIXELS / area) ** 0.5))


def image(drawing: Drawing, scale: float) -> QImage:
    """In pixels; less of it than asked for where that would be too large (`fitting`)."""
    drawing, scale = fitting(drawing, scale)
    size = QSize(max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
    result = QImage(size, QImage.Format.Format_RGB32)
    result.setDotsPerMeterX(round(dots_per_inch() / 0.0254))
    result.setDotsPerMeterY(round(dots_per_inch() / 0.0254))
    result.fill(drawing.ground)
    painter = QPainter(result)
    hint = QPainter.RenderHint
    painter.setRenderHints(hint.Antialiasing | hint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    painter.setClipRect(drawing.box)
    drawing.paint(painter)
    painter.end()
    return result


def png(picture: QImage) -> bytes:
    """May be called on a worker."""
    buffer = _buffer()
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return _taken(buffer)


def svg(drawing: Drawing) -> bytes:
    """Text as text, in the shipped fonts where they are installed."""
    buffer = _buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # 1.1 can clip, Tiny can't
    generator.setOutputDevice(buffer)
    generator.setTitle(drawing.title)
    generator.setDescription("Layerlab")
    generator.setResolution(dots_per_inch())
    generator.setSize(drawing.box.toAlignedRect().size())
    generator.setViewBox(drawing.box)
    painter = QPainter(generator)
    painter.fillRect(drawing.box, drawing.ground)
    drawing.paint(painter)
    painter.end()
    plain = f'font-family="{fonts.INTERFACE}"'.encode()
    return _taken(buffer).replace(plain, plain[:-1] + b',sans-serif"')


def copied(drawing: Drawing) -> QMimeData:
    """For the clipboard: pixels, and SVG for programs that take it."""
    data = QMimeData()
    data.setImageData(image(drawing, COPIED_SCALE))
    data.setData(SVG_TYPE, svg(drawing))
    return data


def pdf(sheet: Sheet, paper: Paper) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.heading)
    writer.setCreator("Layerlab")
    writer.setResolution(dots_per_inch())
    writer.setPageLayout(paper.layout)
    painter = QPainter(writer)
    paint_pages(writer, painter, sheet)
    painter.end()
    return _taken(buffer)


def printer(paper: Paper) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setResolution(dots_per_inch())
    made.setPageLayout(paper.layout)
    made.setCreator("Layerlab")
    return made


def print_sheet(device: QPrinter, sheet: Sheet) -> None:
    device.setDocName(sheet.heading)
    painter = QPainter(device)
    paint_pages(device, painter, sheet)
    painter.end()


def is_wide(drawing: Drawing) -> bool:
    """Whether landscape suits it better."""
    return drawing.width > (_UPRIGHT_WIDTH if drawing.cuts else drawing.height)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _taken(buffer: QBuffer) -> bytes:
    data: QByteArray = buffer.data()
    buffer.close()
    return bytes(data.data())
