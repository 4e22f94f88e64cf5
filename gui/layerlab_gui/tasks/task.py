"""An action of the window as one class with a linear story, and what runs it.

`flow()` is a generator. It yields `Work`, which goes to a worker and comes back with its result,
or `Ask`, which shows a dialog and ends the flow where it is declined. Between the yields it is on
the window's thread. So a story of questions and long work reads from top to bottom, and nothing
blocks.
"""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from layerlab.errors import Cancelled
from layerlab.progress import Progress
from layerlab_gui.tasks.jobs import Jobs, Queue

if TYPE_CHECKING:
    from layerlab_gui.workspace import Workspace


@dataclass(frozen=True)
class Work:
    """Something for a worker. `run` is given the progress that it must advance."""

    run: Callable[[Progress], Any]
    queue: Queue = Queue.READ


@dataclass(frozen=True)
class Ask:
    """A question. The flow goes on when the dialog is accepted, and ends otherwise."""

    dialog: QDialog


Flow = Generator[Work | Ask, Any, None]


class Task:
    """Subclasses say what they do in `title` (translated) and do it in `flow`."""

    title = ""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    def flow(self) -> Flow:
        raise NotImplementedError


@dataclass(eq=False)
class Running:
    """A task under way, as the progress strip sees it."""

    task: Task
    flow: Flow
    progress: Progress = field(default_factory=Progress)
    began: float = field(default_factory=time.monotonic)
    works: bool = False


class Tasks(QObject):
    """Runs tasks. All its signals come on the window's thread."""

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._running: list[Running] = []

    @property
    def is_idle(self) -> bool:
        return not self._running

    def start(self, task: Task) -> Running:
        running = Running(task, task.flow())
        self._running.append(running)
        self.started.emit(running)
        self._advance(running, lambda: next(running.flow))
        return running

    def cancel_all(self) -> None:
        for running in self._running:
            running.progress.cancel()

    def _advance(self, running: Running, step: Callable[[], Work | Ask]) -> None:
        running.works = False
        try:
            wish = step()
        except StopIteration:
            self._end(running)
        except Cancelled:
            self._end(running)
        except Exception as error:  # noqa: BLE001 - told in the window, never lost
            self._end(running)
            self.failed.emit(error)
        else:
            self._grant(running, wish)

    def _grant(self, running: Running, wish: Work | Ask) -> None:
        if isinstance(wish, Ask):
            dialog = wish.dialog
            dialog.finished.connect(lambda code: self._answered(running, dialog, code))
            dialog.open()
            return
        running.works = True
        running.began = time.monotonic()
        self._jobs.submit(
            wish.queue,
            lambda: wish.run(running.progress),
            lambda value: self._advance(running, lambda: running.flow.send(value)),
            lambda error: self._advance(running, lambda: running.flow.throw(error)),
        )

    def _answered(self, running: Running, dialog: QDialog, code: int) -> None:
        if code == QDialog.DialogCode.Accepted:
            self._advance(running, lambda: running.flow.send(dialog))
        else:
            running.flow.close()
            self._end(running)
        dialog.deleteLater()

    def _end(self, running: Running) -> None:
        if running in self._running:
            self._running.remove(running)
            self.ended.emit(running)
