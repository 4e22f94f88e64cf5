"""The tree of a log of edits as rows, newest on top: what is drawn where.

The line from the image through the current edit and on through what redo brings back is not
indented; an abandoned branch is, above the edit that it leaves from. Work and memory are
proportional to the log, however deep its branches are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

START = 0
"""The number of the state before all edits: the image."""


class State(StrEnum):
    """DONE leads to the CURRENT one, UNDONE is what redo brings back."""

    DONE = "done"
    CURRENT = "current"
    UNDONE = "undone"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Place:
    """One row: an edit's number, how far it is indented, and what it is to the current one.

    `begins` says that it is the first edit of an abandoned branch, `ends` that it is the last one
    of its line.
    """

    number: int
    depth: int
    state: State
    begins: bool = False
    ends: bool = False


def arrange(parents: Iterable[tuple[int, int]], head: int, tip: int) -> list[Place]:
    """Rows for `(number, parent)` pairs, the newest first and the image last.

    `tip` is where redo ends at: `head` itself where there is nothing to redo.
    """
    children: defaultdict[int, list[int]] = defaultdict(list)
    above: dict[int, int] = {}
    for number, parent in parents:
        above[number] = parent
        children[parent].append(number)
    done = set(_way(above, head))
    states = dict.fromkeys(done, State.DONE)
    states |= {n: State.UNDONE for n in _way(above, tip) if n not in done}
    states[head] = State.CURRENT
    return _rows(children, states, _way(above, tip))


def _way(above: dict[int, int], number: int) -> list[int]:
    """From an edit to the image."""
    way = [number]
    while number != START:
        number = above[number]
        way.append(number)
    return way


def _rows(children: dict[int, list[int]], states: dict[int, State], line: list[int]) -> list[Place]:
    rows: list[Place] = []
    waiting: list[Place | tuple[int, int]] = _chain(children, states, line, 0)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Place):
            rows.append(item)
        else:
            first, depth = item
            waiting += _chain(children, states, _newest_line(children, first), depth)
    return rows


def _newest_line(children: dict[int, list[int]], first: int) -> list[int]:
    """An abandoned branch from its newest edit down to its first."""
    line = [first]
    while line[-1] in children:
        line.append(max(children[line[-1]]))
    return line[::-1]


def _chain(
    children: dict[int, list[int]], states: dict[int, State], line: list[int], depth: int
) -> list[Place | tuple[int, int]]:
    """A line's rows and, over each, the branches `(first edit, depth)` that leave there; the
    topmost last."""
    items: list[Place | tuple[int, int]] = []
    kept = 0
    for number in line:
        leaving = sorted((c for c in children.get(number, ()) if c != kept), reverse=True)
        items += [(child, depth + 1) for child in leaving]
        begins = depth > 0 and number == line[-1]
        ends = number == line[0]
        items.append(Place(number, depth, states.get(number, State.ABANDONED), begins, ends))
        kept = number
    return items[::-1]
