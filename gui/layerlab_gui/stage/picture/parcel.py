"""What travels: a card with a sign, a name and a size, in the colour of where it comes from."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from layerlab_gui import icons
from layerlab_gui.i18n import size
from layerlab_gui.stage.picture.boxes import Point
from layerlab_gui.stage.picture.look import Look, slab_colours
from layerlab_gui.stage.picture.motion import Parcel
from layerlab_gui.stage.scene import MoveKind
from layerlab_gui.theme import mixed, readable_on

_ICONS = {
    MoveKind.DIRECTORY: "folder",
    MoveKind.METADATA: "lock",
    MoveKind.DATA: "file-text",
    MoveKind.WRITE: "pencil",
    MoveKind.CREATE: "file-plus",
    MoveKind.WHITEOUT: "file-x",
    MoveKind.OPAQUE: "ban",
    MoveKind.LINK: "link",
    MoveKind.RENAME: "arrow-right-left",
    MoveKind.REMOVE: "trash-2",
    MoveKind.BLOB: "box",
    MoveKind.DOCUMENT: "file-braces",
}
_LEFT_BEHIND = 0.7
_WIDEST = 40
"""A label's width, in characters."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_parcel(painter: QPainter, parcel: Parcel, look: Look) -> None:
    """A copy leaves a faint one behind, and a dotted way between the two."""
    painter.save()
    if parcel.is_copy:
        _draw_way(painter, parcel, look)
        painter.setOpacity(_LEFT_BEHIND)
        _draw_card(painter, parcel, parcel.start, look, is_left=True)
    painter.setOpacity(parcel.opacity)
    _draw_card(painter, parcel, parcel.at, look)
    painter.restore()


def _draw_way(painter: QPainter, parcel: Parcel, look: Look) -> None:
    path = QPainterPath(QPointF(parcel.start.x, parcel.start.y))
    path.lineTo(parcel.at.x, parcel.at.y)
    pen = QPen(QColor(look.theme.accent), look.stroke(2), Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _draw_card(
    painter: QPainter, parcel: Parcel, at: Point, look: Look, *, is_left: bool = False
) -> None:
    theme, line, move = look.theme, look.metrics.line, parcel.move
    metrics = QFontMetricsF(look.title)
    label = move.label + (f"  {size(move.size_bytes)}" if move.size_bytes else "")
    most = look.metrics.char * _WIDEST
    label = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, most)
    side, height = line * 1.05, line * 1.75
    width = metrics.horizontalAdvance(label) + side + line * 1.3
    box = QRectF(at.x - width / 2, at.y - height / 2, width, height)
    ground = _ground(parcel, look)
    ink = QColor(theme.text) if is_left else readable_on(ground)
    radius = line * 0.45
    if not is_left:
        painter.setPen(Qt.PenStyle.NoPen)
        for drop, alpha in ((0.1, 40), (0.25, 26)):
            painter.setBrush(QBrush(QColor(0, 0, 0, alpha)))
            painter.drawRoundedRect(box.translated(0, line * drop), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_left else QBrush(ground))
    style = Qt.PenStyle.DashLine if is_left else Qt.PenStyle.SolidLine
    painter.setPen(QPen(mixed(QColor(theme.text), ground, 0.6), look.stroke(1.5), style))
    painter.drawRoundedRect(box, radius, radius)
    icon = QRectF(box.x() + line * 0.45, box.center().y() - side / 2, side, side)
    icons.draw(painter, _ICONS[move.kind], ink, icon)
    painter.setFont(look.title)
    painter.setPen(ink)
    painter.drawText(box.adjusted(side + line * 0.8, 0, 0, 0), _LEFT, label)


def _ground(parcel: Parcel, look: Look) -> QColor:
    """The source's colour; what comes from nowhere has the container layer's."""
    if parcel.source is None:
        return QColor(look.theme.container)
    return slab_colours(look.theme, parcel.source.slab).block
