"""A container's log of edits, and the one way in which its layer changes.

An edit is applied in three moves, each of which can be repeated, so that one that was cut short
by the end of the program is completed when the container is looked at next:

1. its new contents lie in `edits/`, and the row says "taking": what the paths had is moved aside;
2. the row says "placing": the new contents are moved in;
3. the row says "done", together with the records of all paths.

Undo and redo are the same moves with the two sides exchanged; so is turning back after an error.
"""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from layerlab.container.draft import Draft, PathChange
from layerlab.container.edit import Done, Edit, Step, Verb
from layerlab.container.rows import DONE, PLACING, TAKING, UNDONE, Row, Rows
from layerlab.errors import (
    EditNotUndoable,
    LogMismatch,
    NothingToRedo,
    NothingToUndo,
    StorageFailed,
)
from layerlab.host import host_errors, make_directory, remove_tree, sync_directory
from layerlab.model import Kind, LayerPath, shown
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree
from layerlab.store import Store, now_text

SYNCED_ONE_BY_ONE = 64


class EditLog:
    """The log of one container. Its caller holds the container's lock."""

    def __init__(self, store: Store, container: str, files: UpperFiles, directory: Path) -> None:
        self._rows = Rows(store, container)
        self._container = container
        self._files = files
        self._directory = directory

    # reading ----------------------------------------------------------------------------------

    def is_there(self) -> bool:
        """Whether the container is; another program may have removed it."""
        return self._rows.version() is not None

    def records(self) -> UpperTree:
        """What the container layer has."""
        return self._rows.records()

    def edits(self) -> list[Edit]:
        """What is done, oldest first; undone edits are not listed."""
        return [row.edit for row in self._rows.with_status(DONE)]

    def undone(self) -> list[Edit]:
        """What redo would bring back, the next one first."""
        return [row.edit for row in self._rows.with_status(UNDONE)]

    def faults(self) -> list[str]:
        """Where the log does not lead to the records, or has lost what undo and redo need."""
        expected: dict[LayerPath, UpperRecord | None] = {}
        lost: list[str] = []
        for row in self._rows.with_status(DONE):
            expected |= {change.path: change.after for change in row.changes}
            lost += self._lost(row, backwards=True)
        for row in self._rows.with_status(UNDONE):
            lost += self._lost(row, backwards=False)
        records = self.records().records
        wrong = [
            f"the log leads to something else than {shown(path)} is"
            for path in sorted(expected.keys() | records.keys())
            if _bare(expected.get(path)) != _bare(records.get(path))
        ]
        return wrong + lost

    def _lost(self, row: Row, *, backwards: bool) -> Iterator[str]:
        for index, change in enumerate(row.changes):
            coming = change.before if backwards else change.after
            has_bytes = coming and coming.kind.has_data and coming.entry.size
            slot = self._slot(row, index, backwards=backwards)
            if has_bytes and not change.keeps_content and not slot.exists():
                yield f"what {shown(change.path)} was for edit {row.edit.number} is lost"

    def draft_directory(self) -> Path:
        return self._directory / "draft"

    # changing ---------------------------------------------------------------------------------

    def apply(self, draft: Draft, done: Done) -> Edit:
        """Makes a draft true. What was undone before it can't be redone any more.

        On an error everything is as it was before.
        """
        row = self._new_row(done, tuple(draft.steps), draft.changes())
        try:
            draft.flush()
            self._fill_slots(row, draft)
        except BaseException:
            self._drop(row.slots)
            raise
        self._run(row)
        return row.edit

    def _new_row(
        self,
        done: Done,
        steps: tuple[Step, ...],
        changes: Iterable[PathChange],
    ) -> Row:
        number = self._rows.next_number()
        edit = Edit(number, done.verb, done.path, done.other, steps, done.size_bytes, now_text())
        slots = secrets.token_hex(8)
        return Row(self._rows.next_key(), edit, tuple(changes), TAKING, slots, is_new=True)

    def _fill_slots(self, row: Row, draft: Draft) -> None:
        """The new contents, where the edit takes them from, lasting."""
        slots = self._directory / row.slots
        with host_errors(slots):
            make_directory(slots)
            for index, change in enumerate(row.changes):
                content = draft.content(change.path)
                if content:
                    os.replace(content, self._slot(row, index, backwards=False))
            sync_directory(slots)
            sync_directory(self._directory)

    def undo(self) -> Edit:
        last = self._rows.query("status = ? order by number desc limit 1", DONE)
        if not last:
            raise NothingToUndo(self._container)
        (row,) = last
        if row.edit.verb is Verb.EXTERNAL:
            raise EditNotUndoable(self._container, shown(row.edit.path))
        self._check(row, [change.after for change in row.changes])
        return self._turn(row, backwards=True)

    def redo(self) -> Edit:
        first = self._rows.query("status = ? order by number limit 1", UNDONE)
        if not first:
            raise NothingToRedo(self._container)
        (row,) = first
        self._check(row, [change.before for change in row.changes])
        return self._turn(row, backwards=False)

    def _check(self, row: Row, expected: Sequence[UpperRecord | None]) -> None:
        """Refuses to overwrite what is no longer as this log left it."""
        records = self.records().records
        for change, wanted in zip(row.changes, expected, strict=True):
            found = records.get(change.path)
            if _bare(found) != _bare(wanted):
                raise LogMismatch(self._container, shown(change.path))

    def _turn(self, row: Row, *, backwards: bool) -> Edit:
        self._run(replace(row, status=TAKING, backwards=backwards))
        return row.edit

    def recover(self) -> None:
        """Completes an edit that the end of a program cut short, this one's or another's."""
        for row in self._rows.query("status in (?, ?)", TAKING, PLACING):
            self._advance(row)

    def sweep(self) -> None:
        """Removes drafts and contents of edits that were cut short before they were logged."""
        logged = {row.slots for row in self._rows.query("status is not null")}
        with host_errors(self._directory):
            left = [path for path in self._directory.iterdir() if path.name not in logged]
        for path in left:
            self._drop(path.name)

    def _run(self, row: Row) -> None:
        """Advances to the end, or on an error (a full disk) back to where it began."""
        try:
            self._advance(row)
        except Exception:
            self._turn_back(row)
            raise

    def _advance(self, row: Row) -> None:
        if row.status == TAKING:
            self._rows.begin(row)
            self._take(row)
            with host_errors(self._directory):
                sync_directory(self._directory / row.slots)
            self._rows.advance(replace(row, status=PLACING))
        placed = self._place(row)
        self._sync(row)
        status = UNDONE if row.backwards else DONE
        for slots in self._rows.finish(replace(row, status=status), placed):
            self._drop(slots)

    def _turn_back(self, row: Row) -> None:
        """The same moves the other way, from where they stopped.

        While things were only taken, nothing came in their place: they are put back at once.
        """
        status = self._rows.status(row.key)
        if status in (TAKING, PLACING):
            phase = PLACING if status == TAKING else TAKING
            self._advance(replace(row, status=phase, backwards=not row.backwards))
        elif status is None:
            self._drop(row.slots)

    def _drop(self, slots: str) -> None:
        """What can't be removed now is swept when the container is opened next."""
        with contextlib.suppress(StorageFailed):
            remove_tree(self._directory / slots)

    def _sync(self, row: Row) -> None:
        """Makes last what was moved in and away, before the log says that it is done."""
        places = {self._files.host_path(change.path).parent for change in row.changes}
        if len(places) > SYNCED_ONE_BY_ONE and hasattr(os, "sync"):
            os.sync()
            return
        for place in places:
            with host_errors(place), contextlib.suppress(FileNotFoundError):
                sync_directory(place)

    def _slot(self, row: Row, index: int, *, backwards: bool) -> Path:
        """Content that comes in when the edit runs this way."""
        return self._directory / row.slots / f"{index}.{'before' if backwards else 'after'}"

    def _take(self, row: Row) -> None:
        for index in reversed(range(len(row.changes))):
            change = row.changes[index]
            leaving = change.after if row.backwards else change.before
            slot = self._slot(row, index, backwards=not row.backwards)
            if leaving and not change.keeps_content and not slot.exists():
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
                slot = self._slot(row, index, backwards=row.backwards)
                placed.append(self._files.place(coming, slot if coming.kind.has_data else None))
        return placed

    def note_external(self, done: Done, steps: tuple[Step, ...], changes: list[PathChange]) -> None:
        """Logs what another program did: the files are as they are, only the records follow."""
        row = self._new_row(done, steps, changes)
        placed = [change.after for change in row.changes]
        for slots in self._rows.finish(replace(row, status=DONE), placed):
            self._drop(slots)


def _bare(record: UpperRecord | None) -> object:
    """A record without what the host's file happened to look like."""
    if record is None or record.kind is Kind.WHITEOUT:
        return record.kind if record else None
    return record.entry, record.opaque, record.group
