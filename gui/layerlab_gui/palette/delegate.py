"""A row of the palette: icon, name with the meant letters marked, what it is, its key."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.models.rows import printable
from layerlab_gui.palette.entries import Found, Kind
from layerlab_gui.palette.model import FOUND_ROLE, side_words
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.marking import mark_row

Index = QModelIndex | QPersistentModelIndex
_SIDE_SHARE = 0.42
"""Of the row's width, the most that goes to the words beside the name."""


class PaletteDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, round(option.fontMetrics.height() * 1.75))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(FOUND_ROLE)
        if isinstance(found, Found):
            painter.save()
            _Row(painter, option, self._theme, found).draw()
            painter.restore()


class _Row:
    """One row while it is drawn, from both ends inwards."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme, found: Found
    ) -> None:
        self._painter = painter
        self._theme = theme
        self._found = found
        self._option = option
        self._box: QRect = option.rect
        self._font: QFont = option.font
        self._is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_quiet = not found.entry.is_possible
        self._quiet = theme.on_selection if self._is_chosen else theme.muted
        self._ink = self._quiet if is_quiet else self._strong_ink()
        self._unit = option.fontMetrics.height()

    def _strong_ink(self) -> str:
        return self._theme.on_selection if self._is_chosen else self._theme.text

    def draw(self) -> None:
        painter, box, theme = self._painter, self._box, self._theme
        mark_row(painter, self._option, theme)
        rest = box.adjusted(self._unit // 2 + 3, 0, -self._unit // 2, 0)
        rest = self._draw_icon(rest)
        rest = self._draw_key(rest)
        rest = self._draw_side(rest)
        self._draw_name(rest)

    def _draw_icon(self, box: QRect) -> QRect:
        side = round(self._unit * 1.1)
        ratio = self._painter.device().devicePixelRatio()
        picture = icons.pixmap(self._found.entry.icon, self._quiet, side, ratio)
        self._painter.drawPixmap(QPoint(box.x(), box.center().y() - side // 2 + 1), picture)
        return box.adjusted(side + self._unit // 2, 0, 0, 0)

    def _draw_key(self, box: QRect) -> QRect:
        """As a key cap."""
        key = self._found.entry.key
        if not key:
            return box
        small = fonts.scaled(self._font, 0.88)
        metrics = QFontMetrics(small)
        width = metrics.horizontalAdvance(key) + self._unit // 2
        height = metrics.height() + 2
        cap = QRect(box.right() - width, box.center().y() - height // 2 + 1, width, height)
        self._painter.setPen(QPen(QColor(self._quiet), 1))
        self._painter.drawRoundedRect(cap, 4, 4)
        self._write(cap, small, self._quiet, key, Qt.AlignmentFlag.AlignCenter)
        return box.adjusted(0, 0, -width - self._unit // 2, 0)

    def _draw_side(self, box: QRect) -> QRect:
        small = fonts.scaled(self._font, 0.9)
        words = side_words(self._found.entry)
        metrics = QFontMetrics(small)
        width = min(metrics.horizontalAdvance(words) + 2, round(box.width() * _SIDE_SHARE))
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        end = box.adjusted(box.width() - width, 0, 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._write(end, small, self._quiet, words, right)
        return box.adjusted(0, 0, -width - self._unit // 2, 0)

    def _draw_name(self, box: QRect) -> None:
        """The meant letters stand out by weight and a line below, not by colour."""
        entry = self._found.entry
        metrics = QFontMetrics(self._font)
        is_path = entry.kind is Kind.PATH
        elide = Qt.TextElideMode.ElideMiddle if is_path else Qt.TextElideMode.ElideRight
        text = printable(entry.text)
        meant = fonts.strong(self._font)
        meant.setUnderline(True)
        is_whole = text == entry.text and QFontMetrics(meant).horizontalAdvance(text) <= box.width()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if not is_whole or not self._found.spots:
            fitting = metrics.elidedText(text, elide, box.width())
            self._write(box, self._font, self._ink, fitting, left)
            return
        for part, is_meant in _parts(text, self._found.spots):
            font = meant if is_meant else self._font
            self._write(box, font, self._ink, part, left)
            box = box.adjusted(QFontMetrics(font).horizontalAdvance(part), 0, 0, 0)

    def _write(
        self, box: QRect, font: QFont, ink: str, text: str, alignment: Qt.AlignmentFlag
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink))
        self._painter.drawText(box, alignment | Qt.TextFlag.TextSingleLine, text)


def _parts(text: str, spots: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """Runs of signs that are meant, and of those that are not."""
    meant, start = frozenset(spots), 0
    for position in range(1, len(text) + 1):
        if position == len(text) or (position in meant) != (start in meant):
            yield text[start:position], start in meant
            start = position
