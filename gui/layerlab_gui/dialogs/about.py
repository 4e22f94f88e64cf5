"""About: what this is, its version, its licence."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from layerlab_gui import fonts, icons
from layerlab_gui.dialogs.form import muted
from layerlab_gui.i18n import translate
from layerlab_gui.theme import Theme


def program_version() -> str:
    try:
        return version("layerlab")
    except PackageNotFoundError:
        return translate("About", "from a checkout")


class AboutDialog(QDialog):
    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("About", "About Layerlab"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(fonts.margins(28, 24, 28, 18))
        layout.setSpacing(fonts.px(10))
        picture = QLabel()
        picture.setPixmap(
            icons.pixmap("layers", theme.accent, fonts.px(56), self.devicePixelRatioF())
        )
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = QLabel("Layerlab")
        title.setFont(fonts.strong(fonts.scaled(self.font(), 1.7)))
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        what = translate(
            "About",
            "Looks into container images, and lets you watch copy-on-write happen. No Docker, no "
            "daemon, no network.",
        )
        facts = translate("About", "Version {version} · Qt {qt} · Apache License 2.0")
        texts = (what, facts.format(version=program_version(), qt=qVersion()))
        layout.addWidget(picture)
        layout.addWidget(title)
        for text in texts:
            label = muted(text)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        width = min(fonts.px(420), self.screen().availableSize().width())
        self.setFixedSize(width, layout.totalHeightForWidth(width))
