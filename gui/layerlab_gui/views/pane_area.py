"""The panes side by side over the drawer; where not all have room, a bar to choose among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolBar, QVBoxLayout, QWidget

from layerlab_gui.i18n import translate
from layerlab_gui.widgets.yielding import Yielding

LEAST_HEIGHT, PANES_WISH = 110, QSize(0, 240)
DRAWER, DRAWER_WISH = QSize(200, 90), QSize(200, 130)
"""Of the panes, and of the drawer below them; lengths are pixels at 100 %."""
ALL = 99
"""More than there ever are."""


@dataclass(frozen=True)
class Pane:
    """`key` goes to it; `share` is its part of the width, in percent, `least` what it needs. Of
    those that have no room the one with the highest `rank` goes first."""

    name: str
    widget: QWidget
    title: str
    key: str
    share: int = 0
    least: int = 0
    rank: int = 0


class PaneArea(QWidget):
    """`most` panes are shown at a time; with one, the drawer is one of them. Panes are known by
    their names."""

    def __init__(self, panes: Sequence[Pane], drawer: Pane, most: int = ALL) -> None:
        super().__init__()
        self._side_by_side = tuple(panes)
        self._drawer = drawer
        self._numbers = {pane.name: number for number, pane in enumerate(panes)}
        self.panes = Yielding(Qt.Orientation.Horizontal, most)
        for pane in panes:
            self.panes.add(pane.widget, QSize(pane.least, LEAST_HEIGHT))
        for pane in sorted(panes, key=lambda pane: -pane.rank):
            self.panes.use(self._numbers[pane.name])
        self.rows = Yielding(Qt.Orientation.Vertical, most)
        self.rows.add(self.panes, QSize(0, LEAST_HEIGHT), PANES_WISH)
        self.rows.add(drawer.widget, DRAWER, DRAWER_WISH)
        for number, pane in enumerate(panes):
            self.panes.setStretchFactor(number, pane.share)
        self.rows.setStretchFactor(0, 1)
        self.rows.setStretchFactor(1, 0)
        self.bar = PaneBar((*panes, drawer))
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.rows, 1)
        self.bar.chosen.connect(self.bring)
        self.panes.changed.connect(self._tell)
        self.rows.changed.connect(self._tell)

    def number(self, name: str) -> int:
        """Of a pane beside the others, from the left, 0 the first."""
        return self._numbers[name]

    def add_below(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)

    def reach(self, name: str) -> None:
        """See to it that a pane is shown."""
        number = self._numbers.get(name)
        self.rows.use(int(number is None))
        if number is not None:
            self.panes.use(number)

    def bring(self, name: str) -> None:
        """Show a pane, and the keyboard goes there."""
        self.reach(name)
        self.widget(name).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._numbers)

    def widget(self, name: str) -> QWidget:
        return next(pane.widget for pane in self._all if pane.name == name)

    @property
    def _all(self) -> tuple[Pane, ...]:
        return (*self._side_by_side, self._drawer)

    @property
    def shown(self) -> frozenset[str]:
        """The names of the panes that are shown."""
        names: set[str] = set()
        if self.rows.is_shown(0):
            names.update(n for n, number in self._numbers.items() if self.panes.is_shown(number))
        if self.rows.is_shown(1):
            names.add(self._drawer.name)
        return frozenset(names)

    @property
    def current(self) -> str:
        """The name of the pane that was used last."""
        if self.rows.current:
            return self._drawer.name
        return self._side_by_side[self.panes.current].name

    def want(self, name: str, on: bool) -> None:
        """Whether a pane is one of those that are shown where there is room."""
        self.panes.want(self._numbers[name], on)
        self.bar.offer(name, on)
        self._tell()

    def _tell(self) -> None:
        self.bar.setVisible(self.panes.hides_some or self.rows.hides_some)
        self.bar.mark(self.shown)

    # sizes

    def share_out(self, size: QSize) -> None:
        """Give the panes their shares of a window of this size."""
        self.panes.setSizes([size.width() * pane.share // 100 for pane in self._side_by_side])
        height = self._drawer.widget.sizeHint().height()
        self.rows.setSizes([size.height() - height, height])

    def splitters(self) -> dict[str, Yielding]:
        """By the names that their states are kept under."""
        return {"panes": self.panes, "rows": self.rows}


class PaneBar(QToolBar):
    """A button for each pane, down where it is shown."""

    chosen = Signal(str)

    def __init__(self, panes: Sequence[Pane]) -> None:
        super().__init__()
        self._buttons: dict[str, QAction] = {}
        for pane in panes:
            action = self.addAction(pane.title)
            tip = translate("Panes", "Show the pane “{name}” ({key})")
            action.setToolTip(tip.format(name=pane.title, key=pane.key))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, name=pane.name: self.chosen.emit(name))
            button = self.widgetForAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("role", "compact")
            self._buttons[pane.name] = action
        self.hide()

    def add_search(self, field: QWidget) -> None:
        """At its right end."""
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addWidget(field)

    def offer(self, name: str, on: bool) -> None:
        self._buttons[name].setVisible(on)

    def mark(self, shown: frozenset[str]) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name in shown)
