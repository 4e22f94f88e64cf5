"""A progress line on a terminal."""

import sys
import time
from typing import TextIO

from layerlab.commands.output import shorten, size_text
from layerlab.progress import Progress

BAR_SECONDS = 0.1


HIDDEN = ("", "execute")
"""While a command runs the terminal is the command's."""


class Bar(Progress):
    """A progress line on a terminal while its block runs, and nothing where stderr is none."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        super().__init__()
        self._stream = stream or sys.stderr
        self._is_shown = self._stream.isatty() and not quiet
        self._is_drawn = False
        self._next = 0.0
        self._started = time.monotonic()

    def begin(self, verb: str, name: str, total_bytes: int = 0) -> None:
        self._started = time.monotonic()
        if verb in HIDDEN:
            self._clear()
        super().begin(verb, name, total_bytes)

    def changed(self) -> None:
        now = time.monotonic()
        if not self._is_shown or self.stage.verb in HIDDEN or now < self._next:
            return
        self._next = now + BAR_SECONDS
        text = f"{self.stage.verb} {self.stage.name}  {size_text(self.done_bytes)}"
        if self.total_bytes:
            share = min(self.done_bytes / self.total_bytes, 1.0)
            left = (now - self._started) * (1 - share) / share if share else 0.0
            text += f" of {size_text(self.total_bytes)}  {share:4.0%}  {left:.0f} s left"
        self._stream.write(f"\r\x1b[K{shorten(text, 100)}")
        self._stream.flush()
        self._is_drawn = True

    def _clear(self) -> None:
        if self._is_drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._is_drawn = False

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()
