"""What is not content, in SQLite: names, images, containers and their logs.

One file, one connection for each thread, write-ahead log, every commit flushed to the disk.
`writing()` is the store's only write lock, between threads and between programs.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from layerlab.errors import DiskFull, EngineError, HostFailure, NotWritable, StoreTooNew

SCHEMA_VERSION = 1
BUSY_SECONDS = 30.0

_SCHEMA = """
create table blob (
    digest text primary key,
    size integer not null
) without rowid;
create table image (
    image_id text primary key,
    manifest text not null references blob,
    media_type text not null,
    parent text,
    added_at text not null
) without rowid;
create table edge (
    manifest text not null references blob,
    blob text not null references blob,
    primary key (manifest, blob)
) without rowid;
create table ref (
    name text primary key,
    image_id text not null references image
) without rowid;
create table lease (
    holder text not null,
    digest text not null,
    made_at real not null,
    primary key (holder, digest)
) without rowid;
create table container (
    id text primary key,
    name text not null unique,
    image_id text not null references image,
    image_name text not null,
    created text not null,
    config text not null,
    version integer not null default 0
) without rowid;
create table upper (
    container text not null references container on delete cascade,
    path blob not null,
    record text not null,
    primary key (container, path)
) without rowid;
create table edit (
    container text not null references container on delete cascade,
    number integer not null,
    status text not null,
    body text not null,
    primary key (container, number)
) without rowid;
"""


def _translated(error: sqlite3.Error, path: Path) -> EngineError:
    text = str(error)
    if "disk is full" in text or "disk I/O" in text:
        return DiskFull(str(path))
    if "readonly" in text or "unable to open" in text:
        return NotWritable(str(path))
    return HostFailure(str(path), text)


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error


class Database:
    """Threads may share it; each gets a connection of its own, closed with the database."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with database_errors(path):
            self._prepare()

    def _prepare(self) -> None:
        connection = self.connection
        version = connection.execute("pragma user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise StoreTooNew(str(self.path), version, SCHEMA_VERSION)
        if version == SCHEMA_VERSION:
            return
        with self.writing() as writer:
            if writer.execute("pragma user_version").fetchone()[0] == 0:
                for statement in _SCHEMA.split(";"):
                    writer.execute(statement)
                writer.execute(f"pragma user_version = {SCHEMA_VERSION}")

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for reading."""
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is not None:
            return existing
        made = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        with self._lock:
            self._all.append(made)
        made.execute("pragma journal_mode = wal")
        made.execute("pragma synchronous = full")
        made.execute("pragma foreign_keys = on")
        self._local.connection = made
        return made

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its start; rolled back on any error."""
        connection = self.connection
        with database_errors(self.path):
            connection.execute("begin immediate")
            try:
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with database_errors(self.path):
            return self.connection.execute(query, values).fetchall()

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()
