"""The one renderer: a still, or what is between two stills, on any painter.

The widget, pictures in files, print and strips all call this; nothing is drawn only on the screen.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from layerlab_gui.stage.picture.cache import SlabCache
from layerlab_gui.stage.picture.column import Column
from layerlab_gui.stage.picture.column_painter import draw_column, lane
from layerlab_gui.stage.picture.faces import rect
from layerlab_gui.stage.picture.layout import Layout, Plan, placed, plan
from layerlab_gui.stage.picture.look import Emphasis, Look
from layerlab_gui.stage.picture.motion import Frame, between
from layerlab_gui.stage.picture.navigation import pile_key
from layerlab_gui.stage.picture.parcel import draw_parcel
from layerlab_gui.stage.picture.scale import TWO_LINES, Room
from layerlab_gui.stage.picture.scenery import (
    draw_heading,
    draw_legend,
    draw_numbers,
    draw_shadow,
)
from layerlab_gui.stage.picture.slab import SlabPainter
from layerlab_gui.stage.scene import Beat, Still

_LARGER = (1.6, 1.45, 1.3, 1.15)
_LEGIBLE = 60
"""Characters that a pile has room for where letters may be larger than the interface's."""


def draw_still(
    painter: QPainter,
    area: QRectF,
    still: Still,
    look: Look,
    *,
    among: Sequence[Still] = (),
    column: Column | None = None,
) -> None:
    """All of a still, fitted into `area`; the ground is the caller's.

    `among` are the stills of its scene, so that slabs are as thick in one as in the others.
    """
    look, plan_ = _fitted(area, look, (still, *among))
    painter.save()
    painter.translate(area.topLeft())
    draw_layout(painter, placed(still, plan_), look, column=column)
    painter.restore()


def draw_between(
    painter: QPainter,
    area: QRectF,
    before: Still,
    after: Still,
    beat: Beat,
    fraction: float,
    look: Look,
    *,
    among: Sequence[Still] = (),
) -> None:
    """The picture at a `fraction` (0 to 1) of a beat that leads from one still to the other."""
    look, plan_ = _fitted(area, look, (before, after, *among))
    one, other = placed(before, plan_), placed(after, plan_)
    painter.save()
    painter.translate(area.topLeft())
    draw_frame(painter, between(one, other, beat, fraction), other, look)
    painter.restore()


def natural_height(stills: Sequence[Still], width: float, look: Look) -> float:
    """How high a picture of this width has to be for all of its words to be legible."""
    room = Room(width, 0, scrolls=True)
    return plan(stills, room, look.metrics, look.scale, look.depth).size[1]


def _fitted(area: QRectF, look: Look, stills: Sequence[Still]) -> tuple[Look, Plan]:
    room = Room(area.width(), area.height())
    look = roomy(look, stills, room)
    return look, plan(stills, room, look.metrics, look.scale, look.depth)


def roomy(look: Look, stills: Sequence[Still], room: Room) -> Look:
    """The same with the largest letters by which all slabs still have their two lines."""
    for factor in _LARGER:
        larger = replace(look, zoom=look.zoom * factor)
        plan_ = plan(stills, replace(room, scrolls=False), larger.metrics, look.scale, look.depth)
        line, char = larger.metrics.line, larger.metrics.char
        if plan_.measure.least >= TWO_LINES * line and plan_.pile_width >= _LEGIBLE * char:
            return larger
    return look


def draw_layout(
    painter: QPainter,
    layout: Layout,
    look: Look,
    *,
    column: Column | None = None,
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_legend(painter, layout, look)
    slabs = SlabPainter(painter, look, layout.tilt, lane(layout, look, column))
    for slab in layout.slabs:
        draw_shadow(painter, slab.box, layout, look)
        slabs.draw(slab)
    for pile in layout.piles:
        draw_heading(painter, pile, layout, look)
        draw_numbers(painter, pile, layout, look)
    if column is not None:
        draw_column(painter, layout, column, look)


def draw_emphasis(painter: QPainter, layout: Layout, look: Look, emphasis: Emphasis) -> None:
    """Where the pointer and the keyboard are; a slab too thin for its words is shown larger."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    slabs = SlabPainter(painter, look, layout.tilt)
    for key in dict.fromkeys((emphasis.selected, emphasis.hovered, emphasis.focused)):
        slab = layout.by_key.get(key)
        if slab is not None:
            slabs.emphasize(slab, emphasis)
    for key in {emphasis.hovered, emphasis.focused}:
        pile = layout.piles_by_key.get(pile_key(key) or "")
        if pile is not None:
            painter.setPen(QPen(QColor(look.theme.accent), look.stroke(2.4)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            margin = look.metrics.line * 0.35
            box = rect(pile.heading).adjusted(-margin, 2, margin, -2)
            painter.drawRoundedRect(box, margin, margin)


def draw_frame(
    painter: QPainter, frame: Frame, layout: Layout, look: Look, drawn: SlabCache | None = None
) -> None:
    """All of a frame; with what was `drawn`, only what moves: the rest is its backdrop."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    slabs = SlabPainter(painter, look, layout.tilt)
    if drawn is None:
        draw_legend(painter, layout, look)
    for sprite in frame.sprites:
        if drawn is not None and sprite.is_still:
            continue
        draw_shadow(painter, sprite.placed.box, layout, look, sprite.opacity)
        if drawn is None:
            slabs.draw(sprite.placed, sprite.opacity)
        else:
            drawn.draw(painter, sprite)
    for pile, opacity in frame.piles:
        draw_heading(painter, pile, layout, look, opacity)
    for parcel in frame.parcels:
        if parcel.slab is None:
            draw_parcel(painter, parcel, look)
        else:
            slabs.draw(parcel.slab, parcel.opacity)


def draw_backdrop(
    painter: QPainter, frame: Frame, layout: Layout, look: Look, drawn: SlabCache
) -> None:
    """What stays where it is as long as a beat lasts."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_legend(painter, layout, look)
    for sprite in frame.sprites:
        if sprite.is_still:
            draw_shadow(painter, sprite.placed.box, layout, look)
            drawn.draw(painter, sprite)
