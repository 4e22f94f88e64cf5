"""Blobs on the disk: `blobs/<algorithm>/<hex>`, as an OCI image layout has them.

Spec: image-spec image-layout.md, Blobs. A blob is written to `tmp/`, hashed while it is copied,
flushed, and only then renamed to its place: under a digest there are the right bytes or none.
"""

import os
import secrets
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import MissingBlob
from layerlab.host import host_errors, make_directory, sync_directory
from layerlab.model import Digest
from layerlab.progress import Progress
from layerlab.streams.hashing import copy_verified


class Staged:
    """A blob that is written but has no place yet: `place` or `discard` it."""

    def __init__(self, path: Path, digest: Digest, size: int) -> None:
        self.path = path
        self.digest = digest
        self.size = size

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


class BlobDirectory:
    def __init__(self, root: Path) -> None:
        self.root = root
        self._temporary = root / "tmp"
        make_directory(root / "blobs" / "sha256")
        make_directory(self._temporary)

    def path(self, digest: Digest) -> Path:
        return self.root / "blobs" / digest.algorithm / digest.hex

    def has(self, digest: Digest) -> bool:
        return self.path(digest).is_file()

    def open(self, digest: Digest, wanted_by: str) -> BinaryIO:
        """The bytes as stored; the caller closes. Raises `MissingBlob`."""
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError as error:
            raise MissingBlob(digest, wanted_by) from error

    def temporary(self) -> Path:
        """A new name in `tmp/`; what is left there is swept by the next collection."""
        return self._temporary / secrets.token_hex(12)

    def stage(
        self,
        source: BinaryIO,
        name: str,
        progress: Progress,
        expected: Digest | None = None,
        size: int | None = None,
    ) -> Staged:
        """Copies `source` to its end, hashing on the way; nothing is kept on an error.

        Raises `DigestMismatch` or `SizeMismatch` where the bytes are not the expected ones.
        """
        path = self.temporary()
        with host_errors(self.root):
            try:
                with path.open("xb") as sink:
                    digest, length = copy_verified(
                        source, sink, name=name, expected=expected, size=size, progress=progress
                    )
                    sink.flush()
                    os.fsync(sink.fileno())
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        return Staged(path, digest, length)

    def place(self, staged: Staged) -> None:
        """Puts a staged blob in its place, also over one that was there: it may be damaged.

        Windows can't replace a file that somebody reads; there the old one stays.
        """
        final = self.path(staged.digest)
        with host_errors(final):
            if os.name == "nt" and final.exists():
                staged.discard()
                return
            make_directory(final.parent)
            os.replace(staged.path, final)
            sync_directory(final.parent)

    def remove(self, digest: Digest) -> None:
        with host_errors(self.path(digest)):
            self.path(digest).unlink(missing_ok=True)
