"""The path under the mouse: who answers for it is told at once, without choosing it."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView

from layerlab.model import LayerPath
from layerlab_gui.looking import trail_of
from layerlab_gui.models.rows import NODE_ROLE
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.workspace import Workspace

REST_MS = 120
"""How long the mouse rests on a row before it counts: less would flicker on the way."""


class Pointing(QObject):
    """`pointed` carries the trail of the path under the mouse, and None where there is none."""

    pointed = Signal(object)

    def __init__(self, workspace: Workspace, view: QAbstractItemView, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._path: LayerPath | None = None
        self._job: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        view.setMouseTracking(True)
        view.entered.connect(self._enter)
        view.viewportEntered.connect(self._leave)
        view.viewport().installEventFilter(self)
        workspace.source_changed.connect(self._leave)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._leave()
        return super().eventFilter(watched, event)

    def _enter(self, index: QModelIndex) -> None:
        node = index.data(NODE_ROLE)
        self._path = node.path if node is not None else None
        self._workspace.jobs.drop(self._job)
        self._rest.start()

    def _leave(self) -> None:
        self._rest.stop()
        self._workspace.jobs.drop(self._job)
        self._path = None
        self.pointed.emit(None)

    def _ask(self) -> None:
        stack, path = self._workspace.stack, self._path
        if stack is None or path is None:
            return
        self._job = self._workspace.jobs.submit(
            Queue.GLANCE, lambda: trail_of(stack, path), self.pointed.emit
        )
