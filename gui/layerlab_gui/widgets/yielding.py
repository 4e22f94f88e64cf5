"""A splitter whose children give way: where not all fit, those are shown that were used last.

So a large zoom, a small screen and a projector (where one is shown at a time) are one rule, and
nothing is squeezed until its text is cut.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
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


class Framed(QScrollArea):
    """A pane in its frame. It needs what its content needs, at most so much; with less it is
    scrolled."""

    def __init__(self, pane: QWidget, most: QSize) -> None:
        super().__init__()
        self.pane = pane
        self._most = most
        self.setProperty("role", "pane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(pane)
        pane.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        return self.pane.minimumSizeHint().boundedTo(self._most)

    def sizeHint(self) -> QSize:
        return self.pane.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.pane and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Yielding(QSplitter):
    """`add` its children in their places; `use` says that one is needed now, and so does the
    keyboard's coming to it. `most` are shown at a time."""

    changed = Signal()

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setChildrenCollapsible(False)
        self._wanted: dict[int, bool] = {}
        self._recent: list[int] = []
        self.most = 99
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def add(self, pane: QWidget, least: QSize, stretch: int) -> None:
        """`least` is what it is given at least, and what it may ask for at most; pixels at 100 %.
        The first that are added are the first to stay."""
        framed = Framed(pane, least * fonts.zoom())
        self._recent.append(self.count())
        self._wanted[self.count()] = True
        self.addWidget(framed)
        self.setStretchFactor(self.count() - 1, stretch)

    def is_shown(self, number: int) -> bool:
        return not self.widget(number).isHidden()

    @property
    def are_all_shown(self) -> bool:
        return all(self.is_shown(number) for number in self._recent if self._wanted[number])

    def want(self, number: int, on: bool) -> None:
        """Whether it is one of those that are shown where there is room."""
        self._wanted[number] = on
        self._fit()

    def use(self, number: int) -> None:
        """Show it, whoever has to give way."""
        self._recent.remove(number)
        self._recent.insert(0, number)
        self._fit()

    def number_of(self, widget: QWidget | None) -> int | None:
        """Of the child that `widget` is in."""
        inside = (n for n in range(self.count()) if self.widget(n).isAncestorOf(widget or self))
        return next(inside, None)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        number = self.number_of(new)
        if number is not None and number != self._recent[0]:
            self.use(number)

    def _fit(self) -> None:
        needs = [self._length(self.widget(n).minimumSizeHint()) for n in range(self.count())]
        wanted = [number for number in self._recent if self._wanted[number]]
        shown = fitting(needs, wanted, self._length(self.size()), self.most)
        if any(self.is_shown(number) != (number in shown) for number in self._recent):
            for number in self._recent:
                self.widget(number).setVisible(number in shown)
            self.changed.emit()

    def _length(self, size: QSize) -> int:
        return size.width() if self.orientation() is Qt.Orientation.Horizontal else size.height()

    def minimumSizeHint(self) -> QSize:
        """That of the neediest alone: the others give way."""
        result = QSize(0, 0)
        for number in range(self.count()):
            result = result.expandedTo(self.widget(number).minimumSizeHint())
        return result

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
