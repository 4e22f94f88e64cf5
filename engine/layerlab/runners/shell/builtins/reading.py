"""`read` and `getopts`.

Spec: POSIX.1-2024 XCU read, getopts.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault, named
from layerlab.runners.shell.splitting import Piece, split

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

Chars = list[tuple[str, bool]]
"""Characters, each with whether a backslash stood before it."""


def _read(shell: "Shell", words: Sequence[str]) -> int:
    is_raw, prompt, names = _options(words[1:])
    if not names:
        raise BuiltinFault("arg count")
    for name in names:
        named(name)
    descriptors = shell.state.descriptors
    if prompt and descriptors.is_terminal(0):
        descriptors.writer(2).write(prompt.encode("latin-1"))
    chars, has_ended = _line(shell, descriptors.reader(0), is_raw=is_raw)
    separators = shell.state.variables.get("IFS")
    values = _values(chars, " \t\n" if separators is None else separators, len(names))
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


def _line(shell: "Shell", stream: BinaryIO, *, is_raw: bool) -> tuple[Chars, bool]:
    """A line without its end, and whether it had one. Without -r a backslash joins two lines."""
    chars: Chars = []
    while True:
        data = stream.readline()
        shell.meter.hold(len(data))
        shell.meter.hold(-len(data))
        text = data.decode("latin-1").replace("\0", "")
        line = text.removesuffix("\n")
        if is_raw:
            return [(char, False) for char in line], line != text
        is_joined = _unescape(line, chars)
        if not is_joined or line == text:
            return chars, line != text


def _unescape(line: str, chars: Chars) -> bool:
    """Whether the last character is a backslash that quotes the end of the line."""
    is_escaped = False
    for char in line:
        if char == "\\" and not is_escaped:
            is_escaped = True
        else:
            chars.append((char, is_escaped))
            is_escaped = False
    return is_escaped


def _values(chars: Chars, separators: str, count: int) -> list[str]:
    """A field for each name; the last one has all that is left."""
    blanks = {char for char in separators if char in " \t\n"}
    at = 0

    def skip_blanks() -> None:
        nonlocal at
        while at < len(chars) and not chars[at][1] and chars[at][0] in blanks:
            at += 1

    values: list[str] = []
    skip_blanks()
    while len(values) < count - 1:
        start = at
        while at < len(chars) and (chars[at][1] or chars[at][0] not in separators):
            at += 1
        values.append("".join(char for char, _ in chars[start:at]))
        skip_blanks()
        if at < len(chars) and not chars[at][1] and chars[at][0] in set(separators) - blanks:
            at += 1
            skip_blanks()
    return [*values, _rest(chars[at:], separators, blanks)]


def _rest(chars: Chars, separators: str, blanks: set[str]) -> str:
    """What is left, without blanks at its end; of one field alone also without its separator."""
    end = len(chars)
    while end and not chars[end - 1][1] and chars[end - 1][0] in blanks:
        end -= 1
    pieces = (Piece(char, escaped, splits=not escaped) for char, escaped in chars[:end])
    fields = split(pieces, separators)
    if len(fields) == 1:
        return "".join(piece.text for piece in fields[0])
    return "".join(char for char, _ in chars[:end])


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
