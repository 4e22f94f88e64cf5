"""Everything that the window shows of a target, read in one go on a worker."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from layerlab.errors import Cancelled, NotFound
from layerlab.facade import Engine, Stack
from layerlab.image import Image
from layerlab.model import Kind, LayerPath
from layerlab.overlay import Change, Node, TrailStep, View
from layerlab.progress import Progress
from layerlab_gui.target import Target, TargetKind

COUNT_LIMIT = 40_000
"""Entries of a stack up to which the changes of each layer are counted."""


@dataclass(frozen=True, slots=True)
class Counts:
    added: int = 0
    modified: int = 0
    deleted: int = 0


@dataclass(frozen=True)
class Shown:
    """A target's stack, and what its container can undo. A snapshot."""

    target: Target
    stack: Stack
    can_undo: bool = False
    can_redo: bool = False
    counts: Mapping[int, Counts] = field(default_factory=dict)

    @property
    def top(self) -> int:
        return len(self.stack.layers)

    @property
    def container_layer(self) -> int | None:
        return self.top if self.stack.container is not None else None


def look(engine: Engine, target: Target, image: Image | None, progress: Progress) -> Shown:
    """`image` is that of an opened archive. Indexes layers that were never seen: may take long."""
    stack = engine.stack(image if image is not None else target.name, progress=progress)
    container = stack.container if target.kind is TargetKind.CONTAINER else None
    if container is None:
        return Shown(target, stack)
    rows = Counter(row.change for row in container.diff())
    counts = Counts(rows[Change.ADDED], rows[Change.MODIFIED], rows[Change.DELETED])
    return Shown(
        target,
        stack,
        can_undo=bool(container.edits()),
        can_redo=bool(container.undone()),
        counts={len(stack.layers): counts},
    )


def layer_counts(stack: Stack, number: int, is_stopped: Callable[[], bool]) -> Counts:
    """What one layer added, changed and deleted; directories that only merge are left out."""
    merged, tally = stack.view(upto=number), Counter[Change]()
    for position, own in enumerate(stack.view(alone=number).walk()):
        if position % 256 == 0 and is_stopped():
            raise Cancelled
        if own.kind is Kind.WHITEOUT:
            tally[Change.DELETED] += 1
        elif not own.is_directory:
            tally[_change(merged, own)] += 1
    return Counts(tally[Change.ADDED], tally[Change.MODIFIED], tally[Change.DELETED])


def _change(merged: View, own: Node) -> Change:
    """An entry below a directory that a link of a lower layer moved is not found: it is new."""
    try:
        return merged.get(own.path).change
    except NotFound:
        return Change.ADDED


def trail_of(stack: Stack, path: LayerPath) -> tuple[TrailStep, ...]:
    return stack.view().trail(path)
