"""Asks workers for the paths that fit what is typed, and drops what comes too late."""

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from layerlab.errors import Cancelled
from layerlab.model import LayerPath
from layerlab_gui.palette.matching import Pattern
from layerlab_gui.palette.paths import Paths, read_paths, search
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.workspace import Workspace

DELAY_MS = 60
FEWEST_LETTERS = 2


class PathFinder(QObject):
    """Reads all paths of what is shown once, when it is first asked; another view is read anew."""

    found = Signal(object, object)
    """A pattern, and the paths that fit it."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._index: Paths | None = None
        self._of: object = None
        self._pattern = Pattern("")
        self._jobs: list[int] = []
        self._stop = threading.Event()
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._work)

    @property
    def is_busy(self) -> bool:
        return self._timer.isActive() or bool(self._jobs)

    def find(self, pattern: Pattern) -> bool:
        """Whether `found` will come. What was asked before is not wanted any more."""
        if self._index is not None or not self._jobs:
            self.stop()
        self._pattern = pattern
        is_wanted = len(pattern.text) >= FEWEST_LETTERS and self._workspace.source is not None
        if is_wanted:
            self._timer.start()
        return is_wanted

    def stop(self) -> None:
        self._timer.stop()
        self._stop.set()
        for job in self._jobs:
            self._workspace.jobs.drop(job)
        self._jobs = []

    def _work(self) -> None:
        workspace, source = self._workspace, self._workspace.source
        if source is None or workspace.shown is None:
            return
        now = (
            workspace.shown.reading,
            workspace.shown.at,
            source.layer,
            source.mode,
            source.mounts,
        )
        if now != self._of:
            self.stop()
            self._index, self._of = None, now
        elif self._jobs:
            return  # the paths are being read; what is typed by then is looked for
        self._stop = stop = threading.Event()
        index, pattern = self._index, self._pattern
        if index is None:
            job = workspace.jobs.submit(
                Queue.READ, lambda: read_paths(source, stop.is_set), self._read, self._failed
            )
        else:
            job = workspace.jobs.submit(
                Queue.READ,
                lambda: search(index, pattern, stop.is_set),
                lambda paths: self._tell(pattern, paths),
                self._failed,
            )
        self._jobs = [job]

    def _read(self, index: Paths) -> None:
        self._jobs = []
        self._index = index
        self._work()

    def _tell(self, pattern: Pattern, paths: list[LayerPath]) -> None:
        self._jobs = []
        self.found.emit(pattern, paths)

    def _failed(self, error: BaseException) -> None:
        self._jobs = []
        if not isinstance(error, Cancelled):
            self._of = None
            self._workspace.failed.emit(error)
