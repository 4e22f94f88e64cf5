"""The map under the file tree: measured, laid out and drawn by a worker, for what that shows."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layerlab.errors import Cancelled
from layerlab.model import ROOT, LayerPath
from layerlab.model.entry import is_within
from layerlab.progress import Progress
from layerlab_gui import fonts, icons
from layerlab_gui.i18n import translate
from layerlab_gui.map.crumbs import Crumbs
from layerlab_gui.map.painter import rendered
from layerlab_gui.map.parts import Measured, measure
from layerlab_gui.map.picture import MapPicture, Shape, picture
from layerlab_gui.map.view import MapView
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.target import Source
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace

RESIZE_PAUSE_MS = 60


@dataclass(frozen=True)
class _Result:
    measured: Measured
    picture: MapPicture
    image: QImage


class MapPane(Forwarding, QFrame):
    """Follows the workspace's source and path, while it is seen."""

    menu_wanted = Signal(QPoint)
    drawn = Signal()

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._look = Look(theme, self.font())
        self._source: Source | None = None
        self._unreadable: Source | None = None
        """Told once, not at each change of the window's size."""
        self._measured: Measured | None = None
        self._zoom = ROOT
        self._job: int | None = None
        self._progress = Progress()
        kept = workspace.settings.text("map/shape", Shape.TREEMAP, tuple(Shape))
        self.shape = Shape(kept)
        self.view = MapView(self._look)
        self.crumbs = Crumbs()
        self.buttons: dict[Shape, QToolButton] = {}
        self.nothing = QLabel()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RESIZE_PAUSE_MS)
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        head = QFrame()
        head.setProperty("role", "foot")
        row = QHBoxLayout(head)
        row.setContentsMargins(fonts.margins(4, 2, 4, 2))
        row.setSpacing(fonts.px(2))
        row.addWidget(self.crumbs, 1)
        group = QButtonGroup(self)
        for shape, icon, text in _shapes():
            button = QToolButton()
            button.setIcon(icons.icon(icon, theme))
            button.setIconSize(icons.size_for(self.fontMetrics()))
            button.setProperty("role", "compact")
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setCheckable(True)
            button.setChecked(shape is self.shape)
            button.clicked.connect(lambda _=False, shape=shape: self.show_shape(shape))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[shape] = button
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        body = QWidget()
        self._pages = QStackedLayout(body)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(body, 1)

    def keyboard_part(self) -> QWidget:
        return self.view

    def _connect(self) -> None:
        workspace, view = self._workspace, self.view
        workspace.target_changed.connect(self._begin_at_root)
        workspace.source_changed.connect(self._follow)
        workspace.stack_refreshed.connect(self._follow)
        workspace.path_changed.connect(self._show_path)
        view.path_wanted.connect(workspace.select_path)
        view.zoom_wanted.connect(self.zoom_to)
        view.menu_wanted.connect(self.menu_wanted)
        view.resized.connect(self._timer.start)
        self.crumbs.path_wanted.connect(self.zoom_to)
        self._timer.timeout.connect(self._draw)

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(300), fonts.px(230))

    # what is shown

    def _follow(self) -> None:
        """Another source: measured anew, if it is seen."""
        source = self._workspace.source
        if source != self._source or source is None:
            self._source, self._measured = source, None
            self._draw()

    def _begin_at_root(self) -> None:
        self._zoom = ROOT

    def zoom_to(self, path: LayerPath) -> None:
        if path != self._zoom:
            self._zoom = path
            self._draw()

    def show_shape(self, shape: Shape) -> None:
        self.buttons[shape].setChecked(True)
        if shape is not self.shape:
            self.shape = shape
            self._workspace.settings.put("map/shape", str(shape))
            self._draw()

    def _show_path(self, path: LayerPath) -> None:
        """The tree's path is outlined; the map zooms out as far as it must to have it."""
        zoom = self._zoom
        while not is_within(path, zoom):
            zoom = LayerPath(zoom.rpartition("/")[0])
        if zoom != self._zoom:
            self.zoom_to(zoom)
        else:
            self.view.show_path(path)

    # drawn by a worker

    def _draw(self) -> None:
        jobs = self._workspace.jobs
        jobs.drop(self._job)
        self._progress.cancel()
        self._job = None
        source, known = self._source, self._measured
        size = self.view.width(), self.view.height()
        if source is None:
            self._show_nothing(
                translate("Map", "Choose an image: its files are drawn here by their bytes.")
            )
            return
        if not self.isVisible() or min(size) < 1 or source is self._unreadable:
            return
        self._progress = progress = Progress()
        zoom, shape, look, ratio = self._zoom, self.shape, self._look, self.devicePixelRatioF()

        def work() -> _Result:
            measured = known or measure(source, progress)
            found = picture(measured, zoom, shape, size, look)
            return _Result(measured, found, rendered(found, look, ratio))

        self._job = jobs.submit(Queue.READ, work, self._show, self._not_drawn)

    def _show(self, result: _Result) -> None:
        self._job = None
        self._measured = result.measured
        self._zoom = result.picture.root.path
        self.crumbs.show_path(self._zoom)
        if result.picture.is_empty:
            self._show_nothing(_why_empty(self._zoom))
        else:
            self._pages.setCurrentWidget(self.view)
        self.view.show_picture(result.picture, result.image)
        self.view.show_path(self._workspace.path)
        self.drawn.emit()

    def _not_drawn(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self._unreadable = self._source
            self._show_nothing(translate("Map", "The files could not be read: nothing to draw"))
            self._workspace.failed.emit(error)

    def _show_nothing(self, text: str) -> None:
        self.nothing.setText(text)
        self._pages.setCurrentWidget(self.nothing)
        self.view.show_picture(None, None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is not worked on."""
        super().hideEvent(event)
        self._workspace.jobs.drop(self._job)
        self._progress.cancel()

    # for other devices than the screen

    @property
    def is_measured(self) -> bool:
        return self._measured is not None

    def picture_in(self, size: tuple[float, float], look: Look) -> MapPicture | None:
        """The same map in another size; None where there is none yet."""
        if self._measured is None:
            return None
        return picture(self._measured, self._zoom, self.shape, size, look)


def _shapes() -> tuple[tuple[Shape, str, str], ...]:
    return (
        (Shape.TREEMAP, "layout-dashboard", translate("Map", "As boxes in boxes (treemap)")),
        (Shape.SUNBURST, "chart-pie", translate("Map", "As rings (sunburst)")),
    )


def _why_empty(path: LayerPath) -> str:
    if path:
        return translate("Map", "No bytes in this directory. Choose one above it.")
    return translate("Map", "No files with bytes. Choose another layer, or all of them.")
