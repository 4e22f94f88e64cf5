"""Icons drawn in a colour of the palette. The set is lucide's, with strokes in `currentColor`.

An engine rather than fixed pixmaps, so that an icon is sharp at any scale and grey when disabled.
"""

import threading
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import layerlab_resources
from layerlab_gui import fonts
from layerlab_gui.theme import Theme

SIZES = (16, 20, 24, 32, 48)
"""In pixels at 100 %."""


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    file = layerlab_resources.path("icons", f"{name}.svg")
    return file.read_bytes() if file.is_file() else b""


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in one colour, `size` device-independent pixels square."""
    result = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    result.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace(b"currentColor", QColor(colour).name().encode())
    if source:
        painter = QPainter(result)
        QSvgRenderer(QByteArray(source)).render(painter, QRectF(result.rect()))
        painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def draw(painter: QPainter, name: str, colour: QColor, box: QRectF) -> None:
    """The icon as lines, sharp on whatever the painter draws: a screen, a file, paper."""
    _renderer(name, colour.name(), threading.get_ident()).render(painter, box)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str, _thread: int) -> QSvgRenderer:
    """One for each thread that draws: a renderer may not be used by two at once."""
    return QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))


def icon(name: str, theme: Theme, colour: str | None = None) -> QIcon:
    """The icon in the text's colour, fainter where its control is disabled."""
    result = QIcon()
    for size in map(fonts.px, SIZES):
        for ratio in (1.0, 2.0):
            normal = pixmap(name, colour or theme.text, size, ratio)
            result.addPixmap(normal, QIcon.Mode.Normal)
            result.addPixmap(normal, QIcon.Mode.Selected)
            result.addPixmap(pixmap(name, theme.edge, size, ratio), QIcon.Mode.Disabled)
    return result


def write(name: str, colour: str, folder: Path) -> Path:
    """The icon as a file, for style sheets, which take nothing else."""
    file = folder / f"{name}-{colour.strip('#')}.svg"
    file.write_bytes(_source(name).replace(b"currentColor", colour.encode()))
    return file


def size_for(metrics: QFontMetrics) -> QSize:
    """As high as a line of text, so that icons grow with the font."""
    side = round(metrics.height() * 1.05)
    return QSize(side, side)
