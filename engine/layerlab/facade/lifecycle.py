"""Actions that change a container's state from outside: stop, pause, kill, wait, remove.

There is no daemon. What these mean here is told in `container.state`; that two programs at once
agree on it is the database's doing, and `container.execution`'s.
"""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from layerlab.container import ContainerRecord
from layerlab.container.main_command import Standing
from layerlab.container.output import OutputLog
from layerlab.container.signals import ENDING, KILL, parse_signal
from layerlab.container.state import (
    KILLED,
    State,
    ended,
    paused,
    require_removable,
    unpaused,
)
from layerlab.errors import KillOfStoppedContainer, NoSuchContainer
from layerlab.facade.containers import Containers
from layerlab.facade.describing import ContainerSummary, container_summary
from layerlab.progress import Progress
from layerlab.store import now_text

END_SECONDS = 30.0
"""How long a program that executes a main command may take to give it up."""

LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Loss:
    """What is gone with a container: how many paths it changed, its files' bytes, its edits."""

    changed_paths: int
    size_bytes: int
    edits: int

    @property
    def is_nothing(self) -> bool:
        return not (self.changed_paths or self.edits)


class Lifecycle(Containers):
    def stop(self, name: str, seconds: float | None = None) -> ContainerSummary:
        """Its layer stays. Of one that does not run nothing changes, as in Docker.

        A server ends with status 0, what merely waits is killed: as PID 1 it ignores SIGTERM. A
        main command that another program executes is given up within `seconds`, or later.
        """
        record = self._find_container(name)
        return container_summary(self._end_from_outside(record, stopped, seconds=seconds))

    def finish(self, name: str, status: int) -> ContainerSummary:
        """A shell that a person talked with (`session`) was the main command, and has ended."""
        return container_summary(
            self._end_from_outside(self._find_container(name), lambda _: status)
        )

    def pause(self, name: str) -> ContainerSummary:
        """Raises `ContainerNotRunning`, `ContainerAlreadyPaused`."""
        record = self._find_container(name)
        return container_summary(self._change_state(record, lambda s: paused(s, record.id)))

    def unpause(self, name: str) -> ContainerSummary:
        """Raises `ContainerNotPaused`."""
        record = self._find_container(name)
        return container_summary(self._change_state(record, lambda s: unpaused(s, record.id)))

    def kill(self, name: str, signal: str = "KILL") -> ContainerSummary:
        """A signal to the main command, which as PID 1 ignores what it does not handle.

        Raises `InvalidSignal`, `KillOfStoppedContainer`.
        """
        number = parse_signal(signal)
        record = self._find_container(name)
        if not record.state.is_running:
            raise KillOfStoppedContainer(name, record.id)
        if number == KILL:
            record = self._end_from_outside(record, lambda _: KILLED)
        elif number in ENDING and record.state.standing == Standing.SERVES.value:
            record = self._end_from_outside(record, stopped)
        return container_summary(record)

    def wait(self, name: str, progress: Progress | None = None) -> int:
        """Until the container does not run; its main command's last exit status."""
        progress = progress or Progress()
        record = self._find_container(name)
        pause = threading.Event()
        try:
            while (record := self._find_container(record.id)).state.is_running:
                progress.advance(0)
                pause.wait(LOOK_SECONDS)
        except NoSuchContainer:  # removed by force meanwhile
            return KILLED
        return record.state.exit_code

    def is_running(self, name: str) -> bool:
        """False of one that is gone, too."""
        try:
            return self._find_container(name).state.is_running
        except NoSuchContainer:
            return False

    def output(self, name: str) -> OutputLog:
        """What the main command printed in all its runs, as far as it is kept."""
        record = self._find_container(name)
        return OutputLog(self._container_directory(record.id), record.id)

    def remove_container(
        self, name: str, *, force: bool = False, volumes: bool = False
    ) -> ContainerSummary:
        """A container with its layer and its log, for good; with `force` one that runs, too, and
        with `volumes` the anonymous ones that nobody else mounts.

        Raises `RemovalOfRunningContainer`, `RemovalOfPausedContainer`.
        """
        self._store.require_writable()
        record = self._find_container(name)
        if force:
            record = self._end_from_outside(record, lambda _: KILLED, keep=True)
        self._discard(record, lambda s: require_removable(s, record.id), volumes=volumes)
        return container_summary(record)

    def loss(self, name: str) -> Loss:
        """What removing a container would lose."""
        container = self.container(name)
        container.refresh()
        return Loss(len(container.diff()), container.size_bytes, len(container.all_edits()))

    def _end_from_outside(
        self,
        record: ContainerRecord,
        status: Callable[[State], int],
        *,
        seconds: float | None = None,
        keep: bool = False,
    ) -> ContainerRecord:
        """With `--rm` it is removed, unless it is to be kept."""
        was = record.state
        record = self._change_state(record, lambda s: ended(s, now_text(), status(s)))
        if was.is_executing:
            self._execution_lock(record).wait(END_SECONDS if seconds is None else seconds)
        if was.is_running and record.host.auto_remove and not keep:
            with contextlib.suppress(NoSuchContainer):
                self._discard(record)
        return record


def stopped(state: State) -> int:
    return 0 if state.standing == Standing.SERVES.value else KILLED
