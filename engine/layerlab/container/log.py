"""A layer's log of edits, and the one way in which the layer changes.

An edit is applied in three moves, each of which can be repeated, so that one that was cut short
by the end of the program is completed when the layer is looked at next:

1. its new contents lie in `edits/`, and the row says "taking": what the paths had is moved aside;
2. the row says "placing": the new contents are moved in;
3. the row says "done", together with the records of all paths.

Undo and redo are the same moves with the two sides exchanged; so is turning back after an error.

The log is a tree: an edit has the one that it was made on as its parent, and nothing is dropped.
Of an edit that is done the contents that were before lie in its folder, of one that is undone
those that were after: so each state can be had from each other, edit by edit.
"""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from layerlab.container.draft import Draft, PathChange
from layerlab.container.edit import Done, Edit, Step, Verb
from layerlab.container.edit_list import EditList
from layerlab.container.external import external_step
from layerlab.container.kept import Kept
from layerlab.container.past import PastState
from layerlab.container.rows import DONE, PLACING, TAKING, UNDONE, Placed, Row, Rows
from layerlab.errors import (
    EditNotUndoable,
    LogMismatch,
    NoSuchEdit,
    NothingToRedo,
    NothingToUndo,
    StorageFailed,
)
from layerlab.host import flush_files, host_errors, make_directory, remove_tree, sync_directory
from layerlab.model import Kind, LayerPath, shown
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree
from layerlab.progress import Progress
from layerlab.store import Store, now_text

SYNCED_ONE_BY_ONE = 64
KEPT = "kept"
"""The folder of `kept.Kept`, beside those of the edits."""


@dataclass(frozen=True, slots=True)
class Jump:
    """What a jump took back and what it brought back, in that order."""

    undone: tuple[Edit, ...]
    redone: tuple[Edit, ...]


class EditLog:
    """The log of one layer, which `title` names. Its caller holds the layer's lock."""

    def __init__(
        self, store: Store, key: str, title: str, files: UpperFiles, directory: Path
    ) -> None:
        self.title = title
        self._rows = Rows(store, key)
        self._files = files
        self._directory = directory
        self._kept = Kept(files, directory / KEPT)

    # reading ----------------------------------------------------------------------------------

    def is_there(self) -> bool:
        """Whether the layer is; another program may have removed it."""
        return self._rows.version() is not None

    def records(self) -> UpperTree:
        """What the layer has."""
        return self._rows.records()

    def head(self) -> int:
        """The number of the edit whose files the layer has; 0 where it is empty."""
        return self._rows.head()

    def edits(self) -> EditList:
        """What is done, oldest first: the way to the head."""
        return self._rows.edits(status=DONE)

    def all_edits(self) -> EditList:
        """The whole tree, in the order of making."""
        return self._rows.edits()

    def undone(self) -> EditList:
        """What redo would bring back, the next one first."""
        visits = self._rows.visits()
        last_child = {parent: number for number, parent in visits}
        ahead: list[int] = []
        head: int | None = self._rows.head()
        while (head := last_child.get(cast("int", head))) is not None:
            ahead.append(head)
        return self._rows.edits(status=UNDONE).only(ahead)

    def version(self) -> int | None:
        """Another one after each edit, undo and redo."""
        return self._rows.version()

    def is_moving(self) -> bool:
        return self._rows.is_moving()

    def state_at(self, number: int) -> PastState:
        """What the layer had as of an edit, and where its contents are now. Raises `NoSuchEdit`."""
        version = self._rows.version()
        changed: dict[LayerPath, UpperRecord | None] = {}
        places: dict[LayerPath, Path | None] = {}
        back, forth = self.route(number)
        rows = self._rows.some([*back, *forth])
        for step, one in enumerate((*back, *forth)):
            row, backwards = rows[one], step < len(back)
            for index, change in enumerate(row.changes):
                coming = change.before if backwards else change.after
                changed[change.path] = coming
                if change.path in row.edit.lost:
                    places[change.path] = None
                elif not change.keeps_content or coming is None:
                    places.pop(change.path, None)
                    if coming and coming.kind.has_data:
                        places[change.path] = self._slot(row, index, backwards=backwards)
        return PastState(version, self._rows.records().changed(changed), places)

    def faults(self) -> list[str]:
        """Where the log does not lead to the records, or has lost what undo and redo need."""
        rows = {row.edit.number: row for row in self._rows.rows()}
        expected: dict[LayerPath, UpperRecord | None] = {}
        faults: list[str] = []
        for number, row in rows.items():
            is_done = row.status == DONE
            if is_done:
                expected |= {change.path: change.after for change in row.changes}
            faults += self._lost(row, backwards=is_done)
            if row.edit.parent and row.edit.parent not in rows:
                faults.append(f"edit {row.edit.parent}, on which edit {number} was made, is lost")
        done = [number for number, row in rows.items() if row.status == DONE]
        if done != self._way(self._rows.head(), rows):
            faults.append("the edits that are done are not those that lead to the files")
        records = self.records().records
        wrong = [
            f"the log leads to something else than {shown(path)} is"
            for path in sorted(expected.keys() | records.keys())
            if _bare(expected.get(path)) != _bare(records.get(path))
        ]
        return wrong + faults

    @staticmethod
    def _way(head: int, rows: Mapping[int, Row]) -> list[int]:
        """The edits that lead to one, the first one first."""
        way: list[int] = []
        while head in rows and head not in way:
            way.append(head)
            head = rows[head].edit.parent
        return way[::-1]

    def _lost(self, row: Row, *, backwards: bool) -> Iterator[str]:
        for index, change in enumerate(row.changes):
            coming = change.before if backwards else change.after
            has_bytes = coming and coming.kind.has_data and coming.entry.size
            if backwards and change.path in row.edit.lost:
                continue
            slot = self._slot(row, index, backwards=backwards)
            if has_bytes and not change.keeps_content and not slot.exists():
                yield f"what {shown(change.path)} was for edit {row.edit.number} is lost"

    def draft_directory(self) -> Path:
        return self._directory / "draft"

    # changing ---------------------------------------------------------------------------------

    def apply(self, draft: Draft, done: Done) -> Edit:
        """Makes a draft true, as an edit on the head.

        On an error everything is as it was before.
        """
        row = self.prepare(draft, done)
        self._run(row)
        return row.edit

    def prepare(self, draft: Draft, done: Done) -> Row:
        """A draft as an edit that lacks nothing but its moves, with its contents in their place."""
        row = self._new_row(done, tuple(draft.steps), draft.changes())
        try:
            draft.flush()
            self._fill_slots(row, draft)
        except BaseException:
            self._drop(row.slots)
            raise
        return row

    def _new_row(
        self,
        done: Done,
        steps: tuple[Step, ...],
        changes: Iterable[PathChange],
    ) -> Row:
        edit = Edit(
            self._rows.next_number(),
            done.verb,
            done.path,
            done.other,
            steps,
            done.size_bytes,
            now_text(),
            self._rows.head(),
            "",
            done.command,
            done.runner,
        )
        return Row(edit, tuple(changes), TAKING, secrets.token_hex(8))

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
        head = self._rows.head()
        if not head:
            raise NothingToUndo(self.title)
        return self._undo(head)

    def redo(self) -> Edit:
        """What was done last of the edits that were made on the head."""
        child = self._rows.last_child(self._rows.head())
        if child is None:
            raise NothingToRedo(self.title)
        return self._redo(child)

    def jump(self, number: int, progress: Progress) -> Jump:
        """To the files as of an edit, or the empty layer (0): back to where the ways part, then on.

        Each edit on the way is undone or redone by itself, so a jump that ends early has led to
        one of them. Raises `NoSuchEdit`; `EditNotUndoable` before anything is changed.
        """
        back, forth = self.route(number)
        for one in back:
            self._require_undoable(self._need(one))
        progress.begin("jump", self.title, len(back) + len(forth))
        undone, redone = [], []
        for one in back:
            undone.append(self._undo(one))
            progress.advance(1)
        for one in forth:
            redone.append(self._redo(one))
            progress.advance(1)
        return Jump(tuple(undone), tuple(redone))

    def route(self, number: int) -> tuple[list[int], list[int]]:
        """The edits to be undone and those to be redone between the head and another edit."""
        parents = self._rows.parents()
        if number and number not in parents:
            raise NoSuchEdit(self.title, number)
        back, forth = [], []
        head = self._rows.head()
        while head != number:  # an edit's number is higher than its parent's
            if head > number:
                back.append(head)
                head = parents[head]
            else:
                forth.append(number)
                number = parents[number]
        return back, forth[::-1]

    def label(self, number: int, text: str) -> None:
        """Raises `NoSuchEdit`."""
        if not self._rows.set_label(number, text):
            raise NoSuchEdit(self.title, number)

    def _need(self, number: int) -> Row:
        row = self._rows.row(number)
        if row is None:
            raise NoSuchEdit(self.title, number)
        return row

    def _require_undoable(self, row: Row) -> None:
        if row.edit.lost:
            raise EditNotUndoable(self.title, shown(row.edit.lost[0]))

    def _undo(self, number: int) -> Edit:
        row = self._need(number)
        self._require_undoable(row)
        self._check(row, [change.after for change in row.changes])
        return self._turn(row, backwards=True)

    def _redo(self, number: int) -> Edit:
        row = self._need(number)
        self._check(row, [change.before for change in row.changes])
        return self._turn(row, backwards=False)

    def _check(self, row: Row, expected: Sequence[UpperRecord | None]) -> None:
        """Refuses to overwrite what is no longer as this log left it."""
        records = self.records().records
        for change, wanted in zip(row.changes, expected, strict=True):
            found = records.get(change.path)
            if _bare(found) != _bare(wanted):
                raise LogMismatch(self.title, shown(change.path))

    def _turn(self, row: Row, *, backwards: bool) -> Edit:
        self._run(replace(row, status=TAKING, backwards=backwards))
        return row.edit

    def recover(self) -> None:
        """Completes an edit that the end of a program cut short, this one's or another's."""
        for row in self._rows.under_way():
            self._advance(row)

    def sweep(self) -> None:
        """Removes drafts and contents of edits that were cut short before they were logged."""
        logged = {KEPT, *self._rows.folders()}
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
            self._kept.drop(filter(None, (self._leaving(row, change) for change in row.changes)))
            self._take(row)
            with host_errors(self._directory):
                sync_directory(self._directory / row.slots)
            self._rows.advance(replace(row, status=PLACING))
        placed = self._place(row)
        self._sync(row)
        status = UNDONE if row.backwards else DONE
        if not self._rows.finish(replace(row, status=status), placed):
            self._drop(row.slots)
        self._keep(row, placed)

    def _keep(self, row: Row, placed: Placed) -> None:
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
            leaving = self._leaving(row, row.changes[index])
            slot = self._slot(row, index, backwards=not row.backwards)
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
                slot = self._slot(row, index, backwards=row.backwards)
                placed.append(self._files.place(coming, slot if coming.kind.has_data else None))
        return placed

    def note_external(self, changes: list[PathChange]) -> None:
        """Logs what another program did: the files are as they are, only the records follow.

        What they were goes with the edit, where it was kept.
        """
        done = Done(Verb.EXTERNAL, changes[0].path)
        row = self._new_row(done, tuple(map(external_step, changes)), changes)
        try:
            row = replace(row, edit=replace(row.edit, lost=self._save(row)), status=DONE)
        except BaseException:
            self._drop(row.slots)
            raise
        placed = [change.after for change in changes]
        self._rows.add(row, placed)
        self._keep(row, placed)

    def _save(self, row: Row) -> tuple[LayerPath, ...]:
        """Takes what was kept into the edit's folder, lasting; the paths of what was not kept."""
        lost: list[LayerPath] = []
        slots: list[Path] = []
        with host_errors(self._directory):
            make_directory(self._directory / row.slots)
            for index, change in enumerate(row.changes):
                before = self._leaving(row, change)
                if before and before.kind.has_data:
                    slot = self._slot(row, index, backwards=True)
                    if self._kept.give(before, slot):
                        slots.append(slot)
                    else:
                        lost.append(change.path)
            flush_files(slots)
            sync_directory(self._directory / row.slots)
            sync_directory(self._directory)
        return tuple(lost)


def _bare(record: UpperRecord | None) -> object:
    """A record without what the host's file happened to look like."""
    if record is None or record.kind is Kind.WHITEOUT:
        return record.kind if record else None
    return record.entry, record.opaque, record.group
