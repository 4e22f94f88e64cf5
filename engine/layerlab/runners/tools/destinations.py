"""Where `cp`, `mv`, `ln` and `install` put what they are given: at a name, or in a directory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layerlab.errors import NotADirectory
from layerlab.model import Kind
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import base_name, below, entry_of, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, UnknownUsage


class NoDestination(Exception):
    """The directory that was named is none; the text is what to say of it."""


@dataclass(frozen=True, slots=True)
class Destinations:
    """What is put where: at the name `target`, or under their own names in the directory."""

    sources: Sequence[str]
    target: str
    is_directory: bool

    def pairs(self) -> Iterator[tuple[str, str]]:
        for source in self.sources:
            yield source, self._place(source) if self.is_directory else self.target

    def _place(self, source: str) -> str:
        """`cp -r .. DIR` puts what is in `..` into DIR, which has no name of its own for it."""
        name = base_name(source)
        return self.target if name in ("..", "/") else below(self.target, name)


def destinations(call: Call, arguments: Arguments, *, follow_last: bool = True) -> Destinations:
    """By `-t DIRECTORY`, `-T` and what the last operand is.

    With `follow_last` a link to a directory is one. Raises `UnknownUsage`, `NoDestination`.
    """
    operands = arguments.operands
    directory = arguments.value("t")
    if not operands:
        raise UnknownUsage("missing file operand")
    if directory is not None:
        return _in_directory(call, arguments, directory)
    if len(operands) == 1:
        raise UnknownUsage(f"missing destination file operand after {quote(operands[0])}")
    if arguments.has("T"):
        if len(operands) > 2:
            raise UnknownUsage(f"extra operand {quote(operands[2])}")
        return Destinations(operands[:1], operands[1], False)
    *sources, last = operands
    try:
        entry = entry_of(call, last)
        is_directory = entry.is_directory
        if is_directory and not follow_last and len(sources) == 1:
            there = entry_of(call, last, follow=False)
            is_directory = there.kind is not Kind.SYMLINK
        if len(sources) > 1 and not is_directory:
            raise NotADirectory(last)
    except PROBLEMS as error:
        if len(sources) > 1:
            raise NoDestination(f"target {quote(last)}: {reason(error)}") from error
        is_directory = False
    return Destinations(sources, last, is_directory)


def _in_directory(call: Call, arguments: Arguments, directory: str) -> Destinations:
    if arguments.has("T"):
        text = "cannot combine --target-directory (-t) and --no-target-directory (-T)"
        raise NoDestination(text)
    try:
        if not entry_of(call, directory).is_directory:
            raise NotADirectory(directory)
    except PROBLEMS as error:
        what = "target directory" if call.name in ("cp", "mv") else "failed to access"
        raise NoDestination(f"{what} {quote(directory)}: {reason(error)}") from error
    return Destinations(arguments.operands, directory, True)
