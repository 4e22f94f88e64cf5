"""The layer stack, newest on top, with the stage over it and its caption below."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF
from PySide6.QtWidgets import QFrame, QLabel, QListView, QStackedLayout, QVBoxLayout, QWidget

from layerlab.model import LayerPath
from layerlab.overlay import ChangeCounts, TrailStep
from layerlab_gui import fonts
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.looking import COUNT_LIMIT, Shown
from layerlab_gui.models.stack import CARD_ROLE, StackModel
from layerlab_gui.speaking import announce
from layerlab_gui.stage.controls import StageControls
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.overlay import StageOverlay
from layerlab_gui.stage.scene import Scene
from layerlab_gui.stage.scenes.piles import stack_pile
from layerlab_gui.stage.telling import Teller
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.views.objects_pane import pane_title
from layerlab_gui.views.runner_choice import RunnerRow
from layerlab_gui.views.sharing import SharingList
from layerlab_gui.views.stack_delegate import StackDelegate, card_box
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace


class StackPane(Forwarding, QWidget):
    def __init__(self, workspace: Workspace, theme: Theme, empty: EmptyState) -> None:
        super().__init__()
        self._workspace = workspace
        self._counts: dict[int, ChangeCounts] = {}
        self._count_jobs: list[int] = []
        self._numbers: dict[str, int] = {}
        self._played_at: LayerPath | None = None
        self.model = StackModel(self)
        self.stage = StageModel(self)
        self.stage.speed = workspace.settings.speed
        self.stage.depth = workspace.depth
        self.list = self._list(theme)
        self._overlay = StageOverlay(self.stage, theme, self._card_box, self.list.viewport())
        self.list.viewport().installEventFilter(self)
        self.controls = StageControls(self.stage, workspace.settings, theme)
        self.controls.be_still(workspace.is_still)
        self.sharing = SharingList(workspace, theme)
        self.runner = RunnerRow(workspace)
        self._total = QLabel()
        self._total.setProperty("role", "muted")
        self._total.setContentsMargins(fonts.margins(10, 6, 10, 7))
        self._total.setWordWrap(True)
        self._empty = empty
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(pane_title(translate("Stack", "Layers, newest on top")))
        layout.addWidget(self.sharing)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.controls)
        layout.addWidget(self._total)
        layout.addWidget(self.runner)
        self._connect()

    def keyboard_part(self) -> QWidget:
        return self.list if self._workspace.shown else self._empty

    def _list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setModel(self.model)
        self._delegate = StackDelegate(theme, self)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setAccessibleName(translate("Stack", "Layers, newest on top"))
        view.setAccessibleDescription(
            translate("Stack", "Choose a layer to see the files up to it")
        )
        return view

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.target_changed.connect(self._new_target)
        workspace.stack_refreshed.connect(self._show_stack)
        workspace.depth_changed.connect(self._show_stack)
        workspace.source_changed.connect(self._follow_layer)
        workspace.trail_changed.connect(self._show_trail)
        workspace.depth_changed.connect(self.stage.set_depth)
        workspace.played.connect(self._play)
        workspace.still_changed.connect(self.controls.be_still)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        workspace.path_changed.connect(self._end_scene)
        self.stage.changed.connect(self._follow_stage)
        Teller(self.stage, lambda text: announce(self.window(), text), self)

    def _new_target(self) -> None:
        self.stage.clear()
        self._counts = {}
        for job in self._count_jobs:
            self._workspace.jobs.drop(job)
        self._count_jobs = []
        self._show_stack()
        self._count_layers()

    def _show_stack(self) -> None:
        shown = self._workspace.shown
        known = self._counts | dict(shown.counts if shown else {})
        self._pages.setCurrentWidget(self.list if shown else self._empty)
        self.model.show_stack(shown, known, self._workspace.depth)
        slabs = stack_pile(shown.stack).slabs if shown else ()
        self._numbers = {slab.key: slab.number for slab in slabs}
        self._fit()
        self._total.setText(_total(shown) if shown else "")
        self._show_sharing(shown)
        self._follow_layer()

    def _show_sharing(self, shown: Shown | None) -> None:
        own = shown.stack.container if shown else None
        usages = shown.sharing if shown else ()
        self.sharing.show_usages(
            tuple(usage for usage in usages if own is None or usage.container.id != own.id)
        )
        rows = (usage.container for usage in usages if own and usage.container.id == own.id)
        self.runner.show_container(next(rows, None))

    def _count_layers(self) -> None:
        """What each layer changed, read after the first view is there; not for huge stacks."""
        stack = self._workspace.stack
        if stack is None or sum(card.file_count for card in stack.layers) > COUNT_LIMIT:
            return
        for card in stack.layers:
            if not card.is_container:
                count = partial(stack.changes, card.number)
                done = partial(self._counted, card.number)
                self._count_jobs.append(self._workspace.jobs.submit(Queue.READ, count, done))

    def _counted(self, number: int, counts: ChangeCounts) -> None:
        self._counts[number] = counts
        shown = self._workspace.shown
        known: Mapping[int, ChangeCounts] = self._counts | dict(shown.counts if shown else {})
        self.model.show_stack(shown, known, self._workspace.depth)

    def _follow_layer(self) -> None:
        row = self.model.row_of(self._workspace.layer)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        selection.blockSignals(False)
        self.list.viewport().update()

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self._workspace.select_layer(index.data(CARD_ROLE).number)

    def _show_trail(self, steps: tuple[TrailStep, ...]) -> None:
        self.model.show_trail(steps)

    def _play(self, scene: Scene) -> None:
        self.list.scrollToTop()
        self._played_at = self._workspace.path
        self.stage.load(scene)

    def _follow_stage(self) -> None:
        """The cards say what the stage's slabs do."""
        marks, numbers = self.stage.marks, self._numbers
        if marks is not None:
            self.model.play_marks({numbers[k]: mark for k, mark in marks.items() if k in numbers})
        else:
            self.model.play_marks(None)

    def _end_scene(self, path: LayerPath) -> None:
        """A scene that is over goes when the user goes elsewhere."""
        scene = self.stage.scene
        if scene is None or not self.stage.is_finished or path == self._played_at:
            return
        touched = (move.path for beat in scene.beats for move in beat.moves)
        if path != scene.path and path not in touched:
            self.stage.clear()

    def _card_box(self, key: str) -> QRectF | None:
        row = self.model.row_of(self._numbers.get(key, 0))
        return card_box(self.list.visualRect(self.model.index(row))) if row >= 0 else None

    def _fit(self) -> None:
        """Cards as roomy as the pane allows."""
        rows, room = self.model.rowCount(), self.list.viewport().height()
        if self._delegate.fit(rows, room, self.list.fontMetrics()):
            self.list.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() == QEvent.Type.Resize:
            self._overlay.setGeometry(self.list.viewport().rect())
            self._overlay.raise_()
            self._fit()
        return super().eventFilter(watched, event)


def _total(shown: Shown) -> str:
    stack = shown.stack
    layers = counted(
        len(stack.layers), translate("Stack", "{n} layer"), translate("Stack", "{n} layers")
    )
    text = translate("Stack", "{size} in {layers}")
    told = text.format(size=size(sum(card.size_bytes for card in stack.layers)), layers=layers)
    if len(shown.sharing) > 1:
        told = f"{told}\n{_sharing_words(shown)}"
    missing = ", ".join(str(card.number) for card in stack.layers if card.is_missing)
    if not missing:
        return told
    warning = translate(
        "Stack", "Missing: layer {numbers}. The files are shown as far as the others tell."
    )
    return f"{told}\n{warning.format(numbers=missing)}"


def _sharing_words(shown: Shown) -> str:
    """What all containers of the image have in common, once on the disk."""
    cards = [card for card in shown.stack.layers if not card.is_container]
    text = translate("Stack", "{containers} share the {layers} of the image ({size}).")
    containers = counted(
        len(shown.sharing),
        translate("Stack", "{n} container"),
        translate("Stack", "{n} containers"),
    )
    layers = counted(len(cards), translate("Stack", "{n} layer"), translate("Stack", "{n} layers"))
    whole = size(sum(card.size_bytes for card in cards))
    return text.format(containers=containers, layers=layers, size=whole)
