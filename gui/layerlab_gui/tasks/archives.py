"""Archives: looked at in place, loaded into the store, written from it."""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from layerlab.errors import BadInput, TarOfFiles
from layerlab.facade import (
    Archive,
    Artifact,
    Engine,
    ImportResult,
    LoadedImage,
    LoadResult,
    SaveFormat,
    SaveResult,
)
from layerlab.model import ROOT
from layerlab.model.documents import parse_json
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.artifact import ArtifactDialog
from layerlab_gui.dialogs.import_files import ImportDialog
from layerlab_gui.dialogs.platform import PlatformDialog
from layerlab_gui.dialogs.save import SaveDialog
from layerlab_gui.highlighting import Lines, spans
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.objects import Listed, artifact_word
from layerlab_gui.stage.scene import Scene
from layerlab_gui.stage.scenes.transfers import load_scene, save_scene
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.playing import play
from layerlab_gui.tasks.showing import read_objects, show, show_any
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.theme import Theme
from layerlab_gui.workspace import Workspace


def _file_dialog(workspace: Workspace, title: str) -> QFileDialog:
    dialog = QFileDialog(workspace.window, title, workspace.settings.directory("archive"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    archives = translate("Tasks", "Image archives")
    everything = translate("Tasks", "All files")
    filters = (f"{archives} (*.tar *.tar.gz *.tgz *.tar.zst *.tar.xz)", f"{everything} (*)")
    dialog.setNameFilters(filters)
    return dialog


class _OnArchive(Task):
    """Asks for the archive unless it was given."""

    question = ""

    def __init__(self, workspace: Workspace, path: Path | None = None) -> None:
        super().__init__(workspace)
        self._path = path

    def flow(self) -> Flow:
        path = self._path
        if path is None:
            dialog = yield Ask(_file_dialog(self.workspace, self.question))
            path = Path(dialog.selectedFiles()[0])
            self.workspace.settings.remember_directory("archive", path)
        yield from self.go(path)

    def go(self, path: Path) -> Flow:
        raise NotImplementedError


class OpenArchive(_OnArchive):
    """Effect: an opened archive more, and of its images that for this machine shown.

    The store stays as it is. A tar of files is offered to be imported.
    """

    def __init__(self, workspace: Workspace, path: Path | None = None) -> None:
        super().__init__(workspace, path)
        self.question = translate("Tasks", "Open an archive in place")
        name = path.name if path else ""
        self.title = translate("Tasks", "Opening {name}").format(name=name)

    def go(self, path: Path) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        self.title = translate("Tasks", "Opening {name}").format(name=path.name)
        if path not in workspace.archives:
            try:
                archive: Archive = yield Work(lambda progress: engine.open(path, progress))
            except TarOfFiles:
                yield from ImportFiles(workspace, path).go(path)
                return
            workspace.archives[path] = archive
            workspace.set_objects(workspace.objects)
        images = workspace.archives[path].choose().images
        if not images:
            workspace.noted.emit(_no_image_text(workspace.archives[path]))
            return
        index = workspace.archives[path].images.index(images[0])
        yield from show(workspace, Target(TargetKind.ARCHIVE, path.name, path, index), ROOT)


def _no_image_text(archive: Archive) -> str:
    text = translate("Tasks", "{name} has no image: what it has is listed below its name.")
    return text.format(name=archive.path.name)


class LoadArchive(_OnArchive):
    """Effect: the archive's images in the store; the first of them is shown.

    Of an image for several platforms the user chooses one; the host's is proposed.
    """

    def __init__(self, workspace: Workspace, path: Path | None = None) -> None:
        super().__init__(workspace, path)
        self.question = translate("Tasks", "Load an archive into the store")
        name = path.name if path else ""
        self.title = translate("Tasks", "Loading {name}").format(name=name)

    def go(self, path: Path) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        self.title = translate("Tasks", "Loading {name}").format(name=path.name)
        opened = workspace.archives.get(path)
        try:
            archive: Archive = opened or (yield Work(lambda progress: engine.open(path, progress)))
        except TarOfFiles:
            yield from ImportFiles(workspace, path).go(path)
            return
        try:
            yield from self._load(archive)
        finally:
            if opened is None:
                archive.close()

    def _load(self, archive: Archive) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        choice = archive.choose()
        if not choice.images:
            text = translate("Tasks", "{name} has no image: nothing was loaded.")
            workspace.noted.emit(text.format(name=archive.path.name))
            return
        platform, everything = None, False
        if choice.others:
            platforms = tuple(dict.fromkeys(image.platform for image in archive.images))
            proposed = choice.images[0].platform
            dialog = yield Ask(
                PlatformDialog(archive.path.name, platforms, proposed, workspace.window)
            )
            platform = dialog.platform
            everything = platform is None

        def load(progress: Progress) -> LoadResult:
            return engine.load_opened(
                archive, progress, platform=platform, all_platforms=everything
            )

        result: LoadResult = yield Work(load, Queue.WRITE)
        command = commands.load(archive.path, platform)
        workspace.say(command, loaded_text(result))
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        target = Target(TargetKind.IMAGE, str(result.images[0].image_id))
        yield from show(workspace, target, ROOT)
        yield from play(workspace, lambda: loaded_scene(engine, result, command))


class LoadShown(Task):
    """Effect: the image of an opened archive that is shown, in the store, and shown there."""

    def __init__(self, workspace: Workspace, target: Target) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Loading {name}").format(name=target.name)
        self._target = target

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        image = workspace.image_of(self._target)
        if image is None or self._target.archive is None:
            return
        loaded: LoadedImage = yield Work(lambda p: engine.load_image(image, p), Queue.WRITE)
        result = LoadResult(self._target.archive, (loaded,))
        has_others = bool(workspace.archives[self._target.archive].choose().others)
        command = commands.load(self._target.archive, image.platform if has_others else None)
        workspace.say(command, loaded_text(result))
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        yield from show(workspace, Target(TargetKind.IMAGE, str(loaded.image_id)))
        yield from play(workspace, lambda: loaded_scene(engine, result, command))


def loaded_scene(engine: Engine, result: LoadResult, command: str) -> Scene:
    images = [engine.image(str(one.image_id)) for one in result.images]
    return load_scene(result.path.name, images, result.images, command)


def loaded_text(result: LoadResult) -> str:
    names = [
        ", ".join(reference.familiar for reference in image.references) or image.image_id.short
        for image in result.images
    ]
    text = translate("Tasks", "loaded {names}").format(names="; ".join(names))
    moved = [
        translate("Tasks", "{name} was the name of {image}").format(
            name=reference.familiar, image=image_id.short
        )
        for image in result.images
        for reference, image_id in image.moved.items()
    ]
    return "; ".join([text, *moved])


class ImportFiles(_OnArchive):
    """Effect: an image more, made of a root file system's tar, and shown."""

    def __init__(self, workspace: Workspace, path: Path | None = None) -> None:
        super().__init__(workspace, path)
        self.question = translate("Tasks", "Import a root file system")
        name = path.name if path else ""
        self.title = translate("Tasks", "Importing {name}").format(name=name)

    def go(self, path: Path) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        self.title = translate("Tasks", "Importing {name}").format(name=path.name)
        dialog = yield Ask(ImportDialog(path, engine.host_platform, workspace.window))
        reference, message = dialog.reference, dialog.message
        changes, platform = dialog.changes, dialog.platform

        def import_(progress: Progress) -> ImportResult:
            name = reference or None
            return engine.import_image(path, name, message, changes, platform, progress)

        result: ImportResult = yield Work(import_, Queue.WRITE)
        command = commands.import_files(path, reference, message, changes, str(platform))
        workspace.say(command, str(result.image_id))
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        yield from show(workspace, Target(TargetKind.IMAGE, str(result.image_id)), ROOT)


class ShowArtifact(Task):
    """Effect: a dialog with what an artifact says."""

    def __init__(self, workspace: Workspace, listed: Listed, theme: Theme) -> None:
        super().__init__(workspace)
        self.title = artifact_word(listed.artifact.kind)
        self._listed = listed
        self._theme = theme

    def flow(self) -> Flow:
        text: str = yield Work(lambda _: documents(self._listed.artifact))
        lines: Lines = yield Work(lambda _: spans(text, "artifact.json"))
        yield Ask(ArtifactDialog(self._listed, text, lines, self._theme, self.workspace.window))


def documents(artifact: Artifact) -> str:
    """The manifest, and the parts that are JSON, each under what it is."""
    found: dict[str, Any] = {}
    for part in (artifact.descriptor, *artifact.layers):
        with contextlib.suppress(BadInput):
            found[f"{part.media_type} {part.digest}"] = parse_json(artifact.read(part), "")
    return json.dumps(found, indent=2, ensure_ascii=False)


class SaveImages(Task):
    """Effect: an archive on the disk. `names` is what is ticked at first."""

    def __init__(self, workspace: Workspace, names: Sequence[str]) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Saving {name}").format(name=", ".join(names))
        self._names = tuple(names)

    def flow(self) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        folder = workspace.settings.directory("save")
        dialog = yield Ask(SaveDialog(workspace.objects, self._names, folder, workspace.window))
        names, path, form = dialog.names, dialog.path, dialog.save_format
        workspace.settings.remember_directory("save", path)
        self.title = translate("Tasks", "Saving {name}").format(name=path.name)

        def save(progress: Progress) -> SaveResult:
            return engine.save(names, path, form, progress)

        result: SaveResult = yield Work(save)
        command = _save_command(names, path, form)
        workspace.say(command, _saved_text(result))
        yield from play(workspace, lambda: saved_scene(engine, result, command))


def saved_scene(engine: Engine, result: SaveResult, command: str) -> Scene:
    return save_scene([engine.image(str(one)) for one in result.image_ids], result, command)


def _save_command(names: Sequence[str], path: Path, form: SaveFormat) -> str:
    text = commands.save(names, path)
    return text if form is SaveFormat.DOCKER_ARCHIVE else f"{text}  # --format {form.value}"


def _saved_text(result: SaveResult) -> str:
    text = translate("Tasks", "wrote {size} to {path}")
    return text.format(size=size(result.size_bytes), path=result.path)


class CloseArchive(Task):
    """Effect: an opened archive less."""

    def __init__(self, workspace: Workspace, path: Path) -> None:
        super().__init__(workspace)
        self._path = path

    def flow(self) -> Flow:
        workspace = self.workspace
        archive = workspace.archives.pop(self._path, None)
        workspace.set_objects(workspace.objects)
        if workspace.target and workspace.target.archive == self._path:
            yield from show_any(workspace)
        if archive is not None:
            yield Work(lambda _: archive.close())
