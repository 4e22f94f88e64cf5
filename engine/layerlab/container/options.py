"""What `create` is told of a container beside its image, and what becomes of the image's own.

Source: moby daemon/create.go, runconfig/config.go, api/types/container (Config, HostConfig).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from layerlab.container.changes import merge_env
from layerlab.container.mount_spec import MountSpec, Origin
from layerlab.errors import InvalidWorkingDirectory
from layerlab.model import clean

HOST_CONFIG = "HostConfig"
"""Where a container's `HostConfig` is kept beside its execution parameters, as in Docker's API."""

HOST_NAME_LENGTH = 12
_OF_CONTAINER_ONLY = frozenset({"Hostname", "OpenStdin", "Tty"})


class RunnerChoice(Enum):
    """What runs a container's commands: AUTO is the built-in shell where it knows all that is
    named, else the Linux runner where it can run. See `facade.executing`.
    """

    AUTO = "auto"
    SHELL = "shell"
    LINUX = "linux"


@dataclass(frozen=True, slots=True)
class HostConfig:
    """What is kept of a container that is no part of its image: Docker's word for it.

    `runner` is ours.
    """

    auto_remove: bool = False
    runner: RunnerChoice = RunnerChoice.AUTO

    def to_json(self) -> dict[str, Any]:
        return {"AutoRemove": self.auto_remove, "Runner": self.runner.value}

    @classmethod
    def from_json(cls, value: object) -> "HostConfig":
        """Of what an older version or damage left; what is missing is as by default."""
        known = value if isinstance(value, dict) else {}
        choices = {choice.value: choice for choice in RunnerChoice}
        runner = choices.get(str(known.get("Runner")), RunnerChoice.AUTO)
        return cls(known.get("AutoRemove") is True, runner)


DEFAULT_HOST = HostConfig()


@dataclass(frozen=True, slots=True)
class CreateOptions:
    """Docker's flags of `create` and `run`. "" and None stand for what the image says.

    `entrypoint` of no words takes the image's away. `env` are words `NAME=VALUE`; one without
    `=` takes a variable away. `volumes_from` are words `CONTAINER[:ro|rw]`, whose mounts are taken.
    """

    entrypoint: Sequence[str] | None = None
    env: Sequence[str] = ()
    working_directory: str = ""
    user: str = ""
    host_name: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    is_interactive: bool = False
    has_terminal: bool = False
    host: HostConfig = DEFAULT_HOST
    mounts: Sequence[MountSpec] = ()
    volumes_from: Sequence[str] = ()


DEFAULT_OPTIONS = CreateOptions()


def execution_parameters(
    image_run: Mapping[str, Any], command: Sequence[str], options: CreateOptions, key: str
) -> dict[str, Any]:
    """A container's `Config`, from its image's and what was said; `key` is the container's ID.

    An entrypoint that is said lets the image's command go. Raises `InvalidWorkingDirectory`.
    """
    run = dict(image_run)
    if options.entrypoint is not None:
        run["Entrypoint"] = list(options.entrypoint) or None
        run["Cmd"] = None
    if command:
        run["Cmd"] = list(command)
    if options.env:
        taken_away = {word for word in options.env if "=" not in word}
        merged = merge_env(run.get("Env"), options.env)
        run["Env"] = [word for word in merged if word not in taken_away]
    if options.working_directory:
        run["WorkingDir"] = _absolute(options.working_directory)
    if options.user:
        run["User"] = options.user
    declared = [spec for spec in options.mounts if spec.origin is Origin.DECLARED]
    if declared:
        known = run.get("Volumes") or {}
        run["Volumes"] = {**known, **{spec.origin_text: {} for spec in declared}}
    if options.labels:
        run["Labels"] = {**(run.get("Labels") or {}), **options.labels}
    run["Hostname"] = options.host_name or key[:HOST_NAME_LENGTH]
    run["OpenStdin"] = options.is_interactive
    run["Tty"] = options.has_terminal
    return run


def image_parameters(run: Mapping[str, Any]) -> dict[str, Any]:
    """What a commit keeps of them: not what means nothing without the container."""
    return {name: value for name, value in run.items() if name not in _OF_CONTAINER_ONLY}


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise InvalidWorkingDirectory(path)
    return f"/{clean(path)}"
