"""`sort`: lines in order, by whole lines or by keys. In memory, within the command's bound."""

import decimal
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.lines import Inputs, without
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage
from layerlab.runners.tools.values import WrongValue, telling

TROUBLE = 2
DISORDER = 1
LINE_BYTES = 120
"""What Python takes for a line beside its bytes, roughly."""

SORT = Usage(
    "sort",
    "[OPTION]... [FILE]...",
    "Print the lines of files, or of the input, in order of their bytes.",
    (
        Option("-b, --ignore-leading-blanks", "blanks at the start of a key do not count"),
        Option("-c, --check", "only look whether the lines are in order"),
        Option("-C", "the same, and do not say where they are not"),
        Option("-d, --dictionary-order", "only letters, digits and blanks count"),
        Option("-f, --ignore-case", "small letters count as large ones"),
        Option("-h, --human-numeric-sort", "numbers with units: 2K, 1G"),
        Option("-k, --key=KEYDEF", "by a key: F[.C][OPTS][,F[.C][OPTS]]"),
        Option("-n, --numeric-sort", "by the number at the start"),
        Option("-o, --output=FILE", "into a file, which may be one of the inputs"),
        Option("-r, --reverse", "the other way round"),
        Option("-s, --stable", "lines with equal keys stay in the order they came in"),
        Option("-t, --field-separator=SEP", "what ends a field, in place of blanks' beginning"),
        Option("-u, --unique", "of equal lines only the first"),
        Option("-z, --zero-terminated", "lines end with a zero byte"),
    ),
    status=TROUBLE,
)

_KEY = re.compile(r"([0-9]+)(?:\.([0-9]+))?([bdfhnr]*)(?:,([0-9]+)(?:\.([0-9]+))?([bdfhnr]*))?")
_NUMBER = re.compile(rb"[ \t]*(-?[0-9]*(?:\.[0-9]*)?)([KkMGTPEZY]?)")
_BLANKS = re.compile(rb"[ \t]*")
_FIELD = re.compile(rb"[ \t]*[^ \t]*")
_UNITS = b"KMGTPEZY"


@dataclass(frozen=True)
class _Key:
    """Field and character counted from 1; a `last_character` of 0 is the field's end."""

    field: int
    character: int
    last_field: int | None
    last_character: int
    options: frozenset[str]
    last_skips_blanks: bool


@telling(TROUBLE)
def sort(call: Call, arguments: Arguments) -> int:
    keys = _keys(arguments)
    separator = _separator(arguments)
    end = b"\0" if arguments.has("z") else b"\n"
    order = _Order(keys, separator, frozenset(k for k, _ in arguments.given if len(k) == 1))
    inputs = Inputs(call, arguments.operands, TROUBLE, "cannot read: ")
    if arguments.has("c", "C"):
        return _check(call, arguments, inputs, order, end)
    lines = []
    for line in inputs.lines(end):
        call.meter.hold(len(line) + LINE_BYTES)
        lines.append(without(line, end))
    if inputs.status:
        return inputs.status
    result = order.sorted(lines, call.meter.tick)
    return _write(call, arguments, result, end)


def _write(call: Call, arguments: Arguments, lines: Iterable[bytes], end: bytes) -> int:
    target = arguments.value("o")
    if target is None:
        for line in lines:
            call.stdout.write(line + end)
        return 0
    try:
        mode = 0o666 & ~call.umask
        with call.files.open_to_write(call.path(target), Opening.TRUNCATE, mode) as sink:
            for line in lines:
                call.meter.write(len(line) + 1)
                sink.write(line + end)
    except PROBLEMS as error:
        return call.complain(f"open failed: {quote_if_needed(target)}: {reason(error)}", TROUBLE)
    return 0


def _check(call: Call, arguments: Arguments, inputs: Inputs, order: "_Order", end: bytes) -> int:
    name = arguments.operands[0] if arguments.operands else "-"
    if len(arguments.operands) > 1:
        raise UnknownUsage(f"extra operand '{arguments.operands[1]}' not allowed with -c")
    before: bytes | None = None
    for number, whole in enumerate(inputs.lines(end), start=1):
        line = without(whole, end)
        call.meter.tick()
        if before is not None and order.is_wrong(before, line):
            if not arguments.has("C"):
                told = line.decode("utf-8", "surrogateescape")
                return call.complain(f"{quote_if_needed(name, '')}:{number}: disorder: {told}")
            return DISORDER
        before = line
    return inputs.status


def _separator(arguments: Arguments) -> bytes | None:
    given = arguments.value("t")
    if given is None:
        return None
    text = "\0" if given == "\\0" else given
    if not text:
        raise WrongValue("empty tab")
    data = text.encode("utf-8", "surrogateescape")
    if len(data) > 1:
        raise WrongValue(f"multi-character tab '{text}'")
    return data


def _keys(arguments: Arguments) -> list[_Key]:
    found = []
    for text in arguments.values("k"):
        match = _KEY.fullmatch(text)
        if match is None:
            if not text[:1].isdigit():
                raise WrongValue(
                    f"invalid number at field start: invalid count at start of '{text}'"
                )
            raise WrongValue(f"stray character in field spec: invalid field specification '{text}'")
        field, character, options, last, last_character, last_options = match.groups()
        if field == "0" or last == "0":
            raise WrongValue(f"field number is zero: invalid field specification '{text}'")
        if character == "0":
            raise WrongValue(f"character offset is zero: invalid field specification '{text}'")
        found.append(
            _Key(
                int(field),
                int(character or 1),
                int(last) if last else None,
                int(last_character or 0),
                frozenset(options + (last_options or ""))
                - (frozenset() if "b" in options else {"b"}),
                "b" in (last_options or ""),
            )
        )
    return found


class _Order:
    """By keys, or by whole lines; `options` are those of the command, for keys without any."""

    def __init__(
        self, keys: Sequence[_Key], separator: bytes | None, options: frozenset[str]
    ) -> None:
        own = options & frozenset("bdfhn")
        reverse = options & {"r"}
        self._separator = separator
        self._reverses_last = bool(reverse)
        self._is_unique = "u" in options
        self._has_last_resort = not options & {"s", "u"}
        whole = _Key(1, 1, None, 0, own | reverse, False)
        self._keys = [self._complete(key, own, reverse) for key in keys] or [whole]

    def _complete(self, key: _Key, own: frozenset[str], reverse: frozenset[str]) -> _Key:
        if key.options or key.last_skips_blanks:
            return key
        return _Key(
            key.field,
            key.character,
            key.last_field,
            key.last_character,
            own | reverse,
            "b" in own,
        )

    def sorted(self, lines: list[bytes], tick: Callable[[], None]) -> Iterable[bytes]:
        """From the least key to the first: sorting keeps the order of what is equal."""
        if self._has_last_resort:
            lines.sort(reverse=self._reverses_last)
        for key in reversed(self._keys):
            tick()
            lines.sort(key=self._part(key), reverse="r" in key.options)
        return self._first_of_equal(lines) if self._is_unique else lines

    def _first_of_equal(self, lines: list[bytes]) -> Iterable[bytes]:
        parts = [self._part(key) for key in self._keys]
        before: list[object] | None = None
        for line in lines:
            now: list[object] = [part(line) for part in parts]
            if now != before:
                yield line
            before = now

    def is_wrong(self, before: bytes, line: bytes) -> bool:
        """Whether `before` must not stand before `line`."""
        for key in self._keys:
            part = self._part(key)
            one, other = part(before), part(line)
            if one != other:
                return bool(one < other) if "r" in key.options else bool(one > other)
        if self._is_unique:
            return True
        if not self._has_last_resort:
            return False
        return before < line if self._reverses_last else before > line

    def _part(self, key: _Key) -> Callable[[bytes], Any]:
        """What of a line is compared: bytes, or numbers."""
        options, separator = key.options, self._separator

        def part(line: bytes) -> Any:
            text = _extract(line, key, separator)
            if "n" in options:
                return _number(text)
            if "h" in options:
                return _human(text)
            if "d" in options:
                text = bytes(b for b in text if bytes([b]).isalnum() or b in b" \t")
            return text.upper() if "f" in options else text

        return part


def _extract(line: bytes, key: _Key, separator: bytes | None) -> bytes:
    """The key's bytes. Without a separator a field begins with the blanks before it."""
    if key.field == 1 and key.character == 1 and key.last_field is None:
        return line.lstrip(b" \t") if "b" in key.options else line
    start = _field_start(line, key.field, separator)
    if "b" in key.options:
        start = _behind_blanks(line, start)
    start = min(start + key.character - 1, len(line))
    if key.last_field is None:
        return line[start:]
    if not key.last_character:
        return line[start : max(start, _field_end(line, key.last_field, separator))]
    last = _field_start(line, key.last_field, separator)
    if key.last_skips_blanks:
        last = _behind_blanks(line, last)
    return line[start : max(start, last + key.last_character)]


def _behind_blanks(line: bytes, start: int) -> int:
    found = _BLANKS.match(line, start)
    return found.end() if found else start


def _field_start(line: bytes, number: int, separator: bytes | None) -> int:
    if separator is None:
        return _field_end(line, number - 1, None) if number > 1 else 0
    start = 0
    for _ in range(number - 1):
        found = line.find(separator, start)
        if found < 0:
            return len(line)
        start = found + 1
    return start


def _field_end(line: bytes, number: int, separator: bytes | None) -> int:
    at = 0
    for count in range(number):
        if separator is not None:
            found = line.find(separator, at)
            if found < 0:
                return len(line)
            at = found + (count < number - 1)
        else:
            match = _FIELD.match(line, at)
            at = match.end() if match else at
    return at


def _number(text: bytes) -> decimal.Decimal:
    """Of the digits at the start, as exact as they are; 0 where there are none."""
    match = _NUMBER.match(text)
    digits = match[1].decode() if match else ""
    try:
        return decimal.Decimal(digits)
    except decimal.InvalidOperation:
        return decimal.Decimal(0)


def _human(text: bytes) -> tuple[int, decimal.Decimal]:
    """By sign and unit first, as GNU's: 1023K comes before 1M, and 5000 before 1K."""
    match = _NUMBER.match(text)
    value = _number(text)
    unit = match[2].upper() if match else b""
    rank = _UNITS.index(unit) + 1 if unit else 0
    if not value:
        return 0, value
    return (rank + 1) * (-1 if value < 0 else 1), value


PROGRAMS = (Program(SORT, sort),)
