"""Load of an image that is one for several platforms: for which of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from layerlab.model import Platform
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.i18n import translate


class PlatformDialog(FormDialog):
    """`proposed` is what is chosen at first: the host's, or the first that is there."""

    def __init__(
        self,
        archive: str,
        platforms: Sequence[Platform],
        proposed: Platform | None,
        parent: QWidget | None,
    ) -> None:
        title = translate("Platform", "Load {name}").format(name=archive)
        super().__init__(title, translate("Platform", "&Load"), parent)
        self._platforms = tuple(platforms)
        self._group = QButtonGroup(self)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(fonts.margins(0, 3, 0, 0))
        for number, platform in enumerate(platforms):
            button = QRadioButton(str(platform))
            self._group.addButton(button, number)
            column.addWidget(button)
            if platform == proposed:
                button.setText(
                    translate("Platform", "{platform} (proposed)").format(platform=platform)
                )
                button.setChecked(True)
        everything = QRadioButton(translate("Platform", "&All of them"))
        self._group.addButton(everything, len(self._platforms))
        column.addWidget(everything)
        if self._group.checkedId() < 0:
            everything.setChecked(True)
        self.add_row(translate("Platform", "Platform"), holder)
        note = translate(
            "Platform",
            "The archive has images for several platforms under one name. The name goes to the "
            "one for the platform that is chosen; of all, to the proposed one.",
        )
        self.add_below(muted(note))
        self.want_width(fonts.px(420))

    @property
    def platform(self) -> Platform | None:
        """None for all of them."""
        number = self._group.checkedId()
        return self._platforms[number] if number < len(self._platforms) else None
