"""Bytes by directory and layer the slow way: a plain walk that looks at each path."""

from collections import Counter
from collections.abc import Hashable

from layerlab.errors import NoSuchPath
from layerlab.model import ROOT, LayerPath, parents
from layerlab.overlay import MergedView, MountedView, Node, View

Bytes = dict[str, Counter[int]]
"""Of each path the bytes in it and below it, by layer; 0 is what is mounted."""


def walked(view: View) -> Bytes:
    found: Bytes = {node.path: Counter() for node in (view.get(ROOT), *view.walk())}
    for node, layer in _bearers(view).values():
        for above in {*parents(node.path), node.path}:
            found[above][layer] += node.entry.size
    return {path: +counts for path, counts in found.items()}


def _bearers(view: View) -> dict[Hashable, tuple[Node, int]]:
    """For each file the name that its bytes count at, and the layer that has them."""
    found: dict[Hashable, tuple[Node, int]] = {}
    nodes = [node for node in (view.get(ROOT), *view.walk()) if node.kind.has_data]
    for node in sorted(nodes, key=lambda node: _order(view, node)):
        try:
            inode = view.inode(node.path)
        except NoSuchPath:
            continue  # a hard link to nowhere
        found.setdefault(inode, (node, _layer(view, node, inode)))
    return found


def _order(view: View, node: Node) -> tuple[int, int, list[bytes]]:
    """By the paths that layers have in themselves, wherever a link leads them."""
    path = node.path
    if isinstance(view, MergedView):
        written = view.written_entry(path)
        path = written.path if written else path
    parts = [part.encode("utf-8", "surrogateescape") for part in path.split("/")]
    return node.layer, len(parts), parts


def _layer(view: View, node: Node, inode: Hashable) -> int:
    if node.mount or (isinstance(view, MountedView) and view.covering(LayerPath(node.path))):
        return 0
    assert isinstance(inode, tuple)
    return int(inode[0]) + 1
