"""What a container changed against its image, as `docker diff` says it.

Source: moby daemon/archive/changes.go, as measured: a deleted directory is one line, a
directory with changes inside is changed itself, times of directories do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from layerlab.container.reasons import Reason, reasons
from layerlab.model import Entry, Kind, LayerPath, parent, shown
from layerlab.overlay import Change, UpperTree, View, find_entry
from layerlab.overlay.comparing import differs
from layerlab.overlay.tree import ROOT_NODE


@dataclass(frozen=True, slots=True)
class DiffRow:
    """`before` is what the image has at the path, `after` what the container has, if anything."""

    change: Change
    path: LayerPath
    before: Entry | None = field(default=None, compare=False)
    after: Entry | None = field(default=None, compare=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What differs of a path that both have. None does of a directory that only has changes
        inside."""
        if self.before is None or self.after is None:
            return ()
        return reasons(self.before, self.after)

    def __str__(self) -> str:
        return f"{self.change.value} {shown(self.path)}"


def diff(lower: View, upper: UpperTree) -> list[DiffRow]:
    """All changes, sorted by path. The work grows with the changes, not with the image."""
    rows: list[DiffRow] = []
    merged: list[LayerPath] = []
    waiting = [(child, False) for child in upper.children(ROOT_NODE)]
    while waiting:
        node, hidden = waiting.pop()
        entry, path = upper.entry(node), upper.path(node)
        below = find_entry(lower, path)
        rows += _own(path, below, entry)
        if entry.kind is Kind.DIRECTORY:
            hidden = hidden or upper.is_opaque(node)
            waiting += [(child, hidden) for child in upper.children(node)]
            if below is not None:
                merged.append(path)
            if below is not None and hidden and below.kind is Kind.DIRECTORY:
                rows += _covered(lower, upper, node, path)
    rows += _changed_inside(merged, rows)
    return sorted(rows, key=lambda row: row.path.encode("utf-8", "surrogateescape"))


def _own(path: LayerPath, below: Entry | None, entry: Entry) -> list[DiffRow]:
    """What an entry is by itself, whatever is in it."""
    if entry.kind is Kind.WHITEOUT:
        return [DiffRow(Change.DELETED, path, below)] if below else []
    if below is None:
        return [DiffRow(Change.ADDED, path, None, entry)]
    return [DiffRow(Change.MODIFIED, path, below, entry)] if differs(below, entry) else []


def _changed_inside(merged: Sequence[LayerPath], rows: Sequence[DiffRow]) -> list[DiffRow]:
    """Directories that are changed only because something in them is."""
    own = {row.path for row in rows}
    above: set[LayerPath] = set()
    for row in rows:
        path = parent(row.path)
        while path and path not in above:
            above.add(path)
            path = parent(path)
    changed = above - own
    return [DiffRow(Change.MODIFIED, path) for path in merged if path in changed]


def _covered(lower: View, upper: UpperTree, node: int, path: LayerPath) -> list[DiffRow]:
    """What an opaque directory took away."""
    kept = {upper.name(child) for child in upper.children(node)}
    gone = (row for row in lower.list(path) if row.name not in kept)
    return [DiffRow(Change.DELETED, row.path, row.entry) for row in gone]
