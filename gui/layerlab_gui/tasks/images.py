"""Images of the store: removed, named."""

from layerlab.facade import ImageSummary, RemovedImage, Stack
from layerlab.model import Reference
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.questions import TextDialog, confirm
from layerlab_gui.i18n import translate
from layerlab_gui.models.objects import image_title
from layerlab_gui.stage.scenes.building import history_scene
from layerlab_gui.stage.scenes.piles import image_name
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.playing import play
from layerlab_gui.tasks.showing import reread
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace


class RemoveImage(Task):
    """Effect: the image, with all its names, is gone from the store."""

    def __init__(self, workspace: Workspace, image: ImageSummary) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Removing {name}").format(name=image_title(image))
        self._image = image

    def flow(self) -> Flow:
        workspace, engine, image = self.workspace, self.workspace.engine, self._image
        question = translate("Tasks", "Remove the image {name} from the store?")
        yield Ask(
            confirm(
                question.format(name=image_title(image)),
                translate("Tasks", "Layers that no other image uses are deleted with it."),
                translate("Tasks", "&Remove"),
                workspace.window,
            )
        )
        name = str(image.image_id)

        def remove(_: Progress) -> RemovedImage:
            return engine.remove_image(name, force=True)

        result: RemovedImage = yield Work(remove, Queue.WRITE)
        gone = [f"Untagged: {reference.familiar}" for reference in result.untagged]
        gone += [f"Deleted: {image_id}" for image_id in result.deleted]
        workspace.say(commands.remove_image(image_title(image)), ", ".join(gone))
        yield from reread(workspace)


class PlayBuild(Task):
    """Effect: how the image that is shown was built, on the stage."""

    def __init__(self, workspace: Workspace, stack: Stack) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Reading the history of the image")
        self._stack = stack

    def flow(self) -> Flow:
        command = commands.history(image_name(self._stack.image))
        yield from play(self.workspace, lambda: history_scene(self._stack, command))


class TagImage(Task):
    """Effect: one more name for an image."""

    def __init__(self, workspace: Workspace, image: ImageSummary) -> None:
        super().__init__(workspace)
        self._image = image

    def flow(self) -> Flow:
        workspace, engine, image = self.workspace, self.workspace.engine, self._image
        dialog = yield Ask(
            TextDialog(
                translate("Tasks", "Add a tag"),
                translate("Tasks", "&Name and tag"),
                "",
                workspace.window,
                example="nginx:1.27",
            )
        )
        name, text = str(image.image_id), dialog.text

        def tag(_: Progress) -> Reference:
            return engine.tag(name, text)

        reference: Reference = yield Work(tag, Queue.WRITE)
        workspace.say(commands.tag(image_title(image), reference.familiar))
        yield from reread(workspace)
