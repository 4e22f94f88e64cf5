"""What the actions do: which task each starts, and when each is possible."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from layerlab.container.state import Status
from layerlab.facade import ContainerSummary, ImageSummary, Stack
from layerlab.model import ROOT, LayerPath, parent, shown
from layerlab.overlay import Node
from layerlab_gui.actions import Actions
from layerlab_gui.external import Copy
from layerlab_gui.i18n import translate
from layerlab_gui.sample import sample_path
from layerlab_gui.target import Mode, Target, TargetKind
from layerlab_gui.tasks import (
    archives,
    containers,
    disk,
    edits,
    files,
    images,
    lifecycle,
    volumes,
)
from layerlab_gui.tasks.task import Task
from layerlab_gui.views.files_pane import FilesPane
from layerlab_gui.workspace import Workspace

_ON_NODE = ("rename", "delete", "permissions")
_ON_CONTAINER = ("new_file", "new_folder", "new_link")


class Conduct(QObject):
    def __init__(
        self, workspace: Workspace, actions: Actions, files_pane: FilesPane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._files = files_pane
        workspace.external.changed.connect(self._take_back)
        self._connect()
        for signal in (
            workspace.objects_changed,
            workspace.target_changed,
            workspace.stack_refreshed,
            workspace.source_changed,
        ):
            signal.connect(self.update)
        files_pane.current_changed.connect(self.update)
        self.update()

    def _connect(self) -> None:
        space = self._workspace
        connect = self._actions.connect
        connect("open", lambda: self._start(archives.OpenArchive(space)))
        connect("load", lambda: self._start(archives.LoadArchive(space)))
        connect("load_shown", self.load_shown)
        connect("import", lambda: self._start(archives.ImportFiles(space)))
        connect("save", self.save)
        connect("close", self.close_archive)
        connect("create", self.create)
        connect("commit", self.commit)
        connect("tag", self.tag)
        connect("play_build", self.play_build)
        connect("remove", self.remove)
        connect("start", lambda: self._on_container(lifecycle.Start))
        connect("restart", lambda: self._on_container(partial(lifecycle.Start, again=True)))
        for verb in ("stop", "pause", "unpause"):
            change = partial(lifecycle.ChangeState, verb=verb)
            connect(verb, partial(self._on_container, change))
        connect("rename_container", lambda: self._on_container(lifecycle.RenameContainer))
        connect("keep", lambda: self._on_container(volumes.KeepInVolume))
        connect("create_volume", lambda: self._start(volumes.CreateVolume(space)))
        connect("disk", lambda: self._start(disk.ShowDiskUse(space)))
        connect("upper", self.open_upper)
        connect("undo", lambda: self._start(edits.Turn(space, back=True)))
        connect("redo", lambda: self._start(edits.Turn(space, back=False)))
        connect("new_file", lambda: self._new(files.What.FILE))
        connect("new_folder", lambda: self._new(files.What.FOLDER))
        connect("new_link", lambda: self._new(files.What.SYMLINK))
        connect("rename", lambda: self._on_node(files.Rename))
        connect("delete", lambda: self._on_node(files.Delete))
        connect("permissions", lambda: self._on_node(files.ChangePermissions))
        connect("copy_out", lambda: self._on_node(files.CopyOut))
        connect("outside", self.open_outside)
        connect("copy_path", self._copy_path)
        connect("sample", lambda: self.open_archives([sample_path()]))

    def _start(self, task: Task) -> None:
        self._workspace.start(task)

    # what is chosen

    def image(self) -> ImageSummary | None:
        """The image that is shown, or that of the container that is shown."""
        target = self._workspace.target
        objects = self._workspace.objects
        if target is None or target.kind in (TargetKind.ARCHIVE, TargetKind.VOLUME):
            return None
        wanted = target.name
        container = self.container()
        if container is not None:
            wanted = str(container.image_id)
        return next((i for i in objects.images if str(i.image_id) == wanted), None)

    def container(self) -> ContainerSummary | None:
        target = self._workspace.target
        if target is None or not target.is_container:
            return None
        all_ = self._workspace.objects.containers
        return next((c for c in all_ if c.name == target.name), None)

    def _directory(self) -> LayerPath:
        """Where something new goes: the chosen directory, or that of the chosen file."""
        node = self._files.selected()
        if node is None or node.ghost:
            return ROOT
        return node.path if node.is_directory else parent(node.path)

    # when what is possible

    def update(self) -> None:
        space, enable = self._workspace, self._actions.enable
        target, is_writable = space.target, space.writable is not None
        is_now = is_writable and not space.is_past
        now = translate("Why", "Show a container or a volume as it is now")
        enable(["save"], bool(space.objects.images), translate("Why", "The store has no image"))
        enable(["tag"], self.image() is not None, translate("Why", "Show an image of the store"))
        has_layers = target is not None and not target.is_volume
        enable(
            ["create", "play_build"], has_layers, translate("Why", "Show an image or a container")
        )
        enable(["commit"], is_now and space.container is not None, _show_container())
        enable(["upper"], is_now, now)
        is_archive = target is not None and target.archive is not None
        opened = translate("Why", "Show an image of an opened archive")
        enable(["close", "load_shown"], is_archive, opened)
        enable(["remove"], target is not None, translate("Why", "Nothing is shown"))
        self._enable_lifecycle()
        self._enable_turns(is_now, now)
        self._enable_on_files()

    def _enable_turns(self, is_now: bool, now: str) -> None:
        shown_, turns, enable = self._workspace.shown, self._workspace.turns, self._actions.enable
        can_undo = shown_ is not None and (shown_.can_undo or turns.has(back=True))
        can_redo = shown_ is not None and (shown_.can_redo or turns.has(back=False))
        nothing = translate("Why", "There is nothing to undo")
        enable(["undo"], is_now and can_undo, nothing if is_now else now)
        nothing = translate("Why", "Nothing was undone")
        enable(["redo"], is_now and can_redo, nothing if is_now else now)

    def _enable_on_files(self) -> None:
        space, enable, node = self._workspace, self._actions.enable, self._files.selected()
        is_writable = space.writable is not None
        edits_here = is_writable and space.is_at_top and space.mode is not Mode.LAYER
        real = node is not None and not node.ghost
        has_bytes = node is not None and node.kind.has_data
        at_top = translate("Why", "Files are changed in a container, seen with all its layers")
        choose = translate("Why", "Choose a file or a directory")
        enable(_ON_CONTAINER, edits_here, at_top)
        enable(_ON_NODE, edits_here and real, choose if edits_here else at_top)
        file = translate("Why", "Choose a file")
        past = translate("Why", "An earlier state is looked at")
        enable(["outside"], has_bytes and not space.is_past, past if has_bytes else file)
        enable(["copy_out"], real, choose)
        enable(["copy_path"], node is not None, choose)

    def _enable_lifecycle(self) -> None:
        """By the container's state: what Docker would refuse can't be asked for."""
        container, enable = self.container(), self._actions.enable
        status = container.state.status if container else None
        stands = (Status.CREATED, Status.EXITED)
        for names, states, why in (
            (["start"], stands, translate("Why", "The container runs already")),
            (["stop", "restart"], (Status.RUNNING, Status.PAUSED), _not_running()),
            (["pause"], (Status.RUNNING,), _not_running()),
            (["unpause"], (Status.PAUSED,), translate("Why", "The container is not paused")),
        ):
            enable(names, status in states, why if container else _show_container())
        enable(["rename_container", "keep"], container is not None, _show_container())

    # doing

    def open_archives(self, paths: list[Path]) -> None:
        for path in paths:
            self._start(archives.OpenArchive(self._workspace, path))

    def load_archives(self, paths: list[Path]) -> None:
        for path in paths:
            self._start(archives.LoadArchive(self._workspace, path))

    def load_shown(self) -> None:
        target = self._workspace.target
        if target is not None and target.archive is not None:
            self._start(archives.LoadShown(self._workspace, target))

    def save(self) -> None:
        image = self.image()
        self._start(archives.SaveImages(self._workspace, [_name(image)] if image else []))

    def close_archive(self) -> None:
        target = self._workspace.target
        if target is not None and target.archive is not None:
            self._start(archives.CloseArchive(self._workspace, target.archive))

    def create(self, *, asks: bool = True) -> None:
        """From what is shown; from a container, another one of its image."""
        target, image = self._workspace.target, self.image()
        if target is not None and target.is_container and image is not None:
            target = Target(TargetKind.IMAGE, str(image.image_id))
        if target is not None:
            self._start(containers.CreateContainer(self._workspace, target, asks=asks))

    def edit_in_container(self) -> None:
        self.create(asks=False)

    def commit(self) -> None:
        container = self._workspace.container
        if container is not None:
            self._start(containers.Commit(self._workspace, container.name))

    def tag(self) -> None:
        image = self.image()
        if image is not None:
            self._start(images.TagImage(self._workspace, image))

    def play_build(self) -> None:
        stack = self._workspace.stack
        if isinstance(stack, Stack):
            self._start(images.PlayBuild(self._workspace, stack))

    def remove(self) -> None:
        """The container that is shown, else the image; an opened archive is only closed."""
        container, image = self.container(), self.image()
        target = self._workspace.target
        if target is not None and target.is_volume:
            self._start(volumes.RemoveVolume(self._workspace, target.name))
        elif container is not None:
            self._start(containers.RemoveContainer(self._workspace, container))
        elif image is not None:
            self._start(images.RemoveImage(self._workspace, image))
        else:
            self.close_archive()

    def _on_container(self, make: Callable[[Workspace, str], Task]) -> None:
        container = self.container()
        if container is not None:
            self._start(make(self._workspace, container.name))

    def open_upper(self) -> None:
        container = self._workspace.writable
        if container is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(container.upper_path)))

    def _new(self, what: files.What) -> None:
        self._start(files.New(self._workspace, what, self._directory()))

    def _on_node(
        self,
        make: type[files.Rename | files.Delete | files.ChangePermissions | files.CopyOut],
    ) -> None:
        node = self._files.selected()
        if node is not None and not node.ghost:
            self._start(make(self._workspace, node))

    def open_outside(self) -> None:
        node = self._files.selected()
        if node is not None:
            self._start(files.OpenOutside(self._workspace, node))

    def _copy_path(self) -> None:
        node = self._files.selected()
        if node is not None:
            QGuiApplication.clipboard().setText(shown(node.path))

    def dropped(self, paths: list[Path], node: Node | None) -> None:
        """Onto a directory, a file's directory, or the root where no row was hit."""
        directory = ROOT
        if node is not None:
            directory = node.path if node.is_directory else parent(node.path)
        self._start(files.CopyIn(self._workspace, paths, directory))

    def moved(self, node: Node, directory: LayerPath) -> None:
        """A row of the tree dropped on a directory."""
        self._start(files.MoveInto(self._workspace, node, directory))

    def _take_back(self, copy: Copy, data: bytes) -> None:
        self._start(files.TakeBack(self._workspace, copy, data))


def _show_container() -> str:
    return translate("Why", "Show a container")


def _not_running() -> str:
    return translate("Why", "The container does not run")


def _name(image: ImageSummary) -> str:
    return image.references[0].familiar if image.references else str(image.image_id)
