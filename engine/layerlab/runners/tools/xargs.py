"""`xargs`: the words of the input as the operands of a command."""

import itertools
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.lines import lines_of, without
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

COMMAND_BYTES = 128 << 10
"""Of one command's words, as GNU's default."""
SOME_FAILED, STOPPED, NOT_EXECUTABLE, NOT_FOUND = 123, 124, 126, 127
_BLANKS = b" \t\n"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\", "a": "\a", "f": "\f", "v": "\v"}

XARGS = Usage(
    "xargs",
    "[OPTION]... [COMMAND [WORD]...]",
    "Run a command (echo) with the words of the input behind its own.",
    (
        Option("-0, --null", "words end with a zero byte, and quotes are nothing special"),
        Option("-a, --arg-file=FILE", "words of a file in place of the input"),
        Option("-d, --delimiter=SIGN", "words end with this sign, and quotes are nothing special"),
        Option("-I, --replace=TEXT", "one command a line, with the line in place of TEXT"),
        Option("-L, --max-lines=N", "no more than N lines for one command"),
        Option("-n, --max-args=N", "no more than N words for one command"),
        Option("-r, --no-run-if-empty", "no command where there are no words"),
        Option("-t, --verbose", "print each command before it runs"),
    ),
    in_order=True,
)


def xargs(call: Call, arguments: Arguments) -> int:
    command = list(arguments.operands) or ["echo"]
    source = arguments.value("a")
    try:
        stream = open_input(call, source) if source is not None else call.stdin
    except PROBLEMS as error:
        return call.complain(f"Cannot open input file '{source}': {reason(error)}")
    runner = _Runner(call, verbose=arguments.has("t"))
    try:
        for words in _commands(call, arguments, command, stream):
            runner.run(words)
    except _Stop as stop:
        return stop.status
    except _BadInput as error:
        return call.complain(str(error))
    finally:
        if source is not None:
            stream.close()
    return runner.status


class _BadInput(Exception):
    """Input with a quote that is not closed, or a word that is too long."""


class _Stop(Exception):
    """No more commands."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Runner:
    def __init__(self, call: Call, *, verbose: bool) -> None:
        self._call = call
        self._verbose = verbose
        self.status = 0

    def run(self, words: list[str]) -> None:
        """Raises `_Stop` for the statuses after which xargs gives up."""
        call = self._call
        call.meter.tick()
        if self._verbose:
            text = " ".join(quote_if_needed(word, "") for word in words)
            call.stderr.write(f"{text}\n".encode("utf-8", "surrogateescape"))
        status = call.run(words)
        if status in (NOT_EXECUTABLE, NOT_FOUND):
            raise _Stop(status)
        if status == 255:
            call.complain(f"{words[0]}: exited with status 255; aborting")
            raise _Stop(STOPPED)
        if status > 128:
            call.complain(f"{words[0]}: terminated by signal {status - 128}")
            raise _Stop(125)
        if status:
            self.status = SOME_FAILED


def _commands(
    call: Call, arguments: Arguments, command: list[str], stream: BinaryIO
) -> Iterator[list[str]]:
    last = arguments.last("I", "L", "n")
    if last == "I":
        yield from _replaced(call, arguments, command, stream)
        return
    if last == "L":
        groups = _by_lines(call, _count(arguments, "L"), stream)
    else:
        most = _count(arguments, "n") if last == "n" else None
        groups = _grouped(_words(call, arguments, stream), command, most)
    is_first = True
    for group in groups:
        if sum(len(word) + 1 for word in (*command, *group)) > COMMAND_BYTES:
            raise _BadInput("argument line too long")
        yield command + group
        is_first = False
    if is_first and not arguments.has("r"):
        yield command


def _count(arguments: Arguments, key: str) -> int:
    text = arguments.value(key) or ""
    if not (text.isascii() and text.isdigit()):
        raise UnknownUsage(f'invalid number "{text}" for -{key} option')
    if not int(text):
        raise UnknownUsage(f"value {text} for -{key} option should be >= 1")
    return int(text)


def _replaced(
    call: Call, arguments: Arguments, command: list[str], stream: BinaryIO
) -> Iterator[list[str]]:
    mark = arguments.value("I") or ""
    for word in _lines_as_words(call, arguments, stream):
        yield [part.replace(mark, word) for part in command]


def _lines_as_words(call: Call, arguments: Arguments, stream: BinaryIO) -> Iterator[str]:
    """Whole lines, without the blanks before them; quotes are taken off."""
    if arguments.has("0", "d"):
        yield from _words(call, arguments, stream)
        return
    for line in lines_of(call, stream):
        words = list(_quoted_words([without(line)], splits=False))
        yield from words


def _by_lines(call: Call, most: int, stream: BinaryIO) -> Iterator[list[str]]:
    """A line that ends with a blank goes on in the next one."""
    group: list[str] = []
    count = 0
    for line in lines_of(call, stream):
        words = list(_quoted_words([line]))
        if not words:
            continue
        group += words
        if without(line)[-1:] in (b" ", b"\t"):
            continue
        count += 1
        if count == most:
            yield group
            group, count = [], 0
    if group:
        yield group


def _grouped(words: Iterator[str], command: list[str], most: int | None) -> Iterator[list[str]]:
    own = sum(len(word) + 1 for word in command)
    group: list[str] = []
    size = own
    for word in words:
        is_full = len(group) == most or (group and size + len(word) + 1 > COMMAND_BYTES)
        if is_full:
            yield group
            group, size = [], own
        group.append(word)
        size += len(word) + 1
    if group:
        yield group


def _words(call: Call, arguments: Arguments, stream: BinaryIO) -> Iterator[str]:
    given = arguments.value("d")
    if arguments.has("0") or given is not None:
        end = b"\0" if given is None or arguments.last("0", "d") == "0" else _delimiter(given)
        for line in lines_of(call, stream, end):
            yield without(line, end).decode("utf-8", "surrogateescape")
    else:
        yield from _quoted_words(chunks(call, stream))


def _delimiter(text: str) -> bytes:
    sign = _ESCAPES.get(text[1:], "") if text.startswith("\\") else text
    data = sign.encode("utf-8", "surrogateescape")
    if len(data) != 1:
        raise UnknownUsage(f"Invalid input delimiter specification {text}")
    return data


def _quoted_words(pieces: Iterable[bytes], *, splits: bool = True) -> Iterator[str]:
    """Words with their quotes and backslashes taken off. Raises `_BadInput`."""
    word = bytearray()
    in_word = escaped = False
    quote = 0
    for byte in itertools.chain.from_iterable(pieces):
        if escaped:
            word.append(byte)
            escaped = False
        elif quote:
            if byte == quote:
                quote = 0
            elif byte == 10:
                raise _unmatched(quote)
            else:
                word.append(byte)
        elif byte in b"'\"":
            quote, in_word = byte, True
        elif byte == 92:
            escaped = in_word = True
        elif byte in _BLANKS and (splits or not in_word):
            if in_word:
                yield word.decode("utf-8", "surrogateescape")
            word.clear()
            in_word = False
        else:
            word.append(byte)
            in_word = True
    if quote:
        raise _unmatched(quote)
    if in_word:
        yield word.decode("utf-8", "surrogateescape")


def _unmatched(quote: int) -> _BadInput:
    kind = "single" if quote == 0x27 else "double"
    return _BadInput(
        f"unmatched {kind} quote; by default quotes are special to xargs unless you use the -0"
        " option"
    )


PROGRAMS = (Program(XARGS, xargs),)
