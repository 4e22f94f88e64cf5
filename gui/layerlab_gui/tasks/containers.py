"""Containers: created from an image, committed to one, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layerlab.container import CommitResult, Container, LayerEntry
from layerlab.container.options import CreateOptions
from layerlab.errors import Cancelled, EngineError
from layerlab.facade import ContainerSummary, Engine, Loss, Stack
from layerlab.model import ImageID, LayerPath
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.commit import CommitDialog
from layerlab_gui.dialogs.create_container import CreateDialog
from layerlab_gui.dialogs.remove_container import Keep, RemoveDialog
from layerlab_gui.i18n import counted, translate
from layerlab_gui.stage.scene import Scene
from layerlab_gui.stage.scenes.committing import commit_scene
from layerlab_gui.stage.scenes.creating import create_scene, read_mounts
from layerlab_gui.stage.scenes.discarding import UsedVolume, discard_scene, read_volumes
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.lifecycle import started_words
from layerlab_gui.tasks.playing import play, readable
from layerlab_gui.tasks.showing import read_objects, reread, show
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.tasks.volumes import KeepInVolume
from layerlab_gui.wording import error_text
from layerlab_gui.workspace import Workspace

INTERACTIVE = CreateOptions(is_interactive=True, has_terminal=True)


def free_name(containers: Sequence[ContainerSummary]) -> str:
    """`c1`, `c2`, …: short names, since they are read aloud and typed."""
    taken = {container.name for container in containers}
    return next(name for n in range(1, len(taken) + 2) if (name := f"c{n}") not in taken)


@dataclass(frozen=True)
class Wish:
    """What a new container is to be. By default its shell waits for input."""

    name: str
    command: Sequence[str] = ()
    options: CreateOptions = INTERACTIVE
    mounts: Sequence[str] = ()
    starts: bool = True


@dataclass(frozen=True)
class _Created:
    """`refusal` is why it was not started, though it should be."""

    container: ContainerSummary
    refusal: EngineError | None = None


class CreateContainer(Task):
    """Effect: a container of the target's image, shown at the same path. Asks what it is to be.

    An archive that is only opened is loaded first: a container needs its image in the store.
    """

    def __init__(self, workspace: Workspace, target: Target, *, asks: bool = True) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Creating a container")
        self._target = target
        self._asks = asks

    def flow(self) -> Flow:
        workspace = self.workspace
        wish = Wish(free_name(workspace.objects.containers))
        if self._asks:
            title, run = yield Work(lambda _: self._image())
            dialog = yield Ask(CreateDialog(title, wish.name, run, workspace.window))
            wish = Wish(dialog.name, dialog.command, dialog.options, dialog.mounts, dialog.starts)
        yield from self._create(wish, workspace.path)

    def _image(self) -> tuple[str, Mapping[str, Any]]:
        """Its name and its execution parameters."""
        target, image = self._target, self.workspace.image_of(self._target)
        found = image or self.workspace.engine.image(target.name)
        names = found.references
        return (names[0].familiar if names else found.image_id.short), found.config.run

    def _create(self, wish: Wish, path: LayerPath) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        target, image = self._target, workspace.image_of(self._target)

        def create(progress: Progress) -> _Created:
            wanted = target.name
            if image is not None:
                wanted = str(engine.load_image(image, progress).image_id)
            made = engine.create(
                wanted, wish.name, wish.command, progress=progress, options=wish.options
            )
            return _started(engine, made, progress) if wish.starts else _Created(made)

        created: _Created = yield Work(create, Queue.WRITE)
        made = created.container
        if target.archive is not None:
            workspace.say(commands.load(target.archive), "")
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        image_name = _image_name(workspace, made)
        starts = wish.starts and created.refusal is None
        command = commands.create(
            made.name, image_name, wish.command, wish.options, wish.mounts, starts=starts
        )
        empty = translate("Tasks", "an empty container layer over the image; nothing is copied")
        workspace.say(command, f"{empty}. {started_words(made)}" if starts else empty)
        if created.refusal is not None:
            start = commands.lifecycle("start", made.name)
            workspace.say(start, error_text(created.refusal), is_error=True)
        yield from show(workspace, Target(TargetKind.CONTAINER, made.name), path)
        yield from play(workspace, lambda: created_scene(engine, made.name, command))


def created_scene(engine: Engine, name: str, command: str) -> Scene:
    return create_scene(engine.stack(name), read_mounts(engine.container(name)), command)


def _started(engine: Engine, made: ContainerSummary, progress: Progress) -> _Created:
    """A container that can't be started is there all the same."""
    try:
        return _Created(engine.start(made.id, progress=progress).container)
    except Cancelled:
        raise
    except EngineError as error:
        return _Created(made, error)


def _image_name(workspace: Workspace, container: ContainerSummary) -> str:
    images = (image for image in workspace.objects.images if image.image_id == container.image_id)
    image = next(images, None)
    has_name = image is not None and bool(image.references)
    return image.references[0].familiar if image and has_name else container.image_id.short


def committed_scene(engine: Engine, container: Container, image: ImageID, command: str) -> Scene:
    """Of a commit that somebody else made, of a container that is as it was then."""
    before, after = engine.stack(container.name), engine.stack(str(image))
    layers = after.image.layers
    layer = layers[-1] if len(layers) == len(before.layers) else None
    result = CommitResult(
        image,
        None,
        layer.descriptor if layer else None,
        layer.diff_id if layer else None,
        len(container.layer_entries()),
    )
    return commit_scene(before, after, result, command)


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

        def commit(progress: Progress) -> tuple[CommitResult, Stack | None]:
            before = readable(lambda: engine.stack(name, progress))
            made = engine.commit(name, reference or None, message, author, progress=progress)
            return made, before

        result: CommitResult
        result, before = yield Work(commit, Queue.WRITE)
        entries_text = counted(
            result.entry_count,
            translate("Tasks", "{n} entry in its layer"),
            translate("Tasks", "{n} entries in its layer"),
        )
        text = f"{result.image_id} · {entries_text}"
        command = commands.commit(name, reference, message, author)
        workspace.say(command, text)
        yield from reread(workspace)
        if before is not None:
            image = str(result.image_id)
            yield from play(
                workspace, lambda: commit_scene(before, engine.stack(image), result, command)
            )
        shown = reference or result.image_id.short
        workspace.noted.emit(
            translate(
                "Tasks", "{name} is a new image: the container layer is sealed in it."
            ).format(name=shown)
        )


class RemoveContainer(Task):
    """Effect: the container and its layer are gone. Says what is lost first, and how to keep it."""

    def __init__(self, workspace: Workspace, container: ContainerSummary) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Removing {name}").format(name=container.name)
        self._container = container

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        container, name = self._container, self._container.name

        def read(_: Progress) -> tuple[Loss, int]:
            return engine.loss(name), len(engine.anonymous_volumes_of(container.id))

        while True:
            loss, volumes = yield Work(read)
            dialog = yield Ask(RemoveDialog(container, loss, volumes, workspace.window))
            if dialog.keep is Keep.NOTHING:
                break
            kept = Commit if dialog.keep is Keep.COMMIT else KeepInVolume
            yield from kept(workspace, name).flow()
        with_volumes = dialog.with_volumes
        force = container.state.is_running

        command = commands.remove_container(name, force=force, volumes=with_volumes)

        def remove(_: Progress) -> Scene | None:
            before = readable(lambda: (engine.stack(name), read_volumes(engine.container(name))))
            engine.remove_container(name, force=force, volumes=with_volumes)
            return before and readable(lambda: discarded_scene(engine, *before, command))

        scene: Scene | None = yield Work(remove, Queue.WRITE)
        workspace.say(command, name)
        yield from reread(workspace)
        if scene is not None:
            workspace.play(scene)


def discarded_scene(
    engine: Engine, stack: Stack, volumes: Sequence[UsedVolume], command: str
) -> Scene:
    """Of a container that was removed just now."""
    left = {volume.name for volume in engine.volumes()}
    gone = [volume.name for volume in volumes if volume.name not in left]
    return discard_scene(stack, volumes, gone, command)
