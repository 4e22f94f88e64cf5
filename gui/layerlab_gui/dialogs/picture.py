"""A picture of the window: of what, for what, how large; with a preview of it."""

from collections.abc import Iterable

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QPageSize, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.i18n import counted, translate
from layerlab_gui.pictures.drawing import Drawing
from layerlab_gui.pictures.gallery import Gallery, Subject, subject_word
from layerlab_gui.pictures.pages import Paper, pages_of
from layerlab_gui.pictures.writing import image, is_wide
from layerlab_gui.widgets.picture import Picture

SHEETS = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.Letter)
_WIDE_ZOOM = 1.5
"""Above, the preview is below the form."""
_LEAST_PREVIEW, SIZE = (240, 240), (860, 520)


class PictureDialog(FormDialog):
    """What is chosen is kept in its properties; nothing is written here."""

    def __init__(
        self, title: str, accept_text: str, gallery: Gallery, first: Subject, parent: QWidget
    ) -> None:
        super().__init__(title, accept_text, parent)
        self.gallery = gallery
        self.what = choice((s, subject_word(s)) for s in gallery.subjects())
        self.what.setCurrentIndex(max(self.what.findData(first), 0))
        self.paper_colours = QCheckBox(translate("Pictures", "&Light colours, as for paper"))
        self.page = choice((size, QPageSize.name(size)) for size in SHEETS)
        if QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem:
            self.page.setCurrentIndex(SHEETS.index(QPageSize.PageSizeId.Letter))
        self.way = choice(
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
        self._timer.timeout.connect(self.show_preview)
        self.add_row(translate("Pictures", "&What"), self.what)
        self._lay_out()
        for box in (self.what, self.page, self.way):
            box.currentIndexChanged.connect(self.changed)
        self.paper_colours.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        """Subclasses add their rows after this one; the preview is beside them, or below."""
        self.body.removeItem(self.form)
        left = QVBoxLayout()
        left.addLayout(self.form)
        left.addWidget(self.told)
        left.addStretch(1)
        ways = QBoxLayout.Direction
        has_room = fonts.zoom() <= _WIDE_ZOOM
        row = QBoxLayout(ways.LeftToRight if has_room else ways.TopToBottom)
        row.setSpacing(18)
        row.addLayout(left, 1)
        row.addWidget(self.preview, 1)
        self.body.insertLayout(0, row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.changed()

    def add_page_rows(self) -> None:
        self.form.addRow("", self.paper_colours)
        self.add_row(translate("Pictures", "Pa&ge"), self.page)
        self.add_row(translate("Pictures", "&Direction"), self.way)

    @property
    def subject(self) -> Subject:
        return Subject(self.what.currentData())

    def drawing(self) -> Drawing:
        paper = self.paper_colours.isChecked() and self.subject.has_paper_colours
        return self.gallery.draw(self.subject, paper=paper)

    def paper(self, drawing: Drawing) -> Paper:
        way = self.way.currentData()
        return Paper(self.page.currentData(), is_wide(drawing) if way is None else bool(way))

    def changed(self) -> None:
        """The preview comes a moment later, so that arrow keys go through the choices at once."""
        self._timer.start(0)

    def show_preview(self) -> None:
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
        one, many = translate("Pictures", "{n} page"), translate("Pictures", "{n} pages")
        return counted(pages_of(drawing, self.paper(drawing)), one, many)


class PrintDialog(PictureDialog):
    def __init__(self, gallery: Gallery, first: Subject, parent: QWidget) -> None:
        title = translate("Pictures", "Print")
        super().__init__(
            title, translate("Pictures", "Preview and &print…"), gallery, first, parent
        )
        self.paper_colours.setChecked(True)
        self.add_page_rows()
        self.resize(*map(fonts.px, SIZE))
        self.show_preview()


def _preview(drawing: Drawing, place: QWidget) -> QPixmap:
    """All of it, or of what is very tall its top."""
    width, height, ratio = place.width(), place.height(), place.devicePixelRatioF()
    across = min(width / drawing.width, 1.0)
    whole = min(across, height / drawing.height)
    scale = whole if whole > across / 2 else across
    pixmap = QPixmap.fromImage(image(drawing.top(height / scale), scale * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def choice(items: Iterable[tuple[object, str]]) -> QComboBox:
    box = QComboBox()
    for data, text in items:
        box.addItem(text, data)
    return box
