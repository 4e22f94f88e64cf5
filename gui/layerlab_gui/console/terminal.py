"""`WindowTerminal`: what commands see of the window's console."""

import contextlib
import io
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from PySide6.QtCore import QObject, Signal

from layerlab.commands import Complete
from layerlab.facade import Engine
from layerlab.progress import Progress
from layerlab_gui.console.output import Kind, Output, Stream

LOOK_SECONDS = 0.1
"""How often a command that waits for a line looks whether it is still wanted."""


class Questions(QObject):
    """Lines that a command on a worker wants from the person at the window."""

    asked = Signal(str)
    answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.complete: Complete | None = None
        self.is_waiting = False

    def answer(self, line: str | None) -> None:
        """A line with its newline, "" for the end of input, None to give the line up."""
        self._lines.put(line)

    def ask(self, question: str, progress: Progress) -> str:
        """On the worker. Raises `Cancelled`, `KeyboardInterrupt`."""
        self.is_waiting = True
        self.asked.emit(question)
        try:
            line = self._wait(progress)
        finally:
            self.is_waiting = False
            self.answered.emit()
        if line is None:
            raise KeyboardInterrupt
        return line

    def _wait(self, progress: Progress) -> str | None:
        while True:
            progress.advance(0)
            with contextlib.suppress(queue.Empty):
                return self._lines.get(timeout=LOOK_SECONDS)


class _Piece(Progress):
    """Of one piece of a command's work, such as a session's line: can be cancelled by itself."""

    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole

    def begin(self, verb: str, name: str, total_bytes: int = 0) -> None:
        super().begin(verb, name, total_bytes)
        self._whole.begin(verb, name, total_bytes)

    def advance(self, size_bytes: int) -> None:
        super().advance(size_bytes)
        self._whole.advance(size_bytes)


class WindowTerminal:
    """Implements `commands.Terminal` for one command at a time.

    Its directory is the console's own: the window's may be anywhere.
    """

    is_interactive = True

    def __init__(self, engine: Engine, output: Output, questions: Questions) -> None:
        self._engine = engine
        self._output = output
        self._questions = questions
        self._progress = Progress()
        self._lock = threading.Lock()
        self._piece: _Piece | None = None
        self._has_asked = False
        self._stops_next = False
        self.directory = Path.home()
        self.columns = 80
        self.stdin: BinaryIO = io.BytesIO()
        self.stdout = cast("BinaryIO", Stream(output, Kind.RESULT))
        self.stderr = cast("BinaryIO", Stream(output, Kind.ERROR))

    def begin(self, progress: Progress) -> None:
        """Another command begins, which is cancelled by its progress."""
        self._progress = progress
        self._has_asked = self._stops_next = False
        self.stdin = io.BytesIO()

    @contextlib.contextmanager
    def engine(self) -> Iterator[Engine]:
        yield self._engine

    @contextlib.contextmanager
    def progress(self, *, quiet: bool = False) -> Iterator[Progress]:
        piece = _Piece(self._progress)
        with self._lock:
            self._piece = piece
            if self._stops_next:
                piece.cancel()
            self._stops_next = False
        try:
            yield piece
        finally:
            self._piece = None

    def interrupt(self) -> None:
        """Ctrl+C, on the window's thread: stops what is under way, of a session only its line.

        A line may be typed and not begun yet: then it does not get far.
        """
        with self._lock:
            if self._piece is not None:
                self._piece.cancel()
            elif self._has_asked:
                self._stops_next = True
            else:
                self._progress.cancel()

    def host_path(self, text: str) -> str:
        if text.startswith("~/") or text == "~":
            text = f"{Path.home()}{text[1:]}"
        return text if Path(text).is_absolute() else f"{self.directory}/{text}"

    def path(self, text: str) -> Path:
        return Path(self.host_path(text))

    def print(self, text: str = "", end: str = "\n") -> None:
        self._output.write(Kind.RESULT, (text + end).encode("utf-8", "surrogateescape"))

    def warn(self, text: str) -> None:
        self._output.write(Kind.ERROR, (text + "\n").encode("utf-8", "surrogateescape"))

    def ask(self, question: str) -> str:
        self._has_asked = True
        self._stops_next = False
        return self._questions.ask(question, self._progress)

    @contextlib.contextmanager
    def completing(self, complete: Complete) -> Iterator[None]:
        before, self._questions.complete = self._questions.complete, complete
        try:
            yield
        finally:
            self._questions.complete = before
