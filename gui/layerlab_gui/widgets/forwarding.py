"""Panes that give the keyboard on to one of their parts.

No `setFocusProxy`: it moves the widget in Qt's chain of Tab stops, and after a second time some
controls are never reached and others lead nowhere.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Forwarding:
    """Mixed into a widget, before it."""

    def keyboard_part(self) -> QWidget:
        raise NotImplementedError

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.keyboard_part().setFocus(reason)


class Holder(Forwarding, QWidget):
    """A widget that does nothing but hold others, and gives the keyboard to one of them."""

    def __init__(self, part: Callable[[], QWidget]) -> None:
        super().__init__()
        self._part = part

    def keyboard_part(self) -> QWidget:
        return self._part()
