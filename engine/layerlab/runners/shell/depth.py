"""Room for scripts that nest deeply: what goes far down goes on in a thread of its own.

Python bounds how deep calls may nest in one thread, and that bound belongs to the whole program: a
library can't raise it. A new thread begins anew.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

STRIDE = 16
"""Levels in one thread: each is up to a dozen of Python's."""


class NestedTooDeeply(Exception):
    """More than `bound` levels."""

    def __init__(self, bound: int) -> None:
        super().__init__(bound)
        self.bound = bound


class Depth:
    """Counts the levels of one parser or one shell. The caller waits while another thread works."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._level = 0

    def enter(self, function: Callable[[], T]) -> T:
        """One level further down."""
        if self._level >= self._bound:
            raise NestedTooDeeply(self._bound)
        self._level += 1
        try:
            return function() if self._level % STRIDE else _Elsewhere(function).result()
        finally:
            self._level -= 1


class _Elsewhere(Generic[T]):
    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._results: list[T] = []
        self._failure: BaseException | None = None

    def result(self) -> T:
        thread = threading.Thread(target=self._work, name="shell, further down", daemon=True)
        thread.start()
        thread.join()
        if self._failure is not None:
            raise self._failure
        return self._results[0]

    def _work(self) -> None:
        try:
            self._results.append(self._function())
        except BaseException as failure:  # noqa: BLE001 - raised again where it is waited for
            self._failure = failure
