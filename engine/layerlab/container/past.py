"""A layer's files as of any edit of its log, looked at without changing anything.

What a path had is in the folder of the edit that took it away, or where it always was, if nothing
did. Both move when somebody edits, undoes or jumps meanwhile: so each file is looked for when it is
opened, and the answer counts only if nothing moved until it was open.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from layerlab.container.rows import Trace
from layerlab.errors import EditNotUndoable, NoSuchFile
from layerlab.host import host_errors
from layerlab.model import LayerPath, shown
from layerlab.overlay import UpperRecord, UpperTree

KNOWN_STATES = 4


@dataclass(frozen=True)
class PastState:
    """The files as of one edit, true as long as the log has this `version`.

    `places` are the host's files of those contents that are not in the layer's own place; None for
    one that was not kept.
    """

    version: int | None
    upper: UpperTree
    places: Mapping[LayerPath, Path | None]


class Log(Protocol):
    """What is asked of the log: `log.EditLog`."""

    title: str

    def state_at(self, number: int) -> PastState: ...

    def version(self) -> int | None: ...

    def is_moving(self) -> bool:
        """Whether an edit is under way: files may be anywhere."""
        ...


class Past:
    """`open_now` opens a file of the layer as it is; `alone` keeps others from changing it."""

    def __init__(
        self,
        log: Log,
        open_now: Callable[[LayerPath], BinaryIO],
        alone: Callable[[], AbstractContextManager[object]],
    ) -> None:
        self._log = log
        self._open_now = open_now
        self._alone = alone
        self._states: dict[int, PastState] = {}

    def upper(self, number: int) -> UpperTree:
        """Raises `NoSuchEdit`."""
        return self._state(number).upper

    def _state(self, number: int) -> PastState:
        known = self._states.get(number)
        if known is None or known.version != self._log.version():
            known = self._log.state_at(number)
            if known.version != self._log.version():  # it may be of two versions
                with self._alone():
                    known = self._log.state_at(number)
            if len(self._states) >= KNOWN_STATES:
                self._states.pop(next(iter(self._states)), None)
            self._states[number] = known
        return known

    def open(self, number: int, path: LayerPath) -> BinaryIO:
        """A file as it was. Raises `EditNotUndoable` where that was not kept."""
        with contextlib.suppress(NoSuchFile):
            state = self._state(number)
            stream = self._open(state, path)
            if state.version == self._log.version() and not self._log.is_moving():
                return stream
            stream.close()
        with self._alone():
            return self._open(self._log.state_at(number), path)

    def _open(self, state: PastState, path: LayerPath) -> BinaryIO:
        if path not in state.places:
            return self._open_now(path)
        place = state.places[path]
        if place is None:
            raise EditNotUndoable(self._log.title, shown(path))
        with host_errors(place):
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            return os.fdopen(os.open(place, flags), "rb")


def past_state(
    version: int | None,
    now: UpperTree,
    way: Iterable[tuple[Trace, bool]],
    slot: Callable[[str, int, bool], Path],
) -> PastState:
    """`way` are the edits between the state and now, the one next to the state first, each with
    whether it is to be undone: what it has before, or after, is what the paths had. Of many edits
    of one path only the nearest is read.
    """
    changed: dict[LayerPath, UpperRecord | None] = {}
    places: dict[LayerPath, Path | None] = {}
    is_placed: set[LayerPath] = set()
    for trace, backwards in way:
        for index, (name, before, after, keeps_content) in enumerate(trace.changes):
            path, coming = LayerPath(name), before if backwards else after
            if path not in changed:
                changed[path] = UpperRecord.from_json(path, coming) if coming else None
            is_lost = path in trace.lost
            if path in is_placed or (keeps_content and coming and not is_lost):
                continue
            is_placed.add(path)
            record = changed[path]
            if record and record.kind.has_data:
                places[path] = None if is_lost else slot(trace.slots, index, backwards)
    return PastState(version, now.changed(changed), places)
