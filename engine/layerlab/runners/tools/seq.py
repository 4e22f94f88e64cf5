"""`seq`: numbers in a row."""

import decimal
import re
from collections.abc import Iterator, Sequence

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

AT_A_TIME = 4096
_EXACT = decimal.Context(prec=60)
_NUMBER = re.compile(r"[ \t]*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_FORMAT = re.compile(r"((?:[^%]|%%)*)%([-+ 0'#]*)([0-9]*)(?:\.([0-9]+))?([aefgAEFG])((?:[^%]|%%)*)")

SEQ = Usage(
    "seq",
    "[OPTION]... [FIRST [INCREMENT]] LAST",
    "Print numbers from FIRST (1) to LAST, in steps of INCREMENT (1).",
    (
        Option("-f, --format=FORMAT", "as printf's %e, %f or %g"),
        Option("-s, --separator=STRING", "what stands between them, in place of the end of a line"),
        Option("-w, --equal-width", "as wide as the widest, with zeros"),
    ),
    in_order=True,
)


def seq(call: Call, arguments: Arguments) -> int:
    words = arguments.operands
    if not words:
        raise UnknownUsage("missing operand")
    if len(words) > 3:
        raise UnknownUsage(f"extra operand '{words[3]}'")
    first = words[0] if len(words) > 1 else "1"
    step = words[1] if len(words) > 2 else "1"
    last = words[-1]
    numbers = [_number(word) for word in (first, step, last)]
    if not numbers[1]:
        raise UnknownUsage(f"invalid Zero increment value: '{step}'")
    digits = max(_digits(first), _digits(step))
    texts = _texts(numbers, digits, _width(arguments, numbers, digits), arguments)
    separator = arguments.value("s")
    between = "\n" if separator is None else separator
    _print(call, texts, between)
    return 0


def _print(call: Call, texts: Iterator[str], between: str) -> None:
    """In larger pieces, since each write goes through a pipe."""
    buffer: list[str] = []
    is_first = True
    for text in texts:
        buffer.append(text if is_first else between + text)
        is_first = False
        if len(buffer) == AT_A_TIME:
            call.meter.tick()
            call.print("".join(buffer), end="")
            buffer.clear()
    if not is_first:
        call.print("".join(buffer))


def _number(text: str) -> decimal.Decimal:
    if not _NUMBER.fullmatch(text):
        raise UnknownUsage(f"invalid floating point argument: '{text}'")
    return decimal.Decimal(text.strip())


def _digits(text: str) -> int:
    """Behind the point, as it was typed."""
    mantissa, _, exponent = text.lower().partition("e")
    return max(len(mantissa.partition(".")[2]) - int(exponent or 0), 0)


def _width(arguments: Arguments, numbers: list[decimal.Decimal], digits: int) -> int:
    if not arguments.has("w"):
        return 0
    if arguments.has("f"):
        raise UnknownUsage("format string may not be specified when printing equal width strings")
    ends = [numbers[0], numbers[2]]
    return max(len(f"{end:.{digits}f}") for end in ends)


def _texts(
    numbers: list[decimal.Decimal], digits: int, width: int, arguments: Arguments
) -> Iterator[str]:
    pattern = arguments.value("f")
    plain = f"{{:0{width}.{digits}f}}" if width else f"{{:.{digits}f}}"
    shaped = _shape(pattern) if pattern is not None else plain
    value, step, last = numbers
    count = 0
    while (value <= last) if step > 0 else (value >= last):
        yield shaped.format(value) if pattern is None else shaped % value
        count += 1
        value = _EXACT.add(numbers[0], _EXACT.multiply(step, decimal.Decimal(count)))


def _shape(pattern: str) -> str:
    match = _FORMAT.fullmatch(pattern)
    if match is None:
        raise UnknownUsage(f"format '{pattern}' has no % directive that is known here")
    before, flags, width, precision, kind, after = match.groups()
    if kind in "aA" or "'" in flags:
        raise UnknownUsage(f"format '{pattern}' has no % directive that is known here")
    middle = f"%{flags}{width}" + (f".{precision}" if precision is not None else "") + kind
    return before + middle + after


def _with_negatives(words: Sequence[str]) -> Sequence[str]:
    """A number below zero is no option, though it looks like one."""
    for place, word in enumerate(words):
        is_number = word[:1] == "-" and word[1:2] and word[1] in "0123456789."
        if is_number and words[place - 1 : place] not in (["-s"], ["-f"]):
            return [*words[:place], "--", *words[place:]]
        if not word.startswith("-") and words[place - 1 : place] not in (["-s"], ["-f"]):
            break
    return words


PROGRAMS = (Program(SEQ, seq, _with_negatives),)
