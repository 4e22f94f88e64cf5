"""The room that the stage's picture is seen in: scrolled by wheel and keys, zoomed with Ctrl."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from layerlab_gui.stage.picture.canvas import StageCanvas
from layerlab_gui.widgets import ZOOMS_ITSELF
from layerlab_gui.widgets.forwarding import Forwarding

ZOOM_STEP = 1.25


class StageArea(Forwarding, QScrollArea):
    """The canvas, as large as it needs; scrolled where that is more than there is."""

    def __init__(self, canvas: StageCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(canvas)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty(ZOOMS_ITSELF, True)
        canvas.reached.connect(self._go_to)

    def sizeHint(self) -> QSize:
        """It takes what is left: a pane with lines that wrap would else want room for all of it."""
        return self.minimumSizeHint()

    def keyboard_part(self) -> QWidget:
        return self._canvas

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.give_room()

    def give_room(self) -> None:
        """As much as there is beside a scroll bar, so that none makes another one come."""
        room, bar = self.maximumViewportSize(), self.verticalScrollBar().sizeHint().width()
        self._canvas.set_room(room.width() - bar, room.height(), bar)

    def to_the_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def to_slab(self, key: str) -> None:
        if key in self._canvas.buttons:
            self._go_to(self._canvas.buttons[key].geometry())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            up = event.angleDelta().y() > 0
            self._canvas.set_zoom(self._canvas.zoom * (ZOOM_STEP if up else 1 / ZOOM_STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def _go_to(self, box: QRect) -> None:
        """With something of what is around it."""
        margin = min(box.height() * 2, self.viewport().height() // 3)
        self.ensureVisible(box.center().x(), box.center().y(), 0, margin)
