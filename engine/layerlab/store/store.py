"""The store: an OCI image layout for content, a database for everything else.

Promises: what was reported as done survives the end of the program at any moment; nothing
half-written is ever listed; several programs may use one store at once. A blob that nothing
refers to is removed by `collect`, which also sweeps what a killed program left behind.
"""

import contextlib
import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from layerlab.errors import (
    AmbiguousId,
    DiskFull,
    ImageInUse,
    MissingBlob,
    NoSuchImage,
)
from layerlab.host import host_errors, make_directory, write_whole
from layerlab.model import Descriptor, Digest, ImageID, Manifest, Reference, media
from layerlab.progress import Progress
from layerlab.store.blobs import BlobDirectory
from layerlab.store.database import Database

T = TypeVar("T")

LEASE_SECONDS = 24 * 3600.0
RESERVE_BYTES = 2 << 20
LAYOUT = json.dumps({"imageLayoutVersion": "1.0.0"}).encode()


def now_text() -> str:
    """The time as configs carry it: RFC 3339 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """An image of the store; `parent` is the image that it was committed from, if any."""

    image_id: ImageID
    manifest: Descriptor
    references: tuple[Reference, ...]
    parent: ImageID | None
    added_at: str


class Store:
    """Open with the root directory, which is made where it is missing. Close when done."""

    def __init__(self, root: Path) -> None:
        make_directory(root)
        self.root = root
        self.blobs = BlobDirectory(root)
        if not (root / "oci-layout").exists():
            write_whole(root / "oci-layout", LAYOUT)
        self.database = Database(root / "layerlab.db")
        self._write_face()
        self._fill_reserve()

    def close(self) -> None:
        self.database.close()

    # blobs -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def lease(self) -> Iterator[str]:
        """Keeps the blobs that are put under it until an image refers to them."""
        holder = secrets.token_hex(8)
        try:
            yield holder
        finally:
            with contextlib.suppress(DiskFull), self.database.writing() as writer:
                writer.execute("delete from lease where holder = ?", (holder,))

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
        try:
            with self.database.writing() as writer:
                self.blobs.place(staged)
                writer.execute(
                    "insert or ignore into blob values (?, ?)", (staged.digest, staged.size)
                )
                writer.execute(
                    "insert or replace into lease values (?, ?, ?)",
                    (lease, staged.digest, time.time()),
                )
        finally:
            staged.discard()
        return staged.digest, staged.size

    def put_bytes(self, data: bytes, name: str, lease: str) -> tuple[Digest, int]:
        return self.put(BytesIO(data), name, lease, Progress())

    def hold(self, digest: Digest, lease: str) -> bool:
        """Leases a blob that is already here; False where it is not."""
        with self.database.writing() as writer:
            known = writer.execute("select 1 from blob where digest = ?", (digest,)).fetchone()
            if not known or not self.blobs.has(digest):
                return False
            writer.execute(
                "insert or replace into lease values (?, ?, ?)", (lease, digest, time.time())
            )
        return True

    def read(self, digest: Digest, wanted_by: str) -> bytes:
        """A small blob (a manifest or config) whole."""
        with self.blobs.open(digest, wanted_by) as stream, host_errors(self.blobs.path(digest)):
            return stream.read()

    # images ------------------------------------------------------------------------------

    def add_image(
        self,
        image_id: ImageID,
        manifest_data: bytes,
        references: Iterable[Reference],
        lease: str,
        parent: ImageID | None = None,
    ) -> None:
        """Lists an image whose blobs were put, and names it; all at once or not at all.

        An image ID that is known keeps the manifest that it has. A name that another image had
        moves here, as in Docker. Raises `MissingBlob` where a blob was not put.
        """
        manifest = Manifest.parse(manifest_data, str(image_id))
        digest, _ = self.put_bytes(manifest_data, str(image_id), lease)
        with self.database.writing() as writer:
            for child in (manifest.config, *manifest.layers):
                known = writer.execute("select 1 from blob where digest = ?", (child.digest,))
                if not known.fetchone():
                    raise MissingBlob(child.digest, str(image_id))
            values = (image_id, digest, manifest.media_type, parent, now_text())
            writer.execute("insert or ignore into image values (?, ?, ?, ?, ?)", values)
            writer.executemany(
                "insert or ignore into edge values (?, ?)",
                [(digest, child.digest) for child in (manifest.config, *manifest.layers)],
            )
            writer.executemany(
                "insert or replace into ref values (?, ?)", [(str(r), image_id) for r in references]
            )
        self._write_face()

    def images(self) -> list[ImageRecord]:
        """Every image, the newest first."""
        names: dict[str, list[Reference]] = {}
        for name, image_id in self.database.rows("select name, image_id from ref order by name"):
            names.setdefault(str(image_id), []).append(Reference.parse(str(name)))
        rows = self.database.rows(
            "select image_id, manifest, media_type, size, parent, added_at"
            " from image join blob on manifest = digest order by added_at desc, image_id"
        )
        return [
            ImageRecord(
                ImageID(str(image_id)),
                Descriptor(str(media_type), Digest(str(manifest)), cast("int", size)),
                tuple(names.get(str(image_id), ())),
                ImageID(str(parent)) if parent else None,
                str(added_at),
            )
            for image_id, manifest, media_type, size, parent, added_at in rows
        ]

    def find_image(self, name: str) -> ImageRecord:
        """By reference, by image ID, or by an unambiguous prefix of one.

        Raises `NoSuchImage`, `AmbiguousId`.
        """
        images = self.images()
        reference = Reference.parse_or_none(name)
        if reference:
            for image in images:
                if reference in image.references:
                    return image
                if reference.digest and reference.digest == image.manifest.digest:
                    return image
        wanted = name.removeprefix("sha256:")
        found = [i for i in images if wanted and i.image_id.hex.startswith(wanted)]
        if not found:
            raise NoSuchImage(name)
        if len(found) > 1:
            raise AmbiguousId(name, tuple(i.image_id.short for i in found))
        return found[0]

    def tag(self, image_id: ImageID, reference: Reference) -> None:
        with self.database.writing() as writer:
            writer.execute("insert or replace into ref values (?, ?)", (str(reference), image_id))
        self._write_face()

    def untag(self, reference: Reference) -> None:
        self.make_room(
            lambda writer: writer.execute("delete from ref where name = ?", (str(reference),))
        )
        self._write_face()
        self._fill_reserve()

    def remove_image(self, image_id: ImageID) -> None:
        """Unlists an image and its names. Raises `ImageInUse` where a container needs it."""

        def unlist(writer: sqlite3.Connection) -> None:
            query = "select name from container where image_id = ?"
            users = writer.execute(query, (image_id,)).fetchall()
            if users:
                raise ImageInUse(image_id.short, tuple(name for (name,) in users))
            writer.execute("delete from ref where image_id = ?", (image_id,))
            writer.execute("delete from image where image_id = ?", (image_id,))

        self.make_room(unlist)
        self.collect()
        self._write_face()
        self._fill_reserve()

    # housekeeping --------------------------------------------------------------------------

    def collect(self) -> list[Digest]:
        """Removes blobs that no image and no lease needs, and old temporary files."""
        removed = self.make_room(self._collect)
        self._fill_reserve()
        return removed

    def _collect(self, writer: sqlite3.Connection) -> list[Digest]:
        oldest = time.time() - LEASE_SECONDS
        writer.execute("delete from lease where made_at < ?", (oldest,))
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
        self._sweep(writer.execute("select digest from blob").fetchall(), oldest)
        return removed

    def _sweep(self, known: list[tuple[str]], oldest: float) -> None:
        """Files that no row knows: a killed program left them."""
        digests = {digest for (digest,) in known}
        for path in (self.root / "blobs" / "sha256").iterdir():
            if f"sha256:{path.name}" not in digests:
                path.unlink(missing_ok=True)
        for path in (self.root / "tmp").iterdir():
            if path.stat().st_mtime < oldest and path.is_file():
                path.unlink(missing_ok=True)

    def _write_face(self) -> None:
        """`index.json`, so that other tools can read the store; made anew from the database."""
        path = self.root / "index.json"
        with self.database.writing():
            data = index_json(self._face_entries())
            if not path.exists() or path.read_bytes() != data:
                write_whole(path, data)

    def _face_entries(self) -> list[Descriptor]:
        return [
            Descriptor(
                image.manifest.media_type,
                image.manifest.digest,
                image.manifest.size,
                {media.CONTAINERD_NAME: str(ref), media.REF_NAME: ref.familiar} if ref else {},
            )
            for image in self.images()
            for ref in (image.references or (None,))
        ]

    def make_room(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """A write that removes something. On a full disk even that needs room: the reserve's."""
        try:
            with self.database.writing() as writer:
                return action(writer)
        except DiskFull:
            (self.root / "reserve").unlink(missing_ok=True)
        with self.database.writing() as writer:
            return action(writer)

    def _fill_reserve(self) -> None:
        path = self.root / "reserve"
        if path.exists():
            return
        with contextlib.suppress(DiskFull):
            write_whole(path, bytes(RESERVE_BYTES))


def index_json(entries: Iterable[Descriptor]) -> bytes:
    """An OCI index document, always the same bytes for the same entries."""
    document = {
        "schemaVersion": 2,
        "mediaType": media.OCI_INDEX,
        "manifests": [entry.to_json() for entry in entries],
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
