"""`sed`'s scripts, parsed: addresses and commands, as values.

Source: POSIX.1-2024 XCU sed, and what GNU sed 4.9 adds, but for `e`, which runs programs.
"""

from dataclasses import dataclass, field
from typing import NoReturn

from layerlab.runners.tools.regular import (
    Pattern,
    PatternError,
    basic_source,
    extended_source,
)

LAST = -1


class ScriptError(Exception):
    """A script that is wrong, in GNU's words; `place` is the character's number, from 1."""

    def __init__(self, place: int, text: str) -> None:
        super().__init__(text)
        self.place = place


@dataclass(frozen=True, slots=True)
class Address:
    """A line's number (LAST for `$`), every `step` lines, or a pattern (None: the last one).

    As a range's end `plus` counts lines from its start, and `multiple` goes on to a multiple.
    """

    number: int | None = None
    step: int | None = None
    is_pattern: bool = False
    pattern: Pattern | None = None
    plus: int | None = None
    multiple: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Of a replacement: bytes, a group's number, or a change of case (`U L u l E`)."""

    text: bytes = b""
    group: int | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class Substitution:
    pattern: Pattern | None
    parts: tuple[Part, ...]
    number: int = 1
    replaces_all: bool = False
    prints: bool = False
    file: str = ""


@dataclass(slots=True)
class Command:
    """`name` is its letter. `target` is where a block or a branch goes on, by index."""

    name: str
    start: Address | None = None
    end: Address | None = None
    is_negated: bool = False
    text: bytes = b""
    number: int | None = None
    table: bytes = b""
    substitution: Substitution | None = None
    label: str = ""
    target: int = 0
    is_active: bool = False
    last_line: int = 0


@dataclass
class Parser:
    """One pass over a script, whose pieces (`-e`, `-f`) are joined by newlines."""

    script: str
    is_extended: bool
    at: int = 0
    commands: list[Command] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)

    def parse(self) -> list[Command]:
        """Raises `ScriptError`."""
        while self._skip(" \t\n;"):
            if self._peek() == "#":
                self._line()
                continue
            self._command()
        if self.blocks:
            self._fail("unmatched `{'", place=0)
        self._link()
        return self.commands

    # characters

    def _peek(self) -> str:
        return self.script[self.at : self.at + 1]

    def _next(self) -> str:
        sign = self._peek()
        self.at += 1
        return sign

    def _skip(self, signs: str) -> bool:
        """Whether anything is left behind them."""
        while self._peek() and self._peek() in signs:
            self.at += 1
        return bool(self._peek())

    def _line(self) -> str:
        end = self.script.find("\n", self.at)
        end = len(self.script) if end < 0 else end
        text, self.at = self.script[self.at : end], end + 1
        return text

    def _fail(self, text: str, place: int | None = None) -> NoReturn:
        raise ScriptError(self.at if place is None else place, text)

    # addresses

    def _command(self) -> None:
        start = self._address(is_end=False)
        end = None
        self._skip(" \t")
        if start is not None and self._peek() == ",":
            self.at += 1
            self._skip(" \t")
            end = self._address(is_end=True)
            if end is None:
                self._fail("unexpected `,'", place=self.at + 1)
        if start is not None and start.number == 0 and not (end is not None and end.is_pattern):
            self._fail("invalid usage of line address 0", place=self.at + 1)
        self._skip(" \t")
        negated = False
        while self._peek() == "!":
            self.at += 1
            negated = True
            self._skip(" \t")
        name = self._next()
        if not name or name in "\n;":
            self._fail("missing command", place=self.at - (not name))
        self._add(Command(name, start, end, negated))

    def _address(self, *, is_end: bool) -> Address | None:
        sign = self._peek()
        if sign.isdigit() and sign.isascii():
            return self._numbered()
        if sign == "$":
            self.at += 1
            return Address(LAST)
        if sign == "/" or sign == "\\":
            self.at += 1 + (sign == "\\")
            delimiter = self.script[self.at - 1 : self.at]
            return self._matched(delimiter)
        if is_end and sign in ("+", "~") and sign:
            self.at += 1
            number = self._digits()
            return Address(plus=number) if sign == "+" else Address(multiple=number)
        return None

    def _digits(self) -> int:
        start = self.at
        while self._peek().isdigit():
            self.at += 1
        return int(self.script[start : self.at] or 0)

    def _numbered(self) -> Address:
        number = self._digits()
        if self._peek() != "~":
            return Address(number)
        self.at += 1
        return Address(number, step=self._digits())

    def _matched(self, delimiter: str) -> Address:
        text = self._until(delimiter, "unterminated address regex", is_pattern=True)
        flags = ""
        while self._peek() and self._peek() in "IM":
            flags += self._next()
        return Address(is_pattern=True, pattern=self._pattern(text, flags))

    def _pattern(self, text: str, flags: str) -> Pattern | None:
        """None for an empty one, which stands for the last one used."""
        if not text:
            return None
        data = text.encode("utf-8", "surrogateescape")
        try:
            source = extended_source(data) if self.is_extended else basic_source(data)
            return Pattern(
                source,
                ignores_case=bool({"i", "I"} & set(flags)),
                multiline=bool({"m", "M"} & set(flags)),
            )
        except PatternError as error:
            self._fail(str(error))

    def _until(self, delimiter: str, complaint: str, *, is_pattern: bool) -> str:
        """Up to a delimiter that is not escaped; an escaped one is itself.

        In a pattern it may stand in brackets, too, and `\\n` is a newline.
        """
        parts: list[str] = []
        in_brackets = False
        while True:
            sign = self._next()
            if not sign or (sign == "\n" and is_pattern):
                self._fail(complaint, place=len(self.script) if not sign else None)
            if sign == "\\" and self._peek():
                follows = self._next()
                parts.append(self._escape(follows, delimiter, is_pattern=is_pattern))
            elif sign == delimiter and not in_brackets:
                return "".join(parts)
            else:
                parts.append(sign)
                if is_pattern:
                    in_brackets = self._is_in_brackets(sign, parts, in_brackets)

    def _escape(self, follows: str, delimiter: str, *, is_pattern: bool) -> str:
        if follows == delimiter and delimiter not in "\\":
            is_special = is_pattern and delimiter in ".[]*^$+?(){}|" and delimiter
            return f"[{delimiter}]" if is_special and delimiter != "^" else delimiter
        if follows == "n" and is_pattern:
            return "\n"
        return "\\" + follows

    @staticmethod
    def _is_in_brackets(sign: str, parts: list[str], was: bool) -> bool:
        if not was:
            return sign == "["
        if sign != "]":
            return True
        inside = "".join(parts)
        start = inside.rindex("[", 0, len(inside) - 1)
        return inside[start + 1 : -1] in ("", "^")  # the first one is a member

    # commands

    def _add(self, command: Command) -> None:
        if command.name in "aicrRwW{":
            self._add_long(command)
            return
        match command.name:
            case "}":
                self._close(command)
            case ":":
                self._label(command)
            case "b" | "t" | "T":
                self._skip(" \t")
                command.label = self._word()
            case "s":
                command.substitution = self._substitution()
            case "y":
                command.table = self._table()
            case "q" | "Q" | "l":
                self._skip(" \t")
                command.number = self._digits() if self._peek().isdigit() else None
            case _ if command.name not in "=dDFgGhHnNpPxz":
                self._fail(f"unknown command: `{command.name}'")
        if command.name in "qQ" and command.end is not None:
            self._fail("command only uses one address")
        self.commands.append(command)
        self._ends()

    def _add_long(self, command: Command) -> None:
        """Commands behind which another one may follow at once, or which take the whole line."""
        if command.name == "{":
            self.blocks.append(len(self.commands))
        elif command.name in "aic":
            self._text(command)
        else:
            self._skip(" \t")
            command.label = self._line()
            if not command.label:
                self._fail("missing filename in r/R/w/W commands", place=self.at - 1)
        self.commands.append(command)

    def _ends(self) -> None:
        """A command ends with its line, a semicolon, a comment, or its block."""
        self._skip(" \t")
        sign = self._peek()
        if sign and sign not in "\n;}#":
            self._fail("extra characters after command", place=self.at + 1)

    def _close(self, command: Command) -> None:
        if not self.blocks:
            self._fail("unexpected `}'")
        if command.start is not None:
            self._fail("} doesn't want any addresses")
        self.commands[self.blocks.pop()].target = len(self.commands)

    def _label(self, command: Command) -> None:
        if command.start is not None:
            self._fail(": doesn't want any addresses")
        self._skip(" \t")
        start = self.at
        while self._peek() and self._peek() not in "\n;":
            self.at += 1
        command.label = self.script[start : self.at].rstrip()
        if not command.label:
            self._fail('":" lacks a label')

    def _word(self) -> str:
        start = self.at
        while self._peek() and self._peek() not in "\n;} \t":
            self.at += 1
        return self.script[start : self.at]

    def _text(self, command: Command) -> None:
        """Of `a`, `i`, `c`: the rest of the line, and of those that end with a backslash."""
        self._skip(" \t")
        if self._peek() == "\\":
            self.at += 1
            self._skip(" \t")
            if self._peek() == "\n":
                self.at += 1
            elif not self._peek():
                self._fail("expected \\ after `a', `c' or `i'")
        elif not self._peek() or self._peek() == "\n":
            self._fail("expected \\ after `a', `c' or `i'")
        parts: list[str] = []
        while True:
            sign = self._next()
            if sign in ("", "\n"):
                break
            if sign == "\\":
                follows = self._next()
                parts.append(_ESCAPES.get(follows, follows))
            else:
                parts.append(sign)
        command.text = ("".join(parts) + "\n").encode("utf-8", "surrogateescape")

    def _table(self) -> bytes:
        delimiter = self._next()
        complaint = "unterminated `y' command"
        one = _unescaped(self._until(delimiter, complaint, is_pattern=False))
        other = _unescaped(self._until(delimiter, complaint, is_pattern=False))
        if len(one) != len(other):
            self._fail("strings for `y' command are different lengths")
        table = bytearray(range(256))
        for source, target in zip(one, other, strict=True):
            table[source] = target
        return bytes(table)

    def _substitution(self) -> Substitution:
        delimiter = self._next()
        complaint = "unterminated `s' command"
        if not delimiter or delimiter in "\n\\":
            self._fail(complaint)
        text = self._until(delimiter, complaint, is_pattern=True)
        replacement = self._until(delimiter, complaint, is_pattern=False)
        number, flags, file = 0, "", ""
        while self._peek() and self._peek() in "gpiImMw0123456789":
            if self._peek().isdigit():
                number = self._digits()
                if not number:
                    self._fail("number option to `s' command may not be zero")
                continue
            flags += self._next()
            if flags[-1] == "w":
                self._skip(" \t")
                file = self._line()
                self.at -= 1
                break
        if self._peek() == "e":
            self._fail("`e' runs programs, which is not known here", place=self.at + 1)
        if self._peek() and self._peek() not in " \t\n;}#":
            self._fail("unknown option to `s'", place=self.at + 1)
        pattern = self._pattern(text, flags)
        parts = _parts(replacement)
        largest = max((part.group or 0 for part in parts), default=0)
        if pattern is not None and largest > pattern.groups:
            self._fail(f"invalid reference \\{largest} on `s' command's RHS")
        return Substitution(pattern, parts, number or 1, "g" in flags, "p" in flags, file)

    def _link(self) -> None:
        """Where branches go."""
        labels = {c.label: n for n, c in enumerate(self.commands) if c.name == ":"}
        for command in self.commands:
            if command.name in "btT":
                if command.label and command.label not in labels:
                    self._fail(f"can't find label for jump to `{command.label}'", place=-1)
                command.target = labels.get(command.label, len(self.commands))


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}


def _unescaped(text: str) -> bytes:
    parts: list[str] = []
    signs = iter(text)
    for sign in signs:
        if sign == "\\":
            follows = next(signs, "\\")
            is_known = follows in _ESCAPES or follows == "\\"
            parts.append(_ESCAPES.get(follows, follows) if is_known else f"\\{follows}")
        else:
            parts.append(sign)
    return "".join(parts).encode("utf-8", "surrogateescape")


def _parts(text: str) -> tuple[Part, ...]:
    """A replacement: `&`, `\\1`, changes of case, and everything else as it is."""
    parts: list[Part] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            parts.append(Part("".join(plain).encode("utf-8", "surrogateescape")))
            plain.clear()

    signs = iter(text)
    for sign in signs:
        special: Part | None = None
        if sign == "&":
            special = Part(group=0)
        elif sign == "\\":
            follows = next(signs, "\\")
            if follows.isdigit():
                special = Part(group=int(follows))
            elif follows in "ULulE":
                special = Part(case=follows)
            else:
                plain.append(_ESCAPES.get(follows, follows))
        else:
            plain.append(sign)
        if special is not None:
            flush()
            parts.append(special)
    flush()
    return tuple(parts)
