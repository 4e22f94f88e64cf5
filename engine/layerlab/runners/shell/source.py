"""A script as it is read: one character after the other, lines counted, continued lines joined."""

import re
from dataclasses import dataclass, field

from layerlab.runners.shell.depth import Depth
from layerlab.runners.shell.syntax import HereDocument, Span

NESTING = 400
"""Levels of commands, substitutions and parentheses in one script."""


class SyntaxFault(Exception):
    """What is wrong with a script, in dash's words; `at_end` where more text could mend it."""

    def __init__(self, line: int, text: str, *, at_end: bool = False) -> None:
        super().__init__(text)
        self.line = line
        self.text = text
        self.at_end = at_end


@dataclass(slots=True)
class Source:
    """`pending` are here-documents whose bodies begin after the next newline; `pending_ended` tells
    that one had no end."""

    text: str
    line: int = 1
    at: int = 0
    pending: list[HereDocument] = field(default_factory=list)
    pending_ended: bool = False
    depth: Depth = field(default_factory=lambda: Depth(NESTING))

    def peek(self) -> str:
        """The next character, "" at the end. A backslash before a newline joins two lines."""
        while self.text.startswith("\\\n", self.at):
            self.at += 2
            self.line += 1
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        char = self.peek()
        self.skip(char)
        return char

    def raw(self) -> str:
        """The next character after a backslash, which no line is joined with."""
        return self.text[self.at : self.at + 1]

    def skip(self, char: str) -> None:
        self.at += len(char)
        self.line += char == "\n"

    def take(self, text: str) -> bool:
        """Whether the next character is `text`, which is then read."""
        if self.peek() != text:
            return False
        self.next()
        return True

    def run(self, pattern: re.Pattern[str]) -> str:
        """As much as the pattern matches here; the pattern has no newline and no backslash."""
        match = pattern.match(self.text, self.at)
        if not match:
            return ""
        self.at = match.end()
        return match.group()

    def until(self, end: str) -> str | None:
        """The text before `end`, which is read too; None where it doesn't come."""
        found = self.text.find(end, self.at)
        if found < 0:
            return None
        taken = self.text[self.at : found]
        self.line += taken.count("\n") + end.count("\n")
        self.at = found + len(end)
        return taken

    def rest(self) -> str:
        taken = self.text[self.at :]
        self.line += taken.count("\n")
        self.at = len(self.text)
        return taken

    def span(self, start: int, line: int) -> Span:
        return Span(start, self.at, line)

    def fault(self, text: str) -> SyntaxFault:
        return SyntaxFault(self.line, text, at_end=self.at >= len(self.text))
