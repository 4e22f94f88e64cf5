"""The stage: the large picture of the stack that is open, of a scene, or of all images at once.

A second, larger view of the stack's own clock; the list of layers is the same for those who read.
"""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedLayout, QVBoxLayout, QWidget

from layerlab.model import ROOT
from layerlab.progress import Progress
from layerlab_gui import fonts
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.stage.controls import StageControls
from layerlab_gui.stage.model import StageModel
from layerlab_gui.stage.picture.canvas import StageCanvas
from layerlab_gui.stage.picture.column import Column, column
from layerlab_gui.stage.picture.scale import Scale
from layerlab_gui.stage.scene import Still
from layerlab_gui.stage.stills import Forest, Visible, read_forest, stack_still, visible_bytes
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import Show
from layerlab_gui.theme import Theme
from layerlab_gui.views.stage_area import ZOOM_STEP, StageArea
from layerlab_gui.views.stage_bar import StageBar
from layerlab_gui.widgets.elided import ElidedLabel
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace

_CAPTION = 1.45
"""The caption's size against the interface's: it is read from afar."""


class StagePane(Forwarding, QWidget):
    menu_wanted = Signal(QPoint)

    def __init__(
        self, workspace: Workspace, theme: Theme, stage: StageModel, empty: EmptyState
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._stage = stage
        self._is_projected = theme.is_projected
        """Whether the command stands below the picture anyway."""
        self._visible: Visible = {}
        self._forest = Forest()
        self._keys: dict[int, str] = {}
        self._jobs: dict[str, int] = {}
        self._title = ElidedLabel()
        self._title.setFont(fonts.strong(fonts.scaled(self.font(), 1.2)))
        self._command = ElidedLabel()
        self._command.setFont(fonts.code(self.font()))
        self._command.setProperty("role", "muted")
        self.canvas = StageCanvas(stage, theme)
        self.canvas.set_scale(workspace.settings.stage_scale)
        self.canvas.set_depth(workspace.depth)
        self.area = StageArea(self.canvas)
        self.bar = StageBar(theme, workspace.settings.stage_scale)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setContentsMargins(fonts.margins(14, 8, 14, 10))
        self.controls = StageControls(stage, workspace.settings, theme)
        self.controls.be_still(workspace.is_still)
        for label in (self.summary, self.controls.caption):
            label.setFont(fonts.scaled(self.font(), _CAPTION))
        self._pages = QStackedLayout()
        self._pages.addWidget(self._page())
        self._empty = empty
        self._pages.addWidget(empty)
        self.setLayout(self._pages)
        self._connect()

    def keyboard_part(self) -> QWidget:
        return self._empty if self._pages.currentWidget() is self._empty else self.area

    def _page(self) -> QWidget:
        page, heading = QWidget(), QFrame()
        heading.setProperty("role", "band")
        head = QVBoxLayout(heading)
        head.setContentsMargins(fonts.margins(14, 8, 14, 8))
        head.setSpacing(fonts.px(2))
        head.addWidget(self._title)
        head.addWidget(self._command)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addWidget(self.bar)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.controls)
        return page

    def _connect(self) -> None:
        workspace, bar = self._workspace, self.bar
        workspace.target_changed.connect(self._new_target)
        workspace.stack_refreshed.connect(self._new_stack)
        workspace.objects_changed.connect(self._read_forest)
        workspace.source_changed.connect(self._follow_layer)
        workspace.trail_changed.connect(self._follow_trail)
        workspace.depth_changed.connect(self.canvas.set_depth)
        workspace.still_changed.connect(self.controls.be_still)
        self._stage.changed.connect(self._tell)
        self.canvas.activated.connect(self._open)
        self.canvas.pile_activated.connect(self._open_pile)
        self.canvas.menu_wanted.connect(self._menu)
        bar.scale_chosen.connect(self._set_scale)
        bar.forest_wanted.connect(self._choose_forest)
        bar.zoom_wanted.connect(self._zoom)

    # what is shown

    def showEvent(self, event: QShowEvent) -> None:
        """What it was not told while nobody saw it."""
        super().showEvent(event)
        self._new_stack()
        self._read_forest()

    def _new_target(self) -> None:
        self._visible = {}
        self.area.to_the_top()
        self._new_stack()

    def _new_stack(self) -> None:
        shown = self._workspace.shown
        self._pages.setCurrentIndex(0 if shown else 1)
        self._read_visible()
        self._show()

    def _show(self) -> None:
        shown = self._workspace.shown
        own = stack_still(shown.stack, self._visible) if shown else Still()
        self._keys = {s.number: s.key for pile in own.piles for s in pile.slabs}
        self.canvas.show_still(self._forest.still if self.bar.shows_forest else own)
        self._follow_layer()
        self._follow_trail()
        self._tell()

    def _follow_layer(self) -> None:
        self.canvas.show_selected(self._keys.get(self._workspace.layer, ""))

    def _follow_trail(self) -> None:
        self.canvas.show_column(self._column())

    def _column(self) -> Column | None:
        workspace = self._workspace
        if self.bar.shows_forest or workspace.path == ROOT:
            return None
        top = workspace.shown.container_layer if workspace.shown else None
        return column(workspace.path, workspace.trail, self._keys, top)

    def _tell(self) -> None:
        """The heading and, where no scene speaks, what there is to see."""
        scene, shown = self._stage.scene, self._workspace.shown
        if scene is not None:
            self.bar.show_one()
        title = scene.title if scene else shown.target.name if shown else ""
        if scene is None and shown is not None and self.canvas.still.piles:
            title = self._titled()
        self._title.show_text(title)
        self._command.show_text(scene.command if scene else "")
        self._command.setVisible(bool(scene and scene.command) and not self._is_projected)
        self.summary.setText("" if scene else self._summary())
        self.summary.setVisible(scene is None)

    def _titled(self) -> str:
        if self.bar.shows_forest:
            return translate("Stage", "All images and containers of the store")
        return self.canvas.still.piles[0].title

    def _summary(self) -> str:
        piles, slabs = self.canvas.still.piles, self.canvas.still.slabs.values()
        layers = counted(
            len(slabs), translate("Stack", "{n} layer"), translate("Stack", "{n} layers")
        )
        whole = size(sum(slab.size_bytes for slab in slabs))
        if self.bar.shows_forest and not piles:
            return translate("Stage", "The store has no image yet: load one.")
        if self.bar.shows_forest:
            several = sum(slab.size_bytes for pile in piles for slab in pile.slabs)
            text = translate(
                "Stage", "{layers} take {size} on the disk; without sharing it would be {several}."
            )
            return text.format(layers=layers, size=whole, several=size(several))
        hidden = [
            s.size_bytes - s.visible_bytes
            for s in slabs
            if s.visible_bytes is not None and s.visible_bytes < s.size_bytes
        ]
        text = translate("Stack", "{size} in {layers}").format(size=whole, layers=layers)
        if not hidden:
            return text
        more = translate("Stage", "{size} of it is hidden by layers above, and still shipped.")
        return f"{text}. {more.format(size=size(sum(hidden)))}"

    # reading

    def _read_visible(self) -> None:
        stack, jobs = self._workspace.stack, self._workspace.jobs
        jobs.drop(self._jobs.pop("visible", None))
        if stack is not None and self.isVisible():
            self._jobs["visible"] = jobs.submit(
                Queue.READ, lambda: visible_bytes(stack, Progress()), self._set_visible
            )

    def _set_visible(self, visible: Visible) -> None:
        self._visible = visible
        self._show()

    def _read_forest(self) -> None:
        engine, objects, jobs = (
            self._workspace.engine,
            self._workspace.objects,
            self._workspace.jobs,
        )
        jobs.drop(self._jobs.pop("forest", None))
        if self.isVisible() and self.bar.shows_forest:
            self._jobs["forest"] = jobs.submit(
                Queue.READ, lambda: read_forest(engine, objects), self._set_forest
            )

    def _set_forest(self, forest: Forest) -> None:
        self._forest = forest
        self._show()

    # acting

    def _choose_forest(self, is_wanted: bool) -> None:
        """In place of a scene, where there is one."""
        if is_wanted and self._stage.scene is not None:
            self._stage.clear()
        self._read_forest()
        self._show()
        self.area.to_slab(self._keys.get(self._workspace.layer, ""))

    def _set_scale(self, scale: Scale) -> None:
        self._workspace.settings.put("stage/scale", scale.value)
        self.canvas.set_scale(scale)

    def _zoom(self, way: int) -> None:
        zoom = 1.0 if way == 0 else self.canvas.zoom * ZOOM_STEP**way
        self.canvas.set_zoom(zoom)

    def _open(self, key: str) -> None:
        """Select the layer; of another image or container, show that."""
        number = next((n for n, own in self._keys.items() if own == key), None)
        if number is not None:
            self._workspace.select_layer(number)
            return
        piles = [p for p in self._forest.still.piles if any(s.key == key for s in p.slabs)]
        if piles:
            self._open_pile(min(piles, key=lambda pile: len(pile.slabs)).key)

    def _open_pile(self, key: str) -> None:
        target = self._forest.targets.get(key)
        if target is not None and target != self._workspace.target:
            self._workspace.start(Show(self._workspace, target))

    def _menu(self, key: str, at: QPoint) -> None:
        self._open(key)
        self.menu_wanted.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        way = ways.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self._zoom(way)
