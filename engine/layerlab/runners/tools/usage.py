"""What a tool knows, as data: its options are parsed by it, `help NAME` and the docs print it.

Beside `argparse`: the syntax of POSIX utilities and GNU's getopt_long (`-abc`, `-mMODE`, `--`, long
options shortened, operands between options), in its own words, and no exit of the program.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from layerlab.runners.shell.tool import Call


class UnknownUsage(Exception):
    """Options or operands that a tool doesn't know; the text is getopt's or the tool's own.

    `status` is what the tool then ends with, where that is not its usual one.
    """

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.status = status


class Option:
    """One option. `spelled` is how it is written, all of its names: `-m, --mode=MODE`.

    `[=WHEN]` marks an argument that may be left out. The first name without its dashes is the key
    by which `Arguments` knows the option.
    """

    def __init__(self, spelled: str, text: str) -> None:
        self.spelled = spelled
        self.text = text
        names, equals, _ = spelled.replace("[=", "=[").partition("=")
        self.names = tuple(names.split(", "))
        self.key = self.names[0].lstrip("-")
        self.takes_argument = bool(equals)
        self.is_optional = "[=" in spelled


@dataclass(frozen=True, slots=True)
class Usage:
    """A tool's name, how it is called, what it is for, and all options that it knows.

    `in_order` tells that options end at the first operand. `status` is what wrong usage ends with.
    `notes` are lines on what is not as in the tool of that name.
    """

    name: str
    synopsis: str
    summary: str
    options: Sequence[Option] = ()
    in_order: bool = False
    status: int = 1
    notes: Sequence[str] = ()

    def text(self) -> str:
        """What `help NAME` and `NAME --help` print."""
        lines = [f"Usage: {self.name} {self.synopsis}".rstrip(), self.summary]
        if self.options:
            width = max(len(option.spelled) for option in self.options)
            lines.append("")
            lines += [f"  {option.spelled:{width}}  {option.text}" for option in self.options]
        if self.notes:
            lines += ["", *self.notes]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a tool was called with: its operands, and its options by key, in their order."""

    operands: Sequence[str]
    given: Sequence[tuple[str, str]] = ()

    def has(self, *keys: str) -> bool:
        return any(key in keys for key, _ in self.given)

    def last(self, *keys: str) -> str:
        """Which of some options that override one another came last; "" where none did."""
        return next((key for key, _ in reversed(self.given) if key in keys), "")

    def value(self, key: str) -> str | None:
        """The argument of the option given last."""
        return next((value for other, value in reversed(self.given) if other == key), None)

    def values(self, key: str) -> list[str]:
        return [value for other, value in self.given if other == key]


Run = Callable[[Call, Arguments], int]


@dataclass(frozen=True, slots=True)
class Program:
    """A tool that reads its words by its usage, and answers `--help`.

    `rearrange` is for words that only look like options (`chmod -w FILE`, `head -5`).
    """

    usage: Usage
    run: Run
    rearrange: Callable[[Sequence[str]], Sequence[str]] | None = None

    def __call__(self, call: Call) -> int:
        words = call.words[1:]
        if self.rearrange:
            words = self.rearrange(words)
        try:
            arguments = parse(self.usage, words)
            if arguments.has("help"):
                call.print(self.usage.text())
                return 0
            return self.run(call, arguments)
        except UnknownUsage as error:
            status = self.usage.status if error.status is None else error.status
            return call.usage(str(error), status)


_HELP = Option("--help", "print what the tool knows")


@dataclass(slots=True)
class _Parsing:
    usage: Usage
    waiting: list[str]
    operands: list[str] = field(default_factory=list)
    given: list[tuple[str, str]] = field(default_factory=list)


def parse(usage: Usage, words: Sequence[str]) -> Arguments:
    """The words after the tool's name, by what it knows. Raises `UnknownUsage`."""
    parsing = _Parsing(usage, list(reversed(words)))
    while parsing.waiting:
        word = parsing.waiting.pop()
        if word == "--":
            break
        if word.startswith("--"):
            _long(parsing, word)
        elif word.startswith("-") and word != "-":
            _letters(parsing, word[1:])
        elif usage.in_order:
            parsing.operands.append(word)
            break
        else:
            parsing.operands.append(word)
    return Arguments((*parsing.operands, *reversed(parsing.waiting)), tuple(parsing.given))


def _letters(parsing: _Parsing, letters: str) -> None:
    while letters:
        letter, letters = letters[0], letters[1:]
        option = next((o for o in parsing.usage.options if f"-{letter}" in o.names), None)
        if option is None:
            raise UnknownUsage(f"invalid option -- '{letter}'")
        value = ""
        if option.takes_argument:
            value, letters = letters, ""
            if not value and not option.is_optional:
                if not parsing.waiting:
                    raise UnknownUsage(f"option requires an argument -- '{letter}'")
                value = parsing.waiting.pop()
        parsing.given.append((option.key, value))


def _long(parsing: _Parsing, word: str) -> None:
    name, equals, value = word.partition("=")
    option, full_name = _find_long(parsing.usage, name, word)
    if equals and not option.takes_argument:
        raise UnknownUsage(f"option '{full_name}' doesn't allow an argument")
    if option.takes_argument and not option.is_optional and not equals:
        if not parsing.waiting:
            raise UnknownUsage(f"option '{full_name}' requires an argument")
        value = parsing.waiting.pop()
    parsing.given.append((option.key, value))


def _find_long(usage: Usage, name: str, word: str) -> tuple[Option, str]:
    """Also by the beginning of a name, where that is the beginning of no other option's."""
    options = (*usage.options, _HELP)
    found = [(o, full) for o in options for full in o.names if full.startswith(name)]
    exact = [pair for pair in found if pair[1] == name]
    if exact:
        return exact[0]
    if not found:
        raise UnknownUsage(f"unrecognized option '{word}'")
    if any(option is not found[0][0] for option, _ in found):
        names = " ".join(f"'{full}'" for _, full in found)
        raise UnknownUsage(f"option '{word}' is ambiguous; possibilities: {names}")
    return found[0]
