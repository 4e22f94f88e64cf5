"""A tool bar that gives way: first its buttons lose their words, then those go that a menu has as
well, so that the rest is neither cut nor behind a second click."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionEvent, QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


@dataclass(frozen=True)
class _Gone:
    """`before` is the action that it stood before."""

    action: QAction
    before: QAction
    width: int


class ToolBar(QToolBar):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setMovable(False)
        self.setToolButtonStyle(WORDS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.spare: list[QAction] = []
        """What may go where there is no room, the first first."""
        self._gone: list[_Gone] = []
        self._full = 0
        """How wide it is with all words."""

    def actionEvent(self, event: QActionEvent) -> None:
        super().actionEvent(event)
        button = self.widgetForAction(event.action())
        if isinstance(button, QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(event.action().iconText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width()
        self._full = self._full or self.sizeHint().width()
        has_room = self._full <= room
        while self._gone and (has_room or self.sizeHint().width() + self._gone[-1].width <= room):
            last = self._gone.pop()
            self.insertAction(last.before, last.action)
        style = WORDS if has_room else ICONS
        if style != self.toolButtonStyle():
            self.setToolButtonStyle(style)
        while self.sizeHint().width() > room and len(self._gone) < len(self.spare):
            self._remove(self.spare[len(self._gone)])
        self._tidy()

    def _tidy(self) -> None:
        """A line stands only between two buttons."""
        actions = self.actions()
        for before, action, after in zip(actions, actions[1:], actions[2:], strict=False):
            if action.isSeparator():
                action.setVisible(all(map(self._is_button, (before, after))))

    def _is_button(self, action: QAction) -> bool:
        return isinstance(self.widgetForAction(action), QToolButton)

    def _remove(self, action: QAction) -> None:
        actions = self.actions()
        before = actions[actions.index(action) + 1]
        width = self.widgetForAction(action).sizeHint().width()
        self._gone.append(_Gone(action, before, width))
        self.removeAction(action)
