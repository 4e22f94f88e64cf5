"""Runs a syntax tree: lists, pipelines, loops, functions and subshells.

Spec: POSIX.1-2024 XCU 2.8 Exit Status and Errors, 2.9 Shell Commands, 2.12 Special Built-In
Utilities. Where that leaves a choice, it is dash's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from layerlab.errors import CommandStopped
from layerlab.runners.files import Files
from layerlab.runners.shell.arithmetic import ArithmeticFault
from layerlab.runners.shell.builtins import BUILTINS, Builtin
from layerlab.runners.shell.depth import Depth, NestedTooDeeply
from layerlab.runners.shell.descriptors import Collected, OpenFile
from layerlab.runners.shell.devices import DeviceFiles
from layerlab.runners.shell.expansion import WORD_BYTES, Expander, ExpansionFault
from layerlab.runners.shell.globbing import Globber
from layerlab.runners.shell.launching import find_program, launch
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.parser import Parser
from layerlab.runners.shell.patterns import PatternTooLarge
from layerlab.runners.shell.pipeline import run_pipeline
from layerlab.runners.shell.pipes import Killed
from layerlab.runners.shell.programs import Program
from layerlab.runners.shell.redirection import RedirectionFault, Redirector
from layerlab.runners.shell.simple import run_builtin, run_simple
from layerlab.runners.shell.source import Source, SyntaxFault
from layerlab.runners.shell.state import Exit, Jump, Return, State
from layerlab.runners.shell.syntax import (
    Background,
    Body,
    Case,
    Chain,
    Command,
    For,
    Function,
    Group,
    If,
    Not,
    Pipeline,
    Redirected,
    Simple,
    Subshell,
    While,
)
from layerlab.runners.shell.variables import ReadOnlyVariable
from layerlab.runners.shell.world import World

NESTING = 4000
_ENDING = (Simple, Pipeline, Subshell)
"""Commands whose failure ends a shell with `set -e`."""

_EXPANSION_FAULTS = (ExpansionFault, ArithmeticFault)


class Shell:
    """One shell process: its state, and how its commands are run.

    `tested` tells that a status decides something, so that `set -e` doesn't end the shell by it.
    Raises `Flow` where control leaves, `Killed` where a signal ends the process, and the errors of
    `Runner.run`.
    """

    def __init__(self, state: State, world: World, depth: Depth | None = None) -> None:
        self.state = state
        self.world = world
        self.depth = depth or Depth(NESTING, world.turns.interrupted)
        self.files: Files = DeviceFiles(world.files, state.descriptors, world.meter)
        self.expander = Expander(self)
        self._actions: dict[type, Callable[..., int]] = {
            Simple: self._simple,
            Redirected: self._redirected,
            Pipeline: self._pipeline,
            Not: self._not,
            Chain: self._chain,
            Background: self._background,
            Subshell: self._subshell,
            Group: lambda command, tested: self.run(command.body, tested=tested),
            If: self._if,
            While: self._while,
            For: self._for,
            Case: self._case,
            Function: self._function,
        }

    @property
    def meter(self) -> Meter:
        return self.world.meter

    # scripts -------------------------------------------------------------------------------------

    def run_text(self, text: str, *, line: int = 1, tested: bool = False, label: str = "") -> int:
        """A script, command by command. Of what is wrong with it the shell ends."""
        parser = Parser(Source(text, line))
        status = 0
        while True:
            try:
                command = parser.next_command()
            except SyntaxFault as fault:
                self.state.line = fault.line
                raise self.fault(f"Syntax error: {fault.text}", label) from None
            if command is None:
                return status
            status = self.execute(command, tested=tested)

    def run_to_end(self, work: Callable[[], int]) -> int:
        """A whole process: its status, its EXIT trap run."""
        return self.run_trap(self.ended(work))

    def run_trap(self, status: int) -> int:
        """The EXIT trap, where there is one; it may change the status."""
        trap = self.state.traps.pop("EXIT", "")
        if not trap:
            return status
        self.state.status = status

        def run() -> int:
            self.run_text(trap)
            return status

        return self.ended(run)

    def ended(self, work: Callable[[], int]) -> int:
        """The status of a process that does this."""
        try:
            return work()
        except Exit as end:
            return end.status
        except Return as end:
            return end.status
        except Jump:
            return 0
        except Killed as end:
            return end.status

    def fault(self, text: str, label: str = "", status: int = 2) -> Exit:
        """Says what is wrong; what ends a shell that is not interactive."""
        self.complain(text, label)
        self.state.status = status
        return Exit(status, is_fault=True)

    def complain(self, text: str, label: str = "") -> None:
        state = self.state
        label = f"{label}: " if label else ""
        self.say(f"{state.name}: {state.line}: {label}{text}\n")

    def say(self, text: str) -> None:
        """On stderr, as it is now."""
        try:
            self.state.descriptors.writer(2).write(text.encode("latin-1"))
        except OSError:
            return

    # commands ------------------------------------------------------------------------------------

    def run(self, body: Body, *, tested: bool = False) -> int:
        status = 0
        for command in body:
            status = self.execute(command, tested=tested)
        return status

    def execute(self, command: Command, *, tested: bool = False) -> int:
        try:
            status = self.depth.enter(lambda: self._execute(command, tested))
        except (NestedTooDeeply, RecursionError) as error:
            raise CommandStopped(self.meter.command, "nesting", f"{NESTING} levels") from error
        except PatternTooLarge:
            raise CommandStopped(self.meter.command, "pattern", "too much text") from None
        self.state.status = status
        if status and not tested and self.state.has("errexit") and isinstance(command, _ENDING):
            raise Exit(status)
        return status

    def _execute(self, command: Command, tested: bool) -> int:
        self.meter.tick()
        if self.state.has("noexec"):
            return 0
        try:
            return self._actions[type(command)](command, tested)
        except _EXPANSION_FAULTS as fault:
            raise self.fault(str(fault)) from None
        except ReadOnlyVariable as refused:
            raise self.fault(f"{refused.name}: is read only") from None

    def _simple(self, command: Simple, tested: bool) -> int:
        self.state.line = command.span.line
        return run_simple(self, command, tested=tested)

    def _redirected(self, command: Redirected, tested: bool) -> int:
        self.state.line = command.span.line
        try:
            applied = self.redirector().apply(command.redirections)
        except RedirectionFault as fault:
            self.complain(str(fault))
            return 2
        try:
            return self.execute(command.command, tested=tested)
        finally:
            applied.undo()

    def redirector(self) -> Redirector:
        return Redirector(self.state, self.files, self.meter, self.expander)

    def _not(self, command: Not, tested: bool) -> int:
        return int(not self.execute(command.command, tested=True))

    def _chain(self, command: Chain, tested: bool) -> int:
        last = len(command.rest) - 1
        status = self.execute(command.first, tested=True)
        for number, (operator, following) in enumerate(command.rest):
            if (status == 0) is (operator == "&&"):
                status = self.execute(following, tested=tested or number < last)
        return status

    def _background(self, command: Background, tested: bool) -> int:
        self.state.line = command.span.line
        raise self.fault("&: nothing runs in the background in the built-in shell")

    def _if(self, command: If, tested: bool) -> int:
        for condition, body in command.branches:
            if self.run(condition, tested=True) == 0:
                return self.run(body, tested=tested)
        return self.run(command.otherwise, tested=tested)

    def _while(self, command: While, tested: bool) -> int:
        status = 0
        self.state.loops += 1
        try:
            while True:
                self.meter.tick()
                try:
                    if (self.run(command.condition, tested=True) == 0) is command.is_until:
                        return status
                    status = self.run(command.body, tested=tested)
                except Jump as jump:
                    if not self._goes_on(jump):
                        return 0
                    status = 0
        finally:
            self.state.loops -= 1

    def _for(self, command: For, tested: bool) -> int:
        self.state.line = command.span.line
        if command.words is None:
            values: Sequence[str] = list(self.state.parameters)
        else:
            values = self.expander.fields(command.words)
        with self.holding(values):
            return self._for_each(command, values, tested)

    def _for_each(self, command: For, values: Sequence[str], tested: bool) -> int:
        status = 0
        self.state.loops += 1
        try:
            for value in values:
                self.meter.tick()
                self.state.variables.set(command.name, value)
                try:
                    status = self.run(command.body, tested=tested)
                except Jump as jump:
                    if not self._goes_on(jump):
                        return 0
                    status = 0
        finally:
            self.state.loops -= 1
        return status

    @staticmethod
    def _goes_on(jump: Jump) -> bool:
        """Whether the loop that catches it goes on. Raises it anew where an outer loop is meant."""
        if jump.levels > 1:
            raise Jump(jump.levels - 1, again=jump.again)
        return jump.again

    def _case(self, command: Case, tested: bool) -> int:
        self.state.line = command.span.line
        value = self.expander.text(command.word)
        for item in command.items:
            for word in item.patterns:
                self.meter.tick()
                if self.expander.pattern(word).matches(value):
                    return self.run(item.body, tested=tested)
        return 0

    def _function(self, command: Function, tested: bool) -> int:
        self.state.functions[command.name] = command.body
        return 0

    @contextmanager
    def holding(self, words: Sequence[str]) -> Iterator[None]:
        """While it lasts, the memory that words take is held."""
        size = sum(map(len, words)) + WORD_BYTES * len(words)
        self.meter.hold(size)
        try:
            yield
        finally:
            self.meter.hold(-size)

    # processes -----------------------------------------------------------------------------------

    def _subshell(self, command: Subshell, tested: bool) -> int:
        self.state.line = command.span.line
        return self.in_subshell(lambda shell: shell.run(command.body, tested=tested))

    def in_subshell(
        self, work: "Callable[[Shell], int]", files: Mapping[int, OpenFile] | None = None
    ) -> int:
        """Another process, and its status; `files` are its descriptors where they differ."""
        child = self.child(files or {}, self.depth)
        try:
            return child.run_to_end(lambda: work(child))
        finally:
            child.close()

    def child(self, files: Mapping[int, OpenFile], depth: Depth | None = None) -> "Shell":
        """A process of its own, which whoever asks for it closes."""
        self.meter.enter()
        child = Shell(self.state.fork(), self.world, depth)
        for number, file in files.items():
            child.state.descriptors.put(number, file)
        return child

    def close(self) -> None:
        self.state.close()
        self.meter.leave()

    def _pipeline(self, command: Pipeline, tested: bool) -> int:
        return run_pipeline(self, command.commands, tested=tested)

    def substitute(self, body: Body) -> str:
        """What commands print in a subshell."""
        collected = Collected(self.meter)
        out = OpenFile(collected, writes=True, owned=False)  # type: ignore[arg-type]
        try:
            self.state.substituted = self.in_subshell(lambda shell: shell.run(body), {1: out})
            return collected.text()
        finally:
            collected.close()

    # for the builtins ----------------------------------------------------------------------------

    @property
    def builtins(self) -> Mapping[str, Builtin]:
        return BUILTINS

    def launch(self, words: Sequence[str]) -> int:
        return launch(self, words)

    def find_program(self, name: str) -> Program:
        return find_program(self, name)

    def run_builtin(self, words: Sequence[str], *, tested: bool, is_special: bool) -> int:
        return run_builtin(self, words, tested=tested, is_special=is_special)

    # for the expansion ---------------------------------------------------------------------------

    def globber(self) -> Globber:
        return Globber(self.files, self.meter, self.state.directory)

    def home(self, user: str) -> str | None:
        return self.world.homes.get(user)
