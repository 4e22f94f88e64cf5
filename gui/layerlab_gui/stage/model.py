"""Where the stage is in its scene, and its clock. What is drawn follows it; tests read it."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QVariantAnimation, Signal

from layerlab_gui.stage.beats import Beat, Mark, Scene
from layerlab_gui.stage.reel import Reel

BEAT_MS = 900


class StageModel(QObject):
    """`position` beats are done; `fraction` of the next is. Skipping never changes the end."""

    changed = Signal()
    ticked = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | Reel | None = None
        self.position = 0
        self.fraction = 0.0
        self.speed = 1.0
        self.is_on = True
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.valueChanged.connect(self._tick)
        self._clock.finished.connect(self._arrive)
        self._plays_on = False

    @property
    def beats(self) -> tuple[Beat, ...]:
        return self.scene.beats if self.scene else ()

    @property
    def is_moving(self) -> bool:
        return self._clock.state() == QVariantAnimation.State.Running

    @property
    def is_playing(self) -> bool:
        return self._plays_on

    @property
    def is_finished(self) -> bool:
        return self.position >= len(self.beats) and not self.is_moving

    @property
    def current(self) -> Beat | None:
        """The beat under way."""
        return self.beats[self.position] if self.is_moving else None

    @property
    def part(self) -> Scene | None:
        """The scene of the edit under way."""
        return self.scene.part(self.position) if self.scene else None

    @property
    def marks(self) -> Mapping[int, Mark] | None:
        """What the cards say; None once the scene is over, when the path trail says it."""
        if self.scene is None or self.is_finished:
            return None
        return self.scene.marks(self.position)

    @property
    def caption(self) -> str:
        if self.scene is None:
            return ""
        return self.current.sentence if self.current else self.scene.sentence(self.position)

    def load(self, scene: Scene | Reel) -> None:
        """Begin a scene; with the animation off, or without beats, be at its end."""
        self._halt()
        self.scene = scene
        self.position = 0
        if self.is_on and scene.beats:
            self.play()
        else:
            self.skip()

    def clear(self) -> None:
        self._halt()
        self.scene = None
        self.position = 0
        self.changed.emit()

    def play(self) -> None:
        """Go on; at the end, from the beginning."""
        if self.scene is None:
            return
        if self.is_finished:
            self.position = 0
        self._plays_on = True
        self._run()

    def pause(self) -> None:
        self._halt()
        self.changed.emit()

    def step(self) -> None:
        """One beat on."""
        if self.is_moving:
            self._halt()
            self._arrive()
        elif self.position < len(self.beats):
            self._plays_on = False
            self._run()

    def back(self) -> None:
        """To before the beat under way, or before the last one."""
        was_moving = self.is_moving
        self._halt()
        if not was_moving and self.position:
            self.position -= 1
        self.changed.emit()

    def skip(self) -> None:
        self._halt()
        self.position = len(self.beats)
        self.changed.emit()
        self.finished.emit()

    def _run(self) -> None:
        if self.position >= len(self.beats):
            self._plays_on = False
            return
        self._clock.stop()
        self._clock.setDuration(round(BEAT_MS / self.speed))
        self.fraction = 0.0
        self._clock.start()
        self.changed.emit()

    def _halt(self) -> None:
        self._plays_on = False
        self._clock.stop()
        self.fraction = 0.0

    def _tick(self, value: float) -> None:
        self.fraction = float(value)
        self.ticked.emit()

    def _arrive(self) -> None:
        """A beat is done; the next begins where the scene plays on."""
        self.fraction = 0.0
        self.position = min(self.position + 1, len(self.beats))
        is_last = self.position == len(self.beats)
        if self._plays_on and not is_last:
            self._run()
            return
        self._plays_on = False
        self.changed.emit()
        if is_last:
            self.finished.emit()
