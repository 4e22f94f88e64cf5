"""Blobs on the disk: `blobs/<algorithm>/<hex>`, as an OCI image layout has them.

Spec: image-spec image-layout.md, Blobs. A blob is written to a temporary file, hashed while it is
copied, flushed, and only then renamed to its place: under a digest there are the right bytes or
none.
"""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import LostBlob
from layerlab.host import host_errors, make_directory, sync_directory
from layerlab.model import Digest
from layerlab.progress import Progress
from layerlab.streams.hashing import copy_verified


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a blob's file looks from outside; where it looks otherwise, somebody changed it."""

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Staged:
    """A blob that is written but has no place yet: `place` or `discard` it."""

    path: Path
    digest: Digest
    stamp: Stamp

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


class BlobDirectory:
    """`scratch` tells the directory for temporary files, on the same file system."""

    def __init__(self, root: Path, scratch: Callable[[], Path]) -> None:
        self.root = root
        self._scratch = scratch

    def path(self, digest: Digest) -> Path:
        return self.root / "blobs" / digest.algorithm / digest.hex

    def has(self, digest: Digest) -> bool:
        return self.path(digest).is_file()

    def files(self) -> Iterator[tuple[str, Path]]:
        """Everything that lies where blobs do, with the digest that its place claims."""
        with host_errors(self.root):
            for directory in sorted((self.root / "blobs").iterdir()):
                for path in sorted(directory.iterdir()) if directory.is_dir() else ():
                    yield f"{directory.name}:{path.name}", path

    def open(self, digest: Digest, wanted_by: str) -> BinaryIO:
        """The bytes as stored; the caller closes. Raises `LostBlob`."""
        with host_errors(self.path(digest)):
            try:
                return self.path(digest).open("rb")
            except FileNotFoundError as error:
                raise LostBlob(digest, wanted_by) from error

    def temporary(self) -> Path:
        """A new name for a temporary file; what is left there goes with the session."""
        return self._scratch() / secrets.token_hex(12)

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
                    digest, _ = copy_verified(
                        source, sink, name=name, expected=expected, size=size, progress=progress
                    )
                    sink.flush()
                    os.fsync(sink.fileno())
                    return Staged(path, digest, Stamp.of(os.fstat(sink.fileno())))
            except BaseException:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
                raise

    def place(self, staged: Staged) -> None:
        """Puts a staged blob in its place, also over one that was there: it may be damaged.

        Windows can't replace a file that somebody reads; there the old one stays.
        """
        final = self.path(staged.digest)
        with host_errors(final):
            make_directory(final.parent)
            try:
                os.replace(staged.path, final)
            except PermissionError:
                if os.name != "nt" or not final.exists():
                    raise
                staged.discard()
            sync_directory(final.parent)

    def remove(self, digest: Digest) -> None:
        with host_errors(self.path(digest)):
            self.path(digest).unlink(missing_ok=True)
