"""`grep`: the lines that a pattern is found in."""

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.model import Kind
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.lines import lines_of, split, without
from layerlab.runners.tools.paths import base_name, below, entry_of, quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.regular import (
    Pattern,
    PatternError,
    basic_source,
    extended_source,
    literal,
)
from layerlab.runners.tools.usage import Arguments, Option, Program, Usage
from layerlab.runners.tools.values import WrongValue, telling

TROUBLE = 2
FOUND, NOT_FOUND = 0, 1

GREP = Usage(
    "grep",
    "[OPTION]... PATTERNS [FILE]...",
    "Print the lines of files, or of the input, in which a pattern is found.",
    (
        Option("-A, --after-context=NUM", "with so many lines behind each"),
        Option("-B, --before-context=NUM", "with so many lines before each"),
        Option("-C, --context=NUM", "with so many lines around each"),
        Option("-c, --count", "only how many there are"),
        Option("-E, --extended-regexp", "patterns are extended regular expressions"),
        Option("-e, --regexp=PATTERNS", "a pattern; several with several -e"),
        Option("-F, --fixed-strings", "patterns are just texts"),
        Option("-f, --file=FILE", "patterns, one a line, from a file"),
        Option("-G, --basic-regexp", "patterns are basic regular expressions, as by default"),
        Option("-h, --no-filename", "never with the file's name"),
        Option("-H, --with-filename", "always with it"),
        Option("-i, --ignore-case, -y", "small letters and large ones are alike"),
        Option("-L, --files-without-match", "only names of files in which nothing is found"),
        Option("-l, --files-with-matches", "only names of files in which something is"),
        Option("-m, --max-count=NUM", "no more than so many lines of a file"),
        Option("-n, --line-number", "with the line's number"),
        Option("-o, --only-matching", "only what was found of each line"),
        Option("-q, --quiet, --silent", "nothing: the status tells"),
        Option("-r, --recursive", "also what is in directories, links left out"),
        Option("-R, --dereference-recursive", "the same, links followed"),
        Option("-s, --no-messages", "do not say what can't be read"),
        Option("-v, --invert-match", "lines in which nothing is found"),
        Option("-w, --word-regexp", "only whole words"),
        Option("-x, --line-regexp", "only whole lines"),
        Option("-a, --text", "print lines of binary files, too"),
        Option("-I", "find nothing in binary files"),
    ),
    status=TROUBLE,
)


@telling(TROUBLE)
def grep(call: Call, arguments: Arguments) -> int:
    words = list(arguments.operands)
    patterns = _patterns(call, arguments, words)
    if isinstance(patterns, int):
        return patterns
    try:
        finder = _Finder(arguments, patterns)
    except PatternError as error:
        return call.complain(str(error), TROUBLE)
    return _Search(call, arguments, finder).run(words)


def _patterns(call: Call, arguments: Arguments, words: list[str]) -> list[bytes] | int:
    """One or more, each without the ends of lines; a status where a file can't be read."""
    found: list[bytes] = []
    for key, value in arguments.given:
        if key == "e":
            found += _bytes_of(value).split(b"\n")
        elif key == "f":
            try:
                with open_input(call, value) as stream:
                    found += [without(line) for line in lines_of(call, stream)]
            except PROBLEMS as error:
                return call.complain(f"{quote_if_needed(value)}: {reason(error)}", TROUBLE)
    if not arguments.has("e", "f"):
        if not words:
            usage = f"Usage: grep {GREP.synopsis}\nTry 'grep --help' for more information.\n"
            call.stderr.write(usage.encode())
            return TROUBLE
        found = _bytes_of(words.pop(0)).split(b"\n")
    return found


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _extended(pattern: bytes) -> bytes:
    return extended_source(pattern, lone_bracket=True)


_SOURCES = {"E": _extended, "F": literal, "G": basic_source}


class _Finder:
    """What is found in a line: all patterns as one, so that the longest match wins."""

    def __init__(self, arguments: Arguments, patterns: Sequence[bytes]) -> None:
        kind = arguments.last("E", "F", "G") or "G"
        source_of = _SOURCES[kind]
        sources = [b"(?:" + source_of(pattern) + b")" for pattern in patterns]
        source = b"|".join(sources)
        self.finds_words = arguments.has("w") and not arguments.has("x")
        self.is_never = not patterns
        if arguments.has("x"):
            source = b"^(?:" + source + b")$"
        elif self.finds_words:
            source = b"(?:^|[^0-9A-Za-z_])((?:" + source + b"))(?:$|[^0-9A-Za-z_])"
        self._pattern = Pattern(source, ignores_case=arguments.has("i"))
        self._group = int(self.finds_words)  # the patterns' own come behind the word's

    def finds(self, line: bytes) -> bool:
        return not self.is_never and self._pattern.search(line) is not None

    def all(self, line: bytes) -> Iterator[bytes]:
        """Each match that is not empty, one behind the other."""
        at = 0
        while not self.is_never and at <= len(line):
            match = self._pattern.search(line, at)
            if match is None:
                return
            start, end = match.start(self._group), match.end(self._group)
            if end > start:
                yield line[start:end]
            at = max(end, at + 1) if end > start else match.end() + 1


@dataclass
class _File:
    """One file's name, as it was typed or found, and what was found in it."""

    name: str
    count: int = 0
    is_binary: bool = False
    last_printed: int = 0


class _Search:
    def __init__(self, call: Call, arguments: Arguments, finder: _Finder) -> None:
        self._call = call
        self._arguments = arguments
        self._finder = finder
        self._inverts = arguments.has("v")
        self._is_recursive = arguments.has("r", "R")
        self._most = self._number("m", -1)
        around = self._number("C", 0)
        self._before = self._number("B", around)
        self._after = self._number("A", around)
        self._only_names = arguments.has("l", "L", "q")
        self._has_printed = False
        self._status = NOT_FOUND
        self._trouble = False

    def _number(self, key: str, default: int) -> int:
        text = self._arguments.value(key)
        if text is None:
            return default
        if not (text.isascii() and text.isdigit()):
            context = f"{text}: invalid context length argument"
            raise WrongValue("invalid max count" if key == "m" else context)
        return int(text)

    def run(self, words: Sequence[str]) -> int:
        files = list(words) or (["."] if self._is_recursive else ["-"])
        last = self._arguments.last("h", "H")
        shows = len(files) > 1 or (self._is_recursive and (not words or self._any_directory(files)))
        self._shows_names = last == "H" or (shows and last != "h")
        for name in self._files(files, bare=not words):
            self._search(name)
            if self._status == FOUND and self._arguments.has("q"):
                return FOUND
        return TROUBLE if self._trouble else self._status

    def _any_directory(self, words: Iterable[str]) -> bool:
        return any(self._is_directory(word) for word in words)

    def _is_directory(self, word: str) -> bool:
        try:
            return word != "-" and entry_of(self._call, word).is_directory
        except PROBLEMS:
            return False

    def _files(self, words: Iterable[str], *, bare: bool) -> Iterator[str]:
        """All that are to be searched; what is below a directory in the order of its names."""
        waiting = list(reversed(list(words)))
        typed = set(words)
        while waiting:
            word = waiting.pop()
            self._call.meter.tick()
            if word == "-" or not self._is_recursive:
                yield word
                continue
            follows = word in typed or self._arguments.has("R")
            try:
                entry = entry_of(self._call, word, follow=follows)
            except PROBLEMS as error:
                self._complain(word, reason(error))
                continue
            if entry.is_directory:
                names = self._call.files.names(entry.path)
                children = [base_name(f"/{path}") for path in names]
                inner = [c if bare and word == "." else below(word, c) for c in children]
                waiting += reversed(inner)
            elif entry.kind is Kind.FILE:
                yield word

    def _complain(self, word: str, text: str) -> None:
        self._trouble = True
        if not self._arguments.has("s"):
            self._call.complain(f"{word}: {text}", TROUBLE)

    def _search(self, word: str) -> None:
        try:
            stream = open_input(self._call, word)
        except PROBLEMS as error:
            self._complain(word, reason(error))
            return
        with stream:
            self._search_in(stream, _File("(standard input)" if word == "-" else word))

    def _search_in(self, stream: BinaryIO, file: _File) -> None:
        pieces = chunks(self._call, stream)
        first = next(pieces, b"")
        file.is_binary = b"\0" in first and not self._arguments.has("a")
        if file.is_binary and self._arguments.has("I"):
            return
        kept: deque[tuple[int, bytes]] = deque(maxlen=self._before)
        left_after = 0
        lines = split(self._call, itertools.chain([first], pieces))
        for number, whole in enumerate(lines, start=1):
            line = without(whole)
            if file.count != self._most and self._finder.finds(line) != self._inverts:
                file.count += 1
                if self._only_names or file.is_binary:
                    break
                for earlier, text in kept:
                    self._print(file, earlier, text, "-")
                kept.clear()
                self._print(file, number, line, ":")
                left_after = self._after
            elif left_after:
                self._print(file, number, line, "-")
                left_after -= 1
            else:
                kept.append((number, line))
            if file.count == self._most and not left_after:
                break
        self._conclude(file)

    def _print(self, file: _File, number: int, line: bytes, sign: str) -> None:
        """A line that was found, or one around it (`-`); `--` where lines between are left out."""
        if self._arguments.has("c"):
            return
        is_gap = number != file.last_printed + 1 or not file.last_printed
        if (self._before or self._after) and self._has_printed and is_gap:
            self._call.print("--")
        file.last_printed, self._has_printed = number, True
        head = f"{file.name}{sign}" if self._shows_names else ""
        head += f"{number}{sign}" if self._arguments.has("n") else ""
        start = _bytes_of(head)
        if not self._arguments.has("o"):
            self._call.stdout.write(start + line + b"\n")
        elif sign == ":" and not self._inverts:
            for part in self._finder.all(line):
                self._call.stdout.write(start + part + b"\n")

    def _conclude(self, file: _File) -> None:
        arguments, call = self._arguments, self._call
        is_found = file.count > 0
        if arguments.has("L"):
            if not is_found:
                call.print(file.name)
                self._status = FOUND
            return
        if is_found:
            self._status = FOUND
        if arguments.has("q"):
            return
        if arguments.has("l"):
            if is_found:
                call.print(file.name)
        elif arguments.has("c"):
            call.print(f"{file.name}:{file.count}" if self._shows_names else str(file.count))
        elif is_found and file.is_binary:
            call.complain(f"{file.name}: binary file matches")


PROGRAMS = (Program(GREP, grep),)
