"""What is not content, in SQLite: names, images, containers and their logs.

One file, one connection for each thread, write-ahead log, every commit flushed to the disk.
`writing()` is the store's only write lock, between threads and between programs.

A database that can't be written may still be read (a folder that a teacher shares). SQLite reads
one with a write-ahead log only beside that log's own files, or else as a file that never changes:
so each query opens it anew, in the way that fits at that moment.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from filelock import FileLock

from layerlab.errors import (
    DamagedDatabase,
    DiskFull,
    EngineError,
    HostFailure,
    NotWritable,
    Reason,
    StoreBusy,
    StoreReadOnly,
    StoreTooNew,
    StoreTooOld,
)
from layerlab.host import host_errors
from layerlab.reasons import DanglingRow
from layerlab.store.schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION

BUSY_SECONDS = 30.0

_NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
}
_DENIED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _translated(error: sqlite3.Error, path: Path) -> EngineError:
    """By SQLite's result code: extended, with the primary one in its lowest byte."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _NO_ROOM:
        return DiskFull(str(path))
    if code & 0xFF in _DENIED:
        return NotWritable(str(path))
    if code & 0xFF in _DAMAGED:
        return DamagedDatabase(str(path), str(path.parent), str(error))
    if code & 0xFF == sqlite3.SQLITE_BUSY:
        return StoreBusy(str(path))
    return HostFailure(str(path), str(error))


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error


class Database:
    """Threads may share it; each gets a connection of its own, closed with the database.

    `read_only` reads what is there and refuses to write. Raises `StoreTooNew`, `StoreTooOld`,
    `DamagedDatabase`.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if read_only:
            self._require_known_version()
            return
        with database_errors(path), self._first_alone():
            self._prepare()

    def _require_known_version(self) -> None:
        version = cast("int", self.rows("pragma user_version")[0][0])
        if version > SCHEMA_VERSION:
            raise StoreTooNew(str(self.path), version, SCHEMA_VERSION)
        if version < SCHEMA_VERSION:
            raise StoreTooOld(str(self.path), version, SCHEMA_VERSION)

    @contextlib.contextmanager
    def _first_alone(self) -> Iterator[None]:
        """Whoever makes the file is alone: SQLite does not wait its turn for a new log."""
        if self.path.exists() and self.path.stat().st_size:
            yield
            return
        lock = self.path.with_suffix(".lock")
        with host_errors(lock), FileLock(lock, is_singleton=False):
            yield

    def _prepare(self) -> None:
        version = self._version(self.connection)
        if version > SCHEMA_VERSION:
            raise StoreTooNew(str(self.path), version, SCHEMA_VERSION)
        if version == SCHEMA_VERSION:
            return
        with self.writing() as writer:
            version = self._version(writer)
            while version < SCHEMA_VERSION:
                script = MIGRATIONS[version] if version else SCHEMA
                for statement in script.split(";"):
                    writer.execute(statement)
                version = version + 1 if version else SCHEMA_VERSION
                writer.execute(f"pragma user_version = {version}")

    def _version(self, connection: sqlite3.Connection) -> int:
        return int(connection.execute("pragma user_version").fetchone()[0])

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, where the database can be written."""
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

    def require_writable(self) -> None:
        """Raises `StoreReadOnly`; for work that would find out only after a while."""
        if self.read_only:
            raise StoreReadOnly(str(self.path.parent))

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its start; rolled back on any error."""
        self.require_writable()
        with database_errors(self.path):
            connection = self.connection
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:  # a full disk ends some by itself
                    connection.execute("rollback")
                raise

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with database_errors(self.path):
            if not self.read_only:
                return self.connection.execute(query, values).fetchall()
            with contextlib.closing(self._open_to_read()) as connection:
                return connection.execute(query, values).fetchall()

    def _open_to_read(self) -> sqlite3.Connection:
        log = self.path.with_name(self.path.name + "-wal")
        never_changes = "" if log.exists() and log.stat().st_size else "&immutable=1"
        uri = f"{self.path.absolute().as_uri()}?mode=ro{never_changes}"
        return sqlite3.connect(uri, timeout=BUSY_SECONDS, isolation_level=None, uri=True)

    def faults(self) -> list[Reason | str]:
        """What SQLite itself finds wrong: pages, indexes, rows that refer to nothing."""
        found = [str(row[0]) for row in self.rows("pragma integrity_check")]
        dangling = self.rows("pragma foreign_key_check")
        lost = [DanglingRow(str(row[0]), str(row[2])) for row in dangling]
        return [*(text for text in found if text != "ok"), *lost]

    def version(self) -> object:
        """A value that changes when another program changes the database.

        Values are comparable where they were asked for on the same thread.
        """
        if not self.read_only:
            return self.rows("pragma data_version")[0][0]
        log = self.path.with_name(self.path.name + "-wal")
        return [(p.stat().st_size, p.stat().st_mtime_ns) for p in (self.path, log) if p.exists()]

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()
