"""`Terminal`: where a command was typed, and what it reads, prints and works on there."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from layerlab.progress import Progress

if TYPE_CHECKING:
    from layerlab.facade import Engine


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in a line from `start` to the cursor, in the order to show it.

    Each candidate is whole and quoted as it has to be typed; one that ends with a blank ends a
    word, one that ends with `/` or `:` goes on.
    """

    start: int = 0
    candidates: tuple[str, ...] = ()


Complete = Callable[[str, int], Completion]
"""`complete(line, cursor)`; quick, and never raises."""


class Terminal(Protocol):
    """A shell's terminal, the window's console, a lesson's line: commands know no difference.

    `stdin`, `stdout` and `stderr` are bytes; what is printed and what is written to `stdout` come
    in order. Used by one command at a time, on one thread.
    """

    @property
    def stdin(self) -> BinaryIO: ...

    @property
    def stdout(self) -> BinaryIO: ...

    @property
    def stderr(self) -> BinaryIO: ...

    @property
    def is_interactive(self) -> bool:
        """Whether a person sits there, who can be asked: stdin and stdout are a terminal."""
        ...

    @property
    def columns(self) -> int: ...

    def engine(self) -> "AbstractContextManager[Engine]":
        """The engine to work on, which stays open while the block runs."""
        ...

    def progress(self, *, quiet: bool = False) -> AbstractContextManager[Progress]:
        """Shown while its block runs, where there is somebody to see it; with `quiet` never."""
        ...

    def host_path(self, text: str) -> str:
        """A path of the host as it was typed (a last `/.` has a meaning), from the terminal's
        directory."""
        ...

    def path(self, text: str) -> Path:
        """The same as a `Path`."""
        ...

    def print(self, text: str = "", end: str = "\n") -> None:
        """A result."""
        ...

    def warn(self, text: str) -> None:
        """A line for people, beside the results: stderr."""
        ...

    def ask(self, question: str) -> str:
        """One line that a person types, with its newline, as `readline`; "" at the end of input.

        Where nobody is there it is a line of `stdin`. Raises `KeyboardInterrupt` where the person
        gives the line up.
        """
        ...

    def completing(self, complete: Complete) -> AbstractContextManager[None]:
        """While its block runs, `complete` proposes what a line that is asked for may go on with.

        Does nothing where nobody is there.
        """
        ...
