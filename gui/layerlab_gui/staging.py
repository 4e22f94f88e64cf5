"""Which panes are seen: the stage, or the list of layers and the files that it stands for."""

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QAction

from layerlab_gui.settings import Settings
from layerlab_gui.views.pane_area import PaneArea

STAGE = "stage"
_OTHERS = ("stack", "files")


class Staging(QObject):
    """Follows its action; the panes that give way come back as wide as they were.

    Where one pane is shown at a time (`alone`) none gives way for good: the action only goes to
    the stage.
    """

    def __init__(
        self, action: QAction, area: PaneArea, settings: Settings, *, alone: bool = False
    ) -> None:
        super().__init__(area)
        self._action = action
        self._area = area
        self._settings = settings
        self._alone = alone
        self._sizes: list[int] = []
        area.want(STAGE, alone)
        action.toggled.connect(self._toggle)
        if alone:
            area.panes.changed.connect(self._follow)

    @property
    def is_on(self) -> bool:
        """Whether the stage stands for the list of layers."""
        return self._action.isChecked() and not self._alone

    def restore(self) -> None:
        if not self._alone:
            self._action.setChecked(self._settings.flag("stage/shown", False))

    def set_aside(self) -> None:
        """For what is seen in the panes that gave way."""
        if not self._alone:
            self._action.setChecked(False)

    def leave(self) -> None:
        """Put the panes back, so that their sizes are what is remembered."""
        self._area.want(STAGE, False)
        for name in _OTHERS:
            self._area.want(name, True)
        if self._sizes:
            self._area.panes.setSizes(self._sizes)
            self._sizes = []

    def _follow(self) -> None:
        """The action says what is shown."""
        with QSignalBlocker(self._action):
            self._action.setChecked(STAGE in self._area.shown)

    def _toggle(self, on: bool) -> None:
        if self._alone:
            self._area.bring(STAGE if on else _OTHERS[0])
            return
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
