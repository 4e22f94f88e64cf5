"""Patterns: what `case`, `${x#…}` and globs match text with, in bounded time.

Beside `fnmatch`: parts of a pattern may be quoted, classes are POSIX's, and a beginning or an end
of a text can be matched. A star takes the first place where what comes after it matches, and never
goes back (`(?>…)`), so that no pattern takes more than the text's length times its own.

Spec: POSIX.1-2024 XCU 2.14 Pattern Matching Notation.
"""

import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

STAR = "*"
"""An element that stands for any text; each other is a regular expression of one character."""

WORK = 1 << 28
"""Characters of a text times elements of its pattern."""

ELEMENTS = 1 << 15

SPECIAL = frozenset("*?[")

_CLASSES = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "blank": " \t",
    "cntrl": "".join(map(chr, (*range(32), 127))),
    "digit": string.digits,
    "graph": string.ascii_letters + string.digits + string.punctuation,
    "lower": string.ascii_lowercase,
    "print": string.ascii_letters + string.digits + string.punctuation + " ",
    "punct": string.punctuation,
    "space": " \t\n\r\v\f",
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
}

Chars = Sequence[tuple[str, bool]]
"""Characters, each with whether it was quoted."""


class PatternTooLarge(Exception):
    """To match it would take too long."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`text` is what it matches where nothing in it is special; otherwise None."""

    elements: tuple[str, ...]
    text: str | None

    def matches(self, value: str) -> bool:
        """Raises `PatternTooLarge`, as the others do."""
        if self.text is not None:
            return value == self.text
        return self._compiled(value, self.elements, "whole").match(value) is not None

    def prefix(self, value: str, *, longest: bool) -> int | None:
        """How long the beginning of `value` is that it matches."""
        if self.text is not None:
            return len(self.text) if value.startswith(self.text) else None
        kind = "longest" if longest else "shortest"
        match = self._compiled(value, self.elements, kind).match(value)
        return match.end() if match else None

    def suffix(self, value: str, *, longest: bool) -> int | None:
        """How long the end of `value` is that it matches."""
        if self.text is not None:
            return len(self.text) if value.endswith(self.text) else None
        kind = "longest" if longest else "shortest"
        compiled = self._compiled(value, self.elements[::-1], kind)
        match = compiled.match(value[::-1])
        return match.end() if match else None

    @staticmethod
    def _compiled(value: str, elements: tuple[str, ...], kind: str) -> re.Pattern[str]:
        if len(elements) > ELEMENTS or len(value) * len(elements) > WORK:
            raise PatternTooLarge
        return _compiled(elements, kind)


def pattern(runs: Iterable[tuple[str, bool]], *, escapes: bool = True) -> Pattern:
    """From runs of text, each with whether it was quoted.

    A backslash that is not quoted comes from a variable, and quotes what follows.
    """
    chars = [(char, quoted) for text, quoted in runs for char in text]
    if escapes and ("\\", False) in chars:
        chars = _unescaped(chars)
    elements: list[str] = []
    at = 0
    while at < len(chars):
        element, at = _element(chars, at)
        if element != STAR or elements[-1:] != [STAR]:
            elements.append(element)
    is_special = any(char in SPECIAL and not quoted for char, quoted in chars)
    text = None if is_special else "".join(char for char, _ in chars)
    return Pattern(tuple(elements), text)


def _unescaped(chars: Chars) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    is_escaped = False
    for char, quoted in chars:
        if char == "\\" and not quoted and not is_escaped:
            is_escaped = True
        else:
            found.append((char, quoted or is_escaped))
            is_escaped = False
    return [*found, ("\\", True)] if is_escaped else found


def _element(chars: Chars, at: int) -> tuple[str, int]:
    char, quoted = chars[at]
    if not quoted:
        if char == "*":
            return STAR, at + 1
        if char == "?":
            return ".", at + 1
        if char == "[" and (bracket := _bracket(chars, at + 1)):
            return bracket
    return re.escape(char), at + 1


def _bracket(chars: Chars, at: int) -> tuple[str, int] | None:
    """`[…]`, from after its beginning; None where it has no end."""
    is_negated = at < len(chars) and chars[at] == ("!", False)
    at += is_negated
    start = at
    members: set[str] = set()
    while at < len(chars) and (chars[at] != ("]", False) or at == start):
        if chars[at] == ("[", False) and (named := _class(chars, at + 1)):
            found, at = named
            members.update(found)
            continue
        first = chars[at][0]
        if at + 2 < len(chars) and chars[at + 1] == ("-", False) and chars[at + 2] != ("]", False):
            members.update(map(chr, range(ord(first), ord(chars[at + 2][0]) + 1)))
            at += 3
        else:
            members.add(first)
            at += 1
    if at >= len(chars):
        return None
    inside = "".join(re.escape(char) for char in sorted(members))
    if not inside:
        return ("." if is_negated else "(?!)"), at + 1
    return f"[{'^' if is_negated else ''}{inside}]", at + 1


def _class(chars: Chars, at: int) -> tuple[str, int] | None:
    """`[:name:]`, and `[=c=]` and `[.c.]` of one character, from after the bracket."""
    if at >= len(chars) or chars[at][0] not in ":=.":
        return None
    kind = chars[at][0]
    text = "".join(char for char, _ in chars[at + 1 : at + 12])
    name, end, _ = text.partition(f"{kind}]")
    if not end or (kind == ":" and name not in _CLASSES) or (kind != ":" and len(name) != 1):
        return None
    return (_CLASSES[name] if kind == ":" else name), at + len(name) + 3


@lru_cache(maxsize=256)
def _compiled(elements: tuple[str, ...], kind: str) -> re.Pattern[str]:
    segments: list[list[str]] = [[]]
    for element in elements:
        if element == STAR:
            segments.append([])
        else:
            segments[-1].append(element)
    first, *others = ["".join(segment) for segment in segments]
    if not others:
        return re.compile(first + (r"\Z" if kind == "whole" else ""), re.DOTALL)
    *middle, last = others
    head = first + "".join(f"(?>.*?{segment})" for segment in middle)
    tail = {"whole": rf".*{last}\Z", "longest": f".*{last}", "shortest": f".*?{last}"}[kind]
    return re.compile(head + tail, re.DOTALL)
