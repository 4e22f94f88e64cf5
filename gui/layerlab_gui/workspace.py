"""The one engine, what is open, and the one place where the user is.

Views never talk to each other: they ask for a change here and follow the signals. All state is
read and changed on the window's thread; what takes time goes to a worker and comes back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from layerlab.container import Container, Volume
from layerlab.facade import Archive, Engine, Stack, VolumeStack
from layerlab.image import BlobImage
from layerlab.model import ROOT, LayerPath
from layerlab.overlay import TrailStep
from layerlab_gui.external import External
from layerlab_gui.i18n import translate
from layerlab_gui.looking import Shown, look_at, trail_of
from layerlab_gui.models.objects import Objects, Opened
from layerlab_gui.settings import Settings
from layerlab_gui.stage.scene import Depth, Scene
from layerlab_gui.target import Mode, Source, Target
from layerlab_gui.tasks.jobs import Jobs, Queue
from layerlab_gui.tasks.task import Running, Task, Tasks
from layerlab_gui.turns import Turns


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the console: the command that does the same, and what came of it."""

    command: str
    result: str = ""
    is_error: bool = False


Guard = Callable[[Callable[[], object]], bool]
"""Whether the user may leave; if not, it asks, and calls its argument when leaving is fine."""


class Workspace(QObject):
    objects_changed = Signal()
    target_changed = Signal()
    stack_refreshed = Signal()
    source_changed = Signal()
    path_changed = Signal(object)
    depth_changed = Signal(object)
    still_changed = Signal(bool)
    trail_changed = Signal(object)
    played = Signal(object)
    said = Signal(object)
    noted = Signal(str)
    failed = Signal(object)

    def __init__(self, engine: Engine, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.settings = settings
        self.window: QWidget | None = None
        self.jobs = Jobs(self)
        self.tasks = Tasks(self.jobs)
        self.objects = Objects()
        self.archives: dict[Path, Archive] = {}
        self.shown: Shown | None = None
        self.layer = 0
        self.mode = Mode.MERGED
        self.ghosts = False
        self.turns = Turns()
        self.mounts = True
        self.depth = settings.depth
        self.is_still = settings.still(as_system=False)
        """Whether motion is reduced."""
        self.path = ROOT
        self.trail: tuple[TrailStep, ...] = ()
        self.external = External(self)
        self.guard: Guard | None = None
        self._trail_job: int | None = None
        self._past_job: int | None = None
        self.wanted_at: int | None = None
        """The edit as of which the user wants to see the container; `shown.at` follows."""
        self.jobs.failed.connect(self.failed)
        self.tasks.failed.connect(self.failed)

    # what is open

    @property
    def target(self) -> Target | None:
        return self.shown.target if self.shown else None

    @property
    def stack(self) -> Stack | VolumeStack | None:
        return self.shown.stack if self.shown else None

    @property
    def container(self) -> Container | None:
        return self.shown.stack.container if self.shown else None

    @property
    def writable(self) -> Container | Volume | None:
        """What is shown and can be edited: a container, or a volume."""
        return self.shown.stack.writable if self.shown else None

    @property
    def source(self) -> Source | None:
        if self.shown is None:
            return None
        return Source(self.shown.stack, self.mode, self.layer, self.ghosts, self.mounts)

    @property
    def is_at_top(self) -> bool:
        """Whether what is seen is what the container sees now, so that it may be edited."""
        return self.shown is not None and self.layer == self.shown.top and not self.is_past

    @property
    def is_past(self) -> bool:
        """Whether an earlier state of the container is looked at, or one that was left."""
        return self.shown is not None and self.shown.at is not None

    def image_of(self, target: Target) -> BlobImage | None:
        """The image of an opened archive; the engine finds all others by name."""
        archive = self.archives.get(target.archive) if target.archive else None
        return archive.images[target.index] if archive else None

    def start(self, task: Task) -> Running:
        return self.tasks.start(task)

    def set_objects(self, objects: Objects) -> None:
        opened = tuple(
            Opened(path, a.images, a.artifacts, a.absent) for path, a in self.archives.items()
        )
        self.objects = replace(objects, archives=opened)
        self.objects_changed.emit()

    def show(self, shown: Shown | None, path: LayerPath | None = None) -> None:
        """Another target. `path` is where to go there; the same path by default."""
        self.jobs.drop(self._past_job)
        self.wanted_at = None
        if shown is None or shown.target != self.target:
            self.turns = Turns()
        self.shown = shown
        self.layer = shown.top if shown else 0
        self.mode = Mode.MERGED
        self.path = self.path if path is None else path
        self.target_changed.emit()
        self.source_changed.emit()
        self._follow()

    def refresh(self, shown: Shown) -> None:
        """The same target after a change of its files, or as of another edit."""
        self.jobs.drop(self._past_job)
        self.wanted_at = shown.at
        was_at_top = self.is_at_top
        self.shown = shown
        if was_at_top or self.layer > shown.top:
            self.layer = shown.top
        self.stack_refreshed.emit()
        self._follow()

    def look_at(self, number: int | None) -> None:
        """See the container as it was after an edit, or as it is (None). Nothing is changed."""
        shown = self.shown
        if shown is not None and number == shown.head:
            number = None
        if self.writable is not None and number != self.wanted_at:
            self._leave(lambda: self._look_at(number))

    def _look_at(self, number: int | None) -> None:
        engine, shown = self.engine, self.shown
        self.jobs.drop(self._past_job)
        self.wanted_at = number
        if shown is not None:
            self._past_job = self.jobs.submit(
                Queue.GLANCE,
                lambda: look_at(engine, shown, number),
                self.refresh,
                self._not_seen,
            )

    def _not_seen(self, error: BaseException) -> None:
        """The views are told that they stay where they are."""
        self.wanted_at = self.shown.at if self.shown else None
        self.failed.emit(error)
        self.source_changed.emit()

    # where the user is

    def select_layer(self, number: int) -> None:
        if number != self.layer and self.shown and 1 <= number <= self.shown.top:
            self._leave(lambda: self._set_source(layer=number))

    def select_mode(self, mode: Mode) -> None:
        if mode is not self.mode:
            self._leave(lambda: self._set_source(mode=mode))

    def show_mounts(self, on: bool) -> None:
        """What is mounted, or what it covers."""
        if on != self.mounts:
            self.mounts = on
            self._set_source()

    def show_ghosts(self, on: bool) -> None:
        if on != self.ghosts:
            self._set_source(ghosts=on)

    def _set_source(
        self, layer: int | None = None, mode: Mode | None = None, ghosts: bool | None = None
    ) -> None:
        self.layer = self.layer if layer is None else layer
        self.mode = self.mode if mode is None else mode
        self.ghosts = self.ghosts if ghosts is None else ghosts
        self.source_changed.emit()
        self._follow()

    def set_still(self, on: bool) -> None:
        """Whoever moves anything follows `still_changed`."""
        if on != self.is_still:
            self.is_still = on
            self.settings.put("still", on)
            self.still_changed.emit(on)

    def set_depth(self, depth: Depth) -> None:
        """Files in layers, or also how they are stored. Kept for the next run."""
        if depth is not self.depth:
            self.depth = depth
            self.settings.put("depth", depth.value)
            self.depth_changed.emit(depth)

    def select_path(self, path: LayerPath) -> None:
        if path != self.path:
            self._leave(lambda: self._set_path(path))

    def _set_path(self, path: LayerPath) -> None:
        self.path = path
        self._follow()

    def _leave(self, go: Callable[[], None]) -> None:
        """Go, unless something unsaved is in the way; then views are told where the user stays."""
        if self.guard is None or self.guard(go):
            go()
        else:
            self.source_changed.emit()
            self.path_changed.emit(self.path)

    def _follow(self) -> None:
        """The path is shown everywhere, with its trail through the layers."""
        self.path_changed.emit(self.path)
        self.jobs.drop(self._trail_job)
        stack, path = self.stack, self.path
        if stack is None:
            self._set_trail(())
            return
        self._trail_job = self.jobs.submit(
            Queue.GLANCE, lambda: trail_of(stack, path), self._set_trail
        )

    def _set_trail(self, steps: tuple[TrailStep, ...]) -> None:
        self.trail = steps
        self.trail_changed.emit(steps)

    def announce(self) -> None:
        """Tell everything, to views that were made just now."""
        self.objects_changed.emit()
        self.target_changed.emit()
        self.source_changed.emit()
        self._follow()

    # what is told

    def say(self, command: str, result: str = "", is_error: bool = False) -> None:
        self.said.emit(Said(command, result, is_error))

    def say_of_files(self, command: str, result: str = "") -> None:
        """The same of files that are shown; Docker has no command for those of a volume."""
        if self.target is not None and self.target.is_volume:
            command, result = "", f"{self.target.name}: {result}"
        elif command.startswith("docker exec") and not self._is_running():
            told = translate("Tasks", "{result} (docker exec would want it to run)")
            result = told.format(result=result)
        self.say(command, result)

    def _is_running(self) -> bool:
        own = self.container
        rows = (row for row in self.objects.containers if own and row.id == own.id)
        return any(row.state.is_running for row in rows)

    def play(self, scene: Scene) -> None:
        """Show on the stage what has been done already."""
        self.played.emit(scene)

    @property
    def is_idle(self) -> bool:
        return self.jobs.is_idle and self.tasks.is_idle

    def close(self) -> None:
        self.tasks.cancel_all()
        self.jobs.close()
        self.external.close()
        for archive in self.archives.values():
            archive.close()
        self.engine.close()
