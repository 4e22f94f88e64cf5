"""Everything that the window shows of a target, read in one go on a worker."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from layerlab.facade import Engine, Stack
from layerlab.image import Image
from layerlab.model import LayerPath
from layerlab.overlay import Change, ChangeCounts, TrailStep
from layerlab.progress import Progress
from layerlab_gui.target import Target, TargetKind

COUNT_LIMIT = 200_000
"""Entries of a stack up to which the changes of each layer are counted."""


@dataclass(frozen=True)
class Shown:
    """A target's stack, and what its container can undo. A snapshot."""

    target: Target
    stack: Stack
    can_undo: bool = False
    can_redo: bool = False
    counts: Mapping[int, ChangeCounts] = field(default_factory=dict)

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
    counts = ChangeCounts(rows[Change.ADDED], rows[Change.MODIFIED], rows[Change.DELETED])
    return Shown(
        target,
        stack,
        can_undo=bool(container.edits()),
        can_redo=bool(container.undone()),
        counts={len(stack.layers): counts},
    )


def trail_of(stack: Stack, path: LayerPath) -> tuple[TrailStep, ...]:
    return stack.view().trail(path)
