"""How many paths one layer added, changed and deleted, without a look at each from the root."""

from dataclasses import dataclass

from layerlab.model import ROOT, Kind, join
from layerlab.overlay.tree import ROOT_NODE
from layerlab.overlay.view import Overlay
from layerlab.progress import Progress


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """Files, links and devices; directories count in none. An opaque marker is one deletion.

    Not certain where the layer or one below it is missing: what counts as added may have been
    there.
    """

    added: int = 0
    modified: int = 0
    deleted: int = 0
    is_certain: bool = True


def count_changes(overlay: Overlay, number: int, progress: Progress) -> ChangeCounts:
    """Of layer `number` against those below it. The work grows with that layer's entries."""
    position = number - 1
    tree, below = overlay.layers[position].tree, overlay.view(position)
    landed = {spot: path for path, spots in overlay.grafts.items() for spot in spots}
    added = modified = deleted = 0
    waiting = [(ROOT_NODE, ROOT, position > 0)]
    while waiting:
        node, path, is_merged = waiting.pop()
        progress.advance(0)
        lower = below.names(path) if is_merged else frozenset[str]()
        deleted += tree.is_opaque(node)
        for child in tree.children(node):
            name, kind = tree.name(child), tree.kind(child)
            if kind is Kind.DIRECTORY:
                inner = landed.get((position, child)) or join(path, name)
                waiting.append((child, inner, name in lower))
            elif kind is Kind.WHITEOUT:
                deleted += 1
            elif name in lower:
                modified += 1
            else:
                added += 1
    is_certain = not any(layer.is_missing for layer in overlay.layers[:number])
    return ChangeCounts(added, modified, deleted, is_certain)
