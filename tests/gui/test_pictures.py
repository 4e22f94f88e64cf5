"""Pictures of the window as files, on the clipboard and on paper: read back by other programs."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab.model import LayerPath
from layerlab_gui import fonts
from layerlab_gui.dialogs.export_picture import ExportDialog
from layerlab_gui.dialogs.picture import PrintDialog
from layerlab_gui.dialogs.questions import Confirm
from layerlab_gui.pictures.gallery import Gallery, Subject
from layerlab_gui.pictures.pages import Paper, Sheet, pages_of
from layerlab_gui.pictures.table import Cell, Heading, Look, Row, table
from layerlab_gui.pictures.writing import (
    SVG_TYPE,
    Format,
    image,
    is_wide,
    pdf,
    print_sheet,
    printer,
    svg,
)
from layerlab_gui.settings import Settings
from layerlab_gui.stage.scene import Depth
from layerlab_gui.target import Mode
from layerlab_gui.theme import LIGHT

WRITTEN = "opt/nginx/index.html"


def _texts_of_svg(data: bytes) -> list[str]:
    root = ElementTree.fromstring(data)
    assert root.tag.endswith("svg")
    return [node.text.strip() for node in root.iter() if node.tag.endswith("text") and node.text]


def _text_of_pdf(file: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True
    ).stdout


def _is_blank(picture: QImage) -> bool:
    small = picture.scaled(40, 40).convertToFormat(QImage.Format.Format_RGB32)
    colours = {small.pixel(x, y) for x in range(40) for y in range(40)}
    return len(colours) < 3


def _export(driver: Driver, subject: Subject, form: Format, path: Path) -> ExportDialog:
    """The dialog by its key, filled in, and accepted by its button."""
    driver.press("Ctrl+Shift+E")
    dialog = driver.dialog()
    assert isinstance(dialog, ExportDialog)
    dialog.what.setCurrentIndex(dialog.what.findData(subject))
    dialog.form_of.setCurrentIndex(dialog.form_of.findData(form))
    QApplication.processEvents()
    dialog.file.setText(str(path))
    driver.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    return dialog


@pytest.mark.parametrize(
    "subject", [s for s in Subject if s not in (Subject.HISTORY, Subject.STRIP)]
)
def test_svg_has_the_texts_as_texts(sample: Driver, subject: Subject, tmp_path: Path) -> None:
    sample.choose(WRITTEN)
    file = tmp_path / "picture.svg"
    _export(sample, subject, Format.SVG, file)
    sample.settle()
    texts = _texts_of_svg(file.read_bytes())
    wanted = {
        Subject.WINDOW: ["Simple", "layerlab/sample:1", "index.html", "COPY config/ /"],
        Subject.STAGE: ["COPY config/ /", "46.5 kB", "layerlab/sample:1"],
        Subject.STACK: ["COPY config/ /", "46.5 kB"],
        Subject.MAP: ["nginx", "24 kB"],
        Subject.FILES: ["index.html", "-rw-r--r--", "615 B", "cache → /var/cache/nginx"],
        Subject.INSPECTOR: ["/opt/nginx/index.html", "615 B · seen"],
    }[subject]
    assert [text for text in wanted if text not in texts] == []
    assert sample.said[-1].result.endswith(str(file))
    assert list(tmp_path.glob(".*")) == []


def test_png_has_the_size_that_was_said(sample: Driver, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    dialog = _export(sample, Subject.WINDOW, Format.PNG, file)
    assert "2,560 × 1,600 pixels" in dialog.told.text()
    sample.settle()
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (2560, 1600)
    assert not _is_blank(picture)


def test_pdf_can_be_searched_in_korean(sample: Driver, qapp: QApplication, tmp_path: Path) -> None:
    sample.program.choose_language("ko")
    sample.qtbot.waitUntil(lambda: "레이어" in sample.window.stack.list.accessibleName())
    sample.settle()
    file = tmp_path / "picture.pdf"
    for subject, wanted in ((Subject.WINDOW, "레이어, 위가 최신"), (Subject.FILES, "수정 시각")):
        file.unlink(missing_ok=True)
        _export(sample, subject, Format.PDF, file)
        sample.settle()
        text = " ".join(_text_of_pdf(file).split())
        assert wanted in text
        assert "sample.tar" in text  # the heading


def test_what_is_there_is_replaced_only_when_that_is_agreed_to(
    sample: Driver, tmp_path: Path
) -> None:
    file = tmp_path / "picture.svg"
    file.write_text("precious", encoding="utf-8")
    dialog = _export(sample, Subject.STACK, Format.SVG, file)
    boxes = dialog.findChildren(Confirm)
    assert len(boxes) == 1
    boxes[0].reject()
    assert file.read_text(encoding="utf-8") == "precious"
    assert dialog.isVisible()
    sample.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    (box,) = [box for box in dialog.findChildren(Confirm) if box.isVisible()]
    box.accept()
    sample.settle()
    assert _texts_of_svg(file.read_bytes())


def test_a_folder_that_is_not_there_is_told_in_a_sentence(sample: Driver, tmp_path: Path) -> None:
    _export(sample, Subject.STACK, Format.SVG, tmp_path / "no" / "picture.svg")
    sample.settle()
    assert sample.window.message.isVisible()
    assert str(tmp_path / "no") in sample.window.message.text
    assert not (tmp_path / "no").exists()


def test_the_name_of_the_file_follows_what_is_chosen(sample: Driver) -> None:
    sample.press("Ctrl+Shift+E")
    dialog = sample.dialog()
    assert isinstance(dialog, ExportDialog)
    dialog.what.setCurrentIndex(dialog.what.findData(Subject.STACK))
    sample.until(lambda: dialog.path.name == "sample.tar-stack.png")
    dialog.form_of.setCurrentIndex(dialog.form_of.findData(Format.PDF))
    sample.until(lambda: dialog.path.name == "sample.tar-stack.pdf")
    dialog.file.setText("/tmp/mine.pdf")
    dialog.form_of.setCurrentIndex(dialog.form_of.findData(Format.SVG))
    sample.until(lambda: dialog.path.name == "mine.svg")
    dialog.reject()
    sample.settle()


def test_paper_is_light_though_the_window_is_dark(make: Callable[..., Driver]) -> None:
    settings = Settings()
    settings.put("theme", "dark")
    driver = make(settings=settings).start()
    gallery = Gallery(driver.window)
    for subject in (Subject.STACK, Subject.FILES):
        assert gallery.draw(subject, paper=False).ground.lightness() < 60
        drawing = gallery.draw(subject, paper=True)
        assert image(drawing, 1.0).pixelColor(2, 2).lightness() > 220


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """Without a screen Qt keeps Python's data longer than Python, and dies of it at the end."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def test_the_clipboard_has_pixels_and_svg(sample: Driver, clipboard: QClipboard) -> None:
    sample.window.stack.list.setFocus()
    sample.press("Ctrl+Shift+X")
    sample.settle()
    data = clipboard.mimeData()
    assert "COPY config/ /" in _texts_of_svg(bytes(data.data(SVG_TYPE).data()))
    assert not _is_blank(QImage(data.imageData()))


def test_what_is_chosen_in_the_dialog_can_be_copied(sample: Driver, clipboard: QClipboard) -> None:
    sample.press("Ctrl+Shift+E")
    dialog = sample.dialog()
    assert isinstance(dialog, ExportDialog)
    dialog.what.setCurrentIndex(dialog.what.findData(Subject.STAGE))
    sample.qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert "COPY config/ /" in _texts_of_svg(bytes(clipboard.mimeData().data(SVG_TYPE).data()))
    assert dialog.isVisible()
    dialog.reject()
    sample.settle()


def test_all_rows_are_drawn_not_only_those_on_the_screen(sample: Driver, tmp_path: Path) -> None:
    sample.window.resize(900, 500)
    for path in ("bin", "etc", "opt", "opt/nginx", "usr", "usr/share", "var"):
        sample.unfold(path)
    model, drawing = (
        sample.window.files.model,
        Gallery(sample.window).draw(Subject.FILES, paper=True),
    )
    texts = _texts_of_svg(svg(drawing))
    names = [
        model.index(row, 0, model.find(LayerPath(path))).data()
        for path in ("", "etc", "opt/nginx", "usr/share", "var")
        for row in range(model.rowCount(model.find(LayerPath(path))))
    ]
    assert len(names) > 20
    assert [name for name in names if name not in texts] == []


def test_the_history_and_the_changes_are_drawn(sample: Driver, tmp_path: Path) -> None:
    sample.container()
    sample.type_line("<!-- one -->")
    sample.press("Ctrl+S")
    sample.until(lambda: bool(sample.workspace.shown.can_undo))
    sample.settle()
    file = tmp_path / "history.svg"
    _export(sample, Subject.HISTORY, Format.SVG, file)
    sample.settle()
    assert any(WRITTEN in text for text in _texts_of_svg(file.read_bytes()))
    sample.workspace.select_mode(Mode.CHANGES)
    sample.settle()
    texts = _texts_of_svg(svg(Gallery(sample.window).draw(Subject.FILES, paper=True)))
    assert f"/{WRITTEN}" in texts
    assert "~" in texts


def test_a_tar_is_drawn_as_it_is_stored(sample: Driver) -> None:
    sample.workspace.set_depth(Depth.REAL)
    sample.workspace.select_layer(4)
    sample.workspace.select_mode(Mode.LAYER)
    sample.settle()
    texts = _texts_of_svg(svg(Gallery(sample.window).draw(Subject.FILES, paper=True)))
    assert "opt/nginx/.wh.old.conf" in texts


def test_an_image_of_a_very_long_list_ends_between_rows() -> None:
    rows = [Row((Cell(f"row {number}"),)) for number in range(3000)]
    drawing = table("List", (Heading("Number"),), rows, Look(LIGHT, fonts.interface()))
    picture = image(drawing, 2.0)
    assert 30_000 < picture.height() <= 32_000
    assert picture.width() == round(drawing.width * 2)
    last = picture.copy(0, picture.height() - 60, picture.width(), 60)
    assert not _is_blank(last)


def test_a_long_list_goes_over_pages_between_rows(sample: Driver, tmp_path: Path) -> None:
    line = Cell("a row of the list that has a name")
    rows = [Row((Cell(f"row {number}"), line)) for number in range(200)]
    headings = (Heading("Number"), Heading("Name"))
    drawing = table("List", headings, rows, Look(LIGHT, fonts.interface()))
    file = tmp_path / "list.pdf"
    file.write_bytes(pdf(Sheet("A list", "caption", (drawing,)), Paper()))
    pages = _text_of_pdf(file).split("\f")[:-1]
    assert len(pages) == pages_of(drawing, Paper()) > 2
    told = [line.strip().split("  ")[0] for page in pages for line in page.splitlines()]
    assert [text for text in told if text.startswith("row ")] == [f"row {n}" for n in range(200)]
    assert all("A list" in page and "caption" in page for page in pages)


def test_printing_to_a_file_prints_text(sample: Driver, tmp_path: Path) -> None:
    drawing = Gallery(sample.window).draw(Subject.WINDOW, paper=True)
    device = printer(Paper(is_wide=is_wide(drawing)))
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    file = tmp_path / "printed.pdf"
    device.setOutputFileName(str(file))
    print_sheet(device, Sheet(drawing.title, "/opt", (drawing,)))
    text = _text_of_pdf(file)
    assert "COPY config/ /" in text
    assert "/opt" in text


def test_print_has_a_preview(sample: Driver) -> None:
    sample.press("Ctrl+P")
    dialog = sample.dialog()
    assert isinstance(dialog, PrintDialog)
    assert "1 page" in dialog.told.text()
    sample.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    sample.until(lambda: isinstance(sample.dialog(), QPrintPreviewDialog))
    sample.dialog().reject()
    sample.settle()
    assert sample.failures == []
