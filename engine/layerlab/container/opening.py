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
from layerlab.container.host_file import HostFile
from layerlab.host import host_errors
from layerlab.model import LayerPath
from layerlab.runners import Opening

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


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


class _Writer(HostFile):
    def __init__(self, draft: Draft, slot: Slot, path: LayerPath, opening: Opening) -> None:
        with host_errors(slot.path):
            file = io.FileIO(slot.path, "a" if opening is Opening.APPEND else "r+")
        super().__init__(slot.path, file)
        self._draft = draft
        self._slot = slot
        self._path = path

    def write(self, data: "ReadableBuffer", /) -> int:
        size = super().write(data)
        if size:
            self._note(size)
        self._draft.progress.advance(size)
        return size

    def truncate(self, size: int | None = None, /) -> int:
        size = super().truncate(size)
        self._note(0)
        return size

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
