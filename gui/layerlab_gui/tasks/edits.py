"""Changes of a container's files: each is one `Edit` of the engine, told and then played.

A change is a value here, too: which call of the container, and which `docker` command it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layerlab.container import Container, Edit, Volume
from layerlab.container.mounts import ContainerMount
from layerlab.errors import EngineError
from layerlab.model import LayerPath, parent, shown
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.i18n import translate
from layerlab_gui.models.objects import Objects
from layerlab_gui.stage.scene import Scene
from layerlab_gui.stage.scenes.reading import read_scene
from layerlab_gui.stage.scenes.sentences import summary
from layerlab_gui.stage.scenes.undoing import taken_back
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import exists, read_objects, reread, show, show_any
from layerlab_gui.tasks.task import Flow, Task, Work
from layerlab_gui.workspace import Workspace


@dataclass(frozen=True)
class Change:
    """`apply` is called on a worker. `path` is what the stage shows, `goes_to` where to look."""

    path: LayerPath
    command: str
    apply: Callable[[Container | Volume, Progress], Edit]
    goes_to: LayerPath | None = None


def write(name: str, path: LayerPath, data: bytes) -> Change:
    command = commands.write(name, path, len(data))
    return Change(path, command, lambda c, p: c.write(path, data, p))


def create_file(name: str, path: LayerPath) -> Change:
    return Change(path, commands.create_file(name, path), lambda c, _: c.create(path), path)


def make_directory(name: str, path: LayerPath) -> Change:
    command = commands.make_directory(name, path)
    return Change(path, command, lambda c, _: c.make_directory(path), path)


def symlink(name: str, path: LayerPath, to: str) -> Change:
    command = commands.symlink(name, path, to)
    return Change(path, command, lambda c, _: c.symlink(path, to), path)


def rename(name: str, path: LayerPath, new: LayerPath) -> Change:
    command = commands.rename(name, path, new)
    return Change(path, command, lambda c, p: c.rename(path, new, p), new)


def delete(name: str, path: LayerPath, is_directory: bool) -> Change:
    command = commands.delete(name, path, is_directory)
    return Change(path, command, lambda c, _: c.delete(path, recursive=is_directory))


def chmod(name: str, path: LayerPath, mode: int) -> Change:
    return Change(path, commands.chmod(name, path, mode), lambda c, _: c.chmod(path, mode))


def chown(name: str, path: LayerPath, uid: int, gid: int) -> Change:
    command = commands.chown(name, path, uid, gid)
    return Change(path, command, lambda c, _: c.chown(path, uid, gid))


def copy_in(name: str, source: Path, path: LayerPath) -> Change:
    command = commands.copy_in(name, source, path)
    return Change(path, command, lambda c, p: c.copy_in(source, shown(parent(path)), p), path)


@dataclass(frozen=True)
class _Made:
    """`mount` is what the path is mounted from."""

    edit: Edit
    mount: ContainerMount | None
    scene: Scene | None


def _mount(container: Container | Volume, path: LayerPath) -> ContainerMount | None:
    """What is mounted where the path lies."""
    mount = container.mount_at(path) if isinstance(container, Container) else None
    return mount.source if mount else None


class Apply(Task):
    """Effect: one change of the container that is shown, in the tree, the stack and the console."""

    def __init__(
        self,
        workspace: Workspace,
        change: Change,
        done: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Changing {path}").format(path="/" + change.path)
        self._change = change
        self._done = done

    def flow(self) -> Flow:
        workspace, change = self.workspace, self._change
        container, stack = workspace.writable, workspace.stack
        if container is None or stack is None:
            return

        def apply(progress: Progress) -> _Made:
            mount = _mount(container, change.path)
            edit = change.apply(container, progress)
            layer = (mount and mount.volume) or container
            return _Made(edit, mount, read_scene(stack, layer, edit, change.command))

        made: _Made = yield Work(apply, Queue.WRITE)
        told, mount = summary(made.edit), made.mount
        workspace.say_of_files(change.command, f"{mount.title}: {told}" if mount else told)
        workspace.turns.made((mount and mount.volume) or container)
        if self._done:
            self._done()
        if made.scene is not None:
            workspace.play(made.scene)
        yield from reread(workspace)
        if change.goes_to is not None:
            workspace.select_path(change.goes_to)


class Turn(Task):
    """Effect: the last edit taken back, or brought back: the container's, or of what it mounts."""

    def __init__(self, workspace: Workspace, *, back: bool) -> None:
        super().__init__(workspace)
        self._back = back

    def flow(self) -> Flow:
        workspace, container, stack = self.workspace, self.workspace.writable, self.workspace.stack
        if container is None or stack is None:
            return
        layer = workspace.turns.take(container, back=self._back)
        name = container.name if layer is container else f"volume:{layer.name}"
        command = f"layerlab {'undo' if self._back else 'redo'} {name}"

        def turn(_: Progress) -> tuple[Edit, Scene | None]:
            edit = layer.undo() if self._back else layer.redo()
            return edit, read_scene(stack, layer, edit, command)

        try:
            edit, scene = yield Work(turn, Queue.WRITE)
        except EngineError:
            workspace.turns.put_back(layer, back=self._back)
            raise
        what = translate("Tasks", "took back: {edit}") if self._back else "{edit}"
        workspace.say_of_files(command, what.format(edit=f"{edit.verb.value} /{edit.path}"))
        if scene is not None:
            workspace.play(taken_back(scene, command) if self._back else scene)
        yield from reread(workspace)


class Refresh(Task):
    """Effect: what other programs did to the store and to the container layer is shown and told."""

    def flow(self) -> Flow:
        workspace, container = self.workspace, self.workspace.writable
        engine = workspace.engine
        objects: Objects = yield Work(lambda _: read_objects(engine))
        if not objects.lists_the_same(workspace.objects):
            yield from self._relist(objects)
        if container is None or workspace.writable is not container:
            return

        def look_again(_: Progress) -> tuple[bool, Edit | None]:
            is_changed = container.refresh()
            edits = container.edits()
            return is_changed, edits[-1] if edits else None

        is_changed, edit = yield Work(look_again, Queue.WRITE)
        if is_changed:
            if edit is not None:
                told = translate("Tasks", "another program changed {path} in the container layer")
                workspace.say("", told.format(path="/" + edit.path))
            yield from reread(workspace, keeps_time=True)

    def _relist(self, objects: Objects) -> Flow:
        """A container that has another name now stays shown; of what is gone, the next is."""
        workspace, container = self.workspace, self.workspace.writable
        workspace.set_objects(objects)
        target = workspace.target
        if target is None or exists(workspace, target):
            return
        named = [c.name for c in objects.containers if container and c.id == container.id]
        if named:
            yield from show(workspace, Target(TargetKind.CONTAINER, named[0]))
        else:
            yield from show_any(workspace)
