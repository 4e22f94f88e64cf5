"""A picture in a file: its format, its size, its name; or on the clipboard instead."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from layerlab_gui import fonts
from layerlab_gui.dialogs.picture import SIZE, PictureDialog, choice
from layerlab_gui.dialogs.questions import confirm
from layerlab_gui.i18n import count, translate
from layerlab_gui.pictures.drawing import Drawing
from layerlab_gui.pictures.gallery import Gallery, Subject
from layerlab_gui.pictures.writing import Format, copied, fitting
from layerlab_gui.widgets.file_row import FileRow

SCALES = (1.0, 1.5, 2.0, 3.0, 4.0)
_FILE_CHARACTERS = 16


def _formats() -> dict[Format, str]:
    return {
        Format.PNG: translate("Pictures", "PNG, an image in pixels"),
        Format.SVG: translate("Pictures", "SVG, sharp at any size"),
        Format.PDF: translate("Pictures", "PDF, pages for paper"),
    }


class ExportDialog(PictureDialog):
    def __init__(self, gallery: Gallery, first: Subject, folder: str, parent: QWidget) -> None:
        title = translate("Pictures", "Export a picture")
        super().__init__(title, translate("Pictures", "&Export"), gallery, first, parent)
        self._folder = folder
        self.form_of = choice(_formats().items())
        self.scale = choice((scale, f"{scale:g} ×") for scale in SCALES)
        self.scale.setCurrentIndex(SCALES.index(2.0))
        self.file = QLineEdit()
        self.file.setAccessibleName(translate("Pictures", "File"))
        self.file.setMinimumWidth(self.fontMetrics().averageCharWidth() * _FILE_CHARACTERS)
        self._proposed = ""
        self.add_row(translate("Pictures", "F&ormat"), self.form_of)
        self.add_row(translate("Pictures", "&Scale"), self.scale)
        self.add_page_rows()
        self.add_row(translate("Pictures", "&File"), FileRow(self.file, self._browse))
        self.copy_button = QPushButton(translate("Pictures", "&Copy to the clipboard"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        self.form.addRow("", self.copy_button)
        for box in (self.form_of, self.scale):
            box.currentIndexChanged.connect(self.changed)
        self.file.textChanged.connect(self._check)
        self.resize(*map(fonts.px, SIZE))
        self.show_preview()

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

    def show_preview(self) -> None:
        is_png, is_pdf = self.format is Format.PNG, self.format is Format.PDF
        self.form.setRowVisible(self.scale, is_png)
        self.form.setRowVisible(self.page, is_pdf)
        self.form.setRowVisible(self.way, is_pdf)
        self._propose()
        super().show_preview()

    def _propose(self) -> None:
        """A name that says what it is; what the user wrote stays, with the format's ending."""
        if self.file.text() == self._proposed:
            name = file_name(self.gallery.name, self.subject, self.format)
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


def file_name(name: str, subject: Subject, form: Format) -> str:
    """`nginx-1-layers.png`: without what some file systems refuse."""
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return f"{kept[:60].strip('-.') or 'layerlab'}-{subject.value}.{form.value}"
