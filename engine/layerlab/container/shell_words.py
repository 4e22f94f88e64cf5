"""Words of a Dockerfile's instruction: split at blanks, then quotes and `$variables` worked out.

Beside `shlex`: quotes are kept while splitting, since `A="x y"` is one word that has to be taken
apart first; a variable that is not set is empty; and the rules for backslashes are Docker's.
Source: buildkit frontend/dockerfile/parser line_parsers.go, parseWords; shell/lex.go.
"""

import json
import re
from collections.abc import Iterator, Mapping

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")
_ESCAPED_IN_QUOTES = '"$\\'


class BadWord(Exception):
    """What is wrong with the word, for people."""


def split_words(text: str) -> list[str]:
    """At blanks outside of quotes; quotes and backslashes stay."""
    words: list[str] = []
    word, quote, at = "", "", 0
    while at < len(text):
        char = text[at]
        at += 1
        if char.isspace() and not quote:
            if word:
                words.append(word)
            word = ""
            continue
        word += char
        if char == "\\" and quote != "'" and at < len(text):
            word += text[at]
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
    return [*words, word] if word else words


def json_words(text: str) -> list[str] | None:
    """The exec form, a JSON array of strings; None for anything that is no JSON array.

    Raises `BadWord` for an array of something else.
    """
    if not text.startswith("["):
        return None
    try:
        words, _ = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None
    if not all(isinstance(word, str) for word in words):
        raise BadWord("an array may have strings only")
    return list(words)


def expand(word: str, variables: Mapping[str, str]) -> str:
    """Without its quotes and with its variables replaced. Raises `BadWord`."""
    return "".join(_Lexer(word, variables).until(""))


class _Lexer:
    def __init__(self, text: str, variables: Mapping[str, str]) -> None:
        self._text = text
        self._variables = variables
        self._at = 0

    def until(self, end: str) -> Iterator[str]:
        while self._at < len(self._text):
            char = self._next()
            if char == end:
                return
            if char == "'":
                yield self._single_quoted()
            elif char == '"':
                yield from self._double_quoted()
            elif char == "$":
                yield self._variable()
            elif char == "\\":
                yield self._next()
            else:
                yield char
        if end:
            raise BadWord(f"{end} is missing in {self._text}")

    def _next(self) -> str:
        char = self._text[self._at : self._at + 1]
        self._at += 1
        return char

    def _single_quoted(self) -> str:
        end = self._text.find("'", self._at)
        if end < 0:
            raise BadWord(f"a quote is not closed in {self._text}")
        found = self._text[self._at : end]
        self._at = end + 1
        return found

    def _double_quoted(self) -> Iterator[str]:
        while (char := self._next()) != '"':
            if not char:
                raise BadWord(f"a quote is not closed in {self._text}")
            if char == "$":
                yield self._variable()
            elif char == "\\":
                after = self._next()
                yield after if after and after in _ESCAPED_IN_QUOTES else f"\\{after}"
            else:
                yield char

    def _variable(self) -> str:
        if self._text[self._at : self._at + 1] != "{":
            name = self._name()
            return self._variables.get(name, "") if name else "$"
        self._at += 1
        name = self._name()
        if not name:
            raise BadWord(f"a variable's name is missing in {self._text}")
        return self._braced(name)

    def _braced(self, name: str) -> str:
        """`${NAME}`, or with `-`, `+`, `?` and a word; after a colon an empty one is as none."""
        value = self._variables.get(name)
        sign = self._next()
        if sign == "}":
            return value or ""
        if sign == ":":
            value = value or None
            sign = self._next()
        if not sign or sign not in "-+?":
            raise BadWord(f"${{{name}{sign} is not understood in {self._text}")
        word = "".join(self.until("}"))
        if sign == "+":
            return "" if value is None else word
        if value is None and sign == "?":
            raise BadWord(f"{name}: {word or 'is not set'}")
        return word if value is None else value

    def _name(self) -> str:
        match = _NAME.match(self._text, self._at)
        if not match:
            return ""
        self._at = match.end()
        return match.group()
