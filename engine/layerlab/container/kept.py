"""Second copies of a layer's files, so that what another program does to them can be undone.

Another program overwrites a file in its place, and what it was is gone: unless there is a copy.
So each file of up to `COPIED_BYTES` that we put into the layer is copied once more, as long as one
edit brings no more than `COPIED_BYTES_AT_ONCE`. Of what is larger only another name is kept (a hard
link), which costs nothing and helps where a program removes the file or replaces it (as most
editors do), but not where it writes into it. That is then told: `Edit.lost`.

Nothing here is ever needed but for that, and nothing is flushed: a copy counts if it has the size
and the time that the record of its file has, and it gets that time last.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from layerlab.errors import NoSuchFile, StorageFailed
from layerlab.host import host_errors, make_directory
from layerlab.model import LayerPath
from layerlab.overlay import UpperFiles, UpperRecord

COPIED_BYTES = 1 << 20
COPIED_BYTES_AT_ONCE = 64 << 20


class Kept:
    """The copies of one layer; whoever changes them holds the layer's lock."""

    def __init__(self, files: UpperFiles, directory: Path) -> None:
        self._files = files
        self._directory = directory

    def keep(self, records: Iterable[UpperRecord]) -> None:
        """Of the files that the records are of, as they are in the layer now.

        Where there is no room for a copy there is none.
        """
        left = COPIED_BYTES_AT_ONCE
        seen: set[Path] = set()
        for record in records:
            place = self._place(record)
            if record.kind.has_data and place not in seen:
                seen.add(place)
                is_copied = record.entry.size <= min(left, COPIED_BYTES)
                with contextlib.suppress(StorageFailed):
                    self._keep(record, place, is_copied)
                left -= record.entry.size if is_copied else 0

    def _keep(self, record: UpperRecord, place: Path, is_copied: bool) -> None:
        host = self._files.host_path(record.path)
        make_directory(self._directory)
        with host_errors(place):
            place.unlink(missing_ok=True)
            if is_copied:
                shutil.copyfile(host, place, follow_symlinks=False)
                self._date(record, place)
            else:
                with contextlib.suppress(OSError, NotImplementedError):  # no hard links there
                    os.link(host, place)

    def date(self, record: UpperRecord) -> None:
        """Follows a file that only its attributes were changed of."""
        with contextlib.suppress(NoSuchFile, StorageFailed):
            self._date(record, self._place(record))

    def _date(self, record: UpperRecord, place: Path) -> None:
        if record.stamp and record.kind.has_data:
            with host_errors(place):
                os.utime(place, ns=(record.stamp[1], record.stamp[1]))

    def drop(self, records: Iterable[UpperRecord]) -> None:
        """Copies of what is about to be something else."""
        for record in records:
            if record.kind.has_data:
                with contextlib.suppress(OSError):
                    self._place(record).unlink(missing_ok=True)

    def give(self, record: UpperRecord, slot: Path) -> bool:
        """A file as its record says it was, under the name `slot`; False where it was not kept."""
        place = self._place(record)
        with contextlib.suppress(OSError, NotImplementedError):
            status = place.lstat()
            if record.stamp and (status.st_size, status.st_mtime_ns) == record.stamp[:2]:
                os.link(place, slot)
                return True
        return False

    def _place(self, record: UpperRecord) -> Path:
        """All names of a hard-linked file have one."""
        return self._directory / (f"group-{record.group}" if record.group else _hash(record.path))


def _hash(path: LayerPath) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:40]
