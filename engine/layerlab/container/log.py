"""A container's log of edits, and the one way in which its layer changes.

An edit is applied in three moves, each of which can be repeated, so that one that was cut short
by the end of the program is completed when the container is opened next:

1. its new contents lie in `edits/`, and the row says "taking": what the paths had is moved aside;
2. the row says "placing": the new contents are moved in;
3. the row says "done", together with the records of all paths.

Undo and redo are the same moves with the two sides exchanged.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from layerlab.container.draft import Draft, PathChange
from layerlab.container.edit import Done, Edit, Verb
from layerlab.errors import EditNotUndoable, LogMismatch, NothingToRedo, NothingToUndo
from layerlab.host import host_errors, make_directory, remove_tree, sync_directory
from layerlab.model import Kind, LayerPath, shown
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree
from layerlab.store import Store, now_text
from layerlab.store.database import database_errors

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
        self._known_version = -1

    # reading ----------------------------------------------------------------------------------

    def records(self) -> UpperTree:
        """What the container layer has; read anew only if another program changed it."""
        version = self._version(self._store.database.connection)
        if version != self._known_version:
            self._known = self._read_records()
            self._known_version = version
        return self._known

    def _version(self, connection: sqlite3.Connection) -> int:
        """Counts the changes of the records; read before them, so that none is missed."""
        query = "select version from container where id = ?"
        with database_errors(self._store.database.path):
            row = connection.execute(query, (self._container,)).fetchone()
        return int(row[0]) if row else 0

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

    def draft_directory(self) -> Path:
        return self._directory / "draft"

    # changing ---------------------------------------------------------------------------------

    def apply(self, draft: Draft, done: Done) -> Edit:
        """Makes a draft true. What was undone before it can't be redone any more."""
        self._forget_undone()
        number = self._last_number() + 1
        edit = Edit(
            number,
            done.verb,
            done.path,
            done.other,
            tuple(draft.steps),
            done.size_bytes,
            now_text(),
        )
        row = _Row(edit, tuple(draft.changes()), TAKING, backwards=False)
        slots = self._directory / str(number)
        with host_errors(slots):
            make_directory(slots)
            draft.flush()
            for index, change in enumerate(row.changes):
                content = draft.content(change.path)
                if content:
                    os.replace(content, self._slot(number, index, backwards=False))
            sync_directory(slots)
        self._run(row)
        return edit

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
        """Completes an edit that the end of a program cut short; sweeps an unfinished draft."""
        for row in self._query("status in (?, ?)", TAKING, PLACING):
            self._run(row)
        remove_tree(self.draft_directory())

    def _run(self, row: _Row) -> None:
        number = row.edit.number
        if row.status == TAKING:
            self._record(row, TAKING)
            self._take(row)
            sync_directory(self._directory / str(number))
            self._record(row, PLACING)
        placed = self._place(row)
        self._record(row, UNDONE if row.backwards else DONE, placed)

    def _record(
        self, row: _Row, status: str, placed: Sequence[UpperRecord | None] | None = None
    ) -> None:
        values = (self._container, row.edit.number, status, row.body())
        version = self._known_version
        with self._store.database.writing() as writer:
            writer.execute("insert or replace into edit values (?, ?, ?, ?)", values)
            if placed:
                query = "update container set version = version + 1 where id = ?"
                writer.execute(query, (self._container,))
                version = self._version(writer)
            for change, record in zip(row.changes, placed or (), strict=bool(placed)):
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
        if placed:
            self._follow(version, row, placed)

    def _follow(self, version: int, row: _Row, placed: Sequence[UpperRecord | None]) -> None:
        """Brings what is known up to a version of our own making."""
        if version != self._known_version + 1:
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
            with self._store.database.writing() as writer:
                writer.execute(
                    "delete from edit where container = ? and number = ?",
                    (self._container, number),
                )
            remove_tree(self._directory / str(number))


def _bare(record: UpperRecord | None) -> object:
    """A record without what the host's file happened to look like."""
    if record is None or record.kind is Kind.WHITEOUT:
        return record.kind if record else None
    return record.entry, record.opaque, record.group
