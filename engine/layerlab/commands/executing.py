"""`exec`: a command in a container, its streams as they are."""

import io
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from layerlab.commands import CommandFailed, Completion, Terminal
from layerlab.container import ProcessOptions
from layerlab.container.options import RunnerChoice
from layerlab.errors import (
    Cancelled,
    CommandNotStarted,
    CommandStopped,
    EngineError,
    InvalidWorkingDirectory,
    NoSuchGroup,
    NoSuchUser,
    NoWorkingDirectory,
)
from layerlab.runners import Streams
from layerlab.words import explain

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from layerlab.facade.sessions import Session

NOT_STARTED = 126
"""docker 20.10's status of a command that could not be started, whatever the reason."""

INTERRUPTED = 130
SHELLS = ("sh", "ash", "bash", "dash")
MORE = "> "

_NOT_STARTED_ERRORS = (
    CommandNotStarted,
    InvalidWorkingDirectory,
    NoSuchGroup,
    NoSuchUser,
    NoWorkingDirectory,
)


def execute(arguments: Namespace, terminal: Terminal) -> int:
    """The command's own exit status."""
    if arguments.interactive and arguments.tty and not terminal.is_interactive:
        terminal.warn("Error: the input device is not a TTY")
        raise CommandFailed
    options = ProcessOptions(
        tuple(arguments.env),
        arguments.workdir,
        arguments.user,
        RunnerChoice(arguments.runner) if arguments.runner else None,
    )
    try:
        if _is_session(arguments):
            return _talk(arguments, options, terminal)
        return _execute(arguments, options, terminal)
    except _NOT_STARTED_ERRORS as error:
        terminal.warn(f"Error: {explain(error)}")
        raise CommandFailed(NOT_STARTED) from error


def _execute(arguments: Namespace, options: ProcessOptions, terminal: Terminal) -> int:
    streams = streams_of(terminal, with_input=arguments.interactive, is_terminal=arguments.tty)
    with terminal.engine() as engine, terminal.progress() as bar:
        try:
            done = engine.execute(arguments.container, arguments.cmd, streams, options, bar)
        except Cancelled:
            return INTERRUPTED
    return done.status


def streams_of(terminal: Terminal, *, with_input: bool, is_terminal: bool) -> Streams:
    """The terminal's; without `-i` the input is at its end."""
    return Streams(
        terminal.stdin if with_input else io.BytesIO(),
        _Unbuffered(terminal.stdout),
        _Unbuffered(terminal.stderr),
        is_terminal,
        terminal.columns,
    )


class _Unbuffered(io.RawIOBase, BinaryIO):
    """Shows at once what is written."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        size = self._sink.write(data)
        self._sink.flush()
        return size


# a person and a shell -------------------------------------------------------------------------


def _is_session(arguments: Namespace) -> bool:
    """Whether a shell is meant to talk with a person, and by no other runner."""
    is_asked = arguments.interactive and arguments.tty
    is_ours = arguments.runner != RunnerChoice.LINUX.value
    return is_session(arguments.cmd, is_asked=is_asked and is_ours)


def is_session(words: Sequence[str], *, is_asked: bool) -> bool:
    """Whether a command is a shell without a script, and a person is to talk with it."""
    is_shell = bool(words) and words[0].rpartition("/")[2] in SHELLS
    is_bare = all(word.startswith("-") and "c" not in word for word in words[1:])
    return is_asked and is_shell and is_bare


def _talk(arguments: Namespace, options: ProcessOptions, terminal: Terminal) -> int:
    with terminal.engine() as engine:
        return talk(engine.session(arguments.container, arguments.cmd, options), terminal)


def talk(session: "Session", terminal: Terminal) -> int:
    """Line by line until `exit` or the end of the input; the last line's status."""
    status, text = 0, ""
    while not session.has_ended:
        try:
            with terminal.completing(partial(_complete, session, text)):
                line = terminal.ask(MORE if text else session.prompt)
        except KeyboardInterrupt:  # gives up what was typed, as every shell does
            terminal.print()
            text = ""
            continue
        if not line:
            break
        text += line
        if not session.needs_more(text):
            status = _run_line(session, text, terminal)
            text = ""
    return status


def _complete(session: "Session", before: str, line: str, cursor: int) -> Completion:
    """`before` are the lines that the command has already."""
    try:
        found = session.complete(before + line, len(before) + cursor)
    except EngineError:
        return Completion(cursor)
    ends = (
        each if each.endswith("/") or each[0] == "$" else f"{each} " for each in found.candidates
    )
    return Completion(found.start - len(before), tuple(ends))


def _run_line(session: "Session", text: str, terminal: Terminal) -> int:
    """What stops a line ends no session: the container is as it was before it."""
    streams = streams_of(terminal, with_input=True, is_terminal=True)
    with terminal.progress() as bar:
        try:
            return session.run(text, streams, bar).status
        except KeyboardInterrupt:
            terminal.print()
            return INTERRUPTED
        except Cancelled:
            return INTERRUPTED
        except CommandStopped as error:
            terminal.warn(f"Error: {explain(error)}")
            return 1
