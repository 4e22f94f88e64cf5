"""Which files of a container are copied to which volume."""

from PySide6.QtWidgets import QLineEdit, QWidget

from layerlab.container.mount_spec import require_volume_name
from layerlab.errors import EngineError
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.i18n import translate


class KeepDialog(FormDialog):
    def __init__(self, container: str, path: str, volume: str, parent: QWidget | None) -> None:
        title = translate("Volume", "Keep files of {container} in a volume")
        super().__init__(title.format(container=container), translate("Volume", "&Copy"), parent)
        self._path = QLineEdit(path)
        self._path.setFont(fonts.code(self.font()))
        self._volume = QLineEdit(volume)
        self.add_row(translate("Volume", "&Path in the container"), self._path)
        self.add_row(translate("Volume", "&Volume"), self._volume)
        self.add_below(
            muted(
                translate(
                    "Volume",
                    "Of a directory all that is in it. A volume stays when containers go, and can"
                    " be mounted in others.",
                )
            )
        )
        self.want_width(fonts.px(460))
        for field in (self._path, self._volume):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.accept_button.setEnabled(self._path.text().startswith("/") and _is_name(self.volume))

    @property
    def source(self) -> str:
        """As `docker cp` takes it: a directory's content, not the directory."""
        return f"{self._path.text().rstrip('/')}/."

    @property
    def volume(self) -> str:
        return self._volume.text().strip()


def _is_name(text: str) -> bool:
    try:
        require_volume_name(text)
    except EngineError:
        return False
    return True
