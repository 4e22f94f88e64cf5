"""Over the window while files are dragged: what comes of dropping them, or why nothing does."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from layerlab_gui import fonts


class DropHint(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label = QLabel()
        self.label.setFont(fonts.strong(fonts.scaled(window.font(), 1.4)))
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        self.hide()

    def tell(self, text: str, over: QRect) -> None:
        margin = fonts.px(40)
        self.label.setText(text)
        self.setGeometry(over.adjusted(margin, margin, -margin, -margin))
        self.show()
        self.raise_()
