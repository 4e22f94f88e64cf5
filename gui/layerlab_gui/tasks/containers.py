"""Containers: created from an image, committed to one, removed."""

from collections.abc import Sequence

from layerlab.container import CommitResult, LayerEntry
from layerlab.facade import ContainerSummary
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.commit import CommitDialog
from layerlab_gui.dialogs.questions import TextDialog, confirm
from layerlab_gui.i18n import counted, translate
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import read_objects, reread, show
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace


def free_name(containers: Sequence[ContainerSummary]) -> str:
    """`c1`, `c2`, …: short names, since they are read aloud and typed."""
    taken = {container.name for container in containers}
    return next(name for n in range(1, len(taken) + 2) if (name := f"c{n}") not in taken)


class CreateContainer(Task):
    """Effect: a container of the target's image, shown at the same path. Asks for its name.

    An archive that is only opened is loaded first: a container needs its image in the store.
    """

    def __init__(self, workspace: Workspace, target: Target, *, asks: bool = True) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Creating a container")
        self._target = target
        self._asks = asks

    def flow(self) -> Flow:
        workspace = self.workspace
        name = free_name(workspace.objects.containers)
        if self._asks:
            dialog = yield Ask(
                TextDialog(
                    translate("Tasks", "Create a container"),
                    translate("Tasks", "&Name"),
                    name,
                    workspace.window,
                )
            )
            name = dialog.text
        yield from self._create(name, workspace.path)

    def _create(self, name: str, path: LayerPath) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        target, image = self._target, workspace.image_of(self._target)

        def create(progress: Progress) -> ContainerSummary:
            wanted = target.name
            if image is not None:
                wanted = str(engine.load_image(image, progress).image_id)
            return engine.create(wanted, name, progress=progress)

        made: ContainerSummary = yield Work(create, Queue.WRITE)
        if target.archive is not None:
            workspace.say(commands.load(target.archive), "")
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        image_name = _image_name(workspace, made)
        result = translate("Tasks", "an empty container layer over the image; nothing is copied")
        workspace.say(commands.create(made.name, image_name), result)
        yield from show(workspace, Target(TargetKind.CONTAINER, made.name), path)


def _image_name(workspace: Workspace, container: ContainerSummary) -> str:
    images = (image for image in workspace.objects.images if image.image_id == container.image_id)
    image = next(images, None)
    has_name = image is not None and bool(image.references)
    return image.references[0].familiar if image and has_name else container.image_id.short


class Commit(Task):
    """Effect: a new image of the container's changes."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Committing {name}").format(name=name)
        self._name = name

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name
        entries: list[LayerEntry] = yield Work(lambda _: engine.preview_commit(name))
        author = workspace.settings.text("author", "")
        dialog = yield Ask(CommitDialog(name, entries, author, workspace.window))
        reference, message, author = dialog.reference, dialog.message, dialog.author
        workspace.settings.put("author", author)

        def commit(progress: Progress) -> CommitResult:
            return engine.commit(name, reference or None, message, author, progress=progress)

        result: CommitResult = yield Work(commit, Queue.WRITE)
        entries_text = counted(
            result.entry_count,
            translate("Tasks", "{n} entry in its layer"),
            translate("Tasks", "{n} entries in its layer"),
        )
        text = f"{result.image_id} · {entries_text}"
        workspace.say(commands.commit(name, reference, message, author), text)
        yield from reread(workspace)
        shown = reference or result.image_id.short
        workspace.noted.emit(
            translate(
                "Tasks", "{name} is a new image: the container layer is sealed in it."
            ).format(name=shown)
        )


class RemoveContainer(Task):
    """Effect: the container and its layer are gone. Says what is lost first."""

    def __init__(self, workspace: Workspace, container: ContainerSummary) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Removing {name}").format(name=container.name)
        self._name = container.name

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name
        changes = yield Work(lambda _: len(engine.container(name).diff()))
        lost = counted(
            changes,
            translate("Tasks", "{n} changed path of its layer will be lost."),
            translate("Tasks", "{n} changed paths of its layer will be lost."),
        )
        advice = translate("Tasks", "Commit it first if you want to keep them.")
        nothing = translate("Tasks", "It has no changes.")
        yield Ask(
            confirm(
                translate("Tasks", "Remove the container {name}?").format(name=name),
                f"{lost} {advice}" if changes else nothing,
                translate("Tasks", "&Remove"),
                workspace.window,
            )
        )
        yield Work(lambda _: engine.remove_container(name), Queue.WRITE)
        workspace.say(commands.remove_container(name), name)
        yield from reread(workspace)
