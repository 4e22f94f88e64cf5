"""All that can be reached of a picture: a button over each slab and over each pile's heading."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from layerlab_gui.stage.picture import navigation, words
from layerlab_gui.stage.picture.layout import Layout
from layerlab_gui.stage.picture.navigation import Way, pile_key
from layerlab_gui.stage.picture.slab_button import SlabButton
from layerlab_gui.stage.scene import Depth


class SlabButtons(QObject):
    """Keys are those of slabs and `heading_key`s. One of them is the tab stop: where the keyboard
    was last, else the selected slab, else the first."""

    hovered = Signal(str)
    focused = Signal(str)
    pressed = Signal(str)
    menu_wanted = Signal(str, QPoint)
    reached = Signal(QRect)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._layout: Layout | None = None
        self._buttons: dict[str, SlabButton] = {}
        self._selected = ""
        self._last = ""
        self._stop = ""

    def __getitem__(self, key: str) -> SlabButton:
        return self._buttons[key]

    def __contains__(self, key: object) -> bool:
        return key in self._buttons

    def take_keyboard(self, reason: Qt.FocusReason) -> None:
        """To the tab stop, if there is one."""
        if self._stop in self._buttons:
            self._buttons[self._stop].setFocus(reason)

    def place(self, layout: Layout, depth: Depth) -> None:
        """In the order of reading, which is that of the tab key and of a screen reader."""
        self._layout = layout
        spots = navigation.spots(layout)
        for key in set(self._buttons) - set(spots):
            button = self._buttons.pop(key)
            button.hide()
            button.deleteLater()
        last: SlabButton | None = None
        for key, box in spots.items():
            button = self._buttons.get(key) or self._made(key)
            button.setGeometry(round(box.x), round(box.y), round(box.width), round(box.height))
            self._tell(button, layout, depth)
            if last is not None:
                QWidget.setTabOrder(last, button)
            last = button
        self._choose_tab_stop()

    def _tell(self, button: SlabButton, layout: Layout, depth: Depth) -> None:
        pile = layout.piles_by_key.get(pile_key(button.key) or "")
        if pile is not None:
            button.setAccessibleName(words.spoken_pile(pile.pile))
            button.setToolTip(words.spoken_pile(pile.pile))
            return
        placed = layout.by_key[button.key]
        button.setAccessibleName(words.spoken(placed, depth))
        button.setAccessibleDescription(words.teaching_words(placed.slab.kind))
        button.setToolTip(words.tip(placed, depth))

    def _made(self, key: str) -> SlabButton:
        button = SlabButton(key, self._canvas)
        button.hovered.connect(self.hovered)
        button.focused.connect(self._focused)
        button.way_wanted.connect(self.go)
        button.menu_wanted.connect(self.menu_wanted)
        button.clicked.connect(lambda: self.pressed.emit(key))
        button.show()
        self._buttons[key] = button
        return button

    def select(self, key: str) -> None:
        self._selected = key
        self._choose_tab_stop()

    def _focused(self, key: str) -> None:
        self.focused.emit(key)
        if key:
            self._last = key
            self._choose_tab_stop()
            self.reached.emit(self._buttons[key].geometry())

    def _choose_tab_stop(self) -> None:
        first = navigation.first(self._layout) if self._layout else ""
        stop = next((k for k in (self._last, self._selected, first) if k in self._buttons), "")
        for key, button in self._buttons.items():
            is_stop = key == stop
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )
        self._stop = stop

    def go(self, key: str, way: Way) -> None:
        """Take the keyboard from one to its neighbour."""
        if self._layout is not None:
            next_ = navigation.neighbour(self._layout, key, way)
            if next_ in self._buttons:
                self._buttons[next_].setFocus(Qt.FocusReason.OtherFocusReason)
