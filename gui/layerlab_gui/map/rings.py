"""The sunburst's layout: a ring for each depth; a directory's arc is divided by what is in it."""

import math
from dataclasses import dataclass, replace

from layerlab_gui.map.parts import Measured, Part, PartKind
from layerlab_gui.map.squarify import MOST_BOXES, MOST_IN_ONE, OUTSIDE
from layerlab_gui.stage.picture.boxes import Point

FULL = math.tau
_TOP = -math.tau / 4
"""Angles begin at the top and go clockwise."""


@dataclass(frozen=True, slots=True)
class Discs:
    """Radii from the `centre`: of the hole, where the shown directory is named, and of what is
    outside; there are `count` rings between. `least` is the length of the shortest arc that is
    seen.
    """

    centre: Point
    hole: float
    outside: float
    count: int
    least: float

    def radius(self, ring: int) -> float:
        """Where a ring begins; the hole is ring 0."""
        return self.hole + (self.outside - self.hole) * (ring - 1) / self.count if ring else 0.0


@dataclass(frozen=True, slots=True)
class Arc:
    """A part in its place, from the angle `start` on, in radians, over `span`."""

    part: Part
    centre_of_all: Point
    inner: float
    outer: float
    start: float
    span: float
    above: int = OUTSIDE
    is_open: bool = False

    def contains(self, x: float, y: float) -> bool:
        dx, dy = x - self.centre_of_all.x, y - self.centre_of_all.y
        if not self.inner <= math.hypot(dx, dy) < self.outer:
            return False
        return (math.atan2(dy, dx) - _TOP - self.start) % FULL < self.span

    @property
    def middle(self) -> float:
        """The angle of its middle as mathematics has it: 0 to the right, y downwards."""
        return self.start + self.span / 2 + _TOP

    @property
    def length(self) -> float:
        """Of the arc, half-way between inside and outside."""
        return self.span * (self.inner + self.outer) / 2

    @property
    def centre(self) -> tuple[float, float]:
        radius = (self.inner + self.outer) / 2 if self.inner else 0.0
        x = self.centre_of_all.x + radius * math.cos(self.middle)
        return x, self.centre_of_all.y + radius * math.sin(self.middle)


def sunburst(measured: Measured, root: Part, discs: Discs) -> tuple[Arc, ...]:
    """The arcs of a directory, ring by ring, the hole first; at most `MOST_BOXES` and a few."""
    arcs = [Arc(root, discs.centre, 0.0, discs.hole, 0.0, FULL)]
    done = 0
    for ring in range(1, discs.count + 1):
        radii = discs.radius(ring), discs.radius(ring + 1)
        last, done = range(done, len(arcs)), len(arcs)
        for index in last:
            if len(arcs) < MOST_BOXES:
                _divide(measured, arcs, index, radii, discs.least)
    return tuple(arcs)


def _divide(
    measured: Measured, arcs: list[Arc], index: int, ring: tuple[float, float], least: float
) -> None:
    whole = arcs[index]
    length = whole.span * sum(ring) / 2
    if whole.part.kind is not PartKind.DIRECTORY or not whole.part.size_bytes or length < least:
        return
    size = whole.part.size_bytes
    start = whole.start
    for part in measured.parts(whole.part, least / length * size, MOST_IN_ONE):
        span = whole.span * part.size_bytes / size
        arcs.append(Arc(part, whole.centre_of_all, *ring, start, span, index))
        start += span
    arcs[index] = replace(whole, is_open=True)
