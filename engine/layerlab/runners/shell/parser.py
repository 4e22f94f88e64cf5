"""The grammar: one complete command after the other, as the shell reads them.

A recursive descent by XCU 2.10.2 with dash's order of looking, so that what is refused is refused
in dash's words. A script's first commands are run before its last ones are parsed.
"""

import re
from dataclasses import dataclass

from layerlab.runners.shell.depth import NestedTooDeeply
from layerlab.runners.shell.source import Source, SyntaxFault
from layerlab.runners.shell.syntax import (
    Assignment,
    Background,
    Body,
    Case,
    CaseItem,
    Chain,
    Command,
    For,
    Function,
    Group,
    HereDocument,
    If,
    Literal,
    Not,
    Parts,
    Pipeline,
    Redirected,
    Redirection,
    Redirections,
    Simple,
    Span,
    Subshell,
    While,
    Word,
)
from layerlab.runners.shell.words import Place, WordReader

_KEYWORDS = "! case do done elif else esac fi for if in then until while { }"
KEYWORDS = frozenset(_KEYWORDS.split())
_SPECIAL = ". : break continue eval exec exit export local readonly return set shift trap unset"
SPECIAL_BUILTINS = frozenset(_SPECIAL.split())
"""What is wrong with one of them ends a shell that is not interactive. Spec: XCU 2.15; `local` is
one in dash."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
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


def parse(text: str) -> Body:
    """A whole script. Raises `SyntaxFault`."""
    return Parser(Source(text)).whole()


def body(text: str) -> Parts:
    """Text that is expanded as a here-document is: a prompt. Raises `SyntaxFault`."""
    return WordReader(Source(text), lambda s, end: Parser(s).until(end)).read(Place.HERE)


def needs_more(text: str) -> bool:
    """Whether a line that is read is not all of a command: a quote, a loop, a here-document."""
    if text.endswith("\\\n") or not text.strip():
        return text.endswith("\\\n")
    source = Source(text)
    parser = Parser(source)
    try:
        while parser.next_command() is not None:
            pass
    except SyntaxFault as fault:
        return fault.at_end
    return source.pending_ended


class Parser:
    """Reads commands from a source, one after the other."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._words = WordReader(source, lambda inner, end: Parser(inner).until(end))
        self._ahead: Token | None = None

    # whole texts ---------------------------------------------------------------------------------

    def next_command(self) -> Command | None:
        """The next line's commands, or None at the end. Raises `SyntaxFault`."""
        try:
            self._skip_newlines()
            if self._peek().kind == "end":
                return None
            line = self._line()
            if self._peek().kind not in ("newline", "end"):
                raise self._unexpected(self._peek())
            self._next()
        except NestedTooDeeply as error:
            raise SyntaxFault(self.source.line, f"More than {error.bound} levels") from None
        return line

    def whole(self) -> Body:
        commands: list[Command] = []
        while (command := self.next_command()) is not None:
            commands.append(command)
        return tuple(commands)

    def until(self, end: str) -> Body:
        """What is in `$( )` or in backquotes; it may be empty."""
        body = self._list(may_be_empty=True)
        token = self._peek()
        if token.kind != (end or "end"):
            raise self._unexpected(token, f'"{end}"' if end else "")
        self._next()
        return body

    def _line(self) -> Command:
        start = self._peek().span
        commands: list[Command] = []
        while True:
            commands.append(self._item())
            if self._ahead_kind() in ("newline", "end") or not self._begins_command():
                break
        return commands[0] if len(commands) == 1 else Group(tuple(commands), self._since(start))

    def _list(self, *, may_be_empty: bool = False) -> Body:
        """A compound list, up to what can't begin a command."""
        commands: list[Command] = []
        self._skip_newlines()
        while self._begins_command():
            commands.append(self._item())
            self._skip_newlines()
        if not commands and not may_be_empty:
            raise self._unexpected(self._peek())
        return tuple(commands)

    def _begins_command(self) -> bool:
        token = self._peek()
        if token.kind == "word":
            return token.keyword in ("", "!", "{", "case", "for", "if", "until", "while")
        return token.kind in ("redirection", "(")

    def _item(self) -> Command:
        """A chain, and the `;` or `&` after it."""
        start = self._peek().span
        command = self._chain()
        if self._take("&"):
            return Background(command, self._since(start))
        if not self._take(";") and self._begins_command():
            raise self._unexpected(self._peek())
        return command

    # lists and pipelines -------------------------------------------------------------------------

    def _chain(self) -> Command:
        start = self._peek().span
        first = self._pipeline()
        rest: list[tuple[str, Command]] = []
        while (operator := self._ahead_kind()) in ("&&", "||"):
            self._next()
            self._skip_newlines()
            rest.append((operator, self._pipeline()))
        return Chain(first, tuple(rest), self._since(start)) if rest else first

    def _pipeline(self) -> Command:
        start = self._peek().span
        is_negated = self._take_keyword("!")
        commands = [self._command()]
        while self._take("|"):
            self._skip_newlines()
            commands.append(self._command())
        span = self._since(start)
        command = commands[0] if len(commands) == 1 else Pipeline(tuple(commands), span)
        return Not(command, span) if is_negated else command

    # commands ------------------------------------------------------------------------------------

    def _command(self) -> Command:
        return self.source.depth.enter(self._any_command)

    def _any_command(self) -> Command:
        token = self._peek()
        if token.kind == "(":
            return self._redirected(self._subshell())
        compound = {
            "if": self._if,
            "while": self._while,
            "until": self._while,
            "for": self._for,
            "case": self._case,
            "{": self._group,
        }.get(token.keyword)
        if compound:
            return self._redirected(compound())
        if token.kind not in ("word", "redirection") or token.keyword:
            raise self._unexpected(token)
        return self._simple()

    def _redirected(self, command: Command) -> Command:
        redirections: list[Redirection | HereDocument] = []
        while self._ahead_kind() == "redirection":
            token = self._next()
            assert token.redirection is not None
            redirections.append(token.redirection)
        if not redirections:
            return command
        return Redirected(command, tuple(redirections), self._since(command.span))

    def _subshell(self) -> Command:
        start = self._next().span
        body = self._list()
        self._expect(")")
        return Subshell(body, self._since(start))

    def _group(self) -> Command:
        start = self._next().span
        body = self._list()
        self._expect("}")
        return Group(body, self._since(start))

    def _if(self) -> Command:
        start = self._peek().span
        branches: list[tuple[Body, Body]] = []
        while self._take_keyword("elif" if branches else "if"):
            condition = self._list()
            self._expect("then")
            branches.append((condition, self._list()))
        otherwise = self._list() if self._take_keyword("else") else ()
        self._expect("fi")
        return If(tuple(branches), otherwise, self._since(start))

    def _while(self) -> Command:
        token = self._next()
        condition = self._list()
        body = self._do_group()
        return While(condition, body, token.keyword == "until", self._since(token.span))

    def _for(self) -> Command:
        start = self._next().span
        token = self._next()
        name = token.word.plain if token.word else None
        if name is None or not _NAME.match(name):
            raise self._fault(token, "Bad for loop variable")
        self._skip_newlines()
        words: tuple[Word, ...] | None = None
        if self._take_keyword("in"):
            words = self._words_of_for()
        else:
            self._take(";")
        self._skip_newlines()
        return For(name, words, self._do_group(), self._since(start))

    def _words_of_for(self) -> tuple[Word, ...]:
        words: list[Word] = []
        while (token := self._next()).word:
            words.append(token.word)
        if token.kind not in ("newline", ";"):
            raise self._unexpected(token, as_keyword=False)
        return tuple(words)

    def _do_group(self) -> Body:
        self._expect("do")
        body = self._list()
        self._expect("done")
        return body

    def _case(self) -> Command:
        start = self._next().span
        token = self._next()
        if token.word is None:
            raise self._unexpected(token, "word", as_keyword=False)
        self._skip_newlines()
        self._expect("in")
        items: list[CaseItem] = []
        self._skip_newlines()
        while not self._take_keyword("esac"):
            items.append(self._case_item())
            self._skip_newlines()
            if not self._take(";;"):
                self._expect("esac", '";;"')
                break
            self._skip_newlines()
        return Case(token.word, tuple(items), self._since(start))

    def _case_item(self) -> CaseItem:
        self._take("(")
        patterns: list[Word] = []
        while True:
            token = self._next()
            if token.word is None:
                raise self._unexpected(token, as_keyword=False)
            patterns.append(token.word)
            if not self._take("|"):
                break
        self._expect(")", as_keyword=False)
        return CaseItem(tuple(patterns), self._list(may_be_empty=True))

    def _simple(self) -> Command:
        start = self._peek().span
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirections: list[Redirection | HereDocument] = []
        while True:
            token = self._peek()
            if token.redirection is not None:
                redirections.append(token.redirection)
            elif token.word is not None:
                assignment = None if words else as_assignment(token.word)
                if assignment:
                    assignments.append(assignment)
                else:
                    words.append(token.word)
            elif token.kind == "(" and len(words) == 1 and not assignments and not redirections:
                return self._function(words[0], start)
            else:
                break
            self._next()
        found: Redirections = tuple(redirections)
        return Simple(tuple(assignments), tuple(words), found, self._since(start))

    def _function(self, word: Word, start: Span) -> Command:
        opening = self._next()
        self._expect(")", as_keyword=False)
        name = word.plain
        if name is None or not _NAME.match(name) or name in SPECIAL_BUILTINS:
            raise self._fault(opening, "Bad function name")
        self._skip_newlines()
        return Function(name, self._command(), self._since(start))

    # tokens --------------------------------------------------------------------------------------

    def _peek(self) -> Token:
        if self._ahead is None:
            self._ahead = self._read()
        return self._ahead

    def _next(self) -> Token:
        token = self._peek()
        self._ahead = None
        return token

    def _ahead_kind(self) -> str:
        return self._peek().kind

    def _take(self, kind: str) -> bool:
        if self._peek().kind != kind:
            return False
        self._next()
        return True

    def _take_keyword(self, keyword: str) -> bool:
        if self._peek().keyword != keyword:
            return False
        self._next()
        return True

    def _expect(self, what: str, expected: str = "", *, as_keyword: bool = True) -> None:
        token = self._next()
        if what not in (token.kind, token.keyword):
            raise self._unexpected(token, expected or f'"{what}"', as_keyword=as_keyword)

    def _skip_newlines(self) -> None:
        while self._take("newline"):
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
            raise self._unexpected(self._read(), as_keyword=False)
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
        return WordReader(inner, lambda s, end: Parser(s).until(end)).read(Place.HERE)

    # faults --------------------------------------------------------------------------------------

    def _since(self, start: Span) -> Span:
        end = self._ahead.span.start if self._ahead else self.source.at
        return Span(start.start, max(start.start, end), start.line)

    def _fault(self, token: Token, text: str) -> SyntaxFault:
        return SyntaxFault(self.source.line, text, at_end=token.kind == "end")

    def _unexpected(
        self, token: Token, expected: str = "", *, as_keyword: bool = True
    ) -> SyntaxFault:
        text = f"{token.shown(as_keyword=as_keyword)} unexpected"
        text += f" (expecting {expected})" if expected else ""
        return SyntaxFault(self.source.line, text, at_end=token.kind == "end")


def as_assignment(word: Word) -> Assignment | None:
    """`name=value`, where the name and the `=` are not quoted."""
    first = word.parts[0] if word.parts else None
    if not isinstance(first, Literal) or first.quoted:
        return None
    name, equals, value = first.text.partition("=")
    if not equals or not _NAME.match(name):
        return None
    parts = (Literal(value), *word.parts[1:]) if value else word.parts[1:]
    return Assignment(name, Word(parts, word.span))
