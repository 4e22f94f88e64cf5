"""A command that runs on a container's files: one edit of it, and one of each volume it changed."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from layerlab.container.container import Container
from layerlab.container.draft import Draft
from layerlab.container.draft_files import DraftFiles
from layerlab.container.edit import Done, Edit, StepKind, Verb
from layerlab.container.host_files import HostFiles
from layerlab.container.mounted_files import MountedFiles
from layerlab.container.mounts import Placed, volumes_of
from layerlab.container.together import edit_together
from layerlab.container.writable import WritableLayer
from layerlab.errors import Cancelled, NoWorkingDirectory
from layerlab.image import Layer
from layerlab.model import Kind, clean
from layerlab.overlay import Overlay
from layerlab.progress import Progress
from layerlab.runners import Command, Files, Ground, Mount
from layerlab.runners.users import owner_of, reader


@dataclass(frozen=True, slots=True)
class Base:
    """What a container stands on: its image's layers, their trees, the machine they are for."""

    layers: Sequence[Layer]
    overlay: Overlay
    architecture: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command: its exit status, and the name of the runner that ran it."""

    status: int
    runner: str


@dataclass(frozen=True, slots=True)
class Executed:
    """`edit` is the container's, None where the command changed nothing in it; `volume_edits`
    are those of volumes, by their names.
    """

    status: int
    runner: str
    edit: Edit | None = None
    volume_edits: Mapping[str, Edit] = field(default_factory=dict)


T = TypeVar("T")

Run = Callable[[Ground], Ran]
"""Runs a command on a ground. What it raises undoes all that it did there."""


def execute(
    container: Container, base: Base, command: Command, run: Run, progress: Progress
) -> Executed:
    """Lets `run` work on a container as `command` finds it, and keeps what it changed.

    What it made belongs to the command's user. Other commands in the container, and in those that
    mount the same volumes, wait until it has ended; what it does in folders of the host is done at
    once, and for good. Raises `NoSuchUser`, `NoSuchGroup`, `NoWorkingDirectory`, `Cancelled` also
    where nobody reads any more what it prints, and what `run` raises.
    """
    layers = _layers(container)
    ran: list[Ran] = []

    def operation(drafts: Sequence[Draft]) -> Sequence[Done]:
        ground = _ground(container, base, drafts)
        _give(ground, drafts, owner_of(command.user, reader(ground.files)))
        require_directory(ground.files, command.working_directory)
        try:
            ran.append(run(ground))
        except BrokenPipeError as error:  # nobody reads any more what it prints
            raise Cancelled from error
        return [_done(draft, command, ran[-1].runner) for draft in drafts]

    edit, *others = edit_together(layers, operation, progress)
    volumes = zip(volumes_of(container.mounts), others, strict=True)
    volume_edits = {volume.name: other for volume, other in volumes if other}
    return Executed(ran[-1].status, ran[-1].runner, edit, volume_edits)


def look(container: Container, base: Base, see: Callable[[Ground], T]) -> T:
    """What `see` makes of the ground that a command would have now; its changes come to nothing."""
    with contextlib.ExitStack() as stack:
        drafts = [stack.enter_context(layer.drafting()) for layer in _layers(container)]
        return see(_ground(container, base, drafts))


def glance(container: Container, base: Base) -> Ground:
    """The ground as it is, to look at without waiting for a command that changes it."""
    return _ground(container, base, [layer.glance() for layer in _layers(container)])


def _layers(container: Container) -> list[WritableLayer]:
    """In the order in which everybody takes them."""
    return [container, *volumes_of(container.mounts)]


def _ground(container: Container, base: Base, drafts: Sequence[Draft]) -> Ground:
    found = volumes_of(container.mounts)
    volumes = {volume.id: draft for volume, draft in zip(found, drafts[1:], strict=True)}
    mounts = [_mount(placed, volumes) for placed in container.placed_mounts]
    own = DraftFiles(drafts[0])
    return Ground(
        MountedFiles(own, mounts, container.title) if mounts else own,
        base.layers,
        container.upper,
        container.files,
        mounts,
        base.architecture,
        base.overlay,
    )


def _mount(placed: Placed, drafts: Mapping[str, Draft]) -> Mount:
    """Of a volume no folder of the host is told: who writes there makes no edit."""
    volume = placed.source.volume
    host = None if volume else placed.source.host
    files = DraftFiles(drafts[volume.id]) if volume else HostFiles(placed.source.host, placed.title)
    return Mount(placed.path, placed.title, files, host, placed.read_only)


def _give(ground: Ground, drafts: Sequence[Draft], owner: tuple[int, int]) -> None:
    for draft in drafts:
        draft.owner = owner
    for mount in ground.mounts:
        if isinstance(mount.files, HostFiles):
            mount.files.owner = owner


def require_directory(files: Files, path: str) -> None:
    """Source: runc, which tells of chdir(2) so."""
    entry = files.find(files.resolve(clean(path)))
    if entry is None:
        raise NoWorkingDirectory(path, "no such file or directory")
    if entry.kind is not Kind.DIRECTORY:
        raise NoWorkingDirectory(path, "not a directory")


def _done(draft: Draft, command: Command, runner: str) -> Done:
    """Named after the first path that it changed; its bytes are all that it wrote."""
    steps = tuple(draft.steps)
    written = sum(step.size_bytes for step in steps if step.kind is StepKind.WRITE)
    path = steps[0].path if steps else clean("")
    return Done(Verb.EXEC, path, None, written, command.words, runner)
