"""What the chosen layer did to the path: the attributes that differ, and the text's differences."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from layerlab.model import LayerPath
from layerlab_gui.difference import Difference, read_difference
from layerlab_gui.i18n import translate
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.diff_view import DiffView
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace


class DiffTab(Forwarding, QWidget):
    """Read while it is seen; the same path again keeps the place in the text."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._job: int | None = None
        self._path: LayerPath | None = None
        self.head = _label(10, 6)
        self.view = DiffView(theme)
        self.view.setAccessibleName(translate("Diff", "Differences of the text"))
        self.note = _label(20, 20)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.note)
        self._pages.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._pages, 1)
        workspace.path_changed.connect(self._read)
        workspace.source_changed.connect(self._read)

    def keyboard_part(self) -> QWidget:
        return self.view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        """A refresh of the stack tells the path again, so that this follows every edit."""
        jobs, source, path = self._workspace.jobs, self._workspace.source, self._workspace.path
        jobs.drop(self._job)
        if not self.isVisible():
            return
        if source is None:
            self._show(None)
            return
        self._job = jobs.submit(Queue.GLANCE, lambda: read_difference(source, path), self._show)

    def _show(self, difference: Difference | None) -> None:
        self.head.setText("\n".join(difference.facts) if difference else "")
        self.head.setVisible(bool(self.head.text()))
        if difference is None or difference.note:
            choose = translate("Diff", "Choose a file.")
            self.note.setText(difference.note if difference else choose)
            self._pages.setCurrentWidget(self.note)
        else:
            is_same = difference.path == self._path
            self.view.show_lines_of(difference.lines, keeps_place=is_same)
            self._pages.setCurrentWidget(self.view)
        self._path = difference.path if difference else None


def _label(wide: int, high: int) -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(wide, high, wide, high)
    return label
