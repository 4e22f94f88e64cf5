"""A text of fixed width with coloured spans; the editor and the JSON views are this widget."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit

from layerlab_gui import fonts
from layerlab_gui.highlighting import Lines
from layerlab_gui.theme import Theme

_BLOCK_SEPARATOR = "\u2029"


class Highlighter(QSyntaxHighlighter):
    """Colours by spans that a worker made; until new ones come the old ones stand."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._lines: Lines = ()
        self._formats = _formats(theme)

    def show_lines(self, lines: Lines) -> None:
        if lines or self._lines:
            self._lines = lines
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number < len(self._lines):
            for span in self._lines[number]:
                self.setFormat(span.start, span.length, self._formats[span.group])


def ink_colours(theme: Theme) -> dict[str, str]:
    """The colour of each group of spans; all are legible on the theme's base."""
    dark = theme.is_dark
    return {
        "comment": theme.muted,
        "string": "#7fd4a0" if dark else "#1a6b3c",
        "number": "#e8b463" if dark else "#8a4b00",
        "keyword": "#8fbcff" if dark else "#0a4fa3",
        "name": "#d6a8f0" if dark else "#7a2b8f",
    }


def _formats(theme: Theme) -> dict[str, QTextCharFormat]:
    result = {}
    for group, colour in ink_colours(theme).items():
        shape = QTextCharFormat()
        shape.setForeground(QColor(colour))
        shape.setFontItalic(group == "comment")
        result[group] = shape
    return result


class CodeView(QPlainTextEdit):
    """`raw_text` is what is in it, to the character: `toPlainText` changes some of them.

    The tabulator is a sign where the text can be edited, so that other keys lead out: Ctrl+Tab,
    and Escape where nothing else wants it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(fonts.code(self.font()))
        self.setProperty("flat", True)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.document().setDocumentMargin(fonts.px(10))
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 4)
        self._highlighter = Highlighter(self.document(), theme)

    def setReadOnly(self, is_so: bool) -> None:
        super().setReadOnly(is_so)
        self.setTabChangesFocus(is_so)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        is_tab = key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if is_tab and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.window().focusNextPrevChild(not is_back)
        elif key == Qt.Key.Key_Escape:
            self.window().focusNextPrevChild(False)
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str, lines: Lines = ()) -> None:
        self._highlighter.show_lines(())
        self.setPlainText(text)
        self._highlighter.show_lines(lines)
        self.document().setModified(False)

    def show_lines(self, lines: Lines) -> None:
        changed = self.document().isModified()
        self._highlighter.show_lines(lines)
        self.document().setModified(changed)

    @property
    def raw_text(self) -> str:
        return self.document().toRawText().replace(_BLOCK_SEPARATOR, "\n")
