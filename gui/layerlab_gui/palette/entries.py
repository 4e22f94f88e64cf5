"""What the palette lists: each thing under its names, with what Enter does; and their order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from layerlab_gui.palette.matching import Pattern, Way, fold


class Kind(IntEnum):
    """In the order in which they are listed where they fit alike."""

    ACTION = 0
    CHOICE = 1
    OBJECT = 2
    LAYER = 3
    TAB = 4
    PATH = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` stays the same between runs and languages; `also` are other names, in English where
    the window is in Korean; `about` are sentences on it, of which whole words are looked
    for; `why_not` is why it can't be done now."""

    name: str
    kind: Kind
    text: str
    icon: str
    run: Callable[[], object]
    also: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    detail: str = ""
    key: str = ""
    why_not: str = ""

    @property
    def is_possible(self) -> bool:
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that fits; `spots` are the positions of its text that were meant."""

    entry: Entry
    way: Way = Way.BEGINS
    spots: tuple[int, ...] = ()


def rank(entries: Iterable[Entry], pattern: Pattern, recent: Mapping[str, int]) -> list[Found]:
    """Those that fit, the best first. `recent` says of some entries how long ago they were used.

    What is possible comes before what is not, unless its letters are only scattered over the name.
    """
    found = [result for entry in entries if (result := _found(entry, pattern)) is not None]
    never = len(recent)

    def order(result: Found) -> tuple[bool, bool, int, int, int, int]:
        entry, way = result.entry, result.way
        used = recent.get(entry.name, never)
        place = (way, used) if pattern.text else (used, way)
        length = len(entry.text) if pattern.text else 0
        return way is Way.SCATTERED, not entry.is_possible, *place, entry.kind, length

    return sorted(found, key=order)


def _found(entry: Entry, pattern: Pattern) -> Found | None:
    """By its own name, with what was meant of it; else by another, or by what is said of it."""
    own = pattern.fit(fold(entry.text))
    if own is not None and own.way < Way.SCATTERED:
        return Found(entry, own.way, own.spots if pattern.text else ())
    fits = (pattern.fit(fold(name)) for name in entry.also)
    ways = [fit.way for fit in fits if fit is not None and fit.way < Way.SCATTERED]
    ways += [Way.PART for text in entry.about if pattern.begins_word(fold(text))]
    if ways:
        return Found(entry, min(ways))
    return Found(entry, own.way, own.spots) if own is not None else None
