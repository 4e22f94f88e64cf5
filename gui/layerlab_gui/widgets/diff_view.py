"""A unified diff: signs in the text, both line numbers beside it, colour as the third sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from layerlab_gui import fonts
from layerlab_gui.theme import Theme, mixed
from layerlab_gui.widgets.code_view import CodeView

HUNK = "@"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """`sign` is a space, `+`, `-`, or `@` for the heading of a hunk, which has no numbers."""

    sign: str
    text: str
    old: int | None = None
    new: int | None = None

    @property
    def shown(self) -> str:
        return self.text if self.sign == HUNK else self.sign + self.text


def ground(theme: Theme, sign: str) -> QColor:
    """What a line stands on: a faint colour, since the sign says the same."""
    colours = {"+": (theme.added, 0.12), "-": (theme.deleted, 0.12), HUNK: (theme.accent, 0.07)}
    colour, share = colours.get(sign, (theme.base, 0.0))
    return mixed(QColor(colour), QColor(theme.base), share)


def _block(theme: Theme, sign: str) -> QTextBlockFormat:
    result = QTextBlockFormat()
    result.setBackground(ground(theme, sign))
    return result


class DiffView(CodeView):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.document().setDocumentMargin(fonts.px(4))
        self._theme = theme
        self._lines: tuple[DiffLine, ...] = ()
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._scrolled)

    def show_lines_of(self, lines: Sequence[DiffLine], *, keeps_place: bool = False) -> None:
        """Another diff, or the same one after an edit (`keeps_place`)."""
        if tuple(lines) == self._lines:
            return
        place = self.verticalScrollBar().value() if keeps_place else 0
        self._lines = tuple(lines)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, line in enumerate(self._lines):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block(self._theme, line.sign))
            cursor.insertText(line.shown, self._ink(line.sign))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)
        self._fit()

    def _ink(self, sign: str) -> QTextCharFormat:
        result = QTextCharFormat()
        ink = self._theme.muted if sign == HUNK else self._theme.text
        result.setForeground(QColor(ink))
        return result

    # the numbers

    def number_width(self) -> int:
        """Of one of the two columns."""
        last = max((max(line.old or 0, line.new or 0) for line in self._lines), default=0)
        digits = max(2, len(str(last)))
        return self.fontMetrics().horizontalAdvance("9") * digits + fonts.px(8)

    def _fit(self) -> None:
        room = self.number_width() * 2 if self._lines else 0
        self.setViewportMargins(room, 0, 0, 0)
        self._place()

    def _place(self) -> None:
        box = self.contentsRect()
        room = self.viewportMargins().left()
        self._numbers.setGeometry(QRect(box.left(), box.top(), room, box.height()))
        self._numbers.update()

    def _scrolled(self, _area: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paint_numbers(self, event: QPaintEvent) -> None:
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), QColor(self._theme.window))
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.muted))
        width, height = self.number_width(), self.fontMetrics().height()
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            line = self._lines[block.blockNumber()] if self._lines else DiffLine(" ", "")
            for column, number in enumerate((line.old, line.new)):
                if number is not None:
                    box = QRect(column * width, round(top), width - fonts.px(4), height)
                    painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()


class _Numbers(QWidget):
    """The strip at the left; it can't be selected, so that what is copied is the diff alone."""

    def __init__(self, view: DiffView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.number_width() * 2, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_numbers(event)
