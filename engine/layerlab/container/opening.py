"""A file of a draft that is open for writing: bytes go straight into its slot.

Beside making a new content for each write, as an edit that is one write does: a loop that appends
ten thousand times costs ten thousand appends, and a file may be open while others look at it.
"""

import io
import os
import time
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from layerlab.container import operations
from layerlab.container.contents import Slot
from layerlab.container.draft import Draft
from layerlab.container.edit import Step, StepKind
from layerlab.host import host_errors
from layerlab.model import LayerPath
from layerlab.runners import Opening

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


def open_to_write(draft: Draft, path: LayerPath, opening: Opening, mode: int) -> BinaryIO:
    """`Files.open_to_write` on a draft.

    Of a lower file that is truncated overlayfs copies up no data, only what else there is of it.
    Source: Linux fs/overlayfs/copy_up.c, ovl_copy_up_one, O_TRUNC.
    """
    real = draft.resolve(path, follow=opening is not Opening.EXCLUSIVE)
    if opening is Opening.EXCLUSIVE:
        draft.require_absent(real)
    entry = operations.file_at(draft, real)
    if entry is None:
        operations.create(draft, real, BytesIO(), mode)
    elif opening is Opening.TRUNCATE:
        draft.copy_up(real, is_truncated=True)
    else:
        draft.copy_up(real)
    slot = draft.writable(real, whole=opening is not Opening.TRUNCATE)
    file = _Writer(draft, slot, real, opening)
    if entry is not None and opening is Opening.TRUNCATE:
        file.truncate(0)
    return file


class _Writer(io.RawIOBase, BinaryIO):
    """Unbuffered, so that what was written is seen at once; a write is whole or raises."""

    def __init__(self, draft: Draft, slot: Slot, path: LayerPath, opening: Opening) -> None:
        self._draft = draft
        self._slot = slot
        self._path = path
        self._opening = opening
        with host_errors(slot.path):
            self._file = io.FileIO(slot.path, "a" if opening is Opening.APPEND else "r+")

    def readable(self) -> bool:
        return self._opening is Opening.IN_PLACE

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        if not self.readable():
            raise io.UnsupportedOperation("write-only")
        with host_errors(self._slot.path):
            return self._file.readinto(buffer)

    def write(self, data: "ReadableBuffer", /) -> int:
        rest = memoryview(data).cast("B")
        size = len(rest)
        with host_errors(self._slot.path):
            while rest:
                rest = rest[self._file.write(rest) :]
        if size:
            self._note(size)
        self._draft.progress.advance(size)
        return size

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        with host_errors(self._slot.path):
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def truncate(self, size: int | None = None, /) -> int:
        with host_errors(self._slot.path):
            size = self._file.truncate(size)
        self._note(0)
        return size

    def close(self) -> None:
        self._file.close()
        super().close()

    def _note(self, size_bytes: int) -> None:
        """The records of all names that the file still has; one that has none is only open."""
        self._slot.is_changed = True
        self._draft.now_ns = time.time_ns()
        self._draft.steps.append(Step(StepKind.WRITE, self._path, size_bytes))
        name = next(iter(self._slot.names), None)
        if name is not None:
            entry = operations.written(self._draft, self._draft.need(name))
            size = os.fstat(self._file.fileno()).st_size
            self._draft.set_attributes(replace(entry, size=size))
