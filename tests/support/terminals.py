"""A terminal of memory: what commands print there can be read, what a person types is given."""

import contextlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from layerlab.commands import Complete
from layerlab.facade import Engine
from layerlab.progress import Progress


class MemoryTerminal:
    """What was printed is `out`, what was warned of `err`; `lines` are what a person types."""

    is_interactive = False
    columns = 80

    def __init__(self, engine: Engine, directory: Path) -> None:
        self._engine = engine
        self._directory = directory
        self.stdin = BytesIO()
        self.stdout = BytesIO()
        self.stderr = BytesIO()
        self.lines: list[str] = []

    @property
    def out(self) -> str:
        return self.stdout.getvalue().decode()

    @property
    def err(self) -> str:
        return self.stderr.getvalue().decode()

    @contextlib.contextmanager
    def engine(self) -> Iterator[Engine]:
        yield self._engine

    @contextlib.contextmanager
    def progress(self, *, quiet: bool = False) -> Iterator[Progress]:
        yield Progress()

    def host_path(self, text: str) -> str:
        return str(self._directory / text)

    def path(self, text: str) -> Path:
        return self._directory / text

    def print(self, text: str = "", end: str = "\n") -> None:
        self.stdout.write((text + end).encode())

    def warn(self, text: str) -> None:
        self.stderr.write((text + "\n").encode())

    def ask(self, question: str) -> str:
        return self.lines.pop(0) + "\n" if self.lines else ""

    @contextlib.contextmanager
    def completing(self, complete: Complete) -> Iterator[None]:
        yield
