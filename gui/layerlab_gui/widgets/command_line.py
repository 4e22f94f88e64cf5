"""One line to type a command in: history, completion, and the keys of a terminal."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from layerlab.commands import Completion
from layerlab_gui import fonts
from layerlab_gui.console.history import History

_CONTROL = Qt.KeyboardModifier.ControlModifier
_OWN_KEYS = (Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_L)
_OF_POPUP = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)


class CommandLine(QLineEdit):
    """Tells what was typed; `completion_wanted` is answered by `offer`.

    Tab completes what is typed, and moves on from an empty line; Shift+Tab always moves back.
    """

    submitted = Signal(str)
    interrupted = Signal()
    ended = Signal()
    clear_wanted = Signal()
    scroll_wanted = Signal(int)
    completion_wanted = Signal(str, int)

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self._names = QStringListModel(self)
        self._offered = Completion()
        self._list = QListView()
        self._popup = QCompleter(self._names, self)
        self._popup.setPopup(self._list)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setWidget(self)
        self._popup.activated.connect(self._take)
        self.textEdited.connect(self._list.hide)

    def event(self, event: QEvent) -> bool:
        """Before Qt takes the tabulator for itself, and the window its own Ctrl+L."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.modifiers() == _CONTROL and event.key() in _OWN_KEYS:
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._list.isVisible() and event.key() in _OF_POPUP:
                event.ignore()  # QCompleter asks here first, and then chooses
                return False
            is_tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            if is_tab and self.text().strip() and not self.isReadOnly():
                self.completion_wanted.emit(self.text(), self.cursorPosition())
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._control(event) or self._plain(event)):
            super().keyPressEvent(event)

    def _control(self, event: QKeyEvent) -> bool:
        if event.modifiers() != _CONTROL:
            return False
        if event.key() == Qt.Key.Key_C and not self.hasSelectedText():
            self.interrupted.emit()
        elif event.key() == Qt.Key.Key_D and not self.text():
            self.ended.emit()
        elif event.key() == Qt.Key.Key_L:
            self.clear_wanted.emit()
        else:
            return False
        return True

    def _plain(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._submit()
            case Qt.Key.Key_Up:
                self.setText(self.history.older(self.text()))
            case Qt.Key.Key_Down:
                self.setText(self.history.newer(self.text()))
            case Qt.Key.Key_PageUp:
                self.scroll_wanted.emit(-1)
            case Qt.Key.Key_PageDown:
                self.scroll_wanted.emit(1)
            case Qt.Key.Key_Escape if self.text():  # else it is the window's
                self.clear()
                self.history.reset()
            case _:
                return False
        return True

    def _submit(self) -> None:
        line = self.text()
        self.clear()
        self.submitted.emit(line)

    def offer(self, line: str, completion: Completion) -> None:
        """The candidates for a line; nothing where it is another one by now."""
        found = completion.candidates
        if line != self.text() or not found:
            return
        self._offered = completion
        common = _common_start(found)
        typed = line[completion.start : self.cursorPosition()]
        if len(common) > len(typed) or len(found) == 1:
            self._take(common)
        if len(found) > 1:
            self._names.setStringList(list(found))
            width = max(
                self.fontMetrics().horizontalAdvance(name) for name in found[:50]
            ) + fonts.px(48)
            box = self.cursorRect()
            box.setWidth(min(width, self.width()))
            self._popup.complete(box)

    def _take(self, candidate: str) -> None:
        line, start = self.text(), self._offered.start
        rest = line[self.cursorPosition() :]
        self.setText(line[:start] + candidate + rest)
        self.setCursorPosition(start + len(candidate))


def _common_start(words: Sequence[str]) -> str:
    """What all of them begin with."""
    first, last = min(words), max(words)
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(sign for sign, _ in same)
