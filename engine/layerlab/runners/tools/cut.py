"""`cut`: parts of each line."""

import re
from collections.abc import Callable

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.lines import Inputs, lines_of, without
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

END = 1 << 62
_RANGE = re.compile(r"([0-9]*)(-?)([0-9]*)")

CUT = Usage(
    "cut",
    "OPTION... [FILE]...",
    "Print parts of each line: LIST is N, N-, N-M or -M, several with commas.",
    (
        Option("-b, --bytes=LIST", "these bytes"),
        Option("-c, --characters=LIST", "these characters: bytes, as in the C locale"),
        Option("-d, --delimiter=DELIM", "what stands between fields, in place of a tab"),
        Option("-f, --fields=LIST", "these fields, and lines without a delimiter"),
        Option("--complement", "all but these"),
        Option("-s, --only-delimited", "no lines without a delimiter"),
        Option("--output-delimiter=STRING", "what is printed between fields"),
        Option("-z, --zero-terminated", "lines end with a zero byte"),
    ),
)

Range = tuple[int, int]


def cut(call: Call, arguments: Arguments) -> int:
    kinds = [key for key, _ in arguments.given if key in "bcf"]
    if not kinds:
        raise UnknownUsage("you must specify a list of bytes, characters, or fields")
    if len(kinds) > 1:
        raise UnknownUsage("only one list may be specified")
    kind = kinds[0]
    if kind != "f" and arguments.has("d"):
        raise UnknownUsage("an input delimiter may be specified only when operating on fields")
    if kind != "f" and arguments.has("s"):
        raise UnknownUsage(
            "suppressing non-delimited lines makes sense\n\tonly when operating on fields"
        )
    ranges = _ranges(arguments.value(kind) or "", kind, inverted=arguments.has("complement"))
    end = b"\0" if arguments.has("z") else b"\n"
    part = _fields(arguments, ranges) if kind == "f" else _bytes(arguments, ranges)
    inputs = Inputs(call, arguments.operands)
    for _, stream in inputs:
        for line in lines_of(call, stream, end):
            kept = part(without(line, end))
            if kept is not None:
                call.stdout.write(kept + end)
    return inputs.status


def _ranges(text: str, kind: str, *, inverted: bool) -> list[Range]:
    """Sorted, merged; positions from 1."""
    what = "field" if kind == "f" else "byte/character position"
    found: list[Range] = []
    for part in re.split(r"[, \t]", text):
        match = _RANGE.fullmatch(part)
        if match is None or part in ("-", ""):
            if part == "-":
                raise UnknownUsage("invalid range with no endpoint: -")
            if not part:
                raise UnknownUsage(_numbered_from_1(kind))
            raise UnknownUsage(f"invalid {what} value '{part}'")
        low, dash, high = match.groups()
        first = int(low) if low else 1
        last = int(high) if high else END if dash else first
        if not first or (high and not last):
            raise UnknownUsage(_numbered_from_1(kind))
        if last < first:
            raise UnknownUsage("invalid decreasing range")
        found.append((first, last))
    merged = _merged(sorted(found))
    return _inverse(merged) if inverted else merged


def _numbered_from_1(kind: str) -> str:
    return f"{'fields' if kind == 'f' else 'byte/character positions'} are numbered from 1"


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _inverse(ranges: list[Range]) -> list[Range]:
    found: list[Range] = []
    start = 1
    for first, last in ranges:
        if first > start:
            found.append((start, first - 1))
        start = last + 1
    if start <= END:
        found.append((start, END))
    return found


def _bytes(arguments: Arguments, ranges: list[Range]) -> Callable[[bytes], bytes | None]:
    between = _bytes_of(arguments.value("output-delimiter") or "")

    def part(line: bytes) -> bytes:
        pieces = [line[first - 1 : last] for first, last in ranges if first <= len(line)]
        return between.join(pieces)

    return part


def _fields(arguments: Arguments, ranges: list[Range]) -> Callable[[bytes], bytes | None]:
    given = arguments.value("d")
    delimiter = b"\t" if given is None else _bytes_of(given) or b"\0"
    if len(delimiter) > 1:
        raise UnknownUsage("the delimiter must be a single character")
    wanted = arguments.value("output-delimiter")
    between = delimiter if wanted is None else _bytes_of(wanted)
    only_delimited = arguments.has("s")

    def part(line: bytes) -> bytes | None:
        if delimiter not in line:
            return None if only_delimited else line
        fields = line.split(delimiter)
        kept = [
            field for first, last in ranges for field in fields[first - 1 : min(last, len(fields))]
        ]
        return between.join(kept)

    return part


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


PROGRAMS = (Program(CUT, cut),)
