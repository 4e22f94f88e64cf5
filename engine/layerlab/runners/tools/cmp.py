"""`cmp`: where two files differ."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

CMP = Usage(
    "cmp",
    "[OPTION]... FILE1 [FILE2]",
    "Print where two files differ first; FILE2 may be the input.",
    (Option("-s, --quiet, --silent", "say nothing: the status tells"),),
    status=2,
)


def cmp(call: Call, arguments: Arguments) -> int:
    operands = list(arguments.operands)
    if not operands:
        raise UnknownUsage("missing operand after 'cmp'")
    if len(operands) > 2:
        raise UnknownUsage(f"extra operand '{operands[2]}'")
    names = [*operands, "-"][:2]
    says = not arguments.has("s")
    with ExitStack() as stack:
        streams: list[BinaryIO] = []
        for name in names:
            try:
                streams.append(stack.enter_context(open_input(call, name)))
            except PROBLEMS as error:
                text = f"{quote_if_needed(name)}: {reason(error)}"
                return call.complain(text, 2) if says else 2
        return _compare(call, names, streams, says)


def _compare(call: Call, names: list[str], streams: list[BinaryIO], says: bool) -> int:
    at, line, last = 0, 1, b""
    for one, other in _aligned(call, *streams):
        if one != other:
            common = min(len(one), len(other))
            differing = next((n for n in range(common) if one[n] != other[n]), common)
            line += one.count(b"\n", 0, differing)
            at += differing
            if differing < common:
                if says:
                    call.print(f"{names[0]} {names[1]} differ: char {at + 1}, line {line}")
                return 1
            before = one[:differing] or last
            name = names[0] if len(one) < len(other) else names[1]
            if says:
                call.complain(_ended(name, at, line, before))
            return 1
        at += len(one)
        line += one.count(b"\n")
        last = one
    return 0


def _ended(name: str, at: int, line: int, before: bytes) -> str:
    if not at:
        return f"EOF on {name} which is empty"
    place = f"line {line - 1}" if before.endswith(b"\n") else f"in line {line}"
    return f"EOF on {name} after byte {at}, {place}"


def _aligned(call: Call, one: BinaryIO, other: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Pieces of both of one length; the last pair shows which one ends first."""
    left, right = chunks(call, one), chunks(call, other)
    first = second = b""
    while True:
        first = first or next(left, b"")
        second = second or next(right, b"")
        if not first and not second:
            return
        if not first or not second:
            yield first, second
            return
        size = min(len(first), len(second))
        yield first[:size], second[:size]
        first, second = first[size:], second[size:]


PROGRAMS = (Program(CMP, cmp),)
