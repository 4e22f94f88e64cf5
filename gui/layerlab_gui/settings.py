"""What the window remembers between runs. A value that makes no sense is the default."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QSettings

from layerlab_gui.i18n import LANGUAGES
from layerlab_gui.stage.picture.scale import Scale
from layerlab_gui.stage.scene import Depth

SPEEDS = (0.5, 1.0, 2.0)
ZOOMS = (75, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""In percent; the steps of the keys."""
THEMES = ("system", "light", "dark", "dark-contrast", "light-contrast")


class Storage(Protocol):
    """The two methods of `QSettings` that are used; a dictionary in tests and for pictures."""

    def value(self, key: str) -> object: ...

    def setValue(self, key: str, value: object) -> None: ...


class Forgetful:
    """Keeps nothing beyond the run."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def value(self, key: str) -> object:
        return self._values.get(key)

    def setValue(self, key: str, value: object) -> None:
        self._values[key] = value


class Settings:
    def __init__(self, storage: Storage | None = None) -> None:
        self._storage: Storage = storage or Forgetful()

    @classmethod
    def of_user(cls) -> "Settings":
        return cls(QSettings("Layerlab", "Layerlab"))

    def text(self, key: str, default: str, allowed: tuple[str, ...] = ()) -> str:
        value = self._storage.value(key)
        known = isinstance(value, str) and (not allowed or value in allowed)
        return str(value) if known else default

    def flag(self, key: str, default: bool) -> bool:
        """QSettings gives booleans back as text on some systems."""
        value = self._storage.value(key)
        return {"true": True, "false": False}.get(str(value).lower(), default)

    def blob(self, key: str) -> QByteArray | None:
        value = self._storage.value(key)
        return value if isinstance(value, QByteArray) else None

    def put(self, key: str, value: object) -> None:
        self._storage.setValue(key, value)

    @property
    def language(self) -> str:
        return self.text("language", "system", ("system", *LANGUAGES))

    @property
    def theme(self) -> str:
        return self.text("theme", "system", THEMES)

    @property
    def zoom(self) -> int:
        """Of the whole interface, in percent."""
        return int(self.text("zoom", "100", tuple(str(zoom) for zoom in ZOOMS)))

    @property
    def projector(self) -> bool:
        return self.flag("projector", False)

    def still(self, as_system: bool) -> bool:
        """Whether motion is reduced: as the system has it, unless the user said otherwise."""
        return self.flag("still", as_system)

    @property
    def depth(self) -> Depth:
        return Depth(self.text("depth", Depth.SIMPLE, tuple(Depth)))

    @property
    def stage_scale(self) -> Scale:
        return Scale(self.text("stage/scale", Scale.LOG, tuple(Scale)))

    @property
    def speed(self) -> float:
        text = self.text("stage/speed", "1.0", tuple(str(speed) for speed in SPEEDS))
        return float(text)

    @property
    def animates(self) -> bool:
        return self.flag("stage/on", True)

    def directory(self, purpose: str) -> str:
        """Where a file of this purpose was last chosen; the home directory at first."""
        value = self.text(f"directory/{purpose}", "")
        return value if value and Path(value).is_dir() else str(Path.home())

    def remember_directory(self, purpose: str, file: Path) -> None:
        self.put(f"directory/{purpose}", str(file.parent))
