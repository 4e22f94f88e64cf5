"""What a pane shows when it has nothing: what belongs here, and what to do next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QVBoxLayout, QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.theme import Theme

Step = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    def __init__(
        self, theme: Theme, icon: str, title: str, text: str, steps: Sequence[Step] = ()
    ) -> None:
        super().__init__()
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(fonts.margins(10, 24, 10, 24))
        layout.setSpacing(fonts.px(8))
        layout.addStretch(2)
        self._picture = picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.edge, fonts.px(40), self.devicePixelRatioF()))
        self._title = heading = QLabel(title)
        heading.setFont(fonts.strong(fonts.scaled(self.font(), 1.15)))
        self._text = words = QLabel(text)
        words.setProperty("role", "muted")
        for label in (picture, heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addSpacing(fonts.px(8))
        self._buttons: list[QPushButton] = []
        for name, act in steps:
            button = QPushButton(name)
            button.clicked.connect(act)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._buttons.append(button)
        layout.addStretch(3)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To the first step; a state without one doesn't take the keyboard."""
        if self._buttons:
            self._buttons[0].setFocus(reason)

    def lay_on(self, view: QAbstractScrollArea) -> None:
        """Over a view without rows, which keeps the keyboard and takes what is dropped."""
        layout = QVBoxLayout(view.viewport())
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
        self.hide()

    def tell(self, title: str, text: str) -> None:
        """Where the same pane is empty for one reason or another."""
        self._title.setText(title)
        self._text.setText(text)
        self._fit()

    def offer(self, on: bool) -> None:
        """Whether its steps lead anywhere now."""
        for button in self._buttons:
            button.setVisible(on)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fonts and margins come from the style only now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where room is short the picture goes, then the sentence; title and steps stay."""
        layout = self._layout
        parts = (self._picture, self._text)
        for part in parts:
            part.show()
        for part in parts:
            if layout.totalHeightForWidth(self.width()) <= self.height():
                break
            part.hide()
        layout.invalidate()
        layout.activate()
