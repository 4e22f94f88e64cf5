"""Notices when another program changes the container layer's directory.

The system's notices only reach the directories that were named, so there is a slow clock as well.
"""

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from layerlab_gui.workspace import Workspace

SETTLE_MS = 250
CLOCK_MS = 3000


class Watcher(QObject):
    """Calls `refresh` when there may be something new, never while other work is under way."""

    def __init__(
        self, workspace: Workspace, refresh: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._refresh = refresh
        self._files = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._files.directoryChanged.connect(self._settle.start)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self.look)
        workspace.target_changed.connect(self._follow)

    def _follow(self) -> None:
        watched = self._files.directories()
        if watched:
            self._files.removePaths(watched)
        container = self._workspace.container
        if container is None:
            self._clock.stop()
            return
        self._files.addPath(str(container.upper_path))
        self._clock.start()

    def look(self) -> None:
        if self._workspace.container is not None and self._workspace.tasks.is_idle:
            self._refresh()
