"""A folder of the host as a `View`: what a bind mount shows.

Names, links and times are as the host has them. A link is a link: where it leads is looked for in
the container, never on the host. A socket is shown as a FIFO, which has no bytes either.
"""

import contextlib
import stat
from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import IsADirectory, NoSuchPath, NotADirectory, NotAFile
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import ROOT, Kind, LayerPath, join, shown
from layerlab.overlay.host_entry import host_entry, host_kind
from layerlab.overlay.host_folder import HostFolder
from layerlab.overlay.looking import by_name, find_entry, read_part, walk
from layerlab.overlay.node import Change, Node, TrailStep, Verdict
from layerlab.overlay.resolving import resolve


class HostView:
    """Implements `View`; also over a single file, which is its root then.

    Raises `StorageFailed` for what the host does not let see, `LimitExceeded` for a directory
    with too many names.
    """

    top = 0

    def __init__(self, root: Path, title: str, limits: Limits = DEFAULT_LIMITS) -> None:
        self.title = title
        self._folder = HostFolder(root, title)
        self._limits = limits

    def get(self, path: LayerPath) -> Node:
        status = self._folder.status(path)
        kind = host_kind(status.st_mode)
        link = self._folder.link(path) if kind is Kind.SYMLINK else ""
        return Node(path, kind, 0, Change.NONE, partial(host_entry, path, status, link))

    def list(self, path: LayerPath, *, ghosts: bool = False) -> list[Node]:
        if not stat.S_ISDIR(self._folder.status(path).st_mode):
            raise NotADirectory(shown(path))
        names = self._folder.names(path)
        what = f"names in {shown(path)} of {self.title}"
        self._limits.check("directory_entries", what, len(names))
        return sorted(self._present(path, names), key=by_name)

    def _present(self, path: LayerPath, names: Sequence[str]) -> Iterator[Node]:
        """Without what somebody has taken away meanwhile."""
        for name in names:
            with contextlib.suppress(NoSuchPath):
                yield self.get(join(path, name))

    def walk(self, path: LayerPath = ROOT) -> Iterator[Node]:
        return walk(self, path)

    def resolve(self, path: LayerPath) -> LayerPath:
        real = resolve(partial(find_entry, self), path, follow=True)
        self.get(real)
        return real

    def trail(self, path: LayerPath) -> tuple[TrailStep, ...]:
        entry = find_entry(self, path)
        return (TrailStep(0, Verdict.SEEN if entry else Verdict.ABSENT, entry),)

    def inode(self, path: LayerPath) -> Hashable:
        status = self._folder.status(path)
        return status.st_dev, status.st_ino

    def open(self, path: LayerPath) -> BinaryIO:
        kind = host_kind(self._folder.status(path).st_mode)
        if kind is Kind.DIRECTORY:
            raise IsADirectory(shown(path))
        if not kind.has_data:
            raise NotAFile(shown(path), kind.name.lower())
        return self._folder.open(path)

    def read(self, path: LayerPath, offset: int = 0, size: int = -1) -> bytes:
        return read_part(self.open(path), offset, size)
