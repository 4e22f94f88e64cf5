"""Where the stage is in its scene, and its clock. What is drawn follows it; tests read it."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QVariantAnimation, Signal

from layerlab_gui.stage.scene import Beat, Depth, Mark, Scene, Still

BEAT_MS = 900


class StageModel(QObject):
    """`position` beats are done; `fraction` of the next is. Skipping never changes the end.

    Where it is not `is_on`, nothing moves: it goes from still to still.
    """

    changed = Signal()
    ticked = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        self.depth = Depth.SIMPLE
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
    def still(self) -> Still | None:
        """What is to be seen, but for what moves just now."""
        return self.scene.still(self.position) if self.scene else None

    @property
    def marks(self) -> Mapping[str, Mark] | None:
        """What the slabs say of the scene's path, by their keys.

        None where it is about no path, and once it is over, when the path trail says it.
        """
        if self.scene is None or self.scene.path is None or self.is_finished:
            return None
        slabs = self.scene.still(self.position).slabs
        return {key: slab.mark for key, slab in slabs.items() if slab.mark}

    @property
    def caption(self) -> str:
        if self.scene is None:
            return ""
        position = self.position + self.is_moving
        return self.scene.sentence(position, self.depth)

    def set_depth(self, depth: Depth) -> None:
        self.depth = depth
        self.changed.emit()

    def load(self, scene: Scene) -> None:
        """Begin a scene; with the animation off, or without beats, be at its end."""
        self._halt()
        self.scene = scene
        self.position = 0
        if self.is_on and scene.beats:
            self.play()
        else:
            self.skip()

    def stand(self, scene: Scene, position: int) -> None:
        """Be at a place of a scene, without playing to it."""
        self._halt()
        self.scene = scene
        self.position = position
        self.changed.emit()

    def clear(self) -> None:
        self._halt()
        self.scene = None
        self.position = 0
        self.changed.emit()

    def play(self) -> None:
        """Go on; at the end, from the beginning. Where nothing moves: to the one or the other."""
        if self.scene is None:
            return
        was_over = self.is_finished
        if was_over:
            self.position = 0
        if self.is_on:
            self._plays_on = True
            self._run()
        elif was_over:
            self.changed.emit()
        else:
            self.skip()

    def pause(self) -> None:
        self._halt()
        self.changed.emit()

    def step(self) -> None:
        """One beat on."""
        if self.is_moving or not self.is_on:
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

    def rewind(self) -> None:
        """To before the first beat."""
        self._halt()
        self.position = 0
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
