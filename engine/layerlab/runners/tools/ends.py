"""`head` and `tail`: the beginning and the end of files."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.lines import lines_of
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, Usage
from layerlab.runners.tools.values import WrongValue, telling

DEFAULT_LINES = "10"
_COUNT = re.compile(r"([-+]?)([0-9]+)(b|kB|K|KiB|MB|M|MiB|GB|G|GiB)?")
_OLD = re.compile(r"-([0-9]+)([bkm]?)([cl]?)([qv]?)")
_UNITS = {"": 1, "b": 512, "kB": 1000, "K": 1 << 10, "KiB": 1 << 10, "MB": 10**6}
_UNITS |= {"M": 1 << 20, "MiB": 1 << 20, "GB": 10**9, "G": 1 << 30, "GiB": 1 << 30}
_QUIET = Option("-q, --quiet, --silent", "never a heading with the file's name")
_VERBOSE = Option("-v, --verbose", "always one")

HEAD = Usage(
    "head",
    "[OPTION]... [FILE]...",
    "Print the first ten lines of files, or of the input.",
    (
        Option("-c, --bytes=[-]NUM", "so many bytes; with -, all but the last ones"),
        Option("-n, --lines=[-]NUM", "so many lines; with -, all but the last ones"),
        _QUIET,
        _VERBOSE,
        Option("-z, --zero-terminated", "lines end with a zero byte"),
    ),
)
TAIL = Usage(
    "tail",
    "[OPTION]... [FILE]...",
    "Print the last ten lines of files, or of the input.",
    (
        Option("-c, --bytes=[+]NUM", "so many bytes; with +, from that byte on"),
        Option("-n, --lines=[+]NUM", "so many lines; with +, from that line on"),
        _QUIET,
        _VERBOSE,
        Option("-z, --zero-terminated", "lines end with a zero byte"),
    ),
    notes=("There is no -f: nothing goes on writing while a command runs.",),
)

Part = Callable[[Call, BinaryIO], Iterator[bytes]]


@telling()
def head(call: Call, arguments: Arguments) -> int:
    sign, number, is_bytes = _wanted(arguments)
    end = b"\0" if arguments.has("z") else b"\n"

    def part(call: Call, stream: BinaryIO) -> Iterator[bytes]:
        if is_bytes:
            pieces = chunks(call, stream)
            return (
                _without_last_bytes(call, pieces, number) if sign == "-" else _first(pieces, number)
            )
        lines = lines_of(call, stream, end)
        return _without_last(call, lines, number) if sign == "-" else _take(lines, number)

    return _print_parts(call, arguments, part)


@telling()
def tail(call: Call, arguments: Arguments) -> int:
    sign, number, is_bytes = _wanted(arguments)
    end = b"\0" if arguments.has("z") else b"\n"

    def part(call: Call, stream: BinaryIO) -> Iterator[bytes]:
        if is_bytes:
            pieces = chunks(call, stream)
            return _after(pieces, number - 1) if sign == "+" else _last_bytes(call, pieces, number)
        lines = lines_of(call, stream, end)
        return _skip(lines, number - 1) if sign == "+" else _last(call, lines, number)

    return _print_parts(call, arguments, part)


def _wanted(arguments: Arguments) -> tuple[str, int, bool]:
    """The sign, how many, and whether of bytes."""
    key = arguments.last("c", "n")
    text = arguments.value(key) if key else DEFAULT_LINES
    found = _COUNT.fullmatch(text or "")
    if found is None:
        what = "bytes" if key == "c" else "lines"
        raise WrongValue(f"invalid number of {what}: '{text}'")
    sign, digits, unit = found.groups()
    return sign, int(digits) * _UNITS[unit or ""], key == "c"


def _print_parts(call: Call, arguments: Arguments, part: Part) -> int:
    words = arguments.operands or ("-",)
    last = arguments.last("q", "v")
    has_headings = last == "v" or (len(words) > 1 and last != "q")
    status, is_first = 0, True
    for word in words:
        try:
            stream = open_input(call, word)
        except PROBLEMS as error:
            told = reason(error)
            what = "error reading" if told == "Is a directory" else "cannot open"
            wanted = "" if what == "error reading" else " for reading"
            if what == "error reading" and has_headings:
                _heading(call, word, is_first)
                is_first = False
            status = call.complain(f"{what} '{word}'{wanted}: {told}")
            continue
        with stream:
            if has_headings:
                _heading(call, word, is_first)
            is_first = False
            for piece in part(call, stream):
                call.stdout.write(piece)
    return status


def _heading(call: Call, word: str, is_first: bool) -> None:
    name = "standard input" if word == "-" else word
    call.print(f"{'' if is_first else chr(10)}==> {name} <==")


def _take(pieces: Iterable[bytes], number: int) -> Iterator[bytes]:
    if number:
        for count, piece in enumerate(pieces, start=1):
            yield piece
            if count == number:
                return


def _skip(pieces: Iterable[bytes], number: int) -> Iterator[bytes]:
    for count, piece in enumerate(pieces):
        if count >= number:
            yield piece


def _first(pieces: Iterable[bytes], size_bytes: int) -> Iterator[bytes]:
    left = size_bytes
    if not left:
        return
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _after(pieces: Iterable[bytes], size_bytes: int) -> Iterator[bytes]:
    left = max(size_bytes, 0)
    for piece in pieces:
        yield piece[left:]
        left = max(left - len(piece), 0)


def _last(call: Call, lines: Iterable[bytes], number: int) -> Iterator[bytes]:
    kept: deque[bytes] = deque()
    for line in lines:
        kept.append(line)
        call.meter.hold(len(line))
        if len(kept) > number:
            call.meter.hold(-len(kept.popleft()))
    yield from kept
    call.meter.hold(-sum(map(len, kept)))


def _without_last(call: Call, lines: Iterable[bytes], number: int) -> Iterator[bytes]:
    kept: deque[bytes] = deque()
    for line in lines:
        kept.append(line)
        call.meter.hold(len(line))
        if len(kept) > number:
            call.meter.hold(-len(kept[0]))
            yield kept.popleft()
    call.meter.hold(-sum(map(len, kept)))


def _last_bytes(call: Call, pieces: Iterable[bytes], number: int) -> Iterator[bytes]:
    kept: deque[bytes] = deque()
    held = 0
    for piece in pieces:
        kept.append(piece)
        held += len(piece)
        call.meter.hold(len(piece))
        while held - len(kept[0]) >= number:
            dropped = len(kept.popleft())
            held -= dropped
            call.meter.hold(-dropped)
            if not kept:
                break
    if number:
        yield b"".join(kept)[-number:]
    call.meter.hold(-held)


def _without_last_bytes(call: Call, pieces: Iterable[bytes], number: int) -> Iterator[bytes]:
    kept: deque[bytes] = deque()
    held = 0
    for piece in pieces:
        kept.append(piece)
        held += len(piece)
        call.meter.hold(len(piece))
        while kept and held - len(kept[0]) >= number:
            given = kept.popleft()
            held -= len(given)
            call.meter.hold(-len(given))
            yield given
    yield b"".join(kept)[: max(held - number, 0)]
    call.meter.hold(-held)


def _old_style(words: Sequence[str]) -> Sequence[str]:
    """`head -5`: as -n 5."""
    found = _OLD.fullmatch(words[0]) if words else None
    if found is None:
        return words
    number, unit, kind, more = found.groups()
    letter = "c" if kind == "c" or unit else "n"
    units = {"": "", "b": "b", "k": "K", "m": "M"}
    return [f"-{letter}{number}{units[unit]}", *([f"-{more}"] if more else []), *words[1:]]


PROGRAMS = (Program(HEAD, head, _old_style), Program(TAIL, tail, _old_style))
