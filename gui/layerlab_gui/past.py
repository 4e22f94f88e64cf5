"""What the history's actions do: to which edit, when each is possible, and how a replay is seen."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from layerlab.model import ROOT, LayerPath
from layerlab_gui import fonts, icons
from layerlab_gui.actions import Actions
from layerlab_gui.i18n import translate
from layerlab_gui.models.lanes import START
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.scenes.replaying import Reel
from layerlab_gui.tasks import history as tasks
from layerlab_gui.views.history import HistoryPane
from layerlab_gui.workspace import Workspace

_TOOLS = ("jump", "branch", "label", "replay")


class PastConduct(QObject):
    """The edit that they are about is the one that is looked at, else the current one."""

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        pane: HistoryPane,
        stage: StageModel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._pane = pane
        self._stage = stage
        self._seen: tuple[int, LayerPath] | None = None
        actions.connect("jump", self.jump)
        actions.connect("branch", self.branch)
        actions.connect("label", self.label)
        actions.connect("replay", self.replay)
        pane.chosen.connect(self.look_at)
        pane.list.wanted.connect(self.jump)
        stage.changed.connect(self._follow_stage)
        for signal in (workspace.target_changed, workspace.stack_refreshed):
            signal.connect(self.update)
        self.update()

    @property
    def ways(self) -> tuple[QAction, ...]:
        """From an earlier state to a container that has it."""
        return self._actions["jump"], self._actions["branch"]

    def tools(self) -> QWidget:
        """The actions as buttons, for beside the history's tab."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(fonts.margins(0, 2, 0, 2))
        row.setSpacing(fonts.px(2))
        row.addStretch(1)
        for name in _TOOLS:
            button = QToolButton()
            button.setDefaultAction(self._actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(icons.size_for(bar.fontMetrics()))
            button.setAccessibleName(self._actions[name].iconText())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        return bar

    def update(self) -> None:
        shown = self._workspace.shown
        is_container = shown is not None and shown.stack.container is not None
        chosen = self._chosen()
        enable, container = self._actions.enable, translate("Why", "Show a container")
        has_edits = shown is not None and (shown.can_undo or shown.can_redo)
        past = translate("Why", "Choose an earlier edit in the history")
        enable(["jump"], self._workspace.is_past, past)
        enable(["branch"], is_container, container)
        enable(["label"], is_container and chosen != START, past if is_container else container)
        enable(["replay"], has_edits, translate("Why", "There is no edit yet"))

    def _chosen(self) -> int:
        shown = self._workspace.shown
        if shown is None:
            return START
        return shown.head if shown.at is None else shown.at

    # doing

    def look_at(self, number: int | None) -> None:
        """By the user, who thereby leaves what is replayed."""
        if isinstance(self._stage.scene, Reel):
            self._stage.clear()
        self._workspace.look_at(number)

    def jump(self) -> None:
        if self._workspace.is_past:
            self._workspace.start(tasks.Jump(self._workspace, self._chosen()))

    def branch(self) -> None:
        self._workspace.start(tasks.Branch(self._workspace, self._chosen()))

    def label(self) -> None:
        self._workspace.start(tasks.Label(self._workspace, self._chosen()))

    def replay(self) -> None:
        """The chosen rows, or from the chosen edit to now, or all. Unsaved text is asked for first,
        since the window will show other states."""
        guard, shown = self._workspace.guard, self._workspace.shown
        if guard is not None and not guard(self.replay):
            return
        at = shown.at if shown else None
        chosen = self._pane.chosen_range() if self._pane.isVisible() else None
        self._workspace.start(tasks.Replay(self._workspace, chosen or at, self._stage.load))

    def _follow_stage(self) -> None:
        """The window shows the state that the replay has come to, and the path it is at."""
        reel, position = self._stage.scene, self._stage.position
        if not isinstance(reel, Reel):
            self._seen = None
            return
        seen = reel.done(position), reel.part(position).path or ROOT
        if seen != self._seen:
            self._seen = seen
            self._workspace.look_at(seen[0])
            self._workspace.select_path(seen[1])
