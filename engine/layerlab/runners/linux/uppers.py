"""What else than an image's layers is unpacked for a command: all of it for that command alone."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from layerlab.model import ROOT, Entry, Kind, LayerPath, parents
from layerlab.overlay import UpperFiles, UpperTree, View, find_entry
from layerlab.overlay.stubs import stubs_of
from layerlab.runners.files import Files
from layerlab.runners.linux.items import Item


def upper_items(upper: UpperTree, files: UpperFiles, root: Entry) -> Iterator[Item]:
    """The container layer as it is now, hard links too: the upper directory to begin with."""
    yield Item(replace(root, path=ROOT))
    first: dict[int, LayerPath] = {}
    for path in sorted(upper.records):
        record = upper.records[path]
        if record.group and record.group in first:
            yield Item(record.entry, link=first[record.group])
            continue
        if record.group:
            first[record.group] = path
        has_data = record.kind.has_data
        yield Item(
            record.entry, record.opaque, open=partial(files.open, path) if has_data else None
        )


def stub_items(view: View, upper: UpperTree, now_ns: int) -> Iterator[Item]:
    """The mount points that Docker prepares, in a layer between the image and the container's."""
    stubs = stubs_of(view, upper, now_ns)
    made: set[LayerPath] = set()
    yield Item(replace(view.get(ROOT).entry, path=ROOT))
    for path in sorted(stubs):
        for above in parents(path)[1:]:
            there = stubs.get(above) or find_entry(view, above)
            if above not in made and there:
                made.add(above)
                yield Item(replace(there, path=above))
        if path not in made:
            made.add(path)
            yield Item(stubs[path])


def files_items(files: Files, top: LayerPath) -> Iterator[Item]:
    """All below a directory, for a mount that has no folder of plain files."""
    root = files.find(top)
    if root is None:
        return
    yield Item(replace(root, path=ROOT))
    first: dict[object, LayerPath] = {}
    waiting = [top]
    while waiting:
        for path in files.names(waiting.pop()):
            entry = files.find(path)
            if entry is None:
                continue
            inner = LayerPath(path[len(top) :].lstrip("/"))
            if entry.kind is Kind.DIRECTORY and files.mount(path) == files.mount(top):
                waiting.append(path)
            identity, names = files.identity(path)
            if entry.kind.has_data and names > 1 and identity in first:
                yield Item(replace(entry, path=inner), link=first[identity])
                continue
            first[identity] = inner
            opened = partial(files.open, path) if entry.kind.has_data else None
            yield Item(replace(entry, path=inner), open=opened)
