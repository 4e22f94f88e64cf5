"""Images of the store with their containers, and the archives that are only opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from layerlab.facade import ContainerSummary, ImageSummary
from layerlab.image import Image
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.target import Target, TargetKind

TARGET_ROLE = int(Qt.ItemDataRole.UserRole) + 1
DETAIL_ROLE = int(Qt.ItemDataRole.UserRole) + 2
SIZE_ROLE = int(Qt.ItemDataRole.UserRole) + 3
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 4


@dataclass(frozen=True)
class Opened:
    """An archive that is looked at in place."""

    path: Path
    images: tuple[Image, ...]


@dataclass(frozen=True)
class Objects:
    images: Sequence[ImageSummary] = ()
    containers: Sequence[ContainerSummary] = ()
    archives: Sequence[Opened] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.images or self.containers or self.archives)

    def lists_the_same(self, other: "Objects") -> bool:
        """Whether the store has the same in it; archives are the window's own."""
        return (self.images, self.containers) == (other.images, other.containers)


def image_title(image: ImageSummary) -> str:
    names = [reference.familiar for reference in image.references]
    return ", ".join(names) or translate("Objects", "untagged")


class ObjectsModel(QStandardItemModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Target, QStandardItem] = {}

    def show_objects(self, objects: Objects) -> None:
        self.clear()
        self._rows = {}
        for image in objects.images:
            row = self._image_row(image)
            for container in objects.containers:
                if container.image_id == image.image_id:
                    row.appendRow(self._container_row(container))
            self.appendRow(row)
        known = {image.image_id for image in objects.images}
        for container in objects.containers:
            if container.image_id not in known:
                self.appendRow(self._container_row(container))
        if objects.archives:
            self._add_archives(objects.archives)

    def _add_archives(self, archives: Sequence[Opened]) -> None:
        group = QStandardItem(translate("Objects", "Opened, not loaded"))
        group.setData(translate("Objects", "looked at in place"), DETAIL_ROLE)
        group.setData("folder-open", ICON_ROLE)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for archive in archives:
            for index, image in enumerate(archive.images):
                group.appendRow(self._archive_row(archive, index, image))
        self.appendRow(group)

    def _row(self, target: Target, title: str, detail: str, bytes_text: str) -> QStandardItem:
        row = QStandardItem(title)
        row.setEditable(False)
        row.setData(target, TARGET_ROLE)
        row.setData(detail, DETAIL_ROLE)
        row.setData(bytes_text, SIZE_ROLE)
        row.setData(_ICONS[target.kind], ICON_ROLE)
        row.setData(", ".join(t for t in (title, detail, bytes_text) if t), ACCESSIBLE)
        facts = (title, detail, bytes_text, str(target.archive or ""))
        row.setToolTip("\n".join(fact for fact in facts if fact))
        self._rows[target] = row
        return row

    def _image_row(self, image: ImageSummary) -> QStandardItem:
        target = Target(TargetKind.IMAGE, str(image.image_id))
        if image.is_damaged:
            damaged = translate("Objects", "damaged: remove it and load it again")
            return self._row(target, image_title(image), damaged, "")
        layers = counted(
            image.layer_count, translate("Objects", "{n} layer"), translate("Objects", "{n} layers")
        )
        return self._row(target, image_title(image), layers, size(image.size_bytes))

    def _container_row(self, container: ContainerSummary) -> QStandardItem:
        target = Target(TargetKind.CONTAINER, container.name)
        detail = translate("Objects", "container, {state}").format(state=container.state)
        return self._row(target, container.name, detail, "")

    def _archive_row(self, archive: Opened, index: int, image: Image) -> QStandardItem:
        target = Target(TargetKind.ARCHIVE, archive.path.name, archive.path, index)
        names = ", ".join(reference.familiar for reference in image.references)
        layers = counted(
            len(image.layers), translate("Objects", "{n} layer"), translate("Objects", "{n} layers")
        )
        stored = sum(layer.stored_size for layer in image.layers)
        return self._row(target, names or image.image_id.short, layers, size(stored))

    def target(self, index: QModelIndex) -> Target | None:
        value = index.data(TARGET_ROLE)
        return value if isinstance(value, Target) else None

    def index_of(self, target: Target | None) -> QModelIndex:
        row = self._rows.get(target) if target else None
        return row.index() if row else QModelIndex()


ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ICONS = {
    TargetKind.IMAGE: "layers",
    TargetKind.CONTAINER: "container",
    TargetKind.ARCHIVE: "file-archive",
}
