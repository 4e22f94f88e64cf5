"""The entries of the layer that a commit makes, in their order.

The upper as Docker writes it, copied-up parents included, and by rules that every reader agrees
on: parents first, a directory's opaque marker and whiteouts before its other children, no path
twice, no whiteout of what is absent, an opaque marker only over a lower directory, the first name
of a hard-linked file as the file and the others as links. Times are cut to seconds, as Docker
does. Spec: image-spec layer.md, Creating; Whiteouts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import BinaryIO

from layerlab.errors import ReservedName
from layerlab.model import Entry, Kind, LayerPath, join, parent, shown
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay import Change, UpperFiles, UpperTree, View, find_entry
from layerlab.overlay.comparing import NANOSECONDS, differs
from layerlab.overlay.tree import ROOT_NODE
from layerlab.progress import Progress
from layerlab.streams.tar_writer import TarWriter


class Why(StrEnum):
    """Why an entry is in the layer. PARENT: only as the way to something else."""

    ADDED = "added"
    CHANGED = "changed"
    PARENT = "parent"
    WHITEOUT = "whiteout"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """An entry as it is written: `entry.path` has `.wh.` in it for whiteouts.

    `source` is the path in the container; a hard link's `entry.link` names its first path.
    """

    entry: Entry
    source: LayerPath
    change: Change
    reason: Why

    @property
    def path(self) -> LayerPath:
        return self.entry.path


def layer_entries(lower: View, upper: UpperTree) -> list[LayerEntry]:
    """Raises `ReservedName` for a name that would be read as a whiteout."""
    found: list[LayerEntry] = []
    groups: dict[int, LayerPath] = {}
    found += _whiteouts(lower, upper, ROOT_NODE)
    waiting = _others(upper, ROOT_NODE)
    while waiting:
        node = waiting.pop()
        found += _entry(lower, upper, node, groups)
        if upper.kind(node) is Kind.DIRECTORY:
            found += _whiteouts(lower, upper, node)
            waiting += _others(upper, node)
    return found


def write_layer(
    entries: list[LayerEntry], files: UpperFiles, sink: BinaryIO, progress: Progress
) -> None:
    """The layer's tar, always the same bytes for the same entries."""
    writer = TarWriter(sink)
    for item in entries:
        if item.entry.kind is Kind.FILE and item.reason in (Why.ADDED, Why.CHANGED, Why.PARENT):
            with files.open(item.source) as stream:
                writer.add(item.entry, stream)
        else:
            writer.add(item.entry)
        progress.advance(item.entry.size)
    writer.finish()


def _whiteouts(lower: View, upper: UpperTree, node: int) -> Iterator[LayerEntry]:
    for child in upper.children(node):
        if upper.kind(child) is Kind.WHITEOUT and find_entry(lower, upper.path(child)):
            yield _whiteout(upper.path(child))


def _others(upper: UpperTree, node: int) -> list[int]:
    """A directory's children that are no whiteouts, the first one last: to be taken from there."""
    children = reversed(upper.children(node))
    return [child for child in children if upper.kind(child) is not Kind.WHITEOUT]


def _whiteout(path: LayerPath) -> LayerEntry:
    name = join(parent(path), WHITEOUT_PREFIX + path.rpartition("/")[2])
    return LayerEntry(Entry(name, Kind.FILE, mode=0), path, Change.DELETED, Why.WHITEOUT)


def _entry(
    lower: View, upper: UpperTree, node: int, groups: dict[int, LayerPath]
) -> Iterator[LayerEntry]:
    record = upper.record(node)
    path = record.path
    if path.rpartition("/")[2].startswith(WHITEOUT_PREFIX):
        raise ReservedName(shown(path))
    below = find_entry(lower, path)
    change, reason = _reason(below, record.entry)
    entry = replace(record.entry, mtime_ns=record.entry.mtime_ns // NANOSECONDS * NANOSECONDS)
    if record.group and record.group in groups:
        entry = replace(entry, kind=Kind.HARDLINK, link=groups[record.group], size=0)
    elif record.group:
        groups[record.group] = path
    yield LayerEntry(entry, path, change, reason)
    if record.opaque and below and below.kind is Kind.DIRECTORY:
        marker = Entry(join(path, OPAQUE_NAME), Kind.FILE, mode=0)
        yield LayerEntry(marker, path, Change.DELETED, Why.OPAQUE)


def _reason(below: Entry | None, entry: Entry) -> tuple[Change, Why]:
    if below is None:
        return Change.ADDED, Why.ADDED
    if differs(below, entry):
        return Change.MODIFIED, Why.CHANGED
    return Change.NONE, Why.PARENT
