"""A person at the real window: keys, clicks, and the patience to wait for what comes of them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab_gui.app import Program, Start
from layerlab_gui.workspace import Said, Workspace

PATIENCE_MS = 20_000


class Driver:
    """A person at the window."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.qtbot = qtbot
        self.said: list[Said] = []
        self.failures: list[BaseException] = []
        self.workspace.said.connect(self.said.append)
        self.workspace.failed.connect(self.failures.append)

    @property
    def window(self):
        return self.program.window

    @property
    def workspace(self) -> Workspace:
        return self.program.workspace

    @property
    def engine(self) -> Engine:
        return self.workspace.engine

    def until(self, claim: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(claim, timeout=PATIENCE_MS)

    def settle(self) -> None:
        self.until(lambda: self.workspace.is_idle)
        QApplication.processEvents()
        self.until(lambda: self.workspace.is_idle)

    def start(self, *archives: Path) -> "Driver":
        self.window.show()
        self.window.activateWindow()
        self.workspace.start(Start(self.workspace, archives))
        self.settle()
        return self

    def press(self, key: str, widget: QWidget | None = None) -> None:
        """A key with its modifiers, as in a menu: `Ctrl+Shift+S`."""
        if QApplication.activeWindow() is None:  # without a screen nobody gives it back
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)
        self.qtbot.keySequence(widget or QApplication.focusWidget() or self.window, key)

    def row(self, path: str) -> QModelIndex:
        index = self.window.files.model.find(LayerPath(path))
        assert index.isValid(), path
        return index

    def unfold(self, path: str) -> None:
        """Choose a directory's row and press the key that opens it."""
        tree = self.window.files.tree
        self.click_row(path)
        self.qtbot.keyClick(tree, Qt.Key.Key_Right)
        self.until(lambda: self.window.files.model.is_read(LayerPath(path)))

    def click_row(self, path: str) -> None:
        tree = self.window.files.tree
        tree.scrollTo(self.row(path))
        place = tree.visualRect(self.row(path)).center()
        self.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def choose(self, path: str) -> None:
        """Go to a path wherever it is."""
        self.workspace.select_path(LayerPath(path))
        self.settle()
        self.until(lambda: self.window.files.model.find(LayerPath(path)).isValid())

    def dialog(self) -> QDialog:
        """The dialog that is open, once it is."""

        def find() -> QDialog | None:
            shown = (w for w in QApplication.topLevelWidgets() if w.isVisible())
            return next((w for w in shown if isinstance(w, QDialog)), None)

        self.until(lambda: find() is not None)
        dialog = find()
        assert dialog is not None
        return dialog

    def container(self) -> "Driver":
        """A container of what is shown, in one click of the offer."""
        self.choose("opt/nginx/index.html")
        self.window.area.reach("inspector")
        button = self.window.inspector.content.edit_button
        self.until(button.isVisible)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.until(lambda: self.workspace.container is not None)
        self.settle()
        return self

    def type_line(self, text: str) -> None:
        editor = self.window.inspector.content.editor
        self.until(lambda: not editor.isReadOnly())
        editor.setFocus()
        self.qtbot.keyClicks(editor, text)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)
