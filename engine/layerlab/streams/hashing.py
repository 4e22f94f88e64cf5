"""Digests on the way: bytes are hashed while they pass, and never read a second time."""

import hashlib
from typing import BinaryIO

from layerlab.errors import DigestMismatch, SizeMismatch
from layerlab.limits import Limits
from layerlab.model import Digest
from layerlab.progress import Progress
from layerlab.streams.base import CHUNK_BYTES, ForwardReader, read_some
from layerlab.streams.compression import decompressed

COPY_BYTES = 1 << 20


class HashingReader(ForwardReader):
    """Passes a stream on and hashes it; not seekable, since a digest is over everything."""

    def __init__(self, stream: BinaryIO, algorithm: str = "sha256") -> None:
        super().__init__()
        self._stream = stream
        self._hash = hashlib.new(algorithm)
        self.size = 0

    def next_chunk(self) -> bytes:
        data = read_some(self._stream, CHUNK_BYTES)
        self._hash.update(data)
        self.size += len(data)
        return data

    def digest(self) -> Digest:
        """Of the bytes taken from the stream so far: read to the end first (`drain`)."""
        return Digest(f"{self._hash.name}:{self._hash.hexdigest()}")

    def drain(self, progress: Progress | None = None) -> None:
        """Read what is left, for the digest and `size` only. `progress` advances by those bytes."""
        while data := self.next_chunk():
            if progress:
                progress.advance(len(data))


def hash_uncompressed(
    blob: BinaryIO, name: str, limits: Limits, progress: Progress, algorithm: str = "sha256"
) -> Digest:
    """The digest of what a blob has uncompressed: a layer's diff ID. `name` is for errors.

    Raises `DamagedStream`, `LimitExceeded`.
    """
    content = HashingReader(decompressed(blob, name, limits), algorithm)
    content.drain(progress)
    return content.digest()


def copy_verified(
    source: BinaryIO,
    sink: BinaryIO,
    *,
    name: str,
    expected: Digest | None = None,
    size: int | None = None,
    progress: Progress | None = None,
) -> tuple[Digest, int]:
    """Copy a stream to its end; returns its digest (by `expected`'s algorithm) and its bytes.

    Raises `SizeMismatch` as soon as more than `size` bytes come, and `DigestMismatch` at the end:
    the caller throws away what was written by then.
    """
    hasher = hashlib.new(expected.algorithm if expected else "sha256")
    copied = 0
    while data := read_some(source, COPY_BYTES):
        copied += len(data)
        if size is not None and copied > size:
            raise SizeMismatch(name, size, copied)
        hasher.update(data)
        sink.write(data)
        if progress:
            progress.advance(len(data))
    if size is not None and copied != size:
        raise SizeMismatch(name, size, copied)
    digest = Digest(f"{hasher.name}:{hasher.hexdigest()}")
    if expected is not None and digest != expected:
        raise DigestMismatch(name, expected, digest)
    return digest, copied
