"""Files that other programs work on: opened with the system's own, dragged out, and watched.

A copy in a temporary directory is opened, never the container layer's own file: editors replace
files by renaming, and the copy-up has to come first. What is written to the copy becomes an edit
of the container.
"""

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from layerlab.model import LayerPath

SETTLE_MS = 300


@dataclass
class Copy:
    """A file of a container outside; `data` is what was last known to be in it."""

    container: str
    path: LayerPath
    file: Path
    data: bytes


class External(QObject):
    """`changed(copy, data)` tells that a copy was written to."""

    changed = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._copies: dict[str, Copy] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._settle.start)
        self._watcher.fileChanged.connect(self._settle.start)

    def folder(self) -> Path:
        """A new directory of our own for one copy."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="layerlab-"))
        return Path(tempfile.mkdtemp(dir=self._folder))

    def watch(self, copy: Copy) -> None:
        self._copies[str(copy.file)] = copy
        self._watcher.addPaths([str(copy.file), str(copy.file.parent)])

    def _look(self) -> None:
        """Editors replace the file, so it is watched anew each time."""
        for name, copy in self._copies.items():
            with contextlib.suppress(OSError):
                data = copy.file.read_bytes()
                self._watcher.addPath(name)
                if data != copy.data:
                    copy.data = data
                    self.changed.emit(copy, data)

    def close(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
