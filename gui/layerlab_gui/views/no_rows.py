"""What is said over a tree of files that has none, as the layer of a new container."""

from layerlab.model import ROOT
from layerlab_gui.i18n import translate
from layerlab_gui.models.files import FileTree
from layerlab_gui.target import Mode
from layerlab_gui.theme import Theme
from layerlab_gui.views.file_view import FileView
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.workspace import Workspace


class NoRows(EmptyState):
    """Lies on the tree, which keeps the keyboard and takes what is dropped."""

    def __init__(self, workspace: Workspace, theme: Theme, tree: FileView, model: FileTree) -> None:
        step = translate("Files", "Show all files")
        super().__init__(
            theme, "file-diff", "", "", ((step, lambda: workspace.select_mode(Mode.MERGED)),)
        )
        self._workspace = workspace
        self._model = model
        self.lay_on(tree)
        model.modelReset.connect(self._follow)
        model.directory_shown.connect(self._follow)

    def _follow(self) -> None:
        has_none = self._model.is_read(ROOT) and not self._model.rowCount()
        if has_none:
            self._tell()
        self.setVisible(has_none)

    def _tell(self) -> None:
        shown, mode = self._workspace.shown, self._workspace.mode
        is_own = shown is not None and self._workspace.layer == shown.container_layer
        if mode is Mode.MERGED:
            title = translate("Files", "No files")
            text = translate("Files", "Nothing is in it yet.")
        elif is_own:
            title = translate("Files", "The container layer is empty")
            text = translate(
                "Files", "Edit, add or delete a file: what then is in the layer is shown here."
            )
        elif mode is Mode.LAYER:
            title = translate("Files", "The layer has no files")
            text = translate("Files", "Its instruction changed none. Choose another layer.")
        else:
            title = translate("Files", "The layer changes no files")
            text = translate("Files", "What is below it stays as it is. Choose another layer.")
        self.tell(title, text)
        self.offer(mode is not Mode.MERGED)
