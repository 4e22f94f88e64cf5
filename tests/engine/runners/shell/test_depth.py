"""Calls that nest further than Python lets one thread."""

import signal
import sys
import threading

import pytest

from layerlab.runners.shell.depth import Depth, NestedTooDeeply
from support.shell import interrupt_main_until


def down(depth: Depth, levels: int) -> int:
    return 1 + depth.enter(lambda: down(depth, levels - 1)) if levels else 0


def test_further_than_the_bound_of_one_thread() -> None:
    levels = sys.getrecursionlimit() * 3
    assert down(Depth(levels), levels) == levels


def test_bound() -> None:
    with pytest.raises(NestedTooDeeply):
        down(Depth(40), 41)


def test_a_failure_comes_up() -> None:
    depth = Depth(100)

    def fail(levels: int) -> float:
        return depth.enter(lambda: fail(levels - 1)) if levels else 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail(50)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals to threads here")
def test_an_interrupt_is_told_and_the_work_waited_for() -> None:
    told = threading.Event()
    ended: list[bool] = []
    depth = Depth(100, told.set)

    def work(levels: int) -> None:
        if levels:
            depth.enter(lambda: work(levels - 1))
            return
        interrupt_main_until(told)
        ended.append(True)

    with pytest.raises(KeyboardInterrupt):
        work(20)
    assert ended == [True]
