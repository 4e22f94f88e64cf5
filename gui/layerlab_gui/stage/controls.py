"""The stage's caption and its keys: play, step, back, speed, off."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import translate
from layerlab_gui.settings import SPEEDS, Settings
from layerlab_gui.stage.model import StageModel
from layerlab_gui.theme import Theme


class StageControls(QFrame):
    def __init__(self, model: StageModel, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "stage")
        self._model = model
        self._settings = settings
        self._theme = theme
        self._is_still = False
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.caption.setContentsMargins(fonts.margins(4, 0, 4, 0))
        self.caption.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.start = self._button("skip-back", translate("Stage", "To the beginning"), "Alt+Home")
        self.back = self._button("step-back", translate("Stage", "One beat back"), "Alt+Left")
        self.play = self._button("play", translate("Stage", "Play or pause"), "Alt+Space")
        self.step = self._button("step-forward", translate("Stage", "One beat on"), "Alt+Right")
        self.end = self._button("skip-forward", translate("Stage", "To the end"), "Alt+End")
        self.count = QLabel()
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("99/99"))
        self.count.setProperty("role", "muted")
        self.speed = self._speed_box()
        row = QHBoxLayout()
        row.setSpacing(fonts.px(2))
        for widget in (self.start, self.back, self.play, self.step, self.end):
            row.addWidget(widget)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.speed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(fonts.margins(6, 6, 6, 8))
        layout.setSpacing(fonts.px(4))
        layout.addWidget(self.caption)
        layout.addLayout(row)
        self.start.clicked.connect(model.rewind)
        self.back.clicked.connect(model.back)
        self.step.clicked.connect(model.step)
        self.end.clicked.connect(model.skip)
        self.play.clicked.connect(self._play_or_pause)
        model.changed.connect(self._follow)
        self.hide()

    def _button(self, icon: str, name: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self._theme))
        button.setIconSize(icons.size_for(self.fontMetrics()))
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        button.setShortcut(key)
        return button

    def _speed_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(translate("Stage", "Speed of the animation"))
        box.setToolTip(translate("Stage", "Speed of the animation, or none"))
        box.view().setAccessibleName(box.accessibleName())
        for speed in SPEEDS:
            box.addItem(f"{speed:g}×", speed)
        box.addItem(translate("Stage", "off"), 0.0)
        wanted = self._model.speed if self._settings.animates else 0.0
        box.setMinimumWidth(box.fontMetrics().horizontalAdvance("0.5×") + fonts.px(34))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setCurrentIndex(box.findData(wanted))
        box.currentIndexChanged.connect(self._set_speed)
        return box

    def be_still(self, on: bool) -> None:
        """Motion is reduced, whatever the speed would be; or it is so no more."""
        self._is_still = on
        self.speed.setEnabled(not on)
        self._model.is_on = self._settings.animates and not on
        if on and self._model.is_moving:
            self._model.skip()

    def _set_speed(self) -> None:
        speed = float(self.speed.currentData())
        self._model.is_on = speed > 0 and not self._is_still
        self._settings.put("stage/on", speed > 0)
        if speed > 0:
            self._model.speed = speed
            self._settings.put("stage/speed", str(speed))
        elif not self._model.is_finished:
            self._model.skip()

    def _play_or_pause(self) -> None:
        if self._model.is_playing:
            self._model.pause()
        else:
            self._model.play()

    def _follow(self) -> None:
        model = self._model
        self.setVisible(model.scene is not None)
        self.caption.setText(model.caption)
        self.caption.setAccessibleName(model.caption)
        playing = model.is_playing
        self.play.setIcon(icons.icon("pause" if playing else "play", self._theme))
        for button in (self.start, self.back):
            button.setEnabled(model.position > 0 or model.is_moving)
        self.step.setEnabled(not model.is_finished)
        self.end.setEnabled(not model.is_finished)
        current = min(len(model.beats), model.position + model.is_moving)
        self.count.setText(f"{current}/{len(model.beats)}")
