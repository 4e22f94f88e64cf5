"""Which panes are seen: the stage, or the list of layers and the files that it stands for."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from layerlab_gui.settings import Settings
from layerlab_gui.views.pane_area import PaneArea

STAGE = "stage"
_OTHERS = ("stack", "files")


class Staging(QObject):
    """Follows its action; the panes that give way come back as wide as they were."""

    def __init__(self, action: QAction, area: PaneArea, settings: Settings) -> None:
        super().__init__(area)
        self._action = action
        self._area = area
        self._settings = settings
        self._sizes: list[int] = []
        area.want(STAGE, False)
        action.toggled.connect(self._toggle)

    @property
    def is_on(self) -> bool:
        return self._action.isChecked()

    def restore(self) -> None:
        self._action.setChecked(self._settings.flag("stage/shown", False))

    def set_aside(self) -> None:
        """For what is seen in the panes that gave way."""
        self._action.setChecked(False)

    def leave(self) -> None:
        """Put the panes back, so that their sizes are what is remembered."""
        self._area.want(STAGE, False)
        for name in _OTHERS:
            self._area.want(name, True)
        if self._sizes:
            self._area.panes.setSizes(self._sizes)
            self._sizes = []

    def _toggle(self, on: bool) -> None:
        self._settings.put("stage/shown", on)
        if on:
            self._enter()
        else:
            self.leave()

    def _enter(self) -> None:
        area = self._area
        self._sizes = area.panes.sizes()
        room = sum(self._sizes[area.number(name)] for name in _OTHERS)
        for name in _OTHERS:
            area.want(name, False)
        area.want(STAGE, True)
        area.bring(STAGE)
        sizes = area.panes.sizes()
        sizes[area.number(STAGE)] = room
        area.panes.setSizes(sizes)
