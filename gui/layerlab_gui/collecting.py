"""Cyclic garbage is collected on the window's thread alone.

Python collects on whichever thread happens to allocate. A Qt object that a worker's collection
destroys takes its timers and notifiers with it on the wrong thread, and the program dies.
"""

import gc

from PySide6.QtCore import QObject, QTimer

CHECK_MS = 500


class MainThreadCollector(QObject):
    """Switches Python's own collection off, and collects by its thresholds from a timer."""

    def __init__(self) -> None:
        super().__init__()
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_MS)
        self._timer.timeout.connect(self._check)
        self._timer.start()

    def _check(self) -> None:
        pairs = list(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [generation for generation, (count, limit) in enumerate(pairs) if count > limit]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
