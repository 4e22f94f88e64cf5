"""What may be read of one archive altogether, spent while it is opened."""

from collections import Counter

from layerlab.limits import Limits
from layerlab.progress import Progress


class Budget:
    """Counts against limits. Raises `LimitExceeded`, and `Cancelled` for `progress`."""

    def __init__(self, path: str, limits: Limits, progress: Progress) -> None:
        self._path = path
        self._limits = limits
        self._progress = progress
        self._spent = Counter[str]()

    def _spend(self, name: str, what: str, count: int) -> None:
        self._progress.advance(0)
        self._spent[name] += count
        self._limits.check(name, f"{what} of {self._path}", self._spent[name])

    def spend_image(self) -> None:
        self._spend("images", "images", 1)

    def spend_layers(self, count: int) -> None:
        """Of one image."""
        self._limits.check("layers", f"layers of an image of {self._path}", count)
        self._spend("archive_layers", "layers", count)

    def spend_entry(self) -> None:
        self._spend("index_entries", "entries in the indexes", 1)

    def spend_document(self, size_bytes: int) -> None:
        self._spend("archive_document_bytes", "bytes of documents", size_bytes)
