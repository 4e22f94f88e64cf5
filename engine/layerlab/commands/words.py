"""A line as it is typed where no shell is: words, quotes, and where output goes.

Beside `shlex`, which does not tell a quoted `>` from one that redirects, nor where a word begins.
Quotes are POSIX sh's; there are no variables, globs, pipes or lists: one command a line.
"""

import re
from dataclasses import dataclass

_SPECIAL = re.compile(r"[^\w@%+=:,./~-]", re.ASCII)
_OPERATORS = (">>", "&&", "||", ">", "<", "|", ";", "&")


class BadLine(Exception):
    """A line that can't be read; its text says why."""


@dataclass(frozen=True, slots=True)
class Word:
    """`text` is without its quotes; `start` where it begins in the line.

    One that is an `is_operator` was not quoted. `open_quote` is a quote that is not closed.
    """

    text: str
    start: int
    is_operator: bool = False
    open_quote: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A command's words, and the host's files that it reads from and prints to."""

    words: tuple[str, ...]
    stdin: str | None = None
    stdout: str | None = None
    appends: bool = False


def words_of(text: str) -> list[Word]:
    """All words, the last one also where its quote is not closed."""
    found: list[Word] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        operator = next((o for o in _OPERATORS if text.startswith(o, at)), "")
        if operator:
            found.append(Word(operator, at, is_operator=True))
            at += len(operator)
            continue
        word, at = _read_word(text, at)
        found.append(word)
    return found


def _read_word(text: str, start: int) -> tuple[Word, int]:
    parts: list[str] = []
    quote, at = "", start
    while at < len(text):
        sign = text[at]
        if quote:
            if sign == quote:
                quote = ""
            elif sign == "\\" and quote == '"' and text[at + 1 : at + 2] in ('"', "\\", "$", "`"):
                at += 1
                parts.append(text[at])
            else:
                parts.append(sign)
        elif sign in "'\"":
            quote = sign
        elif sign == "\\" and at + 1 < len(text):
            at += 1
            parts.append(text[at])
        elif sign.isspace() or any(text.startswith(o, at) for o in _OPERATORS):
            break
        else:
            parts.append(sign)
        at += 1
    return Word("".join(parts), start, open_quote=quote), at


def read_line(text: str) -> Line:
    """Raises `BadLine`."""
    words: list[str] = []
    files: dict[str, str] = {}
    waiting = iter(words_of(text))
    for word in waiting:
        if word.open_quote:
            raise BadLine(f"a quote is not closed: {word.open_quote}")
        if not word.is_operator:
            words.append(word.text)
        elif word.text in (">", ">>", "<"):
            target = next(waiting, None)
            if target is None or target.is_operator:
                raise BadLine(f"a file is missing after {word.text}")
            files[word.text] = target.text
        else:
            raise BadLine(
                f"one command a line: there is no {word.text} here (quote it for `sh -c`)"
            )
    stdout = files.get(">>", files.get(">"))
    return Line(tuple(words), files.get("<"), stdout, ">>" in files)


def quoted(text: str, quote: str = "") -> str:
    """A word as it has to be typed; behind an open `quote` only what that quote needs."""
    if quote == '"':
        return re.sub(r'(["\\$`])', r"\\\1", text)
    if quote == "'":
        return text.replace("'", "'\\''")
    return _SPECIAL.sub(lambda sign: "\\" + sign.group(), text)
