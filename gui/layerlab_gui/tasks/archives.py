"""Archives: looked at in place, loaded into the store, written from it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from layerlab.facade import Archive, LoadResult, SaveFormat, SaveResult
from layerlab.model import ROOT
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.save import SaveDialog
from layerlab_gui.i18n import size, translate
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import read_objects, show, show_any
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
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
    """Effect: an opened archive more, shown. The store stays as it is."""

    def __init__(self, workspace: Workspace, path: Path | None = None) -> None:
        super().__init__(workspace, path)
        self.question = translate("Tasks", "Open an archive in place")
        name = path.name if path else ""
        self.title = translate("Tasks", "Opening {name}").format(name=name)

    def go(self, path: Path) -> Flow:
        workspace = self.workspace
        self.title = translate("Tasks", "Opening {name}").format(name=path.name)
        if path not in workspace.archives:
            engine = workspace.engine
            archive: Archive = yield Work(lambda progress: engine.open(path, progress))
            workspace.archives[path] = archive
            workspace.set_objects(workspace.objects)
        target = Target(TargetKind.ARCHIVE, path.name, path)
        yield from show(workspace, target, ROOT)


class LoadArchive(_OnArchive):
    """Effect: the archive's images in the store; the first of them is shown."""

    def __init__(self, workspace: Workspace, path: Path | None = None) -> None:
        super().__init__(workspace, path)
        self.question = translate("Tasks", "Load an archive into the store")
        name = path.name if path else ""
        self.title = translate("Tasks", "Loading {name}").format(name=name)

    def go(self, path: Path) -> Flow:
        workspace, engine = self.workspace, self.workspace.engine
        self.title = translate("Tasks", "Loading {name}").format(name=path.name)

        def load(progress: Progress) -> LoadResult:
            return engine.load(path, progress)

        result: LoadResult = yield Work(load, Queue.WRITE)
        workspace.say(commands.load(path), loaded_text(result))
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        target = Target(TargetKind.IMAGE, str(result.images[0].image_id))
        yield from show(workspace, target, ROOT)


def loaded_text(result: LoadResult) -> str:
    names = [
        ", ".join(reference.familiar for reference in image.references) or image.image_id.short
        for image in result.images
    ]
    return translate("Tasks", "loaded {names}").format(names="; ".join(names))


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
        workspace.say(_save_command(names, path, form), _saved_text(result))


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
