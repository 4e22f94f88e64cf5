"""Tasks that take turns, and the pipes between them."""

import signal
import threading

import pytest

from layerlab.errors import CommandStopped
from layerlab.progress import Progress
from layerlab.runners import DEFAULT_BOUNDS
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.pipes import CAPACITY, Killed, PipeReader, PipeWriter, pipe
from layerlab.runners.shell.turns import Abandoned, Turns
from support.shell import interrupt_main_until


@pytest.fixture
def turns() -> Turns:
    return Turns("test", lambda: None)


@pytest.fixture
def ends(turns: Turns) -> tuple[PipeReader, PipeWriter]:
    return pipe(turns, Meter("test", DEFAULT_BOUNDS, Progress()))


def test_the_order_is_always_the_same(turns: Turns) -> None:
    seen: list[str] = []

    def work(name: str) -> None:
        for number in range(3):
            seen.append(f"{name}{number}")
            turns.give_way()

    tasks = [turns.start(lambda name=name: work(name)) for name in "abc"]  # type: ignore[misc]
    assert not seen
    turns.finish(tasks)
    assert seen == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]


def test_a_failure_ends_all_and_is_raised(turns: Turns) -> None:
    ended: list[str] = []

    def waits() -> None:
        try:
            turns.wait([])
        except Abandoned:
            ended.append("abandoned")
            raise

    def fails() -> None:
        raise ValueError("why")

    tasks = [turns.start(waits), turns.start(fails)]
    with pytest.raises(ValueError, match="why"):
        turns.finish(tasks)
    assert ended == ["abandoned"]
    assert threading.active_count() == 1 or not any(
        task.thread and task.thread.is_alive() for task in tasks
    )


def test_a_wait_that_nobody_ends_is_a_failure(turns: Turns) -> None:
    task = turns.start(lambda: turns.wait([]))
    with pytest.raises(CommandStopped):
        turns.finish([task])


def test_lines_arrive_whole_and_in_order(turns: Turns, ends: tuple[PipeReader, PipeWriter]) -> None:
    reader, writer = ends
    data = b"".join(b"line %d\n" % number for number in range(40_000))
    assert len(data) > 4 * CAPACITY

    def write() -> None:
        writer.write(data)
        writer.close()

    task = turns.start(write)
    assert b"".join(iter(reader.readline, b"")) == data
    turns.finish([task])


def test_read_waits_for_all_and_read1_for_some(
    turns: Turns, ends: tuple[PipeReader, PipeWriter]
) -> None:
    reader, writer = ends

    def write() -> None:
        for piece in (b"ab", b"cd", b"ef"):
            writer.write(piece)
            turns.give_way()
        writer.close()

    task = turns.start(write)
    assert reader.read1(10) == b"ab"
    assert reader.read(3) == b"cde"
    assert reader.peek() == b"f"
    assert reader.read() == b"f"
    assert reader.read(1) == b""
    turns.finish([task])


def test_nothing_is_read_ahead(turns: Turns, ends: tuple[PipeReader, PipeWriter]) -> None:
    reader, writer = ends
    writer.write(b"one\ntwo\nthree")
    writer.close()
    assert reader.readline() == b"one\n"
    assert reader.readline(2) == b"tw"
    assert reader.read() == b"o\nthree"
    assert reader.readline() == b""


def test_writing_to_nobody_kills(turns: Turns, ends: tuple[PipeReader, PipeWriter]) -> None:
    reader, writer = ends
    reader.close()
    with pytest.raises(Killed) as killed:
        writer.write(b"x")
    assert killed.value.status == 141


def test_a_writer_that_waits_learns_that_nobody_reads(
    turns: Turns, ends: tuple[PipeReader, PipeWriter]
) -> None:
    reader, writer = ends
    seen: list[int] = []

    def write() -> None:
        try:
            writer.write(bytes(3 * CAPACITY))
        except Killed as killed:
            seen.append(killed.status)

    task = turns.start(write)
    assert len(reader.read(10)) == 10
    reader.close()
    turns.finish([task])
    assert seen == [141]


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals to threads here")
def test_an_interrupt_is_told_while_another_task_runs() -> None:
    told = threading.Event()
    turns = Turns("test", told.set)

    def work() -> None:
        interrupt_main_until(told)
        raise ValueError("ended")

    with pytest.raises(ValueError, match="ended"):
        turns.finish([turns.start(work)])
