"""A command's standard streams: pipes or a terminal on its side, any streams on ours."""

import contextlib
import os
import selectors
import struct
from typing import BinaryIO, Self

from layerlab.runners.linux.feeding import Feeder
from layerlab.runners.linux.sandbox import Sandbox
from layerlab.runners.protocol import Streams
from layerlab.runners.shell.meter import Meter
from layerlab.sandbox.wire import Message

CHUNK_BYTES = 1 << 16
LOOK_SECONDS = 0.05
TERMINAL_ROWS = 24


class Plumbing:
    """Close it when done. `theirs` are the descriptors that the command gets as 0, 1 and 2."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._open: set[int] = set()
        stdin, self._input = self._pipe()
        self._output, stdout = self._pipe()
        self._errors, stderr = self._pipe()
        self.theirs = (stdin, stdout, stderr)

    def _pipe(self) -> tuple[int, int]:
        ends = os.pipe()
        self._open |= set(ends)
        return ends

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for descriptor in list(self._open):
            self._close(descriptor)

    def _close(self, descriptor: int) -> None:
        if descriptor in self._open:
            self._open.remove(descriptor)
            os.close(descriptor)

    def close_theirs(self) -> None:
        """When the command's side has them: then an end is seen as one."""
        for descriptor in self.theirs:
            self._close(descriptor)

    def use_terminal(self, master: int) -> None:
        """In place of the pipes; the command's error stream is the same terminal."""
        import fcntl
        import termios

        self._close(self._input)
        self._close(self._output)
        self._open.add(master)
        size = struct.pack("HHHH", TERMINAL_ROWS, self._streams.columns, 0, 0)
        fcntl.ioctl(master, termios.TIOCSWINSZ, size)
        self._input = self._output = master

    def follow(self, sandbox: Sandbox, meter: Meter) -> Message:
        """Passes everything on until the command has ended; what the sandbox says of it.

        Raises `CommandStopped` and `Cancelled`; then the command may still run.
        """
        outputs = {self._output: self._streams.stdout, self._errors: self._streams.stderr}
        feeder = Feeder(self._streams, os.dup(self._input))
        self._close(self._input if self._input != self._output else -1)
        with selectors.PollSelector() as selector, feeder:
            selector.register(sandbox.wire.connection, selectors.EVENT_READ)
            for descriptor in outputs:
                selector.register(descriptor, selectors.EVENT_READ)
            result: Message | None = None
            while result is None or outputs:
                for key, _ in selector.select(LOOK_SECONDS):
                    if key.fd not in outputs:
                        result = sandbox.answer(sandbox.receive())
                        selector.unregister(key.fileobj)
                    elif not _pass_on(key.fd, outputs[key.fd], meter):
                        selector.unregister(key.fd)
                        del outputs[key.fd]
                meter.tick()
        return result


def _pass_on(descriptor: int, sink: BinaryIO, meter: Meter) -> bool:
    """What there is to read now; False at the end, of a terminal when nobody has it open."""
    data = b""
    with contextlib.suppress(OSError):
        data = os.read(descriptor, CHUNK_BYTES)
    if data:
        meter.print(len(data))
        sink.write(data)
        sink.flush()
    return bool(data)
