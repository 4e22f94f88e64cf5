"""Permissions as they are written: `755`, `u+x,go-w`, `a=rX`.

Spec: POSIX.1-2017 chmod, with GNU's `u=g`, `+s`, `+t` and octal numbers of five digits for
directories.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from layerlab.runners.tools.paths import quote
from layerlab.runners.tools.usage import UnknownUsage

Change = Callable[[int, bool], int]
"""From the permission bits that something has, and whether it is a directory, to new ones."""

_CLAUSE = re.compile(r"([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)")
_ACTION = re.compile(r"([-+=])([ugo]|[rwxXst]*)")
_WHO = {"u": 0o4700, "g": 0o2070, "o": 0o1007, "a": 0o7777}
_BITS = {"r": 0o444, "w": 0o222, "x": 0o111, "s": 0o6000, "t": 0o1000, "X": 0}
_SHIFT = {"u": 6, "g": 3, "o": 0}
SET_IDS = 0o6000


class InvalidMode(UnknownUsage):
    """What was written is no mode."""


def parse_mode(text: str, umask: int) -> Change:
    """What a mode makes of others. Raises `InvalidMode`."""
    if re.fullmatch("[0-7]+", text):
        return _octal(text)
    clauses = [_CLAUSE.fullmatch(clause) for clause in text.split(",")]
    steps = []
    for clause in clauses:
        if clause is None:
            raise InvalidMode(f"invalid mode: {quote(text)}")
        affected = sum({_WHO[letter] for letter in clause[1]}) if "a" not in clause[1] else 0o7777
        steps += [_Step(affected, *action) for action in _ACTION.findall(clause[2])]

    def change(mode: int, is_directory: bool) -> int:
        for step in steps:
            mode = step.apply(mode, is_directory, umask)
        return mode

    return change


def _octal(text: str) -> Change:
    """A directory keeps its set-ID bits, but where the number has five digits or more."""
    number = int(text, 8)
    if number > 0o7777:
        raise InvalidMode(f"invalid mode: {quote(text)}")
    keeps = SET_IDS if len(text) < 5 else 0
    return lambda mode, is_directory: number | (mode & keeps if is_directory else 0)


@dataclass(frozen=True, slots=True)
class _Step:
    """One sign with its letters; `affected` is 0 where nobody was named.

    Source: gnulib modechange.c, mode_adjust.
    """

    affected: int
    sign: str
    letters: str

    def apply(self, mode: int, is_directory: bool, umask: int) -> int:
        value = self._value(mode, is_directory)
        mentioned = value & self.affected if self.affected else value
        omitted = SET_IDS & ~mentioned if is_directory else 0
        value &= (self.affected or ~umask) & ~omitted
        if self.sign == "+":
            return mode | value
        if self.sign == "-":
            return mode & ~value
        preserved = (~self.affected if self.affected else 0) | omitted
        return mode & preserved | value

    def _value(self, mode: int, is_directory: bool) -> int:
        if self.letters and self.letters in _SHIFT:
            three = mode >> _SHIFT[self.letters] & 0o7
            return three << 6 | three << 3 | three
        value = 0
        for letter in self.letters:
            value |= _BITS[letter]
        if "X" in self.letters and (is_directory or mode & 0o111):
            value |= 0o111
        return value
