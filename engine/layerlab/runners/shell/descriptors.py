"""The descriptors of one process, and the open files behind them.

As in a kernel, descriptors of several processes share one open file, which is closed when the last
of them is: that is how the reader of a pipe learns that nobody writes any more.
"""

import errno
import io
import os
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.pipes import SIGPIPE, Killed


class OpenFile:
    """A stream that is closed with its last descriptor, if it is `owned`."""

    def __init__(
        self,
        stream: BinaryIO,
        *,
        reads: bool = False,
        writes: bool = False,
        owned: bool = True,
        is_terminal: bool = False,
    ) -> None:
        self.stream = stream
        self.is_terminal = is_terminal
        self.reads = reads
        self.writes = writes
        self._owned = owned
        self._count = 0

    def share(self) -> "OpenFile":
        self._count += 1
        return self

    def release(self) -> None:
        self._count -= 1
        if not self._count and self._owned:
            self.stream.close()


class Descriptors:
    """By number."""

    def __init__(self, files: Mapping[int, OpenFile]) -> None:
        self._files = {number: file.share() for number, file in files.items()}

    def copy(self) -> "Descriptors":
        return Descriptors(self._files)

    def close(self) -> None:
        for number in list(self._files):
            self.put(number, None)

    def get(self, number: int) -> OpenFile | None:
        return self._files.get(number)

    def put(self, number: int, file: OpenFile | None) -> None:
        """dup2(2), or close(2) with None."""
        if file is not None:
            file.share()
        before = self._files.pop(number, None)
        if file is not None:
            self._files[number] = file
        if before is not None:
            before.release()

    def __iter__(self) -> Iterator[int]:
        return iter(sorted(self._files))

    def is_terminal(self, number: int) -> bool:
        """isatty(3)."""
        file = self._files.get(number)
        return file is not None and file.is_terminal

    def reader(self, number: int) -> BinaryIO:
        file = self._files.get(number)
        return file.stream if file is not None and file.reads else BAD

    def writer(self, number: int) -> BinaryIO:
        file = self._files.get(number)
        return file.stream if file is not None and file.writes else BAD


class _Bad(io.BufferedIOBase):
    """A descriptor that is closed, or open the other way: EBADF."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def read1(self, size: int = -1) -> bytes:
        return self.read(size)

    def readline(self, size: int | None = -1) -> bytes:
        return self.read(size)

    def write(self, data: object) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def close(self) -> None:
        """It is nobody's."""


BAD: BinaryIO = _Bad()  # type: ignore[assignment]


class Counted(io.BufferedIOBase):
    """A file that is written to: what goes in counts as bytes written."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        super().__init__()
        self._stream = stream
        self._meter = meter

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._meter.write(len(data))
        return self._stream.write(data)

    def read(self, size: int | None = -1) -> bytes:
        return self._stream.read(-1 if size is None else size)

    def read1(self, size: int = -1) -> bytes:
        return self._stream.read(size if size >= 0 else io.DEFAULT_BUFFER_SIZE)

    def readline(self, size: int | None = -1) -> bytes:
        return self._stream.readline(-1 if size is None else size)

    def readable(self) -> bool:
        return self._stream.readable()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def truncate(self, size: int | None = None) -> int:
        return self._stream.truncate(size)

    def flush(self) -> None:
        if not self.closed:
            self._stream.flush()

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._stream.close()


class Printed(io.BufferedIOBase):
    """The command's own stdout or stderr: counted, and flushed when the other one is written to.

    Raises `Killed` where nobody reads it any more, as a pipe does.
    """

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        super().__init__()
        self._stream = stream
        self._meter = meter
        self._is_dirty = False
        self.other: Printed | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._meter.print(len(data))
        if self.other is not None:
            self.other.flush()
        self._is_dirty = True
        try:
            self._stream.write(data)
        except BrokenPipeError:
            raise Killed(SIGPIPE) from None
        return len(data)

    def flush(self) -> None:
        if not self._is_dirty:
            return
        self._is_dirty = False
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise Killed(SIGPIPE) from None

    def close(self) -> None:
        """Whoever gave the stream closes it."""


class Collected(io.BufferedIOBase):
    """What a command substitution prints. It is held as memory until `close`."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._meter.hold(len(data))
        self._held += data
        return len(data)

    def text(self) -> str:
        """Without its last newlines, and without NUL, as dash has it."""
        return self._held.decode("latin-1").replace("\0", "").rstrip("\n")

    def close(self) -> None:
        if not self.closed:
            self._meter.hold(-len(self._held))
            self._held = bytearray()
        super().close()
