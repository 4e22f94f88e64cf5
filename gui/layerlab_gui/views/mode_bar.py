"""Over the file tree: merged, one layer alone, or its changes; and the ghosts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import translate, without_mnemonic
from layerlab_gui.target import Mode
from layerlab_gui.teaching import teach
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.elided import ElidedLabel

TERMS = {Mode.MERGED: "merged", Mode.LAYER: "layer", Mode.CHANGES: "changeset"}


class ModeBar(QFrame):
    mode_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(6, 6, 4, 5))
        row.setSpacing(fonts.px(2))
        self.buttons: dict[Mode, QToolButton] = {}
        group = QButtonGroup(self)
        for mode, text, tip in _modes():
            button = self._button(mode, text)
            teach(button, TERMS[mode], tip)
            group.addButton(button)
            row.addWidget(button)
            self.buttons[mode] = button
        self.where = ElidedLabel()
        self.where.setProperty("role", "muted")
        self.where.setContentsMargins(fonts.margins(4, 0, 0, 0))
        row.addWidget(self.where, 1)
        self.mounts = self._mount_button()
        self.ghosts = self._ghost_button()
        self.flat = self._flat_button()
        row.addWidget(self.mounts)
        row.addWidget(self.ghosts)
        row.addWidget(self.flat)
        self.offer_list(False)

    def _button(self, mode: Mode, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(without_mnemonic(text))
        button.setCheckable(True)
        button.setChecked(mode is Mode.MERGED)
        button.clicked.connect(lambda: self.mode_wanted.emit(mode))
        return button

    def _toggle(
        self, icon: str, key: str, term_id: str, name: str, tip: str, *, on: bool
    ) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self._theme))
        button.setIconSize(icons.size_for(self.fontMetrics()))
        button.setProperty("role", "compact")
        button.setCheckable(True)
        button.setChecked(on)
        button.setShortcut(key)
        button.setAccessibleName(name)
        teach(button, term_id, tip)
        return button

    def _mount_button(self) -> QToolButton:
        button = self._toggle(
            "database",
            "Ctrl+Shift+H",
            "mount",
            translate("Files", "Show what is mounted"),
            translate(
                "Files",
                "Show what is mounted; without, what the mounts cover is seen (Ctrl+Shift+H)",
            ),
            on=True,
        )
        button.hide()
        return button

    def _ghost_button(self) -> QToolButton:
        return self._toggle(
            "ghost",
            "Ctrl+H",
            "whiteout",
            translate("Files", "Show deleted files"),
            translate("Files", "Show what was deleted: lower layers still have it (Ctrl+H)"),
            on=False,
        )

    def _flat_button(self) -> QToolButton:
        return self._toggle(
            "list",
            "Ctrl+Shift+T",
            "changeset",
            translate("Files", "Changes as a list"),
            translate("Files", "The changes as a list, or as a tree (Ctrl+Shift+T)"),
            on=True,
        )

    def offer_list(self, on: bool) -> None:
        """Changes have no ghosts, and nothing else is a list."""
        self.flat.setVisible(on)
        self.ghosts.setVisible(not on)


def _modes() -> tuple[tuple[Mode, str, str], ...]:
    return (
        (
            Mode.MERGED,
            translate("Files", "Mer&ged"),
            translate("Files", "What is seen with all layers up to the chosen one (Alt+G)"),
        ),
        (
            Mode.LAYER,
            translate("Files", "This &layer"),
            translate("Files", "The entries of the chosen layer's own tar (Alt+L)"),
        ),
        (
            Mode.CHANGES,
            translate("Files", "Cha&nges"),
            translate("Files", "What the chosen layer added, modified and deleted (Alt+N)"),
        ),
    )
