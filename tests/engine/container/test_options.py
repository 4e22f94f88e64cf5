"""What `create` makes of an image's execution parameters. Source: moby runconfig/config.go."""

import pytest

from layerlab.container.options import (
    CreateOptions,
    HostConfig,
    RunnerChoice,
    execution_parameters,
    image_parameters,
)
from layerlab.errors import InvalidWorkingDirectory

IMAGE = {
    "Entrypoint": ["entry"],
    "Cmd": ["cmd", "x"],
    "Env": ["PATH=/bin", "A=1"],
    "Labels": {"a": "1"},
    "User": "web",
    "Hostname": "of-another",
    "Tty": True,
}
KEY = "0123456789abcdef" * 4


def made(command: tuple[str, ...] = (), **said: object) -> dict[str, object]:
    return execution_parameters(IMAGE, command, CreateOptions(**said), KEY)  # type: ignore[arg-type]


def test_the_image_says_what_nobody_else_says() -> None:
    run = made()
    assert {name: run[name] for name in ("Entrypoint", "Cmd", "Env", "Labels", "User")} == {
        name: IMAGE[name] for name in ("Entrypoint", "Cmd", "Env", "Labels", "User")
    }
    assert (run["Hostname"], run["Tty"], run["OpenStdin"]) == (KEY[:12], False, False)


def test_a_command_keeps_the_entrypoint_and_an_entrypoint_drops_the_command() -> None:
    run = made(("ls", "-l"))
    assert (run["Entrypoint"], run["Cmd"]) == (["entry"], ["ls", "-l"])
    run = made(entrypoint=("echo",))
    assert (run["Entrypoint"], run["Cmd"]) == (["echo"], None)
    run = made(("hi",), entrypoint=("echo",))
    assert (run["Entrypoint"], run["Cmd"]) == (["echo"], ["hi"])
    run = made(entrypoint=())
    assert (run["Entrypoint"], run["Cmd"]) == (None, None)


def test_variables_are_set_and_taken_away() -> None:
    assert made(env=("A=2", "B=", "C=3"))["Env"] == ["PATH=/bin", "A=2", "B=", "C=3"]
    assert made(env=("A", "NOT"))["Env"] == ["PATH=/bin"]


def test_the_rest() -> None:
    run = made(
        working_directory="/srv//x/../y",
        user="daemon",
        host_name="h",
        labels={"b": "2"},
        is_interactive=True,
        has_terminal=True,
    )
    assert (run["WorkingDir"], run["User"], run["Hostname"]) == ("/srv/y", "daemon", "h")
    assert run["Labels"] == {"a": "1", "b": "2"}
    assert (run["OpenStdin"], run["Tty"]) == (True, True)
    assert IMAGE["Labels"] == {"a": "1"}


def test_a_working_directory_is_absolute() -> None:
    with pytest.raises(InvalidWorkingDirectory):
        made(working_directory="srv")


def test_a_commit_keeps_nothing_that_is_the_containers_own() -> None:
    assert image_parameters(made()).keys() == {"Entrypoint", "Cmd", "Env", "Labels", "User"}


@pytest.mark.parametrize("host", [HostConfig(), HostConfig(True, RunnerChoice.SHELL)])
def test_what_is_of_the_host_is_kept(host: HostConfig) -> None:
    assert HostConfig.from_json(host.to_json()) == host


@pytest.mark.parametrize("value", [None, {}, [], {"AutoRemove": 1, "Runner": "qemu"}, "x"])
def test_damage_there_is_as_by_default(value: object) -> None:
    assert HostConfig.from_json(value) == HostConfig()
