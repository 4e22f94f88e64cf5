"""Where everything of a still lies: pure, from sizes to boxes.

Slabs lie on one another, the base at the bottom. What several piles share from the base up is one
wide slab under all of them: a forest of stacks on common ground. For that piles are put beside
their likes; otherwise they keep their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from layerlab_gui.stage.picture.boxes import NOWHERE, Box
from layerlab_gui.stage.picture.scale import (
    KILO,
    Measure,
    Metrics,
    Room,
    Scale,
    measured,
)
from layerlab_gui.stage.scene import Depth, Pile, Slab, Still

TILT = (1.15, 0.5)
"""How far the top face leans to the right and upwards, in lines of text."""
_HEADING = 2.3
_FOOT = 1.1
_MARGIN = 1.0
_GAP = 1.9
_LEGEND = 11
_WIDEST, _NARROWEST = 100, 21
"""A pile's width, in characters."""
_SAMPLES = (KILO, KILO**2, KILO**3)


@dataclass(frozen=True, slots=True)
class PlacedSlab:
    """A slab's front face. `span` piles stand on it or end in it."""

    slab: Slab
    box: Box
    span: int = 1


@dataclass(frozen=True, slots=True)
class PlacedPile:
    """`heading` is over its top slab, `foot` the ground that it stands on."""

    pile: Pile
    heading: Box
    foot: Box


@dataclass(frozen=True, slots=True)
class Sample:
    """A slab of the legend: so thick are so many bytes."""

    size_bytes: int
    box: Box


@dataclass(frozen=True)
class Layout:
    """Slabs are listed in the order of drawing: what stands on a slab comes after it."""

    size: tuple[float, float]
    metrics: Metrics
    scale: Scale
    slabs: tuple[PlacedSlab, ...] = ()
    piles: tuple[PlacedPile, ...] = ()
    samples: tuple[Sample, ...] = ()
    legend: Box = NOWHERE

    @cached_property
    def by_key(self) -> Mapping[str, PlacedSlab]:
        """Of a key that is there twice the first."""
        return {placed.slab.key: placed for placed in reversed(self.slabs)}

    @cached_property
    def piles_by_key(self) -> Mapping[str, PlacedPile]:
        return {placed.pile.key: placed for placed in self.piles}

    def __contains__(self, key: object) -> bool:
        return key in self.by_key

    @property
    def ground(self) -> float:
        """What the piles stand on."""
        return _ground(self.size[1], self.metrics)

    @property
    def tilt(self) -> tuple[float, float]:
        return TILT[0] * self.metrics.line, TILT[1] * self.metrics.line


@dataclass(frozen=True, slots=True)
class Plan:
    """What all stills of a scene have in common: their measure, how wide piles are, the depth."""

    measure: Measure
    pile_width: float
    size: tuple[float, float]
    depth: Depth = Depth.SIMPLE

    @property
    def gap(self) -> float:
        return _GAP * self.measure.metrics.line


def plan(
    stills: Sequence[Still],
    room: Room,
    metrics: Metrics,
    scale: Scale = Scale.LOG,
    depth: Depth = Depth.SIMPLE,
    *,
    thinning: float = 1.0,
) -> Plan:
    """`thinning` below 1 makes slabs thinner than what fits or is legible, to see more at once."""
    stills = [still.at(depth) for still in stills]
    line = metrics.line
    above, below = _HEADING + TILT[1] + _MARGIN, _FOOT + _MARGIN
    around = (above + below) * line
    height = max(line, room.height - around)
    measure = measured(stills, height, metrics, scale, depth, scrolls=room.scrolls)
    measure = measure.thinned(thinning) if thinning < 1 else measure
    count = max((len(still.piles) for still in stills), default=1) or 1
    gap, sides = _GAP * line, (_LEGEND * metrics.char, _side(metrics))
    free = (room.width - sum(sides) - gap * (count - 1)) / count
    width = min(_WIDEST * metrics.char, free)
    width = (
        max(_NARROWEST * metrics.char * min(1.0, thinning), width)
        if room.scrolls
        else max(line, width)
    )
    needed_width = sum(sides) + width * count + gap * (count - 1)
    piles = {pile for still in stills for pile in still.piles}
    tallest = max((measure.height([s.size_bytes for s in p.slabs]) for p in piles), default=0.0)
    size = (max(room.width, needed_width), max(room.height, tallest + around))
    return Plan(measure, width, size, depth)


def _side(metrics: Metrics) -> float:
    """Free at the right: what leans there, and a margin."""
    return TILT[0] * metrics.line + _MARGIN * metrics.line


def placed(still: Still, plan_: Plan) -> Layout:
    measure, metrics = plan_.measure, plan_.measure.metrics
    piles = arranged(still.at(plan_.depth).piles)
    ground = _ground(plan_.size[1], metrics)
    columns = _columns(len(piles), plan_)
    slabs = _slabs(piles, columns, ground, measure)
    tops = _tops(piles, ground, measure)
    headings = tuple(
        _pile(pile, column, top, ground, metrics)
        for pile, column, top in zip(piles, columns, tops, strict=True)
    )
    samples, legend = _legend(measure, ground)
    return Layout(plan_.size, metrics, measure.scale, slabs, headings, samples, legend)


def _ground(height: float, metrics: Metrics) -> float:
    return height - (_FOOT + _MARGIN) * metrics.line


def arranged(piles: Sequence[Pile]) -> list[Pile]:
    """Piles with common ground beside one another, by where the first of them is; so an empty one
    stays where it is when it gets its first slab.
    """
    known: dict[tuple[int, str], int] = {}

    def branch(pile: Pile) -> tuple[int, ...]:
        at, way = 0, []
        for key in [slab.key for slab in pile.slabs] or [f"nothing in {pile.key}"]:
            at = known.setdefault((at, key), len(known) + 1)
            way.append(at)
        return tuple(way)

    ways = [branch(pile) for pile in piles]
    return [piles[n] for n in sorted(range(len(piles)), key=ways.__getitem__)]


def _columns(count: int, plan_: Plan) -> list[tuple[float, float]]:
    """Left and right edge of each pile, centred in what the legend leaves."""
    metrics = plan_.measure.metrics
    left, right = _LEGEND * metrics.char, plan_.size[0] - _side(metrics)
    step = plan_.pile_width + plan_.gap
    start = left + max(0.0, (right - left - step * count + plan_.gap) / 2)
    return [(start + step * n, start + step * n + plan_.pile_width) for n in range(count)]


def _slabs(
    piles: Sequence[Pile],
    columns: Sequence[tuple[float, float]],
    ground: float,
    measure: Measure,
) -> tuple[PlacedSlab, ...]:
    """Level by level; a run of piles on one slab is placed on together."""
    result: list[PlacedSlab] = []
    runs = [(0, len(piles), 0, ground)]
    for first, end, level, bottom in runs:  # grows while it is gone through
        at = first
        while at < end:
            if level >= len(piles[at].slabs):
                at += 1
                continue
            slab, next_ = piles[at].slabs[level], at + 1
            while next_ < end and _has(piles[next_], level, slab):
                next_ += 1
            height = measure.thickness(slab.size_bytes)
            left, right = columns[at][0], columns[next_ - 1][1]
            box = Box(left, bottom - height, right - left, height)
            result.append(PlacedSlab(slab, box, next_ - at))
            runs.append((at, next_, level + 1, box.y))
            at = next_
    return tuple(result)


def _has(pile: Pile, level: int, slab: Slab) -> bool:
    return level < len(pile.slabs) and pile.slabs[level].key == slab.key


def _tops(piles: Sequence[Pile], ground: float, measure: Measure) -> list[float]:
    return [ground - measure.height([s.size_bytes for s in pile.slabs]) for pile in piles]


def _pile(
    pile: Pile, column: tuple[float, float], top: float, ground: float, metrics: Metrics
) -> PlacedPile:
    left, width = column[0], column[1] - column[0]
    height = _HEADING * metrics.line
    heading = Box(left, top - TILT[1] * metrics.line - height, width, height)
    return PlacedPile(pile, heading, Box(left, ground, width, _FOOT * metrics.line))


def _legend(measure: Measure, ground: float) -> tuple[tuple[Sample, ...], Box]:
    """Sample slabs at the left, on the ground; the thickest at the bottom."""
    metrics = measure.metrics
    bottom, samples = ground, []
    for size_bytes in _sampled(measure):
        height = measure.thickness(size_bytes)
        box = Box(metrics.char * 1.5, bottom - height, metrics.line * 0.9, height)
        samples.append(Sample(size_bytes, box))
        bottom = box.y - metrics.line * 0.55
    area = Box(metrics.char * 1.5, bottom - metrics.line * 2, metrics.char * 8, ground - bottom)
    return tuple(samples), area


def _sampled(measure: Measure) -> list[int]:
    """Bytes of which a legend shows the thickness, most first."""
    if measure.scale is Scale.EQUAL or not measure.largest:
        return []
    if measure.scale is Scale.LOG:
        return list(reversed(_SAMPLES))
    top = 10 ** (len(str(measure.largest)) - 1)
    most = next(n * top for n in (5, 2, 1) if n * top <= measure.largest)
    return [most, most // 2] if most > 1 else [most]
