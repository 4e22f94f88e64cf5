"""`read` and `getopts`.

Spec: POSIX.1-2024 XCU read, getopts.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault, named
from layerlab.runners.shell.meter import Meter

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

_PLACE_BYTES = 100
"""What the place of one separator takes."""


def _read(shell: "Shell", words: Sequence[str]) -> int:
    is_raw, prompt, names = _options(words[1:])
    if not names:
        raise BuiltinFault("arg count")
    for name in names:
        named(name)
    descriptors = shell.state.descriptors
    if prompt and descriptors.is_terminal(0):
        descriptors.writer(2).write(prompt.encode("latin-1"))
    separators = shell.state.variables.get("IFS")
    line = _Line(shell.meter, " \t\n" if separators is None else separators)
    try:
        has_ended = line.read(descriptors.reader(0), is_raw=is_raw)
        values = line.values(len(names))
    finally:
        line.release()
    for name, value in zip(names, values, strict=True):
        shell.state.variables.set(name, value)
    return int(not has_ended)


def _options(words: Sequence[str]) -> tuple[bool, str, list[str]]:
    is_raw, prompt = False, ""
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        word = rest.pop(0)
        if word == "--":
            break
        letters = word[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter == "r":
                is_raw = True
            elif letter == "p" and (letters or rest):
                prompt, letters = letters or rest.pop(0), ""
            else:
                raise BuiltinFault(f"Illegal option -{letter}")
    return is_raw, prompt, rest


class _Line:
    """A line that is read, with the places of separators that a backslash quotes."""

    def __init__(self, meter: Meter, separators: str) -> None:
        self._meter = meter
        self._held = 0
        self._text = ""
        self._quoted: set[int] = set()
        self._separators = separators
        self._blanks = "".join(char for char in separators if char in " \t\n")
        self._separator = re.compile(f"[{re.escape(separators)}]" if separators else "(?!)")

    def release(self) -> None:
        self._meter.hold(-self._held)

    def _hold(self, size_bytes: int) -> None:
        self._meter.hold(size_bytes)
        self._held += size_bytes

    def read(self, stream: BinaryIO, *, is_raw: bool) -> bool:
        """Whether the line had an end. Without -r a backslash joins two lines."""
        while True:
            data = stream.readline()
            self._hold(3 * len(data))
            text = data.decode("latin-1").replace("\0", "")
            line = text.removesuffix("\n")
            is_joined = False
            if is_raw:
                self._text = line
            else:
                is_joined = self._unescape(line)
            if not is_joined or line == text:
                return line != text

    def _unescape(self, line: str) -> bool:
        """Adds a line. Whether its last character is a backslash that quotes its end."""
        pieces = [self._text]
        length = len(self._text)
        at = 0
        while (backslash := line.find("\\", at)) >= 0:
            char = line[backslash + 1 : backslash + 2]
            pieces += (line[at:backslash], char)
            length += backslash - at + len(char)
            if char and char in self._separators:
                self._hold(_PLACE_BYTES)
                self._quoted.add(length - 1)
            at = backslash + 2
        self._text = "".join([*pieces, line[at:]])
        return at > len(line)

    def values(self, count: int) -> list[str]:
        """A field for each name; the last one has all that is left."""
        found: list[str] = []
        at = self._after_blanks(0)
        while len(found) < count - 1:
            end = self._next_separator(at)
            found.append(self._text[at:end])
            at = self._after_separator(end)
        return [*found, self._rest(at)]

    def _next_separator(self, at: int) -> int:
        while match := self._separator.search(self._text, at):
            if match.start() not in self._quoted:
                return match.start()
            at = match.end()
        return len(self._text)

    def _after_blanks(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in self._blanks and at not in self._quoted:
            at += 1
        return at

    def _after_separator(self, at: int) -> int:
        """Blanks together, with one other separator among them."""
        at = self._after_blanks(at)
        if at < len(self._text) and self._next_separator(at) == at:
            at = self._after_blanks(at + 1)
        return at

    def _rest(self, at: int) -> str:
        """What is left, without blanks at its end; of one field also without its separator."""
        end = len(self._text)
        while end > at and self._text[end - 1] in self._blanks and end - 1 not in self._quoted:
            end -= 1
        separator = self._next_separator(at)
        if separator < end and self._after_separator(separator) >= end:
            end = separator
        return self._text[at:end]


def _getopts(shell: "Shell", words: Sequence[str]) -> int:
    if len(words) < 3:
        raise BuiltinFault("Usage: getopts optstring var [arg...]")
    options, name = words[1], words[2]
    arguments = list(words[3:]) or shell.state.parameters
    state, variables = shell.state, shell.state.variables
    index = variables.get("OPTIND") or "1"
    at = int(index) - 1 if index.isdigit() and 0 < len(index) < 10 and int(index) else 0
    at -= bool(state.letters_read)
    word = arguments[at] if at < len(arguments) else ""
    if not state.letters_read or state.letters_read >= len(word):
        state.letters_read = 0
        if not word.startswith("-") or word == "-":
            return _end_options(shell, name, at)
        if word == "--":
            return _end_options(shell, name, at + 1)
        state.letters_read = 1
    letter = word[state.letters_read]
    state.letters_read += 1
    letters_read = state.letters_read
    variables.unset("OPTARG")
    found, takes = letter != ":" and letter in options.lstrip(":"), f"{letter}:" in options
    if not found:
        letter = _refuse(shell, options, letter, f"Illegal option -{letter}", "?")
    elif takes and letters_read < len(word):
        variables.set("OPTARG", word[letters_read:])
        letters_read = len(word)
    elif takes and at + 1 < len(arguments):
        at += 1
        variables.set("OPTARG", arguments[at])
        letters_read = len(word)
    elif takes:
        letter = _refuse(shell, options, letter, f"No arg for -{letter} option", ":")
    if letters_read >= len(word):
        letters_read = 0
    variables.set("OPTIND", str(at + 2))
    state.letters_read = letters_read
    variables.set(name, letter)
    return 0


def _refuse(shell: "Shell", options: str, letter: str, text: str, silent: str) -> str:
    """With a colon first in `options` the script says itself what is wrong."""
    if options.startswith(":"):
        shell.state.variables.set("OPTARG", letter)
        return silent
    shell.say(f"{text}\n")
    return "?"


def _end_options(shell: "Shell", name: str, at: int) -> int:
    variables = shell.state.variables
    variables.set("OPTIND", str(at + 1))
    variables.unset("OPTARG")
    variables.set(name, "?")
    shell.state.letters_read = 0
    return 1


BUILTINS = (
    Builtin(
        "read",
        "[-r] [-p PROMPT] NAME…",
        "Reads a line into variables; with -r a backslash is nothing special.",
        _read,
    ),
    Builtin("getopts", "OPTIONS NAME [WORD…]", "Reads a script's next option.", _getopts),
)
