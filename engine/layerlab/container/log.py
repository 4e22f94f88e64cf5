"""A container's log of edits, and the one way in which its layer changes.

An edit is applied in three moves, each of which can be repeated, so that one that was cut short
by the end of the program is completed when the container is opened next:

1. its new contents lie in `edits/`, and the row says "taking": what the paths had is moved aside;
2. the row says "placing": the new contents are moved in;
3. the row says "done", together with the records of all paths.

Undo and redo are the same moves with the two sides exchanged.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from layerlab.container.draft import Draft, PathChange
from layerlab.container.edit import Done, Edit, Verb
from layerlab.errors import EditNotUndoable, LogMismatch, NothingToRedo, NothingToUndo
from layerlab.host import host_errors, make_directory, remove_tree, sync_directory
from layerlab.model import Kind, LayerPath, shown
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree
from layerlab.store import Store, now_text

SYNCED_ONE_BY_ONE = 64

TAKING, PLACING, DONE, UNDONE = "taking", "placing", "done", "undone"


@dataclass(frozen=True, slots=True)
class _Row:
    """A log entry: the edit, its changes, and whether the changes run backwards just now."""

    edit: Edit
    changes: tuple[PathChange, ...]
    status: str
    backwards: bool

    def body(self) -> str:
        value: dict[str, Any] = self.edit.to_json()
        value["backwards"] = self.backwards
        value["changes"] = [
            [c.path, _dump(c.before), _dump(c.after), c.keeps_content] for c in self.changes
        ]
        return json.dumps(value)

    @classmethod
    def parse(cls, number: int, status: str, body: str) -> "_Row":
        value = json.loads(body)
        changes = tuple(
            PathChange(LayerPath(path), _load(path, before), _load(path, after), keeps)
            for path, before, after, keeps in value["changes"]
        )
        return cls(Edit.from_json(number, value), changes, status, value["backwards"])


def _dump(record: UpperRecord | None) -> dict[str, Any] | None:
    return record.to_json() if record else None


def _load(path: str, value: dict[str, Any] | None) -> UpperRecord | None:
    return UpperRecord.from_json(LayerPath(path), value) if value else None


class EditLog:
    """The log of one container. Its caller holds the container's lock."""

    def __init__(self, store: Store, container: str, files: UpperFiles, directory: Path) -> None:
        self._store = store
        self._container = container
        self._files = files
        self._directory = directory
        self._known = UpperTree()
        self._known_version: int | None = None

    # reading ----------------------------------------------------------------------------------

    def records(self) -> UpperTree:
        """What the container layer has; read anew only if another program changed it."""
        version = self._version()
        if version != self._known_version:
            self._known = self._read_records()
            self._known_version = version
        return self._known

    def is_there(self) -> bool:
        """Whether the container is; another program may have removed it."""
        return self._version() is not None

    def _version(self) -> int | None:
        """Counts the changes of the records; read before them, so that none is missed."""
        query = "select version from container where id = ?"
        rows = self._store.database.rows(query, self._container)
        return cast("int", rows[0][0]) if rows else None

    def _read_records(self) -> UpperTree:
        rows = self._store.database.rows(
            "select path, record from upper where container = ?", self._container
        )
        records = {}
        for raw, text in rows:
            path = LayerPath(cast("bytes", raw).decode("utf-8", "surrogateescape"))
            records[path] = UpperRecord.from_json(path, json.loads(cast("str", text)))
        return UpperTree(records)

    def edits(self) -> list[Edit]:
        """What is done, oldest first; undone edits are not listed."""
        return [row.edit for row in self._rows(DONE)]

    def undone(self) -> list[Edit]:
        """What redo would bring back, the next one first."""
        return [row.edit for row in self._rows(UNDONE)]

    def _rows(self, status: str) -> list[_Row]:
        return self._query("status = ? order by number", status)

    def _query(self, condition: str, *values: object) -> list[_Row]:
        rows = self._store.database.rows(
            f"select number, status, body from edit where container = ? and {condition}",
            self._container,
            *values,
        )
        return [_Row.parse(cast("int", n), str(status), str(body)) for n, status, body in rows]

    def faults(self) -> list[str]:
        """Where the log does not lead to the records, or has lost what undo and redo need."""
        expected: dict[LayerPath, UpperRecord | None] = {}
        lost: list[str] = []
        for row in self._query("status = ? order by number", DONE):
            expected |= {change.path: change.after for change in row.changes}
            lost += self._lost(row, backwards=True)
        for row in self._rows(UNDONE):
            lost += self._lost(row, backwards=False)
        records = self.records().records
        wrong = [
            f"the log leads to something else than {shown(path)} is"
            for path in sorted(expected.keys() | records.keys())
            if _bare(expected.get(path)) != _bare(records.get(path))
        ]
        return wrong + lost

    def _lost(self, row: _Row, *, backwards: bool) -> Iterator[str]:
        for index, change in enumerate(row.changes):
            coming = change.before if backwards else change.after
            slot = self._slot(row.edit.number, index, backwards=backwards)
            has_bytes = coming and coming.kind.has_data and coming.entry.size
            if has_bytes and not change.keeps_content and not slot.exists():
                yield f"what {shown(change.path)} was for edit {row.edit.number} is lost"

    def draft_directory(self) -> Path:
        return self._directory / "draft"

    # changing ---------------------------------------------------------------------------------

    def apply(self, draft: Draft, done: Done) -> Edit:
        """Makes a draft true. What was undone before it can't be redone any more.

        On an error everything is as it was before.
        """
        draft.flush()
        self._forget_undone()
        edit = Edit(
            self._last_number() + 1,
            done.verb,
            done.path,
            done.other,
            tuple(draft.steps),
            done.size_bytes,
            now_text(),
        )
        row = _Row(edit, tuple(draft.changes()), TAKING, backwards=False)
        try:
            self._fill_slots(row, draft)
            self._run(row)
        except BaseException:
            self._forget(edit.number)
            raise
        return edit

    def _fill_slots(self, row: _Row, draft: Draft) -> None:
        """The new contents, where the edit takes them from, lasting."""
        number = row.edit.number
        slots = self._directory / str(number)
        remove_tree(slots)  # of an edit that was cut short before it was logged
        with host_errors(slots):
            make_directory(slots)
            for index, change in enumerate(row.changes):
                content = draft.content(change.path)
                if content:
                    os.replace(content, self._slot(number, index, backwards=False))
            sync_directory(slots)
            sync_directory(self._directory)

    def undo(self) -> Edit:
        last = self._query("status = ? order by number desc limit 1", DONE)
        if not last:
            raise NothingToUndo(self._container)
        (row,) = last
        if row.edit.verb is Verb.EXTERNAL:
            raise EditNotUndoable(self._container, shown(row.edit.path))
        self._check(row, [change.after for change in row.changes])
        return self._turn(row, backwards=True)

    def redo(self) -> Edit:
        first = self._query("status = ? order by number limit 1", UNDONE)
        if not first:
            raise NothingToRedo(self._container)
        (row,) = first
        self._check(row, [change.before for change in row.changes])
        return self._turn(row, backwards=False)

    def _check(self, row: _Row, expected: Sequence[UpperRecord | None]) -> None:
        """Refuses to overwrite what is no longer as this log left it."""
        records = self.records().records
        for change, wanted in zip(row.changes, expected, strict=True):
            found = records.get(change.path)
            if _bare(found) != _bare(wanted):
                raise LogMismatch(self._container, shown(change.path))

    def _turn(self, row: _Row, *, backwards: bool) -> Edit:
        self._run(_Row(row.edit, row.changes, TAKING, backwards))
        return row.edit

    def recover(self) -> None:
        """Completes an edit that the end of a program cut short, this one's or another's."""
        for row in self._query("status in (?, ?)", TAKING, PLACING):
            self._advance(row)

    def sweep(self) -> None:
        """Removes drafts and contents of edits that were cut short before they were logged."""
        rows = self._store.database.rows(
            "select number from edit where container = ?", self._container
        )
        logged = {str(number) for (number,) in rows}
        with host_errors(self._directory):
            left = [path for path in self._directory.iterdir() if path.name not in logged]
        for path in left:
            remove_tree(path)

    def _run(self, row: _Row) -> None:
        """Advances to the end, or on an error (a full disk) back to where it began."""
        try:
            self._advance(row)
        except Exception:
            self._turn_back(row)
            raise

    def _advance(self, row: _Row) -> None:
        if row.status == TAKING:
            self._record(row, TAKING)
            self._take(row)
            sync_directory(self._directory / str(row.edit.number))
            self._record(row, PLACING)
        placed = self._place(row)
        self._sync(row)
        self._record(row, UNDONE if row.backwards else DONE, placed)

    def _turn_back(self, row: _Row) -> None:
        """The same moves the other way, from where they stopped.

        While things were only taken, nothing came in their place: they are put back at once.
        """
        status = self._status(row.edit.number)
        if status in (TAKING, PLACING):
            phase = PLACING if status == TAKING else TAKING
            self._advance(replace(row, status=phase, backwards=not row.backwards))

    def _status(self, number: int) -> str | None:
        rows = self._store.database.rows(
            "select status from edit where container = ? and number = ?", self._container, number
        )
        return str(rows[0][0]) if rows else None

    def _sync(self, row: _Row) -> None:
        """Makes last what was moved in and away, before the log says that it is done."""
        places = {self._files.host_path(change.path).parent for change in row.changes}
        if len(places) > SYNCED_ONE_BY_ONE and hasattr(os, "sync"):
            os.sync()
            return
        for place in places:
            with host_errors(place), contextlib.suppress(FileNotFoundError):
                sync_directory(place)

    def _record(
        self, row: _Row, status: str, placed: Sequence[UpperRecord | None] | None = None
    ) -> None:
        """An edit that has begun must not fail for want of room in the database."""

        def record(writer: sqlite3.Connection) -> int | None:
            values = (self._container, row.edit.number, status, row.body())
            writer.execute("insert or replace into edit values (?, ?, ?, ?)", values)
            if placed is None:
                return None
            self._write_records(writer, row, placed)
            return self._version()

        if status == TAKING:
            with self._store.database.writing() as writer:
                record(writer)
            return
        version = self._store.make_room(record)
        if placed is not None:
            self._follow(version, row, placed)

    def _write_records(
        self, writer: sqlite3.Connection, row: _Row, placed: Sequence[UpperRecord | None]
    ) -> None:
        query = "update container set version = version + 1 where id = ?"
        writer.execute(query, (self._container,))
        for change, record in zip(row.changes, placed, strict=True):
            path = change.path.encode("utf-8", "surrogateescape")
            if record:
                writer.execute(
                    "insert or replace into upper values (?, ?, ?)",
                    (self._container, path, record.dumps()),
                )
            else:
                writer.execute(
                    "delete from upper where container = ? and path = ?",
                    (self._container, path),
                )

    def _follow(self, version: int | None, row: _Row, placed: Sequence[UpperRecord | None]) -> None:
        """Brings what is known up to a version of our own making."""
        if version is None or self._known_version is None or version != self._known_version + 1:
            return
        records = dict(self._known.records)
        for change, record in zip(row.changes, placed, strict=True):
            records.pop(change.path, None)
            if record:
                records[change.path] = record
        self._known, self._known_version = UpperTree(records), version

    def _slot(self, number: int, index: int, *, backwards: bool) -> Path:
        """Content that comes in when the edit runs this way."""
        return self._directory / str(number) / f"{index}.{'before' if backwards else 'after'}"

    def _take(self, row: _Row) -> None:
        for index in reversed(range(len(row.changes))):
            change = row.changes[index]
            leaving = change.after if row.backwards else change.before
            slot = self._slot(row.edit.number, index, backwards=not row.backwards)
            if leaving and not change.keeps_content and not slot.exists():
                self._files.take(leaving, slot)

    def _place(self, row: _Row) -> list[UpperRecord | None]:
        placed: list[UpperRecord | None] = []
        for index, change in enumerate(row.changes):
            coming = change.before if row.backwards else change.after
            if coming is None:
                placed.append(None)
            elif change.keeps_content:
                placed.append(self._files.dress(coming))
            else:
                slot = self._slot(row.edit.number, index, backwards=row.backwards)
                placed.append(self._files.place(coming, slot if coming.kind.has_data else None))
        return placed

    def note_external(self, edit: Edit, changes: Iterable[PathChange]) -> Edit:
        """Logs what another program did: the files are as they are, only the records follow."""
        self._forget_undone()
        numbered = Edit(
            self._last_number() + 1, edit.verb, edit.path, None, edit.steps, 0, edit.made_at
        )
        row = _Row(numbered, tuple(changes), DONE, backwards=False)
        self._record(row, DONE, [change.after for change in row.changes])
        return numbered

    def _last_number(self) -> int:
        rows = self._store.database.rows(
            "select coalesce(max(number), 0) from edit where container = ?", self._container
        )
        return cast("int", rows[0][0])

    def _forget_undone(self) -> None:
        numbers = self._store.database.rows(
            "select number from edit where container = ? and status = ?", self._container, UNDONE
        )
        for (number,) in numbers:
            self._forget(cast("int", number))

    def _forget(self, number: int) -> None:
        """An edit that is undone, or that never began."""
        query = "delete from edit where container = ? and number = ? and status = ?"
        values = (self._container, number, UNDONE)
        self._store.make_room(lambda writer: writer.execute(query, values))
        if self._status(number) is None:
            remove_tree(self._directory / str(number))


def _bare(record: UpperRecord | None) -> object:
    """A record without what the host's file happened to look like."""
    if record is None or record.kind is Kind.WHITEOUT:
        return record.kind if record else None
    return record.entry, record.opaque, record.group
