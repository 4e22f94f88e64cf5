"""Save: which images, in which format, and where."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from layerlab.facade import ImageSummary, SaveFormat
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.i18n import translate
from layerlab_gui.models.objects import Objects, image_title
from layerlab_gui.widgets.file_row import FileRow


def _formats() -> dict[SaveFormat, str]:
    return {
        SaveFormat.DOCKER_ARCHIVE: translate("Save", "Docker archive (loads everywhere)"),
        SaveFormat.OCI_ARCHIVE: translate("Save", "OCI archive"),
        SaveFormat.OCI_DIR: translate("Save", "OCI directory"),
    }


def name_of(image: ImageSummary) -> str:
    return image.references[0].familiar if image.references else str(image.image_id)


class SaveDialog(FormDialog):
    def __init__(
        self, objects: Objects, names: Sequence[str], folder: str, parent: QWidget | None
    ) -> None:
        title = translate("Save", "Save images to an archive")
        super().__init__(title, translate("Save", "&Save"), parent)
        self._folder = folder
        self._images = QListWidget()
        self._fill(objects, names)
        self._format = QComboBox()
        for form, text in _formats().items():
            self._format.addItem(text, form)
        self._file = QLineEdit(str(Path(folder, _file_name(names))))
        self.add_row(translate("Save", "&Images"), self._images)
        self.add_row(translate("Save", "F&ormat"), self._format)
        self.add_row(translate("Save", "&File"), FileRow(self._file, self._browse))
        note = translate("Save", "The same images always give the same bytes.")
        self.add_below(muted(note))
        self._file.setAccessibleName(translate("Save", "File"))
        self._file.textChanged.connect(self._check)
        self._images.itemChanged.connect(self._check)
        self._check()
        self.resize(fonts.px(540), fonts.px(360))

    def _fill(self, objects: Objects, names: Sequence[str]) -> None:
        for image in objects.images:
            item = QListWidgetItem(image_title(image))
            item.setData(Qt.ItemDataRole.UserRole, name_of(image))
            ids = {str(image.image_id), *(ref.familiar for ref in image.references)}
            chosen = bool(ids & set(names))
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self._images.addItem(item)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(Path(self._file.text()).name)
        dialog.fileSelected.connect(self._file.setText)
        dialog.open()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.names) and bool(self._file.text().strip()))

    @property
    def names(self) -> tuple[str, ...]:
        items = (self._images.item(row) for row in range(self._images.count()))
        checked = (i for i in items if i.checkState() == Qt.CheckState.Checked)
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in checked)

    @property
    def path(self) -> Path:
        return Path(self._file.text().strip()).expanduser()

    @property
    def save_format(self) -> SaveFormat:
        return SaveFormat(self._format.currentData())


def _file_name(names: Sequence[str]) -> str:
    """A file's name from the first image's, without what some file systems refuse."""
    name = names[0] if names else "image"
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return f"{kept.removeprefix('sha256-')[:40]}.tar"
