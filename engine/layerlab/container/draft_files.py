"""`Files` over a draft: what a command does to a container's or a volume's files is one edit."""

import time
from dataclasses import replace
from typing import BinaryIO

from layerlab.container import attributes, operations
from layerlab.container.draft import Draft
from layerlab.container.opening import open_to_write
from layerlab.errors import NotADirectory
from layerlab.model import Entry, Kind, LayerPath, shown
from layerlab.runners import Opening


class DraftFiles:
    """Implements `Files`. What is made belongs to `draft.owner`, and has the time of its making."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @property
    def _draft(self) -> Draft:
        """The draft, when it is about to be changed."""
        self.draft.now_ns = time.time_ns()
        return self.draft

    # looking

    def find(self, real: LayerPath) -> Entry | None:
        entry = self.draft.find(real)
        if entry and entry.kind is Kind.HARDLINK:
            return replace(entry, kind=Kind.FILE, link="")
        return entry

    def names(self, real: LayerPath) -> list[LayerPath]:
        if self.draft.need(real).kind is not Kind.DIRECTORY:
            raise NotADirectory(shown(real))
        return self.draft.names(real)

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        return self.draft.resolve(path, follow=follow)

    def open(self, real: LayerPath) -> BinaryIO:
        operations.need_file(self.draft, real)
        return self.draft.reader(real)

    def identity(self, real: LayerPath) -> tuple[object, int]:
        return self.draft.identity(real)

    def mount(self, real: LayerPath) -> str:
        return ""

    # changing

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        return open_to_write(self._draft, path, opening, mode)

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        operations.truncate(self._draft, path, size_bytes)

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None:
        operations.make_directory(self._draft, path, mode)

    def make_fifo(self, path: LayerPath, mode: int = 0o644) -> None:
        operations.make_fifo(self._draft, path, mode)

    def symlink(self, path: LayerPath, target: str) -> None:
        operations.symlink(self._draft, path, target)

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        operations.link(self._draft, path, existing)

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        operations.rename(self._draft, path, new)

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        operations.delete(self._draft, path, recursive=recursive)

    def chmod(self, path: LayerPath, mode: int) -> None:
        attributes.chmod(self._draft, path, mode)

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None:
        attributes.chown(self._draft, path, uid, gid, follow=follow)

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None:
        attributes.utime(self._draft, path, mtime_ns, follow=follow)

    def set_xattr(self, path: LayerPath, name: str, value: bytes | None) -> None:
        if value is None:
            attributes.remove_xattr(self._draft, path, name)
        else:
            attributes.set_xattr(self._draft, path, name, value)
