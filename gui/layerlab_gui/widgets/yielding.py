"""A splitter whose children give way: where not all fit, those are shown that were used last.

So a large zoom, a small screen and a projector (where one is shown at a time) are one rule, and
nothing is squeezed until its text is cut.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QWidget

from layerlab_gui import fonts


def fitting(needs: Sequence[int], recent: Sequence[int], room: int, most: int) -> frozenset[int]:
    """Which of several fit into `room`, by their needs; `recent` has their numbers, that of the
    last used first. At most `most`, at least one."""
    shown: list[int] = []
    for number in recent:
        if len(shown) == most or (shown and needs[number] > room):
            break
        shown.append(number)
        room -= needs[number]
    return frozenset(shown)


class _Holder(QWidget):
    """Between a pane and its scroll area, which would otherwise want the height that wrapped text
    would like to have, and scroll what has room."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__()
        self._pane = pane
        pane.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._pane.minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self._pane.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._pane.resize(event.size())


class Framed(QScrollArea):
    """A pane in its frame; it is scrolled where there is less room than it needs."""

    need_changed = Signal()

    def __init__(self, pane: QWidget, least: QSize, wish: QSize) -> None:
        super().__init__()
        self.pane = pane
        self.least = least
        self._wish = wish
        self._room = QSize(0, 0)
        self.setProperty("role", "pane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._holder = _Holder(pane)
        self.setWidget(self._holder)
        pane.installEventFilter(self)

    @property
    def need(self) -> QSize:
        """With a scroll bar where the height is not enough."""
        result = self.pane.minimumSizeHint().expandedTo(self._wish)
        if 0 < self._room.height() < self.pane.minimumSizeHint().height():
            result += QSize(self.verticalScrollBar().sizeHint().width(), 0)
        return result

    def offer(self, room: QSize) -> None:
        """How much there is at most."""
        if room != self._room:
            self._room = room
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.need.boundedTo(self._room)

    def sizeHint(self) -> QSize:
        return self.pane.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow(QApplication.focusWidget())

    def follow(self, focus: QWidget | None) -> None:
        """Scroll to where the keyboard is, if that is in here."""
        if focus is not None and self.pane.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.pane and event.type() == QEvent.Type.LayoutRequest:
            self._holder.updateGeometry()
            self.updateGeometry()
            self.need_changed.emit()
        return super().eventFilter(watched, event)


class Yielding(QSplitter):
    """`add` its children in their places; `use` says that one is needed now, and so does the
    keyboard's coming to it. At most `most` are shown at a time."""

    changed = Signal()

    def __init__(self, orientation: Qt.Orientation, most: int) -> None:
        super().__init__(orientation)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(fonts.px(1))
        self._most = most
        self._children: list[Framed] = []
        self._recent: list[int] = []
        self._unwanted: set[int] = set()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def add(self, pane: QWidget, least: QSize, wish: QSize | None = None) -> int:
        """`least` is what it has to have, in pixels at 100 %, `wish` what it is to have beside
        others. Those that are added first are the first to stay; where it stands is the result."""
        number = len(self._children)
        zoom = fonts.zoom()
        framed = Framed(pane, least * zoom, (wish or least) * zoom)
        framed.need_changed.connect(self.fit)
        self._children.append(framed)
        self._recent.append(number)
        self.addWidget(framed)
        return number

    def is_shown(self, number: int) -> bool:
        return not self._children[number].isHidden()

    @property
    def hides_some(self) -> bool:
        """Whether one that is wanted has no room."""
        wanted = set(self._recent) - self._unwanted
        return not all(self.is_shown(number) for number in wanted)

    @property
    def current(self) -> int:
        """The one that was used last."""
        return self._recent[0]

    def want(self, number: int, on: bool) -> None:
        """Whether it is one of those that are shown where there is room. Use this, not
        `setVisible`."""
        if on:
            self._unwanted.discard(number)
        else:
            self._unwanted.add(number)
            self._children[number].hide()  # also before the window is there: it reads nothing then
        self.fit()

    def use(self, number: int) -> None:
        """It is needed: whoever else is there has to give way."""
        self._recent.remove(number)
        self._recent.insert(0, number)
        self.fit()

    def fit(self) -> None:
        """Show those that have room. Before the window is there, nobody knows."""
        if not self.isVisible():
            return
        needs = [self._along(child.need) for child in self._children]
        wanted = [number for number in self._recent if number not in self._unwanted]
        room = self._along(self.size()) - self.handleWidth() * (len(wanted) - 1)
        shown = fitting(needs, wanted, room, self._most)
        for child in self._children:
            child.offer(self.size())
        if any(self.is_shown(number) != (number in shown) for number in self._recent):
            self._show(shown)
            self.changed.emit()

    def _show(self, shown: frozenset[int]) -> None:
        """The keyboard goes from one that is hidden to the one that was used last."""
        for number in shown:
            self._children[number].show()
        if self._holder(QApplication.focusWidget()) not in (None, *shown):
            first = next(number for number in self._recent if number in shown)
            self._children[first].pane.setFocus()
        for number in set(self._recent) - shown:
            self._children[number].hide()

    def _holder(self, widget: QWidget | None) -> int | None:
        """The number of the child that a widget is in."""
        if widget is None:
            return None
        inside = (n for n, child in enumerate(self._children) if child.isAncestorOf(widget))
        return next(inside, None)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        number = self._holder(new)
        if number is None:
            return
        if number != self._recent[0]:
            self.use(number)
        self._children[number].follow(new)

    def _along(self, size: QSize) -> int:
        return size.width() if self.orientation() is Qt.Orientation.Horizontal else size.height()

    def minimumSizeHint(self) -> QSize:
        """That of the largest alone: the others give way."""
        result = QSize(0, 0)
        for child in self._children:
            result = result.expandedTo(child.least)
        return result

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
