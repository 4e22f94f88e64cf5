"""What a builtin is: a command that works on the shell itself."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layerlab.runners.tools.usage import Usage

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
Run = Callable[["Shell", Sequence[str]], int]
"""`run(shell, words) -> status`. Raises `BuiltinFault`, and `Flow` where control leaves."""


class BuiltinFault(Exception):
    """What is wrong with a builtin's words; it ends the shell where that is a special builtin."""

    def __init__(self, text: str, status: int = 2) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Builtin:
    """`is_utility` where it is a program, too (/bin/echo), that other programs can run."""

    name: str
    synopsis: str
    summary: str
    run: Run
    is_utility: bool = False
    notes: Sequence[str] = ()

    @property
    def usage(self) -> Usage:
        """What `help NAME` prints."""
        return Usage(self.name, self.synopsis, self.summary, notes=self.notes)


def number(text: str) -> int:
    """A decimal number that isn't negative. Raises `BuiltinFault`."""
    if not (text.isascii() and text.isdigit()) or len(text) > 10:
        raise BuiltinFault(f"Illegal number: {text}")
    return int(text)


def named(word: str) -> str:
    """A variable's name. Raises `BuiltinFault`."""
    if not _NAME.match(word):
        raise BuiltinFault(f"{word}: bad variable name")
    return word


def flags(words: Sequence[str], known: str) -> tuple[str, Sequence[str]]:
    """Letters of options from the beginning, and the words after them. Raises `BuiltinFault`."""
    found = ""
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        word = rest.pop(0)
        if word == "--":
            break
        for letter in word[1:]:
            if letter not in known:
                raise BuiltinFault(f"Illegal option -{letter}")
            found += letter
    return found, rest


def write(shell: "Shell", text: str) -> None:
    """On stdout."""
    shell.state.descriptors.writer(1).write(text.encode("latin-1"))


def quoted(text: str) -> str:
    """As dash writes a value that it can read again."""
    if not text:
        return "''"
    pieces: list[str] = []
    rest = text
    while rest:
        plain, _, _ = rest.partition("'")
        if plain:
            pieces.append(f"'{plain}'")
        rest = rest[len(plain) :]
        apostrophes = len(rest) - len(rest.lstrip("'"))
        if apostrophes:
            pieces.append('"' + "'" * apostrophes + '"')
        rest = rest[apostrophes:]
    return "".join(pieces)
