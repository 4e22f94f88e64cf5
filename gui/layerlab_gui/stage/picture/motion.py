"""What is to be seen between two stills: pure, from two layouts and a fraction to sprites.

At 0 it is the first still, at 1 the second. What a beat moves travels first; the slabs follow, so
that a slab grows when something has come into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layerlab_gui.stage.picture.boxes import Box, Point
from layerlab_gui.stage.picture.layout import Layout, PlacedPile, PlacedSlab
from layerlab_gui.stage.scene import Beat, Move, MoveKind

SETTLE_FROM = 0.55
"""Of a beat that moves something: when the slabs begin to change."""
TRAVEL_TO = 0.82
_RIGID = 0.01
_LAG = 0.3
"""By how much of a beat the last of several parcels starts after the first."""
WHOLE_SLABS = frozenset({MoveKind.BLOB, MoveKind.DOCUMENT})
_COPIES = frozenset({MoveKind.DIRECTORY, MoveKind.METADATA, MoveKind.DATA, *WHOLE_SLABS})


def eased(share: float) -> float:
    """Slow, fast, slow: 0 to 1."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


@dataclass(frozen=True, slots=True)
class Sprite:
    """A slab on its way. A still one is where it will stay for the whole beat; a rigid one has
    the same size all the way."""

    placed: PlacedSlab
    opacity: float = 1.0
    is_still: bool = False
    is_rigid: bool = True


@dataclass(frozen=True, slots=True)
class Parcel:
    """What travels, `at` a place on its way from `start`; a copy's `source` keeps its own.

    `slab` is the slab it will be, where all of it travels.
    """

    move: Move
    start: Point
    at: Point
    opacity: float
    source: PlacedSlab | None
    slab: PlacedSlab | None = None

    @property
    def is_copy(self) -> bool:
        return self.source is not None and self.move.kind in _COPIES


@dataclass(frozen=True, slots=True)
class Frame:
    sprites: tuple[Sprite, ...]
    piles: tuple[tuple[PlacedPile, float], ...]
    parcels: tuple[Parcel, ...]


def between(before: Layout, after: Layout, beat: Beat, fraction: float) -> Frame:
    settle = fraction
    if beat.moves:
        settle = max(0.0, (fraction - SETTLE_FROM) / (1 - SETTLE_FROM))
    travelling = {move.target for move in beat.moves if move.kind in WHOLE_SLABS}
    travelling -= set(before.by_key)
    share = eased(settle)
    sprites = _sprites(before, after, share, travelling if fraction < 1 else set())
    parcels = _parcels(before, after, beat.moves, fraction) if 0 < fraction < 1 else ()
    return Frame(sprites, _piles(before, after, share), parcels)


def _sprites(
    before: Layout, after: Layout, share: float, travelling: set[str]
) -> tuple[Sprite, ...]:
    """In the order of drawing: from the ground up."""
    gone = [
        _falling(placed, before, share) for placed in before.slabs if placed.slab.key not in after
    ]
    kept = []
    for placed in after.slabs:
        key = placed.slab.key
        if key in before:
            kept.append(_kept(before.by_key[key], placed, share))
        elif key not in travelling:
            kept.append(_arriving(placed, after, share))
    seen = [sprite for sprite in (*gone, *kept) if sprite.opacity > 0]
    return tuple(sorted(seen, key=lambda sprite: -sprite.placed.box.bottom))


def _kept(old: PlacedSlab, new: PlacedSlab, share: float) -> Sprite:
    told = new.slab if share > 0.5 else old.slab
    span = new.span if share > 0.5 else old.span
    placed = PlacedSlab(told, old.box.towards(new.box, share), span)
    grows = max(abs(old.box.width - new.box.width), abs(old.box.height - new.box.height))
    is_rigid = grows < _RIGID
    return Sprite(placed, is_still=old == new, is_rigid=is_rigid)


def _falling(placed: PlacedSlab, layout: Layout, share: float) -> Sprite:
    """Aside and down, until it is gone."""
    line = layout.metrics.line
    box = placed.box.moved(share * line * 6, share * share * line * 7)
    return Sprite(replace(placed, box=box), 1 - share)


def _arriving(placed: PlacedSlab, layout: Layout, share: float) -> Sprite:
    """From above."""
    box = placed.box.moved(0, (share - 1) * layout.metrics.line * 4)
    return Sprite(replace(placed, box=box), share)


def _piles(before: Layout, after: Layout, share: float) -> tuple[tuple[PlacedPile, float], ...]:
    result = []
    for pile in after.piles:
        old = before.piles_by_key.get(pile.pile.key)
        if old is None:
            result.append((pile, share))
            continue
        told = pile.pile if share > 0.5 else old.pile
        heading = old.heading.towards(pile.heading, share)
        result.append((PlacedPile(told, heading, old.foot.towards(pile.foot, share)), 1.0))
    known = after.piles_by_key
    gone = [(pile, 1 - share) for pile in before.piles if pile.pile.key not in known]
    return tuple(entry for entry in (*gone, *result) if entry[1] > 0)


def _parcels(
    before: Layout, after: Layout, moves: Sequence[Move], fraction: float
) -> tuple[Parcel, ...]:
    result = []
    for number, move in enumerate(moves):
        lag = _LAG * number / max(1, len(moves))
        span = (1.0 if move.kind in WHOLE_SLABS else TRAVEL_TO) - lag
        share = (fraction - lag) / span
        parcel = _parcel(before, after, move, share) if share > 0 else None
        if parcel is not None:
            result.append(parcel)
    return tuple(result)


def _parcel(before: Layout, after: Layout, move: Move, share: float) -> Parcel | None:
    target = before.by_key.get(move.target) or after.by_key.get(move.target)
    if target is None:
        return None
    source = before.by_key.get(move.source) if move.source is not None else None
    line = before.metrics.line
    end = landing(target.box)
    above = Point(end.x + line * 7, max(line * 1.5, end.y - line * 5))
    start = landing(source.box) if source else above
    way = eased(share)
    fading = min(1.0, max(0.0, (1 - share) * 8)) if move.kind not in WHOLE_SLABS else 1.0
    opacity = min(fading, 1.0 if source else share * 6)
    slab = None
    if move.kind in WHOLE_SLABS and source is not None and move.target not in before:
        arrived = after.by_key[move.target] if move.target in after else target
        slab = PlacedSlab(arrived.slab, _flying(source.box, arrived.box, way, line))
    return Parcel(move, start, _curved(start, end, way, line), opacity, source, slab)


def landing(box: Box) -> Point:
    """Where on a slab things start and end: right of its title."""
    return Point(box.x + box.width * 0.6, box.y + box.height / 2)


def _curved(start: Point, end: Point, share: float, line: float) -> Point:
    """A bow to the right where it goes up or down, upwards where it goes across."""
    straight = start.towards(end, share)
    bow = 4 * share * (1 - share)
    is_steep = abs(end.y - start.y) > abs(end.x - start.x)
    dx, dy = (2.5 * line, 0.0) if is_steep else (0.0, -2.5 * line)
    return Point(straight.x + bow * dx, straight.y + bow * dy)


def _flying(start: Box, end: Box, share: float, line: float) -> Box:
    return start.towards(end, share).moved(0, -4 * share * (1 - share) * 2.5 * line)
