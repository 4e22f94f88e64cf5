"""The stage as a widget: what the renderer draws of a still, and of what moves between two.

What stands still for a whole beat is drawn once into a pixmap; a frame is that pixmap with what
moves drawn over it.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from layerlab_gui.i18n import translate
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.picture import navigation, words
from layerlab_gui.stage.picture.column import Column
from layerlab_gui.stage.picture.layout import Layout, Plan, placed, plan
from layerlab_gui.stage.picture.look import Emphasis, Look
from layerlab_gui.stage.picture.motion import Frame, between
from layerlab_gui.stage.picture.navigation import Way
from layerlab_gui.stage.picture.renderer import draw_emphasis, draw_frame, draw_layout, roomy
from layerlab_gui.stage.picture.scale import Room, Scale
from layerlab_gui.stage.picture.slab_button import SlabButton
from layerlab_gui.stage.scene import Beat, Depth, Scene, Still
from layerlab_gui.theme import Theme

LEAST_ZOOM, MOST_ZOOM = 0.25, 3.0


class StageCanvas(QWidget):
    """Shows the scene of its model; without one, the still that it was given."""

    activated = Signal(str)
    menu_wanted = Signal(str, QPoint)
    reached = Signal(QRect)
    """Where on the canvas the keyboard has come to, so that it can be scrolled there."""

    def __init__(self, model: StageModel, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(translate("Stage", "The stage"))
        self._model = model
        self._look = Look(theme, self.font())
        self._zoom = 1.0
        self._room = Room(600, 400, scrolls=True)
        self._still = Still()
        self._column: Column | None = None
        self._emphasis = Emphasis()
        self._buttons: dict[str, SlabButton] = {}
        self._drawn: QPixmap | None = None
        self._frame_of: Beat | None = None
        self._look_used = self._look
        self._plan = self._planned()
        self._layout = placed(self._still, self._plan)
        self._next = self._layout
        model.changed.connect(self._follow)
        model.ticked.connect(self.update)

    # what is shown

    @property
    def scene(self) -> Scene | None:
        return self._model.scene

    @property
    def still(self) -> Still:
        """What is seen when nothing moves."""
        return self.scene.still(self._model.position) if self.scene else self._still

    @property
    def stills(self) -> Sequence[Still]:
        """All that are seen by one measure."""
        if self.scene is None:
            return (self._still,)
        return (self.scene.before, *(beat.after for beat in self.scene.beats))

    @property
    def look(self) -> Look:
        return self._look

    @property
    def layout_(self) -> Layout:
        return self._layout

    @property
    def column(self) -> Column | None:
        """None while a scene is under way, whose own marks say where its path is."""
        is_playing = self.scene is not None and not self._model.is_finished
        return None if is_playing else self._column

    def show_still(self, still: Still) -> None:
        if still != self._still:
            self._still = still
            self._follow()

    def show_column(self, column: Column | None) -> None:
        if column != self._column:
            self._column = column
            self._redraw()

    def show_selected(self, key: str) -> None:
        self._emphasize(replace(self._emphasis, selected=key))
        self._choose_tab_stop(self._emphasis.focused or key)

    def set_scale(self, scale: Scale) -> None:
        self._look = replace(self._look, scale=scale)
        self._follow()

    def set_depth(self, depth: Depth) -> None:
        self._look = replace(self._look, depth=depth)
        self._follow()

    def set_room(self, width: float, height: float) -> None:
        """What is free for the picture; it may become larger, and is then scrolled."""
        room = Room(width, height, scrolls=True)
        if room != self._room:
            self._room = room
            self._follow()

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Above 1 all is larger; below, slabs are thinner, so that more of them are seen."""
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        if zoom != self._zoom:
            self._zoom = zoom
            self._follow()

    # following

    def _planned(self) -> Plan:
        look, room = self._look, self._room
        look = roomy(look, self.stills, room)
        if self._zoom > 1:
            look = replace(look, zoom=look.zoom * self._zoom)
        self._look_used = look
        thinning = min(1.0, self._zoom)
        return plan(self.stills, room, look.metrics, look.scale, look.depth, thinning=thinning)

    def _follow(self) -> None:
        self._plan = self._planned()
        self._layout = placed(self.still, self._plan)
        beat = self._beat()
        self._next = placed(beat.after, self._plan) if beat else self._layout
        width, height = self._plan.size
        self.resize(round(width), round(height))
        if beat is None:
            self._place_buttons()
        self.setAccessibleDescription(self._model.caption)
        self._redraw()

    def _beat(self) -> Beat | None:
        return self._model.current

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        beat = self._beat()
        if beat is not self._frame_of:
            self._drawn, self._frame_of = None, beat
        painter = QPainter(self)
        if beat is None:
            painter.drawPixmap(0, 0, self._pixmap(None))
            draw_emphasis(painter, self._layout, self._look_used, self._emphasis)
            return
        frame = between(self._layout, self._next, beat, self._model.fraction)
        painter.drawPixmap(0, 0, self._pixmap(frame))
        draw_frame(painter, frame, self._next, self._look_used, only_moving=True)

    def _pixmap(self, frame: Frame | None) -> QPixmap:
        """What does not move, drawn once; with a `frame` only that."""
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(QColor(self._look.theme.base))
            painter = QPainter(self._drawn)
            if frame is None:
                draw_layout(painter, self._layout, self._look_used, column=self.column)
            else:
                still = tuple(sprite for sprite in frame.sprites if sprite.is_still)
                draw_frame(painter, Frame(still, (), ()), self._next, self._look_used)
            painter.end()
        return self._drawn

    # reaching slabs

    def _place_buttons(self) -> None:
        """A button over each slab, in the order of reading."""
        wanted = navigation.reading_order(self._layout)
        keys = {p.slab.key for p in wanted}
        for key in set(self._buttons) - keys:
            button = self._buttons.pop(key)
            button.hide()
            button.deleteLater()
        depth, last = self._look.depth, None
        for placed_ in wanted:
            key, box = placed_.slab.key, placed_.box
            button = self._buttons.get(key) or self._button(key)
            button.setGeometry(round(box.x), round(box.y), round(box.width), round(box.height))
            button.setAccessibleName(words.spoken(placed_, depth))
            button.setAccessibleDescription(words.teaching_words(placed_.slab.kind))
            button.setToolTip(words.tip(placed_, depth))
            if last is not None:
                QWidget.setTabOrder(last, button)
            last = button
        self._choose_tab_stop(self._emphasis.focused or self._emphasis.selected)

    def _button(self, key: str) -> SlabButton:
        button = SlabButton(key, self)
        button.hovered.connect(lambda key: self._emphasize(replace(self._emphasis, hovered=key)))
        button.focused.connect(self._focused)
        button.way_wanted.connect(self.go)
        button.menu_wanted.connect(self.menu_wanted)
        button.clicked.connect(lambda: self.activated.emit(key))
        button.show()
        self._buttons[key] = button
        return button

    def _focused(self, key: str) -> None:
        self._emphasize(replace(self._emphasis, focused=key))
        if key:
            self._choose_tab_stop(key)

    def _choose_tab_stop(self, key: str) -> None:
        key = key if key in self._buttons else navigation.first(self._layout)
        for name, button in self._buttons.items():
            is_stop = name == key
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )
        if key in self._buttons:
            self.setFocusProxy(self._buttons[key])

    def go(self, key: str, way: Way) -> None:
        """Take the keyboard from a slab to its neighbour."""
        button = self._buttons.get(navigation.neighbour(self._layout, key, way))
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reached.emit(button.geometry())

    def button(self, key: str) -> SlabButton | None:
        return self._buttons.get(key)

    def _emphasize(self, emphasis: Emphasis) -> None:
        if emphasis != self._emphasis:
            self._emphasis = emphasis
            self.update()
