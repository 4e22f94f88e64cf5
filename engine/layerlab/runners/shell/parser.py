"""The grammar: one complete command after the other, as the shell reads them.

A recursive descent by XCU 2.10.2 with dash's order of looking, so that what is refused is refused
in dash's words. A script's first commands are run before its last ones are parsed.
"""

import re

from layerlab.runners.shell.depth import NestedTooDeeply
from layerlab.runners.shell.lexer import Lexer
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

_SPECIAL = ". : break continue eval exec exit export local readonly return set shift trap unset"
SPECIAL_BUILTINS = frozenset(_SPECIAL.split())
"""What is wrong with one of them ends a shell that is not interactive. Spec: XCU 2.15; `local` is
one in dash."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)


def parse(text: str) -> Body:
    """A whole script. Raises `SyntaxFault`."""
    return Parser(Source(text)).whole()


def body(text: str) -> Parts:
    """Text that is expanded as a here-document is: a prompt. Raises `SyntaxFault`."""
    return WordReader(Source(text), _parse_until).read(Place.HERE)


def _parse_until(source: Source, end: str) -> Body:
    return Parser(source).until(end)


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
        self._lexer = Lexer(source, _parse_until)

    # whole texts ---------------------------------------------------------------------------------

    def next_command(self) -> Command | None:
        """The next line's commands, or None at the end. Raises `SyntaxFault`."""
        try:
            self._lexer.skip_newlines()
            if self._lexer.peek().kind == "end":
                return None
            line = self._line()
            if self._lexer.peek().kind not in ("newline", "end"):
                raise self._lexer.unexpected(self._lexer.peek())
            self._lexer.next()
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
        token = self._lexer.peek()
        if token.kind != (end or "end"):
            raise self._lexer.unexpected(token, f'"{end}"' if end else "")
        self._lexer.next()
        return body

    def _line(self) -> Command:
        start = self._lexer.peek().span
        commands: list[Command] = []
        while True:
            commands.append(self._item())
            if self._lexer.ahead() in ("newline", "end") or not self._begins_command():
                break
        return (
            commands[0] if len(commands) == 1 else Group(tuple(commands), self._lexer.since(start))
        )

    def _list(self, *, may_be_empty: bool = False) -> Body:
        """A compound list, up to what can't begin a command."""
        commands: list[Command] = []
        self._lexer.skip_newlines()
        while self._begins_command():
            commands.append(self._item())
            self._lexer.skip_newlines()
        if not commands and not may_be_empty:
            raise self._lexer.unexpected(self._lexer.peek())
        return tuple(commands)

    def _begins_command(self) -> bool:
        token = self._lexer.peek()
        if token.kind == "word":
            return token.keyword in ("", "!", "{", "case", "for", "if", "until", "while")
        return token.kind in ("redirection", "(")

    def _item(self) -> Command:
        """A chain, and the `;` or `&` after it."""
        start = self._lexer.peek().span
        command = self._chain()
        if self._lexer.take("&"):
            return Background(command, self._lexer.since(start))
        if not self._lexer.take(";") and self._begins_command():
            raise self._lexer.unexpected(self._lexer.peek())
        return command

    # lists and pipelines -------------------------------------------------------------------------

    def _chain(self) -> Command:
        start = self._lexer.peek().span
        first = self._pipeline()
        rest: list[tuple[str, Command]] = []
        while (operator := self._lexer.ahead()) in ("&&", "||"):
            self._lexer.next()
            self._lexer.skip_newlines()
            rest.append((operator, self._pipeline()))
        return Chain(first, tuple(rest), self._lexer.since(start)) if rest else first

    def _pipeline(self) -> Command:
        start = self._lexer.peek().span
        is_negated = self._lexer.take_keyword("!")
        commands = [self._command()]
        while self._lexer.take("|"):
            self._lexer.skip_newlines()
            commands.append(self._command())
        span = self._lexer.since(start)
        command = commands[0] if len(commands) == 1 else Pipeline(tuple(commands), span)
        return Not(command, span) if is_negated else command

    # commands ------------------------------------------------------------------------------------

    def _command(self) -> Command:
        return self.source.depth.enter(self._any_command)

    def _any_command(self) -> Command:
        token = self._lexer.peek()
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
            raise self._lexer.unexpected(token)
        return self._simple()

    def _redirected(self, command: Command) -> Command:
        redirections: list[Redirection | HereDocument] = []
        while self._lexer.ahead() == "redirection":
            token = self._lexer.next()
            assert token.redirection is not None
            redirections.append(token.redirection)
        if not redirections:
            return command
        return Redirected(command, tuple(redirections), self._lexer.since(command.span))

    def _subshell(self) -> Command:
        start = self._lexer.next().span
        body = self._list()
        self._lexer.expect(")")
        return Subshell(body, self._lexer.since(start))

    def _group(self) -> Command:
        start = self._lexer.next().span
        body = self._list()
        self._lexer.expect("}")
        return Group(body, self._lexer.since(start))

    def _if(self) -> Command:
        start = self._lexer.peek().span
        branches: list[tuple[Body, Body]] = []
        while self._lexer.take_keyword("elif" if branches else "if"):
            condition = self._list()
            self._lexer.expect("then")
            branches.append((condition, self._list()))
        otherwise = self._list() if self._lexer.take_keyword("else") else ()
        self._lexer.expect("fi")
        return If(tuple(branches), otherwise, self._lexer.since(start))

    def _while(self) -> Command:
        token = self._lexer.next()
        condition = self._list()
        body = self._do_group()
        return While(condition, body, token.keyword == "until", self._lexer.since(token.span))

    def _for(self) -> Command:
        start = self._lexer.next().span
        token = self._lexer.next()
        name = token.word.plain if token.word else None
        if name is None or not _NAME.match(name):
            raise self._lexer.fault(token, "Bad for loop variable")
        self._lexer.skip_newlines()
        words: tuple[Word, ...] | None = None
        if self._lexer.take_keyword("in"):
            words = self._words_of_for()
        else:
            self._lexer.take(";")
        self._lexer.skip_newlines()
        return For(name, words, self._do_group(), self._lexer.since(start))

    def _words_of_for(self) -> tuple[Word, ...]:
        words: list[Word] = []
        while (token := self._lexer.next()).word:
            words.append(token.word)
        if token.kind not in ("newline", ";"):
            raise self._lexer.unexpected(token, as_keyword=False)
        return tuple(words)

    def _do_group(self) -> Body:
        self._lexer.expect("do")
        body = self._list()
        self._lexer.expect("done")
        return body

    def _case(self) -> Command:
        start = self._lexer.next().span
        token = self._lexer.next()
        if token.word is None:
            raise self._lexer.unexpected(token, "word", as_keyword=False)
        self._lexer.skip_newlines()
        self._lexer.expect("in")
        items: list[CaseItem] = []
        self._lexer.skip_newlines()
        while not self._lexer.take_keyword("esac"):
            items.append(self._case_item())
            self._lexer.skip_newlines()
            if not self._lexer.take(";;"):
                self._lexer.expect("esac", '";;"')
                break
            self._lexer.skip_newlines()
        return Case(token.word, tuple(items), self._lexer.since(start))

    def _case_item(self) -> CaseItem:
        self._lexer.take("(")
        patterns: list[Word] = []
        while True:
            token = self._lexer.next()
            if token.word is None:
                raise self._lexer.unexpected(token, as_keyword=False)
            patterns.append(token.word)
            if not self._lexer.take("|"):
                break
        self._lexer.expect(")", as_keyword=False)
        return CaseItem(tuple(patterns), self._list(may_be_empty=True))

    def _simple(self) -> Command:
        start = self._lexer.peek().span
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirections: list[Redirection | HereDocument] = []
        while True:
            token = self._lexer.peek()
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
            self._lexer.next()
        found: Redirections = tuple(redirections)
        return Simple(tuple(assignments), tuple(words), found, self._lexer.since(start))

    def _function(self, word: Word, start: Span) -> Command:
        opening = self._lexer.next()
        self._lexer.expect(")", as_keyword=False)
        name = word.plain
        if name is None or not _NAME.match(name) or name in SPECIAL_BUILTINS:
            raise self._lexer.fault(opening, "Bad function name")
        self._lexer.skip_newlines()
        return Function(name, self._command(), self._lexer.since(start))


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
