"""The window: its panes side by side, the message bar over them, the console below."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QScreen,
)
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from layerlab.model import LayerPath
from layerlab_gui import fonts, icons
from layerlab_gui.actions import Actions
from layerlab_gui.conduct import Conduct
from layerlab_gui.dialogs.about import AboutDialog
from layerlab_gui.dialogs.glossary import show_glossary
from layerlab_gui.dialogs.keys import KeysDialog
from layerlab_gui.dropping import Dragged, Proposal, dragged, proposal
from layerlab_gui.empties import Empties
from layerlab_gui.i18n import counted, translate
from layerlab_gui.keys import Group, keys_of
from layerlab_gui.menus import (
    FILE_MENU,
    HISTORY_MENU,
    OBJECT_MENU,
    Choices,
    add_menus,
    add_tool_bar,
    fill,
    fill_possible,
    search_field,
)
from layerlab_gui.models.appearance import Appearance
from layerlab_gui.models.objects import Listed
from layerlab_gui.palette import sources
from layerlab_gui.palette.dialog import Palette
from layerlab_gui.palette.entries import Entry
from layerlab_gui.past import PastConduct
from layerlab_gui.pictures.gallery import Subject
from layerlab_gui.projecting import CommandCaption, Projecting
from layerlab_gui.stage.scene import Depth
from layerlab_gui.staging import Staging
from layerlab_gui.target import Target
from layerlab_gui.tasks.archives import ShowArtifact
from layerlab_gui.tasks.edits import Refresh
from layerlab_gui.tasks.files import export
from layerlab_gui.tasks.pictures import CopyPicture, ExportPicture, PrintPicture
from layerlab_gui.teaching import belong, term_at
from layerlab_gui.theme import Theme
from layerlab_gui.views.console import Console
from layerlab_gui.views.drawer import Drawer
from layerlab_gui.views.files_pane import FilesPane
from layerlab_gui.views.history import HistoryPane
from layerlab_gui.views.inspector import Inspector
from layerlab_gui.views.objects_pane import ObjectsPane
from layerlab_gui.views.pane_area import ALL, Pane, PaneArea
from layerlab_gui.views.past_banner import PastBanner
from layerlab_gui.views.pointing import Pointing
from layerlab_gui.views.stack_pane import StackPane
from layerlab_gui.views.stage_pane import StagePane
from layerlab_gui.watching import Watcher
from layerlab_gui.widgets.drop_hint import DropHint
from layerlab_gui.widgets.elided import ElidedLabel
from layerlab_gui.widgets.message_bar import MessageBar
from layerlab_gui.widgets.progress_strip import ProgressStrip
from layerlab_gui.widgets.yielding import Yielding
from layerlab_gui.workspace import Workspace

DEFAULT_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    def __init__(self, workspace: Workspace, theme: Theme, choices: tuple[Choices, ...]) -> None:
        super().__init__()
        self.setWindowTitle("Layerlab")
        self.setWindowIcon(icons.icon("layers", theme, theme.accent))
        self.setAcceptDrops(True)
        self.workspace = workspace
        self.theme = theme
        workspace.window = self
        self.actions_ = Actions(self, theme)
        look = Appearance(theme, self.font(), fonts.code(self.font()), workspace.depth)
        empties = Empties(self.actions_, theme)
        self.message = MessageBar(theme)
        self.objects = ObjectsPane(workspace, theme, empties.objects())
        self.stack = StackPane(workspace, theme, empties.stack())
        self.files = FilesPane(workspace, look, self._export, empties.files())
        self.stage_pane = StagePane(workspace, theme, self.stack.stage, empties.stage())
        self.inspector = Inspector(workspace, theme, empties.inspector())
        self.console = Console(workspace, theme)
        self.history = HistoryPane(workspace, theme, empties.image_history(), empties.history())
        self.drawer = Drawer()
        self.past = PastConduct(workspace, self.actions_, self.history, self.stack.stage, self)
        self.banner = PastBanner(workspace, theme, self.past.ways, self.message)
        self.conduct = Conduct(workspace, self.actions_, self.files, self)
        self.search = search_field(theme)
        add_menus(self, self.actions_, choices)
        self.palette_ = Palette(workspace, theme, lambda: self._entries(choices), self.go_to, self)
        self._watcher = Watcher(workspace, lambda: workspace.start(Refresh(workspace)), self)
        self._lay_out()
        self._belong()
        self._projecting: Projecting | None = None
        if theme.is_projected:
            self.area.bar.add_search(self.search)
            caption = CommandCaption()
            self.console.transcript.commanded.connect(caption.tell)
            self.area.add_below(caption)
            self._projecting = Projecting(self, self.actions_, self.area, self.stack.stage)
        else:
            add_tool_bar(self, self.actions_, self.search)
        self._connect()
        self._restore()
        workspace.announce()
        self.files.tree.setFocus()

    @property
    def stage(self) -> StackPane:
        """The stack is the stage: `stage.stage` is its model."""
        return self.stack

    # building

    def _lay_out(self) -> None:
        self._fill_drawer()
        drawer = Pane("drawer", self.drawer, translate("Panes", "Console"), "Alt+5")
        alone = self.theme.is_projected
        self.area = PaneArea(self._panes(), drawer, 1 if alone else ALL)
        settings = self.workspace.settings
        self.staging = Staging(self.actions_["stage"], self.area, settings, alone=alone)
        self._body = QWidget()
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self.banner)
        layout.addWidget(self.area, 1)
        self.setCentralWidget(self._body)
        self._drop = DropHint(self)
        self._dragged = Dragged((), ())
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(fonts.margins(8, 2, 8, 2))
        self.progress = ProgressStrip(self.workspace.tasks, self.theme)
        bar.addPermanentWidget(self.progress)
        self._summary = QLabel()
        bar.addWidget(self._summary)
        self.root = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        bar.addWidget(self.root, 1)

    def _belong(self) -> None:
        """What F1 opens in a pane where nothing within knows better."""
        belong(self.stack, "layer")
        belong(self.stage_pane, "layer")
        belong(self.files, "merged")
        belong(self.inspector, "merged")
        belong(self.history, "edit")
        belong(self.console, "runner")

    def _fill_drawer(self) -> None:
        self.drawer.add("console", self.console, translate("Drawer", "Console"))
        tools = self.past.tools()
        self.drawer.add("history", self.history, translate("Drawer", "History"), tools)

    def _panes(self) -> tuple[Pane, ...]:
        return (
            Pane("objects", self.objects, translate("Panes", "Images"), "Alt+1", 16, 150, 4),
            Pane("stack", self.stack, translate("Panes", "Layers"), "Alt+2", 23, 200, 1),
            Pane("files", self.files, translate("Panes", "Files"), "Alt+3", 34, 220, 2),
            Pane("stage", self.stage_pane, translate("Panes", "Stage"), "F6", 57, 300, 0),
            Pane("inspector", self.inspector, translate("Panes", "Inspector"), "Alt+4", 27, 220, 3),
        )

    def _connect(self) -> None:
        workspace, actions = self.workspace, self.actions_
        workspace.failed.connect(self._failed)
        workspace.noted.connect(self.message.tell)
        workspace.target_changed.connect(self._title)
        workspace.objects_changed.connect(self._title)
        self.search.textChanged.connect(self.files.set_filter)
        self.search.returnPressed.connect(self.files.results.setFocus)
        self.files.menu_wanted.connect(self._file_menu)
        self.files.dropped.connect(self.conduct.dropped)
        self.pointing = Pointing(workspace, self.files.tree, self)
        self.pointing.pointed.connect(self.stack.model.point_at)
        self.files.moved.connect(self.conduct.moved)
        self.objects.menu_wanted.connect(self._object_menu)
        self.objects.artifact_wanted.connect(self._show_artifact)
        self.inspector.content.container_wanted.connect(self.conduct.edit_in_container)
        self.inspector.facts.permissions_wanted.connect(actions["permissions"].trigger)
        actions.connect("find", self._find)
        actions.connect("quit", self.close)
        actions.connect("glossary", self._show_glossary)
        actions.connect("about", lambda: AboutDialog(self.theme, self).open())
        for name in ("rename", "delete", "permissions"):
            actions[name].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.files.addAction(actions[name])
        for name in ("console", "history"):
            actions.connect(name, partial(self._open_drawer, name))
        actions.connect("changes", self.files.show_changes)
        self._offer_depth()
        actions["map"].setChecked(self.files.is_map_wanted)
        actions["map"].toggled.connect(self._show_map)
        actions.connect("palette", self.palette_.open)
        actions.connect("keys", lambda: KeysDialog(self.keys(), self).open())
        self._offer_pictures()
        self.history.menu_wanted.connect(self._history_menu)
        self.banner.now_wanted.connect(lambda: self.past.look_at(None))
        self.stage_pane.menu_wanted.connect(self._stage_menu)
        for needs_files in (actions["changes"].triggered, self.search.textEdited):
            needs_files.connect(self.staging.set_aside)
        for name in ("objects", "inspector"):
            actions.connect(f"go_{name}", partial(self.area.bring, name))
        actions.connect("go_stack", self._go_to_stack)
        actions.connect("go_files", self._go_to_files)

    def _offer_depth(self) -> None:
        real, workspace = self.actions_["real"], self.workspace
        real.setChecked(workspace.depth is Depth.REAL)
        real.toggled.connect(lambda on: workspace.set_depth(Depth.REAL if on else Depth.SIMPLE))
        workspace.depth_changed.connect(lambda depth: real.setChecked(depth is Depth.REAL))

    def _offer_pictures(self) -> None:
        """As the window is then: `pictures` draws it."""
        workspace, connect = self.workspace, self.actions_.connect
        connect("export_picture", lambda: workspace.start(ExportPicture(workspace, self)))
        connect(
            "export_strip", lambda: workspace.start(ExportPicture(workspace, self, Subject.STRIP))
        )
        connect("copy_picture", lambda: workspace.start(CopyPicture(workspace, self)))
        connect("print", lambda: workspace.start(PrintPicture(workspace, self)))
        self.stack.stage.changed.connect(self._offer_strip)
        self._offer_strip()

    def _offer_strip(self) -> None:
        is_played = self.stack.stage.scene is not None
        self.actions_.enable(
            ["export_strip"], is_played, translate("Why", "Nothing was played yet")
        )

    # acting

    def _show_map(self, on: bool) -> None:
        """Who asks for it where it had to give way to the tree wants to see it."""
        if not on and not self.files.is_map_shown:
            self.actions_["map"].setChecked(True)
        else:
            self.files.show_map(on)

    def _show_glossary(self) -> None:
        show_glossary(self, term_at(QApplication.focusWidget()))

    def _open_drawer(self, name: str) -> None:
        self.area.reach("drawer")
        self.drawer.open(name)

    def _find(self) -> None:
        self.area.reach("files")
        self.search.setFocus()
        self.search.selectAll()

    def _entries(self, choices: tuple[Choices, ...]) -> list[Entry]:
        """What the palette finds besides paths."""
        return [
            *sources.of_actions(self.actions_),
            *sources.of_choices(choices),
            *sources.of_objects(self.objects),
            *sources.of_layers(self.stack, self.workspace.select_layer),
            *sources.of_tabs(self.inspector.tabs, self._open_tab),
        ]

    def keys(self) -> tuple[Group, ...]:
        """Every key of the window."""
        places = (
            (translate("Window", "Message"), self.message),
            (translate("Window", "Earlier state"), self.banner),
            (translate("Window", "Layers and stage"), self.stack),
            (translate("Window", "Files"), self.files),
            (translate("Window", "Inspector"), self.inspector),
            (translate("Window", "Console and history"), self.drawer),
            (translate("Window", "Work under way"), self.progress),
        )
        return keys_of(self, places)

    def go_to(self, path: LayerPath) -> None:
        """Show a path in the file tree, and the keyboard there."""
        self.search.clear()
        self.workspace.select_path(path)
        self._go_to_files()

    def _go_to_files(self) -> None:
        self.staging.set_aside()
        self.area.bring("files")

    def _go_to_stack(self) -> None:
        """The layers are the stage's while that is seen."""
        self.area.bring("stage" if self.staging.is_on else "stack")

    def _open_tab(self, number: int) -> None:
        self.inspector.tabs.setCurrentIndex(number)
        self.area.bring("inspector")

    def _failed(self, error: BaseException) -> None:
        self.message.tell_error(error)
        self.workspace.say("", self.message.text, is_error=True)

    def _file_menu(self, index: object, at: QPoint) -> None:
        menu = QMenu(self)
        fill(menu, self.actions_, FILE_MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _object_menu(self, target: Target, at: QPoint) -> None:
        """The click has chosen the row: the menu waits until it is what the actions are about."""
        if target != self.workspace.target:
            once = Qt.ConnectionType.SingleShotConnection
            self.workspace.target_changed.connect(lambda: self._object_menu(target, at), once)
            return
        menu = QMenu(self)
        fill_possible(menu, self.actions_, OBJECT_MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _stage_menu(self, at: QPoint) -> None:
        if self.workspace.target is not None:
            self._object_menu(self.workspace.target, at)

    def _history_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        fill(menu, self.actions_, HISTORY_MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_artifact(self, listed: Listed) -> None:
        self.workspace.start(ShowArtifact(self.workspace, listed, self.theme))

    def _export(self, node: object) -> Path | None:
        try:
            return export(self.workspace.source, node, self.workspace.external)
        except Exception as error:  # noqa: BLE001 - told in the window, as all errors
            self.workspace.failed.emit(error)
            return None

    def _title(self) -> None:
        target = self.workspace.target
        self.setWindowTitle(f"{target.name} — Layerlab" if target else "Layerlab")
        objects = self.workspace.objects
        images = counted(
            len(objects.images), translate("Window", "{n} image"), translate("Window", "{n} images")
        )
        containers = counted(
            len(objects.containers),
            translate("Window", "{n} container"),
            translate("Window", "{n} containers"),
        )
        self._summary.setText(f"{images} · {containers} ·")
        self.root.show_text(str(self.workspace.engine.root))

    # archives dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepted also where nothing can come of it, so that the hint can say why."""
        if event.source() is None and event.mimeData().hasUrls():
            self._dragged = dragged(event.mimeData())
            self._propose(event)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._propose(event)

    def _propose(self, event: QDropEvent) -> Proposal:
        """Tells in the hint and by the cursor what dropping here would do."""
        over = partial(_is_over, event.position().toPoint())
        made = proposal(
            self._dragged,
            event.modifiers(),
            onto_images=over(self.objects),
            onto_files=over(self.files),
        )
        self._drop.tell(made.text, self._body.geometry())
        is_offered = bool(event.possibleActions() & made.action)
        event.setDropAction(made.action if is_offered else Qt.DropAction.CopyAction)
        event.setAccepted(made.is_possible)
        return made

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        made = self._propose(event)
        self._drop.hide()
        if made.is_possible:
            act = self.conduct.load_archives if made.loads else self.conduct.open_archives
            act(list(self._dragged.paths))

    # between runs

    def _restore(self) -> None:
        settings = self.workspace.settings
        self.resize(*DEFAULT_SIZE)
        geometry = settings.blob("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.share_out()
        for name, splitter in self._splitters().items():
            state = settings.blob(name)
            if state is not None:
                splitter.restoreState(state)
        self.drawer.show_page(settings.text("drawer", "console"))
        self.staging.restore()

    def _splitters(self) -> dict[str, Yielding]:
        """By the names that their states are kept under."""
        return self.area.splitters() | {"files": self.files.split}

    def appear(self, screen: QScreen) -> None:
        """Show it; a projector's on all of the screen."""
        if self.theme.is_projected:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        else:
            self.show()

    def open_on_stage(self) -> None:
        """Where a projector begins, and what is left of it where it ends."""
        if self._projecting is not None:
            self._projecting.open()

    def share_out(self) -> None:
        """Give the panes their shares of the window."""
        self.area.share_out(self.size())

    def remember(self) -> None:
        settings = self.workspace.settings
        settings.put("drawer", self.drawer.current)
        if self.theme.is_projected:  # whose sizes nobody chose
            return
        self.staging.leave()
        settings.put("geometry", self.saveGeometry())
        for name, splitter in self._splitters().items():
            settings.put(name, splitter.saveState())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no view had a use for."""
        if event.key() == Qt.Key.Key_Escape and self.theme.is_projected:
            self.actions_["projector"].setChecked(False)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.inspector.may_leave(self.close):
            event.ignore()
            return
        self.remember()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._watcher.look()
        super().changeEvent(event)


def _is_over(at: QPoint, widget: QWidget) -> bool:
    return widget.isVisible() and widget.rect().contains(widget.mapFrom(widget.window(), at))
