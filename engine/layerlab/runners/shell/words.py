"""Words: quoting, and what begins with a dollar or a backquote.

Spec: POSIX.1-2024 XCU 2.2 Quoting, 2.6 Word Expansions. What is in `$( )` and in backquotes is
parsed with the script, as dash does.
"""

import re
from collections.abc import Callable
from enum import Enum, auto

from layerlab.runners.shell.source import Source
from layerlab.runners.shell.syntax import (
    Arithmetic,
    Body,
    CommandSubstitution,
    Literal,
    Parameter,
    Part,
    Parts,
)

Parse = Callable[[Source, str], Body]
"""Parses commands up to the operator given, which is read too; "" is the end of the text."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DIGITS = re.compile(r"[0-9]+")
_SPECIAL = "@*#?$!-"
_OPERATOR_CHARS = "-+?=%#"


class Place(Enum):
    """Where a part stands: what ends it, and what is special in it."""

    WORD = auto()
    BRACES = auto()  # ${x-here}
    QUOTES = auto()  # "here"
    QUOTED_BRACES = auto()  # "${x-here}"
    HERE = auto()  # the body of a here-document
    ARITHMETIC = auto()  # $((here))

    @property
    def is_quoted(self) -> bool:
        return self not in (Place.WORD, Place.BRACES)


_RUNS = {
    Place.WORD: re.compile(r"[^\s'\"`$\\;&|<>()]+", re.ASCII),
    Place.BRACES: re.compile(r"[^\n'\"`$\\}]+"),
    Place.QUOTES: re.compile(r"[^\n\"`$\\]+"),
    Place.QUOTED_BRACES: re.compile(r"[^\n\"`$\\}]+"),
    Place.HERE: re.compile(r"[^\n`$\\]+"),
    Place.ARITHMETIC: re.compile(r"[^\n`$\\()]+"),
}
_ENDS = {
    Place.WORD: " \t\n;&|<>()",
    Place.BRACES: "}",
    Place.QUOTES: '"',
    Place.QUOTED_BRACES: "}",
    Place.HERE: "",
    Place.ARITHMETIC: "",
}
_ESCAPED = {
    Place.QUOTES: '$`"\\',
    Place.QUOTED_BRACES: '$`"\\}',
    Place.HERE: "$`\\",
    Place.ARITHMETIC: "$`\\",
}


class _Builder:
    """Collects parts, and joins literals that stand side by side."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._texts: list[str] = []
        self._is_quoted = False

    def text(self, text: str, *, quoted: bool) -> None:
        if self._texts and quoted is not self._is_quoted:
            self._flush()
        self._is_quoted = quoted
        self._texts.append(text)

    def part(self, *parts: Part) -> None:
        self._flush()
        self._parts += parts

    def done(self) -> Parts:
        self._flush()
        return tuple(self._parts)

    def _flush(self) -> None:
        if self._texts:
            self._parts.append(Literal("".join(self._texts), self._is_quoted))
            self._texts = []


class WordReader:
    """Reads the parts of words from a source, which it leaves after them."""

    def __init__(self, source: Source, parse: Parse) -> None:
        self._source = source
        self._parse = parse

    def read(self, place: Place) -> Parts:
        """Up to what ends a word in that place. Raises `SyntaxFault`."""
        return self._source.depth.enter(lambda: self._read(place))

    def _read(self, place: Place) -> Parts:
        source = self._source
        builder = _Builder()
        parentheses = 0
        while True:
            char = source.peek()
            if text := source.run(_RUNS[place]):
                builder.text(text, quoted=place.is_quoted)
            elif not char:
                return self._end(place, builder)
            elif char in _ENDS[place]:
                if place is not Place.WORD:
                    source.next()
                return builder.done()
            elif place is Place.ARITHMETIC and char in "()":
                source.next()
                if char == ")" and not parentheses and source.take(")"):
                    return builder.done()
                parentheses = max(0, parentheses + (1 if char == "(" else -1))
                builder.text(char, quoted=True)
            else:
                self._special(place, builder)

    def _end(self, place: Place, builder: _Builder) -> Parts:
        match place:
            case Place.WORD | Place.HERE:
                return builder.done()
            case Place.BRACES | Place.QUOTED_BRACES:
                raise self._source.fault("Missing '}'")
            case Place.ARITHMETIC:
                raise self._source.fault("Missing '))'")
            case Place.QUOTES:
                raise self._source.fault("Unterminated quoted string")

    def _special(self, place: Place, builder: _Builder) -> None:
        source = self._source
        char = source.next()
        match char:
            case "\\":
                self._backslash(place, builder)
            case "$":
                self._dollar(place, builder)
            case "`":
                builder.part(CommandSubstitution(self._backquoted(place), place.is_quoted))
            case '"' if place is not Place.ARITHMETIC:
                builder.part(*(self.read(Place.QUOTES) or (Literal("", quoted=True),)))
            case "'" if not place.is_quoted:
                text = source.until("'")
                if text is None:
                    source.rest()
                    raise source.fault("Unterminated quoted string")
                builder.text(text, quoted=True)
            case _:
                builder.text(char, quoted=place.is_quoted)

    def _backslash(self, place: Place, builder: _Builder) -> None:
        char = self._source.raw()
        if place.is_quoted and (not char or char not in _ESCAPED[place]):
            builder.text("\\", quoted=True)
        else:
            self._source.skip(char)
            builder.text(char or "\\", quoted=True)

    def _dollar(self, place: Place, builder: _Builder) -> None:
        source = self._source
        char = source.peek()
        if char == "(":
            source.next()
            if source.take("("):
                parts = self.read(Place.ARITHMETIC)
                builder.part(Arithmetic(parts, place.is_quoted))
            else:
                builder.part(CommandSubstitution(self._parse(source, ")"), place.is_quoted))
        elif char == "{":
            source.next()
            builder.part(self._braces(place))
        elif char == "'" and not place.is_quoted:
            source.next()
            builder.text(self._dollar_single(), quoted=True)
        elif name := self._name(many_digits=False):
            builder.part(Parameter(name, quoted=place.is_quoted))
        else:
            builder.text("$", quoted=place.is_quoted)

    def _name(self, *, many_digits: bool) -> str:
        source = self._source
        char = source.peek()
        if char and char in _SPECIAL:
            return source.next()
        if char.isdigit() and char.isascii():
            return source.run(_DIGITS) if many_digits else source.next()
        return source.run(_NAME)

    # ${ } ----------------------------------------------------------------------------------------

    def _braces(self, place: Place) -> Parameter:
        source = self._source
        if source.peek() == "#" and (length := self._length(place)):
            return length
        name = self._name(many_digits=True)
        if not name:
            return self._bad(place)
        if source.take("}"):
            return Parameter(name, quoted=place.is_quoted)
        operator = ":" if source.take(":") else ""
        char = source.peek()
        if not char or char not in (_OPERATOR_CHARS if not operator else "-+?="):
            return self._bad(place)
        operator += source.next()
        if char in "%#" and source.take(char):
            operator += char
        inside = Place.QUOTED_BRACES if place.is_quoted and char not in "%#" else Place.BRACES
        return Parameter(name, operator, self.read(inside), place.is_quoted)

    def _length(self, place: Place) -> Parameter | None:
        """`${#name}`; None for what begins with `#` as a name, such as `${#}` or `${#-x}`."""
        source = self._source
        at, line = source.at, source.line
        source.next()
        name = self._name(many_digits=True)
        if name and source.take("}"):
            return Parameter(name, "length", quoted=place.is_quoted)
        source.at, source.line = at, line
        return None

    def _bad(self, place: Place) -> Parameter:
        inside = Place.QUOTED_BRACES if place.is_quoted else Place.BRACES
        self.read(inside)
        return Parameter("", "bad", quoted=place.is_quoted)

    # `` and $' -----------------------------------------------------------------------------------

    def _backquoted(self, place: Place) -> Body:
        source = self._source
        line = source.line
        escaped = '$`\\"' if place.is_quoted and place is not Place.HERE else "$`\\"
        chars: list[str] = []
        while (char := source.next()) != "`":
            if not char:
                raise source.fault("EOF in backquote substitution")
            if char == "\\":
                after = source.raw()
                if after and after in escaped:
                    source.skip(after)
                    char = after
            chars.append(char)
        return self._parse(Source("".join(chars), line, depth=source.depth), "")

    def _dollar_single(self) -> str:
        """`$'…'`. Spec: XCU 2.2.4 Dollar-Single-Quotes."""
        source = self._source
        raw: list[str] = []
        while True:
            piece = source.run(_DOLLAR_SINGLE)
            if piece:
                raw.append(piece)
            elif source.text.startswith("\n", source.at):
                raw.append(source.next())
            elif source.text.startswith("'", source.at):
                source.next()
                return _ESCAPE.sub(_unescaped, "".join(raw))
            else:
                raise source.fault("Unterminated quoted string")


_DOLLAR_SINGLE = re.compile(r"(?:[^'\\\n]|\\.)+")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|c(.)|(.))")
_LETTERS = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}


def _unescaped(match: re.Match[str]) -> str:
    hexadecimal, octal, control, letter = match.groups()
    if hexadecimal:
        return chr(int(hexadecimal, 16))
    if octal:
        return chr(int(octal, 8) & 0xFF)
    if control:
        return chr(ord(control.upper()) & 0x1F)
    return _LETTERS.get(letter, letter if letter in "\"'\\?" else f"\\{letter}")
