"""All paths of what is shown, read once by a worker, and the search among them.

Our own pass over the folded paths: the expressions of a pattern take some 50 ms for 250,000 of
them, where a match in Python takes seconds. Never on the window's thread.
"""

import heapq
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from layerlab.errors import Cancelled
from layerlab.model import LayerPath
from layerlab_gui.palette.matching import Pattern, fold
from layerlab_gui.target import Source

LIMIT = 200
FEW = 40
"""Where fewer fit well, those whose letters are scattered are listed, too."""
_PAUSE = 2048

T = TypeVar("T")
IsStopped = Callable[[], bool]


@dataclass(frozen=True)
class Paths:
    """`folded` begin with a slash, as people type them; a path's name starts at `names`."""

    paths: tuple[LayerPath, ...] = ()
    folded: tuple[str, ...] = ()
    names: "array[int]" = field(default_factory=lambda: array("L"))


def read_paths(source: Source, is_stopped: IsStopped) -> Paths:
    """Raises `Cancelled` when stopped."""
    paths = tuple(node.path for node in _stoppable(source.walk(), is_stopped) if not node.ghost)
    folded = tuple(fold("/" + path) for path in paths)
    return Paths(paths, folded, array("L", (path.rindex("/") + 1 for path in folded)))


def search(index: Paths, pattern: Pattern, is_stopped: IsStopped) -> list[LayerPath]:
    """Up to `LIMIT` of the paths that fit, the best first. Raises `Cancelled` when stopped."""
    folded, names = index.folded, index.names

    def kept(fits: Callable[[int], bool], among: Iterable[int]) -> list[int]:
        return [number for number in _stoppable(among, is_stopped) if fits(number)]

    def best(numbers: list[int], order: Callable[[int], tuple[int, ...]]) -> list[int]:
        return heapq.nsmallest(LIMIT, numbers, key=order)

    def name_order(number: int) -> tuple[int, ...]:
        name, start = folded[number], names[number]
        way = 2 - pattern.begins_word(name, start) - pattern.begins(name, start)
        return way, len(name) - start, len(name)

    def length(number: int) -> tuple[int, ...]:
        return (len(folded[number]),)

    everything = range(len(folded))
    found = best(kept(lambda n: pattern.is_part(folded[n], names[n]), everything), name_order)
    if len(found) < LIMIT:
        found += best(kept(lambda n: pattern.has_words(folded[n]), everything), length)
    if len(set(found)) < FEW:
        found += best(kept(lambda n: pattern.is_scattered(folded[n], names[n]), everything), length)
    if len(set(found)) < FEW:
        found += best(kept(lambda n: pattern.is_scattered(folded[n]), everything), length)
    return [index.paths[number] for number in list(dict.fromkeys(found))[:LIMIT]]


def _stoppable(items: Iterable[T], is_stopped: IsStopped) -> Iterator[T]:
    for number, item in enumerate(items):
        if number % _PAUSE == 0 and is_stopped():
            raise Cancelled
        yield item
