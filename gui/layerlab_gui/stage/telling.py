"""What the stage says, said to screen readers: each sentence once, when its beat begins."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from layerlab_gui.stage.model import StageModel


class Teller(QObject):
    """Hands the caption to `say` where it has become another one."""

    def __init__(self, model: StageModel, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._say = say
        self._told = ""
        model.changed.connect(self._follow)

    def _follow(self) -> None:
        caption = self._model.caption
        if caption != self._told:
            self._told = caption
            if caption:
                self._say(caption)
