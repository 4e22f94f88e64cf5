"""The built-in shell as a `Runner`: it works everywhere, and knows what it knows."""

from layerlab.errors import Reason
from layerlab.progress import Progress
from layerlab.reasons import UnknownCommands
from layerlab.runners.protocol import Bounds, Command, Ground, Streams
from layerlab.runners.shell.builtins import UTILITIES
from layerlab.runners.shell.processes import Process
from layerlab.runners.shell.programs import SHELLS
from layerlab.runners.shell.session import ShellSession
from layerlab.runners.shell.survey import unknown_commands
from layerlab.runners.shell.text import inner
from layerlab.runners.tools import TOOLS

_OWN = frozenset(TOOLS) | UTILITIES | SHELLS


def has_tool(name: str) -> bool:
    """Whether the shell has a program of that name, or of a path's last part, of its own."""
    return name.rpartition("/")[2] in _OWN


class BuiltinShell:
    """Implements `InteractiveRunner`."""

    name = "built-in shell"

    def why_not(self, ground: Ground, command: Command) -> Reason | None:
        """By the script as it is written: a name that it makes up while it runs isn't foreseen."""
        unknown = unknown_commands(ground.files, command, TOOLS)
        return UnknownCommands(unknown) if unknown else None

    def run(
        self,
        ground: Ground,
        command: Command,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
    ) -> int:
        label = " ".join(command.words)
        with Process(ground.files, command, TOOLS).started(
            streams, bounds, progress, label
        ) as shell:
            return shell.run_to_end(lambda: shell.launch([inner(word) for word in command.words]))

    def interpreter(self, ground: Ground, command: Command) -> ShellSession:
        return ShellSession(ground, command, TOOLS)
