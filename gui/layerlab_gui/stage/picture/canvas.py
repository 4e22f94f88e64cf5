"""The stage as a widget: what the renderer draws of a still, and of what moves between two.

What stands still for a whole beat is drawn once into a pixmap; a frame is that pixmap with what
moves drawn over it.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from layerlab_gui.i18n import translate
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.picture.buttons import SlabButtons
from layerlab_gui.stage.picture.cache import SlabCache
from layerlab_gui.stage.picture.column import Column
from layerlab_gui.stage.picture.layout import Layout, Plan, placed, plan
from layerlab_gui.stage.picture.look import Emphasis, Look
from layerlab_gui.stage.picture.motion import Frame, between
from layerlab_gui.stage.picture.navigation import pile_key
from layerlab_gui.stage.picture.renderer import (
    draw_backdrop,
    draw_emphasis,
    draw_frame,
    draw_layout,
    roomy,
)
from layerlab_gui.stage.picture.scale import Room, Scale
from layerlab_gui.stage.scene import Beat, Depth, Scene, Still
from layerlab_gui.theme import Theme

LEAST_ZOOM, MOST_ZOOM = 0.1, 3.0


class StageCanvas(QWidget):
    """Shows the scene of its model; without one, the still that it was given."""

    activated = Signal(str)
    """A slab's key."""
    pile_activated = Signal(str)
    menu_wanted = Signal(str, QPoint)
    reached = Signal(QRect)
    """Where on the canvas the keyboard has come to, so that it can be scrolled there."""

    def __init__(self, model: StageModel, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(translate("Stage", "The stage"))
        self._model = model
        self._look = Look(theme, self.font())
        self._zoom = 1.0
        self._room, self._bar = Room(600, 400, scrolls=True), 0.0
        self._still = Still()
        self._column: Column | None = None
        self._emphasis = Emphasis()
        self.buttons = self._reach()
        self._drawn: QPixmap | None = None
        self._cache: SlabCache | None = None
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
        self.buttons.select(key)

    def set_scale(self, scale: Scale) -> None:
        self._look = replace(self._look, scale=scale)
        self._follow()

    def set_depth(self, depth: Depth) -> None:
        self._look = replace(self._look, depth=depth)
        self._follow()

    def set_room(self, width: float, height: float, bar: float) -> None:
        """What is free for the picture; it may become larger, and is then scrolled by a bar of
        that thickness."""
        room = Room(width, height, scrolls=True)
        if (room, bar) != (self._room, self._bar):
            self._room, self._bar = room, bar
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
        made = self._plan_for(look, room)
        if made.size[0] > room.width:
            made = self._plan_for(look, replace(room, height=room.height - self._bar))
        return made

    def _plan_for(self, look: Look, room: Room) -> Plan:
        thinning = min(1.0, self._zoom)
        return plan(self.stills, room, look.metrics, look.scale, look.depth, thinning=thinning)

    def _follow(self) -> None:
        self._plan = self._planned()
        self._layout = placed(self.still, self._plan)
        beat = self._beat()
        self._next = placed(beat.after, self._plan) if beat else self._layout
        width, height = self._plan.size
        self.setMinimumSize(round(width), round(height))
        if beat is None:
            self.buttons.place(self._layout, self._look.depth)
        else:
            self._go_along(beat)
        self._say(self._model.caption)
        self._redraw()

    def _go_along(self, beat: Beat) -> None:
        """Where a scene is larger than the room: to where something happens."""
        targets = [move.target for move in beat.moves if move.target in self._next]
        if targets:
            box = self._next.by_key[targets[0]].box
            self.reached.emit(
                QRect(round(box.x), round(box.y), round(box.width), round(box.height))
            )

    def _say(self, caption: str) -> None:
        """To a screen reader, that the scene went on."""
        if caption != self.accessibleDescription():
            self.setAccessibleDescription(caption)
            if caption and self.isVisible():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, caption))

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
        draw_frame(painter, frame, self._next, self._look_used, self._cached())

    def _cached(self) -> SlabCache:
        look, ratio = self._look_used, self.devicePixelRatioF()
        if self._cache is None or not self._cache.fits(look, ratio):
            self._cache = SlabCache(look, self._layout.tilt, ratio)
        return self._cache

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
                draw_backdrop(painter, frame, self._next, self._look_used, self._cached())
            painter.end()
        return self._drawn

    # reaching slabs

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.buttons.take_keyboard(reason)

    def _reach(self) -> SlabButtons:
        buttons = SlabButtons(self)
        buttons.hovered.connect(lambda key: self._emphasize(replace(self._emphasis, hovered=key)))
        buttons.focused.connect(lambda key: self._emphasize(replace(self._emphasis, focused=key)))
        buttons.pressed.connect(self._pressed)
        buttons.menu_wanted.connect(self.menu_wanted)
        buttons.reached.connect(self.reached)
        return buttons

    def _pressed(self, key: str) -> None:
        pile = pile_key(key)
        if pile is None:
            self.activated.emit(key)
        else:
            self.pile_activated.emit(pile)

    def _emphasize(self, emphasis: Emphasis) -> None:
        if emphasis != self._emphasis:
            self._emphasis = emphasis
            self.update()
