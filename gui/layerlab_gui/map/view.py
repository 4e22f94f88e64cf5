"""The map as a person works with it: pointer, keys, and what is told of the part that is chosen."""

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from layerlab.model import LayerPath, parent
from layerlab_gui import fonts
from layerlab_gui.i18n import translate
from layerlab_gui.map.painter import draw_outline
from layerlab_gui.map.parts import PartKind
from layerlab_gui.map.picture import MapPicture, Place
from layerlab_gui.map.words import lines_of
from layerlab_gui.speaking import announce
from layerlab_gui.stage.picture.look import Look

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE = 2.0
"""How much farther a neighbour seems for each pixel that it is beside the arrow's way."""


class MapView(QWidget):
    """Shows a picture that was drawn elsewhere, and over it what is chosen.

    A part is chosen by its index in the picture. `path_wanted` is what was chosen by hand.
    """

    path_wanted = Signal(object)
    zoom_wanted = Signal(object)
    menu_wanted = Signal(QPoint)
    resized = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture: MapPicture | None = None
        self._drawn = QPixmap()
        self._chosen: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate("Map", "Map of the files by size"))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(120), fonts.px(80))

    @property
    def picture(self) -> MapPicture | None:
        return self._picture

    @property
    def chosen(self) -> Place | None:
        if self._picture is None or self._chosen is None:
            return None
        return self._picture.places[self._chosen]

    def show_picture(self, picture: MapPicture | None, image: QImage | None) -> None:
        self._picture, self._chosen = picture, None
        self._drawn = QPixmap() if image is None else QPixmap.fromImage(image)
        self._tell()
        self.update()

    def show_path(self, path: LayerPath) -> None:
        """What was chosen elsewhere."""
        picture, chosen = self._picture, self.chosen
        if chosen is not None and chosen.part.kind is PartKind.REST and chosen.part.path == path:
            return
        self._chosen = picture.of(path) if picture is not None else None
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Screen readers read the description when the focus comes, and hear that it changed."""
        chosen, picture = self.chosen, self._picture
        text = ", ".join(lines_of(chosen.part, picture)) if chosen and picture else ""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    # choosing

    def _choose(self, index: int) -> None:
        assert self._picture is not None
        part = self._picture.places[index].part
        self._chosen = index
        self._tell()
        self.update()
        announce(self, self.accessibleDescription())
        self.path_wanted.emit(part.path)

    def _step(self, dx: int, dy: int) -> None:
        picture = self._picture
        if picture is None:
            return
        if not self._chosen:
            if not picture.is_empty:
                self._choose(picture.first)
            return
        x, y = picture.places[self._chosen].centre
        best, nearest = None, math.inf
        for index, place in enumerate(picture.places):
            if index == self._chosen or not picture.is_reached(index):
                continue
            right, down = place.centre[0] - x, place.centre[1] - y
            ahead = right * dx + down * dy
            aside = abs(right * dy) + abs(down * dx)
            distance = ahead + _ASIDE * aside
            if ahead > 0.5 and distance < nearest:
                best, nearest = index, distance
        if best is not None:
            self._choose(best)

    def zoom_in(self, index: int | None) -> None:
        """To the directory that a part is; of a file to the next on the way to it."""
        picture = self._picture
        if picture is None or index is None:
            return
        way = [picture.places[i].part for i in picture.way(index)]
        directories = [part for part in way if part.kind is PartKind.DIRECTORY]
        if not directories:
            return
        is_itself = way[-1].kind is PartKind.DIRECTORY
        self.zoom_wanted.emit(directories[-1 if is_itself else 0].path)

    def zoom_out(self) -> None:
        if self._picture is not None and self._picture.root.path:
            self.zoom_wanted.emit(parent(self._picture.root.path))

    # what a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.zoom_in(self._chosen)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape) and not event.modifiers():
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def _at(self, at: QPointF) -> int | None:
        return self._picture.at(at.x(), at.y()) if self._picture else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index is not None:
            self._choose(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """In the middle of the rings, out."""
        index = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton:
            self.zoom_in(index) if index else self.zoom_out()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The press of the button has chosen what the menu is about; a key opens it there."""
        at = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.chosen is not None:
            at = QPointF(*self.chosen.centre).toPoint()
        self.menu_wanted.emit(self.mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self._at(QPointF(event.pos()))
            if index is None or self._picture is None:
                QToolTip.hideText()
            else:
                lines = lines_of(self._picture.places[index].part, self._picture)
                QToolTip.showText(event.globalPos(), "\n".join(lines), self)
            return True
        return super().event(event)

    # drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A picture of another size is drawn as it is, until the next one is there."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        chosen = self.chosen
        if chosen is not None and self._chosen:
            draw_outline(painter, chosen, self._look, is_focused=self.hasFocus())
        elif self.hasFocus() and self._picture is not None:
            draw_outline(painter, self._picture.places[0], self._look, is_focused=True)
        painter.end()
