"""The one renderer: a still, or what is between two stills, on any painter.

The widget, pictures in files, print and strips all call this; nothing is drawn only on the screen.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from layerlab_gui import icons
from layerlab_gui.i18n import size, translate
from layerlab_gui.stage.picture import words
from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.cache import SlabCache
from layerlab_gui.stage.picture.column import Column
from layerlab_gui.stage.picture.column_painter import draw_column, lane
from layerlab_gui.stage.picture.faces import rect
from layerlab_gui.stage.picture.layout import Layout, PlacedPile, Plan, placed, plan
from layerlab_gui.stage.picture.look import Emphasis, Look
from layerlab_gui.stage.picture.motion import Frame, between
from layerlab_gui.stage.picture.navigation import pile_key
from layerlab_gui.stage.picture.parcel import draw_parcel
from layerlab_gui.stage.picture.scale import TWO_LINES, Room
from layerlab_gui.stage.picture.slab import LEAST_TEXT, SlabPainter
from layerlab_gui.stage.scene import Beat, Still
from layerlab_gui.theme import mixed

_NUMBERED = 5
_LARGER = (1.6, 1.45, 1.3, 1.15)
_LEGIBLE = 60
"""Characters that a pile has room for where letters may be larger than the interface's."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


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
    _draw_ground(painter, layout, look)
    slabs = SlabPainter(painter, look, layout.tilt, lane(layout, look, column))
    for slab in layout.slabs:
        slabs.draw(slab)
    for pile in layout.piles:
        draw_heading(painter, pile, layout, look)
        _draw_numbers(painter, pile, layout, look)
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
            painter.setPen(QPen(QColor(look.theme.accent), 2.4 * look.zoom))
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
        _draw_ground(painter, layout, look)
    for sprite in frame.sprites:
        if drawn is None:
            slabs.draw(sprite.placed, sprite.opacity)
        elif not sprite.is_still:
            drawn.draw(painter, sprite)
    for pile, opacity in frame.piles:
        draw_heading(painter, pile, layout, look, opacity)
    for parcel in frame.parcels:
        if parcel.slab is not None:
            slabs.draw(parcel.slab, parcel.opacity)
        draw_parcel(painter, parcel, look)


def draw_backdrop(
    painter: QPainter, frame: Frame, layout: Layout, look: Look, drawn: SlabCache
) -> None:
    """What stays where it is as long as a beat lasts."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_legend(painter, layout, look)
    _draw_ground(painter, layout, look)
    for sprite in frame.sprites:
        if sprite.is_still:
            drawn.draw(painter, sprite)


def draw_heading(
    painter: QPainter, placed_: PlacedPile, layout: Layout, look: Look, opacity: float = 1.0
) -> None:
    """The pile's name over it, with the sign of what it is."""
    theme, line = look.theme, look.metrics.line
    box = placed_.heading
    painter.save()
    painter.setOpacity(painter.opacity() * opacity)
    side = line * 1.05
    at = QRectF(box.x, box.centre.y - side / 2, side, side)
    icons.draw(painter, words.PILE_ICONS[placed_.pile.kind], QColor(theme.muted), at)
    painter.setFont(look.title)
    painter.setPen(QColor(theme.text))
    text = box.within(side + line * 0.4, 0, 0, 0)
    metrics = QFontMetricsF(look.title)
    title = metrics.elidedText(placed_.pile.title, Qt.TextElideMode.ElideMiddle, text.width)
    painter.drawText(rect(text), _LEFT, title)
    if not placed_.pile.slabs:
        _draw_vacant(painter, placed_, layout, look)
    painter.restore()


def _draw_numbers(painter: QPainter, pile: PlacedPile, layout: Layout, look: Look) -> None:
    """Left of slabs that are too thin for their own: as many as have room."""
    line = look.metrics.line
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.muted))
    last = math.inf
    for slab in pile.pile.slabs:
        box = layout.by_key[slab.key].box
        is_thin = box.height < LEAST_TEXT * line and box.x == pile.foot.x
        if is_thin and slab.number % _NUMBERED == 0 and last - box.centre.y >= line:
            last = box.centre.y
            text = QRectF(box.x - line * 2.4, last - line / 2, line * 2.2, line)
            painter.drawText(text, _RIGHT, str(slab.number))


def _draw_vacant(painter: QPainter, pile: PlacedPile, layout: Layout, look: Look) -> None:
    """A pile of nothing: where its first slab will lie."""
    dx, dy = layout.tilt
    x, y, right = pile.foot.x, pile.foot.y, pile.foot.right
    corners = ((x, y), (x + dx, y - dy), (right + dx, y - dy), (right, y))
    painter.setPen(QPen(QColor(look.theme.edge), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _draw_ground(painter: QPainter, layout: Layout, look: Look) -> None:
    """What the piles stand on: a shadow under each, and a line."""
    if not layout.piles:
        return
    theme, (dx, dy), line = look.theme, layout.tilt, layout.metrics.line
    ground = layout.piles[0].foot.y
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(0, 0, 0, 60 if theme.is_dark else 24)
    painter.setBrush(QBrush(shade))
    for placed_ in layout.slabs:
        if placed_.box.bottom < ground - 0.5:
            continue
        left, right = placed_.box.x, placed_.box.right
        for spread in (0.25, 0.5):
            grown = line * spread
            corners = (
                *((left - grown * 0.5, ground + grown * 0.5), (left + dx, ground - dy)),
                *((right + dx + grown, ground - dy), (right + grown, ground + grown * 0.5)),
            )
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def draw_legend(painter: QPainter, layout: Layout, look: Look) -> None:
    """Slabs of known sizes, as thick as they would be."""
    theme, line = look.theme, layout.metrics.line
    painter.setFont(look.small)
    metrics = QFontMetricsF(look.small)
    for sample in layout.samples:
        painter.setPen(QPen(mixed(QColor(theme.edge), QColor(theme.base), 0.9), 1.2))
        painter.setBrush(QBrush(mixed(QColor(theme.edge), QColor(theme.base), 0.25)))
        painter.drawRect(rect(sample.box))
        painter.setPen(QColor(theme.muted))
        middle = sample.box.centre.y
        text = Box(sample.box.right + line * 0.35, middle - line / 2, layout.legend.width, line)
        painter.drawText(rect(text), _LEFT, size(sample.size_bytes))
    if layout.samples:
        area = layout.legend
        title = Box(area.x, layout.samples[-1].box.y - line * 1.5, area.width * 1.4, line)
        name = translate("Stage", "Thickness")
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, title.width)
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect(title), _LEFT, cut)
