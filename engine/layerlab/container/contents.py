"""The new contents of a draft, each in a slot: a file of its own that no edit has taken over yet.

All names of a hard-linked file have one slot, so that what is written through one is read through
each; they become files of the host, linked to one another, when the draft is done (`flush`).
"""

import contextlib
import itertools
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from layerlab.host import flush_files, host_errors
from layerlab.model import LayerPath
from layerlab.progress import Progress

COPY_BYTES = 1 << 20


@dataclass(eq=False, slots=True)
class Slot:
    """Where a content is. One that is borrowed is the container layer's own file under a second
    name: nobody may write to it. One that is not changed has what its file had before.
    """

    path: Path
    names: dict[LayerPath, None] = field(default_factory=dict)
    is_borrowed: bool = False
    is_changed: bool = True


class Contents:
    """`directory` is where slots are made, when the first one is needed."""

    def __init__(self, directory: Path, progress: Progress) -> None:
        self._directory = directory
        self._progress = progress
        self._slots: dict[LayerPath, Slot] = {}
        self._numbers = itertools.count()

    def __contains__(self, path: LayerPath) -> bool:
        return path in self._slots

    def __getitem__(self, path: LayerPath) -> Slot:
        return self._slots[path]

    def open(self, path: LayerPath) -> BinaryIO:
        place = self._slots[path].path
        with host_errors(place):
            return place.open("rb")

    # filling ------------------------------------------------------------------------------------

    def store(self, path: LayerPath, parts: Iterable[BinaryIO], size: int | None = None) -> int:
        """A new content for a path alone, of the bytes of `parts`; its size.

        With `size` it is lengthened to that, with a hole where the host's file system has holes.
        """
        place = self._new_place()
        found = 0
        try:
            with host_errors(place), place.open("xb") as sink:
                for part in parts:
                    while chunk := part.read(COPY_BYTES):
                        sink.write(chunk)
                        found += len(chunk)
                        self._progress.advance(len(chunk))
                if size is not None:
                    found = sink.truncate(size)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
        self._give(path, Slot(place))
        return found

    def borrow(self, path: LayerPath, host: Path) -> bool:
        """A file of the host as a path's content, not copied; False where the host can't."""
        place = self._new_place()
        try:
            os.link(host, place)
        except (OSError, NotImplementedError):
            return False
        self._give(path, Slot(place, is_borrowed=True))
        return True

    def share(self, path: LayerPath, other: LayerPath) -> None:
        """Gives another name the same content."""
        self._give(other, self._slots[path])

    def drop(self, path: LayerPath) -> None:
        """The path has no content any more; the last name's goes for good."""
        slot = self._slots.pop(path, None)
        if slot is None:
            return
        del slot.names[path]
        if not slot.names:
            with contextlib.suppress(OSError):  # somebody has it open, where that keeps it
                slot.path.unlink()

    # the end ------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Makes them last, each name with a file of its own."""
        for slot in set(self._slots.values()):
            for name in list(slot.names)[1:]:
                self._part(slot, name)
        flush_files([slot.path for slot in set(self._slots.values())])

    def _part(self, slot: Slot, name: LayerPath) -> None:
        """One more file of the host with the same bytes: the same file where it can be linked."""
        if not self.borrow(name, slot.path):
            with slot.path.open("rb") as stream:
                self.store(name, [stream])

    def discard(self) -> None:
        """Removes what no edit has taken over."""
        for slot in self._slots.values():
            with contextlib.suppress(OSError):  # what is left is swept with the drafts
                slot.path.unlink(missing_ok=True)

    def _give(self, path: LayerPath, slot: Slot) -> None:
        if self._slots.get(path) is not slot:
            self.drop(path)
            self._slots[path] = slot
            slot.names[path] = None

    def _new_place(self) -> Path:
        with host_errors(self._directory):
            self._directory.mkdir(parents=True, exist_ok=True)
        return self._directory / f"{next(self._numbers)}-{time.monotonic_ns()}.draft"
