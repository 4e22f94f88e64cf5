"""How deep the window shows things: two buttons side by side, one of which is down."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from layerlab_gui import fonts
from layerlab_gui.i18n import translate


class DepthSwitch(QWidget):
    """A face of the action `real`, which a menu shows with a tick."""

    def __init__(self, real: QAction) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(0, 0, 6, 0))
        row.setSpacing(0)
        self.simple = _button(
            translate("Depth", "Simple"), translate("Depth", "Files in layers, in plain words")
        )
        self.real = _button(translate("Depth", "As stored"), real.toolTip())
        group = QButtonGroup(self)
        for button in (self.simple, self.real):
            group.addButton(button)
            row.addWidget(button)
        (self.real if real.isChecked() else self.simple).setChecked(True)
        self.simple.clicked.connect(lambda: real.setChecked(False))
        self.real.clicked.connect(lambda: real.setChecked(True))
        real.toggled.connect(self._follow)

    def _follow(self, is_real: bool) -> None:
        (self.real if is_real else self.simple).setChecked(True)


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setAccessibleDescription(tip)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
