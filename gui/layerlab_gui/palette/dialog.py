"""The palette over the window: a field, and below it what it finds.

A child of the window and no popup: a popup has no input method on some systems, and Hangul is
typed by one.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from layerlab.model import LayerPath, shown
from layerlab_gui import fonts
from layerlab_gui.i18n import count, translate
from layerlab_gui.palette.delegate import PaletteDelegate
from layerlab_gui.palette.entries import Entry, Found, Kind, rank
from layerlab_gui.palette.finder import PathFinder
from layerlab_gui.palette.matching import Pattern, fold
from layerlab_gui.palette.model import PaletteModel, spoken
from layerlab_gui.palette.recent import Recent
from layerlab_gui.speaking import announce
from layerlab_gui.theme import Theme
from layerlab_gui.workspace import Workspace

WIDTH = 46
"""At most, in heights of the font's line."""
SHARE = 0.62
"""Of the window's height, at most."""

Key = Qt.Key
_LIST_KEYS = {Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown}
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class PaletteField(QLineEdit):
    """Keeps the keyboard; the list's keys go to the list."""

    list_key = Signal(object)
    chosen = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Before the window's own shortcuts, and before Qt takes the tabulator."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._is_taken(event):
                return True
        return super().event(event)

    def _is_taken(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Key.Key_Escape:
            self.left.emit()
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.chosen.emit()
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
            is_back = key == Key.Key_Backtab or event.modifiers() == shift
            arrow = Key.Key_Up if is_back else Key.Key_Down
            self.list_key.emit(QKeyEvent(QEvent.Type.KeyPress, arrow, none))
        elif key in _LIST_KEYS:
            self.list_key.emit(event)
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()


class Palette(QFrame):
    """`gather` makes the entries when it opens; `go_to` shows a path in the window."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        gather: Callable[[], Sequence[Entry]],
        go_to: Callable[[LayerPath], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._gather = gather
        self._go_to = go_to
        self._entries: Sequence[Entry] = ()
        self._pattern = Pattern("")
        self._before: QWidget | None = None
        self._recent = Recent(workspace.settings)
        self._finder = PathFinder(workspace, self)
        self._finder.found.connect(self._add_paths)
        self.setProperty("role", "palette")
        self.setAccessibleName(translate("Palette", "Command palette"))
        self.model = PaletteModel(self)
        self.field = PaletteField()
        self.list = QListView()
        self.note = QLabel()
        self._lay_out(theme)
        self.field.textChanged.connect(self._typed)
        self.field.list_key.connect(self._move)
        self.field.chosen.connect(lambda: self._run(self.list.currentIndex()))
        self.field.left.connect(self.close)
        self.list.clicked.connect(self._run)
        self.list.selectionModel().currentChanged.connect(self._say_row)
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self, theme: Theme) -> None:
        self.field.setFont(fonts.scaled(self.font(), 1.15))
        self.field.setPlaceholderText(translate("Palette", "An action, a path, an image, a layer…"))
        self.field.setAccessibleName(translate("Palette", "Command palette"))
        self.field.setAccessibleDescription(
            translate("Palette", "Up and Down choose, Enter does it, Escape closes")
        )
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(translate("Palette", "What was found"))
        self.note.setProperty("role", "muted")
        self.note.setContentsMargins(6, 2, 6, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)

    # opening and closing

    def open(self) -> None:
        """Anew: what can be done has changed since."""
        if self.isVisible():
            self.field.selectAll()
            return
        self._before = QApplication.focusWidget()
        self._entries = self._gather()
        self.field.clear()
        self._typed("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> bool:
        """The keyboard goes back to where it was, unless it has gone elsewhere."""
        if self.isHidden():
            return True
        had_keyboard = self.field.hasFocus()
        self._finder.stop()
        self._entries = ()
        before, self._before = self._before, None
        if had_keyboard and before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.model.show(())
        return True

    def _place(self) -> None:
        window = self._window
        unit = self.fontMetrics().height()
        width = min(window.width() - 2 * unit, WIDTH * unit)
        height = round(window.height() * SHARE)
        self.setGeometry((window.width() - width) // 2, window.height() // 12, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    # finding

    def _typed(self, text: str) -> None:
        self._pattern = Pattern(text)
        self.model.show(rank(self._entries, self._pattern, self._recent.ages()))
        self._choose_first()
        is_coming = self._finder.find(self._pattern)
        self._tell_count(is_coming)

    def _add_paths(self, pattern: Pattern, paths: list[LayerPath]) -> None:
        if pattern is not self._pattern or self.isHidden():
            return
        self.model.append([self._path_row(path) for path in paths])
        if not self.list.currentIndex().isValid():
            self._choose_first()
        self._tell_count(False)

    def _path_row(self, path: LayerPath) -> Found:
        text = shown(path)
        fit = self._pattern.fit(fold(text))
        entry = Entry(f"path:{path}", Kind.PATH, text, "file", lambda: self._go_to(path))
        return Found(entry, spots=fit.spots if fit else ())

    def _choose_first(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()

    def _tell_count(self, is_coming: bool) -> None:
        if is_coming:
            self.note.setText(translate("Palette", "Looking through the paths…"))
            return
        number = self.model.rowCount()
        text = translate("Palette", "{n} found").format(n=count(number))
        nothing = translate("Palette", "Nothing is called that. Type less, or another word.")
        self.note.setText(text if number else nothing)
        if not number:
            announce(self.field, self.note.text())

    # choosing

    def _move(self, event: QKeyEvent) -> None:
        QApplication.sendEvent(self.list, event)

    def _say_row(self, index: QModelIndex) -> None:
        found = self.model.found(index)
        if found is not None and self.isVisible():
            announce(self.field, spoken(found.entry))

    def _run(self, index: QModelIndex) -> None:
        """Closed first, so that what is run finds the keyboard where it was."""
        found = self.model.found(index)
        if found is None:
            return
        if not found.entry.is_possible:
            self.note.setText(found.entry.why_not)
            announce(self.field, found.entry.why_not, is_urgent=True)
            return
        self._recent.note(found.entry.name)
        self.close()
        found.entry.run()
