"""How long work tells how far it is, and learns that nobody wants it any more.

One object a task; the worker calls it, someone else may look at it or cancel it from any thread.
"""

import threading
from dataclasses import dataclass

from layerlab.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done: `verb` is "load", "index", "save", …; `name` the object.

    The window has words for every verb.
    """

    verb: str = ""
    name: str = ""


class Progress:
    """Bytes done of bytes to do. `total_bytes` is 0 where it is not known.

    `advance` is called at least once a megabyte or every few thousand entries, and raises
    `Cancelled` once `cancel` was called. Subclasses override `changed`, which is called on the
    worker's thread after each step and must be quick.
    """

    def __init__(self) -> None:
        self.done_bytes = 0
        self.total_bytes = 0
        self.stage = Stage()
        self._cancelled = threading.Event()

    def begin(self, verb: str, name: str, total_bytes: int = 0) -> None:
        self.stage = Stage(verb, name)
        self.done_bytes, self.total_bytes = 0, total_bytes
        self.advance(0)

    def advance(self, size_bytes: int) -> None:
        self.done_bytes += size_bytes
        if self._cancelled.is_set():
            raise Cancelled
        self.changed()

    def cancel(self) -> None:
        self._cancelled.set()

    def changed(self) -> None:
        """Called after each step; does nothing here."""
