"""Over the stack: the thin layers of the other containers that stand on the same layers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from layerlab.facade import ContainerUsage
from layerlab_gui import fonts, icons
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.state_words import ICONS, state_word
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.showing import Show
from layerlab_gui.theme import Theme
from layerlab_gui.workspace import Workspace

SHOWN_ROWS = 3
NAME_ROLE = int(Qt.ItemDataRole.UserRole)


class SharingList(QListWidget):
    """A row for each; a click or Enter shows that container. Hidden where there is none."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(fonts.margins(6, 0, 6, 0))
        self.setAccessibleName(translate("Stack", "Other containers on these layers"))
        self.setToolTip(
            translate("Stack", "Other containers on the same layers: each has a thin layer only")
        )
        self.setIconSize(icons.size_for(self.fontMetrics()))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemActivated.connect(self._show_container)
        self.itemClicked.connect(self._show_container)
        self.hide()

    def show_usages(self, usages: tuple[ContainerUsage, ...]) -> None:
        self.clear()
        for usage in usages:
            container = usage.container
            facts = (container.name, size(usage.size_bytes or 0), state_word(container.state))
            item = QListWidgetItem(" · ".join(facts))
            item.setIcon(icons.icon(ICONS[container.state.status], self._theme))
            item.setData(NAME_ROLE, container.name)
            item.setToolTip("\n".join(facts))
            self.addItem(item)
        row = self.sizeHintForRow(0) if usages else 0
        self.setFixedHeight(row * min(len(usages), SHOWN_ROWS) + fonts.px(4))
        self.setVisible(bool(usages))

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(120), self.height())

    def _show_container(self, item: QListWidgetItem) -> None:
        target = Target(TargetKind.CONTAINER, str(item.data(NAME_ROLE)))
        self._workspace.start(Show(self._workspace, target))
