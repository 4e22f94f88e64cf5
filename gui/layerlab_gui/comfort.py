"""Zoom, projector and reduced motion: what makes the window easier on eyes, near and far.

The settings are the truth; a window made anew shows them. So nothing here resizes a widget.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from layerlab_gui import fonts, looks
from layerlab_gui.i18n import translate
from layerlab_gui.main_window import MainWindow
from layerlab_gui.settings import ZOOMS
from layerlab_gui.widgets import ZOOMS_ITSELF
from layerlab_gui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier
NOTCH = 120
"""A wheel's step, in eighths of a degree."""
NOTE_MS = 3000


class Comfort(QObject):
    """`renew` makes another window by the settings; `attach` is for each that is made."""

    def __init__(self, app: QApplication, workspace: Workspace, renew: Callable[[], None]) -> None:
        super().__init__()
        self._app = app
        self._workspace = workspace
        self._window: MainWindow | None = None
        self._turned = 0
        self._has_effects = app.isEffectEnabled(Qt.UIEffect.UI_General)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(renew)  # never from within the window that goes
        workspace.still_changed.connect(self._calm)
        self._calm(workspace.is_still)

    def attach(self, window: MainWindow) -> None:
        settings, actions = self._workspace.settings, window.actions_
        self._window = window
        window.installEventFilter(self)
        actions.connect("zoom_in", lambda: self.zoom(1))
        actions.connect("zoom_out", lambda: self.zoom(-1))
        actions.connect("zoom_reset", lambda: self._set_zoom(100))
        projector, still = actions["projector"], actions["still"]
        projector.setChecked(settings.projector)
        projector.toggled.connect(self._project)
        still.setChecked(self._workspace.is_still)
        still.toggled.connect(self._workspace.set_still)

    # zoom

    def zoom(self, steps: int) -> None:
        """From what is seen, which on a projector may be more than what was asked for."""
        zoom = round(fonts.zoom() * 100)
        for _ in range(abs(steps)):
            zoom = looks.next_zoom(zoom, steps)
        if zoom in ZOOMS:
            self._set_zoom(zoom)

    def _set_zoom(self, zoom: int) -> None:
        settings = self._workspace.settings
        if zoom != settings.zoom:
            settings.put("zoom", str(zoom))
            self._timer.start(0)

    def tell(self) -> None:
        """How large everything is now."""
        if self._window is not None:
            text = translate("Comfort", "Zoom {n} %").format(n=round(fonts.zoom() * 100))
            self._window.statusBar().showMessage(text, NOTE_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel, before the widget that is below the mouse: at the window's own
        handle, where few events pass, and which is there once it is shown."""
        if event.type() is QEvent.Type.Show and watched is self._window:
            self._window.windowHandle().installEventFilter(self)
        if (
            isinstance(event, QWheelEvent)
            and event.modifiers() == CONTROL
            and not _zooms_itself(event.globalPosition().toPoint())
        ):
            self._turned += event.angleDelta().y()
            steps = int(self._turned / NOTCH)
            self._turned -= steps * NOTCH
            self.zoom(steps)
            return True
        return super().eventFilter(watched, event)

    # projector and motion

    def _project(self, on: bool) -> None:
        self._workspace.settings.put("projector", on)
        self._timer.start(0)

    def _calm(self, is_still: bool) -> None:
        """Qt's own: menus and tooltips that fade in."""
        self._app.setEffectEnabled(Qt.UIEffect.UI_General, self._has_effects and not is_still)


def _zooms_itself(at: QPoint) -> bool:
    """What is on the screen there, or something around it."""
    widget = QApplication.widgetAt(at)
    while widget is not None and not widget.property(ZOOMS_ITSELF):
        widget = widget.parentWidget()
    return widget is not None
