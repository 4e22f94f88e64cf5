"""Work off the window's thread, and its results back on it.

Four queues: one writer, since the engine has one at a time; readers for what may take long; one
for glances (a directory, a page of a file), so that nothing long stands before them; and one for
the console's command, which may wait for a person.
Receivers live in the main thread under integer IDs; a result whose ID was dropped is dropped.
"""

import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Queue(StrEnum):
    WRITE = "write"
    READ = "read"
    GLANCE = "glance"
    CONSOLE = "console"


_WORKERS = {Queue.WRITE: 1, Queue.READ: 2, Queue.GLANCE: 1, Queue.CONSOLE: 1}


@dataclass(frozen=True)
class _Receiver:
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


class Jobs(QObject):
    """Lives as long as the window; owns the signal that crosses threads."""

    failed = Signal(object)
    _delivered = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {queue: ThreadPoolExecutor(n, queue.value) for queue, n in _WORKERS.items()}
        self._ids = itertools.count(1)
        self._receivers: dict[int, _Receiver] = {}
        self._futures: dict[int, Future[None]] = {}
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        queue: Queue,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> int:
        """Run `work` on a queue, then `done` or `failed` on the window's thread.

        Without `failed` an exception comes out of the signal of that name: none is lost.
        """
        job = next(self._ids)
        self._receivers[job] = _Receiver(done, failed or self.failed.emit)
        self._futures[job] = self._pools[queue].submit(self._run, job, work)
        return job

    def _run(self, job: int, work: Callable[[], object]) -> None:
        value: object = None
        error: BaseException | None = None
        try:
            value = work()
        except BaseException as caught:  # noqa: BLE001 - handed to the receiver, whatever it is
            error = caught
        try:
            self._delivered.emit(job, value, error)
        except RuntimeError:  # the window is gone
            _log.debug("job %d ended after the window", job)

    def drop(self, job: int | None) -> None:
        """Nobody wants the result any more; work that has not begun is not begun."""
        if job is None:
            return
        self._receivers.pop(job, None)
        future = self._futures.pop(job, None)
        if future:
            future.cancel()

    @property
    def is_idle(self) -> bool:
        return not self._receivers

    @Slot(int, object, object)
    def _deliver(self, job: int, value: object, error: BaseException | None) -> None:
        self._futures.pop(job, None)
        receiver = self._receivers.pop(job, None)
        if receiver is None:
            return
        if error is None:
            receiver.done(value)
        else:
            receiver.failed(error)

    def close(self) -> None:
        """Drop what waits, and wait for what runs."""
        self._receivers.clear()
        self._futures.clear()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
