"""A layer of an image as overlayfs wants it: over the layers below, it shows what our view shows.

A directory that a layer has no entry for has the attributes of the one below. What lies over a
symbolic link of a lower layer is where the link leads, and a hard link into a lower layer is a
file of its own: see `overlay.view`.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from layerlab.errors import NotFound, Refused
from layerlab.model import ROOT, Entry, Kind, LayerPath, join, parents
from layerlab.overlay import Overlay, View
from layerlab.overlay.tree import ROOT_NODE
from layerlab.runners.linux.items import Item


def layer_items(overlay: Overlay, position: int) -> Iterator[Item]:
    """Of the layer at a position of the overlay, from 0; files in the order of their bytes."""
    return _Layer(overlay, position).items()


class _Layer:
    def __init__(self, overlay: Overlay, position: int) -> None:
        self._overlay = overlay
        self._position = position
        self._layer = overlay.layers[position]
        self._view: View = overlay.view(position + 1)
        self._files: list[tuple[LayerPath, int]] = []
        self._made: set[LayerPath] = set()

    def items(self) -> Iterator[Item]:
        yield from self._below(ROOT, ROOT_NODE)
        for target, spots in self._overlay.grafts.items():
            for position, node in spots:
                if position == self._position:
                    yield from self._landed(target, node)
        yield from self._contents()

    def _landed(self, target: LayerPath, node: int) -> Iterator[Item]:
        """What is moved to where a link leads; the directories on the way are the lower ones."""
        for above in parents(target)[1:]:
            if above not in self._made:
                self._made.add(above)
                yield Item(replace(self._view.get(above).entry, path=above))
        yield from self._below(target, node)

    def _below(self, path: LayerPath, node: int) -> Iterator[Item]:
        """A node and all in it; files are put off. What stands there already stays."""
        tree, moved = self._layer.tree, self._overlay.moved
        waiting = [(path, node)]
        while waiting:
            path, node = waiting.pop()
            if tree.kind(node).has_data:
                self._files.append((path, node))
                continue
            if path not in self._made:
                self._made.add(path)
                yield self._item(path, node)
            if tree.kind(node) is Kind.DIRECTORY:
                waiting += [
                    (join(path, tree.name(child)), child)
                    for child in reversed(tree.children(node))
                    if (self._position, child) not in moved
                ]

    def _item(self, path: LayerPath, node: int) -> Item:
        tree = self._layer.tree
        entry = tree.entry(node)
        if entry.kind is not Kind.DIRECTORY:
            return Item(replace(entry, path=path))
        if tree.is_implied(node):
            entry = self._view.get(path).entry
        hides = bool(path) and (tree.is_opaque(node) or tree.hides_lower(node))
        return Item(replace(entry, path=path), opaque=hides)

    def _contents(self) -> Iterator[Item]:
        """In the order of the tar: a compressed one is read once, from its begin to its end."""
        first: dict[int, LayerPath] = {}
        for inode, path, node in sorted(
            (self._layer.inode(node), path, node) for path, node in self._files
        ):
            if path in self._made:
                continue
            self._made.add(path)
            if self._layer.tree.far_link(node) is not None:
                yield from self._far(path)
            elif inode in first:
                yield Item(Entry(path, Kind.FILE), link=first[inode])
            else:
                first[inode] = path
                entry = replace(self._layer.tree.entry(node), path=path)
                yield Item(entry, open=partial(self._layer.open, node))

    def _far(self, path: LayerPath) -> Iterator[Item]:
        """A hard link that leads nowhere is nothing that a kernel could show."""
        with suppress(NotFound, Refused):
            entry = self._view.get(path).entry
            open_file = partial(self._view.open, path) if entry.kind.has_data else None
            if open_file:
                open_file().close()
            yield Item(entry, open=open_file)
