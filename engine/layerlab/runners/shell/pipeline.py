"""Pipelines: each command is a process and a task of its own, the last one in this thread.

Spec: POSIX.1-2024 XCU 2.9.2 Pipelines.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.descriptors import OpenFile
from layerlab.runners.shell.pipes import PipeReader, pipe
from layerlab.runners.shell.syntax import Command

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell


def run_pipeline(shell: "Shell", commands: Sequence[Command], *, tested: bool) -> int:
    """The last command's status; with `pipefail` that of the last one that failed."""
    turns = shell.world.turns
    statuses = [0] * len(commands)
    children: list[Shell] = []
    tasks = []

    def stage(number: int) -> Callable[[], None]:
        child, command = children[number], commands[number]

        def work() -> None:
            try:
                statuses[number] = child.run_to_end(lambda: child.execute(command, tested=tested))
            finally:
                child.state.close()

        return work

    try:
        _connect(shell, len(commands), children)
        tasks += [turns.start(stage(number)) for number in range(len(commands) - 1)]
        turns.give_way()
        stage(len(commands) - 1)()
    except BaseException as failure:
        turns.fail(failure)
        raise
    finally:
        for child in children[len(tasks) :]:
            child.state.close()
        turns.finish(tasks)
        for child in children:
            child.close()
    if shell.state.has("pipefail"):
        return next((status for status in reversed(statuses) if status), 0)
    return statuses[-1]


def _connect(shell: "Shell", count: int, children: "list[Shell]") -> None:
    """A process for each command, each one's stdout the next one's stdin."""
    turns, meter = shell.world.turns, shell.meter
    reader: PipeReader | None = None
    for number in range(count):
        files: dict[int, OpenFile] = {}
        if reader is not None:
            files[0] = OpenFile(reader, reads=True)  # type: ignore[arg-type]
        if number < count - 1:
            reader, writer = pipe(turns, meter)
            files[1] = OpenFile(writer, writes=True)  # type: ignore[arg-type]
        children.append(shell.child(files))
