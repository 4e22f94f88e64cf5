"""Fields: what an expanded word falls into.

Spec: POSIX.1-2024 XCU 2.6.5 Field Splitting.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """Text that a part of a word became. Only what was not quoted can be a pattern, only what an
    expansion yielded is split, and only what is written so in the script can be a tilde."""

    text: str
    quoted: bool
    splits: bool
    written: bool = False


BREAK = Piece("", quoted=False, splits=False)
"""Between two fields, as `"$@"` has them. It is known by being this object."""

Field = list[Piece]


def split(pieces: Iterable[Piece], separators: str, found: Callable[[Field], None]) -> None:
    """By IFS: blanks in it are one separator together, anything else in it is one by itself.

    Each field is told as soon as it is whole: there may be more of them than there is memory.
    """
    splitter = _Splitter(separators, found)
    for piece in pieces:
        if piece is BREAK:
            splitter.finish()
        elif piece.splits:
            splitter.split(piece)
        else:
            splitter.add(piece)
    splitter.finish()


class _Splitter:
    def __init__(self, separators: str, found: Callable[[Field], None]) -> None:
        self._found = found
        self._separators = separators
        self._blanks = "".join(char for char in separators if char in " \t\n")
        self._field: Field | None = None
        self._ended_by_blank = False

    def add(self, piece: Piece) -> None:
        if self._field is None:
            self._field = []
        self._field.append(piece)
        self._ended_by_blank = False

    def finish(self) -> None:
        if self._field is not None:
            self._found(self._field)
            self._field = None
        self._ended_by_blank = False

    def split(self, piece: Piece) -> None:
        start = 0
        text = piece.text
        for at, char in enumerate(text):
            if char in self._separators:
                if start < at:
                    self.add(piece._replace(text=text[start:at]))
                self._separate(char)
                start = at + 1
        if start < len(text):
            self.add(piece if not start else piece._replace(text=text[start:]))

    def _separate(self, char: str) -> None:
        had_field = self._field is not None
        if char in self._blanks:
            if had_field:
                self.finish()
                self._ended_by_blank = True
        elif had_field:
            self.finish()
        elif self._ended_by_blank:
            self._ended_by_blank = False
        else:
            self._found([])
