"""Rectangles and points in a picture's own units, which are a screen's pixels at zoom 1.

Not Qt's, so that a layout is frozen, hashable and tested without a screen.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float

    def towards(self, other: "Point", share: float) -> "Point":
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)


@dataclass(frozen=True, slots=True)
class Box:
    """`x` and `y` are its left and upper edge; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, dx: float, dy: float) -> "Box":
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def within(self, left: float, top: float, right: float, bottom: float) -> "Box":
        """What is left of it inside margins; never less than nothing."""
        width = max(0.0, self.width - left - right)
        return Box(self.x + left, self.y + top, width, max(0.0, self.height - top - bottom))

    def towards(self, other: "Box", share: float) -> "Box":
        """Between this one and another: 0 is this one, 1 the other."""
        if share <= 0 or self == other:
            return self
        if share >= 1:
            return other
        keep = 1 - share
        return Box(
            self.x * keep + other.x * share,
            self.y * keep + other.y * share,
            self.width * keep + other.width * share,
            self.height * keep + other.height * share,
        )

    def overlaps(self, other: "Box") -> bool:
        """Edges that touch do not."""
        apart = 1e-6
        return (
            self.x < other.right - apart
            and other.x < self.right - apart
            and self.y < other.bottom - apart
            and other.y < self.bottom - apart
        )


NOWHERE = Box(0, 0, 0, 0)
