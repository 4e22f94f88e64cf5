"""A command's standard input, from whatever stream it comes."""

import contextlib
import os
import select
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Self

from layerlab.runners.protocol import Streams

CHUNK_BYTES = 1 << 16
_END_OF_INPUT = b"\x04"


class Feeder:
    """Reads in a thread of its own while it is entered, and writes to `target`, which it closes.

    A stream with a descriptor is read only when it has something, so that what comes after the
    command's end is left to others. One without is read ahead: its last read may outlive this.
    """

    def __init__(self, streams: Streams, target: int) -> None:
        self._streams = streams
        self._target = target
        self._stop_read, self._stop_write = os.pipe()
        self._thread = threading.Thread(target=self._feed, daemon=True, name="stdin")

    def __enter__(self) -> Self:
        self._restore = _raw(self._streams)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._stop_write)
        self._restore()

    def _feed(self) -> None:
        try:
            with contextlib.suppress(OSError, ValueError):
                for data in self._chunks():
                    _write_all(self._target, data)
                if self._streams.is_terminal:
                    _write_all(self._target, _END_OF_INPUT)
        finally:
            os.close(self._target)
            os.close(self._stop_read)

    def _chunks(self) -> Iterator[bytes]:
        stdin = self._streams.stdin
        descriptor = _descriptor(stdin)
        read: Callable[[int], bytes] = getattr(stdin, "read1", stdin.read)
        while True:
            if descriptor is not None:
                ready, _, _ = select.select([descriptor, self._stop_read], [], [])
                if self._stop_read in ready:
                    return
            data = read(CHUNK_BYTES)
            if not data:
                return
            yield data


def _write_all(target: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest) :]


def _descriptor(stream: BinaryIO) -> int | None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return stream.fileno()
    return None


def _raw(streams: Streams) -> Callable[[], None]:
    """A real terminal passes each key on as it is: the command's own one makes sense of them."""
    descriptor = _descriptor(streams.stdin)
    if not streams.is_terminal or descriptor is None or not os.isatty(descriptor):
        return lambda: None
    import termios
    import tty

    before: list[Any] = termios.tcgetattr(descriptor)
    tty.setraw(descriptor)
    return lambda: termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
