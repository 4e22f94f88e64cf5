"""The strip's text: what was typed, what came of it, and what the mouse did, in their colours."""

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from layerlab_gui import fonts
from layerlab_gui.console.output import Kind, Piece
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import printable
from layerlab_gui.theme import Theme

KEPT_LINES = 10_000
KEPT_PIECES = 5_000


class Transcript(QPlainTextEdit):
    """Only to read; keeps its pieces, so that a window in another theme can show them again.
    `commanded` is told each command."""

    commanded = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.pieces: deque[Piece] = deque(maxlen=KEPT_PIECES)
        self._owes_newline = False  # held back, so that no empty line takes room at the end
        self._colours = {
            Kind.PROMPT: theme.accent,
            Kind.COMMAND: theme.text,
            Kind.RESULT: theme.text,
            Kind.ERROR: theme.deleted,
            Kind.NOTE: theme.muted,
        }
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setProperty("flat", True)
        self.setFont(fonts.code(self.font()))
        self.setMaximumBlockCount(KEPT_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(fonts.px(8))
        self.setAccessibleName(translate("Console", "Commands and what came of them"))
        self.setPlaceholderText(
            translate(
                "Console",
                "Each action writes its docker command here. Type one yourself, or: help",
            )
        )

    @property
    def is_at_line_start(self) -> bool:
        """Whether what is added next begins a line."""
        return self._owes_newline or not self.document().lastBlock().text()

    def forget(self) -> None:
        self.clear()
        self.pieces.clear()
        self._owes_newline = False

    def add(self, pieces: Iterable[Piece]) -> None:
        """Appends, and follows the end where the end was seen before."""
        bar = self.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 1
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for piece in pieces:
            self.pieces.append(piece)
            if piece.kind is Kind.COMMAND:
                self.commanded.emit(piece.text)
            shape = QTextCharFormat()
            shape.setForeground(QColor(self._colours[piece.kind]))
            text = "\n" * self._owes_newline + piece.text
            self._owes_newline = text.endswith("\n")
            cursor.insertText(_legible(text.removesuffix("\n")), shape)
        cursor.endEditBlock()
        if follows:
            bar.setValue(bar.maximum())

    def add_line(self, *pieces: Piece) -> None:
        """On a line of its own."""
        start = () if self.is_at_line_start else (Piece(Kind.NOTE, "\n"),)
        self.add((*start, *pieces, Piece(Kind.NOTE, "\n")))


def _legible(text: str) -> str:
    """Control characters as signs, but for the ends of lines and tabulators."""
    return "\n".join(
        "\t".join(printable(part) for part in line.split("\t")) for line in text.split("\n")
    )
