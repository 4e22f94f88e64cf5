"""What the window is on a projector: one pane, its command below it, and the keys of a presenter.

Menus, tool bar and status bar give way; their actions keep their keys, and the palette has them.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QWidget

from layerlab_gui import fonts
from layerlab_gui.actions import Actions
from layerlab_gui.i18n import translate
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.scene import Scene
from layerlab_gui.views.pane_area import PaneArea
from layerlab_gui.widgets.elided import ElidedLabel

SCENE_PANES = ("stage", "stack")
"""Those that show scenes, the better one first."""


class CommandCaption(QFrame):
    """The command that was run last."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.words = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.words.setFont(fonts.strong(fonts.code(self.font())))
        self.words.setAccessibleDescription(translate("Projector", "The last command"))
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(10, 5, 10, 6))
        row.addWidget(self.words, 1)
        self.hide()

    def tell(self, command: str) -> None:
        self.words.show_text(f"$ {command}")
        self.show()


class Projecting(QObject):
    """Makes a window one for a projector. A scene that begins brings its pane to the front."""

    def __init__(
        self, window: QMainWindow, actions: Actions, area: PaneArea, stage: StageModel
    ) -> None:
        super().__init__(window)
        self._area = area
        self._stage = stage
        self._scene: Scene | None = stage.scene
        window.menuBar().hide()
        window.statusBar().hide()
        for action in actions:
            if action.shortcutContext() is Qt.ShortcutContext.WindowShortcut:
                window.addAction(action)  # a hidden menu gives no keys
        leave = area.bar.addAction(translate("Projector", "Leave"))
        leave.setToolTip(translate("Projector", "Leave the projector mode (Esc)"))
        leave.triggered.connect(lambda: actions["projector"].setChecked(False))
        self._keys = [*self._step_keys(window, "PgDown", "PgUp")]
        for name in self._scene_panes:
            self._keys += self._step_keys(area.widget(name), "Right", "Left")
        stage.changed.connect(self._follow)
        area.panes.changed.connect(self._offer_keys)
        area.rows.changed.connect(self._offer_keys)
        self._offer_keys()

    @property
    def _scene_panes(self) -> tuple[str, ...]:
        return tuple(name for name in SCENE_PANES if name in self._area.names)

    def _step_keys(self, where: QWidget, on: str, back: str) -> tuple[QShortcut, ...]:
        """Elsewhere they are the view's."""
        keys = QShortcut(on, where), QShortcut(back, where)
        for key, act in zip(keys, (self._step, self._stage.back), strict=True):
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)
        return keys

    def _step(self) -> None:
        if not self._stage.is_finished:
            self._stage.step()

    def open(self) -> None:
        """Where a projector begins: at the picture."""
        self._area.bring(self._scene_panes[0])

    def _follow(self) -> None:
        scene = self._stage.scene
        if scene is not None and scene is not self._scene:
            self._area.reach(self._scene_panes[0])
        self._scene = scene
        self._offer_keys()

    def _offer_keys(self) -> None:
        """Where no scene is seen, they are the view's."""
        shows = self._stage.scene is not None and self._area.shown & set(self._scene_panes)
        for key in self._keys:
            key.setEnabled(bool(shows))
