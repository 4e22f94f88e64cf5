"""Going through a tree, however deep it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from layerlab.model import Entry
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import below, need, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason


@dataclass(slots=True)
class Visit:
    """Something that was come to: how it is written, what stands there, how far down it is.

    `is_after` tells that a directory's content has been gone through, and `goes_in` may be cleared
    to stay out of it. `failed` is why a directory could not be read.
    """

    word: str
    entry: Entry
    depth: int = 0
    is_after: bool = False
    goes_in: bool = True
    failed: str = ""


def walk(call: Call, word: str, entry: Entry) -> Iterator[Visit]:
    """An operand and all below it, links not followed; of a directory two visits, around it."""
    waiting = [Visit(word, entry)]
    while waiting:
        call.meter.tick()
        visit = waiting.pop()
        if not visit.entry.is_directory or visit.is_after:
            yield visit
            continue
        yield visit
        if not visit.goes_in:
            yield Visit(visit.word, visit.entry, visit.depth, True)
            continue
        waiting += _opened(call, visit)


def _opened(call: Call, visit: Visit) -> list[Visit]:
    """The visit after a directory's content, and the content above it, the first on top."""
    after = Visit(visit.word, visit.entry, visit.depth, True)
    children = []
    try:
        for path in reversed(call.files.names(visit.entry.path)):
            name = path.rpartition("/")[2]
            children.append(Visit(below(visit.word, name), need(call.files, path), visit.depth + 1))
    except PROBLEMS as error:
        after.failed = reason(error)
        return [after]
    return [after, *children]


def cannot_read(visit: Visit) -> str:
    return f"cannot read directory {quote(visit.word)}: {visit.failed}"
