"""Room for scripts that nest deeply: what goes far down goes on in a thread of its own.

Python bounds how deep calls may nest in one thread, and that bound belongs to the whole program: a
library can't raise it. A new thread begins anew.
"""

import _thread
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

STRIDE = 16
"""Levels in one thread: each is up to a dozen of Python's."""


class NestedTooDeeply(Exception):
    """More than `bound` levels, or more than the system has threads for."""

    def __init__(self, bound: int) -> None:
        super().__init__(bound)
        self.bound = bound


class Depth:
    """Counts the levels of one parser or one shell. The caller waits while another thread works.

    `interrupted` is called where somebody interrupts the main thread meanwhile: it makes the work
    end, which is waited for.
    """

    def __init__(self, bound: int, interrupted: Callable[[], None] = lambda: None) -> None:
        self._bound = bound
        self._interrupted = interrupted
        self._level = 0

    def enter(self, function: Callable[[], T]) -> T:
        """One level further down."""
        if self._level >= self._bound:
            raise NestedTooDeeply(self._bound)
        self._level += 1
        try:
            if self._level % STRIDE:
                return function()
            return _Elsewhere(function).result(self._interrupted)
        finally:
            self._level -= 1


class _Elsewhere(Generic[T]):
    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._results: list[T] = []
        self._failure: BaseException | None = None
        self._has_ended = threading.Event()

    def result(self, interrupted: Callable[[], None]) -> T:
        # Not `threading.Thread`: where its `start` or `join` is interrupted, the thread is lost.
        try:
            _thread.start_new_thread(self._work, ())
        except RuntimeError:
            raise NestedTooDeeply(STRIDE) from None
        interruption: KeyboardInterrupt | None = None
        while not self._has_ended.is_set():
            try:
                self._has_ended.wait()
            except KeyboardInterrupt as error:
                interruption = error
                interrupted()
        failure = self._failure or interruption
        if failure is not None:
            raise failure
        return self._results[0]

    def _work(self) -> None:
        try:
            self._results.append(self._function())
        except BaseException as failure:  # noqa: BLE001 - raised again where it is waited for
            self._failure = failure
        finally:
            self._has_ended.set()
