"""Before a container goes: what is lost with it, and how to keep it."""

from enum import Enum, auto

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from layerlab.facade import ContainerSummary, Loss
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.i18n import counted, size, translate


class Keep(Enum):
    """What is done with the container layer before it goes."""

    NOTHING = auto()
    COMMIT = auto()
    VOLUME = auto()


class RemoveDialog(FormDialog):
    def __init__(
        self,
        container: ContainerSummary,
        loss: Loss,
        anonymous_volumes: int,
        parent: QWidget | None,
    ) -> None:
        name = container.name
        question = translate("Remove", "Remove the container {name}?").format(name=name)
        super().__init__(question, translate("Remove", "&Remove"), parent)
        self.keep = Keep.NOTHING
        title = QLabel(question)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        self.add_below(title)
        detail = _loss_words(container, loss)
        self.add_below(muted(detail))
        self.setAccessibleDescription(detail)
        if not loss.is_nothing:
            self.add_below(self._ways_to_keep())
        self._volumes = QCheckBox(
            counted(
                anonymous_volumes,
                translate("Remove", "Also its {n} anonymous &volume"),
                translate("Remove", "Also its {n} anonymous &volumes"),
            )
        )
        self._volumes.setVisible(anonymous_volumes > 0)
        self.add_below(self._volumes)
        self.want_width(fonts.px(440))

    def _ways_to_keep(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self.commit_button = QPushButton(translate("Remove", "&Commit it first…"))
        self.volume_button = QPushButton(translate("Remove", "&Keep files in a volume…"))
        for button, keep in ((self.commit_button, Keep.COMMIT), (self.volume_button, Keep.VOLUME)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, keep=keep: self._choose(keep))
            layout.addWidget(button)
        layout.addStretch(1)
        return row

    def _choose(self, keep: Keep) -> None:
        self.keep = keep
        self.accept()

    @property
    def with_volumes(self) -> bool:
        return self._volumes.isChecked()


def _loss_words(container: ContainerSummary, loss: Loss) -> str:
    parts = []
    if container.state.is_running:
        parts.append(translate("Remove", "It is running, and will be stopped."))
    if loss.is_nothing:
        parts.append(translate("Remove", "Its layer has no changes: nothing is lost."))
    else:
        paths = counted(
            loss.changed_paths,
            translate("Remove", "{n} changed path"),
            translate("Remove", "{n} changed paths"),
        )
        edits = counted(
            loss.edits,
            translate("Remove", "{n} edit in its history"),
            translate("Remove", "{n} edits in its history"),
        )
        told = translate("Remove", "Its layer goes for good: {paths}, {size}, {edits}.")
        parts.append(told.format(paths=paths, size=size(loss.size_bytes), edits=edits))
        parts.append(translate("Remove", "Named volumes stay."))
    return " ".join(parts)
