"""A message in the window: an icon, words, what to do, and a way to be rid of it.

Errors are told here and never in a dialog, so that they neither block nor vanish.
"""

import traceback

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from layerlab.errors import EngineError
from layerlab_gui import fonts, icons
from layerlab_gui.i18n import translate
from layerlab_gui.speaking import announce
from layerlab_gui.theme import Theme
from layerlab_gui.wording import error_text

NOTE_MS = 8000


class MessageBar(QFrame):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details = ""
        self._icon = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QToolButton()
        self._copy.setText(translate("Message", "Cop&y details"))
        self._copy.setToolTip(translate("Message", "Copy what a report of this fault needs"))
        self._copy.clicked.connect(self._copy_details)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("x", theme))
        self._close.setAccessibleName(translate("Message", "Dismiss"))
        self._close.setToolTip(translate("Message", "Dismiss (Esc)"))
        self._close.setShortcut("Esc")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(fonts.margins(12, 7, 8, 7))
        layout.setSpacing(fonts.px(10))
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._copy)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def tell_error(self, error: BaseException) -> None:
        """An error of the engine in its own words; any other is a fault of the program."""
        self._timer.stop()
        is_known = isinstance(error, EngineError)
        self._details = "" if is_known else "".join(traceback.format_exception(error))
        self._show(error_text(error), "circle-alert", self._theme.deleted, "error")

    def tell(self, text: str) -> None:
        self._details = ""
        self._show(text, "info", self._theme.accent, "note")
        self._timer.start(NOTE_MS)

    def _show(self, text: str, icon: str, colour: str, role: str) -> None:
        side = icons.size_for(self.fontMetrics()).width()
        self._icon.setPixmap(icons.pixmap(icon, colour, side, self.devicePixelRatioF()))
        self._label.setText(text)
        self.setAccessibleName(text)
        announce(self, text, is_urgent=role == "error")
        self._copy.setVisible(bool(self._details))
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
