"""Below the stack of a container: what runs its commands, always seen, and to be chosen."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from layerlab.container.options import RunnerChoice
from layerlab.facade import ContainerSummary
from layerlab_gui import fonts
from layerlab_gui.dialogs.create_container import runner_names
from layerlab_gui.i18n import translate
from layerlab_gui.tasks.lifecycle import ChooseRunner
from layerlab_gui.teaching import teach
from layerlab_gui.widgets.elided import ElidedLabel
from layerlab_gui.workspace import Workspace

_LEAST_CHARACTERS = 7
"""Of the choice, which stays while the words before it give way."""


class RunnerRow(QWidget):
    """Hidden where no container is shown."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._name = ""
        label = ElidedLabel()
        label.show_text(translate("Stack", "Commands run by"))
        label.setProperty("role", "muted")
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(_LEAST_CHARACTERS)
        for choice, text in runner_names().items():
            self.box.addItem(text, choice)
        for widget in (self.box, self.box.view()):
            widget.setAccessibleName(translate("Stack", "Commands run by"))
        tip = translate(
            "Stack",
            "Automatic: the built-in shell where it knows all that a command needs, else the"
            " Linux runner where that can run",
        )
        teach(self.box, "runner", tip)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(10, 0, 10, 7))
        row.addWidget(label)
        row.addWidget(self.box, 1)
        self.box.activated.connect(self._choose)
        self.hide()

    def show_container(self, container: ContainerSummary | None) -> None:
        self.setVisible(container is not None)
        if container is not None:
            self._name = container.name
            self.box.setCurrentIndex(self.box.findData(container.host.runner))

    def _choose(self) -> None:
        choice = RunnerChoice(self.box.currentData())
        self._workspace.start(ChooseRunner(self._workspace, self._name, choice))
