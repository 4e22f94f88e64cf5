"""The one renderer of a map, for the screen, files and paper.

Only lines, polygons, arcs and text: all of Qt's paint engines draw these alike.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from layerlab_gui.map.arc_painter import arc_path, draw_arc
from layerlab_gui.map.box_painter import draw_box
from layerlab_gui.map.picture import MapPicture, Place
from layerlab_gui.map.squarify import Placed
from layerlab_gui.stage.picture.faces import rect
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.theme import stroke


def draw_map(painter: QPainter, picture: MapPicture, look: Look) -> None:
    """All of a map, from the origin on; the ground is the caller's."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in picture.places:
        if isinstance(place, Placed):
            draw_box(painter, place, picture, look)
        else:
            draw_arc(painter, place, picture, look)
    painter.restore()


def draw_outline(painter: QPainter, place: Place, look: Look, *, is_focused: bool) -> None:
    """Around the part that is chosen: in two colours, so that it is seen on any ground."""
    theme = look.theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = stroke(theme, 2.5 if is_focused else 1.5)
    for colour, thick in ((theme.base, width * 2), (theme.accent, width)):
        pen = QPen(QColor(colour), thick)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        if isinstance(place, Placed):
            inset = width
            box = place.box.within(inset, inset, inset, inset)
            painter.drawRect(rect(box))
        else:
            painter.drawPath(arc_path(place))
    painter.restore()


def rendered(picture: MapPicture, look: Look, ratio: float) -> QImage:
    """On a picture of its own, `ratio` device pixels to each of the map's; any thread may."""
    width, height = round(picture.width * ratio), round(picture.height * ratio)
    image = QImage(max(1, width), max(1, height), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(look.theme.base))
    painter = QPainter(image)
    draw_map(painter, picture, look)
    painter.end()
    return image
