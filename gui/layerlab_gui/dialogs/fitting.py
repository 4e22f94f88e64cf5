"""A dialog that is never larger than its screen: what has no room is scrolled to, its buttons stay.

At 200 % on a small screen a form is higher than the screen; Qt would leave its buttons outside.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from layerlab_gui import fonts


class _Area(QScrollArea):
    """Asks for the room that its content needs, and does with less."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.setWidget(content)
        self._content = content

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def needed_height(self, width: int) -> int:
        return max(self._content.heightForWidth(width), self._content.minimumSizeHint().height())


class FittingDialog(QDialog):
    """Subclasses fill `body`; what stands below it, such as the buttons, is never scrolled."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(fonts.px(12))
        self._area = _Area(content)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(fonts.margins(18, 16, 18, 14))
        self._outer.setSpacing(fonts.px(12))
        self._outer.addWidget(self._area, 1)

    def add_foot(self, widget: QWidget) -> None:
        self._outer.addWidget(widget)

    def want_width(self, width: int) -> None:
        """At least so wide, where the screen is."""
        self.setMinimumWidth(min(width, self._room().width()))

    def _room(self) -> QSize:
        return self.screen().availableSize()

    def showEvent(self, event: QShowEvent) -> None:
        """All is seen at once where the screen allows it."""
        super().showEvent(event)
        room = self._room()
        width = min(max(self.width(), self.sizeHint().width()), room.width())
        margins = self._outer.contentsMargins()
        inner = width - margins.left() - margins.right()
        lacking = self._area.needed_height(inner) - self._area.height()
        self.resize(width, min(self.height() + max(lacking, 0), room.height()))
