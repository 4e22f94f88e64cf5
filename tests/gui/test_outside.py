"""Files that go out of the window and come back: dragged, dropped, opened elsewhere."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab.facade import Engine, ImageSummary
from layerlab.model import LayerPath
from layerlab_gui.tasks.files import export
from layerlab_gui.views.file_view import LazyFiles

INDEX = LayerPath("opt/nginx/index.html")


class Opener(QObject):
    """Stands for the system's program."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.files.append(Path(url.toLocalFile()))


def test_a_dragged_file_is_copied_out_only_when_asked_for(sample: Driver) -> None:
    sample.choose(INDEX)
    asked = []

    def copy(node: object) -> Path | None:
        asked.append(node)
        return export(sample.workspace.source, node, sample.workspace.external)

    node = sample.window.files.model.node(sample.row(INDEX))
    data = LazyFiles(node, copy)
    assert data.hasUrls()
    assert asked == []
    file = Path(data.urls()[0].toLocalFile())
    assert file.name == "index.html"
    assert file.stat().st_size == 615


def test_a_file_dropped_on_a_directory_goes_into_it(sample: Driver, tmp_path: Path) -> None:
    sample.container()
    file = tmp_path / "note.txt"
    file.write_text("from outside\n")
    view = sample.window.files.tree
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place = view.visualRect(sample.row("opt/nginx")).center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(place), copy, data, left, none)
    QApplication.sendEvent(view.viewport(), enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(place), copy, data, left, none)
    QApplication.sendEvent(view.viewport(), drop)
    sample.until(lambda: sample.workspace.path == "opt/nginx/note.txt")
    sample.settle()


def test_what_another_program_saves_becomes_an_edit(sample: Driver) -> None:
    sample.container()
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    try:
        sample.window.actions_["outside"].trigger()
        sample.until(lambda: bool(opener.files))
        sample.settle()
        opener.files[0].write_bytes(b"changed elsewhere\n")
        view = sample.workspace.container.view
        sample.until(lambda: view().read(INDEX) == b"changed elsewhere\n")
        sample.settle()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    editor = sample.window.inspector.content.editor
    sample.until(lambda: editor.raw_text == "changed elsewhere\n")
    assert sample.said[-1].command.startswith("docker exec c1 sh -c 'cat 1<> /opt/nginx")


def test_mode_and_owner(sample: Driver) -> None:
    sample.container()
    sample.window.files.tree.setFocus()
    sample.press("Alt+Return", sample.window.files.tree)
    dialog = sample.dialog()
    dialog._boxes[0o100].click()
    assert dialog._octal.text() == "0744"
    dialog._uid.setText("33")
    dialog.accept()
    view = sample.workspace.container.view
    sample.until(lambda: view().get(INDEX).entry.mode == 0o744)
    sample.settle()
    assert view().get(INDEX).entry.uid == 33
    assert [said.command for said in sample.said[-2:]] == [
        "docker exec c1 chown 33:0 /opt/nginx/index.html",
        "docker exec c1 chmod 744 /opt/nginx/index.html",
    ]


def test_rename_moves_the_selection(sample: Driver) -> None:
    sample.container()
    sample.window.files.tree.setFocus()
    sample.press("F2", sample.window.files.tree)
    dialog = sample.dialog()
    dialog.field.setText("home.html")
    dialog.accept()
    sample.until(lambda: sample.workspace.path == "opt/nginx/home.html")
    sample.settle()
    assert sample.failures == []


def test_what_another_program_does_to_the_store_is_shown(sample: Driver) -> None:
    sample.container()
    workspace = sample.workspace
    with Engine(sample.engine.root) as other:
        other.tag(str(other.images()[0].image_id), "other:1")
        sample.until(lambda: any("other:1" in names(image) for image in workspace.objects.images))
        other.rename_container("c1", "renamed")
        sample.until(lambda: workspace.target is not None and workspace.target.name == "renamed")
        assert workspace.path == INDEX
        other.container("renamed").write(INDEX, b"written elsewhere\n")
        editor = sample.window.inspector.content.editor
        sample.until(lambda: editor.raw_text == "written elsewhere\n")
        other.container("renamed").undo()
        sample.until(lambda: "written elsewhere" not in editor.raw_text)
        other.remove_container("renamed", force=True)
        sample.until(lambda: workspace.target is not None and workspace.container is None)
        sample.settle()
    assert workspace.objects.images
    assert workspace.objects.containers == ()
    assert sample.failures == []


def names(image: ImageSummary) -> list[str]:
    return [reference.familiar for reference in image.references]
