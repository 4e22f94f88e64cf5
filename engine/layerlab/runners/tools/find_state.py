"""What a test of `find` is asked about, and what actions share."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from layerlab.model import Entry, LayerPath
from layerlab.runners.shell.tool import Call


@dataclass(slots=True)
class Found:
    """Something in the tree. `word` is how it is written, `place` where its name stands (with
    links followed, `entry` is of what that leads to), `start` the operand that it lies below.
    """

    word: str
    place: LayerPath
    entry: Entry
    depth: int
    start: str
    above: "Found | None"
    is_after: bool = False
    is_pruned: bool = False

    @property
    def name(self) -> str:
        return self.word.rstrip("/").rpartition("/")[2] or self.word[:1]

    def after(self) -> "Found":
        return replace(self, is_after=True)


Test = Callable[[Found], bool]


class Quit(Exception):
    """`-quit`: nothing more is looked at."""


@dataclass
class Finding:
    """One run of `find`. `follow` is P, H or L; `at_end` what is left to do when it is over."""

    call: Call
    follow: str
    status: int = 0
    at_end: list[Callable[[], None]] = field(default_factory=list)

    def complain(self, text: str) -> None:
        self.status = self.call.complain(text)

    def finish(self) -> None:
        for work in self.at_end:
            work()
