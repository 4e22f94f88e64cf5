"""Out of a container or an image to the host: `cp`, drag and drop.

Nothing is written through a link, every name is checked against the host's rules, and what could
harm the host stays behind: owners, set-ID bits, capabilities, and devices, which the result names.
Source: moby go-archive copy.go, CopyTo; Docker leaves owners behind, but none of the others.
"""

import contextlib
import os
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from layerlab.container.landing import (
    Destination,
    Landing,
    Source,
    landing,
    last_name,
    names_a_directory,
)
from layerlab.errors import AlreadyExists, NoSuchFile, NotADirectory, NotAFile
from layerlab.host import host_errors
from layerlab.model import Entry, Kind, LayerPath, clean, join, parent, shown
from layerlab.overlay import Node, View
from layerlab.overlay.hostnames import to_host
from layerlab.progress import Progress

COPY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class CopiedOut:
    """Where it went, and what was left out: devices, and FIFOs where the host has none."""

    path: Path
    left_out: tuple[LayerPath, ...]


def resolve_source(view: View, text: str, *, follow: bool) -> LayerPath:
    """The path that `cp` copies; a last link is followed where asked, and for `LINK/`.

    Raises `NoSuchPath`, `NotADirectory`.
    """
    path = clean(text)
    real = view.resolve(parent(path))
    if path:
        real = join(real, path.rpartition("/")[2])
    if follow or names_a_directory(text):
        real = view.resolve(real)
    if names_a_directory(text) and not view.get(real).is_directory:
        raise NotADirectory(shown(path))
    return real


def copy_out(
    view: View,
    source: str,
    destination: str | os.PathLike[str],
    progress: Progress,
    *,
    follow: bool = False,
) -> CopiedOut:
    """A file or directory of the container to where `docker cp` puts it."""
    node = view.get(resolve_source(view, source, follow=follow))
    name = to_host(last_name(source))
    text = os.fspath(destination)
    target = Path(os.path.abspath(text))  # noqa: PTH100
    if target.is_symlink():
        target = target.resolve()
    spot = landing(Source(name, node.is_directory), _destination(text, target))
    leaving = _Leaving(view, progress)
    if spot is Landing.CONTENTS:
        leaving.write_children(node, target)
    else:
        target = target / name if spot is Landing.INSIDE else target
        leaving.write(node, target)
    return CopiedOut(target, tuple(leaving.left_out))


def _destination(text: str, target: Path) -> Destination:
    with host_errors(target):
        if target.is_dir():
            return Destination(text, is_directory=True, absent=NoSuchFile(text))
        if target.exists():
            if not target.is_file():
                raise NotAFile(text, "device")
            return Destination(text, is_directory=False, absent=NoSuchFile(text))
        if not target.parent.is_dir():
            raise NoSuchFile(str(target.parent))
    return Destination(text, is_directory=None, absent=NoSuchFile(text))


@dataclass
class _Leaving:
    view: View
    progress: Progress
    left_out: list[LayerPath] = field(default_factory=list)
    first_names: dict[Hashable, Path] = field(default_factory=dict)

    def write(self, node: Node, target: Path) -> None:
        """With all that is below it. Directories get their modes and times last."""
        made: list[tuple[Node, Path]] = []
        waiting = [(node, target)]
        while waiting:
            node, target = waiting.pop()
            self.progress.advance(0)
            with host_errors(target):
                if node.is_directory:
                    _make_directory(target)
                    made.append((node, target))
                    waiting += reversed(self._children(node, target))
                    continue
                if target.is_dir() and not target.is_symlink():
                    raise AlreadyExists(str(target))
                self._write_leaf(node, target)
        for node, target in reversed(made):
            with host_errors(target):
                _dress(target, node.entry)

    def write_children(self, node: Node, target: Path) -> None:
        for child, place in self._children(node, target):
            self.write(child, place)

    def _children(self, node: Node, target: Path) -> list[tuple[Node, Path]]:
        return [(child, target / to_host(child.name)) for child in self.view.list(node.path)]

    def _write_leaf(self, node: Node, target: Path) -> None:
        if node.kind.has_data:
            target.unlink(missing_ok=True)
            self._write_file(node, target)
        elif node.kind is Kind.SYMLINK:
            target.unlink(missing_ok=True)
            os.symlink(node.entry.link, target)
            _set_time(target, node.entry)
        elif node.kind is Kind.FIFO and hasattr(os, "mkfifo"):
            target.unlink(missing_ok=True)
            os.mkfifo(target)
            _dress(target, node.entry)
        else:
            self.left_out.append(node.path)

    def _write_file(self, node: Node, target: Path) -> None:
        """A hard link of a file that went out already is one there, too, where that can be."""
        first = self.first_names.setdefault(self.view.inode(node.path), target)
        if first != target:
            with contextlib.suppress(OSError, NotImplementedError):
                os.link(first, target)
                return
        with self.view.open(node.path) as source, target.open("xb") as sink:
            for chunk in _chunks(source):
                sink.write(chunk)
                self.progress.advance(len(chunk))
        _dress(target, node.entry)


def _make_directory(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise AlreadyExists(str(target))
    target.mkdir(exist_ok=True)


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(COPY_BYTES):
        yield chunk


def _dress(target: Path, entry: Entry) -> None:
    """Permission bits and time; a directory stays its owner's, who may want to remove it."""
    os.chmod(target, entry.mode & 0o777 | (0o700 if entry.is_directory else 0))
    _set_time(target, entry)


def _set_time(target: Path, entry: Entry) -> None:
    if entry.kind is not Kind.SYMLINK or os.utime in os.supports_follow_symlinks:
        times = (entry.mtime_ns, entry.mtime_ns)
        with contextlib.suppress(OverflowError):
            os.utime(target, ns=times, follow_symlinks=entry.kind is not Kind.SYMLINK)
