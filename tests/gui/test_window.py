"""The window's manners: dropping, stopping, failing, undoing, drawing itself."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMessageBox

from gui.driving import Driver
from layerlab.facade import Archive, Engine, LoadResult
from layerlab.model import LayerPath, Platform
from layerlab.progress import Progress
from layerlab_gui import main
from layerlab_gui.models.objects import DETAIL_ROLE
from layerlab_gui.sample import sample_path
from layerlab_gui.settings import Settings
from layerlab_gui.target import Mode, TargetKind
from layerlab_gui.tasks.archives import LoadArchive
from layerlab_gui.tasks.edits import Refresh

Make = Callable[..., Driver]


@pytest.fixture
def known() -> Settings:
    """Of a user who has seen the sample before."""
    settings = Settings()
    settings.put("sample_shown", True)
    return settings


def _drop(driver: Driver, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(driver.window, QDragEnterEvent(QPoint(300, 300), copy, data, left, none))
    QApplication.sendEvent(driver.window, QDropEvent(QPointF(300, 300), copy, data, left, none))
    driver.settle()


def test_first_start_shows_the_sample_and_later_ones_a_next_step(
    sample: Driver, make: Make, known: Settings, tmp_path: Path
) -> None:
    assert sample.workspace.target.kind is TargetKind.ARCHIVE
    later = make(Engine(tmp_path / "other"), known).start()
    assert later.workspace.target is None
    assert not later.window.objects.tree.isVisible()


def test_dropped_archive_is_opened_in_place(
    make: Make, known: Settings, sample_archive: Path
) -> None:
    driver = make(settings=known).start()
    _drop(driver, sample_archive)
    assert driver.workspace.target.archive == sample_archive
    assert driver.engine.images() == []
    assert driver.window.stack.model.rowCount() == 8


def test_damaged_archive_is_told_in_the_window(
    make: Make, known: Settings, sample_archive: Path, tmp_path: Path
) -> None:
    driver = make(settings=known).start()
    torn = tmp_path / "torn.tar"
    torn.write_bytes(sample_archive.read_bytes()[:30_000])
    _drop(driver, torn)
    bar = driver.window.message
    assert bar.isVisible()
    assert "torn.tar" in bar.text
    assert driver.workspace.objects.is_empty
    driver.press("Esc")
    driver.until(lambda: not bar.isVisible())


class Endless(Engine):
    """Loads until it is stopped."""

    def load_opened(
        self,
        archive: Archive,
        progress: Progress | None = None,
        *,
        platform: Platform | None = None,
        all_platforms: bool = False,
    ) -> LoadResult:
        assert progress is not None
        progress.begin("load", archive.path.name, 1_000_000)
        pause = threading.Event()
        while True:
            progress.advance(1)
            pause.wait(0.005)


def test_loading_shows_bytes_and_can_be_stopped(
    make: Make, known: Settings, sample_archive: Path, tmp_path: Path
) -> None:
    driver = make(Endless(tmp_path / "root"), known).start()
    driver.workspace.start(LoadArchive(driver.workspace, sample_archive))
    strip = driver.window.progress
    driver.until(strip.isVisible)
    driver.until(lambda: "of 1 MB" in strip._label.text())
    driver.qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    driver.settle()
    driver.until(lambda: not strip.isVisible())
    assert driver.engine.images() == []
    assert driver.failures == []


def test_the_inspector_quotes_the_rule_that_decided(sample: Driver) -> None:
    label = sample.window.inspector.rule
    sample.press("Ctrl+Shift+R")
    sample.workspace.select_path(LayerPath("opt/nginx/old.conf"))
    sample.settle()
    assert "signifies a path should be deleted" in label.text()
    assert "layer.md, Whiteouts" in label.text()
    sample.workspace.select_path(LayerPath("opt"))
    sample.settle()
    assert not label.isVisible()


def test_undo_and_redo(sample: Driver) -> None:
    sample.container()
    sample.type_line("<!-- one -->")
    sample.press("Ctrl+S")
    sample.until(lambda: bool(sample.workspace.shown.can_undo))
    sample.settle()
    container = sample.workspace.container
    sample.window.files.tree.setFocus()
    sample.press("Ctrl+Z")
    sample.until(lambda: container.diff() == [])
    sample.settle()
    assert sample.workspace.shown.can_redo
    sample.press("Ctrl+Shift+Z")
    sample.until(lambda: len(container.diff()) == 3)
    sample.settle()
    text = sample.window.inspector.content.editor.raw_text
    assert text.startswith("<!-- one -->\n")


def test_deleting_leaves_a_ghost_on_demand(sample: Driver) -> None:
    sample.container()
    sample.choose("opt/nginx/nginx.conf")
    sample.window.files.tree.setFocus()
    sample.press("Del", sample.window.files.tree)
    model = sample.window.files.model
    path = LayerPath("opt/nginx/nginx.conf")
    sample.until(lambda: not model.find(path).isValid())
    sample.settle()
    assert sample.window.files.selected() is None  # not its neighbour
    sample.qtbot.mouseClick(sample.window.files.bar.ghosts, Qt.MouseButton.LeftButton)
    sample.until(lambda: model.find(path).isValid())
    node = model.node(model.find(path))
    assert node.ghost
    assert model.find(path).siblingAtColumn(1).data() == "−"


def test_files_dropped_on_the_tree_are_copied_in(sample: Driver, tmp_path: Path) -> None:
    sample.container()
    file = tmp_path / "note.txt"
    file.write_text("from outside\n")
    node = sample.window.files.model.node(sample.row("opt/nginx"))
    sample.window.files.tree.dropped.emit([file], node)
    sample.until(lambda: sample.workspace.path == "opt/nginx/note.txt")
    sample.settle()
    assert sample.workspace.container.view().read(LayerPath("opt/nginx/note.txt")) == (
        b"from outside\n"
    )
    assert sample.said[-1].command == "docker cp note.txt c1:/opt/nginx/note.txt"


def test_a_change_of_another_program_is_noticed(sample: Driver) -> None:
    sample.container()
    upper = sample.workspace.container.upper_path
    (upper / "outside.txt").write_text("here")
    sample.workspace.start(Refresh(sample.workspace))
    model = sample.window.files.model
    sample.until(lambda: model.find(LayerPath("outside.txt")).isValid())
    assert any("outside.txt" in said.result for said in sample.said)


def test_unsaved_text_is_asked_for(sample: Driver) -> None:
    sample.container()
    sample.type_line("unsaved")
    sample.workspace.select_path(LayerPath("opt/nginx/nginx.conf"))
    box = sample.dialog()
    assert sample.workspace.path == "opt/nginx/index.html"
    box.button(QMessageBox.StandardButton.Discard).click()
    sample.until(lambda: sample.workspace.path == "opt/nginx/nginx.conf")


def test_a_long_root_is_cut_in_the_middle(make: Make, known: Settings, tmp_path: Path) -> None:
    root = tmp_path.joinpath(*["a-directory-of-a-long-name"] * 12, "the-end")
    driver = make(Engine(root), known).start()
    driver.window.resize(1000, 700)
    label = driver.window.root
    driver.until(lambda: "…" in label.text())
    assert driver.window.width() == 1000
    assert label.text().endswith("end")
    assert label.toolTip() == str(root)
    assert label.accessibleName() == str(root)


def test_a_file_of_one_long_line_is_shown_folded(sample: Driver) -> None:
    sample.container()
    upper = sample.workspace.container.upper_path
    (upper / "large.js").write_bytes(b"function(a){return a+1};" * 200_000)
    (upper / "small.js").write_bytes(b"function(a){return a+1};" * 1_000)
    sample.workspace.start(Refresh(sample.workspace))
    sample.settle()
    tab = sample.window.inspector.content
    sample.choose("large.js")
    sample.until(lambda: "folded" in tab.remark.text())
    blocks = tab.editor.document()
    assert all(blocks.findBlockByNumber(n).length() <= 4097 for n in range(blocks.blockCount()))
    assert tab.editor.raw_text.replace("\n", "") == ("function(a){return a+1};" * 11_000)[:262_144]
    assert tab.editor.isReadOnly()
    sample.choose("small.js")
    sample.until(lambda: "not coloured" in tab.remark.text())
    assert tab.remark.isVisible()
    assert not tab.editor.isReadOnly()
    assert tab.editor.raw_text == "function(a){return a+1};" * 1_000


def test_focus_leaves_the_path_alone_that_is_still_sought(sample: Driver) -> None:
    files = sample.window.files
    sample.choose("opt/nginx/index.html")
    files.reveal(LayerPath("opt/nginx/not-read-yet"))
    as_focus_does = QItemSelectionModel.SelectionFlag.NoUpdate
    files.tree.selectionModel().setCurrentIndex(files.model.index(0, 0), as_focus_does)
    assert sample.workspace.path == "opt/nginx/index.html"


def test_modes_show_a_layer_and_its_changes(sample: Driver) -> None:
    sample.workspace.select_layer(5)
    sample.qtbot.mouseClick(
        sample.window.files.bar.buttons[Mode.CHANGES], Qt.MouseButton.LeftButton
    )
    sample.choose("opt/nginx/conf.d/default.conf")
    names = {"a.conf", "b.conf", "default.conf"}
    model = sample.window.files.model
    folder = sample.row("opt/nginx/conf.d")
    assert {model.index(r, 0, folder).data() for r in range(model.rowCount(folder))} == names
    assert not model.find(LayerPath("opt/nginx/index.html")).isValid()


def test_search_lists_paths(sample: Driver) -> None:
    sample.press("Ctrl+F")
    sample.qtbot.keyClicks(sample.window.search, "*.conf")
    matches = sample.window.files.matches
    sample.until(lambda: matches.rowCount() > 0)
    names = [matches.index(row, 0).data() for row in range(matches.rowCount())]
    assert "/opt/nginx/nginx.conf" in names
    sample.window.search.clear()
    sample.until(sample.window.files.tree.isVisible)


def test_other_theme_keeps_the_place(sample: Driver) -> None:
    sample.choose("opt/nginx/index.html")
    before = sample.window
    sample.program.choose_theme("dark")
    sample.until(lambda: sample.window is not before)
    sample.settle()
    assert sample.window.theme.is_dark
    assert sample.workspace.path == "opt/nginx/index.html"
    sample.until(lambda: sample.window.inspector.content.editor.raw_text.startswith("<!DOCTYPE"))


def test_main_draws_itself_and_leaves_nothing_open(qapp: QApplication, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    assert main(tmp_path / "root", [], screenshot=picture, size=(1100, 700)) == 0
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1100, 700)
    assert len({image.pixel(x, y) for x in range(0, 1100, 20) for y in range(0, 700, 20)}) > 20


def test_unexpected_fault_offers_its_details(sample: Driver) -> None:
    sample.workspace.failed.emit(ValueError("odd"))
    bar = sample.window.message
    assert "ValueError" in bar.text
    assert bar._copy.isVisible()
    sample.qtbot.mouseClick(bar._copy, Qt.MouseButton.LeftButton)
    assert "ValueError: odd" in QApplication.clipboard().text()


def test_a_damaged_image_is_listed_as_such(make: Callable[..., Driver], tmp_path: Path) -> None:
    engine = Engine(tmp_path / "root")
    engine.load(sample_path())
    manifest = engine._store.images()[0].manifest.digest
    engine._store.blobs.path(manifest).write_bytes(b"{")
    driver = make(engine=engine).start()
    item = driver.window.objects.model.item(0)
    assert item.text() == "layerlab/sample:1"
    assert "damaged" in item.data(DETAIL_ROLE)
    told = [f"{type(each).__name__}: {each}" for each in driver.failures]
    assert len(told) == 1, told
