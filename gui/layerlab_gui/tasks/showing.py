"""Reading what there is: the lists of the store, and a target's stack."""

from layerlab.facade import Engine
from layerlab.model import ROOT, LayerPath
from layerlab.progress import Progress
from layerlab_gui.i18n import translate
from layerlab_gui.looking import Shown, look, look_at
from layerlab_gui.models.objects import Objects
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.task import Flow, Task, Work
from layerlab_gui.workspace import Workspace


def read_objects(engine: Engine) -> Objects:
    images, containers = tuple(engine.images()), tuple(engine.containers())
    return Objects(images, containers, volumes=tuple(engine.volumes()))


class ReloadObjects(Task):
    """Effect: the list of images and containers."""

    def flow(self) -> Flow:
        engine = self.workspace.engine
        self.workspace.set_objects((yield Work(lambda _: read_objects(engine))))


class Show(Task):
    """Effect: the target, and the path in it. Reads layers that were never seen."""

    def __init__(self, workspace: Workspace, target: Target, path: LayerPath | None = None) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Reading the layers of {name}").format(name=target.name)
        self._target = target
        self._path = path

    def flow(self) -> Flow:
        yield from show(self.workspace, self._target, self._path)


def show(workspace: Workspace, target: Target, path: LayerPath | None = None) -> Flow:
    """Part of the flow of every task that ends with something to look at."""
    engine, image = workspace.engine, workspace.image_of(target)
    before = workspace.target
    if path is None and (target.is_volume or (before is not None and before.is_volume)):
        path = ROOT  # the paths of a volume and of a container have nothing to do with each other

    def read(progress: Progress) -> Shown:
        return look(engine, target, image, progress)

    workspace.show((yield Work(read)), path)


def reread(workspace: Workspace, *, keeps_time: bool = False) -> Flow:
    """After a change: the lists, and the stack of what is shown if it is still there.

    As it is now; with `keeps_time` as of the edit that is looked at.
    """
    engine, target = workspace.engine, workspace.target
    workspace.set_objects((yield Work(lambda _: read_objects(engine))))
    if target is None or not exists(workspace, target):
        yield from show_any(workspace)
        return
    image = workspace.image_of(target)
    at = workspace.wanted_at if keeps_time else None

    def read(progress: Progress) -> Shown:
        shown = look(engine, target, image, progress)
        return shown if at is None else look_at(engine, shown, at)

    shown: Shown = yield Work(read, Queue.READ)
    if workspace.target == target:
        wanted = workspace.wanted_at
        workspace.refresh(shown)
        if keeps_time and wanted != at:  # chosen meanwhile
            workspace.look_at(wanted)


def show_any(workspace: Workspace) -> Flow:
    """The newest thing there is, or nothing."""
    target = first_target(workspace)
    if target is None:
        workspace.show(None)
    else:
        yield from show(workspace, target)


def first_target(workspace: Workspace) -> Target | None:
    objects = workspace.objects
    if objects.containers:
        return Target(TargetKind.CONTAINER, objects.containers[0].name)
    if objects.images:
        return Target(TargetKind.IMAGE, str(objects.images[0].image_id))
    for archive in objects.archives:
        return Target(TargetKind.ARCHIVE, archive.path.name, archive.path)
    return None


def exists(workspace: Workspace, target: Target) -> bool:
    objects = workspace.objects
    if target.kind is TargetKind.ARCHIVE:
        return target.archive in workspace.archives
    if target.kind is TargetKind.CONTAINER:
        return any(container.name == target.name for container in objects.containers)
    if target.kind is TargetKind.VOLUME:
        return any(volume.name == target.name for volume in objects.volumes)
    return any(str(image.image_id) == target.name for image in objects.images)
