"""Standard input for a command, from any stream."""

import io
import os
from collections.abc import Iterator

import pytest

from layerlab.runners import Streams
from layerlab.runners.linux.feeding import Feeder


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    os.close(ends[0])


def streams(stdin: io.BufferedIOBase, *, is_terminal: bool = False) -> Streams:
    return Streams(stdin, io.BytesIO(), io.BytesIO(), is_terminal)  # type: ignore[arg-type]


def read_all(descriptor: int) -> bytes:
    return b"".join(iter(lambda: os.read(descriptor, 1 << 16), b""))


def test_a_stream_in_memory_comes_whole_and_ends(pipe: tuple[int, int]) -> None:
    data = b"x" * 300_000
    with Feeder(streams(io.BytesIO(data)), pipe[1]):
        assert read_all(pipe[0]) == data


def test_of_a_terminal_the_end_is_a_key(pipe: tuple[int, int]) -> None:
    with Feeder(streams(io.BytesIO(b"ls\n"), is_terminal=True), pipe[1]):
        assert read_all(pipe[0]) == b"ls\n\x04"


def test_what_comes_after_the_command_is_left(pipe: tuple[int, int]) -> None:
    """Of a stream with a descriptor nothing is read that has not come yet."""
    source, writer = os.pipe()
    with os.fdopen(source, "rb", buffering=0) as stdin:
        with Feeder(streams(stdin), pipe[1]) as feeder:  # type: ignore[arg-type]
            os.write(writer, b"first")
            assert os.read(pipe[0], 99) == b"first"
        feeder._thread.join()
        os.write(writer, b"later")
        assert os.read(source, 99) == b"later"
    os.close(writer)


def test_a_command_that_does_not_read(pipe: tuple[int, int]) -> None:
    other = os.dup(pipe[0])
    with Feeder(streams(io.BytesIO(b"x" * 300_000)), pipe[1]) as feeder:
        os.close(other)
        os.read(pipe[0], 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), pipe[0])
    feeder._thread.join()
