"""Commands on several objects: each by itself, so that one that fails holds up no other."""

from collections.abc import Callable, Iterable

from layerlab.commands import CommandFailed, Terminal
from layerlab.errors import EngineError
from layerlab.words import explain


def complain(error: EngineError, terminal: Terminal) -> None:
    terminal.warn(f"Error: {' '.join(explain(error).split())}")


def each(names: Iterable[str], action: Callable[[str], object], terminal: Terminal) -> None:
    """Prints each name whose action succeeds, as Docker does. Raises `CommandFailed` at the end."""
    has_failed = False
    for name in names:
        try:
            action(name)
        except EngineError as error:
            complain(error, terminal)
            has_failed = True
        else:
            terminal.print(name)
    if has_failed:
        raise CommandFailed
