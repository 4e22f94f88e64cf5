"""The `layerlab` command: `commands` in a process of its own. The one place that prints and reads
the environment.

Exit status: 0 done; 1 the action failed, with one line `Error: …`; 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.commands.grammar import UsageEnd, parse

if TYPE_CHECKING:
    from layerlab.limits import Limits

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
LIMITS_VARIABLE = "LAYERLAB_LIMITS"
DEBUG_VARIABLE = "LAYERLAB_DEBUG"


def main(words: Sequence[str] | None = None) -> int:
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
    except UsageEnd as end:
        stream = sys.stderr if end.status else sys.stdout
        stream.write(end.text)
        return end.status
    if arguments.version:
        from layerlab import __version__

        print(f"layerlab {__version__}")
        return 0
    try:
        arguments.limits = chosen_limits(arguments)
    except ValueError as error:
        print(f"layerlab: {LIMITS_VARIABLE}: {error}", file=sys.stderr)
        return WRONG_USAGE
    _take_variables(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="surrogateescape")
    return _run(arguments)


def _take_variables(arguments: argparse.Namespace) -> None:
    """`-e NAME` means the value that NAME has here, where it has one, as for Docker's client."""
    words = getattr(arguments, "env", None)
    if words:
        arguments.env = [
            word if "=" in word or word not in os.environ else f"{word}={os.environ[word]}"
            for word in words
        ]


def _run(arguments: argparse.Namespace) -> int:
    from layerlab.errors import EngineError
    from layerlab.words import explain

    try:
        status = _execute(arguments)
        sys.stdout.flush()
        return status
    except EngineError as error:  # of the window; a command has told its own
        return _fail(explain(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _fail(f"{error.filename or 'the host'}: {error.strerror or error}")
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        return _fail(f"unexpected {type(error).__name__}: {error} (set {DEBUG_VARIABLE}=1)")


def _execute(arguments: argparse.Namespace) -> int:
    if arguments.command == "gui":
        from layerlab.cli.window import gui

        return gui(arguments)
    from layerlab.cli.terminal import ProcessTerminal
    from layerlab.commands import execute

    return execute(arguments, ProcessTerminal(arguments))


def _fail(sentence: str) -> int:
    print(f"Error: {' '.join(sentence.split())}", file=sys.stderr)
    return FAILED


def chosen_limits(arguments: argparse.Namespace) -> "Limits":
    """The defaults, changed by `LAYERLAB_LIMITS`, and that by `--limit`.

    Raises `ValueError` for what the variable has wrong.
    """
    from layerlab.limits import DEFAULT_LIMITS, parse_setting, with_settings

    texts = filter(None, os.environ.get(LIMITS_VARIABLE, "").split(","))
    return with_settings(DEFAULT_LIMITS, [*map(parse_setting, texts), *arguments.limit_settings])
