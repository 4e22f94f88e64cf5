"""What stands in the command line's place while a long output waits: next page, all, stop."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from layerlab_gui.i18n import counted, translate, without_mnemonic
from layerlab_gui.widgets.forwarding import Forwarding


class PageBar(Forwarding, QWidget):
    """The next page is a press of Space or Enter away, since its button has the focus."""

    more_wanted = Signal()
    rest_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.more = _button(translate("Console", "Next &page"), self)
        self.rest = _button(translate("Console", "Sho&w all"), self)
        self.stop = _button(translate("Console", "Leave o&ut the rest"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        for button, signal in (
            (self.more, self.more_wanted),
            (self.rest, self.rest_wanted),
            (self.stop, self.stop_wanted),
        ):
            row.addWidget(button)
            button.clicked.connect(signal)
            key = QShortcut(QKeySequence("Return"), button)
            key.activated.connect(button.click)
        row.addStretch(1)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.stop_wanted)

    def keyboard_part(self) -> QWidget:
        return self.more

    def show_count(self, lines: int) -> None:
        self.label.setText(
            counted(
                lines,
                translate("Console", "{n} more line"),
                translate("Console", "{n} more lines"),
            )
        )


def _button(text: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setAccessibleName(without_mnemonic(text))
    return button
