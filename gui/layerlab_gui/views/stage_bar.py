"""The bar over the stage: whose slabs, by which scale, how large."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import translate
from layerlab_gui.stage.picture.scale import Scale
from layerlab_gui.stage.picture.words import scale_words
from layerlab_gui.theme import Theme


class StageBar(QFrame):
    scale_chosen = Signal(object)
    forest_wanted = Signal(bool)
    zoom_wanted = Signal(int)
    """1 larger, -1 smaller, 0 as it fits."""

    def __init__(self, theme: Theme, scale: Scale) -> None:
        super().__init__()
        self.setProperty("role", "band")
        self._theme = theme
        self.one = self._choice(
            translate("Stage", "This stack"), translate("Stage", "The layers that are open")
        )
        self.all = self._choice(
            translate("Stage", "All images"),
            translate("Stage", "Every image and container of the store on the layers they share"),
        )
        group = QButtonGroup(self)
        for button in (self.one, self.all):
            group.addButton(button)
        self.one.setChecked(True)
        self.all.toggled.connect(self.forest_wanted)
        self.scale = self._scales(scale)
        self.smaller = self._zoom("minus", translate("Stage", "Thinner or smaller"), "-", -1)
        self.larger = self._zoom("plus", translate("Stage", "Larger"), "+", 1)
        label = QLabel(translate("Stage", "Scale"))
        label.setProperty("role", "muted")
        label.setBuddy(self.scale)
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(10, 4, 10, 4))
        row.setSpacing(fonts.px(4))
        for button in (self.one, self.all):
            row.addWidget(button)
        row.addStretch(1)
        settings: tuple[QWidget, ...] = (label, self.scale, self.smaller, self.larger)
        for widget in settings:
            row.addWidget(widget)

    def show_one(self) -> None:
        self.one.setChecked(True)

    @property
    def shows_forest(self) -> bool:
        return self.all.isChecked()

    def _choice(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        button.setCheckable(True)
        return button

    def _zoom(self, icon: str, name: str, key: str, way: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self._theme))
        button.setIconSize(icons.size_for(self.fontMetrics()))
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        button.clicked.connect(lambda: self.zoom_wanted.emit(way))
        return button

    def _scales(self, chosen: Scale) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(translate("Stage", "Scale of the thickness"))
        box.view().setAccessibleName(box.accessibleName())
        for scale in Scale:
            name, tip = scale_words(scale)
            box.addItem(name, scale)
            box.setItemData(box.count() - 1, tip, 3)
        box.setCurrentIndex(list(Scale).index(chosen))
        box.setToolTip(scale_words(chosen)[1])
        box.currentIndexChanged.connect(self._choose)
        return box

    def _choose(self, index: int) -> None:
        scale = list(Scale)[index]
        self.scale.setToolTip(scale_words(scale)[1])
        self.scale_chosen.emit(scale)
