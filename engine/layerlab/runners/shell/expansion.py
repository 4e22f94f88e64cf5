"""Word expansion: tilde, parameters, commands, arithmetic; then fields, then paths.

Spec: POSIX.1-2024 XCU 2.6 Word Expansions.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from layerlab.runners.shell.arithmetic import ArithmeticFault, evaluate
from layerlab.runners.shell.depth import Depth, NestedTooDeeply
from layerlab.runners.shell.globbing import Globber
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.patterns import Pattern, PatternTooLarge, pattern
from layerlab.runners.shell.splitting import BREAK, Field, Piece, split
from layerlab.runners.shell.state import OPTIONS, State
from layerlab.runners.shell.syntax import (
    Arithmetic,
    Body,
    CommandSubstitution,
    Literal,
    Parameter,
    Parts,
    Word,
)
from layerlab.runners.shell.variables import ReadOnlyVariable

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
_TILDE = re.compile(r"~([^/:]*)(?=[/:]|\Z)")
DEFAULT_IFS = " \t\n"


class ExpansionFault(Exception):
    """What can't be expanded, in dash's words; it ends a shell that is not interactive."""


FAULTS = (ExpansionFault, ArithmeticFault, ReadOnlyVariable, PatternTooLarge, NestedTooDeeply)
"""All that an expansion raises beside what commands in it do."""


class Host(Protocol):
    """What the expansion needs of the shell."""

    state: State
    depth: Depth

    @property
    def meter(self) -> Meter: ...

    def substitute(self, body: Body) -> str:
        """What commands print in a subshell."""
        ...

    def globber(self) -> Globber: ...

    def home(self, user: str) -> str | None:
        """A user's directory by /etc/passwd."""
        ...


class Expander:
    """Raises `FAULTS`."""

    def __init__(self, host: Host) -> None:
        self._host = host

    # whole words ---------------------------------------------------------------------------------

    def fields(self, words: Iterable[Word]) -> list[str]:
        """Words of a command: each becomes any number of them."""
        found = _Held(self._host.meter)
        try:
            for word in words:
                plain = word.plain
                if plain is not None and not set("~*?[") & set(plain):
                    found.add(plain)
                else:
                    self._split(word, found)
            return found.words
        finally:
            found.release()

    def text(self, word: Word) -> str:
        """One text: no fields, no paths."""
        return self._joined(self._tilde(self._pieces(word.parts)))

    def assigned(self, word: Word) -> str:
        """The same for what follows `name=`, with a tilde after each colon."""
        return self._joined(self._tilde(self._pieces(word.parts), after_colons=True))

    def body(self, parts: Parts) -> str:
        """The text of a here-document."""
        return self._joined(self._pieces(parts))

    def pattern(self, word: Word) -> Pattern:
        return self._pattern(self._pieces(word.parts))

    def parameter(self, name: str) -> str | None:
        """Any parameter's value but that of `@` and `*`."""
        state = self._host.state
        match name:
            case "#":
                return str(len(state.parameters))
            case "?":
                return str(state.status)
            case "$":
                return "1"
            case "!":
                return None
            case "-":
                return self._letters()
            case "0":
                return state.name
            case "LINENO":
                return str(state.line)
        if name.isdigit():
            number = int(name[:9])
            return state.parameters[number - 1] if number <= len(state.parameters) else None
        return state.variables.get(name)

    def _letters(self) -> str:
        state = self._host.state
        return "".join(OPTIONS[name] for name in reversed(OPTIONS) if state.has(name))

    # fields --------------------------------------------------------------------------------------

    def _split(self, word: Word, found: "_Held") -> None:
        state = self._host.state
        pieces = list(self._tilde(self._pieces(word.parts, splits=True)))
        separators = state.variables.get("IFS")

        def add(field: Field) -> None:
            paths = [] if state.has("noglob") else self._host.globber().paths(field)
            for text in paths or [self._joined(field)]:
                found.add(text)

        split(pieces, DEFAULT_IFS if separators is None else separators, add)

    def _joined(self, pieces: Iterable[Piece]) -> str:
        """As one text, if there is memory for it."""
        texts = [" " if piece is BREAK else piece.text for piece in pieces]
        if len(texts) == 1:
            return texts[0]
        size = sum(map(len, texts))
        self._host.meter.hold(size)
        self._host.meter.hold(-size)
        return "".join(texts)

    def _pattern(self, pieces: Iterable[Piece]) -> Pattern:
        return pattern((piece.text, piece.quoted) for piece in self._tilde(pieces))

    # parts ---------------------------------------------------------------------------------------

    def _pieces(self, parts: Parts, *, splits: bool = False) -> Iterator[Piece]:
        """`splits` where the words that it makes are fields. Literal text isn't split."""
        for part in parts:
            match part:
                case Literal(text, quoted):
                    yield Piece(text, quoted, splits=False, written=True)
                case Parameter():
                    yield from self._parameter(part, splits=splits)
                case CommandSubstitution(body, quoted):
                    yield Piece(self._host.substitute(body), quoted, splits and not quoted)
                case Arithmetic(expression, quoted):
                    yield Piece(self._arithmetic(expression), quoted, splits and not quoted)

    def _inside(self, parts: Parts, *, splits: bool = False) -> list[Piece]:
        """The pieces of a word that stands inside of another one, however deep."""
        return self._host.depth.enter(lambda: list(self._pieces(parts, splits=splits)))

    def _arithmetic(self, expression: Parts) -> str:
        text = self._joined(self._inside(expression))
        return str(evaluate(text, _Names(self)))

    def set(self, name: str, value: str) -> None:
        self._host.state.variables.set(name, value)

    def _tilde(self, pieces: Iterable[Piece], *, after_colons: bool = False) -> Iterator[Piece]:
        """A tilde-prefix of what is not quoted: at the beginning, and after colons."""
        begins = True
        waiting = iter(pieces)
        following = next(waiting, None)
        while following is not None:
            piece, following = following, next(waiting, None)
            if piece.quoted or not piece.written:
                begins = False
                yield piece
                continue
            yield from self._tildes_of(piece, begins, after_colons, is_last=following is None)
            begins = after_colons and piece.text.endswith(":")

    def _tildes_of(
        self, piece: Piece, begins: bool, after_colons: bool, *, is_last: bool
    ) -> Iterator[Piece]:
        texts = piece.text.split(":") if after_colons else [piece.text]
        for number, text in enumerate(texts):
            if number:
                yield Piece(":", quoted=True, splits=False)
            match = _TILDE.match(text) if begins or number else None
            is_whole = match is not None and match.end() == len(text)
            if match and (not is_whole or is_last or number < len(texts) - 1):
                home = self._home(match.group(1))
                if home is not None:
                    yield Piece(home, quoted=True, splits=False)
                    text = text[match.end() :]
            if text:
                yield Piece(text, quoted=False, splits=False)

    def _home(self, user: str) -> str | None:
        return self._host.home(user) if user else self._host.state.variables.get("HOME")

    # parameters ----------------------------------------------------------------------------------

    def _parameter(self, part: Parameter, *, splits: bool) -> Iterator[Piece]:
        name, operator = part.name, part.operator
        kind = operator.lstrip(":")
        if kind == "bad":
            raise ExpansionFault("Bad substitution")
        value = self._value(name)
        if kind in ("-", "=", "?", "+"):
            yield from self._conditional(part, kind, value, splits=splits)
            return
        if value is None and self._host.state.has("nounset"):
            raise ExpansionFault(f"{name}: parameter not set")
        if not kind:
            yield from self._plain(part, value or "", splits=splits)
            return
        text = value or ""
        if kind == "length":
            text = str(len(text))
        else:
            text = _trimmed(text, kind, self._pattern(self._inside(part.word)))
        yield Piece(text, part.quoted, splits and not part.quoted)

    def _conditional(
        self, part: Parameter, kind: str, value: str | None, *, splits: bool
    ) -> Iterator[Piece]:
        """`-`, `=`, `?`, `+`: by whether the parameter is set (and, after a colon, not empty)."""
        counts_empty = not part.operator.startswith(":")
        is_set = value is not None and (counts_empty or value != "")
        if kind == "+":
            if is_set:
                yield from self._instead(part, splits=splits)
            elif part.quoted:
                yield Piece("", quoted=True, splits=False)
        elif is_set:
            yield from self._plain(part, value or "", splits=splits)
        elif kind == "-":
            yield from self._instead(part, splits=splits)
        elif kind == "=":
            if not _NAME.match(part.name):
                raise ExpansionFault(f"{part.name}: bad variable name")
            text = self._joined(self._tilde(self._inside(part.word)))
            self.set(part.name, text)
            yield Piece(text, part.quoted, splits and not part.quoted)
        else:
            text = self._joined(self._tilde(self._inside(part.word)))
            default = "parameter not set" + ("" if counts_empty else " or null")
            raise ExpansionFault(f"{part.name}: {text or default}")

    def _instead(self, part: Parameter, *, splits: bool) -> Iterator[Piece]:
        """The word of `${x-word}`; what of it is not quoted is split as if it were a value."""
        is_empty = True
        for piece in self._tilde(self._inside(part.word, splits=splits)):
            is_empty = False
            if piece is BREAK or piece.quoted:
                yield piece
            else:
                yield piece._replace(splits=splits, written=False)
        if is_empty and part.quoted:
            yield Piece("", quoted=True, splits=False)

    def _plain(self, part: Parameter, value: str, *, splits: bool) -> Iterator[Piece]:
        if part.name in ("@", "*"):
            yield from self._list(part.name, quoted=part.quoted, splits=splits)
        else:
            yield Piece(value, part.quoted, splits and not part.quoted)

    def _value(self, name: str) -> str | None:
        if name not in ("@", "*"):
            return self.parameter(name)
        return self._separator().join(self._host.state.parameters)

    def _separator(self) -> str:
        separators = self._host.state.variables.get("IFS")
        return " " if separators is None else separators[:1]

    def _list(self, name: str, *, quoted: bool, splits: bool) -> Iterator[Piece]:
        parameters = self._host.state.parameters
        if (name == "*" and quoted) or not (quoted or splits):
            yield Piece(self._separator().join(parameters), quoted, splits=False)
            return
        for number, value in enumerate(parameters):
            if number:
                yield BREAK
            if value or quoted:
                yield Piece(value, quoted, splits and not quoted)


def _trimmed(text: str, operator: str, made: Pattern) -> str:
    longest = len(operator) == 2
    if operator[0] == "#":
        return text[made.prefix(text, longest=longest) or 0 :]
    length = made.suffix(text, longest=longest)
    return text[:-length] if length else text


WORD_BYTES = 64
"""What a word takes beside its text."""


class _Held:
    """Words while they are found, with the memory that they take."""

    def __init__(self, meter: Meter) -> None:
        self.words: list[str] = []
        self._meter = meter
        self._size = 0

    def add(self, word: str) -> None:
        size = len(word) + WORD_BYTES
        self._size += size
        self._meter.tick()
        self._meter.hold(size)
        self.words.append(word)

    def release(self) -> None:
        self._meter.hold(-self._size)


class _Names:
    """Variables as arithmetic sees them; as in dash, `set -u` doesn't hold there."""

    def __init__(self, expander: Expander) -> None:
        self._expander = expander

    def get(self, name: str) -> str | None:
        return self._expander.parameter(name)

    def set(self, name: str, value: str) -> None:
        self._expander.set(name, value)
