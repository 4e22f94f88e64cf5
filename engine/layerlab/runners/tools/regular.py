"""POSIX regular expressions, with GNU's extensions, in a time that grows with the text only.

By RE2 (leftmost-longest, as POSIX has it) rather than Python's `re`, which takes the first
alternative and may backtrack for ever. What RE2 can't do is refused: back-references, and the
edges of words where no word stands beside them. Bytes are characters, as in the C locale.
Source: POSIX.1-2024 XBD 9; GNU grep's and sed's manuals.
"""

from dataclasses import dataclass, field
from typing import Protocol

MEMORY_BYTES = 64 << 20
_SPECIAL = frozenset(b"\\^$.[]|()*+?{}")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_GNU_CLASSES = {b"w": b"[0-9A-Za-z_]", b"W": b"[^0-9A-Za-z_]", b"s": b"[ \\t-\\r]"}
_GNU_CLASSES[b"S"] = b"[^ \\t-\\r]"
_CONTROLS = {b"n": b"\n", b"t": b"\t", b"f": b"\f", b"v": b"\v", b"a": b"\a", b"r": b"\r"}


class PatternError(Exception):
    """A pattern that is wrong, in GNU's words, or that is not known here."""


class Match(Protocol):
    """Of one place; group 0 is all of it."""

    def start(self, group: int = 0) -> int: ...

    def end(self, group: int = 0) -> int: ...

    def group(self, group: int = 0) -> bytes | None: ...


class Pattern:
    """Searches bytes; `groups` is how many it has. `source` is in RE2's syntax."""

    def __init__(self, source: bytes, *, ignores_case: bool = False, multiline: bool = False):
        import re2

        options = re2.Options()
        options.longest_match = True
        options.encoding = re2.Options.Encoding.LATIN1
        options.log_errors = False
        options.max_mem = MEMORY_BYTES
        options.case_sensitive = not ignores_case
        flags = b"(?sm)" if multiline else b"(?s)"
        try:
            self._compiled = re2.compile(flags + source, options)
        except re2.error as error:
            raise PatternError("Regular expression too big") from error
        self.groups = int(self._compiled.groups)

    def search(self, data: bytes, start: int = 0) -> Match | None:
        """The leftmost match at or behind `start`, and of those there the longest."""
        found: Match | None = self._compiled.search(data, start)
        return found


def basic_source(pattern: bytes) -> bytes:
    """A basic regular expression in RE2's syntax. Raises `PatternError`."""
    return _Translator(pattern, is_extended=False).translate()


def extended_source(pattern: bytes, *, lone_bracket: bool = False) -> bytes:
    """An extended one. With `lone_bracket` a `)` that closes nothing is itself, as for grep.

    Raises `PatternError`.
    """
    return _Translator(pattern, is_extended=True, lone_bracket=lone_bracket).translate()


def literal(text: bytes) -> bytes:
    """What matches just these bytes, in RE2's syntax."""
    return b"".join(_literal_byte(byte) for byte in text)


def _literal_byte(byte: int) -> bytes:
    if byte in _WORD or byte in b" /-":
        return bytes([byte])
    return b"\\x%02x" % byte


@dataclass
class _Translator:
    """One pass over a pattern, into RE2's syntax.

    `at_start` tells that nothing stands before, so that `*` is itself and `^` an anchor;
    `may_repeat` that what stands before can be repeated; `after_word` that it ends in a word.
    """

    pattern: bytes
    is_extended: bool
    lone_bracket: bool = False
    at: int = 0
    out: list[bytes] = field(default_factory=list)
    depth: int = 0
    at_start: bool = True
    may_repeat: bool = False
    after_word: bool = False

    def translate(self) -> bytes:
        while self.at < len(self.pattern):
            self._step()
        if self.depth:
            raise PatternError("Unmatched ( or \\(")
        return b"".join(self.out)

    def _peek(self, ahead: int = 0) -> bytes:
        return self.pattern[self.at + ahead : self.at + ahead + 1]

    def _step(self) -> None:
        sign = self._peek()
        self.at += 1
        if sign == b"\\":
            self._escaped()
        elif sign == b"[":
            self._atom(_bracket(self), is_word=True)
        elif sign == b".":
            self._atom(b".")
        elif sign == b"*":
            self._repeat(b"*", sign)
        elif sign == b"^":
            self._caret()
        elif sign == b"$":
            self._dollar()
        elif self.is_extended and sign in b"()|+?{":
            self._operator(sign)
        elif sign == b"\n" and not self.is_extended:
            self._atom(b"\\n")
        else:
            self._atom(_literal_byte(sign[0]), is_word=sign[0] in _WORD)

    def _operator(self, sign: bytes) -> None:
        match sign:
            case b"(":
                self._open()
            case b")":
                self._close()
            case b"|":
                self._alternative()
            case b"{":
                self._interval()
            case _:
                self._repeat(sign, sign)

    def _escaped(self) -> None:
        sign = self._peek()
        if not sign:
            raise PatternError("Trailing backslash")
        self.at += 1
        if not self.is_extended and sign in b"(){|+?":
            self._operator(sign)
        elif sign in _GNU_CLASSES:
            self._atom(_GNU_CLASSES[sign], is_word=sign == b"w")
        elif sign in _CONTROLS:
            self._atom(_literal_byte(_CONTROLS[sign][0]))
        elif sign in b"<>bB`'":
            self._edge(sign)
        elif sign.isdigit() and sign != b"0":
            raise PatternError("back-references are not known here")
        else:
            self._atom(_literal_byte(sign[0]), is_word=sign[0] in _WORD)

    def _atom(self, text: bytes, *, is_word: bool = False) -> None:
        self.out.append(text)
        self.at_start, self.may_repeat, self.after_word = False, True, is_word

    def _edge(self, sign: bytes) -> None:
        """RE2 knows the edges of words, but not which of the two an edge is."""
        if sign == b"<" and not self._before_word():
            raise PatternError("\\< is known here only before a word")
        if sign == b">" and not self.after_word:
            raise PatternError("\\> is known here only behind a word")
        edges = {b"B": b"\\B", b"`": b"\\A", b"'": b"\\z"}
        self.out.append(edges.get(sign, b"\\b"))
        self.at_start = self.may_repeat = False

    def _before_word(self) -> bool:
        """Whether a word's letter, a bracket, or a group follows."""
        follows = self._peek()
        is_escape = follows == b"\\" and self._peek(1) in (b"w", b"(")
        return is_escape or follows in (b"[", b"(") or (follows != b"" and follows[0] in _WORD)

    def _repeat(self, operator: bytes, sign: bytes) -> None:
        if self.may_repeat:
            self.out.append(operator)
            self._repeated()
        elif self.at_start or not self.is_extended:
            self._atom(_literal_byte(sign[0]))
        # else `^*` in an extended one: repeating an anchor changes nothing

    def _repeated(self) -> None:
        """`a**` is `a*`: RE2 refuses two operators, so the next one gets a group."""
        last = len(self.out) - 1
        start = self._start_of_last(last - 1)
        self.out[start:] = [b"(?:" + b"".join(self.out[start:]) + b")"]
        self.may_repeat = True

    def _start_of_last(self, end: int) -> int:
        """Where the atom that ends at `end` begins: a group's bracket, or itself."""
        if self.out[end] != b")":
            return end
        depth = 0
        for place in range(end, -1, -1):
            depth += (self.out[place] == b")") - (self.out[place] == b"(")
            if not depth:
                return place
        return end

    def _interval(self) -> None:
        close = b"}" if self.is_extended else b"\\}"
        end = self.pattern.find(close, self.at)
        low, comma, high = self.pattern[self.at : end if end >= 0 else None].partition(b",")
        numbers = [part for part in (low, high) if part]
        is_one = end >= 0 and bool(low or comma) and all(part.isdigit() for part in numbers)
        if not is_one:
            if self.is_extended:
                self._atom(b"\\x7b")
                return
            raise PatternError("Invalid content of \\{\\}" if end >= 0 else "Unmatched \\{")
        if not self.may_repeat and self.at_start and not self.is_extended:
            raise PatternError("Invalid preceding regular expression")
        if any(int(part) > 1000 for part in numbers):
            raise PatternError("Regular expression too big")
        if low and high and int(low) > int(high):
            raise PatternError("Invalid content of \\{\\}")
        self.at = end + len(close)
        if not self.may_repeat:
            return  # nothing, any number of times
        self.out.append(b"{%s%s%s}" % (low or b"0", comma, high))
        self._repeated()

    def _open(self) -> None:
        self.depth += 1
        self.out.append(b"(")
        self.at_start, self.may_repeat, self.after_word = True, False, False

    def _close(self) -> None:
        if not self.depth and self.lone_bracket:
            self._atom(b"\\)")
            return
        if not self.depth:
            raise PatternError("Unmatched ) or \\)")
        self.depth -= 1
        self.out.append(b")")
        self.at_start, self.may_repeat = False, True

    def _alternative(self) -> None:
        self.out.append(b"|")
        self.at_start, self.may_repeat, self.after_word = True, False, False

    def _caret(self) -> None:
        if self.is_extended or (self.at_start and self.out[-1:] != [b"^"]):
            self.out.append(b"^")
            self.may_repeat = False
            self.at_start = not self.is_extended  # `^*` of a basic one is a star
        else:
            self._atom(b"\\x5e")

    def _dollar(self) -> None:
        rest = self.pattern[self.at :]
        is_anchor = self.is_extended or not rest or rest.startswith((b"\\)", b"\\|"))
        if is_anchor:
            self.out.append(b"$")
            self.may_repeat = self.at_start = False
        else:
            self._atom(b"\\x24")


_CLASSES = frozenset(
    b"alpha digit alnum upper lower space blank punct print graph cntrl xdigit".split()
)


def _bracket(translator: _Translator) -> bytes:
    """A bracket expression, behind its `[`. A backslash is itself, but for GNU's `\\n` and such."""
    pattern, at = translator.pattern, translator.at
    negated = pattern[at : at + 1] == b"^"
    at += negated
    parts: list[bytes] = []
    first = True
    while True:
        sign = pattern[at : at + 1]
        if not sign:
            raise PatternError("Invalid regular expression")
        if sign == b"]" and not first:
            break
        first = False
        if sign == b"[" and pattern[at + 1 : at + 2] in (b":", b"=", b"."):
            part, at = _named(pattern, at)
        else:
            part, at = _range(pattern, at)
        parts.append(part)
    translator.at = at + 1
    return b"[" + b"^" * negated + b"".join(parts) + b"]"


def _named(pattern: bytes, at: int) -> tuple[bytes, int]:
    """`[:alpha:]`, `[=a=]`, `[.a.]`."""
    sign = pattern[at + 1 : at + 2]
    end = pattern.find(sign + b"]", at + 2)
    if end < 0:
        raise PatternError("Invalid regular expression")
    name = pattern[at + 2 : end]
    if sign == b":":
        if name not in _CLASSES:
            raise PatternError("Invalid character class name")
        return b"[:%s:]" % name, end + 2
    if len(name) != 1:
        raise PatternError("Invalid collation character")
    return _literal_byte(name[0]), end + 2


def _range(pattern: bytes, at: int) -> tuple[bytes, int]:
    low, at = _member(pattern, at)
    ends = pattern[at : at + 1] == b"-" and pattern[at + 1 : at + 2] not in (b"]", b"")
    if not ends:
        return b"\\x%02x" % low, at
    high, at = _member(pattern, at + 1)
    if high < low:
        raise PatternError("Invalid range end")
    return b"\\x%02x-\\x%02x" % (low, high), at


def _member(pattern: bytes, at: int) -> tuple[int, int]:
    sign = pattern[at : at + 1]
    follows = pattern[at + 1 : at + 2]
    if sign == b"\\" and follows in (b"n", b"t", b"f", b"v", b"a", b"r"):
        return _CONTROLS[follows][0], at + 2
    return sign[0], at + 1
