"""What images, containers, volumes and caches take, and buttons for what is done with."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from layerlab.facade import DiskUsage, UsageTotal
from layerlab_gui import fonts
from layerlab_gui.dialogs.fitting import FittingDialog
from layerlab_gui.dialogs.form import muted
from layerlab_gui.i18n import count, size, translate
from layerlab_gui.models.objects import image_title, volume_title
from layerlab_gui.models.state_words import state_word


class Prune(Enum):
    CONTAINERS = auto()
    IMAGES = auto()
    VOLUMES = auto()


class DiskDialog(FittingDialog):
    """`wanted` is what the user wants to be rid of, once it was accepted."""

    def __init__(self, usage: DiskUsage, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.wanted: Prune | None = None
        self.setWindowTitle(translate("Disk", "Disk use"))
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(_headings())
        self.tree.setAccessibleName(translate("Disk", "Disk use"))
        self.tree.setRootIsDecorated(True)
        for column in (1, 2, 3, 4):
            self.tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self._fill(usage)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(muted(_explanation(usage)))
        buttons = self._buttons(usage)
        if buttons.sizeHint().width() > self.screen().availableSize().width():
            buttons.setOrientation(Qt.Orientation.Vertical)
        self.add_foot(buttons)
        self.resize(fonts.px(680), fonts.px(440))

    def _fill(self, usage: DiskUsage) -> None:
        images = self._total(translate("Disk", "Images"), usage.of_images)
        for image in usage.images:
            shared = translate("Disk", "{shared} shared, {unique} its own")
            text = shared.format(shared=size(image.shared_bytes), unique=size(image.unique_bytes))
            _row(images, image_title(image.image), image.image.size_bytes, text)
        containers = self._total(translate("Disk", "Container layers"), usage.of_containers)
        for container in usage.containers:
            what = container.container
            text = f"{state_word(what.state)} · {what.image_name}"
            _row(containers, what.name, container.size_bytes or 0, text)
        volumes = self._total(translate("Disk", "Volumes"), usage.of_volumes)
        for volume in usage.volumes:
            used = ", ".join(volume.volume.containers)
            text = used or translate("Disk", "mounted nowhere")
            _row(volumes, volume_title(volume.volume), volume.size_bytes or 0, text)
        self._total(translate("Disk", "Indexes of layers"), usage.of_caches)

    def _total(self, title: str, total: UsageTotal) -> QTreeWidgetItem:
        percent = total.reclaimable_percent
        reclaimable = size(total.reclaimable_bytes)
        if percent is not None:
            reclaimable = f"{reclaimable} ({percent} %)"
        texts = [title, count(total.count), count(total.active), size(total.size_bytes)]
        item = QTreeWidgetItem([*texts, reclaimable])
        font = item.font(0)
        font.setBold(True)
        for column in range(5):
            item.setFont(column, font)
            if column:
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self.tree.addTopLevelItem(item)
        item.setExpanded(True)
        return item

    def _buttons(self, usage: DiskUsage) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        rows = (
            (
                Prune.CONTAINERS,
                translate("Disk", "Remove stopped &containers…"),
                usage.of_containers.count > usage.of_containers.active,
            ),
            (
                Prune.IMAGES,
                translate("Disk", "Remove unused &images…"),
                usage.of_images.count > usage.of_images.active,
            ),
            (
                Prune.VOLUMES,
                translate("Disk", "Remove unused &volumes…"),
                usage.of_volumes.count > usage.of_volumes.active,
            ),
        )
        for wanted, text, is_possible in rows:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.setEnabled(is_possible)
            button.clicked.connect(lambda _=False, wanted=wanted: self._choose(wanted))
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return box

    def _choose(self, wanted: Prune) -> None:
        self.wanted = wanted
        self.accept()


def _headings() -> list[str]:
    return [
        translate("Disk", "What"),
        translate("Disk", "Total"),
        translate("Disk", "In use"),
        translate("Disk", "Size"),
        translate("Disk", "Reclaimable"),
    ]


def _row(above: QTreeWidgetItem, title: str, size_bytes: int, text: str) -> None:
    item = QTreeWidgetItem([title, "", "", size(size_bytes), text])
    item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight)
    item.setTextAlignment(4, Qt.AlignmentFlag.AlignRight)
    above.addChild(item)


def _explanation(usage: DiskUsage) -> str:
    if not (usage.images or usage.containers or usage.volumes):
        return translate("Disk", "The store is empty: load an archive, and what it takes is here.")
    return translate(
        "Disk",
        "A layer that several images share is on the disk once. Each container adds its own thin"
        " layer only. Caches are made anew when they are needed.",
    )
