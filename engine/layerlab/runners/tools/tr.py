"""`tr`: bytes for bytes."""

import re
from collections.abc import Callable, Sequence

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage
from layerlab.runners.tools.values import WrongValue, telling

TR = Usage(
    "tr",
    "[OPTION]... SET1 [SET2]",
    "Put bytes of the input in place of others, or leave them out. A set is a row of bytes, with"
    " ranges a-z, classes [:alpha:], repeats [x*N], and escapes \\n \\t \\\\ \\NNN.",
    (
        Option("-c, -C, --complement", "all bytes but those of SET1"),
        Option("-d, --delete", "leave the bytes of SET1 out"),
        Option("-s, --squeeze-repeats", "of a byte of the last set in a row only one"),
        Option("-t, --truncate-set1", "no more of SET1 than SET2 has"),
    ),
    in_order=True,
)

_CLASSES: dict[str, Callable[[int], bool]] = {
    "alnum": lambda b: bytes([b]).isalnum(),
    "alpha": lambda b: bytes([b]).isalpha(),
    "blank": lambda b: b in b" \t",
    "cntrl": lambda b: b < 32 or b == 127,
    "digit": lambda b: bytes([b]).isdigit(),
    "graph": lambda b: 32 < b < 127,
    "lower": lambda b: bytes([b]).islower(),
    "print": lambda b: 32 <= b < 127,
    "punct": lambda b: 32 < b < 127 and not bytes([b]).isalnum(),
    "space": lambda b: b in b" \t\n\v\f\r",
    "upper": lambda b: bytes([b]).isupper(),
    "xdigit": lambda b: b in b"0123456789abcdefABCDEF",
}
_ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}


@telling()
def tr(call: Call, arguments: Arguments) -> int:
    sets = arguments.operands
    deletes, squeezes = arguments.has("d"), arguments.has("s")
    _require_sets(sets, deletes=deletes, squeezes=squeezes)
    first = _Set(sets[0]).expand()
    if arguments.has("c"):
        first = [byte for byte in range(256) if byte not in first]
    second = _Set(sets[1]).expand(len(first)) if len(sets) > 1 else []
    table, gone, squeezed = bytearray(range(256)), b"", frozenset[int]()
    if deletes:
        gone = bytes(first)
        squeezed = frozenset(second) if squeezes else squeezed
    elif second:
        _map(table, first, second, truncates=arguments.has("t"))
        squeezed = frozenset(second) if squeezes else squeezed
    elif squeezes:
        squeezed = frozenset(first)
    elif len(sets) > 1:
        raise UnknownUsage("when not truncating set1, string2 must be non-empty")
    last = -1
    for data in chunks(call, call.stdin):
        data = data.translate(bytes(table), gone)
        if squeezed and data:
            data, last = _squeeze(data, squeezed, last)
        call.stdout.write(data)
    return 0


def _require_sets(sets: Sequence[str], *, deletes: bool, squeezes: bool) -> None:
    if not sets:
        raise UnknownUsage("missing operand")
    least = 2 if deletes == squeezes else 1
    most = 1 if deletes and not squeezes else 2
    if len(sets) < least:
        why = (
            "Two strings must be given when both deleting and squeezing repeats."
            if deletes
            else "Two strings must be given when translating."
        )
        raise UnknownUsage(f"missing operand after '{sets[-1]}'\n{why}")
    if len(sets) > most:
        why = (
            "\nOnly one string may be given when deleting without squeezing repeats."
            if deletes and len(sets) == 2
            else ""
        )
        raise UnknownUsage(f"extra operand '{sets[most]}'{why}")


def _map(table: bytearray, first: list[int], second: list[int], *, truncates: bool) -> None:
    if truncates:
        first = first[: len(second)]
    for place, byte in enumerate(first):
        table[byte] = second[min(place, len(second) - 1)]


def _squeeze(data: bytes, squeezed: frozenset[int], last: int) -> tuple[bytes, int]:
    kept = bytearray()
    for byte in data:
        if byte != last or byte not in squeezed:
            kept.append(byte)
        last = byte
    return bytes(kept), last


class _Set:
    """One of `tr`'s sets as it was typed."""

    def __init__(self, text: str) -> None:
        self._units = list(_units(text))
        self._at = 0

    def expand(self, length: int = 0) -> list[int]:
        """Its bytes; `[x*]` fills it up to `length`."""
        parts: list[list[int]] = []
        filling: tuple[int, int] | None = None
        while self._at < len(self._units):
            special = self._special()
            if isinstance(special, int):
                filling = (len(parts), special)
                parts.append([])
            elif special is not None:
                parts.append(special)
            else:
                parts.append(self._range())
        if filling is not None:
            place, byte = filling
            parts[place] = [byte] * max(length - sum(map(len, parts)), 0)
        return [byte for part in parts for byte in part]

    def _text(self, start: int, end: int) -> str:
        return "".join(chr(byte) for byte, _ in self._units[start:end])

    def _plain(self, at: int, sign: str) -> bool:
        """Whether a byte stands there that was not escaped."""
        return at < len(self._units) and self._units[at] == (ord(sign), False)

    def _special(self) -> list[int] | int | None:
        """`[:class:]`, `[=x=]`, `[x*n]`; the byte of `[x*]`; None for anything else."""
        at = self._at
        if not self._plain(at, "["):
            return None
        for sign in ":=":
            if self._plain(at + 1, sign):
                end = next(
                    (
                        n
                        for n in range(at + 2, len(self._units) - 1)
                        if self._plain(n, sign) and self._plain(n + 1, "]")
                    ),
                    -1,
                )
                if end > at + 2:
                    self._at = end + 2
                    return _named(sign, self._text(at + 2, end))
        if self._plain(at + 2, "*"):
            end = next((n for n in range(at + 3, len(self._units)) if self._plain(n, "]")), -1)
            digits = self._text(at + 3, end) if end > 0 else "?"
            if not digits or digits.isdigit():
                self._at = end + 1
                byte = self._units[at + 1][0]
                number = int(digits, 8 if digits.startswith("0") else 10) if digits else 0
                return [byte] * min(number, 1 << 16) if number else byte
        return None

    def _range(self) -> list[int]:
        low = self._units[self._at][0]
        self._at += 1
        if not (self._plain(self._at, "-") and self._at + 1 < len(self._units)):
            return [low]
        high = self._units[self._at + 1][0]
        self._at += 2
        if high < low:
            text = f"{chr(low)}-{chr(high)}"
            raise WrongValue(f"range-endpoints of '{text}' are in reverse collating sequence order")
        return list(range(low, high + 1))


def _named(sign: str, name: str) -> list[int]:
    if sign == "=":
        if len(name) != 1:
            raise WrongValue(f"{name}: equivalence class operand must be a single character")
        return [ord(name)]
    if name not in _CLASSES:
        raise WrongValue(f"invalid character class '{name}'")
    return [byte for byte in range(256) if _CLASSES[name](byte)]


def _units(text: str) -> "list[tuple[int, bool]]":
    """Each byte, and whether it was escaped."""
    data = text.encode("utf-8", "surrogateescape")
    found: list[tuple[int, bool]] = []
    at = 0
    while at < len(data):
        sign = chr(data[at])
        follows = chr(data[at + 1]) if at + 1 < len(data) else ""
        octal = re.match(rb"\\([0-3]?[0-7]{1,2})", data[at:])
        if octal:
            found.append((int(octal[1], 8), True))
            at += octal.end()
        elif sign == "\\" and follows:
            found.append((_ESCAPES.get(follows, ord(follows)), True))
            at += 2
        else:
            found.append((data[at], False))
            at += 1
    return found


PROGRAMS = (Program(TR, tr),)
