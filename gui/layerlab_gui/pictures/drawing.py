"""Something to be drawn on whatever can be painted on: an image, SVG, PDF, a printer.

Beside a screenshot: text stays text, lines stay sharp at any size, and a list is drawn whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QPainter, QPicture
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Drawing:
    """`paint` draws it from the origin on, `width` to `height` in the screen's units.

    `cuts` are the heights, ascending, at which a page may end and another go on; without any it
    is one piece; `paint` then draws what is within the painter's clip only (`is_seen`), since a
    page keeps also the text that is clipped away. `note` says what is not in it.
    A drawing `of_values` alone, without a widget, a model or pixels, may be painted on a worker.
    """

    title: str
    width: float
    height: float
    paint: Callable[[QPainter], None]
    ground: QColor
    cuts: tuple[float, ...] = ()
    note: str = ""
    of_values: bool = False

    @property
    def box(self) -> QRectF:
        return QRectF(0, 0, self.width, self.height)

    def top(self, height: float) -> "Drawing":
        """What of it is not higher than that, where it may be cut; else all."""
        fitting = [cut for cut in self.cuts if cut <= height]
        if self.height <= height or not fitting:
            return self
        return replace(self, height=fitting[-1], cuts=tuple(fitting[:-1]))


def is_seen(painter: QPainter, row: QRectF) -> bool:
    """Whether a row lies within the painter's clip."""
    return not painter.hasClipping() or painter.clipBoundingRect().contains(row.center())


def of_widget(widget: QWidget, title: str) -> Drawing:
    """The widget as it is now: recorded, so that what happens to it later changes nothing.

    Recorded also because on a printer Qt renders a widget as pixels.
    """
    picture = QPicture()
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    ground = widget.palette().color(widget.backgroundRole())
    return Drawing(
        title,
        widget.width(),
        widget.height(),
        lambda painter: painter.drawPicture(0, 0, picture),
        ground,
    )
