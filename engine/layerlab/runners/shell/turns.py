"""Tasks that run side by side in behaviour, and one at a time in truth: the turn goes around.

A task is a thread, since tools are plain functions. It keeps the turn until it waits for another
one, so that what happens is the same each time and nothing needs a lock.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from layerlab.errors import CommandStopped


class Abandoned(BaseException):
    """Unwinds a task when another one failed: not an `Exception`, nobody has an answer to it."""


class Task:
    def __init__(self) -> None:
        self.turn = threading.Semaphore(0)
        self.has_ended = False
        self.watchers: list[Task] = []
        self.thread: threading.Thread | None = None


class Turns:
    """One for a command with all that it starts; made in the thread that runs it.

    Where one task fails, all others end at their next wait, and `finish` raises what it failed of.
    `interrupted` is called where somebody interrupts the main thread; it makes the running task
    fail. Raises `CommandStopped` where every task waits for another one.
    """

    def __init__(self, command: str, interrupted: Callable[[], None]) -> None:
        self._command = command
        self.interrupted = interrupted
        self._current = Task()
        self._ready: deque[Task] = deque()
        self._waiting: list[Task] = []
        self._failure: BaseException | None = None

    def start(self, work: Callable[[], None]) -> Task:
        """A task that runs when its turn comes. Raises `CommandStopped` where no thread is left."""
        task = Task()
        task.thread = threading.Thread(
            target=self._live, args=(task, work), name="shell pipeline", daemon=True
        )
        try:
            task.thread.start()
        except RuntimeError:
            raise CommandStopped(self._command, "processes", "what the system has") from None
        self._ready.append(task)
        return task

    def give_way(self) -> None:
        """Lets every task that is ready go first."""
        self._ready.append(self._current)
        self._switch()

    def wait(self, watchers: list[Task]) -> None:
        """Until another task wakes all those `watchers`."""
        watchers.append(self._current)
        self._waiting.append(self._current)
        self._switch()

    def wake(self, watchers: list[Task]) -> None:
        for task in watchers:
            if task in self._waiting:
                self._waiting.remove(task)
                self._ready.append(task)
        watchers.clear()

    def fail(self, failure: BaseException) -> None:
        """Everything is over."""
        if self._failure is None and not isinstance(failure, Abandoned):
            self._failure = failure
        self._ready.extend(self._waiting)
        self._waiting.clear()

    def finish(self, tasks: Sequence[Task]) -> None:
        """Waits for their ends, also of those that fail."""
        for task in tasks:
            while not task.has_ended:
                task.watchers.append(self._current)
                self._waiting.append(self._current)
                if self._failure is not None:
                    self.wake(task.watchers)
                self._hand_on(self._current)
            if task.thread is not None:
                task.thread.join()
        if self._failure is not None:
            raise self._failure

    def _switch(self) -> None:
        if self._failure is None:
            self._hand_on(self._current)
        if self._failure is not None:
            raise Abandoned

    def _hand_on(self, me: Task) -> None:
        if self._next() is me:
            return
        self._current.turn.release()
        while True:
            try:
                me.turn.acquire()
                return
            except KeyboardInterrupt:
                self.interrupted()

    def _live(self, task: Task, work: Callable[[], None]) -> None:
        task.turn.acquire()
        try:
            if self._failure is None:
                work()
        except BaseException as failure:  # noqa: BLE001 - `finish` raises it in the waiting thread
            self.fail(failure)
        task.has_ended = True
        self.wake(task.watchers)
        self._next().turn.release()

    def _next(self) -> Task:
        if not self._ready:
            self.fail(CommandStopped(self._command, "time", "no wait without an end"))
        self._current = self._ready.popleft()
        return self._current
