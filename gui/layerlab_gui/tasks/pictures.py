"""Pictures of the window: written to a file, copied, printed."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from layerlab.host import write_whole
from layerlab_gui.dialogs.export_picture import ExportDialog
from layerlab_gui.dialogs.picture import PrintDialog
from layerlab_gui.i18n import size, translate
from layerlab_gui.pictures.drawing import Drawing
from layerlab_gui.pictures.gallery import Gallery, Subject
from layerlab_gui.pictures.pages import Paper, Sheet
from layerlab_gui.pictures.writing import (
    Format,
    copied,
    image,
    pdf,
    png,
    print_sheet,
    printer,
    svg,
)
from layerlab_gui.tasks.history import read_history
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace

if TYPE_CHECKING:
    from layerlab_gui.main_window import MainWindow

_PREVIEW_SHARE = 0.85


class _OfWindow(Task):
    """`subject` is what is proposed: what the pane with the focus shows, by default."""

    def __init__(
        self, workspace: Workspace, window: "MainWindow", subject: Subject | None = None
    ) -> None:
        super().__init__(workspace)
        self._window = window
        self._subject = subject

    def gallery(self) -> Generator[Work | Ask, Any, tuple[Gallery, Subject]]:
        """The gallery with the container's history, and what is proposed of it."""
        gallery, container = Gallery(self._window), self.workspace.writable
        if container is not None:
            gallery.history = yield Work(lambda _: read_history(container))
        return gallery, self._subject or gallery.focused()


class ExportPicture(_OfWindow):
    """Effect: a file on the disk, whole or not at all."""

    def flow(self) -> Flow:
        workspace = self.workspace
        self.title = translate("Tasks", "Drawing the picture")
        gallery, subject = yield from self.gallery()
        folder = workspace.settings.directory("picture")
        dialog: ExportDialog = yield Ask(ExportDialog(gallery, subject, folder, self._window))
        path, form, drawing = dialog.path, dialog.format, dialog.drawing()
        workspace.settings.remember_directory("picture", path)
        sheet, paper, scale = _sheet(gallery, drawing), dialog.paper(drawing), dialog.scale_factor
        make: dict[Format, Callable[[], bytes]] = {
            Format.PNG: lambda: png(image(drawing, scale)),
            Format.SVG: lambda: svg(drawing),
            Format.PDF: lambda: pdf(sheet, paper),
        }
        here = None if drawing.of_values else make[form]()
        data: bytes = here or (yield Work(lambda _: make[form]()))
        yield Work(lambda _: write_whole(path, data))
        text = translate("Tasks", "wrote {size} to {path}")
        workspace.say("", text.format(size=size(len(data)), path=path))


def _sheet(gallery: Gallery, drawing: Drawing) -> Sheet:
    caption = "  ".join(filter(None, (gallery.caption, drawing.note)))
    return Sheet(drawing.title, caption, (drawing,))


class CopyPicture(_OfWindow):
    """Effect: the clipboard has the picture, as an image and as SVG."""

    def flow(self) -> Flow:
        gallery, subject = yield from self.gallery()
        drawing = gallery.draw(subject, paper=False)
        QGuiApplication.clipboard().setMimeData(copied(drawing))
        text = translate("Tasks", "copied a picture: {title}")
        self.workspace.say("", text.format(title=drawing.title))


class _Preview(QPrintPreviewDialog):
    """Qt keeps no hold of the printer that it uses."""

    def __init__(self, device: QPrinter, parent: QWidget) -> None:
        super().__init__(device, parent)
        self._device = device


class PrintPicture(_OfWindow):
    """Effect: what the printer makes of it. Its preview has the system's dialog."""

    def flow(self) -> Flow:
        gallery, subject = yield from self.gallery()
        dialog: PrintDialog = yield Ask(PrintDialog(gallery, subject, self._window))
        drawing = dialog.drawing()
        paper: Paper = dialog.paper(drawing)
        preview = _Preview(printer(paper), self._window)
        preview.resize(self._window.size() * _PREVIEW_SHARE)
        preview.setWindowTitle(translate("Tasks", "Print: {title}").format(title=drawing.title))
        sheet = _sheet(gallery, drawing)
        preview.paintRequested.connect(lambda device: print_sheet(device, sheet))
        yield Ask(preview)
