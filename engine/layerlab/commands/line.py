"""A whole line, `docker diff c1 > changes.txt`: what the window's console and lessons run."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from layerlab.commands import FAILED, execute
from layerlab.commands.grammar import UsageEnd, make_parser, parse
from layerlab.commands.terminal import Terminal
from layerlab.commands.words import BadLine, Line, read_line

PROGRAMS = ("docker", "layerlab")
WRONG_USAGE = 2
NOT_FOUND = 127


def run_line(text: str, terminal: Terminal) -> int:
    """Runs one command; its exit status. An empty line is none."""
    try:
        line = read_line(text)
    except BadLine as error:
        terminal.warn(f"Error: {error}")
        return WRONG_USAGE
    if not line.words:
        return 0
    try:
        with redirected(line, terminal) as inner:
            return run_words(line.words, inner)
    except OSError as error:
        terminal.warn(f"Error: {error.filename}: {error.strerror}")
        return FAILED


def run_words(words: Sequence[str], terminal: Terminal) -> int:
    program, *rest = words
    if program == "help":
        return _run(["--help"] if not rest else [*rest, "--help"], terminal)
    if program not in PROGRAMS:
        terminal.warn(f"Error: {program}: type docker or layerlab before a command (`help`)")
        return NOT_FOUND
    return _run(rest or ["--help"], terminal)


def _run(words: Sequence[str], terminal: Terminal) -> int:
    try:
        arguments = parse(words)
    except UsageEnd as end:
        return end.tell(terminal)
    if arguments.version:
        from layerlab import __version__

        terminal.print(f"layerlab {__version__}")
        return 0
    if arguments.command == "gui" or arguments.root or arguments.limit_settings:
        terminal.warn("Error: this is for a terminal: the window has its own root and limits")
        return WRONG_USAGE
    return execute(arguments, terminal)


def command_help() -> list[tuple[str, str]]:
    """Each command with its one line of help."""
    _, commands = make_parser()
    return [(action.dest, action.help or "") for action in commands._choices_actions]


def named_object(text: str) -> str | None:
    """The container or image that a line is about: what its first name is, where it has one."""
    try:
        words = read_line(text).words
        arguments = parse(words[1:]) if words and words[0] in PROGRAMS else None
    except (BadLine, UsageEnd):
        return None
    for place in ("container", "target", "image", "source", "destination"):
        value = getattr(arguments, place, None)
        name = value[0] if isinstance(value, list) and value else value
        if isinstance(name, str) and place in ("source", "destination"):
            name, colon, _ = name.partition(":")
            name = name if colon else None
        if isinstance(name, str):
            return name
    return None


@contextlib.contextmanager
def redirected(line: Line, terminal: Terminal) -> Iterator[Terminal]:
    """The terminal, with the files of the line in place of its streams."""
    with contextlib.ExitStack() as files:
        stdin, stdout = terminal.stdin, terminal.stdout
        if line.stdin is not None:
            stdin = files.enter_context(terminal.path(line.stdin).open("rb"))
        if line.stdout is not None:
            mode = "ab" if line.appends else "wb"
            stdout = files.enter_context(_writable(terminal.path(line.stdout), mode))
        has_files = line.stdin is not None or line.stdout is not None
        yield _Redirected(terminal, stdin, stdout) if has_files else terminal


def _writable(path: Path, mode: str) -> BinaryIO:
    return path.open(mode)  # type: ignore[return-value]


class _Redirected:
    """A terminal with other streams; nobody sits at those."""

    is_interactive = False

    def __init__(self, terminal: Terminal, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self._terminal = terminal
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = terminal.stderr
        self.columns = terminal.columns
        self.engine = terminal.engine
        self.progress = terminal.progress
        self.host_path = terminal.host_path
        self.path = terminal.path
        self.warn = terminal.warn
        self.completing = terminal.completing

    def print(self, text: str = "", end: str = "\n") -> None:
        self.stdout.write((text + end).encode("utf-8", "surrogateescape"))

    def ask(self, question: str) -> str:
        return self.stdin.readline().decode("utf-8", "surrogateescape")
