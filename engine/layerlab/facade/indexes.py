"""Layer indexes, made once in a layer's life and kept on the disk.

Kept under the diff ID where the bytes are known to have it (a layer of the store), and under the
file's identity where they are not (an archive opened in place): a false claim of an archive never
reaches an image of the store.
"""

import contextlib
import hashlib
import threading
import weakref
from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import DiffIdMismatch, StorageFailed
from layerlab.host import host_errors, make_directory
from layerlab.image import Layer
from layerlab.layer import (
    LayerIndex,
    build_index,
    is_damaged,
    open_content,
    open_index,
    write_index,
)
from layerlab.limits import ADMITTED, Limits
from layerlab.model import DiffID, Digest
from layerlab.progress import Progress
from layerlab.store import Store
from layerlab.streams.seekable import CHECKPOINT_LIMIT, Decoders, open_seekable

CHECKPOINTS_IN_ALL = 4096
"""Kept for the layers of an image together; 42 KB each (see `streams.seekable`)."""
OPENED_LIMIT = 512
"""Indexes kept of layers of archives that were opened in place; some 100 bytes an entry each."""

INDEXED_ALGORITHM = "sha256"
"""Of the diff IDs that a pass for an index checks; there are hardly others."""


class LayerIndexes:
    """A cache below the store's root. Safe from any thread; `get` of one layer runs once.

    Where it can't be written (a full disk, a read-only store), an index lives as long as this.
    """

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self.limits = limits
        self._decoders = Decoders()
        self._directory = store.root / "index"
        self._known: dict[Path, LayerIndex] = {}
        self._locks: dict[Path, threading.Lock] = {}
        self._lock = threading.Lock()

    def _path(self, layer: Layer) -> Path:
        if layer.origin is None:
            return self._directory / f"{layer.diff_id.hex}.index"
        identity = f"{layer.origin}\n{layer.diff_id}".encode(errors="surrogateescape")
        return self._directory / "opened" / f"{hashlib.sha256(identity).hexdigest()}.index"

    def get(
        self, layer: Layer, progress: Progress, files: "LayerFiles | None" = None
    ) -> LayerIndex:
        """Raises `DiffIdMismatch` where a pass over all bytes finds another diff ID.

        A layer that is missing has an empty index, whatever was known of it before. A pass goes
        through the stream of `files`, which remembers the way for later reads.
        """
        if layer.is_missing:
            return build_index(BytesIO(), f"layer {layer.number}", progress)
        path = self._path(layer)
        with self._lock:
            lock = self._locks.setdefault(path, threading.Lock())
        with lock:
            index = self._known.get(path) or _opened(path)
            if index is None:
                index = self._build(layer, path, progress, files or self.files(layer))
            self._known[path] = index
            return index

    def file_sizes(self) -> list[int]:
        """What each index that is kept takes on the disk, in bytes."""
        with host_errors(self._directory):
            return [path.stat().st_size for path in self._directory.glob("**/*.index")]

    def files(self, layer: Layer, together: int = 1) -> "LayerFiles":
        """The bytes of a layer that is opened with others, `together` of them."""
        checkpoints = min(CHECKPOINT_LIMIT, max(CHECKPOINTS_IN_ALL // together, 1))
        limits = ADMITTED if layer.origin is None and self.has(layer) else self.limits
        return LayerFiles(layer, limits, self._decoders, checkpoints)

    def has(self, layer: Layer) -> bool:
        path = self._path(layer)
        return path in self._known or path.exists()

    def learn(self, blob: BinaryIO, digest: Digest, name: str, progress: Progress) -> DiffID:
        """Indexes a new layer, whose diff ID nobody has said: here it is.

        `digest` is the blob's, and a plain layer's diff ID.
        """
        index = build_index(blob, name, progress, limits=self.limits)
        diff_id = index.diff_id or DiffID(digest)
        path = self._directory / f"{diff_id.hex}.index"
        if _opened(path) is None:
            with contextlib.suppress(StorageFailed):
                self._keep(index, path)
        return diff_id

    def _build(
        self, layer: Layer, path: Path, progress: Progress, files: "LayerFiles"
    ) -> LayerIndex:
        name = f"layer {layer.number} ({layer.diff_id.short})"
        progress.begin("index", name, layer.stored_size)
        index = build_index(files.tar(), name, progress, limits=self.limits)
        is_comparable = layer.diff_id.algorithm == INDEXED_ALGORITHM
        if is_comparable and index.diff_id is not None and index.diff_id != layer.diff_id:
            raise DiffIdMismatch(layer.number, layer.diff_id, index.diff_id)
        with contextlib.suppress(StorageFailed):
            self._keep(index, path)
        if layer.origin is not None:
            self._sweep_opened()
        return _opened(path) or index

    def _keep(self, index: LayerIndex, path: Path) -> None:
        if not self._store.read_only:
            make_directory(path.parent)
            write_index(index, path, self._store.scratch())

    def _sweep_opened(self) -> None:
        """Forgets the archives that were opened longest ago: their files may be long gone."""
        found = sorted((self._directory / "opened").glob("*"), key=_age)
        for path in found[:-OPENED_LIMIT]:
            _drop(path)

    def drop_damaged(self) -> list[Path]:
        """Reads every index that is kept, and forgets those that are damaged; which they are."""
        found: list[Path] = []
        for path in self._directory.rglob("*.index"):
            with contextlib.suppress(OSError):
                if is_damaged(path):
                    found.append(path)
        for path in found:
            self._known.pop(path, None)
            _drop(path)
        return found

    def keep_only(self, diff_ids: Iterable[DiffID]) -> None:
        """Removes what belongs to no layer that the store still has."""
        wanted = {self._directory / f"{diff_id.hex}.index" for diff_id in diff_ids}
        for path in self._directory.glob("*"):
            if path not in wanted and not path.is_dir():
                self._known.pop(path, None)
                _drop(path)


def _opened(path: Path) -> LayerIndex | None:
    """The index that is kept; None where there is none that can be read."""
    with contextlib.suppress(OSError):
        return open_index(path)
    return None


def _age(path: Path) -> float:
    """Another program may have swept it just now."""
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _drop(path: Path) -> None:
    """Windows keeps a file that is mapped somewhere: then it goes another time."""
    with contextlib.suppress(OSError):
        path.unlink()


class LayerFiles:
    """The uncompressed bytes of one layer: opened when first wanted, and kept.

    A gzip stream learns on its first pass where it can be entered (see `streams.seekable`).
    """

    def __init__(
        self, layer: Layer, limits: Limits, decoders: Decoders, checkpoint_limit: int
    ) -> None:
        self._layer = layer
        self._open_tar = partial(
            open_seekable,
            name=f"layer {layer.number} ({layer.diff_id.short})",
            limits=limits,
            decoders=decoders,
            checkpoint_limit=checkpoint_limit,
        )
        self._lock = threading.Lock()
        self._blob: BinaryIO | None = None
        self._tar: BinaryIO | None = None

    def tar(self) -> BinaryIO:
        with self._lock:
            if self._tar is None:
                self._blob = self._layer.open_blob()
                weakref.finalize(self, self._blob.close)
                self._tar = self._open_tar(self._blob)
            return self._tar

    def open(self, index: LayerIndex, node: int) -> BinaryIO:
        """The contents of a node of the layer's index."""
        return open_content(index, node, self.tar())

    def close(self) -> None:
        with self._lock:
            if self._blob:
                self._blob.close()
            self._blob = self._tar = None
