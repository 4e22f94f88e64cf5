"""A container's state, and how it changes: Docker's states, by pure functions.

There is no daemon: nothing runs in the background. A container is `running` while a program of ours
executes its main command, or, where that would wait or serve for ever, without executing it: then
it *stands*, so that commands can be run in it, until it is stopped.
Source: moby daemon/{start,stop,kill,pause,unpause,delete,exec}.go; docker 20.10 as it behaves.
"""

import json
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from layerlab.errors import (
    ContainerAlreadyPaused,
    ContainerNotPaused,
    ContainerNotRunning,
    ExecInPausedContainer,
    RemovalOfPausedContainer,
    RemovalOfRunningContainer,
    StartOfPausedContainer,
)

NEVER = "0001-01-01T00:00:00Z"
"""How Docker writes a time that has not come."""

KILLED = 128 + 9
"""The status of a command that was killed: what standing, or a program that died, ends with."""


class Status(Enum):
    """Docker's words; `restarting`, `removing` and `dead` are a daemon's only."""

    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    EXITED = "exited"


@dataclass(frozen=True, slots=True)
class State:
    """Times are RFC 3339 in UTC, "" for never.

    `exit_code` is the main command's last one (also where it could not be started: 126, 127), and
    `error` why it could not be. `standing` says why the main command is not executed in a container
    that runs; it is "" where it is executed.
    """

    status: Status = Status.CREATED
    started_at: str = ""
    finished_at: str = ""
    exit_code: int = 0
    error: str = ""
    standing: str = ""

    @property
    def is_running(self) -> bool:
        """Docker counts a paused container as one that runs."""
        return self.status in (Status.RUNNING, Status.PAUSED)

    @property
    def is_executing(self) -> bool:
        """Whether some program of ours executes the main command; see `container.execution`."""
        return self.is_running and not self.standing

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"status": self.status.value})

    @classmethod
    def from_json(cls, text: str) -> "State":
        """What is kept in the database; damage there makes no container unusable.

        Fields that are missing or wrong are as in a new container; so is the whole.
        """
        try:
            value = json.loads(text)
            status = Status(value["status"])
        except (ValueError, TypeError, KeyError):
            return cls()
        texts = {name: _text(value, name) for name in ("started_at", "finished_at", "error")}
        code = value.get("exit_code")
        exit_code = code if isinstance(code, int) and 0 <= code <= 255 else 0
        return cls(status, exit_code=exit_code, standing=_text(value, "standing"), **texts)

    @classmethod
    def is_damaged(cls, text: str) -> bool:
        """Whether what is kept says something else than a state. `{}` is a new one's."""
        if text == "{}":
            return False
        try:
            return bool(json.loads(cls.from_json(text).to_json()) != json.loads(text))
        except ValueError:
            return True

    def inspected(self) -> dict[str, Any]:
        """`State` of Docker's `inspect`. `Pid` is 0: there is no process to point to.

        `Standing` is ours.
        """
        return {
            "Status": self.status.value,
            "Running": self.is_running,
            "Paused": self.status is Status.PAUSED,
            "Restarting": False,
            "OOMKilled": False,
            "Dead": False,
            "Pid": 0,
            "ExitCode": self.exit_code,
            "Error": self.error,
            "StartedAt": self.started_at or NEVER,
            "FinishedAt": self.finished_at or NEVER,
            **({"Standing": self.standing} if self.standing else {}),
        }


NEW = State()


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


# transitions ------------------------------------------------------------------------------------
# `container` is what an error names: the ID, as in Docker. `now` is a time of `State`.


def started(state: State, container: str, now: str, standing: str = "") -> State:
    """Raises `StartOfPausedContainer`; of one that runs nothing changes, as in Docker."""
    if state.status is Status.PAUSED:
        raise StartOfPausedContainer(container)
    if state.is_running:
        return state
    return State(Status.RUNNING, now, state.finished_at, standing=standing)


def failed_to_start(state: State, exit_code: int, error: str) -> State:
    """It is as before, and says why: Docker leaves a new container `created`."""
    status = Status.CREATED if state.status is Status.CREATED else Status.EXITED
    return replace(state, status=status, exit_code=exit_code, error=error, standing="")


def ended(state: State, now: str, exit_code: int, error: str = "") -> State:
    """The main command has ended, or was ended; of one that does not run nothing changes."""
    if not state.is_running:
        return state
    return State(Status.EXITED, state.started_at, now, exit_code, error)


def killed(state: State, container: str, now: str, signal: int) -> State:
    """Raises `ContainerNotRunning`."""
    _require_running(state, container)
    return ended(state, now, 128 + signal)


def paused(state: State, container: str) -> State:
    """Raises `ContainerNotRunning`, `ContainerAlreadyPaused`."""
    _require_running(state, container)
    if state.status is Status.PAUSED:
        raise ContainerAlreadyPaused(container)
    return replace(state, status=Status.PAUSED)


def unpaused(state: State, container: str) -> State:
    """Raises `ContainerNotPaused`."""
    if state.status is not Status.PAUSED:
        raise ContainerNotPaused(container)
    return replace(state, status=Status.RUNNING)


def _require_running(state: State, container: str) -> None:
    if not state.is_running:
        raise ContainerNotRunning(container)


def require_executable(state: State, container: str, name: str) -> None:
    """What `exec` needs; `name` is what the container was called by.

    Raises `ContainerNotRunning`, `ExecInPausedContainer`.
    """
    _require_running(state, container)
    if state.status is Status.PAUSED:
        raise ExecInPausedContainer(name)


def require_removable(state: State, container: str) -> None:
    """Raises `RemovalOfRunningContainer`, `RemovalOfPausedContainer`."""
    if state.status is Status.PAUSED:
        raise RemovalOfPausedContainer(container)
    if state.is_running:
        raise RemovalOfRunningContainer(container)
