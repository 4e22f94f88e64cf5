"""Opening what a tool reads, and moving bytes within the command's bounds."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from layerlab.errors import IsADirectory
from layerlab.model import shown
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import need as need_entry
from layerlab.runners.tools.paths import real_path
from layerlab.streams.base import CHUNK_BYTES, read_some


def open_input(call: Call, word: str) -> BinaryIO:
    """A file's bytes, or for `-` the command's own input. The caller closes it, but for that.

    Raises as `Files.open`.
    """
    if word == "-":
        return _NotOwned(call.stdin)
    real = real_path(call, word)
    entry = need_entry(call.files, real)
    if entry.is_directory:
        raise IsADirectory(shown(real))
    return call.files.open(real)


class _NotOwned(io.BufferedIOBase, BinaryIO):
    """The command's input, which stays open for whoever reads on."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._stream.read(-1 if size is None else size)

    def read1(self, size: int = -1, /) -> bytes:
        return read_some(self._stream, size)


def chunks(call: Call, stream: BinaryIO) -> Iterator[bytes]:
    """A stream's bytes as they come, to its end."""
    while data := read_some(stream, CHUNK_BYTES):
        call.meter.tick()
        yield data


def copy_bytes(call: Call, source: BinaryIO, sink: BinaryIO) -> int:
    """To a file, counted as written; how many bytes there were."""
    total = 0
    for data in chunks(call, source):
        call.meter.write(len(data))
        sink.write(data)
        total += len(data)
    return total


def ask(call: Call, question: str, head: str | None = None) -> bool:
    """`rm -i` and its like: a line of the input that begins with y or Y means yes."""
    head = f"{call.name}: " if head is None else head
    call.stderr.write(f"{head}{question} ".encode("utf-8", "surrogateescape"))
    return call.stdin.readline()[:1] in (b"y", b"Y")
