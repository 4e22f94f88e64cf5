"""What everything takes on the disk, and what is done with: `system df` and the prunes."""

from layerlab.facade import DiskUsage, PrunedContainers
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.disk import DiskDialog, Prune
from layerlab_gui.dialogs.questions import confirm
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import reread
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.tasks.volumes import PruneVolumes
from layerlab_gui.workspace import Workspace


class ShowDiskUse(Task):
    """Effect: none by itself; what its dialog offers to remove is removed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Measuring the store")

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        while True:
            usage: DiskUsage = yield Work(lambda _: engine.disk_usage())
            dialog = yield Ask(DiskDialog(usage, workspace.window))
            prunes = {
                Prune.CONTAINERS: PruneContainers,
                Prune.IMAGES: PruneImages,
                Prune.VOLUMES: PruneVolumes,
            }
            if dialog.wanted is None:
                return
            yield from prunes[dialog.wanted](workspace).flow()


class PruneContainers(Task):
    """Effect: containers that do not run are gone, with their layers."""

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        idle = [c.name for c in workspace.objects.containers if not c.state.is_running]
        count = counted(
            len(idle),
            translate("Tasks", "{n} container does not run:"),
            translate("Tasks", "{n} containers do not run:"),
        )
        lost = translate("Tasks", "Their layers are lost.")
        yield Ask(
            confirm(
                translate("Tasks", "Remove all containers that do not run?"),
                f"{count} {', '.join(idle)}. {lost}",
                translate("Tasks", "&Remove"),
                workspace.window,
            )
        )

        def prune(_: Progress) -> PrunedContainers:
            return engine.prune_containers()

        done: PrunedContainers = yield Work(prune, Queue.WRITE)
        told = translate("Tasks", "{size} reclaimed").format(size=size(done.size_bytes))
        workspace.say(commands.lifecycle("container", "prune", "-f"), told)
        yield from reread(workspace)


class PruneImages(Task):
    """Effect: images that no container uses are gone."""

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        yield Ask(
            confirm(
                translate("Tasks", "Remove all images that no container uses?"),
                translate("Tasks", "Also those that have names. They can be loaded again."),
                translate("Tasks", "&Remove"),
                workspace.window,
            )
        )
        gone = yield Work(lambda _: engine.prune_images(everything=True), Queue.WRITE)
        told = counted(
            len(gone),
            translate("Tasks", "{n} image removed"),
            translate("Tasks", "{n} images removed"),
        )
        workspace.say(commands.lifecycle("image", "prune", "-a", "-f"), told)
        yield from reread(workspace)
