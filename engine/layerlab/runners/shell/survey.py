"""Which commands of a script the built-in shell doesn't know, found without running it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from layerlab.model import clean
from layerlab.runners.files import Files
from layerlab.runners.protocol import Command
from layerlab.runners.shell.builtins import BUILTINS, UTILITIES
from layerlab.runners.shell.parser import parse
from layerlab.runners.shell.programs import DEFAULT_PATH, SHELLS, Kinds, Programs
from layerlab.runners.shell.source import SyntaxFault
from layerlab.runners.shell.syntax import Background, Function, Simple
from layerlab.runners.shell.text import inner, outer
from layerlab.runners.shell.tool import Identity
from layerlab.runners.tools.reasons import PROBLEMS
from layerlab.runners.tools.usage import Program

_SCRIPT_BYTES = 1 << 20
_PREFIXES = frozenset({"command", "exec"})
"""Builtins whose first word is a command."""


def unknown_commands(
    files: Files, command: Command, tools: Mapping[str, Program]
) -> tuple[str, ...]:
    """In the order in which they stand. `&` is one of them: nothing runs in the background.

    Only what the image has can be unknown: what it lacks no runner knows. So with a whole script
    for a shell that the image lacks.
    """
    return tuple(dict.fromkeys(_Survey(files, command, tools).unknown()))


class _Survey:
    def __init__(self, files: Files, command: Command, tools: Mapping[str, Program]) -> None:
        self._files = files
        self._words = command.words
        self._search = command.environment.get("PATH", DEFAULT_PATH)
        self._directory = command.working_directory
        known = frozenset(tools) | UTILITIES | SHELLS
        self._programs = Programs(files, Identity(), known)

    def unknown(self) -> Iterator[str]:
        if not self._words:
            return
        name, *rest = self._words
        program = self._programs.find(inner(name), self._search, self._directory)
        if program.kind is Kinds.FOREIGN:
            yield name
        elif program.kind is Kinds.SCRIPT and program.path is not None:
            yield from self._of_script(self._read(program.path))
        elif program.kind is Kinds.TOOL and program.name in SHELLS and program.path is not None:
            yield from self._of_script(self._given(rest))

    def _given(self, words: Sequence[str]) -> str:
        """What `sh` with these words runs, as far as it is known before."""
        for number, word in enumerate(words):
            if not word.startswith(("-", "+")):
                path = word if word.startswith("/") else f"{self._directory}/{word}"
                return self._read(clean(path))
            if "c" in word and word.startswith("-") and not word.startswith("--"):
                return inner("".join(words[number + 1 : number + 2]))
        return ""

    def _read(self, path: str) -> str:
        try:
            with self._files.open(self._files.resolve(clean(path))) as stream:
                return stream.read(_SCRIPT_BYTES).decode("latin-1")
        except PROBLEMS:
            return ""

    def _of_script(self, text: str) -> Iterator[str]:
        try:
            nodes = list(_nodes(parse(text)))
        except SyntaxFault:
            return
        functions = {node.name for node in nodes if isinstance(node, Function)}
        for node in nodes:
            if isinstance(node, Background):
                yield "&"
                continue
            name = _name(node) if isinstance(node, Simple) else ""
            if name and name not in functions and name not in BUILTINS and self._is_unknown(name):
                yield outer(name)

    def _is_unknown(self, name: str) -> bool:
        return self._programs.find(name, self._search, self._directory).kind is Kinds.FOREIGN


def _name(command: Simple) -> str:
    for word in command.words:
        name = word.constant
        if name is None or not (name in _PREFIXES or name.startswith("-")):
            return name or ""
    return ""


def _nodes(node: object) -> Iterator[object]:
    """A tree's nodes, each before those below it."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += reversed(node)
        elif is_dataclass(node) and not isinstance(node, type):
            yield node
            waiting += [getattr(node, field.name) for field in reversed(fields(node))]
