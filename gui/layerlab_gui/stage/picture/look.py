"""How a picture is to look: theme, font, depth, scale, zoom; and the fonts and colours of that.

Fonts are in the picture's units, not in points: a picture is the same on a screen, in a file and
on a printer, whatever their resolution.
"""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF

from layerlab_gui.stage.picture.scale import Metrics, Scale
from layerlab_gui.stage.scene import Depth, Slab, SlabKind
from layerlab_gui.theme import Theme, layer_colour, mixed

_SAMPLE = "COPY nginx.conf /etc/nginx/ 80.2 MB"
_LINE = 19.0
"""A title's height at 100 %."""
_TITLE = 1.15
"""A slab's title against the interface's font: it is read from afar."""


@dataclass(frozen=True)
class Look:
    """`zoom` makes all of it larger; `font` is the interface's."""

    theme: Theme
    font: QFont
    depth: Depth = Depth.SIMPLE
    scale: Scale = Scale.LOG
    zoom: float = 1.0

    @cached_property
    def title(self) -> QFont:
        return self._sized(_TITLE, QFont.Weight.DemiBold)

    @cached_property
    def plain(self) -> QFont:
        return self._sized(1.0, QFont.Weight.Normal)

    @cached_property
    def small(self) -> QFont:
        return self._sized(0.97, QFont.Weight.Normal)

    @cached_property
    def number(self) -> QFont:
        return self._sized(1.35, QFont.Weight.Bold)

    def _sized(self, factor: float, weight: QFont.Weight) -> QFont:
        font = QFont(self.font)
        font.setPixelSize(max(5, round(QFontInfo(self.font).pixelSize() * factor * self.zoom)))
        font.setWeight(weight)
        return font

    def stroke(self, width: float) -> float:
        """How thick a line of `width` is drawn: with the letters, and as the theme wants it."""
        unit = self.metrics.line / _LINE
        return max(unit, self.theme.least_line) + unit * (width - 1)

    @cached_property
    def metrics(self) -> Metrics:
        """Of the title's font. Qt's own mean width counts every Hangul syllable."""
        metrics = QFontMetricsF(self.title)
        return Metrics(metrics.height(), metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE))


@dataclass(frozen=True, slots=True)
class Emphasis:
    """The slabs that a pointer or the keyboard is at, by key; nothing in a file or on paper."""

    hovered: str = ""
    selected: str = ""
    focused: str = ""


_WHITE, _BLACK = QColor("#ffffff"), QColor("#000000")


@dataclass(frozen=True)
class SlabColours:
    """Of one slab; `front` is the ground of its text, `faint` that of what is hidden of it."""

    block: QColor
    front: QColor
    faint: QColor
    top: QColor
    side: QColor
    edge: QColor


def slab_colours(theme: Theme, slab: Slab) -> SlabColours:
    is_layer = slab.kind in (SlabKind.LAYER, SlabKind.MISSING) and slab.number > 0
    own = layer_colour(theme, max(1, slab.number), not is_layer)
    base = QColor(theme.base)
    share = min(0.4, theme.tint * 2.1)
    if slab.kind in (SlabKind.CONTAINER, SlabKind.DOCUMENT):
        share = theme.tint * 0.6
    front = mixed(own, base, share)
    dark = theme.is_dark
    return SlabColours(
        own,
        front,
        mixed(own, base, share * 0.3),
        mixed(_WHITE, mixed(own, base, share * 1.25), 0.10 if dark else 0.35),
        mixed(_BLACK, mixed(own, base, share * 1.5), 0.35 if dark else 0.14),
        mixed(QColor(theme.text), own, 0.42 if is_layer else 0.2),
    )
