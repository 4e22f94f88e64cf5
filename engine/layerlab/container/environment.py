"""What a process in a container starts with: its variables, its user, its directory.

Source: moby container/container_unix.go, CreateDaemonEnvironment, ReplaceOrAppendEnvValues;
daemon/exec.go; runc libcontainer/init_linux.go, finalizeNamespace; docker 20.10 as it behaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layerlab.container.options import RunnerChoice
from layerlab.errors import InvalidWorkingDirectory
from layerlab.model import clean
from layerlab.runners import DEFAULT_BOUNDS, Bounds, Command
from layerlab.runners.users import Read, home_of

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
TERMINAL = "xterm"


@dataclass(frozen=True, slots=True)
class ProcessOptions:
    """Docker's flags of `exec`, and ours. "" and None stand for what the container says.

    `environment` are words `NAME=VALUE`; one without `=` takes a variable away.
    """

    environment: Sequence[str] = ()
    working_directory: str = ""
    user: str = ""
    runner: RunnerChoice | None = None
    bounds: Bounds = DEFAULT_BOUNDS


DEFAULT_PROCESS = ProcessOptions()


def process(
    run: Mapping[str, Any],
    words: Sequence[str],
    options: ProcessOptions,
    read: Read,
    *,
    has_terminal: bool = False,
) -> Command:
    """A command in a container with the execution parameters `run`.

    `read` reads the container's files. Raises `InvalidWorkingDirectory`.
    """
    user = options.user or str(run.get("User") or "")
    directory = options.working_directory or str(run.get("WorkingDir") or "/")
    if not directory.startswith("/"):
        raise InvalidWorkingDirectory(directory)
    host_name = str(run.get("Hostname") or "")
    environment = {"PATH": DEFAULT_PATH, "HOSTNAME": host_name}
    if has_terminal:
        environment["TERM"] = TERMINAL
    _set(environment, (*(run.get("Env") or ()), *options.environment))
    if not environment.get("HOME"):
        environment["HOME"] = home_of(user, read)
    return Command(
        tuple(words),
        environment,
        f"/{clean(directory)}",
        user,
        host_name,
    )


def _set(environment: dict[str, str], words: Sequence[str]) -> None:
    for word in words:
        name, has_value, value = word.partition("=")
        if has_value:
            environment[name] = value
        else:
            environment.pop(name, None)
