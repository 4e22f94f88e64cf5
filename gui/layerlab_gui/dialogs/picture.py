"""A picture of the window: of what, for what, how large; with a preview of it."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QGuiApplication, QPageSize, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.dialogs.questions import confirm
from layerlab_gui.i18n import count, translate
from layerlab_gui.pictures.drawing import Drawing
from layerlab_gui.pictures.gallery import Gallery, Subject, subject_word
from layerlab_gui.pictures.pages import Paper, pages_of
from layerlab_gui.pictures.writing import Format, copied, fitting, image, is_wide
from layerlab_gui.widgets.picture import Picture

SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)
SHEETS = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.Letter)
_LEAST_PREVIEW, _SIZE = (240, 240), (860, 520)
_FILE_CHARACTERS = 20


def _formats() -> dict[Format, str]:
    return {
        Format.PNG: translate("Pictures", "PNG, an image in pixels"),
        Format.SVG: translate("Pictures", "SVG, sharp at any size"),
        Format.PDF: translate("Pictures", "PDF, pages for paper"),
    }


class PictureDialog(FormDialog):
    """What is chosen is kept in its properties; nothing is written here."""

    def __init__(
        self, title: str, accept_text: str, gallery: Gallery, first: Subject, parent: QWidget
    ) -> None:
        super().__init__(title, accept_text, parent)
        self._gallery = gallery
        self.what = _choice((s, subject_word(s)) for s in gallery.subjects())
        self.what.setCurrentIndex(max(self.what.findData(first), 0))
        self.paper_colours = QCheckBox(translate("Pictures", "&Light colours, as for paper"))
        self.page = _choice((size, QPageSize.name(size)) for size in SHEETS)
        if QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem:
            self.page.setCurrentIndex(SHEETS.index(QPageSize.PageSizeId.Letter))
        self.way = _choice(
            (
                (None, translate("Pictures", "as it fits")),
                (False, translate("Pictures", "upright")),
                (True, translate("Pictures", "across")),
            )
        )
        self.preview = Picture()
        self.preview.setMinimumSize(*map(fonts.px, _LEAST_PREVIEW))
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.preview.setAccessibleName(translate("Pictures", "Preview"))
        self.told = muted("")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_preview)
        self.add_row(translate("Pictures", "&What"), self.what)
        self._lay_out()
        for box in (self.what, self.page, self.way):
            box.currentIndexChanged.connect(self._changed)
        self.paper_colours.toggled.connect(self._changed)

    def _lay_out(self) -> None:
        """Subclasses add their rows after this one; the preview is beside them."""
        self.body.removeItem(self.form)
        left = QVBoxLayout()
        left.addLayout(self.form)
        left.addWidget(self.told)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(left, 1)
        row.addWidget(self.preview, 1)
        self.body.insertLayout(0, row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._changed()

    def add_page_rows(self) -> None:
        self.form.addRow("", self.paper_colours)
        self.add_row(translate("Pictures", "&Page"), self.page)
        self.add_row(translate("Pictures", "&Direction"), self.way)

    @property
    def subject(self) -> Subject:
        return Subject(self.what.currentData())

    def drawing(self) -> Drawing:
        paper = self.paper_colours.isChecked() and self.subject.has_paper_colours
        return self._gallery.draw(self.subject, paper=paper)

    def paper(self, drawing: Drawing) -> Paper:
        way = self.way.currentData()
        return Paper(self.page.currentData(), is_wide(drawing) if way is None else bool(way))

    def _changed(self) -> None:
        """The preview comes a moment later, so that arrow keys go through the choices at once."""
        self._timer.start(0)

    def _show_preview(self) -> None:
        self.paper_colours.setEnabled(self.subject.has_paper_colours)
        drawing = self.drawing()
        self.preview.setPixmap(_preview(drawing, self.preview))
        lines = self.size_words(drawing), drawing.note, self._colours_told()
        self.told.setText("\n".join(filter(None, lines)))

    def _colours_told(self) -> str:
        if self.subject.has_paper_colours or not self.paper_colours.isChecked():
            return ""
        return translate("Pictures", "In the colours of the screen, as this is drawn from it.")

    def size_words(self, drawing: Drawing) -> str:
        """How large it will be."""
        pages = pages_of(drawing, self.paper(drawing))
        one, many = translate("Pictures", "{n} page"), translate("Pictures", "{n} pages")
        return (one if pages == 1 else many).format(n=count(pages))


class ExportDialog(PictureDialog):
    def __init__(self, gallery: Gallery, first: Subject, folder: str, parent: QWidget) -> None:
        title = translate("Pictures", "Export a picture")
        super().__init__(title, translate("Pictures", "&Export"), gallery, first, parent)
        self._folder = folder
        self.form_of = _choice(_formats().items())
        self.scale = _choice((scale, f"{scale:g} ×") for scale in SCALES)
        self.scale.setCurrentIndex(SCALES.index(2.0))
        self.file = QLineEdit()
        self.file.setAccessibleName(translate("Pictures", "File"))
        self.file.setMinimumWidth(self.fontMetrics().averageCharWidth() * _FILE_CHARACTERS)
        self._proposed = ""
        self.add_row(translate("Pictures", "F&ormat"), self.form_of)
        self.add_row(translate("Pictures", "&Scale"), self.scale)
        self.add_page_rows()
        self.add_row(translate("Pictures", "&File"), self._with_browse())
        self.copy_button = QPushButton(translate("Pictures", "&Copy to the clipboard"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        self.form.addRow("", self.copy_button)
        for box in (self.form_of, self.scale):
            box.currentIndexChanged.connect(self._changed)
        self.file.textChanged.connect(self._check)
        self.resize(*map(fonts.px, _SIZE))
        self._show_preview()

    def _with_browse(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        browse = QPushButton(translate("Pictures", "&Browse…"))
        browse.setAccessibleName(translate("Pictures", "Choose a file"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        holder.setFocusProxy(self.file)
        return holder

    def _copy(self) -> None:
        """Instead of a file; the dialog stays."""
        QGuiApplication.clipboard().setMimeData(copied(self.drawing()))
        self.told.setText(translate("Pictures", "Copied."))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), str(self.path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked when it is exported
        dialog.selectFile(self.path.name)
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    @property
    def format(self) -> Format:
        return Format(self.form_of.currentData())

    @property
    def scale_factor(self) -> float:
        return float(self.scale.currentData())

    @property
    def path(self) -> Path:
        return Path(self.file.text().strip()).expanduser()

    def _show_preview(self) -> None:
        is_png, is_pdf = self.format is Format.PNG, self.format is Format.PDF
        self.form.setRowVisible(self.scale, is_png)
        self.form.setRowVisible(self.page, is_pdf)
        self.form.setRowVisible(self.way, is_pdf)
        self._propose()
        super()._show_preview()

    def _propose(self) -> None:
        """A name that says what it is; what the user wrote stays, with the format's ending."""
        if self.file.text() == self._proposed:
            name = file_name(self._gallery.name, self.subject, self.format)
            folder = self.path.parent if self._proposed else Path(self._folder)
            self._proposed = str(folder / name)
            self.file.setText(self._proposed)
        elif self.path.suffix.lstrip(".").lower() in tuple(Format):
            self.file.setText(str(self.path.with_suffix(f".{self.format.value}")))

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.file.text().strip()))

    def size_words(self, drawing: Drawing) -> str:
        if self.format is Format.PDF:
            return super().size_words(drawing)
        fit, scale = drawing, 1.0
        if self.format is Format.PNG:
            fit, scale = fitting(drawing, self.scale_factor)
        width, height = count(round(fit.width * scale)), count(round(fit.height * scale))
        size = translate("Pictures", "{width} × {height} pixels").format(width=width, height=height)
        if fit is drawing:
            return size
        text = translate("Pictures", "An image ends after {n} rows; SVG and PDF have all.")
        return f"{size}\n{text.format(n=count(len(fit.cuts)))}"

    def accept(self) -> None:
        """A file that is there is only replaced when the user says so."""
        if not self.path.exists():
            super().accept()
            return
        question = confirm(
            translate("Pictures", "Replace {name}?").format(name=self.path.name),
            translate("Pictures", "It is there already; what it has is lost."),
            translate("Pictures", "&Replace"),
            self,
        )
        question.accepted.connect(lambda: self.done(QDialog.DialogCode.Accepted))
        question.finished.connect(question.deleteLater)
        question.open()


class PrintDialog(PictureDialog):
    def __init__(self, gallery: Gallery, first: Subject, parent: QWidget) -> None:
        title = translate("Pictures", "Print")
        super().__init__(
            title, translate("Pictures", "Preview and &print…"), gallery, first, parent
        )
        self.paper_colours.setChecked(True)
        self.add_page_rows()
        self.resize(*map(fonts.px, _SIZE))
        self._show_preview()


def file_name(name: str, subject: Subject, form: Format) -> str:
    """`nginx-1-layers.png`: without what some file systems refuse."""
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return f"{kept[:60].strip('-.') or 'layerlab'}-{subject.value}.{form.value}"


def _preview(drawing: Drawing, place: QWidget) -> QPixmap:
    """All of it, or of what is very tall its top."""
    width, height, ratio = place.width(), place.height(), place.devicePixelRatioF()
    across = min(width / drawing.width, 1.0)
    whole = min(across, height / drawing.height)
    scale = whole if whole > across / 2 else across
    pixmap = QPixmap.fromImage(image(drawing.top(height / scale), scale * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _choice(items: Iterable[tuple[object, str]]) -> QComboBox:
    box = QComboBox()
    for data, text in items:
        box.addItem(text, data)
    return box
