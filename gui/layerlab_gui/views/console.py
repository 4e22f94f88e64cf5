"""The console strip: the `docker` command of every action, and what came of it."""

from collections import deque

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from layerlab_gui import fonts
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import printable
from layerlab_gui.theme import Theme
from layerlab_gui.workspace import Said, Workspace

KEPT_LINES = 2000


class Console(QPlainTextEdit):
    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: deque[Said] = deque(maxlen=KEPT_LINES)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setProperty("flat", True)
        self.setFont(fonts.code(self.font()))
        self.setMaximumBlockCount(KEPT_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self.setAccessibleName(translate("Console", "Commands"))
        self.setToolTip(translate("Console", "The docker command that does what you did (Alt+5)"))
        self.setPlaceholderText(translate("Console", "Each action writes its docker command here."))
        workspace.said.connect(self.write)

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().lineSpacing() * 4 + 16)

    def write(self, said: Said) -> None:
        self.lines.append(said)
        theme = self._theme
        parts = []
        if said.command:
            parts.append((f"$ {printable(said.command)}", theme.text))
        if said.result:
            gap = "   → " if said.command else "→ "
            colour = theme.deleted if said.is_error else theme.muted
            parts.append((gap + printable(said.result), colour))
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self.document().isEmpty():
            cursor.insertBlock()
        for text, colour in parts:
            shape = QTextCharFormat()
            shape.setForeground(QColor(colour))
            cursor.insertText(text, shape)
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
