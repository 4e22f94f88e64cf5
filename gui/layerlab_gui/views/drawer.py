"""Under the panes: pages that share one place, each in its own height, with its tools at the right.

A page that needs room (the history) is tall, the console stays a strip: the drawer remembers for
each how high the user had it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.i18n import translate
from layerlab_gui.widgets.tool_bar import ICONS, WORDS


@dataclass
class _Page:
    name: str
    widget: QWidget
    height: int


class _Pages(QStackedWidget):
    """Needs the room of the page in front only, not of the tallest."""

    def minimumSizeHint(self) -> QSize:
        current = self.currentWidget()
        return current.minimumSizeHint() if current else super().minimumSizeHint()


LEAST_WIDTH = 260
"""With icons alone, in pixels at 100 %."""


class Drawer(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._pages: list[_Page] = []
        self._full: int | None = None
        """How wide it is at least with all words."""
        self._current = 0
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setAccessibleName(translate("Drawer", "Below the panes"))
        self._stack = _Pages()
        self._tools = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(fonts.margins(4, 0, 6, 0))
        head.addWidget(self.bar)
        head.addWidget(self._tools, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._turn)

    def add(self, name: str, widget: QWidget, title: str, tools: QWidget | None = None) -> None:
        """`name` stays the same in every language; the page's first height is its size hint's."""
        self._pages.append(_Page(name, widget, widget.sizeHint().height()))
        self._stack.addWidget(widget)
        self._tools.addWidget(tools or QWidget())
        self.bar.addTab(title)

    @property
    def current(self) -> str:
        return self._pages[self._current].name

    def open(self, name: str) -> None:
        """Bring a page to the front and the keyboard to it."""
        self.show_page(name)
        self._pages[self._current].widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_page(self, name: str) -> None:
        """As `open`, without taking the keyboard; a name of no page is the first one's."""
        names = [page.name for page in self._pages]
        self.bar.setCurrentIndex(names.index(name) if name in names else 0)

    def _turn(self, number: int) -> None:
        if number == self._current:
            return
        if self.isVisible():
            self._pages[self._current].height = self._stack.height()
        self._current = number
        self._stack.setCurrentIndex(number)
        self._stack.updateGeometry()
        self._tools.setCurrentIndex(number)
        self._take_room(self._pages[number].height)

    def _take_room(self, height: int) -> None:
        """From the panes above, in the splitter that holds both."""
        splitter, frame = self._splitter()
        if splitter is not None and splitter.count() > 1 and self.isVisible():
            sizes = splitter.sizes()
            own = splitter.indexOf(frame)
            wanted = sizes[own] + height - self._stack.height()
            sizes[own - 1] += sizes[own] - wanted
            sizes[own] = wanted
            splitter.setSizes(sizes)

    def _splitter(self) -> tuple[QSplitter | None, QWidget]:
        child: QWidget = self
        above = self.parentWidget()
        while above is not None and not isinstance(above, QSplitter):
            child, above = above, above.parentWidget()
        return above, child

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), fonts.px(LEAST_WIDTH)), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for the tools' words, their icons say it."""
        super().resizeEvent(event)
        buttons = self._tools.findChildren(QToolButton)
        if self._full is None:
            self._full = super().minimumSizeHint().width()
        for button in buttons:
            button.setToolButtonStyle(WORDS if self._full <= event.size().width() else ICONS)

    def sizeHint(self) -> QSize:
        page = self._pages[self._current] if self._pages else None
        height = self.bar.sizeHint().height() + (page.height if page else 0)
        return QSize(fonts.px(400), height)
