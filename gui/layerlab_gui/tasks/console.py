"""Commands that are typed into the console: run, and followed by the picture."""

from collections.abc import Callable
from dataclasses import dataclass

from layerlab.commands.line import named_object, run_line
from layerlab.container import Edit
from layerlab.errors import Cancelled, NotFound
from layerlab.facade import Engine
from layerlab.progress import Progress
from layerlab_gui.console.terminal import WindowTerminal
from layerlab_gui.i18n import translate
from layerlab_gui.models.objects import Objects
from layerlab_gui.stage.scene import Scene
from layerlab_gui.stage.scenes.reading import read_scene
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.containers import committed_scene, created_scene
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.playing import play
from layerlab_gui.tasks.showing import read_objects, reread, show
from layerlab_gui.tasks.task import Flow, Task, Work
from layerlab_gui.workspace import Workspace

INTERRUPTED = 130


@dataclass(frozen=True)
class Before:
    """What there was before a command, so that what it changed can be followed."""

    containers: frozenset[str]
    images: frozenset[str]
    edit: Edit | None

    @classmethod
    def of(cls, engine: Engine, name: str | None) -> "Before":
        containers = frozenset(container.id for container in engine.containers())
        return cls(containers, frozenset(engine.image_ids()), last_edit(engine, name))


def last_edit(engine: Engine, name: str | None) -> Edit | None:
    """Of the container of that name, if there is one."""
    if name is None:
        return None
    try:
        edits = engine.container(name).edits()
    except NotFound:
        return None
    return edits[-1] if edits else None


class RunCommand(Task):
    """Effect: whatever the command does; its picture follows, and `done` is told its status.

    Whoever starts it gives its progress to the terminal, so that it can be stopped at once.
    """

    def __init__(
        self,
        workspace: Workspace,
        line: str,
        terminal: WindowTerminal,
        done: Callable[[int], None],
    ) -> None:
        super().__init__(workspace)
        self.title = translate("Console", "Running {command}").format(command=line)
        self.line = line
        self.before: Before | None = None
        self._terminal = terminal
        self._done = done

    def flow(self) -> Flow:
        name = named_object(self.line)
        engine = self.workspace.engine
        try:
            before = self.before = yield Work(lambda _: Before.of(engine, name), Queue.CONSOLE)
            status = yield Work(self._run, Queue.CONSOLE)
        except Exception:
            self._done(1)
            raise
        self._done(status)
        yield from follow(self.workspace, self.line, before)

    def _run(self, _: Progress) -> int:
        try:
            return run_line(self.line, self._terminal)
        except (KeyboardInterrupt, Cancelled):
            self._terminal.warn(translate("Console", "Cancelled"))
            return INTERRUPTED


class Follow(Task):
    """Effect: what a session's last line did is seen."""

    def __init__(
        self, workspace: Workspace, line: str, before: Before, done: Callable[[Before], None]
    ) -> None:
        super().__init__(workspace)
        self._line = line
        self._before = before
        self._done = done

    def flow(self) -> Flow:
        engine, name = self.workspace.engine, named_object(self._line)
        before = self._before
        self._done((yield Work(lambda _: Before.of(engine, name))))
        yield from follow(self.workspace, self._line, before)


def follow(workspace: Workspace, line: str, before: Before) -> Flow:
    """What is new is shown, else what the command names; an edit of it is played."""
    engine, name = workspace.engine, named_object(line)
    edit: Edit | None = yield Work(lambda _: last_edit(engine, name))
    objects: Objects = yield Work(lambda _: read_objects(engine))
    workspace.set_objects(objects)
    target = _target(objects, name, before)
    is_new = edit is not None and edit != before.edit and not _went_back(edit, before.edit)
    if target is not None and target != workspace.target:
        yield from show(workspace, target)
    else:
        yield from reread(workspace)
    if target is not None and target == workspace.target:
        make = _scene(workspace, line, before, edit if is_new else None)
        if make is not None:
            yield from play(workspace, make)


def _scene(
    workspace: Workspace, line: str, before: Before, edit: Edit | None
) -> Callable[[], Scene | None] | None:
    """What is played of a command about what is shown: a container more, an image that was
    committed of one, or an edit."""
    engine, stack, layer = workspace.engine, workspace.stack, workspace.writable
    container = workspace.container
    images = [image.image_id for image in workspace.objects.images]
    new = [image for image in images if str(image) not in before.images]
    if container is not None and container.id not in before.containers:
        return lambda: created_scene(engine, container.name, line)
    if container is not None and len(new) == 1:
        return lambda: committed_scene(engine, container, new[0], line)
    if edit is not None and stack is not None and layer is not None:
        return lambda: read_scene(stack, layer, edit, line)
    return None


def _went_back(edit: Edit, before: Edit | None) -> bool:
    """By an undo."""
    return before is not None and edit.number < before.number


def _target(objects: Objects, name: str | None, before: Before) -> Target | None:
    for container in objects.containers:
        if container.id not in before.containers:
            return Target(TargetKind.CONTAINER, container.name)
    for image in objects.images:
        if str(image.image_id) not in before.images and name is None:
            return Target(TargetKind.IMAGE, str(image.image_id))
    return _named(objects, name) if name else None


def _named(objects: Objects, name: str) -> Target | None:
    for container in objects.containers:
        if name == container.name or container.id.startswith(name):
            return Target(TargetKind.CONTAINER, container.name)
    for image in objects.images:
        names = {reference.familiar for reference in image.references}
        hexes = name.removeprefix("sha256:")
        if name in names or f"{name}:latest" in names or image.image_id.hex.startswith(hexes):
            return Target(TargetKind.IMAGE, str(image.image_id))
    return None
