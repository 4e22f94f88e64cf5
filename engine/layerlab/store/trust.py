"""Whether a blob's file still has the bytes that were stored, told before they are used.

Hashing every layer at every start would take seconds a gigabyte. So the database keeps how each
file looked when its bytes were known to be right (size and time of change); a file that looks
otherwise is hashed once before anything is read from it. What changes bytes behind the file
system's back is found by `verify`, and by `save`, which hashes what it copies.
"""

import contextlib
import os
import threading
from typing import BinaryIO, cast

from layerlab.errors import DamagedBlob, StorageFailed
from layerlab.model import Digest
from layerlab.progress import Progress
from layerlab.store.blobs import Stamp
from layerlab.store.database import Database
from layerlab.streams.hashing import HashingReader


class Trust:
    """Safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[Digest, Stamp] = {}
        self._lock = threading.Lock()

    def check(
        self, digest: Digest, stream: BinaryIO, name: str, progress: Progress, *, anew: bool = False
    ) -> None:
        """Leaves the stream at its start. `anew` hashes whatever the file looks like.

        Raises `DamagedBlob`, which calls the blob `name`.
        """
        stamp = Stamp.of(os.fstat(stream.fileno()))
        if not anew and stamp in (self._known.get(digest), self._recorded(digest)):
            self.learn(digest, stamp)
            return
        progress.begin("check", name, stamp.size)
        hashed = HashingReader(stream, digest.algorithm)
        hashed.drain(progress)
        if hashed.digest() != digest:
            raise DamagedBlob(name, digest, hashed.digest())
        stream.seek(0)
        self._record(digest, stamp)
        self.learn(digest, stamp)

    def learn(self, digest: Digest, stamp: Stamp) -> None:
        with self._lock:
            self._known[digest] = stamp

    def _recorded(self, digest: Digest) -> Stamp | None:
        rows = self._database.rows("select size, mtime_ns from blob where digest = ?", digest)
        if not rows or rows[0][1] is None:
            return None
        return Stamp(cast("int", rows[0][0]), cast("int", rows[0][1]))

    def _record(self, digest: Digest, stamp: Stamp) -> None:
        """Only spares work: where it can't be written, the next program hashes again."""
        if self._recorded(digest) == stamp:
            return
        with contextlib.suppress(StorageFailed), self._database.writing() as writer:
            writer.execute(
                "update blob set size = ?, mtime_ns = ? where digest = ?",
                (stamp.size, stamp.mtime_ns, digest),
            )
