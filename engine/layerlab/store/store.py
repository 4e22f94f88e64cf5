"""The store: an OCI image layout for content, a database for everything else.

Promises: what was reported as done survives the end of the program at any moment; nothing
half-written is ever listed; several programs may use one store at once. A blob that nothing
refers to is removed by `collect`, which also sweeps what a killed program left behind.
"""

import contextlib
import os
import secrets
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from layerlab.errors import (
    DamagedBlob,
    DiskFull,
    ImageInUse,
    LostBlob,
    MissingBlob,
    NoSuchImage,
    NotWritable,
    StorageFailed,
)
from layerlab.host import host_errors, make_directory
from layerlab.model import Digest, ImageID, Manifest, Reference
from layerlab.progress import Progress
from layerlab.store.blobs import BlobDirectory
from layerlab.store.database import Database
from layerlab.store.face import Face
from layerlab.store.records import ImageRecord, find_image, read_images
from layerlab.store.reserve import Reserve
from layerlab.store.session import Session, remove, sweep_dead
from layerlab.store.trust import Trust

T = TypeVar("T")


def now_text() -> str:
    """The time as configs carry it: RFC 3339 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Store:
    """Open with the root directory, which is made where it is missing. Close when done.

    A root that is there and can't be written is opened to be looked at only (`read_only`): every
    change raises `NotWritable`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.blobs = BlobDirectory(root, self.scratch)
        self.face = Face(root)
        self._reserve = Reserve(root / "reserve")
        self._session: Session | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self.database = self._open_database()
        self._trust = Trust(self.database)
        if not self.read_only:
            self._write_face()
            self._reserve.fill()

    def _open_database(self) -> Database:
        path = self.root / "layerlab.db"
        if path.is_file() and not (os.access(self.root, os.W_OK) and os.access(path, os.W_OK)):
            return Database(path, read_only=True)
        try:
            make_directory(self.root / "blobs" / "sha256")
            make_directory(self.root / "tmp")
            return Database(path)
        except NotWritable:  # where the right to write can't be asked for
            if not path.is_file():
                raise
            return Database(path, read_only=True)
        except DiskFull:
            if not self._reserve.give():
                raise
            return Database(path)

    @property
    def read_only(self) -> bool:
        return self.database.read_only

    def require_writable(self) -> None:
        """Raises `StoreReadOnly`."""
        self.database.require_writable()

    def close(self) -> None:
        self.database.close()
        if self._session:
            self._session.close()
        if self._folder:
            self._folder.cleanup()

    def scratch(self) -> Path:
        """Where this program's temporary files go; all of it is gone once the program is."""
        if not self.read_only:
            return self._begin_session().directory
        with self._lock:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="layerlab-")
            return Path(self._folder.name)

    def _begin_session(self) -> Session:
        with self._lock:
            if self._session is None:
                with self.database.writing() as writer:
                    self._session = Session(self.root / "tmp")
                    self._end_the_dead(writer)
            return self._session

    def _end_the_dead(self, writer: sqlite3.Connection) -> None:
        """Sweeps what belongs to programs that are no more: temporary files and leases."""
        living = sweep_dead(self.root / "tmp")
        holders = writer.execute("select distinct holder from lease").fetchall()
        dead = [(holder,) for (holder,) in holders if holder.partition(".")[0] not in living]
        writer.executemany("delete from lease where holder = ?", dead)

    # blobs -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def lease(self) -> Iterator[str]:
        """Keeps the blobs that are put under it until an image refers to them.

        On an error those that nothing refers to are removed at once: the disk may be full.
        """
        holder = f"{self._begin_session().name}.{secrets.token_hex(8)}"
        query = "delete from lease where holder = ?"
        try:
            yield holder
        except BaseException:
            with contextlib.suppress(StorageFailed):
                self.make_room(lambda writer: writer.execute(query, (holder,)))
                self.collect()
            raise
        with contextlib.suppress(StorageFailed):
            self.make_room(lambda writer: writer.execute(query, (holder,)))

    def put(
        self,
        source: BinaryIO,
        name: str,
        lease: str,
        progress: Progress,
        expected: Digest | None = None,
        size: int | None = None,
    ) -> tuple[Digest, int]:
        """Stores a blob; its digest and size in bytes. Putting it twice is fine."""
        staged = self.blobs.stage(source, name, progress, expected, size)
        digest, stamp = staged.digest, staged.stamp
        try:
            with self.database.writing() as writer:
                self.blobs.place(staged)
                writer.execute(
                    "insert into blob values (?, ?, ?) on conflict (digest)"
                    " do update set size = excluded.size, mtime_ns = excluded.mtime_ns",
                    (digest, stamp.size, stamp.mtime_ns),
                )
                _hold(writer, lease, digest)
        finally:
            staged.discard()
        self._trust.learn(digest, stamp)
        return digest, stamp.size

    def put_bytes(self, data: bytes, name: str, lease: str) -> tuple[Digest, int]:
        return self.put(BytesIO(data), name, lease, Progress())

    def hold(self, digest: Digest, lease: str, progress: Progress) -> bool:
        """Leases a blob that is already here, after hashing it; False where it is not, or damaged.

        So whoever brings the blob again repairs it.
        """
        try:
            self.check(digest, digest.short, progress)
        except (DamagedBlob, LostBlob):
            return False
        with self.database.writing() as writer:
            known = writer.execute("select 1 from blob where digest = ?", (digest,)).fetchone()
            if not known or not self.blobs.has(digest):
                return False
            _hold(writer, lease, digest)
        return True

    def open(self, digest: Digest, wanted_by: str, progress: Progress | None = None) -> BinaryIO:
        """A blob's bytes, seekable; the caller closes. `wanted_by` is what errors call it.

        A file that does not look as it was stored is hashed first, which `progress` tells. Raises
        `LostBlob`, `DamagedBlob`.
        """
        stream = self.blobs.open(digest, wanted_by)
        try:
            with host_errors(self.blobs.path(digest)):
                self._trust.check(digest, stream, wanted_by, progress or Progress())
        except BaseException:
            stream.close()
            raise
        return stream

    def check(self, digest: Digest, wanted_by: str, progress: Progress) -> None:
        """Hashes a blob, whatever its file looks like. Raises as `open` does."""
        with self.blobs.open(digest, wanted_by) as stream, host_errors(self.blobs.path(digest)):
            self._trust.check(digest, stream, wanted_by, progress, anew=True)

    def children(self, manifest: Digest) -> set[Digest]:
        """The blobs that are kept for a manifest's sake."""
        rows = self.database.rows("select blob from edge where manifest = ?", manifest)
        return {Digest(str(blob)) for (blob,) in rows}

    def unused_blobs(self) -> set[Digest]:
        """Blobs that are known and belong to no image (yet, or any more)."""
        rows = self.database.rows(
            "select digest from blob where digest not in (select manifest from image)"
            " and digest not in (select blob from edge)"
        )
        return {Digest(str(digest)) for (digest,) in rows}

    def read(self, digest: Digest, wanted_by: str) -> bytes:
        """A small blob (a manifest or config) whole, hashed. Raises as `open` does."""
        with self.blobs.open(digest, wanted_by) as stream, host_errors(self.blobs.path(digest)):
            data = stream.read()
        actual = Digest.of(data, digest.algorithm)
        if actual != digest:
            raise DamagedBlob(wanted_by, digest, actual)
        return data

    # images ------------------------------------------------------------------------------

    def add_image(
        self,
        image_id: ImageID,
        manifest_data: bytes,
        references: Iterable[Reference],
        lease: str,
        parent: ImageID | None = None,
    ) -> dict[Reference, ImageID]:
        """Lists an image whose blobs were put, and names it; all at once or not at all.

        An image ID that is known keeps the manifest that it has, unless that or a blob of it is
        damaged. A name that another image had moves here, as in Docker: those names are returned,
        with the image that had them. Raises `MissingBlob` where a blob was not put.
        """
        manifest = Manifest.parse(manifest_data, str(image_id))
        digest, _ = self.put_bytes(manifest_data, str(image_id), lease)
        is_damaged = self._has_damaged(image_id)
        with self.database.writing() as writer:
            for child in (manifest.config, *manifest.layers):
                known = writer.execute("select 1 from blob where digest = ?", (child.digest,))
                if not known.fetchone():
                    raise MissingBlob(child.digest, str(image_id))
            values = (image_id, digest, manifest.media_type, parent, now_text())
            if is_damaged:
                query = "update image set manifest = ?, media_type = ? where image_id = ?"
                writer.execute(query, (digest, manifest.media_type, image_id))
            writer.execute("insert or ignore into image values (?, ?, ?, ?, ?)", values)
            writer.executemany(
                "insert or ignore into edge values (?, ?)",
                [(digest, child.digest) for child in (manifest.config, *manifest.layers)],
            )
            moved = _move_names(writer, image_id, references)
        self._write_face()
        return moved

    def _has_damaged(self, image_id: ImageID) -> bool:
        """Whether an image is here, and its manifest or a blob of that looks damaged."""
        rows = self.database.rows("select manifest from image where image_id = ?", image_id)
        try:
            for (manifest,) in rows:
                digest = Digest(str(manifest))
                for child in {digest, *self.children(digest)}:
                    self.open(child, image_id.short).close()
        except (DamagedBlob, LostBlob):
            return True
        return False

    def images(self) -> list[ImageRecord]:
        """Every image, the newest first."""
        return read_images(self.database)

    def find_image(self, name: str) -> ImageRecord:
        """By reference, by image ID, or by an unambiguous prefix of one.

        Raises `NoSuchImage`, `AmbiguousId`.
        """
        return find_image(self.images(), name)

    def has_image(self, image_id: ImageID) -> bool:
        return bool(self.database.rows("select 1 from image where image_id = ?", image_id))

    def tag(self, image_id: ImageID, reference: Reference) -> None:
        """Raises `NoSuchImage` where another program has removed it meanwhile."""
        with self.database.writing() as writer:
            known = writer.execute("select 1 from image where image_id = ?", (image_id,))
            if not known.fetchone():
                raise NoSuchImage(image_id.short)
            writer.execute("insert or replace into ref values (?, ?)", (str(reference), image_id))
        self._write_face()

    def untag(self, image_id: ImageID, reference: Reference) -> bool:
        """Takes one of several names from an image; False where it is not one of several."""

        def untag(writer: sqlite3.Connection) -> bool:
            names = _names(writer, image_id)
            if len(names) < 2 or str(reference) not in names:
                return False
            writer.execute("delete from ref where name = ?", (str(reference),))
            return True

        done = self.make_room(untag)
        self._write_face()
        return done

    def take_names(self, image_id: ImageID, references: Iterable[Reference]) -> bool:
        """Takes all names from an image that has just these; False where it has others by now."""
        expected = {str(reference) for reference in references}

        def untag(writer: sqlite3.Connection) -> bool:
            if _names(writer, image_id) != expected:
                return False
            writer.execute("delete from ref where image_id = ?", (image_id,))
            return True

        done = self.make_room(untag)
        self._write_face()
        return done

    def remove_image(self, image_id: ImageID, references: Iterable[Reference]) -> bool:
        """Unlists an image that has just these names; False where it has others by now.

        Raises `ImageInUse` where a container needs it.
        """
        expected = {str(reference) for reference in references}

        def unlist(writer: sqlite3.Connection) -> bool:
            query = "select id, name from container where image_id = ? order by created desc"
            users = writer.execute(query, (image_id,)).fetchall()
            if users:
                names = tuple(name for _, name in users)
                raise ImageInUse(image_id.short, users[0][0][:12], names)
            if _names(writer, image_id) != expected:
                return False
            writer.execute("delete from ref where image_id = ?", (image_id,))
            writer.execute("delete from image where image_id = ?", (image_id,))
            return True

        done = self.make_room(unlist)
        if done:
            self.collect()
        self._write_face()
        return done

    # housekeeping --------------------------------------------------------------------------

    def collect(self) -> list[Digest]:
        """Removes blobs that no image and no lease needs, and what killed programs left."""
        return self.make_room(self._collect)

    def _collect(self, writer: sqlite3.Connection) -> list[Digest]:
        self._end_the_dead(writer)
        writer.execute("delete from edge where manifest not in (select manifest from image)")
        garbage = writer.execute(
            "select digest from blob where digest not in (select manifest from image)"
            " and digest not in (select blob from edge)"
            " and digest not in (select digest from lease)"
        ).fetchall()
        removed = [Digest(digest) for (digest,) in garbage]
        for digest in removed:
            writer.execute("delete from blob where digest = ?", (digest,))
            self.blobs.remove(digest)
        for path in self.leftovers():
            remove(path)
        return removed

    def leftovers(self) -> list[Path]:
        """What a killed program left outside of `tmp/`: files and folders that no row knows."""
        digests = {digest for (digest,) in self.database.rows("select digest from blob")}
        blobs = [path for digest, path in self.blobs.files() if digest not in digests]
        keys = {key for (key,) in self.database.rows("select id from container")}
        volume_keys = self.database.rows("select id from volume")
        ends = tuple(f"-{str(key)[:12]}" for (key,) in volume_keys)  # see VolumeRecord.folder_name
        with host_errors(self.root):
            containers = [p for p in self.root.glob("containers/*") if p.name not in keys]
            volumes = [p for p in self.root.glob("volumes/*") if not p.name.endswith(ends)]
            own = ("index.json", "oci-layout", "reserve")
            parts = [path for name in own for path in self.root.glob(f".{name}.*.part")]
        return [*blobs, *containers, *volumes, *parts]

    def _write_face(self) -> None:
        """Made anew from the database. It says nothing new: where it can't be written, it waits."""
        if self.face.is_right(self.images()):
            return
        with contextlib.suppress(StorageFailed):
            self.make_room(lambda _: self.face.replace(self.images()))

    def make_room(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """A write that must not fail for want of room: on a full disk the reserve's is used."""
        try:
            with self.database.writing() as writer:
                return action(writer)
        except DiskFull:
            if not self._reserve.give():
                raise
        with self.database.writing() as writer:
            done = action(writer)
        self._reserve.fill()
        return done


def _hold(writer: sqlite3.Connection, lease: str, digest: Digest) -> None:
    writer.execute("insert or replace into lease values (?, ?)", (lease, digest))


def _names(writer: sqlite3.Connection, image_id: ImageID) -> set[str]:
    rows = writer.execute("select name from ref where image_id = ?", (image_id,))
    return {name for (name,) in rows}


def _move_names(
    writer: sqlite3.Connection, image_id: ImageID, references: Iterable[Reference]
) -> dict[Reference, ImageID]:
    moved: dict[Reference, ImageID] = {}
    for reference in references:
        query = "select image_id from ref where name = ? and image_id <> ?"
        for (owner,) in writer.execute(query, (str(reference), image_id)).fetchall():
            moved[reference] = ImageID(owner)
        writer.execute("insert or replace into ref values (?, ?)", (str(reference), image_id))
    return moved
