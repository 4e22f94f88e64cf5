"""`wc`: lines, words and bytes, counted."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.paths import find_entry, quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, Usage

STREAM_WIDTH = 7
"""Of a column where a size is not known before."""
_SPACES = b" \t\n\v\f\r"
_WORD = re.compile(rb"[!-~]+")
_UNSEEN = bytes(byte for byte in range(256) if byte not in _SPACES and not 32 <= byte < 127)

WC = Usage(
    "wc",
    "[OPTION]... [FILE]...",
    "Count lines, words and bytes of files, or of the input.",
    (
        Option("-c, --bytes", "bytes"),
        Option("-m, --chars", "characters: bytes, as in the C locale"),
        Option("-l, --lines", "ends of lines"),
        Option("-L, --max-line-length", "the longest line's width"),
        Option("-w, --words", "words"),
    ),
)
_COLUMNS = "lwmcL"


@dataclass
class _Counts:
    l: int = 0  # noqa: E741 - as its option
    w: int = 0
    c: int = 0
    L: int = 0

    @property
    def m(self) -> int:
        return self.c

    def add(self, other: "_Counts") -> None:
        self.l += other.l
        self.w += other.w
        self.c += other.c
        self.L = max(self.L, other.L)


def wc(call: Call, arguments: Arguments) -> int:
    wanted = [key for key in _COLUMNS if arguments.has(key)] or list("lwc")
    words = arguments.operands or ("-",)
    width = _width(call, words, len(wanted))
    total, status = _Counts(), 0
    for word in words:
        try:
            with open_input(call, word) as stream:
                counts = _count(call, stream, measures="L" in wanted)
        except PROBLEMS as error:
            told = reason(error)
            status = call.complain(f"{quote_if_needed(word)}: {told}")
            if told != "Is a directory":
                continue
            counts = _Counts()
        name = word if arguments.operands else ""
        _print(call, counts, wanted, width, name)
        total.add(counts)
    if len(words) > 1:
        _print(call, total, wanted, width, "total")
    return status


def _print(call: Call, counts: _Counts, wanted: list[str], width: int, name: str) -> None:
    columns = " ".join(f"{getattr(counts, key):{width}}" for key in wanted)
    call.print(f"{columns} {name}" if name else columns)


def _width(call: Call, words: Sequence[str], columns: int) -> int:
    """Source: coreutils wc.c, compute_number_width."""
    if len(words) == 1 and columns == 1:
        return 1
    size, least = 0, 1
    for word in words:
        if word == "-":
            known = _size_of(call.stdin)
            size, least = (size, STREAM_WIDTH) if known is None else (size + known, least)
            continue
        try:
            entry = find_entry(call, word)
        except PROBLEMS:
            continue
        if entry is not None and entry.kind.has_data:
            size += entry.size
        elif entry is not None:
            least = STREAM_WIDTH
    return max(len(str(size)), least)


def _size_of(stream: BinaryIO) -> int | None:
    """Of a file that is the input; a pipe has none."""
    try:
        if not stream.seekable():
            return None
        place = stream.tell()
        size = stream.seek(0, io.SEEK_END)
        stream.seek(place)
    except (OSError, AttributeError):
        return None
    return size


def _count(call: Call, stream: BinaryIO, *, measures: bool) -> _Counts:
    counts = _Counts()
    in_word = False
    width = 0
    for data in chunks(call, stream):
        counts.l += data.count(b"\n")
        counts.c += len(data)
        if measures:
            width = _measure(counts, data, width)
        seen = data.translate(None, _UNSEEN)  # bytes that are no signs neither make nor end a word
        if seen:
            counts.w += sum(1 for _ in _WORD.finditer(seen))
            counts.w -= in_word and seen[0] not in _SPACES
            in_word = seen[-1] not in _SPACES
    counts.L = max(counts.L, width)
    return counts


def _measure(counts: _Counts, data: bytes, width: int) -> int:
    for byte in data:
        if byte in b"\n\r\f":
            counts.L = max(counts.L, width)
            width = 0
        elif byte == 9:
            width += 8 - width % 8
        elif 32 <= byte < 127:
            width += 1
    return width


PROGRAMS = (Program(WC, wc),)
