"""`uniq`: lines that are like the one before them, once."""

import re
from collections.abc import Callable, Iterator

from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.lines import Inputs, without
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage
from layerlab.runners.tools.values import WrongValue, telling

UNIQ = Usage(
    "uniq",
    "[OPTION]... [INPUT [OUTPUT]]",
    "Of lines in a row that are equal print only the first.",
    (
        Option("-c, --count", "with how many there are"),
        Option("-d, --repeated", "only of lines that are repeated"),
        Option("-D", "all lines that are repeated"),
        Option("-f, --skip-fields=N", "the first N fields do not count"),
        Option("-i, --ignore-case", "small letters count as large ones"),
        Option("-s, --skip-chars=N", "the first N characters do not count"),
        Option("-u, --unique", "only lines that are not repeated"),
        Option("-w, --check-chars=N", "no more than N characters count"),
        Option("-z, --zero-terminated", "lines end with a zero byte"),
    ),
)
_FIELD = re.compile(rb"[ \t\n]*[^ \t\n]*")


@telling()
def uniq(call: Call, arguments: Arguments) -> int:
    words = arguments.operands
    if len(words) > 2:
        raise UnknownUsage(f"extra operand '{words[2]}'")
    end = b"\0" if arguments.has("z") else b"\n"
    inputs = Inputs(call, words[:1])
    lines = (without(line, end) for line in inputs.lines(end))
    printed = _printed(call, arguments, lines)
    if len(words) < 2 or words[1] == "-":
        for line in printed:
            call.stdout.write(line + end)
        return inputs.status
    try:
        mode = 0o666 & ~call.umask
        with call.files.open_to_write(call.path(words[1]), Opening.TRUNCATE, mode) as sink:
            for line in printed:
                call.meter.write(len(line) + 1)
                sink.write(line + end)
    except PROBLEMS as error:
        return call.complain(f"{quote_if_needed(words[1])}: {reason(error)}")
    return inputs.status


def _printed(call: Call, arguments: Arguments, lines: Iterator[bytes]) -> Iterator[bytes]:
    key = _key(arguments)
    shows_once = not arguments.has("d", "D")
    shows_repeated = not arguments.has("u")
    counts, all_of_them = arguments.has("c"), arguments.has("D")
    if counts and all_of_them:
        raise UnknownUsage("printing all duplicated lines and repeat counts is meaningless")

    def group(first: bytes, number: int) -> Iterator[bytes]:
        if number > 1 if not shows_once else shows_repeated or number == 1:
            yield b"%7d %s" % (number, first) if counts else first

    before: bytes | None = None
    number = 0
    for line in lines:
        call.meter.tick()
        if before is not None and key(line) == key(before):
            number += 1
            if all_of_them and shows_repeated:
                yield from [before, line] if number == 2 else [line]
            continue
        if before is not None and not all_of_them:
            yield from group(before, number)
        before, number = line, 1
    if before is not None and not all_of_them:
        yield from group(before, number)


def _key(arguments: Arguments) -> Callable[[bytes], bytes]:
    """What of a line counts."""
    fields, characters = _number(arguments, "f", 0), _number(arguments, "s", 0)
    most = _number(arguments, "w", None)
    ignores_case = arguments.has("i")

    def key(line: bytes) -> bytes:
        at = 0
        for _ in range(fields or 0):
            match = _FIELD.match(line, at)
            at = match.end() if match else at
            if at == len(line):
                break
        at += characters or 0
        part = line[at:] if most is None else line[at : at + most]
        return part.lower() if ignores_case else part

    return key


_WHAT = {"f": "fields to skip", "s": "bytes to skip", "w": "bytes to compare"}


def _number(arguments: Arguments, key: str, default: int | None) -> int | None:
    text = arguments.value(key)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()):
        raise WrongValue(f"{text}: invalid number of {_WHAT[key]}")
    return int(text)


PROGRAMS = (Program(UNIQ, uniq),)
