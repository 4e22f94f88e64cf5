"""What the window's panes show when they have nothing: what belongs there, and a next step."""

from layerlab_gui.actions import Actions
from layerlab_gui.i18n import translate
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.empty import EmptyState


class Empties:
    """Makes one for each pane; their buttons trigger the window's actions."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        self._actions = actions
        self._theme = theme

    def objects(self) -> EmptyState:
        actions = self._actions
        return EmptyState(
            self._theme,
            "package",
            translate("Window", "No images yet"),
            translate("Window", "Drop an archive here, or:"),
            (
                (translate("Window", "Open an archive…"), actions["open"].trigger),
                (translate("Window", "Load an archive…"), actions["load"].trigger),
                (translate("Window", "Open the sample"), actions["sample"].trigger),
            ),
        )

    def stack(self) -> EmptyState:
        text = translate("Window", "Choose an image or a container: its layers are listed here.")
        return self._nothing_open("layers", text)

    def files(self) -> EmptyState:
        text = translate("Window", "Choose an image or a container to see its layers and files.")
        return self._nothing_open("folder", text)

    def stage(self) -> EmptyState:
        text = translate("Window", "Choose an image or a container: its layers are drawn here.")
        return self._nothing_open("layers", text)

    def inspector(self) -> EmptyState:
        text = translate(
            "Window", "Choose a file: what is in it, and which layer it comes from, is shown here."
        )
        return self._nothing_open("file", text)

    def history(self) -> EmptyState:
        text = translate("Window", "Choose a container: what is done in it is listed here.")
        return self._nothing_open("history", text)

    def image_history(self) -> EmptyState:
        text = translate("Window", "An image never changes; a container's edits are listed here.")
        step = (translate("Window", "New container…"), self._actions["create"].trigger)
        title = translate("Window", "No container is shown")
        return EmptyState(self._theme, "history", title, text, (step,))

    def _nothing_open(self, icon: str, text: str) -> EmptyState:
        steps = (
            (translate("Window", "Open an archive…"), self._actions["open"].trigger),
            (translate("Window", "Open the sample"), self._actions["sample"].trigger),
        )
        title = translate("Window", "Nothing is open")
        return EmptyState(self._theme, icon, title, text, steps)
