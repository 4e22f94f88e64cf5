"""One layer by itself: its own entries, whiteouts and opaque markers included."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from layerlab.errors import IsADirectory, NoSuchPath, NotADirectory, NotAFile
from layerlab.model import ROOT, Entry, Kind, LayerPath, join, shown
from layerlab.model.entry import OPAQUE_NAME
from layerlab.overlay.looking import by_name, read_part, walk
from layerlab.overlay.node import Change, Node, TrailStep
from layerlab.overlay.resolving import resolve
from layerlab.overlay.trail import trail
from layerlab.overlay.tree import Tree, TreeLayer
from layerlab.overlay.view import Overlay


class LayerView:
    """Implements `View` over layer `number` of an overlay alone.

    A whiteout is a node of kind WHITEOUT under the name that it hides, an opaque marker one named
    `.wh..wh..opq`. Changes are against the layers below.
    """

    def __init__(self, overlay: Overlay, number: int) -> None:
        self._name = overlay.name
        self._layer = overlay.layers[number - 1]
        self._below = overlay.view(number - 1)

    @property
    def layer(self) -> TreeLayer:
        return self._layer

    @property
    def _tree(self) -> Tree:
        return self._layer.tree

    @property
    def title(self) -> str:
        return f"layer {self.top} of {self._name}"

    @property
    def top(self) -> int:
        return self._layer.number

    def _find_node(self, path: LayerPath) -> int:
        node = self._tree.find(path)
        if node is None:
            raise NoSuchPath(self.title, shown(path))
        return node

    def get(self, path: LayerPath) -> Node:
        return self._node(self._find_node(path), path)

    def _node(self, node: int, path: LayerPath) -> Node:
        kind = self._tree.kind(node)
        entry = partial(self._tree.entry, node)
        return Node(path, kind, self.top, self._change(kind, path), entry)

    def _change(self, kind: Kind, path: LayerPath) -> Change:
        if kind is Kind.WHITEOUT:
            return Change.DELETED
        if self.top == 1 or not path:
            return Change.NONE if not path else Change.ADDED
        return Change.MODIFIED if self._below.has(path) else Change.ADDED

    def list(self, path: LayerPath, *, ghosts: bool = False) -> list[Node]:
        """Whiteouts are entries here, so that `ghosts` changes nothing."""
        node = self._find_node(path)
        if self._tree.kind(node) is not Kind.DIRECTORY:
            raise NotADirectory(shown(path))
        nodes = [
            self._node(child, join(path, self._tree.name(child)))
            for child in self._tree.children(node)
        ]
        if self._tree.is_opaque(node):
            marker = Entry(join(path, OPAQUE_NAME), Kind.WHITEOUT)
            nodes.append(Node(marker.path, Kind.WHITEOUT, self.top, Change.DELETED, lambda: marker))
        return sorted(nodes, key=by_name)

    def walk(self, path: LayerPath = ROOT) -> Iterator[Node]:
        return walk(self, path)

    def _find(self, path: LayerPath) -> Entry | None:
        node = self._tree.find(path)
        return None if node is None else self._tree.entry(node)

    def resolve(self, path: LayerPath) -> LayerPath:
        real = resolve(self._find, path, follow=True)
        self._find_node(real)
        return real

    def trail(self, path: LayerPath) -> tuple[TrailStep, ...]:
        return trail([self._layer], path)

    def inode(self, path: LayerPath) -> tuple[int, int]:
        return self.top - 1, self._layer.inode(self._find_node(path))

    def open(self, path: LayerPath) -> BinaryIO:
        node = self._find_node(path)
        kind = self._tree.kind(node)
        if kind is Kind.DIRECTORY:
            raise IsADirectory(shown(path))
        if not kind.has_data:
            raise NotAFile(shown(path), kind.name.lower())
        return self._layer.open(node)

    def read(self, path: LayerPath, offset: int = 0, size: int = -1) -> bytes:
        return read_part(self.open(path), offset, size)
