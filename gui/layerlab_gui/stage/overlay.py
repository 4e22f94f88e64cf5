"""The moving slab over the stack: one pixmap, moved between two cards.

A widget that lets every click through; the stack below it stays a list, so that what is said here
is said to a screen reader by the cards and the caption, too.
"""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from layerlab.container import StepKind
from layerlab_gui import fonts, icons
from layerlab_gui.i18n import size
from layerlab_gui.stage.beats import Beat
from layerlab_gui.stage.model import StageModel
from layerlab_gui.theme import Theme, layer_colour, mixed, readable_on

CardBox = Callable[[int], QRectF]
_ICONS = {
    StepKind.COPY_UP_PARENT: "folder",
    StepKind.COPY_UP_METADATA: "lock",
    StepKind.WHITEOUT: "file-x",
    StepKind.OPAQUE: "eye-off",
    StepKind.WRITE: "pencil",
    StepKind.REMOVE: "trash-2",
}
_FALLS = frozenset({StepKind.WHITEOUT, StepKind.OPAQUE})


class StageOverlay(QWidget):
    def __init__(self, model: StageModel, theme: Theme, card_box: CardBox, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = model
        self._theme = theme
        self._card_box = card_box
        self._curve = QEasingCurve(QEasingCurve.Type.InOutCubic)
        self._slab: QPixmap | None = None
        self._slab_of: Beat | None = None
        model.changed.connect(self.update)
        model.ticked.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        beat = self._model.current
        if beat is None:
            return
        slab = self._pixmap(beat)
        at = self._place(beat, self._curve.valueForProgress(self._model.fraction))
        painter = QPainter(self)
        ratio = slab.devicePixelRatio()
        half = QPointF(slab.width() / ratio / 2, slab.height() / ratio / 2)
        painter.drawPixmap(at - half, slab)

    def _place(self, beat: Beat, progress: float) -> QPointF:
        """From card to card; what has no source comes in from the side."""
        target = self._card_box(beat.target).center()
        part = self._model.part
        origin = part.origin if part else None
        if beat.kind in _FALLS and origin is not None:
            start, end = target, self._card_box(origin).center()
        elif beat.source is not None:
            start, end = self._card_box(beat.source).center(), target
        else:
            start, end = target + QPointF(self.width() * 0.35, 0), target
        return start + (end - start) * progress

    def _pixmap(self, beat: Beat) -> QPixmap:
        if self._slab is None or self._slab_of != beat:
            self._slab, self._slab_of = self._draw(beat), beat
        return self._slab

    def _draw(self, beat: Beat) -> QPixmap:
        theme, font = self._theme, fonts.strong(self.font())
        metrics = QFontMetrics(font)
        label = beat.label + (f"  {size(beat.size_bytes)}" if beat.size_bytes else "")
        label = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, self.width() - 90)
        side = metrics.height()
        width, height = metrics.horizontalAdvance(label) + side + 34, side + 18
        ratio = self.devicePixelRatioF()
        result = QPixmap(round((width + 8) * ratio), round((height + 8) * ratio))
        result.setDevicePixelRatio(ratio)
        result.fill(Qt.GlobalColor.transparent)
        is_lower = beat.source is not None
        number = beat.source if beat.source is not None else beat.target
        ground = layer_colour(theme, number, not is_lower)
        ink = readable_on(ground)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(4, 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 55))
        painter.drawRoundedRect(box.translated(0, 3), 9, 9)
        painter.setBrush(ground)
        painter.setPen(QPen(mixed(QColor(theme.text), ground, 0.6), 1.5))
        painter.drawRoundedRect(box, 9, 9)
        name = _ICONS.get(beat.kind, "file")
        picture = icons.pixmap(name, ink.name(), side, ratio)
        painter.drawPixmap(QPointF(box.x() + 12, box.center().y() - side / 2), picture)
        painter.setFont(font)
        painter.setPen(ink)
        text = box.adjusted(side + 20, 0, -8, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, label)
        painter.end()
        return result
