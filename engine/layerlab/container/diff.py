"""What a container changed against its image, as `docker diff` says it.

Source: moby daemon/archive/changes.go, as measured: a deleted directory is one line, a
directory with changes inside is changed itself, times of directories do not count.
"""

from dataclasses import dataclass

from layerlab.model import Kind, LayerPath, shown
from layerlab.overlay import Change, UpperTree, View, find_entry
from layerlab.overlay.comparing import differs
from layerlab.overlay.tree import ROOT_NODE


@dataclass(frozen=True, slots=True)
class DiffRow:
    change: Change
    path: LayerPath

    def __str__(self) -> str:
        return f"{self.change.value} {shown(self.path)}"


def diff(lower: View, upper: UpperTree) -> list[DiffRow]:
    """All changes, sorted by path. The work grows with the changes, not with the image."""
    rows = _inside(lower, upper, ROOT_NODE, hidden=False)
    return sorted(rows, key=lambda row: row.path.encode("utf-8", "surrogateescape"))


def _inside(lower: View, upper: UpperTree, node: int, *, hidden: bool) -> list[DiffRow]:
    """`hidden`: an opaque directory above hides what lower layers have here."""
    rows: list[DiffRow] = []
    for child in upper.children(node):
        rows += _one(lower, upper, child, hidden=hidden)
    return rows


def _one(lower: View, upper: UpperTree, node: int, *, hidden: bool) -> list[DiffRow]:
    entry, path = upper.entry(node), upper.path(node)
    below = find_entry(lower, path)
    if entry.kind is Kind.WHITEOUT:
        return [DiffRow(Change.DELETED, path)] if below else []
    if entry.kind is not Kind.DIRECTORY:
        if below is None:
            return [DiffRow(Change.ADDED, path)]
        return [DiffRow(Change.MODIFIED, path)] if differs(below, entry) else []
    hidden = hidden or upper.is_opaque(node)
    rows = _inside(lower, upper, node, hidden=hidden)
    if below is None:
        return [DiffRow(Change.ADDED, path), *rows]
    if hidden and below.kind is Kind.DIRECTORY:
        rows += _covered(lower, upper, node, path)
    if rows or differs(below, entry):
        rows.append(DiffRow(Change.MODIFIED, path))
    return rows


def _covered(lower: View, upper: UpperTree, node: int, path: LayerPath) -> list[DiffRow]:
    """What an opaque directory took away."""
    kept = {upper.name(child) for child in upper.children(node)}
    return [DiffRow(Change.DELETED, row.path) for row in lower.list(path) if row.name not in kept]
