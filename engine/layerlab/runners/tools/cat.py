"""`cat` and `tee`: bytes from here to there."""

import contextlib
import io
from typing import BinaryIO

from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, Usage

CAT = Usage(
    "cat",
    "[OPTION]... [FILE]...",
    "Print files, or the input, one after the other.",
    (
        Option("-A, --show-all", "as -vET"),
        Option("-b, --number-nonblank", "number the lines that are not empty"),
        Option("-e", "as -vE"),
        Option("-E, --show-ends", "a $ at the end of each line"),
        Option("-n, --number", "number all lines"),
        Option("-s, --squeeze-blank", "of several empty lines in a row only one"),
        Option("-t", "as -vT"),
        Option("-T, --show-tabs", "a tab as ^I"),
        Option("-u", "as it is always: without a buffer"),
        Option("-v, --show-nonprinting", "other bytes as ^X and M-X"),
    ),
)


def cat(call: Call, arguments: Arguments) -> int:
    status = 0
    style = _Style(arguments)
    for word in arguments.operands or ("-",):
        try:
            with open_input(call, word) as stream:
                for data in chunks(call, stream):
                    call.stdout.write(style.apply(data))
        except PROBLEMS as error:
            status = call.complain(f"{quote_if_needed(word)}: {reason(error)}")
    return status


class _Style:
    """What is done to the bytes, with what has to be known of those before them."""

    def __init__(self, arguments: Arguments) -> None:
        self._numbered = arguments.last("b", "n") and ("b" if arguments.has("b") else "n")
        self._squeezes = arguments.has("s")
        self._shows_ends = arguments.has("A", "e", "E")
        self._is_plain = not arguments.has(*"AbeEnstTv")
        shows_tabs = arguments.has("A", "t", "T")
        shows_others = arguments.has("A", "e", "t", "v")
        self._table = [_visible(byte, shows_tabs, shows_others) for byte in range(256)]
        self._line = 0
        self._at_start = True
        self._empty_lines = 0

    def apply(self, data: bytes) -> bytes:
        if self._is_plain:
            return data
        return b"".join(map(self._part, io.BytesIO(data)))

    def _part(self, part: bytes) -> bytes:
        ended = part.endswith(b"\n")
        text = part[:-1] if ended else part
        is_empty = self._at_start and ended and not text
        self._empty_lines = self._empty_lines + 1 if is_empty else 0
        if self._squeezes and self._empty_lines > 1:
            return b""
        head = b""
        if self._at_start and (self._numbered == "n" or (self._numbered == "b" and not is_empty)):
            self._line += 1
            head = b"%6d\t" % self._line
        self._at_start = ended
        end = (b"$\n" if self._shows_ends else b"\n") if ended else b""
        return head + b"".join([self._table[byte] for byte in text]) + end


def _visible(byte: int, tabs: bool, others: bool) -> bytes:
    if byte == 9:
        return b"^I" if tabs else b"\t"
    if not others:
        return bytes([byte])
    high, low = (b"M-", byte - 128) if byte >= 128 else (b"", byte)
    if low < 32:
        return high + b"^" + bytes([low + 64])
    return high + (b"^?" if low == 127 else bytes([low]))


TEE = Usage(
    "tee",
    "[OPTION]... [FILE]...",
    "Copy the input to the output, and to files.",
    (Option("-a, --append", "add to the files, do not overwrite them"),),
)


def tee(call: Call, arguments: Arguments) -> int:
    status = 0
    opening = Opening.APPEND if arguments.has("a") else Opening.TRUNCATE
    with contextlib.ExitStack() as stack:
        sinks: list[BinaryIO] = []
        for word in arguments.operands:
            try:
                path, mode = call.path(word), 0o666 & ~call.umask
                sinks.append(stack.enter_context(call.files.open_to_write(path, opening, mode)))
            except PROBLEMS as error:
                status = call.complain(f"{quote_if_needed(word)}: {reason(error)}")
        for data in chunks(call, call.stdin):
            call.stdout.write(data)
            for sink in sinks:
                call.meter.write(len(data))
                sink.write(data)
    return status


YES = Usage("yes", "[STRING]...", "Print a line again and again, until it is stopped.")
LINES_AT_A_TIME = 1024


def yes(call: Call, arguments: Arguments) -> int:
    line = " ".join(arguments.operands) or "y"
    data = f"{line}\n".encode("utf-8", "surrogateescape") * LINES_AT_A_TIME
    while True:
        call.meter.tick()
        call.stdout.write(data)


PROGRAMS = (Program(CAT, cat), Program(TEE, tee), Program(YES, yes))
