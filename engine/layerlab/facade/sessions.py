"""A shell in a container that a person talks to, line by line: `docker exec -it c1 sh`."""

from collections.abc import Callable

from layerlab.container import Executed
from layerlab.progress import Progress
from layerlab.runners import Completion, Files, Interpreter, Streams

RunLine = Callable[[str, Streams, Progress], Executed]
Glance = Callable[[], Files]


class Session:
    """The built-in shell; each line is one edit of the container, like a command of its own.

    Between lines other commands may run in the container, and it may be stopped: then the next
    line is refused. Used by one thread at a time.
    """

    def __init__(self, interpreter: Interpreter, run_line: RunLine, glance: Glance) -> None:
        self._interpreter = interpreter
        self._run_line = run_line
        self._glance = glance

    @property
    def prompt(self) -> str:
        return self._interpreter.prompt

    @property
    def has_ended(self) -> bool:
        """Whether a line was `exit`."""
        return self._interpreter.has_ended

    def needs_more(self, text: str) -> bool:
        """Whether what was typed so far is not a whole command yet."""
        return self._interpreter.needs_more(text)

    def complete(self, text: str, cursor: int) -> Completion:
        """What may stand where the cursor is: commands, variables, paths of the container."""
        return self._interpreter.complete(self._glance(), text, cursor)

    def run(self, text: str, streams: Streams, progress: Progress | None = None) -> Executed:
        """Raises as `Engine.execute` does, and goes on after that with what it knew before."""
        return self._run_line(text, streams, progress or Progress())
