"""Tokens: words, operators, redirections and newlines, with the here-documents after these.

Spec: POSIX.1-2024 XCU 2.3 Token Recognition.
"""

import re
from dataclasses import dataclass

from layerlab.runners.shell.source import Source, SyntaxFault
from layerlab.runners.shell.syntax import (
    HereDocument,
    Literal,
    Parts,
    Redirection,
    Span,
    Word,
)
from layerlab.runners.shell.words import Parse, Place, WordReader

_KEYWORDS = "! case do done elif else esac fi for if in then until while { }"
KEYWORDS = frozenset(_KEYWORDS.split())
_BLANKS = re.compile(r"[ \t\r\v\f]+")
_COMMENT = re.compile(r"#[^\n]*")
_DESCRIPTOR = re.compile(r"[0-9](?=[<>])")
_OPERATORS = ("&&", "||", ";;", "|", "&", ";", "(", ")")
_REDIRECTIONS = ("<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is "word", "redirection", "newline", "end", or the operator itself."""

    kind: str
    span: Span
    word: Word | None = None
    redirection: Redirection | HereDocument | None = None

    @property
    def keyword(self) -> str:
        plain = self.word.plain if self.word else None
        return plain if plain in KEYWORDS else ""

    def shown(self, *, as_keyword: bool) -> str:
        if self.kind == "end":
            return "end of file"
        if self.kind in ("newline", "redirection"):
            return self.kind
        if self.kind == "word":
            return f'"{self.keyword}"' if as_keyword and self.keyword else "word"
        return f'"{self.kind}"'


class Lexer:
    """Reads tokens from a source, one ahead at most. Raises `SyntaxFault`."""

    def __init__(self, source: Source, parse: Parse) -> None:
        self.source = source
        self._parse = parse
        self._words = WordReader(source, parse)
        self._ahead: Token | None = None

    def peek(self) -> Token:
        if self._ahead is None:
            self._ahead = self._read()
        return self._ahead

    def next(self) -> Token:
        token = self.peek()
        self._ahead = None
        return token

    def ahead(self) -> str:
        return self.peek().kind

    def take(self, kind: str) -> bool:
        if self.peek().kind != kind:
            return False
        self.next()
        return True

    def take_keyword(self, keyword: str) -> bool:
        if self.peek().keyword != keyword:
            return False
        self.next()
        return True

    def expect(self, what: str, expected: str = "", *, as_keyword: bool = True) -> None:
        token = self.next()
        if what not in (token.kind, token.keyword):
            raise self.unexpected(token, expected or f'"{what}"', as_keyword=as_keyword)

    def skip_newlines(self) -> None:
        while self.take("newline"):
            pass

    def _read(self) -> Token:
        source = self.source
        char = source.peek()
        while source.run(_BLANKS) or source.run(_COMMENT):
            char = source.peek()
        start, line = source.at, source.line
        if not char:
            self._read_here_documents()
            return Token("end", source.span(start, line))
        if char == "\n":
            source.next()
            self._read_here_documents()
            return Token("newline", source.span(start, line))
        if (char in "<>" or char.isdigit()) and (redirection := self._redirection()):
            return Token("redirection", source.span(start, line), redirection=redirection)
        if char in "&|;()":
            operator = next(o for o in _OPERATORS if self._take_text(o))
            return Token(operator, source.span(start, line))
        parts = self._words.read(Place.WORD)
        span = source.span(start, line)
        return Token("word", span, Word(parts, span))

    def _take_text(self, text: str) -> bool:
        """An operator; its characters may be torn apart by a joined line."""
        source = self.source
        at, line = source.at, source.line
        if all(source.take(char) for char in text):
            return True
        source.at, source.line = at, line
        return False

    def _redirection(self) -> Redirection | HereDocument | None:
        source = self.source
        digit = source.run(_DESCRIPTOR)
        operator = next((o for o in _REDIRECTIONS if self._take_text(o)), "")
        if not operator:
            return None
        descriptor = int(digit) if digit else int(operator[0] == ">")
        while source.peek() and source.run(_BLANKS):
            pass
        start, line = source.at, source.line
        parts = self._words.read(Place.WORD)
        if not parts:
            raise self.unexpected(self._read(), as_keyword=False)
        word = Word(parts, source.span(start, line))
        if operator in ("<<", "<<-"):
            return self._here(descriptor, operator, word)
        return Redirection(descriptor, operator, word)

    # here-documents ------------------------------------------------------------------------------

    def _here(self, descriptor: int, operator: str, word: Word) -> HereDocument:
        is_literal = any(not isinstance(p, Literal) or p.quoted for p in word.parts)
        delimiter = self.source.text[word.span.start : word.span.end]
        if word.constant is not None:
            delimiter = word.constant
        here = HereDocument(descriptor, delimiter, is_literal, operator == "<<-")
        self.source.pending.append(here)
        return here

    def _read_here_documents(self) -> None:
        pending = self.source.pending
        while pending:
            here = pending.pop(0)
            line = self.source.line
            here.body = self._here_body(here, self._here_text(here), line)

    def _here_text(self, here: HereDocument) -> str:
        source = self.source
        lines: list[str] = []
        is_joined = False
        while source.at < len(source.text):
            text = source.until("\n")
            text, newline = (source.rest(), "") if text is None else (text, "\n")
            if not is_joined:
                text = text.lstrip("\t") if here.strips_tabs else text
                if text == here.delimiter:
                    return "".join(lines)
            lines.append(text + newline)
            backslashes = len(text) - len(text.rstrip("\\"))
            is_joined = not here.is_literal and backslashes % 2 == 1
        source.pending_ended = True
        return "".join(lines)

    def _here_body(self, here: HereDocument, text: str, line: int) -> Parts:
        if here.is_literal:
            return (Literal(text, quoted=True),) if text else ()
        inner = Source(text, line, depth=self.source.depth)
        return WordReader(inner, self._parse).read(Place.HERE)

    # faults --------------------------------------------------------------------------------------

    def since(self, start: Span) -> Span:
        end = self._ahead.span.start if self._ahead else self.source.at
        return Span(start.start, max(start.start, end), start.line)

    def fault(self, token: Token, text: str) -> SyntaxFault:
        return SyntaxFault(self.source.line, text, at_end=token.kind == "end")

    def unexpected(
        self, token: Token, expected: str = "", *, as_keyword: bool = True
    ) -> SyntaxFault:
        text = f"{token.shown(as_keyword=as_keyword)} unexpected"
        text += f" (expecting {expected})" if expected else ""
        return SyntaxFault(self.source.line, text, at_end=token.kind == "end")
