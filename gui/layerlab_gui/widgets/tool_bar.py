"""A tool bar that gives way: first its buttons lose their words, then what a menu has as well
goes, so that the rest is never cut nor behind a second click."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QToolBar

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class ToolBar(QToolBar):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setMovable(False)
        self.setToolButtonStyle(WORDS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.spare: list[QAction] = []
        """What may go."""
        self._needs: dict[Qt.ToolButtonStyle, int] = {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width()
        if not self._needs:
            self._measure()
        style = WORDS if self._needs[WORDS] <= room else ICONS
        if style != self.toolButtonStyle():
            self.setToolButtonStyle(style)
        for action in self.spare:
            action.setVisible(self._needs[style] <= room)

    def _measure(self) -> None:
        """How wide it is with words and without; what is in it does not change any more."""
        for style in (ICONS, WORDS):
            self.setToolButtonStyle(style)
            self._needs[style] = self.sizeHint().width()
