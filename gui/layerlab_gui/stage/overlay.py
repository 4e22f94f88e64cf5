"""The moving slab over the stack: one pixmap, moved between two cards.

A widget that lets every click through; the stack below it stays a list, so that what is said here
is said to a screen reader by the cards and the caption, too.
"""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import size
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.scene import Beat, Mark, Move, MoveKind, Slab, SlabKind, Still
from layerlab_gui.theme import Theme, layer_colour, mixed, readable_on

CardBox = Callable[[str], QRectF | None]
"""Where the card of a slab's key is; None where the list has none."""

_ICONS = {
    MoveKind.DIRECTORY: "folder",
    MoveKind.METADATA: "lock",
    MoveKind.WHITEOUT: "file-x",
    MoveKind.OPAQUE: "eye-off",
    MoveKind.WRITE: "pencil",
    MoveKind.REMOVE: "trash-2",
}
_FALLS = frozenset({MoveKind.WHITEOUT, MoveKind.OPAQUE})


class StageOverlay(QWidget):
    def __init__(self, model: StageModel, theme: Theme, card_box: CardBox, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = model
        self._theme = theme
        self._card_box = card_box
        self._curve = QEasingCurve(QEasingCurve.Type.InOutCubic)
        self._chip: QPixmap | None = None
        self._chip_of: Move | None = None
        model.changed.connect(self.update)
        model.ticked.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        beat = self._model.current
        if beat is None:
            return
        painter = QPainter(self)
        for move in beat.moves:
            at = self._place(beat, move, self._curve.valueForProgress(self._model.fraction))
            if at is not None:
                chip = self._pixmap(beat, move)
                ratio = chip.devicePixelRatio()
                half = QPointF(chip.width() / ratio / 2, chip.height() / ratio / 2)
                painter.drawPixmap(at - half, chip)

    def _place(self, beat: Beat, move: Move, progress: float) -> QPointF | None:
        """From card to card; what has no source comes in from the side."""
        box = self._card_box(move.target)
        if box is None:
            return None
        target = box.center()
        below = self._card_box(_hidden_below(beat.after, move.target))
        source = self._card_box(move.source) if move.source else None
        if move.kind in _FALLS and below is not None:
            start, end = target, below.center()
        elif source is not None:
            start, end = source.center(), target
        else:
            start, end = target + QPointF(self.width() * 0.35, 0), target
        return start + (end - start) * progress

    def _pixmap(self, beat: Beat, move: Move) -> QPixmap:
        if self._chip is None or self._chip_of != move:
            slab = beat.after.slabs[move.source or move.target]
            self._chip, self._chip_of = self._draw(move, slab), move
        return self._chip

    def _draw(self, move: Move, slab: Slab) -> QPixmap:
        theme, font = self._theme, fonts.strong(self.font())
        metrics = QFontMetrics(font)
        label = move.label + (f"  {size(move.size_bytes)}" if move.size_bytes else "")
        label = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, self.width() - 90)
        side = metrics.height()
        width, height = metrics.horizontalAdvance(label) + side + 34, side + 18
        ratio = self.devicePixelRatioF()
        result = QPixmap(round((width + 8) * ratio), round((height + 8) * ratio))
        result.setDevicePixelRatio(ratio)
        result.fill(Qt.GlobalColor.transparent)
        ground = layer_colour(theme, slab.number, slab.kind is not SlabKind.LAYER)
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
        name = _ICONS.get(move.kind, "file")
        picture = icons.pixmap(name, ink.name(), side, ratio)
        painter.drawPixmap(QPointF(box.x() + 12, box.center().y() - side / 2), picture)
        painter.setFont(font)
        painter.setPen(ink)
        text = box.adjusted(side + 20, 0, -8, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, label)
        painter.end()
        return result


def _hidden_below(still: Still, key: str) -> str:
    """The uppermost slab that the one of `key` hides the path in; "" where there is none."""
    for pile in still.piles:
        keys = [slab.key for slab in pile.slabs]
        if key in keys:
            lower = reversed(pile.slabs[: keys.index(key)])
            return next((slab.key for slab in lower if slab.mark is Mark.HIDDEN), "")
    return ""
