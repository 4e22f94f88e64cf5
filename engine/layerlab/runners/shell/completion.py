"""What may stand where somebody types: commands, variables, paths."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from layerlab.model import Kind, LayerPath, clean, join
from layerlab.runners.files import Files
from layerlab.runners.protocol import Completion
from layerlab.runners.tools.reasons import PROBLEMS

_VARIABLE = re.compile(r"\$(\{?)([A-Za-z_][A-Za-z0-9_]*|)\Z")
_SEPARATORS = " \t\n;&|()<>"
_BEFORE_COMMANDS = frozenset({"if", "then", "elif", "else", "while", "until", "do", "{", "!"})
_SPECIAL = re.compile(r"([\s\"'`$\\;&|<>()*?\[#~!{}])")


@dataclass(frozen=True, slots=True)
class Known:
    """What a shell knows. `search` is `$PATH`."""

    commands: Sequence[str]
    variables: Sequence[str]
    search: str
    directory: str
    home: str


def complete(text: str, cursor: int, known: Known, files: Files) -> Completion:
    """Of the word that ends at the cursor. What can't be looked at has no candidates."""
    before = text[:cursor]
    if match := _VARIABLE.search(before):
        brace, name = match.groups()
        found = (f"${brace}{each}{'}' if brace else ''}" for each in known.variables)
        wanted = f"${brace}{name}"
        return Completion(match.start(), _beginning(found, wanted))
    start, quote = _word_start(before)
    word = before[start:]
    if _begins_command(before[:start]) and "/" not in word:
        names = (*known.commands, *_programs(known, files))
        return Completion(start, _beginning(names, _unquoted(word)))
    return Completion(start, tuple(sorted(_paths(word, quote, known, files))))


def _beginning(names: Iterable[str], wanted: str) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name.startswith(wanted)}))


def _word_start(text: str) -> tuple[int, str]:
    """Where the last word begins, and the quote that is open in it."""
    start, quote, is_escaped = 0, "", False
    for at, char in enumerate(text):
        if is_escaped:
            is_escaped = False
        elif char == "\\" and quote != "'":
            is_escaped = True
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in _SEPARATORS or (char == "=" and text[start:at].isidentifier()):
            start = at + 1
    return start, quote


def _begins_command(before: str) -> bool:
    rest = before.rstrip(" \t")
    if not rest or rest[-1] in "\n;&|(":
        return True
    last = re.split(r"[\s;&|()]", rest)[-1]
    return last in _BEFORE_COMMANDS


def _unquoted(word: str) -> str:
    return re.sub(r"\\(.)|[\"']", lambda match: match.group(1) or "", word)


def _programs(known: Known, files: Files) -> Iterator[str]:
    for place in known.search.split(":"):
        for path in _children(files, clean(place)):
            yield path.rpartition("/")[2]


def _paths(word: str, quote: str, known: Known, files: Files) -> Iterator[str]:
    directory, slash, name = _unquoted(word).rpartition("/")
    place = directory + slash
    if directory == "~" or directory.startswith("~/"):
        where = known.home + directory[1:]
    else:
        where = directory + slash
    base = clean(where if where.startswith("/") else f"{known.directory}/{where}")
    for path in _children(files, base):
        child = path.rpartition("/")[2]
        if child.startswith(name) and (name or not child.startswith(".")):
            ending = "/" if _is_directory(files, path) else quote
            yield _quoted(place, quote) + _quoted(child, quote, opens=not place) + ending


def _quoted(text: str, quote: str, *, opens: bool = True) -> str:
    if not quote:
        return text if text.startswith("~") else _SPECIAL.sub(r"\\\1", text)
    if quote == '"':
        text = re.sub(r'(["$`\\])', r"\\\1", text)
    return f"{quote}{text}" if opens and text else text


def _children(files: Files, directory: LayerPath) -> list[LayerPath]:
    try:
        real = files.resolve(directory)
        return [join(directory, path.rpartition("/")[2]) for path in files.names(real)]
    except PROBLEMS:
        return []


def _is_directory(files: Files, path: LayerPath) -> bool:
    try:
        entry = files.find(files.resolve(path))
    except PROBLEMS:
        return False
    return entry is not None and entry.kind is Kind.DIRECTORY
