"""How bytes become thickness: three scales, and the measure that fits a scene into a room.

All stills of a scene are drawn by one measure, so that a slab changes its thickness only where
its bytes change.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from layerlab_gui.stage.scene import Depth, Pile, Still

KILO = 1000
_LOG_TOP = 10_000_000_000
"""Bytes at which the logarithmic scale ends: a layer of 10 GB is as thick as any."""
_FINE = 0.5


class Scale(StrEnum):
    """LOG shows 1 kB beside 1 GB; LINEAR is true to the byte but for a least thickness; EQUAL
    compares nothing, for stacks of which only the order matters."""

    LOG = "log"
    LINEAR = "linear"
    EQUAL = "equal"

    def share(self, size_bytes: int, largest: int) -> float:
        """Of the greatest thickness, 0 to 1; grows with the bytes."""
        if self is Scale.EQUAL or size_bytes <= 0:
            return 0.0
        if self is Scale.LINEAR:
            return min(1.0, size_bytes / max(1, largest))
        return min(1.0, math.log10(1 + size_bytes / KILO) / math.log10(1 + _LOG_TOP / KILO))


@dataclass(frozen=True, slots=True)
class Metrics:
    """A line of text's height and the mean width of a character."""

    line: float
    char: float


@dataclass(frozen=True, slots=True)
class Room:
    """What there is to draw in. Where it `scrolls` a picture may be higher and wider than it."""

    width: float
    height: float
    scrolls: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """The thicknesses of one scene: `least`, and `extra` at most on top of it by the scale."""

    metrics: Metrics
    scale: Scale
    least: float
    extra: float
    largest: int

    def thickness(self, size_bytes: int) -> float:
        share = self.scale.share(size_bytes, self.largest)
        if self.scale is Scale.LINEAR:
            return max(self.least, share * self.extra)
        return self.least + share * self.extra

    def height(self, sizes: Sequence[int]) -> float:
        """Of slabs on one another."""
        return sum(map(self.thickness, sizes))

    def thinned(self, factor: float) -> "Measure":
        return replace(self, least=self.least * factor, extra=self.extra * factor)


TWO_LINES = 2.5
ONE_LINE = 1.5
"""Least thicknesses in lines of text: of a slab with a second line, and of one with its title."""
_DETAIL = 0.86
_EXTRAS = {Scale.LOG: (1.6, 5.5), Scale.LINEAR: (3.0, 14.0), Scale.EQUAL: (0.0, 0.0)}
"""In lines: what a scale needs to say something, and what it takes where there is room."""


def measured(
    stills: Sequence[Still],
    height: float,
    metrics: Metrics,
    scale: Scale,
    depth: Depth = Depth.SIMPLE,
    *,
    scrolls: bool = False,
) -> Measure:
    """The roomiest measure by which the highest pile of all stills fits.

    Where not even single lines fit, slabs keep one line if the room scrolls; else all get thinner
    alike, down to where only their colours are seen.
    """
    piles = {pile for still in stills for pile in still.piles}
    sizes = {tuple(slab.size_bytes for slab in pile.slabs) for pile in piles} - {()}
    largest = max((size for pile in sizes for size in pile), default=0)
    need, wish = (lines * metrics.line for lines in _EXTRAS[scale])
    for lines in _levels(piles, depth):
        measure = Measure(metrics, scale, lines * metrics.line, need, largest)
        if _tallest(measure, sizes) <= height:
            return _stretched(measure, sizes, height, wish)
    measure = Measure(metrics, scale, ONE_LINE * metrics.line, need, largest)
    return measure if scrolls else measure.thinned(height / _tallest(measure, sizes))


def _levels(piles: set[Pile], depth: Depth) -> list[float]:
    """Least thicknesses in lines, the roomiest first."""
    details = max((len(slab.details) for pile in piles for slab in pile.slabs), default=0)
    shown = details if depth is Depth.REAL else 0
    return [TWO_LINES + _DETAIL * n for n in range(shown, -1, -1)] + [ONE_LINE]


def _tallest(measure: Measure, sizes: set[tuple[int, ...]]) -> float:
    return max(map(measure.height, sizes), default=0.0)


def _stretched(
    measure: Measure, sizes: set[tuple[int, ...]], height: float, wish: float
) -> Measure:
    """The same with as much for the scale as the room has, to half a pixel."""
    low, high = measure.extra, max(wish, measure.extra)
    if _tallest(replace(measure, extra=high), sizes) <= height:
        return replace(measure, extra=high)
    while high - low > _FINE:
        middle = (low + high) / 2
        fits = _tallest(replace(measure, extra=middle), sizes) <= height
        low, high = (middle, high) if fits else (low, middle)
    return replace(measure, extra=low)
