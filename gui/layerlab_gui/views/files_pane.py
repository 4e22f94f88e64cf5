"""The files: merged up to a layer, of one layer alone, or what it changed; and the search."""

import threading

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from layerlab.errors import Cancelled
from layerlab.model import ROOT, LayerPath, parents
from layerlab.overlay import Node
from layerlab_gui import fonts
from layerlab_gui.i18n import count, counted, translate
from layerlab_gui.map.pane import MapPane
from layerlab_gui.models.appearance import Appearance
from layerlab_gui.models.files import FileTree
from layerlab_gui.models.matches import LIMIT, Matches, search
from layerlab_gui.stage.scene import Depth
from layerlab_gui.target import Mode
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.views.changes import ChangesView
from layerlab_gui.views.file_view import Exporter, FileView
from layerlab_gui.views.mode_bar import ModeBar
from layerlab_gui.views.no_rows import NoRows
from layerlab_gui.views.tar_page import TarPage
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding, Holder
from layerlab_gui.widgets.yielding import Yielding
from layerlab_gui.workspace import Workspace

SEARCH_DELAY_MS = 180
LEAST, TREE_WISH, MAP_WISH = QSize(0, 60), QSize(0, 130), QSize(0, 140)
"""In pixels at 100 %: where there is less for both, one of them gives way."""


class FilesPane(Forwarding, QWidget):
    menu_wanted = Signal(object, QPoint)
    dropped = Signal(object, object)
    moved = Signal(object, object)
    current_changed = Signal()

    def __init__(
        self, workspace: Workspace, look: Appearance, export: Exporter, empty: EmptyState
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._look = look
        self._wanted: LayerPath | None = None
        self._search_job: int | None = None
        self._stop = threading.Event()
        self._text = ""
        self.model = FileTree(workspace.jobs, look, self)
        self.matches = Matches(look, self)
        self.tree = FileView(self.model, look.theme, export, self._takes_files)
        self.tree.setAccessibleName(translate("Files", "Files"))
        self.results = FileView(self.matches, look.theme, export, self._takes_files)
        self.results.setRootIsDecorated(False)
        self.results.setAccessibleName(translate("Files", "Matching paths"))
        self.bar = ModeBar(look.theme)
        self.bar.ghosts.setChecked(workspace.ghosts)
        self.bar.mounts.setChecked(workspace.mounts)
        self.changes = ChangesView(workspace, look.theme)
        self.tar = TarPage(workspace, look)
        self.map = MapPane(workspace, look.theme)
        self.split = Yielding(Qt.Orientation.Vertical, 2)
        NoRows(workspace, look.theme, self.tree, self.model)
        self._empty = empty
        self._pages = QStackedWidget()
        for page in (self.tree, self.results, self.changes, self.tar, empty):
            self._pages.addWidget(page)
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._note.setContentsMargins(fonts.margins(10, 5, 10, 6))
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._split(), 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._timer.timeout.connect(self._search)
        self._connect()

    def _split(self) -> Yielding:
        upper = Holder(self.keyboard_part)
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._note)
        self.split.add(upper, LEAST, TREE_WISH)
        self._map_place = self.split.add(self.map, LEAST, MAP_WISH)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.want(self._map_place, self.is_map_wanted)
        return self.split

    @property
    def is_map_wanted(self) -> bool:
        """It gives way on a projector."""
        is_on = self._workspace.settings.flag("map/on", True)
        return is_on and not self._look.theme.is_projected

    @property
    def is_map_shown(self) -> bool:
        """False also where there is no room for it beside the tree."""
        return self.split.is_shown(self._map_place)

    def show_map(self, on: bool) -> None:
        """The map of the files beside their tree, or instead of it where both have no room."""
        self._workspace.settings.put("map/on", on)
        self.split.want(self._map_place, on)
        if on and not self.is_map_shown:
            self.split.use(self._map_place)

    def keyboard_part(self) -> QWidget:
        page = self._pages.currentWidget()
        return self.tree if page is None else page

    def _takes_files(self) -> bool:
        return self._workspace.writable is not None and self._workspace.is_at_top

    def _connect(self) -> None:
        workspace = self._workspace
        self.bar.mode_wanted.connect(workspace.select_mode)
        self.bar.ghosts.toggled.connect(workspace.show_ghosts)
        self.bar.mounts.toggled.connect(workspace.show_mounts)
        self.bar.flat.toggled.connect(self._show_page)
        workspace.source_changed.connect(self._show_source)
        workspace.depth_changed.connect(self._show_depth)
        workspace.stack_refreshed.connect(self._refresh)
        workspace.path_changed.connect(self.reveal)
        self.model.directory_shown.connect(self._directory_shown)
        self.model.failed.connect(workspace.failed)
        for view in (self.tree, self.results):
            view.selectionModel().currentChanged.connect(self._chosen)
            view.dropped.connect(self.dropped)
            view.moved.connect(self.moved)
            view.customContextMenuRequested.connect(lambda at, view=view: self._menu(view, at))
        self.tar.read.connect(self._tell_of_tar)
        self.changes.menu_wanted.connect(lambda at: self.menu_wanted.emit(QModelIndex(), at))
        self.map.menu_wanted.connect(lambda at: self.menu_wanted.emit(QModelIndex(), at))
        self.results.activated.connect(self._go_to_match)

    # the tree

    def _show_source(self) -> None:
        source = self._workspace.source
        if source == self.model.source and source is not None:
            return
        opened = self._unfolded()
        self.model.show_source(source)
        self.bar.buttons[self._workspace.mode].setChecked(True)
        self.bar.where.show_text(self._where())
        was_empty = self._pages.currentWidget() is self._empty
        self._show_page()
        if was_empty and source is not None:
            self.setFocus()
        self._again = opened
        if source is not None and self._text:
            self._search()

    def _show_page(self) -> None:
        shown, layer, mode = self._workspace.shown, self._workspace.layer, self._workspace.mode
        is_diff = shown is not None and mode is Mode.CHANGES and layer == shown.container_layer
        self.bar.offer_list(is_diff)
        container = self._workspace.container
        has_mounts = container is not None and bool(container.mounts)
        self.bar.mounts.setVisible(has_mounts and mode is Mode.MERGED)
        page: QWidget = self.changes if is_diff and self.bar.flat.isChecked() else self.tree
        if self._workspace.source is None:
            page = self._empty
        elif self._text:
            page = self.results
        elif self._is_tar_shown():
            page = self.tar
            self.tar.show_layer()
        self._pages.setCurrentWidget(page)
        if page is not self.results:
            self._note.hide()
        self._tell_of_tar(self.tar.told)

    @property
    def page(self) -> QWidget | None:
        """What is in front: the tree, the matches, the changes, the tar, or nothing to see."""
        return self._pages.currentWidget()

    def _is_tar_shown(self) -> bool:
        """One layer as it is stored. A container's is no tar, and a missing one is not there."""
        workspace = self._workspace
        if workspace.stack is None or workspace.mode is not Mode.LAYER:
            return False
        card = workspace.stack.layers[workspace.layer - 1]
        return workspace.depth is Depth.REAL and not card.is_container and not card.is_missing

    def _tell_of_tar(self, text: str) -> None:
        if self._pages.currentWidget() is self.tar:
            self._note.setText(text)
            self._note.setVisible(bool(text))

    def _show_depth(self, depth: Depth) -> None:
        self._look.depth = depth
        self.model.tell_cells()
        self.matches.tell_cells()
        self._show_page()

    def show_changes(self) -> None:
        """What the container changed against its image."""
        shown = self._workspace.shown
        if shown is not None and shown.container_layer is not None:
            self._workspace.select_layer(shown.container_layer)
            self._workspace.select_mode(Mode.CHANGES)
            self.setFocus()

    def _where(self) -> str:
        shown, layer = self._workspace.shown, self._workspace.layer
        if shown is None:
            return ""
        if shown.at is not None and layer == shown.top:
            return translate("Files", "as of edit {number}").format(number=shown.at)
        if layer == shown.top and self._workspace.mode is Mode.MERGED:
            return counted(
                shown.top, translate("Files", "the one layer"), translate("Files", "all {n} layers")
            )
        if layer == shown.container_layer:
            return translate("Files", "container layer")
        if self._workspace.mode is Mode.MERGED:
            return translate("Files", "up to layer {number}").format(number=layer)
        return translate("Files", "layer {number}").format(number=layer)

    _again: frozenset[LayerPath] = frozenset()

    def _unfolded(self) -> frozenset[LayerPath]:
        """Directories that are open, to be opened again in another layer or mode."""
        found: set[LayerPath] = set()
        waiting = [QModelIndex()]
        while waiting:
            above = waiting.pop()
            for row in range(self.model.rowCount(above)):
                index = self.model.index(row, 0, above)
                node = self.model.node(index)
                if node is not None and self.tree.isExpanded(index):
                    found.add(node.path)
                    waiting.append(index)
        return frozenset(found)

    def _refresh(self) -> None:
        source = self._workspace.source
        if source is None:
            return
        if self.model.source is None or self.model.source.layer != source.layer:
            self._show_source()
            return
        self.bar.where.show_text(self._where())
        self.model.refresh(source)
        if self._text:
            self._search()

    def reveal(self, path: LayerPath) -> None:
        """Unfold the way to a path and select it, directory by directory as they are read."""
        self._wanted = path
        self._seek()

    def _seek(self) -> None:
        if self._wanted is None:
            return
        for above in parents(self._wanted)[1:]:
            index = self.model.find(above)
            if not index.isValid():
                return
            if not self._open(index, above):
                return
        index = self.model.find(self._wanted)
        if not index.isValid() and self._wanted != ROOT:
            return
        self._wanted = None
        self._set_current(index)

    def _set_current(self, index: QModelIndex) -> None:
        """Without telling the workspace, which knows. An invalid index chooses nothing."""
        if first(self.tree.currentIndex()) == index:
            return
        selection = self.tree.selectionModel()
        selection.blockSignals(True)
        self.tree.setCurrentIndex(index)
        if not index.isValid():
            selection.clear()
        selection.blockSignals(False)
        self.current_changed.emit()
        if index.isValid():
            self.tree.scrollTo(index)
        self.tree.viewport().update()

    def _open(self, index: QModelIndex, path: LayerPath) -> bool:
        """Unfolds a directory that was read, else asks for it; whether it is open.

        Rows that come into an unfolded directory make Qt lay out the whole tree again.
        """
        if not self.model.is_read(path):
            self.model.fetchMore(index)
            return False
        if not self.tree.isExpanded(index):
            self.tree.expand(index)
        return True

    def _directory_shown(self, path: LayerPath) -> None:
        for directory in self._again:
            index = self.model.find(directory)
            if index.isValid():
                self._open(index, directory)
        self._seek()
        if self._wanted is None:
            self._set_current(self.model.find(self._workspace.path))

    def _chosen(self, index: QModelIndex) -> None:
        """By the user: when a row goes away, Qt chooses its neighbour, which nobody asked for."""
        if self.model.is_merging or self._is_focus_alone(index):
            return
        model = index.model()
        node = model.node(index) if isinstance(model, FileTree | Matches) else None
        if node is not None:
            self._wanted = None
            self._workspace.select_path(node.path)
        self.current_changed.emit()

    def _is_focus_alone(self, index: QModelIndex) -> bool:
        """A view that gets the focus makes its first row current, but does not select it. Where a
        path is still on its way, in a window made just now, that would lead elsewhere."""
        is_sought = self._wanted is not None and index.model() is self.model
        return is_sought and not self.tree.selectionModel().isSelected(index)

    def selected(self) -> Node | None:
        if self._text:
            return self.matches.node(self.results.currentIndex())
        return self.model.node(self.tree.currentIndex())

    def _menu(self, view: FileView, at: QPoint) -> None:
        self.menu_wanted.emit(view.indexAt(at), view.viewport().mapToGlobal(at))

    # the search

    def set_filter(self, text: str) -> None:
        self._text = text.strip()
        if self._text:
            self._timer.start()
        else:
            self._end_search()

    def _end_search(self) -> None:
        self._timer.stop()
        self._stop.set()
        self._note.hide()
        if self._workspace.source is not None:
            self._show_page()
            self.reveal(self._workspace.path)

    def _search(self) -> None:
        source, text = self._workspace.source, self._text
        if source is None or not text:
            return
        self._stop.set()
        self._stop = stop = threading.Event()
        jobs = self._workspace.jobs
        jobs.drop(self._search_job)
        self._search_job = jobs.submit(
            Queue.READ, lambda: search(source, text, stop.is_set), self._found, self._not_found
        )
        self._tell(translate("Files", "Searching…"))

    def _found(self, nodes: tuple[Node, ...]) -> None:
        shown = self._workspace.shown
        self.matches.show_nodes(nodes, shown.container_layer if shown else None)
        self._pages.setCurrentWidget(self.results)
        text = counted(
            len(nodes),
            translate("Files", "{n} path matches"),
            translate("Files", "{n} paths match"),
        )
        if not nodes:
            text = translate("Files", "No path matches: type less, or a pattern such as *.conf")
        if len(nodes) >= LIMIT:
            text = translate("Files", "The first {n} matches; type more").format(n=count(LIMIT))
        self._tell(text)

    def _not_found(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._workspace.failed.emit(error)

    def _tell(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()

    def _go_to_match(self, index: QModelIndex) -> None:
        node = self.matches.node(index)
        if node is not None:
            self._workspace.select_path(node.path)


def first(index: QModelIndex) -> QModelIndex:
    return index.siblingAtColumn(0) if index.isValid() else index
