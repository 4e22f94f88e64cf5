"""The longest time that the window does not answer while a big archive is opened and unfolded.

    python benchmarks/heartbeat.py ARCHIVE

A timer beats every five milliseconds on the window's thread; the longest gap between two beats is
how long a person would have waited. Prints milliseconds; the aim is no gap above 100.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from layerlab.facade import Engine
from layerlab.model import ROOT, LayerPath
from layerlab_gui.app import Program, Start, application, prepare
from layerlab_gui.running import settle
from layerlab_gui.settings import Settings
from layerlab_gui.workspace import Workspace

BEAT_MS = 5
DIRECTORIES = 60


class Heart(QObject):
    """Notes the gaps between its beats, in seconds, under the name of what goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.gaps: dict[str, list[float]] = {}
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        if self.doing:
            self.gaps.setdefault(self.doing, []).append(now - self._last)
        self._last = now


def largest_directories(workspace: Workspace) -> list[LayerPath]:
    """Some directories to unfold, those with most entries first, with their parents."""
    source = workspace.source
    assert source is not None
    view = source.view()
    sizes: dict[LayerPath, int] = {}
    waiting = [ROOT]
    while waiting and len(sizes) < 4000:
        path = waiting.pop()
        rows = view.list(path)
        sizes[path] = len(rows)
        waiting += [row.path for row in rows if row.is_directory]
    return sorted(sizes, key=lambda path: -sizes[path])[:DIRECTORIES]


def main(archive: Path) -> None:
    app = application()
    prepare(app, "en")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Engine(Path(folder)), Settings())
        program = Program(app, workspace)
        failures: list[BaseException] = []
        workspace.failed.connect(failures.append)
        program.window.resize(1280, 800)
        program.window.show()
        settle(app, workspace)
        heart = Heart()
        began = time.perf_counter()
        heart.doing = "open"
        workspace.start(Start(workspace, [archive]))
        settle(app, workspace)
        heart.doing = ""
        if failures:
            raise failures[0]
        print(f"shown after {time.perf_counter() - began:.2f} s")
        paths = largest_directories(workspace)
        heart.doing = "unfold"
        for path in paths:
            workspace.select_path(path)
            settle(app, workspace)
            program.window.files.tree.expand(program.window.files.model.find(path))
            settle(app, workspace)
        heart.doing = ""
        for name, gaps in heart.gaps.items():
            worst = sorted(gaps)[-3:][::-1]
            print(f"{name}: longest gaps", ", ".join(f"{gap * 1000:.0f} ms" for gap in worst))
        program.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
