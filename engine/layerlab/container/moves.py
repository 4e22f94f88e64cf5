"""The moves that make an edit true on the disk, each of which can be repeated.

One that was cut short by the end of the program is completed when the layer is looked at next:

1. its new contents lie in `edits/`, and the row says "taking": what the paths had is moved aside;
2. the row says "placing": the new contents are moved in;
3. the row says "done", together with the records of all paths.

Undo and redo are the same moves with the two sides exchanged; so is turning back after an error.
"""

import contextlib
import os
from dataclasses import replace
from pathlib import Path

from layerlab.container.draft import Draft, PathChange
from layerlab.container.kept import Kept
from layerlab.container.rows import DONE, PLACING, TAKING, UNDONE, Placed, Row, Rows
from layerlab.errors import StorageFailed
from layerlab.host import flush_files, host_errors, make_directory, remove_tree, sync_directory
from layerlab.model import LayerPath
from layerlab.overlay import UpperFiles, UpperRecord

SYNCED_ONE_BY_ONE = 64
KEPT = "kept"
"""The folder of `kept.Kept`, beside those of the edits."""


class Moves:
    """Of the edits of one layer; `directory` has a folder for the contents of each."""

    def __init__(self, rows: Rows, files: UpperFiles, directory: Path) -> None:
        self.directory = directory
        self._rows = rows
        self._files = files
        self._kept = Kept(files, directory / KEPT)

    def slot(self, slots: str, index: int, backwards: bool) -> Path:
        """Content that comes in when the edit of the folder `slots` runs this way."""
        return self.directory / slots / f"{index}.{'before' if backwards else 'after'}"

    def fill(self, row: Row, draft: Draft) -> None:
        """The new contents, where the edit takes them from, lasting."""
        slots = self.directory / row.slots
        with host_errors(slots):
            make_directory(slots)
            for index, change in enumerate(row.changes):
                content = draft.content(change.path)
                if content:
                    os.replace(content, self.slot(row.slots, index, backwards=False))
            sync_directory(slots)
            sync_directory(self.directory)

    def save(self, row: Row) -> tuple[LayerPath, ...]:
        """Takes what was kept into the edit's folder, lasting; the paths of what was not kept."""
        lost: list[LayerPath] = []
        slots: list[Path] = []
        with host_errors(self.directory):
            make_directory(self.directory / row.slots)
            for index, change in enumerate(row.changes):
                before = self._leaving(row, change)
                if before and before.kind.has_data:
                    slot = self.slot(row.slots, index, backwards=True)
                    if self._kept.give(before, slot):
                        slots.append(slot)
                    else:
                        lost.append(change.path)
            flush_files(slots)
            sync_directory(self.directory / row.slots)
            sync_directory(self.directory)
        return tuple(lost)

    def recover(self) -> None:
        """Completes an edit that the end of a program cut short, this one's or another's."""
        for row in self._rows.under_way():
            self._advance(row)

    def sweep(self) -> None:
        """Removes drafts and contents of edits that were cut short before they were logged."""
        logged = {KEPT, *self._rows.folders()}
        with host_errors(self.directory):
            left = [path for path in self.directory.iterdir() if path.name not in logged]
        for path in left:
            self.drop(path.name)

    def run(self, row: Row) -> None:
        """Advances to the end, or on an error (a full disk) back to where it began."""
        try:
            self._advance(row)
        except Exception:
            self._turn_back(row)
            raise

    def _advance(self, row: Row) -> None:
        if row.status == TAKING:
            self._rows.begin(row)
            self._kept.drop(filter(None, (self._leaving(row, change) for change in row.changes)))
            self._take(row)
            with host_errors(self.directory):
                sync_directory(self.directory / row.slots)
            self._rows.advance(replace(row, status=PLACING))
        placed = self._place(row)
        self._sync(row)
        status = UNDONE if row.backwards else DONE
        if not self._rows.finish(replace(row, status=status), placed):
            self.drop(row.slots)
        self.keep(row, placed)

    def keep(self, row: Row, placed: Placed) -> None:
        """For what another program may do to the files of an edit."""
        new: list[UpperRecord] = []
        for change, record in zip(row.changes, placed, strict=True):
            if record and change.keeps_content:
                self._kept.date(record)
            elif record:
                new.append(record)
        self._kept.keep(new)

    def _leaving(self, row: Row, change: PathChange) -> UpperRecord | None:
        """What is taken away when the edit runs its way."""
        if change.keeps_content:
            return None
        return change.after if row.backwards else change.before

    def _turn_back(self, row: Row) -> None:
        """The same moves the other way, from where they stopped.

        While things were only taken, nothing came in their place: they are put back at once.
        """
        status = self._rows.status(row.edit.number)
        if status in (TAKING, PLACING):
            phase = PLACING if status == TAKING else TAKING
            self._advance(replace(row, status=phase, backwards=not row.backwards))
        elif status is None:
            self.drop(row.slots)

    def drop(self, slots: str) -> None:
        """What can't be removed now is swept when the container is opened next."""
        with contextlib.suppress(StorageFailed):
            remove_tree(self.directory / slots)

    def _sync(self, row: Row) -> None:
        """Makes last what was moved in and away, before the log says that it is done."""
        places = {self._files.host_path(change.path).parent for change in row.changes}
        if len(places) > SYNCED_ONE_BY_ONE and hasattr(os, "sync"):
            os.sync()
            return
        for place in places:
            with host_errors(place), contextlib.suppress(FileNotFoundError):
                sync_directory(place)

    def _take(self, row: Row) -> None:
        for index in reversed(range(len(row.changes))):
            leaving = self._leaving(row, row.changes[index])
            slot = self.slot(row.slots, index, backwards=not row.backwards)
            if leaving and not slot.exists():
                self._files.take(leaving, slot)

    def _place(self, row: Row) -> list[UpperRecord | None]:
        placed: list[UpperRecord | None] = []
        for index, change in enumerate(row.changes):
            coming = change.before if row.backwards else change.after
            if coming is None:
                placed.append(None)
            elif change.keeps_content:
                placed.append(self._files.dress(coming))
            else:
                slot = self.slot(row.slots, index, backwards=row.backwards)
                placed.append(self._files.place(coming, slot if coming.kind.has_data else None))
        return placed
