"""The treemap's layout: each directory's box divided among what is in it, by bytes.

Boxes are kept near to squares. Source: Bruls, Huizing, van Wijk, Squarified Treemaps, 2000.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from layerlab_gui.map.parts import Measured, Part, PartKind
from layerlab_gui.stage.picture.boxes import Box

MOST_BOXES = 2500
MOST_IN_ONE = 400
OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class Grain:
    """Lengths that follow the font: of a directory its `header` and the `gap` around what is in
    it; `least` is the side of the smallest box that is seen.
    """

    header: float
    gap: float
    least: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A part in its place; `above` is the index of the directory that it is in. What is drawn of
    a directory that `is_open` is its frame alone, with its name where there `has_header`.
    """

    part: Part
    box: Box
    above: int = OUTSIDE
    is_open: bool = False
    has_header: bool = False

    def contains(self, x: float, y: float) -> bool:
        return self.box.x <= x < self.box.right and self.box.y <= y < self.box.bottom

    @property
    def centre(self) -> tuple[float, float]:
        return self.box.centre.x, self.box.centre.y


def treemap(measured: Measured, root: Part, area: Box, grain: Grain) -> tuple[Placed, ...]:
    """The boxes of a directory, each after the one that it is in; at most `MOST_BOXES` and a few.

    The largest directories are divided first, so that the bound takes away the smallest.
    """
    placed = [Placed(root, area)]
    waiting = [(-area.width * area.height, 0)]
    while waiting and len(placed) < MOST_BOXES:
        _, index = heapq.heappop(waiting)
        one = placed[index]
        has_header = index > 0 and one.box.height >= 3 * grain.header
        room = one.box if index == 0 else _inside(one.box, grain, has_header)
        found = _divided(measured, one.part, room, grain)
        if not found:
            continue
        placed[index] = Placed(one.part, one.box, one.above, True, has_header)
        for part, box in found:
            if part.kind is PartKind.DIRECTORY and _is_divisible(box, grain):
                heapq.heappush(waiting, (-box.width * box.height, len(placed)))
            placed.append(Placed(part, box, index))
    return tuple(placed)


def _inside(box: Box, grain: Grain, has_header: bool) -> Box:
    return box.within(grain.gap, grain.header if has_header else grain.gap, grain.gap, grain.gap)


def _is_divisible(box: Box, grain: Grain) -> bool:
    return min(box.width, box.height) >= 3 * grain.least + 2 * grain.gap


def _divided(measured: Measured, whole: Part, room: Box, grain: Grain) -> list[tuple[Part, Box]]:
    if min(room.width, room.height) < grain.least or not whole.size_bytes:
        return []
    least = grain.least**2 / (room.width * room.height) * whole.size_bytes
    parts = measured.parts(whole, least, MOST_IN_ONE)
    boxes = squarify([part.size_bytes for part in parts], room)
    return list(zip(parts, boxes, strict=True))


def squarify(sizes: Sequence[float], area: Box) -> list[Box]:
    """A box for each size, all above 0 and best descending, that fill the area in proportion."""
    boxes: list[Box] = []
    start, total = 0, float(sum(sizes))
    while start < len(sizes):
        end, in_row = _row(sizes, start, area, total)
        share = in_row / total if end < len(sizes) else 1.0
        is_wide = area.width >= area.height
        row, area = _cut(area, share, is_wide)
        boxes += _filled(row, [size / in_row for size in sizes[start:end]], is_wide)
        start, total = end, total - in_row
    return boxes


def _row(sizes: Sequence[float], start: int, area: Box, total: float) -> tuple[int, float]:
    """Where the next row ends, and the sum of it: as long as its worst box gets no narrower."""
    scale = area.width * area.height / total / min(area.width, area.height) ** 2
    end, in_row, worst = start, 0.0, float("inf")
    least = most = sizes[start]
    while end < len(sizes):
        least, most = min(least, sizes[end]), max(most, sizes[end])
        length = (in_row + sizes[end]) ** 2 * scale
        narrowest = max(most / length, length / least)
        if narrowest > worst:
            break
        worst, in_row, end = narrowest, in_row + sizes[end], end + 1
    return end, in_row


def _cut(area: Box, share: float, is_wide: bool) -> tuple[Box, Box]:
    """A share of the area along its shorter side, and what is left."""
    if is_wide:
        width = area.width * share
        left = area.within(width, 0, 0, 0)
        return Box(area.x, area.y, width, area.height), left
    height = area.height * share
    return Box(area.x, area.y, area.width, height), area.within(0, height, 0, 0)


def _filled(row: Box, shares: Sequence[float], stands: bool) -> list[Box]:
    """A row divided: from top to bottom where it stands, else from left to right."""
    boxes, done = [], 0.0
    for share in shares:
        if stands:
            y = row.y + row.height * done
            boxes.append(Box(row.x, y, row.width, row.height * share))
        else:
            x = row.x + row.width * done
            boxes.append(Box(x, row.y, row.width * share, row.height))
        done += share
    return boxes
