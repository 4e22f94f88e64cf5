"""Long work in the status bar: what is done, bytes, time left, and a way to stop it."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.speaking import announce
from layerlab_gui.tasks.progressing import seconds_left
from layerlab_gui.tasks.task import Running, Tasks
from layerlab_gui.theme import Theme

PATIENCE_S = 0.2
TICK_MS = 100


class ProgressStrip(QWidget):
    """Shows the oldest task that has been working for a while; looks at it, is not called."""

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running: list[Running] = []
        self._told: Running | None = None
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(fonts.px(180))
        self._bar.setAccessibleName(translate("Progress", "Progress"))
        self.cancel_button = QToolButton()
        self.cancel_button.setText(translate("Progress", "&Stop"))
        self.cancel_button.setIcon(icons.icon("x", theme))
        self.cancel_button.setAccessibleName(translate("Progress", "Stop this work"))
        self.cancel_button.setToolTip(
            translate("Progress", "Stop; nothing half-done is kept (Alt+S)")
        )
        self.cancel_button.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(fonts.margins(8, 0, 0, 0))
        for widget in (self._label, self._bar, self.cancel_button):
            layout.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._look)
        tasks.started.connect(self._started)
        tasks.ended.connect(self._ended)
        self.hide()

    def _started(self, running: Running) -> None:
        self._running.append(running)
        self._timer.start()

    def _ended(self, running: Running) -> None:
        if running in self._running:
            self._running.remove(running)
        if not self._running:
            self._timer.stop()
        self._look()

    def _current(self) -> Running | None:
        now = time.monotonic()
        slow = (r for r in self._running if r.works and now - r.began > PATIENCE_S)
        return next((r for r in slow if r.task.title), None)

    def _look(self) -> None:
        running = self._current()
        self.setVisible(running is not None)
        if running is None:
            return
        if running is not self._told:
            self._told = running
            announce(self, running.task.title)
        progress = running.progress
        done, total = progress.done_bytes, progress.total_bytes
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(min(1000, 1000 * done // total) if total else 0)
        text = _text(running, done, total)
        self._label.setText(text)
        self._bar.setAccessibleDescription(text)

    def _cancel(self) -> None:
        running = self._current()
        if running is not None:
            running.progress.cancel()


def _text(running: Running, done: int, total: int) -> str:
    parts = [running.task.title]
    if total:
        of = translate("Progress", "{done} of {total}")
        parts.append(of.format(done=size(done), total=size(total)))
    elif done:
        parts.append(size(done))
    left = seconds_left(done, total, time.monotonic() - running.began)
    if left is not None:
        parts.append(
            counted(
                round(left),
                translate("Progress", "{n} second left"),
                translate("Progress", "{n} seconds left"),
            )
        )
    return " · ".join(parts)
