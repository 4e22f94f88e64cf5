"""Texts line by line, within the command's bounds, however long a line is."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason

HELD_FROM_BYTES = 1 << 20
"""Longer lines are counted as memory that the command holds."""


def lines_of(call: Call, stream: BinaryIO, end: bytes = b"\n") -> Iterator[bytes]:
    """Each with its end; the last one may have none."""
    return split(call, chunks(call, stream), end)


def split(call: Call, pieces: Iterable[bytes], end: bytes = b"\n") -> Iterator[bytes]:
    """The lines of a text that comes in pieces."""
    rest = b""
    for data in pieces:
        parts = (rest + data if rest else data).split(end)
        held = len(rest)
        rest = parts.pop()
        for part in parts:
            yield part + end
        if max(held, len(rest)) > HELD_FROM_BYTES:
            call.meter.hold(len(rest) - held)
    if rest:
        yield rest


def without(line: bytes, end: bytes = b"\n") -> bytes:
    return line.removesuffix(end)


class Inputs:
    """The files that a tool was called with, one after the other; what can't be read is told.

    `status` is 0, or what it came to; `before` stands before a name in what is told.
    """

    def __init__(self, call: Call, words: Iterable[str], status: int = 1, before: str = "") -> None:
        self._call = call
        self._words = tuple(words) or ("-",)
        self._status = status
        self._before = before
        self.status = 0

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[tuple[str, BinaryIO]]:
        """Each with its name as it was typed; closed when the next is asked for."""
        for word in self._words:
            try:
                stream = open_input(self._call, word)
            except PROBLEMS as error:
                self.complain(word, reason(error))
                continue
            with stream:
                yield word, stream

    def complain(self, word: str, text: str) -> None:
        self.status = self._call.complain(
            f"{self._before}{quote_if_needed(word)}: {text}", self._status
        )

    def lines(self, end: bytes = b"\n") -> Iterator[bytes]:
        """Of all files, as of one text: a line that has no end at a file's end gets one."""
        for _, stream in self:
            for line in lines_of(self._call, stream, end):
                yield line if line.endswith(end) else line + end
