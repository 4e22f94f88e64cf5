"""A line for a file's path, with the button that chooses one."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from layerlab_gui.i18n import translate


class FileRow(QWidget):
    """The label's letter leads to the field."""

    def __init__(self, field: QLineEdit, browse: Callable[[], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(translate("FileRow", "&Browse…"))
        button.setAccessibleName(translate("FileRow", "Choose a file"))
        button.setAutoDefault(False)
        button.clicked.connect(browse)
        row.addWidget(field, 1)
        row.addWidget(button)
        self.setFocusProxy(field)
