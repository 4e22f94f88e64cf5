"""Slabs that were drawn already, for beats in which many of them move at once."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.layout import PlacedSlab
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.stage.picture.motion import Sprite
from layerlab_gui.stage.picture.slab import SlabPainter
from layerlab_gui.stage.scene import Slab

_MOST = 400
_MARGIN = 3.0
"""Around a slab, for what its lines take outside of its faces."""


class SlabCache:
    """Of one look. What changes its size is drawn anew each time."""

    def __init__(self, look: Look, tilt: tuple[float, float], ratio: float) -> None:
        """`ratio` is the screen's pixels for one of the picture's."""
        self._look = look
        self._tilt = tilt
        self._ratio = ratio
        self._drawn: dict[tuple[Slab, int, float, float], QPixmap] = {}

    def fits(self, look: Look, ratio: float) -> bool:
        return look == self._look and ratio == self._ratio

    def draw(self, painter: QPainter, sprite: Sprite) -> None:
        placed = sprite.placed
        if not sprite.is_rigid:
            SlabPainter(painter, self._look, self._tilt).draw(placed, sprite.opacity)
            return
        key = (placed.slab, placed.span, round(placed.box.width, 2), round(placed.box.height, 2))
        if len(self._drawn) >= _MOST:
            self._drawn.clear()
        if key not in self._drawn:
            self._drawn[key] = self._pixmap(placed)
        at = QPointF(placed.box.x - _MARGIN, placed.box.y - self._tilt[1] - _MARGIN)
        before = painter.opacity()
        painter.setOpacity(before * sprite.opacity)
        painter.drawPixmap(at, self._drawn[key])
        painter.setOpacity(before)

    def _pixmap(self, placed: PlacedSlab) -> QPixmap:
        dx, dy = self._tilt
        box = Box(_MARGIN, dy + _MARGIN, placed.box.width, placed.box.height)
        width, height = box.right + dx + _MARGIN, box.bottom + _MARGIN
        result = QPixmap(round(width * self._ratio) + 1, round(height * self._ratio) + 1)
        result.setDevicePixelRatio(self._ratio)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slab = PlacedSlab(placed.slab, box, placed.span)
        SlabPainter(painter, self._look, self._tilt).draw(slab)
        painter.end()
        return result
