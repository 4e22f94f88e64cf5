"""Where an arrow key leads from a slab or from a pile's heading: pure, by where they lie."""

from enum import Enum

from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.picture.layout import Layout, PlacedPile, PlacedSlab

_HEADING = "heading "


class Way(Enum):
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BASE = "base"


def heading_key(pile: PlacedPile) -> str:
    """The key that a heading is known by; no slab has such a one."""
    return _HEADING + pile.pile.key


def pile_key(key: str) -> str | None:
    """The pile of a heading's key; None of a slab's."""
    return key.removeprefix(_HEADING) if key.startswith(_HEADING) else None


def spots(layout: Layout) -> dict[str, Box]:
    """All that can be reached, in the order of reading: pile by pile, each from its heading down;
    a common slab with the first pile on it."""
    found = [
        (pile.heading.x, pile.heading.y, heading_key(pile), pile.heading) for pile in layout.piles
    ]
    found += [(p.box.x, p.box.y, p.slab.key, p.box) for p in layout.slabs]
    return {key: box for _, _, key, box in sorted(found, key=lambda entry: entry[:2])}


def first(layout: Layout) -> str:
    """Where reading begins: the top slab of the first pile; "" where there is none."""
    tops = sorted(layout.slabs, key=lambda placed: (placed.box.x, placed.box.y))
    return tops[0].slab.key if tops else ""


def neighbour(layout: Layout, key: str, way: Way) -> str:
    """What is next on this way; the same where nothing is."""
    pile = layout.piles_by_key.get(pile_key(key) or "")
    if pile is not None:
        return _from_heading(layout, pile, way)
    here = layout.by_key.get(key)
    return _from_slab(layout, here, way) if here else first(layout)


def _from_heading(layout: Layout, pile: PlacedPile, way: Way) -> str:
    slabs, number = pile.pile.slabs, layout.piles.index(pile)
    if way in (Way.DOWN, Way.BASE) and slabs:
        return slabs[-1 if way is Way.DOWN else 0].key
    step = {Way.LEFT: -1, Way.RIGHT: 1}.get(way, 0)
    return heading_key(layout.piles[min(max(number + step, 0), len(layout.piles) - 1)])


def _from_slab(layout: Layout, here: PlacedSlab, way: Way) -> str:
    ending = [p for p in layout.piles if p.pile.slabs and p.pile.slabs[-1].key == here.slab.key]
    if way is Way.UP and ending:
        return heading_key(ending[0])
    found = {
        Way.UP: _above(layout, here)[:1],
        Way.DOWN: _below(layout, here)[:1],
        Way.TOP: _above(layout, here)[-1:],
        Way.BASE: _below(layout, here)[-1:],
        Way.LEFT: _beside(layout, here, -1),
        Way.RIGHT: _beside(layout, here, 1),
    }[way]
    return found[0].slab.key if found else here.slab.key


def _above(layout: Layout, here: PlacedSlab) -> list[PlacedSlab]:
    """What stands on a slab at its left end, else on any of it; the nearest first."""
    over = [p for p in layout.slabs if p.box.bottom <= here.box.y + 0.5]
    left = [p for p in over if _covers(p, here.box.x + 1)]
    on = [p for p in over if here.box.x <= p.box.x < here.box.right]
    return sorted(left or on, key=lambda placed: -placed.box.y)


def _below(layout: Layout, here: PlacedSlab) -> list[PlacedSlab]:
    spot = here.box.x + 1
    under = [p for p in layout.slabs if p.box.y >= here.box.bottom - 0.5 and _covers(p, spot)]
    return sorted(under, key=lambda placed: placed.box.y)


def _covers(placed: PlacedSlab, x: float) -> bool:
    return placed.box.x <= x <= placed.box.right


def _beside(layout: Layout, here: PlacedSlab, sign: int) -> list[PlacedSlab]:
    """In the nearest pile on that side, the slab at this height, else the one nearest to it."""
    middle = here.box.centre

    def apart(placed: PlacedSlab) -> float:
        return (placed.box.x - here.box.x) * sign

    aside = [p for p in layout.slabs if apart(p) > 0.5]
    return sorted(aside, key=lambda p: (apart(p), abs(p.box.centre.y - middle.y)))[:1]
