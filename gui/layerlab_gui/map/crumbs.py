"""The way to the directory that the map shows: each part a button that zooms out to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from layerlab.model import LayerPath, parents, shown
from layerlab_gui import fonts
from layerlab_gui.i18n import translate

_MOST_LETTERS = 18


class Crumbs(QWidget):
    """The nearest directories are there; what has no room is left out, but never the root."""

    path_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.buttons: list[QToolButton] = []
        self._path: LayerPath | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_path(self, path: LayerPath) -> None:
        if path == self._path:
            return
        self._path = path
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        way = [*parents(path), path]
        self.buttons = [self._button(one) for one in way]
        for position, button in enumerate(self.buttons):
            self._row.insertWidget(position, button)
            button.setEnabled(position < len(way) - 1)
        self._fit()

    def _button(self, path: LayerPath) -> QToolButton:
        button = QToolButton()
        name = path.rpartition("/")[2]
        text = self.fontMetrics().elidedText(
            f"{name} /" if path else "/",
            Qt.TextElideMode.ElideMiddle,
            self.fontMetrics().averageCharWidth() * _MOST_LETTERS,
        )
        button.setText(text.replace("&", "&&"))
        button.setProperty("role", "compact")
        tip = translate("Map", "Zoom out to {path}").format(path=shown(path))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.path_wanted.emit(path))
        return button

    def _fit(self) -> None:
        """From the end on as many as there is room for, and the root."""
        gap = fonts.px(2)
        left = self.width() - (self.buttons[0].sizeHint().width() if self.buttons else 0)
        for button in reversed(self.buttons[1:]):
            left -= button.sizeHint().width() + gap
            button.setVisible(left >= 0 or button is self.buttons[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
