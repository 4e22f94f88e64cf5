"""Commands in containers: `exec`, and what else runs one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from layerlab.container import Container
from layerlab.container.environment import DEFAULT_PROCESS, ProcessOptions, process
from layerlab.container.executing import (
    Base,
    Executed,
    Ran,
    execute,
    glance,
    look,
    require_directory,
)
from layerlab.container.options import RunnerChoice
from layerlab.container.state import require_executable
from layerlab.errors import Reason, RunnerUnavailable
from layerlab.facade.containers import Containers
from layerlab.facade.sessions import Session
from layerlab.progress import Progress
from layerlab.reasons import NotInteractive, NotInThisProgram
from layerlab.runners import Command, Ground, InteractiveRunner, Interpreter, Runner, Streams
from layerlab.runners.builtin import BuiltinShell
from layerlab.runners.linux import LinuxRunner
from layerlab.runners.users import owner_of, reader


class Executing(Containers):
    @cached_property
    def runners(self) -> Mapping[RunnerChoice, Runner]:
        """What runs commands, by how it is chosen."""
        return {
            RunnerChoice.SHELL: BuiltinShell(),
            RunnerChoice.LINUX: LinuxRunner(self.unpacked),
        }

    def execute(
        self,
        name: str,
        words: Sequence[str],
        streams: Streams,
        options: ProcessOptions = DEFAULT_PROCESS,
        progress: Progress | None = None,
    ) -> Executed:
        """`docker exec`: a command in a container that runs, which is one edit of its files.

        A status that means failure keeps what the command did, as it does in Docker; an exception
        keeps nothing. Raises `ContainerNotRunning`, `ExecInPausedContainer`, `NoSuchUser`,
        `NoSuchGroup`, `InvalidWorkingDirectory`, `NoWorkingDirectory`, `CommandStopped`,
        `RunnerUnavailable`, `Cancelled`.
        """
        self._store.require_writable()
        progress = progress or Progress()
        container = self._executable(name, progress)
        command = self._command(container, words, options, has_terminal=streams.is_terminal)
        return self._execute(container, command, streams, options, progress)

    def session(
        self, name: str, words: Sequence[str] = ("sh",), options: ProcessOptions = DEFAULT_PROCESS
    ) -> Session:
        """A shell in a container that runs, on a terminal: see `Session`.

        It is the built-in one whatever the container's runner is. Raises as `execute` does.
        """
        self._store.require_writable()
        container = self._executable(name)
        base = self._base(container)
        command = self._command(container, words, options, has_terminal=True)
        shell = self._needed_runner(RunnerChoice.SHELL)
        if not isinstance(shell, InteractiveRunner):
            raise RunnerUnavailable(shell.name, NotInteractive())

        def start(ground: Ground) -> Interpreter:
            owner_of(command.user, reader(ground.files))
            require_directory(ground.files, command.working_directory)
            return shell.interpreter(ground, command)

        def run_line(text: str, streams: Streams, progress: Progress) -> Executed:
            def run(ground: Ground) -> Ran:
                status = interpreter.run(ground, text, streams, options.bounds, progress)
                return Ran(status, shell.name)

            line = replace(command, words=(text.strip(),), working_directory="/")
            return execute(self._executable(container.id), base, line, run, progress)

        interpreter = look(container, base, start)
        return Session(interpreter, run_line, lambda: glance(container, base).files)

    def why_not_linux(self, name: str) -> Reason | None:
        """Why the Linux runner can't run the container's main command; None where it can.

        The first time it tries what this machine allows, which takes a moment. Does not wait for a
        command that runs. Raises `NoSuchUser`, `NoSuchGroup`.
        """
        container = self.container(name)
        ground = glance(container, self._base(container))
        run = container.record.run
        read = reader(ground.files)
        command = process(run, container.record.command, DEFAULT_PROCESS, read, has_terminal=False)
        return self._needed_runner(RunnerChoice.LINUX).why_not(ground, command)

    def _executable(self, name: str, progress: Progress | None = None) -> Container:
        record = self._find_container(name)
        require_executable(record.state, record.id, name)
        return self.container(record.id, progress)

    def _command(
        self,
        container: Container,
        words: Sequence[str],
        options: ProcessOptions = DEFAULT_PROCESS,
        *,
        has_terminal: bool = False,
    ) -> Command:
        def see(ground: Ground) -> Command:
            read, run = reader(ground.files), container.record.run
            return process(run, words, options, read, has_terminal=has_terminal)

        return look(container, self._base(container), see)

    def _execute(
        self,
        container: Container,
        command: Command,
        streams: Streams,
        options: ProcessOptions,
        progress: Progress,
    ) -> Executed:
        def run(ground: Ground) -> Ran:
            runner = self._runner(container, ground, command, options.runner)
            status = runner.run(ground, command, streams, options.bounds, progress)
            return Ran(status, runner.name)

        return execute(container, self._base(container), command, run, progress)

    def _run(
        self, container: Container, command: Command, streams: Streams, progress: Progress
    ) -> int:
        """The exit status of a command that the container's state allows."""
        return self._execute(container, command, streams, DEFAULT_PROCESS, progress).status

    def _base(self, container: Container) -> Base:
        image = self.image(container.image_id)
        overlay = self._lower(image, Progress()).overlay
        return Base(image.layers, overlay, image.platform.architecture)

    def _runner(
        self,
        container: Container,
        ground: Ground,
        command: Command,
        wanted: RunnerChoice | None = None,
    ) -> Runner:
        """What runs a command: as it was wanted, else as the container is set.

        AUTO is the built-in shell where that knows all that the command names: it starts at once,
        everywhere, and shows each step. What it doesn't know goes to the Linux runner where that
        can run; else the built-in shell says what it lacks.
        """
        choice = wanted or container.record.host.runner
        if choice is not RunnerChoice.AUTO:
            return self._needed_runner(choice)
        shell = self._needed_runner(RunnerChoice.SHELL)
        linux = self.runners.get(RunnerChoice.LINUX)
        if linux and shell.why_not(ground, command) and not linux.why_not(ground, command):
            return linux
        return shell

    def _needed_runner(self, choice: RunnerChoice) -> Runner:
        found = self.runners.get(choice)
        if found is None:
            raise RunnerUnavailable(choice.value, NotInThisProgram())
        return found
