"""All that is set of a container, and why the Linux runner can't run its commands here."""

import shlex

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from layerlab.container import Container
from layerlab.container.mounts import ContainerMount
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import muted
from layerlab_gui.i18n import created, translate
from layerlab_gui.models.rows import printable
from layerlab_gui.models.state_words import state_lines
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import Show
from layerlab_gui.views.facts_tab import fact_name, fact_value
from layerlab_gui.wording import error_text, explained
from layerlab_gui.workspace import Workspace

ID_LENGTH = 12
"""As many digits as Docker shows, and takes: all 64 are wider than the pane."""


def container_facts(container: Container) -> list[tuple[str, str]]:
    """Names and values, without what is mounted."""
    record = container.record
    run = record.run
    none = translate("Container", "none")
    rows = [
        (translate("Container", "Main command"), shlex.join(record.command) or none),
        (translate("Container", "Environment"), "\n".join(run.get("Env") or ()) or none),
        (translate("Container", "Working directory"), str(run.get("WorkingDir") or "/")),
        (translate("Container", "User"), str(run.get("User") or "root")),
        (translate("Container", "Image"), record.image_name),
        (translate("Container", "ID"), record.id[:ID_LENGTH]),
    ]
    made = (translate("Container", "Created"), created(_shown(record.created)))
    return [*((name, _shown(value)) for name, value in rows), made]


class ContainerTab(QScrollArea):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._job: int | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(translate("Container", "Container"))
        self.obstacle = muted("")
        self.obstacle.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = QWidget()
        self._layout = self._body()
        workspace.target_changed.connect(self._new_target)
        workspace.stack_refreshed.connect(self._show)
        self._new_target()

    def _body(self) -> QVBoxLayout:
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(fonts.margins(12, 12, 12, 12))
        layout.setSpacing(fonts.px(7))
        layout.addWidget(self.obstacle)
        layout.addWidget(self.facts)
        layout.addStretch(1)
        self.setWidget(body)
        return layout

    def _new_target(self) -> None:
        """What the Linux runner lacks is found on a worker: it tries what the machine can do."""
        workspace, container = self._workspace, self._workspace.container
        workspace.jobs.drop(self._job)
        self._tell("")
        self._show()
        if container is not None:
            engine, key = workspace.engine, container.id
            self._job = workspace.jobs.submit(
                Queue.READ,
                lambda: engine.why_not_linux(key),
                lambda reason: self._tell(explained(reason) if reason else ""),
                lambda error: self._tell(error_text(error)),
            )

    def _tell(self, reason: str) -> None:
        text = translate("Container", "The Linux runner can't run here: {reason}")
        self.obstacle.setText(text.format(reason=reason) if reason else "")
        self.obstacle.setVisible(bool(reason))

    def _show(self) -> None:
        container = self._workspace.container
        if container is None:
            return
        record = container.record
        facts = QWidget()
        form = QFormLayout(facts)
        form.setContentsMargins(fonts.margins(0, 5, 0, 0))
        form.setHorizontalSpacing(fonts.px(14))
        form.setVerticalSpacing(fonts.px(7))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, value in [*state_lines(record.state), *container_facts(container)]:
            form.addRow(fact_name(name), fact_value(value))
        for mount in container.mounts:
            form.addRow(fact_name(translate("Container", "Mount")), fact_value(_mount(mount)))
            if mount.volume is not None:
                form.addRow("", self._button(mount.volume.name))
        self._layout.replaceWidget(self.facts, facts)
        self.facts.deleteLater()
        self.facts = facts

    def _button(self, volume: str) -> QPushButton:
        """Shows the volume."""
        button = QPushButton(translate("Container", "Show the volume"))
        button.setAccessibleName(f"{button.text()}: {volume}")
        target = Target(TargetKind.VOLUME, volume)
        button.clicked.connect(lambda: self._workspace.start(Show(self._workspace, target)))
        return button


def _mount(mount: ContainerMount) -> str:
    where = f"/{mount.spec.path}"
    text = f"{mount.title} → {where}"
    if mount.spec.read_only:
        read_only = translate("Container", "read-only")
        text += f" ({read_only})"
    return _shown(text)


def _shown(text: str) -> str:
    """Lines stay lines; what could mislead is made visible."""
    return "\n".join(printable(line) for line in text.splitlines())
