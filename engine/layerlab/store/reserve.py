"""Room kept for the time when the disk is full: even removing something needs a little."""

import contextlib
from pathlib import Path

from layerlab.errors import EngineError
from layerlab.host import write_whole

RESERVE_BYTES = 2 << 20


class Reserve:
    """A file of zeros. Filling it may fail: then there was nothing to keep."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fill(self) -> None:
        if not self._path.exists():
            with contextlib.suppress(EngineError):
                write_whole(self._path, bytes(RESERVE_BYTES))

    def give(self) -> bool:
        """Gives the room back to the disk; False where there was none."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
