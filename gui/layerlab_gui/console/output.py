"""What a command prints on a worker, on its way to the strip: bounded, decoded, in pages."""

import codecs
import io
import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

PENDING_BYTES = 8 << 20
"""More that nobody has looked at yet is left out, and said to be."""
PAGE_LINES = 200


class Kind(StrEnum):
    """How a piece is shown: what was typed, results, errors, what the window says."""

    PROMPT = "prompt"
    COMMAND = "command"
    RESULT = "result"
    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


class Output(QObject):
    """Takes bytes on any thread; `arrived` says on the window's that there is something to take.

    One `arrived` stands for all that came until `take`.
    """

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._pieces: list[Piece] = []
        self._size = 0
        self._left_out = 0
        decoder = codecs.getincrementaldecoder("utf-8")
        self._decoders = {kind: decoder("replace") for kind in Kind}

    def write(self, kind: Kind, data: bytes) -> None:
        with self._lock:
            is_first = not self._pieces and not self._left_out
            if self._size + len(data) > PENDING_BYTES:
                self._left_out += len(data)
            else:
                text = self._decoders[kind].decode(data)
                self._size += len(data)
                self._pieces.append(Piece(kind, text))
        if is_first:
            self.arrived.emit()

    def take(self) -> tuple[list[Piece], int]:
        """What came since, and how many bytes were left out."""
        with self._lock:
            taken = self._pieces, self._left_out
            self._pieces, self._size, self._left_out = [], 0, 0
        return taken


class Stream(io.RawIOBase):
    """One stream of a command, to write only."""

    def __init__(self, output: Output, kind: Kind) -> None:
        super().__init__()
        self._output = output
        self._kind = kind

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        taken = bytes(data)
        if taken:
            self._output.write(self._kind, taken)
        return len(taken)


class Pager:
    """Gives out so many lines of a command's output, and keeps the rest until more is wanted."""

    def __init__(self, page: int = PAGE_LINES) -> None:
        self._page = page
        self._left = page
        self._held: deque[Piece] = deque()

    @property
    def held_lines(self) -> int:
        return sum(max(1, piece.text.count("\n")) for piece in self._held)

    @property
    def holds(self) -> bool:
        return bool(self._held)

    def feed(self, pieces: list[Piece]) -> list[Piece]:
        """What of it is to be shown now."""
        self._held.extend(piece for piece in pieces if piece.text)
        return self._give()

    def more(self) -> list[Piece]:
        """The next page."""
        self._left = self._page
        return self._give()

    def rest(self) -> list[Piece]:
        given = list(self._held)
        self._held.clear()
        return given

    def restart(self) -> None:
        """Another command; what is held of the last one is gone."""
        self._held.clear()
        self._left = self._page

    def _give(self) -> list[Piece]:
        given: list[Piece] = []
        while self._held and self._left > 0:
            piece = self._held.popleft()
            lines = piece.text.splitlines(keepends=True)
            if len(lines) > self._left:
                rest = Piece(piece.kind, "".join(lines[self._left :]))
                piece = Piece(piece.kind, "".join(lines[: self._left]))
                self._held.appendleft(rest)
            self._left -= piece.text.count("\n")
            given.append(piece)
        return given
