"""What may be read of one archive altogether, spent while it is opened."""

from layerlab.errors import LimitExceeded
from layerlab.formats.limits import (
    ALL_LAYERS_LIMIT,
    CONFIGS_LIMIT_BYTES,
    DESCRIPTOR_LIMIT,
    IMAGE_LIMIT,
)
from layerlab.progress import Progress


class Budget:
    """Counts against `formats.limits`. Raises `LimitExceeded`, and `Cancelled` for `progress`."""

    def __init__(self, path: str, progress: Progress) -> None:
        self._path = path
        self._progress = progress
        self._spent = {"images": 0, "layers": 0, "entries in the indexes": 0, "bytes of configs": 0}

    def _spend(self, what: str, count: int, limit: int) -> None:
        self._progress.advance(0)
        self._spent[what] += count
        if self._spent[what] > limit:
            raise LimitExceeded(f"{what} of {self._path}", limit, self._spent[what], "images")

    def spend_image(self) -> None:
        self._spend("images", 1, IMAGE_LIMIT)

    def spend_layers(self, count: int) -> None:
        self._spend("layers", count, ALL_LAYERS_LIMIT)

    def spend_entry(self) -> None:
        self._spend("entries in the indexes", 1, DESCRIPTOR_LIMIT)

    def spend_config(self, size_bytes: int) -> None:
        self._spend("bytes of configs", size_bytes, CONFIGS_LIMIT_BYTES)
