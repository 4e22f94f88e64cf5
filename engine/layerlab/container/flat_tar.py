"""A container's files as one tar: `export`, and `cp` to a stream.

As Docker writes it: in PAX, times in whole seconds, hard links kept, and of extended attributes
`security.capability` alone. Always the same bytes for the same files.
Source: moby daemon/export.go; go-archive archive.go, TarWithOptions.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import BinaryIO

from layerlab.container.landing import last_name, names_a_directory
from layerlab.container.outgoing import resolve_source
from layerlab.model import Entry, Kind, LayerPath, join, parents
from layerlab.overlay import Node, UpperTree, View
from layerlab.overlay.comparing import CAPABILITY
from layerlab.overlay.stubs import stubs_of
from layerlab.progress import Progress
from layerlab.streams.tar_writer import TarWriter


def write_tar(
    view: View, source: str, sink: BinaryIO, progress: Progress, *, follow: bool = False
) -> None:
    """What `cp SOURCE -` writes: the file or directory under its name; the root and `DIR/.` as `./`
    and what is in it. A link that is followed gives the name of what it leads to.
    """
    path = resolve_source(view, source, follow=follow)
    is_link = follow and not names_a_directory(source)
    name = path.rpartition("/")[2] if is_link else last_name(source)
    node = view.get(path)
    writer = _Writer(view, sink, progress)
    writer.add(node, LayerPath(name))
    if node.is_directory:
        for child in view.walk(path):
            inner = child.path[len(path) + 1 :] if path else child.path
            writer.add(child, join(LayerPath(name), inner))
    writer.finish()


def write_export(
    view: View, upper: UpperTree, made_ns: int, sink: BinaryIO, progress: Progress
) -> None:
    """All files of a container made at `made_ns`, with Docker's mount points (see `stubs`)."""
    stubs = stubs_of(view, upper, made_ns)
    writer = _Writer(view, sink, progress)
    for node in _without(view.walk(), stubs):
        writer.add(node, node.path)
    for path in sorted(stubs):
        writer.add_empty(stubs[path])
    writer.finish()


def _without(nodes: Iterator[Node], stubs: dict[LayerPath, Entry]) -> Iterator[Node]:
    for node in nodes:
        if node.path not in stubs and not any(above in stubs for above in parents(node.path)):
            yield node


class _Writer:
    def __init__(self, view: View, sink: BinaryIO, progress: Progress) -> None:
        self._view = view
        self._tar = TarWriter(sink)
        self._progress = progress
        self._first_names: dict[Hashable, LayerPath] = {}

    def add(self, node: Node, name: LayerPath) -> None:
        self._progress.advance(node.entry.size)
        xattrs = {key: v for key, v in node.entry.xattrs.items() if key == CAPABILITY}
        entry = replace(node.entry, path=name, xattrs=xattrs)
        if not node.kind.has_data:
            self._tar.add(entry)
            return
        first = self._first_names.setdefault(self._view.inode(node.path), name)
        if first != name:
            self._tar.add(replace(entry, kind=Kind.HARDLINK, link=first, size=0))
            return
        with self._view.open(node.path) as stream:
            self._tar.add(replace(entry, kind=Kind.FILE, link=""), stream)

    def add_empty(self, entry: Entry) -> None:
        self._tar.add(entry)

    def finish(self) -> None:
        self._tar.finish()
