"""The process's own terminal: its streams, its directory, an engine for each command."""

import argparse
import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from layerlab.cli.bar import Bar
from layerlab.commands import Complete

try:
    import readline
except ImportError:  # Windows has none
    readline = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from layerlab.facade import Engine

ROOT_VARIABLE = "LAYERLAB_ROOT"


class ProcessTerminal:
    """Implements `commands.Terminal`."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments

    @property
    def stdin(self) -> BinaryIO:
        return sys.stdin.buffer

    @property
    def stdout(self) -> BinaryIO:
        sys.stdout.flush()
        return sys.stdout.buffer

    @property
    def stderr(self) -> BinaryIO:
        sys.stderr.flush()
        return sys.stderr.buffer

    @property
    def is_interactive(self) -> bool:
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def columns(self) -> int:
        return shutil.get_terminal_size().columns

    def engine(self) -> "Engine":
        from layerlab.facade import Engine

        return Engine(root_directory(self._arguments), self._arguments.limits)

    def progress(self, *, quiet: bool = False) -> Bar:
        return Bar(quiet=quiet)

    def host_path(self, text: str) -> str:
        return text

    def path(self, text: str) -> Path:
        return Path(text)

    def print(self, text: str = "", end: str = "\n") -> None:
        print(text, end=end)

    def warn(self, text: str) -> None:
        print(text, file=sys.stderr)

    def ask(self, question: str) -> str:
        if not self.is_interactive:
            return sys.stdin.readline()
        try:
            return input(question) + "\n"
        except EOFError:
            return ""

    @contextlib.contextmanager
    def completing(self, complete: Complete) -> Iterator[None]:
        """By the tabulator key, where the system has readline."""
        if not self.is_interactive or readline is None:
            yield
            return
        old, delimiters = readline.get_completer(), readline.get_completer_delims()
        readline.set_completer(_Completer(complete))
        readline.set_completer_delims("")
        readline.parse_and_bind("tab: complete")
        try:
            yield
        finally:
            readline.set_completer(old)
            readline.set_completer_delims(delimiters)


class _Completer:
    """readline asks for one candidate after the other, each for the whole line."""

    def __init__(self, complete: Complete) -> None:
        self._complete = complete
        self._lines: list[str] = []

    def __call__(self, line: str, number: int) -> str | None:
        if number == 0:
            found = self._complete(line, len(line))
            self._lines = [line[: found.start] + candidate for candidate in found.candidates]
        return self._lines[number] if number < len(self._lines) else None


def root_directory(arguments: argparse.Namespace) -> Path:
    """`--root`, else `LAYERLAB_ROOT`, else the platform's folder for a user's data."""
    chosen = arguments.root or os.environ.get(ROOT_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("layerlab", appauthor=False)
