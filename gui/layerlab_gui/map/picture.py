"""A map laid out: the parts in their places, for one size and one look."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtGui import QFontMetricsF

from layerlab.model import LayerPath
from layerlab.model.entry import is_within
from layerlab_gui.map.parts import Measured, Part, PartKind, Writable
from layerlab_gui.map.rings import Arc, Discs, sunburst
from layerlab_gui.map.squarify import OUTSIDE, Grain, Placed, treemap
from layerlab_gui.stage.picture.boxes import Box, Point
from layerlab_gui.stage.picture.look import Look

MOST_RINGS = 7


class Shape(StrEnum):
    TREEMAP = "treemap"
    SUNBURST = "sunburst"


Place = Placed | Arc


@dataclass(frozen=True)
class MapPicture:
    """`places` begin with the directory that is shown, `root`; each comes after the one it is in.

    `whole_bytes` are those of all files, of which the map may show one directory.
    """

    shape: Shape
    width: float
    height: float
    places: tuple[Place, ...]
    whole_bytes: int
    writable: Writable | None

    def is_writable(self, part: Part) -> bool:
        """Whether a part is the layer's that can be written."""
        return self.writable is not None and part.owner == self.writable.number

    @property
    def root(self) -> Part:
        return self.places[0].part

    @property
    def is_empty(self) -> bool:
        return len(self.places) < 2

    def at(self, x: float, y: float) -> int | None:
        """The innermost place at a point, by its index."""
        indexes = reversed(range(len(self.places)))
        return next((i for i in indexes if self.places[i].contains(x, y)), None)

    def of(self, path: LayerPath) -> int | None:
        """The innermost place that a path is in; None outside of what is shown.

        Of what is too small to be seen by itself that is the rest of its directory.
        """
        if not is_within(path, self.root.path):
            return None
        found, rest = 0, None
        for index, place in enumerate(self.places):
            part = place.part
            if part.kind is PartKind.REST:
                rest = index if place.above == found and part.path != path else rest
            elif place.above in (found, OUTSIDE) and is_within(path, part.path):
                found, rest = index, None
        return found if rest is None else rest

    def way(self, index: int) -> list[int]:
        """The places that one is in, the outermost first, without the one that is all."""
        found: list[int] = []
        while index > 0:
            found.append(index)
            index = self.places[index].above
        return found[::-1]

    @property
    def first(self) -> int:
        """Where the keyboard begins: the first box that is reached."""
        return next(index for index in range(len(self.places)) if self.is_reached(index))

    def is_reached(self, index: int) -> bool:
        """Whether the arrow keys stop there: not at a box that others cover."""
        place = self.places[index]
        return index > 0 and (self.shape is Shape.SUNBURST or not place.is_open)


def picture(
    measured: Measured, path: LayerPath, shape: Shape, size: tuple[float, float], look: Look
) -> MapPicture:
    """The map of a directory in so many pixels."""
    root = measured.directory(path)
    places: tuple[Place, ...]
    if shape is Shape.TREEMAP:
        places = treemap(measured, root, Box(0, 0, *size), _grain(look))
    else:
        places = _rings(measured, root, _discs(size, look))
    return MapPicture(shape, *size, places, measured.size_bytes, measured.writable)


def _rings(measured: Measured, root: Part, discs: Discs) -> tuple[Arc, ...]:
    """As wide as they can be: of files that lie less deep there are fewer."""
    arcs = sunburst(measured, root, discs)
    deepest = max(arc.outer for arc in arcs)
    used = sum(discs.radius(ring) < deepest for ring in range(1, discs.count + 1))
    return (
        arcs if used in (0, discs.count) else sunburst(measured, root, replace(discs, count=used))
    )


def _grain(look: Look) -> Grain:
    line = QFontMetricsF(look.small).height()
    return Grain(line * 1.2, max(2.0, line * 0.12), line * 0.45)


def _discs(size: tuple[float, float], look: Look) -> Discs:
    line = QFontMetricsF(look.small).height()
    outside = max(min(size) / 2 - line * 0.2, 1.0)
    hole = min(outside * 0.3, line * 2.6)
    count = max(1, min(MOST_RINGS, int((outside - hole) / (line * 1.25))))
    return Discs(Point(size[0] / 2, size[1] / 2), hole, outside, count, line * 0.3)
