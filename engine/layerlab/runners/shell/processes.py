"""The first process of a command: its account, its variables, its descriptors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from layerlab.model import clean
from layerlab.progress import Progress
from layerlab.runners.accounts import account
from layerlab.runners.files import Files
from layerlab.runners.permitted import permitted
from layerlab.runners.protocol import Bounds, Command, Streams
from layerlab.runners.shell.descriptors import Descriptors, OpenFile, Printed
from layerlab.runners.shell.interpreter import Shell
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.pipes import Killed
from layerlab.runners.shell.sh import INITIAL
from layerlab.runners.shell.state import State
from layerlab.runners.shell.text import inner
from layerlab.runners.shell.turns import Turns
from layerlab.runners.shell.variables import Variable, Variables
from layerlab.runners.shell.world import World
from layerlab.runners.tools.usage import Program
from layerlab.runners.users import reader


class Process:
    """What a command starts with."""

    def __init__(self, files: Files, command: Command, tools: Mapping[str, Program]) -> None:
        self._files = files
        self._command = command
        self._tools = tools

    @contextmanager
    def started(
        self,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
        label: str,
        kept: State | None = None,
    ) -> Iterator[Shell]:
        """A shell that runs while the context is open; then what it printed is flushed.

        `kept` is what a session knows from the lines before.
        """
        meter = Meter(label, bounds, progress)
        own = account(self._command.user, reader(self._files))
        world = World(
            files=permitted(self._files, own.identity),
            meter=meter,
            turns=Turns(label, progress.cancel),
            tools=self._tools,
            identity=own.identity,
            homes=own.homes,
            columns=streams.columns,
        )
        out, err = Printed(streams.stdout, meter), Printed(streams.stderr, meter)
        out.other, err.other = err, out
        terminal = streams.is_terminal
        files = {
            0: OpenFile(streams.stdin, reads=True, owned=False, is_terminal=terminal),
            1: OpenFile(out, writes=True, owned=False, is_terminal=terminal),  # type: ignore[arg-type]
            2: OpenFile(err, writes=True, owned=False, is_terminal=terminal),  # type: ignore[arg-type]
        }
        descriptors = Descriptors(files)
        state = kept.renewed(meter, descriptors) if kept else self._first(meter, descriptors)
        try:
            yield Shell(state, world)
        finally:
            descriptors.close()
            for printed in (out, err):
                with suppress(Killed):
                    printed.flush()

    def _first(self, meter: Meter, descriptors: Descriptors) -> State:
        directory = inner("/" + clean(self._command.working_directory))
        environment = {**self._command.environment, "PWD": directory}
        variables = {
            inner(name): Variable(inner(value), is_exported=True)
            for name, value in environment.items()
        }
        return State(Variables(meter, {**INITIAL, **variables}), descriptors, directory=directory)
