"""Everything that the window shows of a target, read in one go on a worker."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from layerlab.container import DiffRow
from layerlab.facade import ContainerUsage, Engine, Stack, VolumeStack
from layerlab.image import Image
from layerlab.model import LayerPath
from layerlab.overlay import Change, ChangeCounts, TrailStep
from layerlab.progress import Progress
from layerlab_gui.target import Target, TargetKind

COUNT_LIMIT = 200_000
"""Entries of a stack up to which the changes of each layer are counted."""


@dataclass(frozen=True)
class Shown:
    """A target's stack, and what its container changed and can undo. A snapshot.

    `head` is the container's current edit; `at` is the one as of which it is looked at, of `last`
    edits, or None for as it is. All looks at one reading share its `reading`.
    """

    target: Target
    stack: Stack | VolumeStack
    can_undo: bool = False
    can_redo: bool = False
    counts: Mapping[int, ChangeCounts] = field(default_factory=dict)
    diff: tuple[DiffRow, ...] = ()
    head: int = 0
    at: int | None = None
    last: int = 0
    reading: object = field(default_factory=object)
    sharing: tuple[ContainerUsage, ...] = ()
    """All containers of the image, with the shown one where it is one."""

    @property
    def top(self) -> int:
        return len(self.stack.layers)

    @property
    def container_layer(self) -> int | None:
        """The layer that can be written: a container's, or a volume."""
        return self.top if self.stack.writable is not None else None


def look(engine: Engine, target: Target, image: Image | None, progress: Progress) -> Shown:
    """`image` is that of an opened archive. Indexes layers that were never seen: may take long."""
    if target.kind is TargetKind.VOLUME:
        return _look_at_volume(engine, target)
    stack = engine.stack(image if image is not None else target.name, progress=progress)
    container = stack.container if target.kind is TargetKind.CONTAINER else None
    sharing = engine.containers_of(stack.image.image_id) if image is None else ()
    if container is None:
        return Shown(target, stack, sharing=sharing)
    diff = tuple(container.diff())
    head = container.head
    return Shown(
        target,
        stack,
        can_undo=head > 0,
        can_redo=bool(container.undone()),
        counts={len(stack.layers): _counts(diff)},
        diff=diff,
        head=head,
        sharing=sharing,
    )


def _look_at_volume(engine: Engine, target: Target) -> Shown:
    stack = engine.volume_stack(target.name)
    volume = stack.volume
    diff = tuple(volume.diff())
    return Shown(
        target,
        stack,
        can_undo=volume.head > 0,
        can_redo=bool(volume.undone()),
        counts={1: _counts(diff)},
        diff=diff,
        head=volume.head,
    )


def look_at(engine: Engine, shown: Shown, number: int | None) -> Shown:
    """The same container or volume as it was after an edit, or as it is now (None)."""
    container = shown.stack.writable
    if number is None or container is None:
        return look(engine, shown.target, None, Progress())
    diff = tuple(container.diff_at(number))
    return replace(
        shown,
        stack=shown.stack.as_of(number),
        counts={shown.top: _counts(diff)},
        diff=diff,
        at=number,
        last=shown.last or len(container.all_edits()),
    )


def _counts(diff: Sequence[DiffRow]) -> ChangeCounts:
    rows = Counter(row.change for row in diff)
    return ChangeCounts(rows[Change.ADDED], rows[Change.MODIFIED], rows[Change.DELETED])


def trail_of(stack: Stack | VolumeStack, path: LayerPath) -> tuple[TrailStep, ...]:
    return stack.view().trail(path)
