"""What a person does to the files of a container: questions first, then one edit each."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from layerlab.container import Container, CopiedOut, Volume, copy_out
from layerlab.model import LayerPath, join, parent, shown
from layerlab.overlay import Node
from layerlab.overlay.looking import find_entry
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.permissions import PermissionsDialog
from layerlab_gui.dialogs.questions import TextDialog, confirm
from layerlab_gui.external import Copy, External
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import printable
from layerlab_gui.target import Source
from layerlab_gui.tasks import edits
from layerlab_gui.tasks.edits import Apply, Change
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace


class _OnContainer(Task):
    """A flow that needs a container; without one it ends at once."""

    def flow(self) -> Flow:
        container = self.workspace.writable
        if container is not None:
            yield from self.go(container)

    def go(self, container: Container | Volume) -> Flow:
        raise NotImplementedError

    def apply(self, change: Change) -> Flow:
        task = Apply(self.workspace, change)
        self.title = task.title
        yield from task.flow()


class What(StrEnum):
    FILE = "file"
    FOLDER = "folder"
    SYMLINK = "symlink"


class New(_OnContainer):
    """Effect: a new file, directory or symbolic link in a directory."""

    def __init__(self, workspace: Workspace, what: What, directory: LayerPath) -> None:
        super().__init__(workspace)
        self._what = what
        self._directory = directory

    def go(self, container: Container | Volume) -> Flow:
        title = {
            What.FILE: translate("Tasks", "Create a file"),
            What.FOLDER: translate("Tasks", "Create a directory"),
            What.SYMLINK: translate("Tasks", "Create a symbolic link"),
        }[self._what]
        window = self.workspace.window
        dialog = yield Ask(TextDialog(title, translate("Tasks", "&Name"), "", window))
        path = join(self._directory, dialog.text)
        if self._what is What.SYMLINK:
            label = translate("Tasks", "It &leads to")
            dialog = yield Ask(TextDialog(title, label, "", window))
            yield from self.apply(edits.symlink(container.name, path, dialog.text))
            return
        make = edits.create_file if self._what is What.FILE else edits.make_directory
        yield from self.apply(make(container.name, path))


class Rename(_OnContainer):
    """Effect: a path has another name in its directory."""

    def __init__(self, workspace: Workspace, node: Node) -> None:
        super().__init__(workspace)
        self._node = node

    def go(self, container: Container | Volume) -> Flow:
        path, name = self._node.path, self._node.name
        dialog = yield Ask(
            TextDialog(
                translate("Tasks", "Rename"),
                translate("Tasks", "&New name"),
                name,
                self.workspace.window,
            )
        )
        if dialog.text != name:
            new = join(parent(path), dialog.text)
            yield from self.apply(edits.rename(container.name, path, new))


class Delete(_OnContainer):
    """Effect: a path is gone from the container. It can be undone, so a file needs no question."""

    def __init__(self, workspace: Workspace, node: Node) -> None:
        super().__init__(workspace)
        self._node = node

    def go(self, container: Container | Volume) -> Flow:
        node = self._node
        if node.is_directory:
            question = translate("Tasks", "Delete {path} and all in it?")
            yield Ask(
                confirm(
                    question.format(path=printable(shown(node.path))),
                    translate("Tasks", "The image keeps it below a whiteout. Undo brings it back."),
                    translate("Tasks", "&Delete"),
                    self.workspace.window,
                )
            )
        yield from self.apply(edits.delete(container.name, node.path, node.is_directory))


class ChangePermissions(_OnContainer):
    """Effect: another mode or owner; the file is copied up for it, data and all."""

    def __init__(self, workspace: Workspace, node: Node) -> None:
        super().__init__(workspace)
        self._node = node

    def go(self, container: Container | Volume) -> Flow:
        entry = self._node.entry
        dialog = yield Ask(PermissionsDialog(entry, self.workspace.window))
        mode, owner = dialog.mode, dialog.owner
        if owner != (entry.uid, entry.gid):
            yield from self.apply(edits.chown(container.name, entry.path, *owner))
        if mode != entry.mode:
            yield from self.apply(edits.chmod(container.name, entry.path, mode))


class CopyIn(_OnContainer):
    """Effect: files of the host in a directory of the container."""

    def __init__(self, workspace: Workspace, sources: Sequence[Path], directory: LayerPath) -> None:
        super().__init__(workspace)
        self._sources = tuple(sources)
        self._directory = directory

    def go(self, container: Container | Volume) -> Flow:
        for source in self._sources:
            path = join(self._directory, source.name)
            yield from self.apply(edits.copy_in(container.name, source, path))


class MoveInto(_OnContainer):
    """Effect: a path is in another directory. Asks before it takes another's place."""

    def __init__(self, workspace: Workspace, node: Node, directory: LayerPath) -> None:
        super().__init__(workspace)
        self._node = node
        self._directory = directory

    def go(self, container: Container | Volume) -> Flow:
        new = join(self._directory, self._node.name)
        is_taken: bool = yield Work(lambda _: find_entry(container.view(), new) is not None)
        if is_taken:
            question = translate("Tasks", "Replace {path}?").format(path=printable(shown(new)))
            detail = translate("Tasks", "Undo brings it back.")
            yes = translate("Tasks", "&Replace")
            yield Ask(confirm(question, detail, yes, self.workspace.window))
        yield from self.apply(edits.rename(container.name, self._node.path, new))


class CopyOut(Task):
    """Effect: a copy of a file in a directory of the host that the user chooses."""

    def __init__(self, workspace: Workspace, node: Node) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Copying {path}").format(path="/" + node.path)
        self._node = node

    def flow(self) -> Flow:
        workspace, source = self.workspace, self.workspace.source
        if source is None:
            return
        title = translate("Tasks", "Copy it to which directory?")
        dialog = QFileDialog(workspace.window, title, workspace.settings.directory("out"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        yield Ask(dialog)
        folder = Path(dialog.selectedFiles()[0])
        workspace.settings.remember_directory("out", folder / "x")
        path, container = self._node.path, workspace.writable

        def copy(progress: Progress) -> CopiedOut:
            return copy_out(source.view(), shown(path), folder, progress)

        made: CopiedOut = yield Work(copy)
        name = container.name if container else "image"
        command = "" if workspace.is_past else commands.copy_out(name, path)
        workspace.say(command, _copied_text(made))


def _copied_text(made: CopiedOut) -> str:
    """Where it went, and what the host has no place for."""
    text = translate("Tasks", "copied to {path}").format(path=made.path)
    if not made.left_out:
        return text
    paths = ", ".join(printable(shown(path)) for path in made.left_out)
    left_out = translate("Tasks", "left out: {paths}").format(paths=paths)
    return f"{text}; {left_out}"


class OpenOutside(Task):
    """Effect: a copy of the file in the system's own program; its changes become edits."""

    def __init__(self, workspace: Workspace, node: Node) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Copying {path}").format(path="/" + node.path)
        self._node = node

    def flow(self) -> Flow:
        workspace, path, source = self.workspace, self._node.path, self.workspace.source
        if source is None or self._node.is_directory:
            return
        container, external = workspace.writable, workspace.external

        def copy(progress: Progress) -> Copy:
            file = copy_out(source.view(), shown(path), external.folder(), progress).path
            return Copy(container.name if container else "", path, file, file.read_bytes())

        made: Copy = yield Work(copy)
        name = made.container or "image"
        if container is not None:
            external.watch(made)
            said = translate("Tasks", "opened a copy; what is saved to it comes back as an edit")
        else:
            said = translate("Tasks", "opened a copy; an image never changes")
        workspace.say_of_files(commands.copy_out(name, path), said)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.file)))


class TakeBack(Task):
    """Effect: what another program wrote to a copy is written to the container it came from."""

    def __init__(self, workspace: Workspace, copy: Copy, data: bytes) -> None:
        super().__init__(workspace)
        self._copy = copy
        self._data = data

    def flow(self) -> Flow:
        copy, container = self._copy, self.workspace.writable
        if container is not None and container.name == copy.container:
            change = edits.write(copy.container, copy.path, self._data)
            yield from Apply(self.workspace, change).flow()
            return
        engine, name, data = self.workspace.engine, copy.container, self._data
        write = edits.write(name, copy.path, data)
        yield Work(lambda progress: write.apply(engine.container(name), progress), Queue.WRITE)
        self.workspace.say_of_files(write.command)


def export(source: Source | None, node: object, external: External) -> Path | None:
    """For a drag: the file is copied out when it is dropped."""
    if source is None or not isinstance(node, Node):
        return None
    return copy_out(source.view(), shown(node.path), external.folder(), Progress()).path
