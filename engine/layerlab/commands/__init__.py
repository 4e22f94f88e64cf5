"""The commands, typed as Docker's: one grammar for the terminal, the window's console and lessons.

    status = run(["docker", "diff", "c1"][1:], terminal)

What a command does is the facade's; here are its words: how it is typed, what it prints. Nothing
here reads the environment or prints by itself: that is the `Terminal`'s.
"""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.commands.terminal import Complete, Completion, Terminal

if TYPE_CHECKING:
    import argparse

FAILED = 1

__all__ = ["FAILED", "CommandFailed", "Complete", "Completion", "Terminal", "execute", "run"]


class CommandFailed(Exception):
    """A command has printed its results, and they mean failure, or `status`."""

    def __init__(self, status: int = FAILED) -> None:
        super().__init__(status)
        self.status = status


def run(words: Sequence[str], terminal: Terminal) -> int:
    """A command's words without the program's name; its exit status.

    Wrong usage and what the engine refuses are told on stderr, in one line `Error: …`.
    """
    from layerlab.commands.grammar import UsageEnd, parse

    try:
        arguments = parse(words)
    except UsageEnd as end:
        return end.tell(terminal)
    return execute(arguments, terminal)


def execute(arguments: "argparse.Namespace", terminal: Terminal) -> int:
    """A command that is parsed."""
    from layerlab.errors import EngineError
    from layerlab.words import explain

    module, _, function = arguments.function.partition(":")
    command = getattr(importlib.import_module(f"layerlab.commands.{module}"), function)
    try:
        return int(command(arguments, terminal) or 0)
    except EngineError as error:
        terminal.warn(f"Error: {' '.join(explain(error).split())}")
        return FAILED
    except CommandFailed as failure:
        return failure.status
