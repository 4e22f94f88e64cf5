"""Notices when another program changes the store, or the container layer's directory.

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
        self._version = workspace.engine.version()
        self._files = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._files.directoryChanged.connect(self._settle.start)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        workspace.target_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        watched = self._files.directories()
        if watched:
            self._files.removePaths(watched)
        container = self._workspace.writable
        upper = [str(container.upper_path)] if container else []
        self._files.addPaths([str(self._workspace.engine.root), *upper])

    def look(self) -> None:
        if not self._workspace.tasks.is_idle:
            return
        version = self._workspace.engine.version()
        if version != self._version or self._workspace.writable is not None:
            self._version = version
            self._refresh()
