"""A layer's card: number, instruction, size, counts, what it says of the path, its share."""

from enum import Enum

from PySide6.QtCore import (
    QMarginsF,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import count
from layerlab_gui.models.stack import CARD_ROLE, Card, mark_word
from layerlab_gui.stage.scene import Mark
from layerlab_gui.theme import Theme, layer_colour, layer_tint, mixed, stroke
from layerlab_gui.widgets.badge import draw_badge

Index = QModelIndex | QPersistentModelIndex
_MARK_ICONS = {Mark.SEEN: "eye", Mark.HIDDEN: "eye-off", Mark.WHITEOUT: "file-x"}
RADIUS = 8.0
STRIP = 6.0
WORD_ROOM = 170
"""All lengths here are pixels at 100 %. A narrower line has the mark's icon without its word."""


def card_box(row: QRect) -> QRectF:
    """Where in its row a card is drawn; the stage's slabs start and end there."""
    return QRectF(row) - QMarginsF(fonts.margins(8, 3, 8, 3))


class Density(Enum):
    """How much room a card takes: extra pixels and lines of text, and its padding."""

    ROOMY = (38, 2.5, 9.0)
    TIGHT = (33, 2.15, 6.0)
    SLIM = (24, 1.05, 5.0)

    def height(self, line: int) -> int:
        return round(line * self.value[1]) + fonts.px(self.value[0])

    @property
    def padding(self) -> int:
        return fonts.px(self.value[2])


class StackDelegate(QStyledItemDelegate):
    """Cards give way in three steps, so that a whole stack is seen where it can be."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._density = Density.ROOMY

    def fit(self, count: int, room: int, metrics: QFontMetrics) -> bool:
        """Choose the roomiest cards of which `count` fit; whether that is a change."""
        before = self._density
        fitting = (d for d in Density if count * d.height(metrics.height()) <= room)
        self._density = next(fitting, Density.SLIM)
        return self._density is not before

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(fonts.px(160), self._density.height(option.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(CARD_ROLE)
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        box = card_box(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, card, state)
        pad = self._density.padding
        inner = box.adjusted(fonts.px(STRIP + 9), pad, -fonts.px(11), -pad)
        is_slim = self._density is Density.SLIM
        self._first_line(painter, inner, card, font, has_mark=is_slim)
        if not is_slim:
            self._second_line(painter, inner, card, font)
        self._share(painter, inner, card)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, card: Card, state: QStyle.StateFlag) -> None:
        theme = self._theme
        shape = QPainterPath()
        radius = fonts.px(RADIUS)
        shape.addRoundedRect(box, radius, radius)
        painter.fillPath(shape, layer_tint(theme, card.number, card.is_container))
        if card.is_missing:
            painter.fillPath(shape, QColor(theme.base))
            painter.fillPath(shape, QBrush(QColor(theme.edge), Qt.BrushStyle.BDiagPattern))
        painter.save()
        painter.setClipPath(shape)
        strip = QRectF(box.x(), box.y(), fonts.px(STRIP), box.height())
        painter.fillRect(strip, layer_colour(theme, card.number, card.is_container))
        painter.restore()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
        pen = QPen(QColor(theme.edge), stroke(theme))
        if (card.is_container or card.is_missing) and not selected:
            pen = QPen(QColor(theme.edge), stroke(theme, 1.3), Qt.PenStyle.DashLine)
        if selected:
            style = Qt.PenStyle.DashLine if card.is_container else Qt.PenStyle.SolidLine
            pen = QPen(QColor(theme.accent), stroke(theme, 3 if focused else 2), style)
        painter.setPen(pen)
        painter.drawPath(shape)

    def _first_line(
        self, painter: QPainter, box: QRectF, card: Card, font: QFont, *, has_mark: bool
    ) -> None:
        metrics = QFontMetrics(font)
        strong, small = fonts.strong(font), fonts.scaled(font, 0.92)
        height = metrics.height()
        middle = QPointF(box.x() + height * 0.72, box.y() + height / 2)
        badge = draw_badge(
            painter, middle, card.number, self._theme, strong, is_container=card.is_container
        )
        line = QRectF(box.x(), box.y(), box.width(), height)
        painter.setPen(QColor(self._theme.text))
        painter.setFont(small)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, card.size)
        gap = fonts.px(8)
        line.setLeft(badge.right() + gap)
        line.setRight(box.right() - QFontMetrics(small).horizontalAdvance(card.size) - gap)
        if has_mark and card.mark is not None:
            line.setRight(line.right() - self._mark(painter, line, card.mark, small) - gap)
        painter.setFont(strong)
        painter.setPen(QColor(self._theme.text))
        title = QFontMetrics(strong).elidedText(
            card.title, Qt.TextElideMode.ElideRight, int(line.width())
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)

    def _second_line(self, painter: QPainter, box: QRectF, card: Card, font: QFont) -> None:
        small = fonts.scaled(font, 0.88)
        metrics = QFontMetrics(small)
        height = metrics.height() + fonts.px(2)
        line = QRectF(box.x(), box.bottom() - height - fonts.px(10), box.width(), height)
        painter.setFont(small)
        room = line.width()
        if card.mark is not None:
            room -= self._mark(painter, line, card.mark, small) + fonts.px(8)
        x = line.x()
        for text, colour in self._parts(card):
            width = metrics.horizontalAdvance(text)
            if x + width > line.x() + room:
                break
            painter.setPen(QColor(colour))
            painter.drawText(
                QRectF(x, line.y(), width + 2, height), Qt.AlignmentFlag.AlignVCenter, text
            )
            x += width + fonts.px(9)

    def _parts(self, card: Card) -> list[tuple[str, str]]:
        theme, counts = self._theme, card.counts
        if card.stored:
            return [(card.stored, theme.muted)]
        if counts is None:
            return [(card.files, theme.muted)]
        parts = [
            (f"+{count(counts.added)}", theme.added, counts.added),
            (f"~{count(counts.modified)}", theme.modified, counts.modified),
            (f"−{count(counts.deleted)}", theme.deleted, counts.deleted),
        ]
        return [(t, c) for t, c, number in parts if number] + [(card.files, theme.muted)]

    def _mark(self, painter: QPainter, line: QRectF, mark: Mark, font: QFont) -> float:
        """A pill at the right: an icon and a word. Hidden is hatched as well."""
        if mark not in _MARK_ICONS:
            return 0
        theme, metrics = self._theme, QFontMetrics(font)
        colour = QColor(theme.deleted if mark is Mark.WHITEOUT else theme.text)
        if mark is Mark.HIDDEN:
            colour = QColor(theme.muted)
        side = metrics.height() - 2
        word = mark_word(mark) if line.width() > fonts.px(WORD_ROOM) else ""
        width = side + metrics.horizontalAdvance(word) + fonts.px(18 if word else 14)
        pill = QRectF(line.right() - width, line.y() - 1, width, line.height() + 2)
        painter.setBrush(QBrush(mixed(QColor(theme.base), QColor(theme.window), 0.8)))
        pen = QPen(QColor(theme.accent if mark is Mark.SEEN else theme.edge), stroke(theme))
        pen.setStyle(Qt.PenStyle.SolidLine if mark is Mark.SEEN else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        left, top = pill.x() + fonts.px(7), pill.center().y() - side / 2
        place = QRectF(left, top, side, side)
        icons.draw(painter, _MARK_ICONS[mark], colour, place)
        painter.setPen(colour)
        text = pill.adjusted(side + fonts.px(11), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, word)
        return width

    def _share(self, painter: QPainter, box: QRectF, card: Card) -> None:
        """A bar: this layer's bytes to those of the largest."""
        theme = self._theme
        high = fonts.px(4)
        whole = QRectF(box.x(), box.bottom() - high, box.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        tint = layer_tint(theme, card.number, card.is_container)
        painter.setBrush(mixed(QColor(theme.edge), tint, 0.28))
        painter.drawRoundedRect(whole, high / 2, high / 2)
        if card.share > 0:
            whole.setWidth(max(high, whole.width() * card.share))
            painter.setBrush(layer_colour(theme, card.number, card.is_container))
            painter.drawRoundedRect(whole, high / 2, high / 2)
