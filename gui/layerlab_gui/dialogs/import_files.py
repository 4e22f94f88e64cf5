"""Import: a tar of a whole file system becomes an image, under a name and with a config."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSizePolicy, QWidget

from layerlab.errors import InvalidPlatform
from layerlab.model import Platform, Reference
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import NamedForm, muted
from layerlab_gui.i18n import translate

COMMON_PLATFORMS = ("linux/amd64", "linux/arm64", "linux/arm/v7", "linux/386", "linux/riscv64")
EXAMPLE = 'CMD ["/bin/sh"]\nENV LANG=C.UTF-8'


class ImportDialog(NamedForm):
    """`here` is the platform that is proposed: the host's."""

    def __init__(self, path: Path, here: Platform, parent: QWidget | None) -> None:
        title = translate("Import", "Import {name} as an image").format(name=path.name)
        super().__init__(title, translate("Import", "&Import"), parent)
        self._reference.setText(_proposed_name(path))
        self._platform = QComboBox()
        self._platform.setEditable(True)
        self._platform.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._platform.addItems(list(dict.fromkeys([str(here), *COMMON_PLATFORMS])))
        self._changes = QPlainTextEdit()
        self._changes.setPlaceholderText(EXAMPLE)
        self._changes.setFont(fonts.code(self.font()))
        self._changes.setTabChangesFocus(True)
        self._changes.setFixedHeight(self.fontMetrics().height() * 4 + fonts.px(12))
        config_tip = translate(
            "Import", "Instructions of a Dockerfile, one a line: CMD, ENV, WORKDIR, USER, …"
        )
        self.add_row(translate("Import", "&Platform"), self._platform)
        self.add_row(translate("Import", "&Configuration"), self._changes, config_tip)
        self.add_below(
            muted(
                translate(
                    "Import",
                    "This is a tar of files, not an image: it has no layers, no history and no "
                    "configuration. The new image has all of it in one layer.",
                )
            )
        )
        self._platform.editTextChanged.connect(self._check)
        self._reference.textChanged.connect(self._check)
        self._check()
        self.want_width(fonts.px(520))

    def _check(self) -> None:
        named = not self.reference or Reference.parse_or_none(self.reference) is not None
        self.accept_button.setEnabled(named and _is_platform(self._platform.currentText()))

    @property
    def platform(self) -> Platform:
        return Platform.parse(self._platform.currentText().strip())

    @property
    def changes(self) -> Sequence[str]:
        lines = (line.strip() for line in self._changes.toPlainText().splitlines())
        return [line for line in lines if line]


def _is_platform(text: str) -> bool:
    try:
        Platform.parse(text.strip())
    except InvalidPlatform:
        return False
    return True


def _proposed_name(path: Path) -> str:
    """The file's name as a repository's, as far as its characters allow."""
    stem = path.name.split(".")[0].lower()
    kept = "".join(c if c in "abcdefghijklmnopqrstuvwxyz0123456789-" else "-" for c in stem)
    parts = [part for part in kept.split("-") if part]
    return f"{'-'.join(parts)}:latest" if parts else ""
