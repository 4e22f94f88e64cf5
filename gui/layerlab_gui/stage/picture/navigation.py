"""Where an arrow key leads from a slab: pure, by where the slabs lie."""

from enum import Enum

from layerlab_gui.stage.picture.layout import Layout, PlacedSlab


class Way(Enum):
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BASE = "base"


def first(layout: Layout) -> str:
    """The top slab of the first pile, where reading begins; "" where there is none."""
    tops = sorted(layout.slabs, key=lambda placed: (placed.box.x, placed.box.y))
    return tops[0].slab.key if tops else ""


def reading_order(layout: Layout) -> list[PlacedSlab]:
    """Pile by pile, each from its top; a common slab with the first pile on it."""
    return sorted(layout.slabs, key=lambda placed: (placed.box.x, placed.box.y))


def neighbour(layout: Layout, key: str, way: Way) -> str:
    """The slab that is next on this way; the same where nothing is."""
    here = layout.by_key.get(key)
    if here is None:
        return first(layout)
    found = {
        Way.UP: _above(layout, here)[:1],
        Way.DOWN: _below(layout, here)[:1],
        Way.TOP: _above(layout, here)[-1:],
        Way.BASE: _below(layout, here)[-1:],
        Way.LEFT: _beside(layout, here, -1),
        Way.RIGHT: _beside(layout, here, 1),
    }[way]
    return found[0].slab.key if found else key


def _above(layout: Layout, here: PlacedSlab) -> list[PlacedSlab]:
    """What stands on a slab at its left end, the nearest first."""
    spot = here.box.x + 1
    over = [p for p in layout.slabs if p.box.bottom <= here.box.y + 0.5 and _covers(p, spot)]
    if not over:
        over = [p for p in layout.slabs if abs(p.box.bottom - here.box.y) < 0.5 and _on(p, here)]
    return sorted(over, key=lambda placed: -placed.box.y)


def _below(layout: Layout, here: PlacedSlab) -> list[PlacedSlab]:
    spot = here.box.x + 1
    under = [p for p in layout.slabs if p.box.y >= here.box.bottom - 0.5 and _covers(p, spot)]
    return sorted(under, key=lambda placed: placed.box.y)


def _covers(placed: PlacedSlab, x: float) -> bool:
    return placed.box.x <= x <= placed.box.right


def _on(placed: PlacedSlab, base: PlacedSlab) -> bool:
    return base.box.x <= placed.box.x < base.box.right


def _beside(layout: Layout, here: PlacedSlab, sign: int) -> list[PlacedSlab]:
    """In the nearest pile on that side, the slab at this height, else the one nearest to it."""
    middle = here.box.centre

    def apart(placed: PlacedSlab) -> float:
        return (placed.box.x - here.box.x) * sign

    aside = [p for p in layout.slabs if apart(p) > 0.5]
    return sorted(aside, key=lambda p: (apart(p), abs(p.box.centre.y - middle.y)))[:1]
