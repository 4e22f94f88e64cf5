"""A slab as something that can be reached: an invisible button over its picture.

A picture shows nothing to a screen reader, and PySide has no way to give it parts of its own that
outlive a collection. Buttons have names, take the focus, are found under the pointer and show
tooltips; only what they look like is the picture's.
"""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from layerlab_gui.stage.picture.navigation import Way

_WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Home: Way.TOP,
    Qt.Key.Key_End: Way.BASE,
}


class SlabButton(QAbstractButton):
    """Of the slab `key`; Enter and Space press it. Only one of a picture is a tab stop."""

    hovered = Signal(str)
    focused = Signal(str)
    way_wanted = Signal(str, object)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture is below."""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(self.key)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WAYS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.way_wanted.emit(self.key, _WAYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.key, event.globalPos())
