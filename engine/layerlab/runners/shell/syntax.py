"""The syntax tree of a script.

Spec: POSIX.1-2024 XCU 2.3 Token Recognition, 2.9 Shell Commands, 2.10 Shell Grammar. A word is kept
as its parts, since what was quoted decides how it is expanded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Span(NamedTuple):
    """Where something stands in the script: offsets, and the line (from 1) where it begins."""

    start: int
    end: int
    line: int


# words -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it is; only where it is not `quoted` can it be a pattern or a tilde."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """`$name` and `${name…}`. `operator` is `-`, `=`, `?`, `+` (each also after a colon), `%`,
    `%%`, `#`, `##`, `length` for `${#name}`, or `bad` for what no shell can expand."""

    name: str
    operator: str = ""
    word: "Parts" = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class CommandSubstitution:
    body: "Body"
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    expression: "Parts"
    quoted: bool = False


Part: TypeAlias = Literal | Parameter | CommandSubstitution | Arithmetic
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Word:
    parts: Parts
    span: Span

    @property
    def plain(self) -> str | None:
        """The word where nothing of it is quoted or expanded, as a keyword has to be."""
        if len(self.parts) == 1:
            part = self.parts[0]
            if isinstance(part, Literal) and not part.quoted:
                return part.text
        return None

    @property
    def constant(self) -> str | None:
        """What the word is whatever the variables are; None where that can't be said."""
        if all(isinstance(part, Literal) for part in self.parts):
            return "".join(part.text for part in self.parts if isinstance(part, Literal))
        return None


# redirections ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Redirection:
    """`operator` is `<`, `>`, `>|`, `>>`, `<>`, `<&` or `>&`."""

    descriptor: int
    operator: str
    target: Word


@dataclass(slots=True)
class HereDocument:
    """`<<` and `<<-`. The body comes with the next line, later than everything around it."""

    descriptor: int
    delimiter: str
    is_literal: bool
    strips_tabs: bool
    body: Parts = ()


Redirections: TypeAlias = tuple[Redirection | HereDocument, ...]


# commands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assignment:
    name: str
    value: Word


@dataclass(frozen=True, slots=True)
class Simple:
    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirections: Redirections
    span: Span


@dataclass(frozen=True, slots=True)
class Redirected:
    """A compound command with redirections."""

    command: "Command"
    redirections: Redirections
    span: Span


@dataclass(frozen=True, slots=True)
class Pipeline:
    commands: tuple["Command", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    command: "Command"
    span: Span


@dataclass(frozen=True, slots=True)
class Chain:
    """`first && second || third`: `rest` has an operator with each command, taken from the left."""

    first: "Command"
    rest: tuple[tuple[str, "Command"], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Background:
    command: "Command"
    span: Span


@dataclass(frozen=True, slots=True)
class Subshell:
    body: "Body"
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    body: "Body"
    span: Span


@dataclass(frozen=True, slots=True)
class If:
    """`branches` are conditions with what follows each; `otherwise` may be empty."""

    branches: tuple[tuple["Body", "Body"], ...]
    otherwise: "Body"
    span: Span


@dataclass(frozen=True, slots=True)
class While:
    condition: "Body"
    body: "Body"
    is_until: bool
    span: Span


@dataclass(frozen=True, slots=True)
class For:
    """`words` is None where there is no `in`: the positional parameters."""

    name: str
    words: tuple[Word, ...] | None
    body: "Body"
    span: Span


@dataclass(frozen=True, slots=True)
class CaseItem:
    patterns: tuple[Word, ...]
    body: "Body"


@dataclass(frozen=True, slots=True)
class Case:
    word: Word
    items: tuple[CaseItem, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    body: "Command"
    span: Span


Command: TypeAlias = (
    Simple
    | Redirected
    | Pipeline
    | Not
    | Chain
    | Background
    | Subshell
    | Group
    | If
    | While
    | For
    | Case
    | Function
)
Body: TypeAlias = Sequence[Command]
