"""The built-in shell as a `Runner`: it works everywhere, and knows what it knows."""

from layerlab.model import clean
from layerlab.progress import Progress
from layerlab.runners.accounts import Accounts
from layerlab.runners.permitted import permitted
from layerlab.runners.protocol import Bounds, Command, Ground, Streams
from layerlab.runners.shell.descriptors import Descriptors, OpenFile, Printed
from layerlab.runners.shell.interpreter import Interpreter
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.sh import INITIAL
from layerlab.runners.shell.state import State
from layerlab.runners.shell.text import inner
from layerlab.runners.shell.turns import Turns
from layerlab.runners.shell.variables import Variable, Variables
from layerlab.runners.shell.world import World
from layerlab.runners.tools import TOOLS


class BuiltinShell:
    """Implements `Runner`."""

    name = "built-in shell"

    def why_not(self, ground: Ground, command: Command) -> str:
        return ""

    def run(
        self,
        ground: Ground,
        command: Command,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
    ) -> int:
        meter = Meter(" ".join(command.words), bounds, progress)
        turns = Turns(meter.command, progress.cancel)
        accounts = Accounts(ground.files)
        identity = accounts.identity(command.user)
        world = World(
            files=permitted(ground.files, identity),
            meter=meter,
            turns=turns,
            tools=TOOLS,
            identity=identity,
            homes=accounts.homes,
            is_terminal=streams.is_terminal,
            columns=streams.columns,
        )
        values = {inner(name): inner(value) for name, value in command.environment.items()}
        values.setdefault("HOME", accounts.home(identity.uid))
        variables = {name: Variable(value, is_exported=True) for name, value in values.items()}
        directory = inner("/" + clean(command.working_directory))
        variables["PWD"] = Variable(directory, is_exported=True)
        out, err = Printed(streams.stdout, meter), Printed(streams.stderr, meter)
        out.other, err.other = err, out
        state = State(
            Variables(meter, {**INITIAL, **variables}),
            Descriptors(
                {
                    0: OpenFile(streams.stdin, reads=True, owned=False),
                    1: OpenFile(out, writes=True, owned=False),  # type: ignore[arg-type]
                    2: OpenFile(err, writes=True, owned=False),  # type: ignore[arg-type]
                }
            ),
            directory=directory,
        )
        shell = Interpreter(state, world)
        try:
            return shell.run_to_end(lambda: shell.launch(list(map(inner, command.words))))
        finally:
            out.flush()
            err.flush()
