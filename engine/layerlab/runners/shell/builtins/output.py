"""`echo` and `printf`, as dash has them.

Spec: POSIX.1-2024 XCU echo (with the XSI's backslashes), printf.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault, write

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:0([0-7]{0,3})|([1-7][0-7]{0,2})|(.?))", re.DOTALL)
_IN_FORMAT = re.compile(r"\\(?:([0-7]{1,3})|(.?))", re.DOTALL)
_DIRECTIVE = re.compile(r"%([-+ #0]*)(\*|[0-9]*)(?:\.(\*|-?[0-9]*))?(.?)", re.DOTALL)
_INTEGER = re.compile(r"\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)")
_FLOAT = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|\s*[-+]?(?:inf|nan)")
_WIDEST = 1 << 20


def unescaped(text: str) -> tuple[str, bool]:
    """Backslashes of `echo` and `%b`; whether `\\c` ended it all."""
    pieces: list[str] = []
    at = 0
    for match in _ESCAPE.finditer(text):
        pieces.append(text[at : match.start()])
        octal, digits, letter = match.groups()
        if octal is not None or digits is not None:
            pieces.append(chr(int(octal or digits or "0", 8) & 0xFF))
        elif letter == "c":
            return "".join(pieces), True
        else:
            pieces.append(_LETTERS.get(letter, f"\\{letter}"))
        at = match.end()
    return "".join([*pieces, text[at:]]), False


def _echo(shell: "Shell", words: Sequence[str]) -> int:
    rest = words[1:]
    has_newline = rest[:1] != ["-n"]
    if not has_newline:
        rest = rest[1:]
    text, is_cut = unescaped(" ".join(rest))
    write(shell, text if is_cut or not has_newline else f"{text}\n")
    return 0


def _printf(shell: "Shell", words: Sequence[str]) -> int:
    if len(words) < 2:
        raise BuiltinFault("usage: printf format [arg ...]")
    rest = words[2:] if words[1] == "--" else words[1:]
    if not rest:
        raise BuiltinFault("usage: printf format [arg ...]")
    printing = _Printing(shell, rest[0], list(rest[1:]))
    return printing.run()


class _Printing:
    """One `printf`: the format is used again as long as there are arguments."""

    def __init__(self, shell: "Shell", form: str, arguments: list[str]) -> None:
        self._shell = shell
        self._format = form
        self._arguments = arguments
        self._taken = 0
        self._status = 0
        self._is_cut = False

    def run(self) -> int:
        while True:
            self._shell.meter.tick()
            before = self._taken
            self._print_once()
            if self._is_cut or self._taken >= len(self._arguments) or self._taken == before:
                return self._status

    def _print_once(self) -> None:
        meter = self._shell.meter
        pieces: list[str] = []
        size = 0
        try:
            for piece in self._once():
                meter.hold(len(piece))
                size += len(piece)
                pieces.append(piece)
            write(self._shell, "".join(pieces))
        finally:
            meter.hold(-size)

    def _once(self) -> Iterator[str]:
        at = 0
        while at < len(self._format) and not self._is_cut:
            char = self._format[at]
            if char == "\\":
                match = _IN_FORMAT.match(self._format, at)
                assert match is not None
                yield self._escape(match)
                at = match.end()
            elif char == "%":
                match = _DIRECTIVE.match(self._format, at)
                assert match is not None
                yield self._directive(match)
                at = match.end()
            else:
                end = min(
                    (i for i in (self._format.find(c, at) for c in "\\%") if i >= 0),
                    default=len(self._format),
                )
                yield self._format[at:end]
                at = end

    def _escape(self, match: re.Match[str]) -> str:
        octal, letter = match.groups()
        if octal:
            return chr(int(octal, 8) & 0xFF)
        if letter == "c":
            self._is_cut = True
            return ""
        return _LETTERS.get(letter, f"\\{letter}")

    def _next(self) -> str | None:
        if self._taken >= len(self._arguments):
            return None
        self._taken += 1
        return self._arguments[self._taken - 1]

    def _size(self, text: str | None) -> int | None:
        """A width or a precision, which `*` takes from the arguments."""
        if text == "*":
            return max(-_WIDEST, min(_WIDEST, self._integer()))
        if text is None:
            return None
        if len(text) > 7 or (text.lstrip("-") and int(text) > _WIDEST):
            raise BuiltinFault(f"{text}: too wide")
        return int(text) if text.lstrip("-") else 0

    def _directive(self, match: re.Match[str]) -> str:
        signs, width_text, precision_text, kind = match.groups()
        if kind == "%" and match.group() == "%%":
            return "%"
        width = self._size(width_text or "0") or 0
        precision = self._size(precision_text)
        if width < 0:
            signs, width = f"{signs}-", -width
        if precision is not None and precision < 0:
            precision = None
        match kind:
            case "d" | "i":
                return _number(self._integer(), "d", signs, width, precision)
            case "o" | "u" | "x" | "X":
                value = self._integer() % (1 << 64)
                return _number(value, "d" if kind == "u" else kind, signs, width, precision)
            case "e" | "E" | "f" | "F" | "g" | "G":
                return _float(self._float(), kind, signs, width, precision)
            case "c":
                return _padded((self._next() or "")[:1], signs, width)
            case "s":
                return _padded((self._next() or "")[:precision], signs, width)
            case "b":
                text, self._is_cut = unescaped(self._next() or "")
                return _padded(text[:precision], signs, width)
        raise BuiltinFault(f"%{kind}: invalid directive")

    def _integer(self) -> int:
        text = self._next()
        if text is None or text == "":
            return 0
        if text[0] in "\"'":
            return ord(text[1:2] or "\0")
        match = _INTEGER.match(text)
        if not match:
            self._complain(text, "expected numeric value")
            return 0
        if match.end() < len(text):
            self._complain(text, "not completely converted")
        sign, digits = match.groups()
        base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
        value = int(digits[:40], base) * (-1 if sign == "-" else 1)
        if not -(1 << 63) <= value < 1 << 64:
            self._complain(text, "Numerical result out of range")
        return max(-(1 << 63), min((1 << 63) - 1, value))

    def _float(self) -> float:
        text = self._next()
        if not text:
            return 0.0
        if text[0] in "\"'":
            return float(ord(text[1:2] or "\0"))
        match = _FLOAT.match(text)
        if not match:
            self._complain(text, "expected numeric value")
            return 0.0
        if match.end() < len(text):
            self._complain(text, "not completely converted")
        return float(match.group())

    def _complain(self, text: str, reason: str) -> None:
        self._shell.complain(f"{text}: {reason}", "printf")
        self._status = 1


def _padded(text: str, signs: str, width: int) -> str:
    return text.ljust(width) if "-" in signs else text.rjust(width)


def _number(value: int, kind: str, signs: str, width: int, precision: int | None) -> str:
    digits = format(abs(value), kind)
    if precision is not None:
        digits = "" if precision == 0 and value == 0 else digits.rjust(precision, "0")
    prefix = "-" if value < 0 else ""
    if kind == "d" and value >= 0:
        prefix = "+" if "+" in signs else " " if " " in signs else ""
    if "#" in signs and value:
        prefix = {"x": "0x", "X": "0X"}.get(kind, prefix)
        if kind == "o" and not digits.startswith("0"):
            digits = f"0{digits}"
    if "0" in signs and "-" not in signs and precision is None:
        digits = digits.rjust(width - len(prefix), "0")
    return _padded(prefix + digits, signs, width)


def _float(value: float, kind: str, signs: str, width: int, precision: int | None) -> str:
    flags = "".join(dict.fromkeys(sign for sign in signs if sign in "-+ #0"))
    size = "" if precision is None else f".{precision}"
    return f"%{flags}{width or ''}{size}{kind}" % value


BUILTINS = (
    Builtin(
        "echo",
        "[-n] [WORD…]",
        "Prints words. A backslash with a b c f n r t v \\ or 0NNN is special, as in dash.",
        _echo,
        is_utility=True,
    ),
    Builtin(
        "printf",
        "FORMAT [WORD…]",
        "Prints words by a format: %d %i %o %u %x %X %e %f %g %c %s %b %%.",
        _printf,
        is_utility=True,
    ),
)
