"""Starting a container: its main command is executed to its end, or the container stands."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from layerlab.container import Container, ContainerRecord
from layerlab.container.executable import require_program
from layerlab.container.executing import look
from layerlab.container.execution import Watched
from layerlab.container.main_command import Standing, standing
from layerlab.container.options import RunnerChoice
from layerlab.container.output import OutputLog, OutputWriter
from layerlab.container.state import KILLED, State, ended, failed_to_start, started
from layerlab.container.streams import copied_to
from layerlab.errors import (
    Cancelled,
    CommandNotStarted,
    CommandStopped,
    NoCommand,
    NoSuchContainer,
    NoSuchGroup,
    NoSuchUser,
)
from layerlab.facade.describing import ContainerSummary, container_summary
from layerlab.facade.executing import Executing
from layerlab.facade.lifecycle import Lifecycle, stopped
from layerlab.progress import Progress
from layerlab.runners import Ground, Streams
from layerlab.runners.builtin import has_tool
from layerlab.runners.users import owner_of, reader
from layerlab.store import now_text

_Unstartable = CommandNotStarted | NoCommand | NoSuchUser | NoSuchGroup

NOT_STARTED = 128
"""Docker's exit code of a container that could not be started for another reason than 126, 127."""


@dataclass(frozen=True, slots=True)
class Started:
    """`status` is what the main command ended with; None where the container runs now."""

    container: ContainerSummary
    status: int | None


class Starting(Executing, Lifecycle):
    def start(
        self,
        name: str,
        streams: Streams | None = None,
        *,
        with_input: bool = False,
        progress: Progress | None = None,
    ) -> Started:
        """Executes the main command and returns when it has ended, or lets the container stand.

        With `streams` its output goes there, too (`-a`), and `with_input` its input comes from
        there (`-i`); without, the input is at its end, and the output is in the container's log
        only. Of a container that runs nothing changes; two starts at once execute it once. Stopped
        from outside, it ends as killed. What is mounted on is made where it is missing.

        Raises `StartOfPausedContainer`, `NoCommand`, `CommandNotStarted`, `NoSuchUser`,
        `NoSuchGroup`, `InvalidMountConfig`, and as `execute` does.
        """
        self._store.require_writable()
        record = self._find_container(name)
        if record.state.is_running:
            started(record.state, record.id, now_text())  # which says what is refused
            return Started(container_summary(record), None)
        container = self.container(record.id)
        with self._execution_lock(record).taken() as is_ours:
            if not is_ours:
                return Started(container_summary(record), None)
            container.make_mount_points()
            why = self._why_it_stands(container, with_input=with_input)
            run, is_first = self._begin(record, why)
            if not is_first or why:
                return Started(container_summary(run), None)
            status = self._execute_main(container, run, streams, with_input, progress or Progress())
        if record.host.auto_remove:
            with contextlib.suppress(NoSuchContainer):
                self.remove_container(record.id, volumes=True)
        return Started(container_summary(self._read_again(run)), status)

    def restart(
        self, name: str, progress: Progress | None = None, *, seconds: float | None = None
    ) -> ContainerSummary:
        """Stops it, if it runs, as `stop` does, and starts it, detached."""
        record = self._find_container(name)
        self._end_from_outside(record, stopped, seconds=seconds, keep=True)
        return self.start(record.id, progress=progress).container

    def _begin(self, record: ContainerRecord, why: str) -> tuple[ContainerRecord, bool]:
        """The record as it runs now, and whether that is our doing."""
        is_first = True

        def begin(state: State) -> State:
            nonlocal is_first
            is_first = not state.is_running
            return started(state, record.id, now_text(), why)

        return self._change_state(record, begin), is_first

    def _why_it_stands(self, container: Container, *, with_input: bool) -> str:
        """Why the main command is not to be executed; "" where it is.

        What it can't be executed for is kept in the state, too, and raised.
        """
        record = container.record
        words = record.command
        try:
            if not any(words):
                raise NoCommand(record.image_name)
            found = self._standing(container, words, with_input=with_input)
        except (CommandNotStarted, NoCommand, NoSuchUser, NoSuchGroup) as error:
            code = error.status if isinstance(error, CommandNotStarted) else NOT_STARTED
            text = _reason(error)
            self._change_state(record, lambda state: failed_to_start(state, code, text))
            if record.host.auto_remove:
                self.remove_container(record.id, volumes=True)
            raise
        return found.value if found else ""

    def _standing(
        self, container: Container, words: tuple[str, ...], *, with_input: bool
    ) -> Standing | None:
        run = container.record.run
        waits = bool(run.get("OpenStdin") or run.get("Tty")) and not with_input
        command = self._command(container, words)

        def is_runnable(ground: Ground) -> bool:
            owner_of(command.user, reader(ground.files))
            runner = self._runner(container, ground, command)
            is_shell = runner is self.runners.get(RunnerChoice.SHELL)
            require_program(ground.files, command, has_tool=is_shell and has_tool(words[0]))
            return not runner.why_not(ground, command)

        can_run = look(container, self._base(container), is_runnable)
        found = standing(words, waits_for_input=waits)
        return found if found or can_run else Standing.FOREIGN

    def _execute_main(
        self,
        container: Container,
        run: ContainerRecord,
        streams: Streams | None,
        with_input: bool,
        progress: Progress,
    ) -> int:
        log = OutputLog(self._container_directory(run.id), run.id)
        watched = Watched(progress, self._looking_at(run), run.state)
        has_terminal = bool(run.run.get("Tty"))
        command = self._command(container, run.command, has_terminal=has_terminal)
        try:
            with OutputWriter(log) as writer:
                told = copied_to(writer, streams, with_input=with_input)
                status = self._run(container, command, told, watched)
        except Cancelled:
            if watched.is_over:
                return self._read_again(run).state.exit_code
            self._end(run, KILLED)
            raise
        except CommandStopped as error:
            self._end(run, KILLED, f"{error.limit}: {error.allowed}")
            raise
        except BaseException as error:
            self._end(run, KILLED, type(error).__name__)
            raise
        self._end(run, status)
        return status

    def _looking_at(self, run: ContainerRecord) -> Callable[[], State | None]:
        query = "select state from container where id = ?"

        def read() -> State | None:
            rows = self._store.database.rows(query, run.id)
            return State.from_json(str(rows[0][0])) if rows else None

        return read

    def _end(self, run: ContainerRecord, status: int, error: str = "") -> None:
        """Unless that was the doing of another: then what it has said stays."""

        def end(state: State) -> State:
            is_same = state.started_at == run.state.started_at
            return ended(state, now_text(), status, error) if is_same else state

        with contextlib.suppress(NoSuchContainer):
            self._change_state(run, end)

    def _read_again(self, run: ContainerRecord) -> ContainerRecord:
        """As it is now; of one that was removed meanwhile as it was last."""
        try:
            return self._find_container(run.id)
        except NoSuchContainer:
            return replace(run, state=ended(run.state, now_text(), KILLED))


def _reason(error: _Unstartable) -> str:
    """Docker's `State.Error`."""
    match error:
        case CommandNotStarted():
            return f'exec: "{error.command}": {error.reason}'
        case NoSuchUser():
            return f"unable to find user {error.user}: no matching entries in passwd file"
        case NoSuchGroup():
            return f"unable to find group {error.group}: no matching entries in group file"
        case NoCommand():
            return "No command specified"
