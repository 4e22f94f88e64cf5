"""A container's log and records in the database: what `log.EditLog` moves along."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from layerlab.container.draft import PathChange
from layerlab.container.edit import Edit
from layerlab.model import LayerPath
from layerlab.overlay import UpperRecord, UpperTree
from layerlab.store import Store

TAKING, PLACING, DONE, UNDONE = "taking", "placing", "done", "undone"

Placed = Sequence[UpperRecord | None]
"""What each change of an edit left at its path, with the host's stamps."""


@dataclass(frozen=True, slots=True)
class Row:
    """A log entry: the edit, its changes, and whether the changes run backwards just now.

    `slots` is the folder of its contents. An edit that `is_new` was never done: until it is, what
    can be redone stays in the log, so it has a number (`key`) behind that.
    """

    key: int
    edit: Edit
    changes: tuple[PathChange, ...]
    status: str
    slots: str
    backwards: bool = False
    is_new: bool = False

    def body(self) -> str:
        value: dict[str, Any] = self.edit.to_json()
        value["slots"] = self.slots
        value["backwards"] = self.backwards
        value["new"] = self.is_new
        value["changes"] = [
            [c.path, _dump(c.before), _dump(c.after), c.keeps_content] for c in self.changes
        ]
        return json.dumps(value)

    @classmethod
    def parse(cls, number: int, status: str, body: str) -> "Row":
        value = json.loads(body)
        changes = tuple(
            PathChange(LayerPath(path), _load(path, before), _load(path, after), keeps)
            for path, before, after, keeps in value["changes"]
        )
        edit = Edit.from_json(number, value)
        slots = value.get("slots", str(number))  # the first version's folders had the number
        return cls(
            number, edit, changes, status, slots, value["backwards"], value.get("new", False)
        )


def _dump(record: UpperRecord | None) -> dict[str, Any] | None:
    return record.to_json() if record else None


def _load(path: str, value: dict[str, Any] | None) -> UpperRecord | None:
    return UpperRecord.from_json(LayerPath(path), value) if value else None


class Rows:
    """Of one container. Whoever changes them holds the container's lock."""

    def __init__(self, store: Store, container: str) -> None:
        self._store = store
        self._container = container
        self._known = UpperTree()
        self._known_version: int | None = None

    # reading ----------------------------------------------------------------------------------

    def version(self) -> int | None:
        """Counts the changes of the records; None where there is no such container (any more)."""
        query = "select version from container where id = ?"
        rows = self._store.database.rows(query, self._container)
        return cast("int", rows[0][0]) if rows else None

    def records(self) -> UpperTree:
        """What the container layer has; read anew only if another program changed it."""
        version = self.version()  # before the records, so that no change is missed
        if version != self._known_version:
            self._known = self._read_records()
            self._known_version = version
        return self._known

    def _read_records(self) -> UpperTree:
        rows = self._store.database.rows(
            "select path, record from upper where container = ?", self._container
        )
        records = {}
        for raw, text in rows:
            path = LayerPath(cast("bytes", raw).decode("utf-8", "surrogateescape"))
            records[path] = UpperRecord.from_json(path, json.loads(cast("str", text)))
        return UpperTree(records)

    def query(self, condition: str, *values: object) -> list[Row]:
        rows = self._store.database.rows(
            f"select number, status, body from edit where container = ? and {condition}",
            self._container,
            *values,
        )
        return [Row.parse(cast("int", n), str(status), str(body)) for n, status, body in rows]

    def with_status(self, status: str) -> list[Row]:
        """Oldest first."""
        return self.query("status = ? order by number", status)

    def status(self, key: int) -> str | None:
        rows = self._store.database.rows(
            "select status from edit where container = ? and number = ?", self._container, key
        )
        return str(rows[0][0]) if rows else None

    def next_key(self) -> int:
        return self._last("status is not null") + 1

    def next_number(self) -> int:
        """Of an edit, among those that are done."""
        return self._last(f"status = '{DONE}'") + 1

    def _last(self, condition: str) -> int:
        rows = self._store.database.rows(
            f"select coalesce(max(number), 0) from edit where container = ? and {condition}",
            self._container,
        )
        return cast("int", rows[0][0])

    # changing ---------------------------------------------------------------------------------

    def begin(self, row: Row) -> None:
        """From now on the edit is carried through, or turned back."""
        with self._store.database.writing() as writer:
            self._write(writer, row)

    def advance(self, row: Row) -> None:
        """An edit that has begun must not fail for want of room in the database."""
        self._store.make_room(lambda writer: self._write(writer, row))

    def finish(self, row: Row, placed: Placed) -> list[str]:
        """The edit is done, or undone, with the records of its paths; the folders to be removed.

        A new edit that is done takes the place of what could be redone; one that was turned back
        has never been.
        """

        def finish(writer: sqlite3.Connection) -> tuple[int | None, list[str]]:
            gone = self._replace(writer, row) if row.is_new else []
            if not row.is_new:
                self._write(writer, row)
            self._write_records(writer, row, placed)
            return self.version(), gone

        version, gone = self._store.make_room(finish)
        self._follow(version, row, placed)
        return gone

    def _replace(self, writer: sqlite3.Connection, row: Row) -> list[str]:
        query = "delete from edit where container = ? and number = ?"
        writer.execute(query, (self._container, row.key))
        if row.status == UNDONE:
            return [row.slots]
        undone = self.with_status(UNDONE)
        writer.executemany(query, [(self._container, old.key) for old in undone])
        self._write(writer, replace(row, key=self.next_number(), is_new=False))
        return [old.slots for old in undone]

    def _write(self, writer: sqlite3.Connection, row: Row) -> None:
        values = (self._container, row.key, row.status, row.body())
        writer.execute("insert or replace into edit values (?, ?, ?, ?)", values)

    def _write_records(self, writer: sqlite3.Connection, row: Row, placed: Placed) -> None:
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

    def _follow(self, version: int | None, row: Row, placed: Placed) -> None:
        """Brings what is known up to a version of our own making."""
        if version is None or self._known_version is None or version != self._known_version + 1:
            return
        records = dict(self._known.records)
        for change, record in zip(row.changes, placed, strict=True):
            records.pop(change.path, None)
            if record:
                records[change.path] = record
        self._known, self._known_version = UpperTree(records), version
