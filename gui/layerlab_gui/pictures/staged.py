"""The stage's picture, a scene as a strip, and the map: by the renderers of the window itself."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from layerlab_gui import fonts
from layerlab_gui.map.painter import draw_map
from layerlab_gui.map.picture import MapPicture
from layerlab_gui.pictures.drawing import Drawing, is_seen
from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.column import Column
from layerlab_gui.stage.picture.faces import rect
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.stage.picture.renderer import draw_still, natural_height
from layerlab_gui.stage.scene import Scene, Still
from layerlab_gui.stage.strip import Panel, Sizes, Strip, strip

MAP_SIZE = (960.0, 640.0)
WIDTH, PANEL_WIDTH, PILE_WIDTH = 900.0, 440.0, 200.0
"""Of the picture alone, of one in a strip, and what it has more for each further pile."""
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def of_still(still: Still, title: str, look: Look, column: Column | None = None) -> Drawing:
    """With the `column` of a path through its slabs."""
    height = natural_height((still,), WIDTH, look)
    box = QRectF(0, 0, WIDTH, height)
    return Drawing(
        title,
        WIDTH,
        height,
        lambda painter: draw_still(painter, box, still, look, column=column),
        QColor(look.theme.base),
        of_values=True,
    )


def of_scene(scene: Scene, title: str, look: Look) -> Drawing:
    """All its stills with their sentences."""
    stills = tuple(scene.still(at) for at in range(len(scene.beats) + 1))
    metrics = QFontMetricsF(look.plain)

    def words(text: str, width: float) -> float:
        room = QRectF(0, 0, width - _number_width(look), 1e6)
        return metrics.boundingRect(room, int(_WRAPPED), text).height()

    width = _panel_width(stills)
    picture = width, natural_height(stills, width, look)
    made = strip(scene, Sizes(picture, look.metrics.line, words), look.depth)

    def paint(painter: QPainter) -> None:
        if is_seen(painter, rect(made.title)):
            _paint_title(painter, made, scene, look)
        for panel in made.panels:
            if is_seen(painter, rect(panel.frame)):
                _paint_panel(painter, panel, look)
                area = rect(panel.picture)
                draw_still(painter, area, scene.still(panel.position), look, among=stills)

    ground = QColor(look.theme.window)
    return Drawing(title, made.width, made.height, paint, ground, made.cuts, of_values=True)


def _panel_width(stills: Sequence[Still]) -> float:
    """Wider where several piles stand beside one another: their slabs have words on them."""
    piles = max(len(still.piles) for still in stills)
    return min(WIDTH, PANEL_WIDTH + PILE_WIDTH * (piles - 1))


def of_map(made: MapPicture, title: str, look: Look) -> Drawing:
    ground = QColor(look.theme.base)
    return Drawing(
        title,
        made.width,
        made.height,
        lambda painter: draw_map(painter, made, look),
        ground,
        of_values=True,
    )


def _number_width(look: Look) -> float:
    return look.metrics.line * 1.6


def _paint_title(painter: QPainter, made: Strip, scene: Scene, look: Look) -> None:
    line = look.metrics.line
    upper = Box(made.title.x, made.title.y + line * 0.4, made.title.width, line * 1.3)
    painter.setFont(look.title)
    painter.setPen(QColor(look.theme.text))
    painter.drawText(rect(upper), _MIDDLE, _fitting(scene.title, look.title, upper.width))
    if scene.command:
        code = QFont(fonts.code(fonts.interface()))
        code.setPixelSize(look.plain.pixelSize())
        painter.setFont(code)
        painter.setPen(QColor(look.theme.muted))
        lower = upper.moved(0, upper.height)
        painter.drawText(rect(lower), _MIDDLE, _fitting(f"$ {scene.command}", code, lower.width))


def _fitting(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def _paint_panel(painter: QPainter, panel: Panel, look: Look) -> None:
    """The frame, and the words with their number; the picture is the renderer's."""
    theme, line = look.theme, look.metrics.line
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(theme.base))
    painter.setPen(QPen(QColor(theme.line), 1.2))
    painter.drawRoundedRect(rect(panel.frame), line * 0.4, line * 0.4)
    words, side = rect(panel.words), line * 1.15
    above = (side - QFontMetricsF(look.plain).height()) / 2
    _paint_number(painter, QRectF(words.x(), words.y() - above, side, side), panel.position, look)
    painter.setFont(look.plain)
    painter.setPen(QColor(theme.text))
    painter.drawText(words.adjusted(_number_width(look), 0, 0, 0), _WRAPPED, panel.sentence)


def _paint_number(painter: QPainter, circle: QRectF, number: int, look: Look) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.accent))
    painter.drawEllipse(circle)
    font = QFont(look.small)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(look.theme.base))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
