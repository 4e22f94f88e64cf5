"""What an image has at a path, copied into an empty volume that is mounted there.

As Docker does when a container is created: owners, modes, hard links, devices and extended
attributes come along, also the directory's own; directories get the time of the copy.
Source: moby daemon/create_unix.go, populateVolume; container/container_unix.go,
copyExistingContents; containerd/continuity fs/copy.go.
"""

from collections.abc import Hashable
from dataclasses import replace

from layerlab.container import operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Step, StepKind, Verb
from layerlab.errors import LinkLoop, NotADirectory, NotFound
from layerlab.model import ROOT, Entry, Kind, LayerPath
from layerlab.overlay import Node, View


def real_path(source: View, path: LayerPath) -> LayerPath | None:
    """What a path leads to, links followed; None where there is nothing."""
    try:
        return source.resolve(path)
    except (NotFound, NotADirectory, LinkLoop):
        return None


def populate(draft: Draft, source: View, directory: LayerPath) -> Done:
    """The files below a directory of `source`, and its attributes as the root's."""
    root = source.get(directory).entry
    copying = _Copying(draft, source, directory)
    for node in source.walk(directory):
        draft.progress.advance(0)
        copying.add(node)
    draft.copy_up(ROOT)
    draft.set_attributes(replace(root, path=ROOT, mtime_ns=draft.now_ns))
    draft.steps.append(Step(StepKind.METADATA, ROOT))
    return Done(Verb.POPULATE, ROOT, None, copying.size_bytes)


class _Copying:
    def __init__(self, draft: Draft, source: View, directory: LayerPath) -> None:
        self._draft = draft
        self._source = source
        self._above = len(directory) + 1 if directory else 0
        self._first_names: dict[Hashable, LayerPath] = {}
        self.size_bytes = 0

    def add(self, node: Node) -> None:
        path = LayerPath(node.path[self._above :])
        entry = replace(node.entry, path=path)
        if node.kind.has_data:
            self._add_file(node, entry)
            return
        if node.is_directory:
            entry = replace(entry, mtime_ns=self._draft.now_ns)
        operations.put_entry(self._draft, entry, None)

    def _add_file(self, node: Node, entry: Entry) -> None:
        first = self._first_names.setdefault(self._source.inode(node.path), entry.path)
        if first != entry.path:
            operations.put_link(self._draft, entry.path, first)
            return
        with self._source.open(node.path) as data:
            entry = replace(entry, kind=Kind.FILE, link="")
            self.size_bytes += operations.put_entry(self._draft, entry, data)
