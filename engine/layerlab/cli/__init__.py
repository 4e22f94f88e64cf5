"""The `layerlab` command: one face of the facade. The one place that prints and reads the
environment.

Exit status: 0 done; 1 the action failed, with one line `Error: …`; 2 wrong usage.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from layerlab.cli.parser import parse

if TYPE_CHECKING:
    from layerlab.facade import Engine
    from layerlab.limits import Limits
    from layerlab.model import Platform

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
ROOT_VARIABLE = "LAYERLAB_ROOT"
LIMITS_VARIABLE = "LAYERLAB_LIMITS"
DEBUG_VARIABLE = "LAYERLAB_DEBUG"


class CommandFailed(Exception):
    """A command has printed its results, and they mean failure."""


def main(words: Sequence[str] | None = None) -> int:
    arguments = parse(sys.argv[1:] if words is None else words)
    if arguments.version:
        from layerlab import __version__

        print(f"layerlab {__version__}")
        return 0
    try:
        arguments.limits = chosen_limits(arguments)
    except ValueError as error:
        print(f"layerlab: {LIMITS_VARIABLE}: {error}", file=sys.stderr)
        return WRONG_USAGE
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="surrogateescape")
    return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    from layerlab.errors import EngineError
    from layerlab.words import explain

    module, _, function = arguments.function.partition(":")
    command = getattr(importlib.import_module(f"layerlab.cli.{module}"), function)
    try:
        status = command(arguments)
        sys.stdout.flush()
        return int(status or 0)
    except EngineError as error:
        return _fail(explain(error))
    except CommandFailed:
        return FAILED
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


def _fail(sentence: str) -> int:
    print(f"Error: {' '.join(sentence.split())}", file=sys.stderr)
    return FAILED


def root_directory(arguments: argparse.Namespace) -> Path:
    """`--root`, else `LAYERLAB_ROOT`, else the platform's folder for a user's data."""
    chosen = arguments.root or os.environ.get(ROOT_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("layerlab", appauthor=False)


def wanted_platform(arguments: argparse.Namespace) -> "Platform | None":
    """`--platform`, where it was given. Raises `InvalidPlatform`."""
    from layerlab.model import Platform

    return Platform.parse(arguments.platform) if arguments.platform else None


def open_engine(arguments: argparse.Namespace) -> "Engine":
    from layerlab.facade import Engine

    return Engine(root_directory(arguments), arguments.limits)


def chosen_limits(arguments: argparse.Namespace) -> "Limits":
    """The defaults, changed by `LAYERLAB_LIMITS`, and that by `--limit`.

    Raises `ValueError` for what the variable has wrong.
    """
    from layerlab.limits import DEFAULT_LIMITS, parse_setting, with_settings

    texts = filter(None, os.environ.get(LIMITS_VARIABLE, "").split(","))
    return with_settings(DEFAULT_LIMITS, [*map(parse_setting, texts), *arguments.limit_settings])
