"""The panes side by side over the drawer; where not all have room, a bar to choose among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QVBoxLayout, QWidget

from layerlab_gui.i18n import translate
from layerlab_gui.widgets.yielding import Yielding

LEAST_HEIGHT, DRAWER = 110, QSize(200, 90)
"""Of the panes, and of the drawer; lengths are pixels at 100 %."""
ALL = 99


@dataclass(frozen=True)
class Pane:
    """`key` goes to it; `share` is its part of the width, in percent, `least` what it needs. Of
    those that have no room the one with the highest `rank` goes first."""

    widget: QWidget
    title: str
    key: str
    share: int
    least: int
    rank: int


class PaneArea(QWidget):
    """`most` panes are shown at a time; with one, the drawer is one of them."""

    def __init__(self, panes: Sequence[Pane], drawer: Pane, most: int = ALL) -> None:
        super().__init__()
        self._all = (*panes, drawer)
        self.panes = Yielding(Qt.Orientation.Horizontal, most)
        for pane in panes:
            self.panes.add(pane.widget, QSize(pane.least, LEAST_HEIGHT))
        for pane in sorted(panes, key=lambda pane: -pane.rank):
            self.panes.use(panes.index(pane))
        self.rows = Yielding(Qt.Orientation.Vertical, most)
        self.rows.add(self.panes, QSize(0, LEAST_HEIGHT))
        self.rows.add(drawer.widget, DRAWER)
        for number, pane in enumerate(panes):
            self.panes.setStretchFactor(number, pane.share)
        self.rows.setStretchFactor(0, 1)
        self.rows.setStretchFactor(1, 0)
        self.bar = PaneBar(self._all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.rows, 1)
        self.bar.chosen.connect(self.bring)
        self.panes.changed.connect(self._tell)
        self.rows.changed.connect(self._tell)

    @property
    def _drawer(self) -> int:
        return len(self._all) - 1

    def reach(self, number: int) -> None:
        """See to it that a pane is shown, by its place from the left; the drawer is the last."""
        is_drawer = number == self._drawer
        self.rows.use(int(is_drawer))
        if not is_drawer:
            self.panes.use(number)

    def bring(self, number: int) -> None:
        """Show a pane, and the keyboard goes there."""
        self.reach(number)
        self._all[number].widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    def shows(self, number: int) -> bool:
        if number == self._drawer:
            return self.rows.is_shown(1)
        return self.rows.is_shown(0) and self.panes.is_shown(number)

    def want(self, number: int, on: bool) -> None:
        """Whether a pane is one of those that are shown where there is room."""
        self.panes.want(number, on)
        self.bar.offer(number, on)
        self._tell()

    def _tell(self) -> None:
        self.bar.setVisible(self.panes.hides_some or self.rows.hides_some)
        self.bar.mark([self.shows(number) for number in range(len(self._all))])

    # sizes

    def share_out(self, size: QSize) -> None:
        """Give the panes their shares of a window of this size."""
        self.panes.setSizes([size.width() * pane.share // 100 for pane in self._all[:-1]])
        height = self._all[-1].widget.sizeHint().height()
        self.rows.setSizes([size.height() - height, height])

    def splitters(self) -> dict[str, Yielding]:
        """By the names that their states are kept under."""
        return {"panes": self.panes, "rows": self.rows}

    def state(self) -> dict[str, QByteArray]:
        return {name: splitter.saveState() for name, splitter in self.splitters().items()}


class PaneBar(QToolBar):
    """A button for each pane, down where it is shown."""

    chosen = Signal(int)

    def __init__(self, panes: Sequence[Pane]) -> None:
        super().__init__()
        self._buttons: list[QAction] = []
        for number, pane in enumerate(panes):
            action = self.addAction(pane.title)
            tip = translate("Panes", "Show the pane “{name}” ({key})")
            action.setToolTip(tip.format(name=pane.title, key=pane.key))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, number=number: self.chosen.emit(number))
            self.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.append(action)
        self.hide()

    def offer(self, number: int, on: bool) -> None:
        self._buttons[number].setVisible(on)

    def mark(self, shown: Sequence[bool]) -> None:
        for button, is_shown in zip(self._buttons, shown, strict=True):
            button.setChecked(is_shown)
