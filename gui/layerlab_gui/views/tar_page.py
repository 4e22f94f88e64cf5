"""One layer's tar, entry by entry, as it is stored. Choosing an entry selects its path."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QTreeView

from layerlab.facade import Stack, VolumeStack
from layerlab.model import LayerPath
from layerlab_gui.i18n import count, translate
from layerlab_gui.models.appearance import Appearance
from layerlab_gui.models.tar_entries import LIMIT, Fact, Listing, TarEntries, listed, path_of
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.workspace import Workspace

_WIDTHS = {
    Fact.OFFSET: 5.0,
    Fact.NAME: 15.0,
    Fact.SIZE: 4.5,
    Fact.MODE: 8.5,
    Fact.OWNER: 4.0,
    Fact.TIME: 9.0,
    Fact.MORE: 12.0,
}
"""In heights of the font's line."""


class TarPage(QTreeView):
    """`read` says how many entries are shown, where those are not all; `told` is the last of it."""

    read = Signal(str)

    def __init__(self, workspace: Workspace, look: Appearance) -> None:
        super().__init__()
        self._workspace = workspace
        self._job: int | None = None
        self._shown: tuple[Stack | VolumeStack, int] | None = None
        self.entries = TarEntries(look, self)
        self.setModel(self.entries)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(translate("Tar", "Entries of the layer's tar"))
        unit = self.fontMetrics().height()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(width * unit))
        self.told = ""
        self.nothing = EmptyState(
            look.theme,
            "file-diff",
            translate("Tar", "The tar has no entries"),
            translate("Tar", "The layer changes no files. Choose another layer."),
        )
        self.nothing.lay_on(self)
        self.selectionModel().selectionChanged.connect(self._chosen)
        workspace.path_changed.connect(self._follow)

    def show_layer(self) -> None:
        """The chosen layer's entries, read where they are not shown yet."""
        stack, number = self._workspace.stack, self._workspace.layer
        if stack is None or self._shown == (stack, number):
            return
        self._shown = (stack, number)
        self._workspace.jobs.drop(self._job)
        self.told = ""
        self.nothing.hide()
        self.entries.show_listing(Listing())
        self._job = self._workspace.jobs.submit(
            Queue.READ,
            lambda: listed(stack.headers(number, LIMIT)),
            self._arrived,
            self._not_read,
        )

    def _arrived(self, listing: Listing) -> None:
        self.entries.show_listing(listing)
        self.nothing.setVisible(not listing.headers)
        text = translate("Tar", "The first {n} entries").format(n=count(LIMIT))
        self.told = text if len(listing.headers) == LIMIT else ""
        self.read.emit(self.told)
        self._follow(self._workspace.path)

    def _not_read(self, error: BaseException) -> None:
        self._shown = None
        self._workspace.failed.emit(error)

    def _follow(self, path: LayerPath) -> None:
        current = self.entries.header(self.currentIndex())
        if current is not None and path_of(current) == path:
            return
        selection = self.selectionModel()
        selection.blockSignals(True)
        index = self.entries.find(path) if self.isVisible() else QModelIndex()
        self.setCurrentIndex(index)
        selection.blockSignals(False)
        self.viewport().update()

    def _chosen(self) -> None:
        """What is selected, not what is current: the focus alone makes the first row current."""
        for index in self.selectionModel().selectedRows():
            header = self.entries.header(index)
            if header is not None:
                self._workspace.select_path(path_of(header))
