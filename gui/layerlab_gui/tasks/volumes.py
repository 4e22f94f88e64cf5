"""Volumes: created, removed, and filled with what a container would lose."""

import tempfile
from typing import BinaryIO, cast

from layerlab.facade import PrunedVolumes
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.questions import TextDialog, confirm
from layerlab_gui.dialogs.volume import KeepDialog
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import read_objects, reread, show
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace

SPOOLED_BYTES = 16 << 20


class CreateVolume(Task):
    """Effect: an empty volume, which is shown. Asks for its name."""

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        title = translate("Tasks", "Create a volume")
        dialog = yield Ask(TextDialog(title, translate("Tasks", "&Name"), "data", workspace.window))
        name = dialog.text
        yield Work(lambda _: engine.create_volume(name), Queue.WRITE)
        workspace.say(commands.volume("create", name), name)
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        yield from show(workspace, Target(TargetKind.VOLUME, name))


class RemoveVolume(Task):
    """Effect: the volume and its files are gone. A volume that is mounted stays, and says where."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Removing {name}").format(name=name)
        self._name = name

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name
        lost = yield Work(lambda _: engine.volume(name).size_bytes)
        detail = translate("Tasks", "Its files, {size}, are gone for good: no image has them.")
        yield Ask(
            confirm(
                translate("Tasks", "Remove the volume {name}?").format(name=name),
                detail.format(size=size(lost)),
                translate("Tasks", "&Remove"),
                workspace.window,
            )
        )
        yield Work(lambda _: engine.remove_volume(name), Queue.WRITE)
        workspace.say(commands.volume("rm", name), name)
        yield from reread(workspace)


class PruneVolumes(Task):
    """Effect: volumes that no container mounts are gone."""

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        unused = yield Work(
            lambda _: [volume.name for volume in engine.volumes() if not volume.containers]
        )
        count = counted(
            len(unused),
            translate("Tasks", "{n} volume is mounted nowhere:"),
            translate("Tasks", "{n} volumes are mounted nowhere:"),
        )
        yield Ask(
            confirm(
                translate("Tasks", "Remove all volumes that no container mounts?"),
                f"{count} {', '.join(unused)}",
                translate("Tasks", "&Remove"),
                workspace.window,
            )
        )
        done: PrunedVolumes = yield Work(lambda _: engine.prune_volumes(all=True), Queue.WRITE)
        told = translate("Tasks", "{size} reclaimed").format(size=size(done.reclaimed_bytes))
        workspace.say(commands.volume("prune", "-a", "-f"), told)
        yield from reread(workspace)


class KeepInVolume(Task):
    """Effect: files of a container in a volume, so that they outlive it. Asks which, and where."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Copying to a volume")
        self._name = name

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name
        place = workspace.path if workspace.container is not None else ""
        dialog = yield Ask(KeepDialog(name, f"/{place}", f"{name}-data", workspace.window))
        source, volume = dialog.source, dialog.volume

        def copy(progress: Progress) -> None:
            container = engine.container(name)
            with tempfile.SpooledTemporaryFile(SPOOLED_BYTES) as spool:
                stream = cast("BinaryIO", spool)
                container.write_tar(source, stream, progress)
                spool.seek(0)
                engine.create_volume(volume)
                engine.volume(volume).copy_in_tar(stream, "/", progress)

        yield Work(copy, Queue.WRITE)
        workspace.say(commands.volume("create", volume), volume)
        told = translate("Tasks", "{path} of {name} is in the volume {volume} now.")
        workspace.noted.emit(told.format(path=source.removesuffix("/."), name=name, volume=volume))
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
