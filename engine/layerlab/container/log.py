"""A layer's log of edits, and the one way in which the layer changes.

The log is a tree: an edit has the one that it was made on as its parent, and nothing is dropped.
Of an edit that is done the contents that were before lie in its folder, of one that is undone
those that were after: so each state can be had from each other, edit by edit.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from layerlab.container.draft import Draft, PathChange
from layerlab.container.edit import Done, Edit, Step, Verb
from layerlab.container.edit_list import EditList
from layerlab.container.external import external_step
from layerlab.container.log_check import bare, log_faults
from layerlab.container.moves import Moves
from layerlab.container.past import PastState, past_state
from layerlab.container.rows import DONE, TAKING, UNDONE, Row, Rows
from layerlab.errors import (
    EditNotUndoable,
    LogMismatch,
    NoSuchEdit,
    NothingToRedo,
    NothingToUndo,
    Reason,
)
from layerlab.model import LayerPath, shown
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree
from layerlab.progress import Progress
from layerlab.store import Store, now_text


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
        self._moves = Moves(self._rows, files, directory)

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
        last_child = {parent: number for number, parent in visits if parent < number}
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
        back, forth = self.route(number)
        traces = self._rows.traces([*back, *forth])
        way = [(traces[one], False) for one in reversed(forth)]
        way += [(traces[one], True) for one in reversed(back)]
        return past_state(version, self._rows.records(), way, self._moves.slot)

    def changes(self, numbers: Sequence[int]) -> Iterator[Mapping[LayerPath, UpperRecord | None]]:
        """What each of some edits made of its paths, in the order of `numbers`."""
        traces = self._rows.traces(numbers)
        return (traces[number].records for number in numbers if number in traces)

    def faults(self) -> list[Reason]:
        """Where the log does not lead to the records, or has lost what undo and redo need."""
        rows = {row.edit.number: row for row in self._rows.rows()}
        records = self.records().records
        return log_faults(rows, self._rows.head(), records, self._moves.slot)

    def draft_directory(self) -> Path:
        return self._moves.directory / "draft"

    # changing ---------------------------------------------------------------------------------

    def apply(self, draft: Draft, done: Done) -> Edit:
        """Makes a draft true, as an edit on the head.

        On an error everything is as it was before.
        """
        row = self.prepare(draft, done)
        self._moves.run(row)
        return row.edit

    def prepare(self, draft: Draft, done: Done) -> Row:
        """A draft as an edit that lacks nothing but its moves, with its contents in their place."""
        row = self._new_row(done, tuple(draft.steps), draft.changes())
        try:
            draft.flush()
            self._moves.fill(row, draft)
        except BaseException:
            self._moves.drop(row.slots)
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
        while head != number:  # the higher number is the one with the longer way
            one = max(head, number)
            parent = parents.get(one)
            if parent is None or parent >= one:  # a damaged log
                raise NoSuchEdit(self.title, one)
            if head > number:
                back.append(head)
                head = parent
            else:
                forth.append(number)
                number = parent
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
            if bare(found) != bare(wanted):
                raise LogMismatch(self.title, shown(change.path))

    def _turn(self, row: Row, *, backwards: bool) -> Edit:
        self._moves.run(replace(row, status=TAKING, backwards=backwards))
        return row.edit

    def recover(self) -> None:
        """Completes an edit that the end of a program cut short, this one's or another's."""
        self._moves.recover()

    def sweep(self) -> None:
        """Removes what of edits was cut short before they were logged."""
        self._moves.sweep()

    def note_external(self, changes: list[PathChange]) -> None:
        """Logs what another program did: the files are as they are, only the records follow.

        What they were goes with the edit, where it was kept.
        """
        done = Done(Verb.EXTERNAL, changes[0].path)
        row = self._new_row(done, tuple(map(external_step, changes)), changes)
        try:
            row = replace(row, edit=replace(row.edit, lost=self._moves.save(row)), status=DONE)
        except BaseException:
            self._moves.drop(row.slots)
            raise
        placed = [change.after for change in changes]
        self._rows.add(row, placed)
        self._moves.keep(row, placed)
