"""Room kept for the time when the disk is full: even removing something needs a little."""

import contextlib
from pathlib import Path

from layerlab.errors import EngineError
from layerlab.host import write_whole

SIZES = (2 << 20, 1 << 20, 512 << 10, 256 << 10)
"""In bytes: the most that there is room for."""


class Reserve:
    """A file of zeros. Filling it may fail: then there was nothing to keep."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fill(self) -> None:
        for size in SIZES:
            if self._path.exists():
                return
            with contextlib.suppress(EngineError):
                write_whole(self._path, bytes(size))

    def give(self) -> bool:
        """Gives the room back to the disk; False where there was none."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
