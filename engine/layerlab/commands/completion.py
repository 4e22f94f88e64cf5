"""What a line may go on with: commands, options, images, containers, and paths inside them.

Everything is read off the grammar: a position's name there (IMAGE, CONTAINER, PATH, …) says what
belongs to it. So a new command completes without a line here.
"""

import argparse
import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from layerlab.commands.grammar import ALIASES, make_parser
from layerlab.commands.grammar.parser import Commands, Parser
from layerlab.commands.line import PROGRAMS
from layerlab.commands.terminal import Completion, Terminal
from layerlab.commands.words import Word, quoted, words_of
from layerlab.errors import EngineError
from layerlab.model import clean

if TYPE_CHECKING:
    from layerlab.facade import Engine
    from layerlab.overlay import View

SHOWN_CANDIDATES = 200
"""More are not shown: whoever wants one of them types a letter more."""


def complete_line(line: str, cursor: int, terminal: Terminal) -> Completion:
    """The candidates for the word that ends at the cursor. Never raises."""
    words = words_of(line[:cursor])
    is_between = not words or (line[cursor - 1 : cursor].isspace() and not words[-1].open_quote)
    last = Word("", cursor) if is_between else words.pop()
    if last.is_operator:
        return Completion(cursor)
    try:
        candidates = _candidates(words, last.text, terminal)
    except (EngineError, OSError):
        candidates = []
    quote = last.open_quote
    found = sorted({c for c in candidates if c.startswith(last.text)})[:SHOWN_CANDIDATES]
    return Completion(last.start, tuple(quote + _ended(c, quote) for c in found))


def _ended(candidate: str, quote: str) -> str:
    """A candidate as it is typed: a whole one ends its word, a directory goes on."""
    goes_on = candidate.endswith(("/", ":", "="))
    return quoted(candidate, quote) + ("" if goes_on else f"{quote} ")


def _candidates(words: Sequence[Word], start: str, terminal: Terminal) -> Iterable[str]:
    if words and words[-1].is_operator:
        return _host_files(start, terminal) if words[-1].text in ("<", ">", ">>") else []
    texts = [word.text for word in words]
    if not texts:
        return (*PROGRAMS, "help")
    _, commands = make_parser()
    if texts[0] not in (*PROGRAMS, "help"):
        return ()
    command, rest = _command(texts[1:], commands)
    if command is None:
        return _names_after(texts[1:], commands)
    return _Arguments(command, rest, terminal).complete(start)


def _command(
    words: Sequence[str], commands: "Commands[Parser]"
) -> tuple[Parser | None, Sequence[str]]:
    for length in (2, 1):
        if len(words) >= length:
            name = " ".join(words[:length])
            name = ALIASES.get(name, name)
            if name in commands.choices:
                return commands.choices[name], words[length:]
    return None, ()


def _names_after(words: Sequence[str], commands: "Commands[Parser]") -> list[str]:
    """The next word of each command that begins with these words."""
    aliases = [alias for alias, name in ALIASES.items() if name in commands.choices]
    names = [name.split() for name in (*commands.choices, *aliases)]
    count = len(words)
    return [name[count] for name in names if len(name) > count and name[:count] == list(words)]


class _Arguments:
    """The words of one command: which of its arguments comes next, and what can stand there."""

    def __init__(self, command: Parser, words: Sequence[str], terminal: Terminal) -> None:
        self._terminal = terminal
        self._actions = command._actions
        self._options = command._option_string_actions
        self._positions = [a for a in self._actions if not a.option_strings]
        self._takes_rest = command.takes_rest
        self._typed: list[str] = []
        self._waiting: argparse.Action | None = None
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        if self._waiting is not None:
            self._waiting = None
        elif word.startswith("-") and len(word) > 1 and not self._is_in_rest:
            option = self._options.get(word)
            self._waiting = option if option is not None and option.nargs != 0 else None
        else:
            self._typed.append(word)

    @property
    def _is_in_rest(self) -> bool:
        """Whether the next word is somebody else's: a command in a container."""
        return self._takes_rest and len(self._typed) >= len(self._positions) - 1

    def complete(self, start: str) -> Iterable[str]:
        if self._waiting is not None:
            return self._values(self._waiting, start)
        if start.startswith("-") and not self._is_in_rest:
            return self._options
        if not self._positions:
            return ()
        position = min(len(self._typed), len(self._positions) - 1)
        return self._values(self._positions[position], start)

    def _values(self, action: argparse.Action, start: str) -> Iterable[str]:
        if action.choices is not None:
            return [str(choice) for choice in action.choices]
        name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        found: list[str] = []
        for kind, values in _KINDS.items():
            if kind in name.split("|"):
                found += values(self, start)
        return found

    # what can stand where

    def images(self, start: str) -> list[str]:
        with self._terminal.engine() as engine:
            return engine.image_names()

    def containers(self, start: str) -> list[str]:
        with self._terminal.engine() as engine:
            return [container.name for container in engine.containers()]

    def volumes(self, start: str) -> list[str]:
        with self._terminal.engine() as engine:
            return [volume.name for volume in engine.volumes()]

    def volume_targets(self, start: str) -> list[str]:
        return [f"volume:{name}" for name in self.volumes(start)]

    def objects(self, start: str) -> list[str]:
        return self.images(start) + self.containers(start) + self.volumes(start)

    def targets(self, start: str) -> list[str]:
        return self.images(start) + self.containers(start) + self.volume_targets(start)

    def files(self, start: str) -> list[str]:
        return _host_files(start, self._terminal)

    def copied(self, start: str) -> list[str]:
        """`c1:/path`, or a file of the host."""
        name, colon, path = start.partition(":")
        if colon and "/" not in name:
            return [f"{name}:{inner}" for inner in self._inside(name, path or "/")]
        return [f"{name}:" for name in self.containers(start)] + self.files(start)

    def paths(self, start: str) -> list[str]:
        """In what the word before names."""
        return self._inside(self._typed[0], start or "/") if self._typed else []

    def command_words(self, start: str) -> list[str]:
        """A path in the container that the command runs in."""
        return self.paths(start) if start.startswith("/") and self._typed else []

    def _inside(self, target: str, start: str) -> list[str]:
        with self._terminal.engine() as engine:
            return paths_below(_view(engine, target), start)


def _view(engine: "Engine", target: str) -> "View":
    volume = engine.volume_named(target)
    return engine.volume_stack(volume).view() if volume else engine.stack(target).view()


def paths_below(view: "View", start: str, directory: str = "/") -> list[str]:
    """The paths that a beginning may become, as they are typed; a directory ends with a slash."""
    folder, slash, _ = start.rpartition("/")
    typed = folder + slash
    place = typed if typed.startswith("/") else f"{directory}/{typed}"
    nodes = view.list(view.resolve(clean(place)) if clean(place) else clean(""))
    return [
        typed
        + node.name
        + ("/" if _is_directory(view, node.path, is_one=node.is_directory) else "")
        for node in nodes
    ]


def _is_directory(view: "View", path: str, *, is_one: bool) -> bool:
    if is_one:
        return True
    with contextlib.suppress(EngineError):
        return view.get(view.resolve(clean(path))).is_directory
    return False


def _host_files(start: str, terminal: Terminal) -> list[str]:
    folder, slash, _ = start.rpartition("/")
    typed = folder + slash
    with os.scandir(terminal.path(typed or ".")) as entries:
        return [
            typed + entry.name + ("/" if entry.is_dir() else "")
            for entry in entries
            if start[len(typed) :].startswith(".") or not entry.name.startswith(".")
        ]


_KINDS: dict[str, Callable[[_Arguments, str], list[str]]] = {
    "IMAGE": _Arguments.images,
    "REF": _Arguments.images,
    "CONTAINER": _Arguments.containers,
    "OBJECT": _Arguments.objects,
    "TARGET": _Arguments.targets,
    "VOLUME": _Arguments.volumes,
    "volume:NAME": _Arguments.volume_targets,
    "FILE": _Arguments.files,
    "SRC": _Arguments.copied,
    "DST": _Arguments.copied,
    "PATH": _Arguments.paths,
    "CMD": _Arguments.command_words,
}
