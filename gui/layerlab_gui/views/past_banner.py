"""Over the panes while an earlier state is looked at: which one, and the ways from there."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import count, translate
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.elided import ElidedLabel
from layerlab_gui.widgets.tool_bar import ICONS, WORDS
from layerlab_gui.workspace import Workspace

ESCAPE = "Esc"


class PastBanner(QFrame):
    """`message` is the bar that Esc dismisses first where both are there."""

    now_wanted = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, ways: tuple[QAction, ...], message: QWidget
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._message = message
        self.setProperty("role", "note")
        picture = QLabel()
        side = icons.size_for(self.fontMetrics()).width()
        picture.setPixmap(icons.pixmap("history", theme.accent, side, self.devicePixelRatioF()))
        self.words = ElidedLabel()
        self.now = QToolButton()
        self.now.setText(translate("History", "Back to now (Esc)"))
        self.now.setToolTip(translate("History", "Show the container as it is"))
        self.now.setShortcut(ESCAPE)
        self.now.clicked.connect(self.now_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(12, 5, 8, 5))
        row.setSpacing(fonts.px(8))
        row.addWidget(picture)
        row.addWidget(self.words, 1)
        self._ways = [QToolButton() for _ in ways]
        for way, button in zip(ways, self._ways, strict=True):
            button.setDefaultAction(way)
            button.setToolButtonStyle(WORDS)
            button.setIconSize(icons.size_for(self.fontMetrics()))
            button.setAccessibleName(way.iconText())
            row.addWidget(button)
        row.addWidget(self.now)
        workspace.target_changed.connect(self._follow)
        workspace.stack_refreshed.connect(self._follow)
        self._full = row.minimumSize().width()
        message.installEventFilter(self)
        self.hide()

    def _follow(self) -> None:
        shown = self._workspace.shown
        is_past = shown is not None and shown.at is not None
        if shown is not None and shown.at is not None:
            self.words.show_text(as_of(shown.at, shown.last, shown.target.name))
        self.setVisible(is_past)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for words, the icons say it."""
        super().resizeEvent(event)
        style = WORDS if self._full <= event.size().width() else ICONS
        for button in self._ways:
            button.setToolButtonStyle(style)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One key can't mean two buttons at once."""
        if watched is self._message and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.now.setShortcut("" if event.type() == QEvent.Type.Show else ESCAPE)
        return super().eventFilter(watched, event)


def as_of(number: int, last: int, name: str) -> str:
    if not number:
        text = translate("History", "{name} before its first edit. Nothing is changed by looking.")
        return text.format(name=name)
    text = translate("History", "{name} as of edit {number} of {n}. Nothing is changed by looking.")
    return text.format(name=name, number=count(number), n=count(last))
