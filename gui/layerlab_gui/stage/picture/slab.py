"""One slab: its body, its number on its own colour, its words as far as its thickness allows."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from layerlab_gui import icons
from layerlab_gui.models.stack import mark_word
from layerlab_gui.stage.picture import words
from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.column_painter import Lane
from layerlab_gui.stage.picture.faces import draw_body, hatch, outline, rect
from layerlab_gui.stage.picture.layout import PlacedSlab
from layerlab_gui.stage.picture.look import Emphasis, Look, SlabColours, slab_colours
from layerlab_gui.stage.scene import Depth, Mark, SlabKind
from layerlab_gui.theme import mixed, readable_on
from layerlab_gui.widgets.badge import CONTAINER_SIGN

BLOCK = 2.5
"""The width of the block with the number, in lines."""
LEAST_TEXT = 0.62
"""Of a line: a slab that is thinner has no words."""
_TWO_LINES = 2.2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class SlabPainter:
    """Draws slabs with one painter in one look. Words end at `lane`, where a path's column goes
    through the slabs."""

    def __init__(
        self,
        painter: QPainter,
        look: Look,
        tilt: tuple[float, float],
        lane: Lane | None = None,
    ) -> None:
        self._painter = painter
        self._look = look
        self._tilt = tilt
        self._lane = lane
        self._line = look.metrics.line

    def draw(self, placed: PlacedSlab, opacity: float = 1.0) -> None:
        painter = self._painter
        painter.save()
        if opacity < 1:
            painter.setOpacity(painter.opacity() * opacity)
        colours = slab_colours(self._look.theme, placed.slab)
        self._body(placed, colours)
        block = Box(placed.box.x, placed.box.y, self._block_width(placed.box), placed.box.height)
        self._block(placed, block, colours)
        inner = placed.box.within(block.width + self._line * 0.6, 0, self._line * 0.7, 0)
        if placed.slab.kind is SlabKind.DOCUMENT:
            inner = inner.within(0, 0, self._fold_side(placed.box), 0)
        if self._lane is not None and self._lane.is_last:
            inner = self._left_of_lane(inner)
        if placed.box.height >= self._line * LEAST_TEXT:
            self._words(placed, inner)
        painter.restore()

    def _block_width(self, box: Box) -> float:
        return min(self._line * BLOCK, box.width * 0.3)

    # shapes

    def _body(self, placed: PlacedSlab, colours: SlabColours) -> None:
        slab, box = placed.slab, placed.box
        is_glass = slab.kind is SlabKind.CONTAINER
        is_dashed = slab.kind in (SlabKind.CONTAINER, SlabKind.MISSING)
        width = self._look.stroke(1.6 if is_dashed else 1.1)
        thin = min(width, box.height * 0.2)
        style = Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine
        pen = QPen(colours.edge, thin, style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        draw_body(self._painter, box, self._tilt, colours, pen, is_glass=is_glass)
        if slab.kind is SlabKind.MISSING:
            hatch(self._painter, box, mixed(colours.edge, colours.front, 0.4), self._line * 0.45)
        elif slab.kind is SlabKind.DOCUMENT:
            self._fold(box, colours)
        elif slab.visible_bytes is not None and slab.size_bytes:
            self._hidden_part(placed, colours)

    def _hidden_part(self, placed: PlacedSlab, colours: SlabColours) -> None:
        """What upper layers hide of it: faint and hatched, at the right, in its true share."""
        slab, box = placed.slab, placed.box
        assert slab.visible_bytes is not None
        share = 1 - min(1.0, slab.visible_bytes / slab.size_bytes)
        start = self._block_width(box)
        width = (box.width - start) * share
        if width < 0.5:
            return
        part = Box(box.right - width, box.y, width, box.height).within(0, 0.6, 0.6, 0.6)
        self._painter.fillRect(rect(part), colours.faint)
        hatch(self._painter, part, mixed(colours.edge, colours.faint, 0.28), self._line * 0.4)
        self._painter.setPen(QPen(mixed(colours.edge, colours.front, 0.6), self._look.stroke(1)))
        self._painter.drawLine(QPointF(part.x, part.y), QPointF(part.x, part.bottom))

    def _fold_side(self, box: Box) -> float:
        return min(self._line * 0.8, box.height * 0.6)

    def _fold(self, box: Box, colours: SlabColours) -> None:
        """The corner of a sheet."""
        side = self._fold_side(box)
        corner = [
            QPointF(box.right - side, box.y),
            QPointF(box.right, box.y + side),
            QPointF(box.right - side, box.y + side),
        ]
        self._painter.setBrush(QBrush(colours.side))
        self._painter.drawPolygon(QPolygonF(corner))

    def _block(self, placed: PlacedSlab, block: Box, colours: SlabColours) -> None:
        """The number on the layer's own colour; a sign where there is none."""
        painter, slab = self._painter, placed.slab
        is_outlined = slab.kind in (SlabKind.CONTAINER, SlabKind.DOCUMENT, SlabKind.MISSING)
        ground = colours.front if is_outlined else colours.block
        inside = block.within(0.6, 0.6, 0, 0.6)
        if not is_outlined:
            painter.fillRect(rect(inside), ground)
        ink = QColor(self._look.theme.text) if is_outlined else readable_on(ground)
        if slab.kind in words.KIND_ICONS:
            side = min(self._line * 1.2, block.height * 0.8)
            at = Box(block.centre.x - side / 2, block.centre.y - side / 2, side, side)
            icons.draw(painter, words.KIND_ICONS[slab.kind], ink, rect(at))
            return
        text = CONTAINER_SIGN if slab.kind is SlabKind.CONTAINER else str(slab.number or "")
        if block.height >= self._line * LEAST_TEXT:
            painter.setFont(self._fitted(self._look.number, block.height))
            painter.setPen(ink)
            painter.drawText(rect(block), _CENTRE, text)

    def emphasize(self, placed: PlacedSlab, emphasis: Emphasis) -> None:
        """Over its picture; in front of all others where it is too thin for its words."""
        key, painter = placed.slab.key, self._painter
        box, line = placed.box, self._line
        if box.height < line:
            box = Box(box.x, box.centre.y - line * 0.8, box.width, line * 1.6)
            self.draw(replace(placed, box=box))
        accent = QColor(self._look.theme.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if key == emphasis.selected:
            painter.setPen(QPen(accent, self._look.stroke(3)))
            painter.drawRect(rect(box))
        if key in (emphasis.focused, emphasis.hovered):
            pen = QPen(accent, self._look.stroke(3 if key == emphasis.focused else 1.8))
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(outline(box, self._tilt))

    # words

    def _fitted(self, font: QFont, height: float) -> QFont:
        """Smaller where a slab is thinner than a line."""
        most = height * 0.78
        if font.pixelSize() <= most:
            return font
        smaller = QFont(font)
        smaller.setPixelSize(max(4, int(most)))
        return smaller

    def _words(self, placed: PlacedSlab, inner: Box) -> None:
        line, details = self._line, self._details(placed)
        has_two = inner.height >= line * _TWO_LINES
        below = self._second_words(placed) if has_two or details else ""
        small = QFontMetricsF(self._look.small).height()
        rows = (1 if below else 0) + len(details)
        first = line if rows else inner.height
        top = inner.y + (inner.height - first - rows * small) / 2
        title = Box(inner.x, top, inner.width, first)
        self._first_line(placed, title, is_crowded=not has_two)
        painter, at = self._painter, top + first
        painter.setFont(self._look.small)
        for text in (*((below,) if below else ()), *details):
            painter.setPen(QColor(self._look.theme.text))
            self._text(self._left_of_lane(Box(inner.x, at, inner.width, small)), text)
            at += small

    def _left_of_lane(self, box: Box) -> Box:
        """Slabs that lie at the right of the column have all their room."""
        if self._lane is None or self._lane.end <= box.x:
            return box
        return box.within(0, 0, max(0.0, box.right - self._lane.end), 0)

    def _details(self, placed: PlacedSlab) -> tuple[str, ...]:
        if self._look.depth is not Depth.REAL or not placed.slab.details:
            return ()
        small = QFontMetricsF(self._look.small).height()
        room = placed.box.height - self._line * _TWO_LINES
        return placed.slab.details[: max(0, int(room / small + 0.25))]

    def _second_words(self, placed: PlacedSlab) -> str:
        slab = placed.slab
        parts = (
            self._is_narrow(placed.box) and words.size_words(slab),
            words.visible_words(slab),
            words.shared_words(placed.span),
        )
        return " · ".join(part for part in parts if part)

    def _is_narrow(self, box: Box) -> bool:
        return box.width < self._look.metrics.char * 27

    def _first_line(self, placed: PlacedSlab, box: Box, *, is_crowded: bool) -> None:
        painter, theme, slab = self._painter, self._look.theme, placed.slab
        text = words.size_words(slab)
        if not self._is_narrow(placed.box):
            painter.setFont(self._fitted(self._look.title, box.height))
            painter.setPen(QColor(theme.text))
            painter.drawText(rect(box), _RIGHT, text)
            taken = QFontMetricsF(painter.font()).horizontalAdvance(text) + self._line * 0.8
            box = box.within(0, 0, taken, 0)
        box = self._left_of_lane(box)
        for pill in self._pills(placed):
            box = box.within(0, 0, self._pill(box, *pill, is_short=is_crowded), 0)
        painter.setFont(self._fitted(self._look.title, box.height))
        painter.setPen(QColor(theme.text))
        self._text(box, slab.title)

    def _pills(self, placed: PlacedSlab) -> list[tuple[str, str, bool]]:
        """Icon, word, and whether it is the word to be seen."""
        slab = placed.slab
        result = []
        if slab.word:
            result.append(("", slab.word, False))
        if slab.mark in words.MARK_ICONS and self._lane is None:
            icon, word = words.MARK_ICONS[slab.mark], mark_word(slab.mark)
            result.append((icon, word, slab.mark is Mark.SEEN))
        return result

    def _pill(self, box: Box, icon: str, word: str, is_strong: bool, *, is_short: bool) -> float:
        """At the right of a line; returns what it takes. Without its word where room is scarce."""
        painter, theme, line = self._painter, self._look.theme, self._line
        font = self._fitted(self._look.small, box.height)
        metrics = QFontMetricsF(font)
        side = metrics.height() * 0.9 if icon else 0.0
        if icon and (is_short or box.width < self._look.metrics.char * 16):
            word = ""
        most = max(0.0, box.width * 0.6 - side - line)
        word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, most)
        width = side + metrics.horizontalAdvance(word) + line * (0.9 if word else 0.6)
        height = min(box.height, metrics.height() * 1.2)
        pill = QRectF(box.right - width, box.centre.y - height / 2, width, height)
        painter.setBrush(QBrush(QColor(theme.base)))
        style = Qt.PenStyle.SolidLine if is_strong or not icon else Qt.PenStyle.DashLine
        painter.setPen(
            QPen(QColor(theme.accent if is_strong else theme.edge), self._look.stroke(1.2), style)
        )
        painter.drawRoundedRect(pill, height / 2, height / 2)
        left = pill.x() + line * 0.3
        if icon:
            at = QRectF(left, pill.center().y() - side / 2, side, side)
            icons.draw(painter, icon, QColor(theme.text), at)
            left += side + line * 0.1
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(
            QRectF(left + (0 if icon else line * 0.15), pill.y(), width, height), _LEFT, word
        )
        return width + line * 0.5

    def _text(self, box: Box, text: str) -> None:
        metrics = QFontMetricsF(self._painter.font())
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width)
        self._painter.drawText(rect(box), _LEFT | Qt.TextFlag.TextSingleLine, cut)
