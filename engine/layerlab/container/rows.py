"""A layer's log and records in the database: what `log.EditLog` moves along."""

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from layerlab.container.draft import PathChange
from layerlab.container.edit import Edit, Verb
from layerlab.container.edit_list import EditList, EditText
from layerlab.model import LayerPath
from layerlab.overlay import UpperRecord, UpperTree
from layerlab.store import Store

TAKING, PLACING, DONE, UNDONE = "taking", "placing", "done", "undone"

_COLUMNS = "number, parent, label, body, changes, status, slots, backwards, visited"

_UNDER_WAY = f"status in ('{TAKING}', '{PLACING}')"
"""As the index says it."""

Placed = Sequence[UpperRecord | None]
"""What each change of an edit left at its path, with the host's stamps."""


@dataclass(frozen=True, slots=True)
class Row:
    """A log entry: the edit, its changes, and whether the changes run backwards just now.

    `slots` is the folder of its contents. `visited` is the version that it was done in last.
    """

    edit: Edit
    changes: tuple[PathChange, ...]
    status: str
    slots: str
    backwards: bool = False
    visited: int = 0

    @property
    def is_new(self) -> bool:
        """It was never done: if it is turned back, it has never been."""
        return not self.visited

    @classmethod
    def parse(cls, columns: tuple[object, ...]) -> "Row":
        number, parent, label, body, changes, status, slots, backwards, visited = columns
        text = EditText(cast("int", number), cast("int", parent), str(label), str(body))
        parsed = tuple(
            PathChange(LayerPath(path), _load(path, before), _load(path, after), keeps)
            for path, before, after, keeps in json.loads(str(changes))
        )
        visited = cast("int", visited)
        return cls(text.parse(), parsed, str(status), str(slots), bool(backwards), visited)

    def values(self) -> tuple[object, ...]:
        """The columns in their order."""
        edit = self.edit
        changes = [[c.path, _dump(c.before), _dump(c.after), c.keeps_content] for c in self.changes]
        place = (edit.number, edit.parent, edit.label)
        texts = (json.dumps(edit.to_json()), json.dumps(changes))
        return (*place, *texts, self.status, self.slots, self.backwards, self.visited)


@dataclass(frozen=True, slots=True)
class Trace:
    """Less of a log entry, for whoever reads thousands. `lost` as of an `Edit`.

    `changes` are as the database has them: path, before, after, whether the content is kept.
    """

    slots: str
    changes: Sequence[tuple[str, dict[str, Any] | None, dict[str, Any] | None, bool]]
    lost: Collection[LayerPath] = ()

    @property
    def records(self) -> dict[LayerPath, UpperRecord | None]:
        """What the edit made of its paths."""
        return {LayerPath(path): _load(path, after) for path, _, after, _ in self.changes}

    @classmethod
    def parse(cls, slots: str, changes: str, external: str | None) -> "Trace":
        lost = EditText(0, 0, "", external).parse().lost if external else ()
        return cls(slots, json.loads(changes), lost)


def _dump(record: UpperRecord | None) -> dict[str, Any] | None:
    return record.to_json() if record else None


def _load(path: str, value: dict[str, Any] | None) -> UpperRecord | None:
    return UpperRecord.from_json(LayerPath(path), value) if value else None


class Rows:
    """Of one layer. Whoever changes them holds the layer's lock."""

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        self._known: tuple[int | None, UpperTree] = (None, UpperTree())
        """The records with their version, in one: threads may read while one edits."""

    # reading ----------------------------------------------------------------------------------

    def _select(self, columns: str, condition: str, *values: object) -> list[tuple[object, ...]]:
        query = f"select {columns} from edit where writable = ? and {condition}"
        return self._store.database.rows(query, self._key, *values)

    def version(self) -> int | None:
        """Counts the changes of the records; None where there is no such layer (any more)."""
        query = "select version from writable where id = ?"
        rows = self._store.database.rows(query, self._key)
        return cast("int", rows[0][0]) if rows else None

    def head(self) -> int:
        """The edit whose files the layer has; 0 before the first one."""
        rows = self._store.database.rows("select head from writable where id = ?", self._key)
        return cast("int", rows[0][0]) if rows else 0

    def records(self) -> UpperTree:
        """What the layer has; read anew only if another program changed it."""
        version = self.version()  # before the records, so that no change is missed
        known_version, records = self._known
        if version != known_version:
            records = self._read_records()
            self._known = version, records
        return records

    def _read_records(self) -> UpperTree:
        query = "select path, record from upper where writable = ?"
        records = {}
        for raw, text in self._store.database.rows(query, self._key):
            path = LayerPath(cast("bytes", raw).decode("utf-8", "surrogateescape"))
            records[path] = UpperRecord.from_json(path, json.loads(cast("str", text)))
        return UpperTree(records)

    def edits(self, *, status: str | None = None) -> EditList:
        """All, or those with a status; in the order of their numbers."""
        rows = self._select("number, parent, label, body", "status = coalesce(?, status)", status)
        return EditList(sorted(EditText(*row) for row in cast("list[Any]", rows)))

    def rows(self) -> list[Row]:
        """All, in the order of their numbers."""
        return [Row.parse(row) for row in self._select(_COLUMNS, "true order by number")]

    def traces(self, numbers: Collection[int]) -> dict[int, Trace]:
        """By their numbers."""
        if not numbers:
            return {}
        external = f"json_extract(body, '$.verb') = '{Verb.EXTERNAL.value}'"
        columns = f"number, slots, changes, case when {external} then body end"
        condition = "number between ? and ?"
        rows = self._select(columns, condition, min(numbers), max(numbers))
        wanted = set(numbers)
        found = cast("list[tuple[int, str, str, str | None]]", rows)
        return {
            number: Trace.parse(slots, changes, external)
            for number, slots, changes, external in found
            if number in wanted
        }

    def row(self, number: int) -> Row | None:
        rows = self._select(_COLUMNS, "number = ?", number)
        return Row.parse(rows[0]) if rows else None

    def under_way(self) -> list[Row]:
        """What somebody is doing, or the end of a program has cut short."""
        return [Row.parse(row) for row in self._select(_COLUMNS, _UNDER_WAY)]

    def is_moving(self) -> bool:
        return bool(self._select("1", _UNDER_WAY))

    def status(self, number: int) -> str | None:
        rows = self._select("status", "number = ?", number)
        return str(rows[0][0]) if rows else None

    def parents(self) -> dict[int, int]:
        """Of each edit by its number."""
        rows = self._select("number, parent", "true")
        return dict(cast("list[tuple[int, int]]", rows))

    def visits(self) -> list[tuple[int, int]]:
        """The numbers and parents of what is undone, what was done last at the end."""
        rows = self._select("number, parent", "status = ? order by visited", UNDONE)
        return cast("list[tuple[int, int]]", rows)

    def last_child(self, number: int) -> int | None:
        """Of the edits that were made on this one, the one that was done last."""
        rows = self._select("number", "parent = ? order by visited desc limit 1", number)
        return cast("int", rows[0][0]) if rows else None

    def folders(self) -> set[str]:
        """Where the contents of all edits are."""
        return {str(slots) for (slots,) in self._select("slots", "true")}

    def next_number(self) -> int:
        rows = self._select("coalesce(max(number), 0)", "true")
        return cast("int", rows[0][0]) + 1

    # changing ---------------------------------------------------------------------------------

    def begin(self, row: Row) -> None:
        """From now on the edit is carried through, or turned back."""
        with self._store.database.writing() as writer:
            if not self._set_status(writer, row):
                self.insert(writer, row)

    def advance(self, row: Row) -> None:
        """An edit that has begun must not fail for want of room in the database."""
        self._store.make_room(lambda writer: self._set_status(writer, row))

    def finish(self, row: Row, placed: Placed) -> bool:
        """The edit is done, or undone, with the records of its paths; whether it is in the log.

        A new edit that was turned back has never been.
        """
        is_kept = row.status == DONE or not row.is_new

        def write(writer: sqlite3.Connection) -> None:
            if is_kept:
                self._set_status(writer, row)
            else:
                query = "delete from edit where writable = ? and number = ?"
                writer.execute(query, (self._key, row.edit.number))

        self._settle(row, placed, write)
        return is_kept

    def add(self, row: Row, placed: Placed) -> None:
        """An edit that is done already."""

        def write(writer: sqlite3.Connection) -> None:
            self.insert(writer, row)
            self._set_status(writer, row)

        self._settle(row, placed, write)

    def _settle(
        self, row: Row, placed: Placed, write: Callable[[sqlite3.Connection], None]
    ) -> None:
        """`write`, the head and the records at once, as a version of its own."""

        def settle(writer: sqlite3.Connection) -> int | None:
            head = row.edit.number if row.status == DONE else row.edit.parent
            query = "update writable set version = version + 1, head = ? where id = ?"
            writer.execute(query, (head, self._key))
            write(writer)
            self._write_records(writer, row, placed)
            return self.version()

        self._follow(self._store.make_room(settle), row, placed)

    def set_label(self, number: int, label: str) -> bool:
        """Whether there is such an edit."""
        with self._store.database.writing() as writer:
            query = "update edit set label = ? where writable = ? and number = ?"
            return bool(writer.execute(query, (label, self._key, number)).rowcount)

    def insert(self, writer: sqlite3.Connection, row: Row) -> None:
        """Within a transaction of somebody else's."""
        marks = ", ".join("?" * len(_COLUMNS.split(",")))
        query = f"insert into edit (writable, {_COLUMNS}) values (?, {marks})"
        writer.execute(query, (self._key, *row.values()))

    def _set_status(self, writer: sqlite3.Connection, row: Row) -> bool:
        """What is done now was visited now. False where there is no such edit."""
        cursor = writer.execute(
            "update edit set status = ?, backwards = ?, visited = iif(?, "
            " (select version from writable where id = edit.writable), visited)"
            " where writable = ? and number = ?",
            (row.status, row.backwards, row.status == DONE, self._key, row.edit.number),
        )
        return bool(cursor.rowcount)

    def _write_records(self, writer: sqlite3.Connection, row: Row, placed: Placed) -> None:
        for change, record in zip(row.changes, placed, strict=True):
            path = change.path.encode("utf-8", "surrogateescape")
            if record:
                writer.execute(
                    "insert or replace into upper values (?, ?, ?)",
                    (self._key, path, record.dumps()),
                )
            else:
                query = "delete from upper where writable = ? and path = ?"
                writer.execute(query, (self._key, path))

    def _follow(self, version: int | None, row: Row, placed: Placed) -> None:
        """Brings what is known up to a version of our own making."""
        known_version, known = self._known
        if version is None or known_version is None or version != known_version + 1:
            return
        paths = (change.path for change in row.changes)
        self._known = version, known.changed(dict(zip(paths, placed, strict=True)))
