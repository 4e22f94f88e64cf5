"""What the built-in shell says beforehand of what it doesn't know."""

from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import Reason
from layerlab.model import LayerPath
from layerlab.reasons import UnknownCommands
from layerlab.runners import Command, Files
from layerlab.runners.builtin import BuiltinShell
from support.files import put
from support.shell import ENVIRONMENT, ground, run, script


@pytest.fixture
def files(tmp_path: Path) -> Files:
    made = HostFiles(tmp_path, "test")
    for directory in ("bin", "usr", "usr/bin"):
        made.make_directory(LayerPath(directory))
    for name, data in (
        ("bin/cat", b"\x7fELF"),
        ("bin/sh", b"\x7fELF"),
        ("usr/bin/apt-get", b"\x7fELF"),
        ("usr/bin/python3", b"\x7fELF"),
        ("usr/bin/mine", b"#!/bin/sh\necho mine $1\npython3 x\n"),
        ("usr/bin/bashed", b"#!/bin/bash\nnosuch\n"),
        ("usr/bin/plain", b"echo plain\n"),
        ("entry", b"#! /usr/bin/env sh\necho entry $1\n"),
        ("broken", b"#!/bin/sh\nif\n"),
    ):
        put(made, name, data)
        made.chmod(LayerPath(name), 0o755)
    put(made, "data", b"echo data\n")
    return made


def why_not(files: Files, *words: str) -> Reason | None:
    return BuiltinShell().why_not(ground(files), Command(words, ENVIRONMENT))


@pytest.mark.parametrize(
    "words",
    [
        ("cat", "x"),
        ("/bin/cat",),
        ("/usr/bin/ls",),
        ("echo", "a"),
        ("sh",),
        ("sh", "-c", "cat | f; f() { :; }"),
        ("sh", "-c", "if [ a ]; then cd /; fi"),
        ("sh", "-ec", "mkdir -p a && plain"),
        ("sh", "-c", "$x; eval python3"),
        ("/entry",),
        ("sh", "/entry"),
        ("plain",),
        ("/broken",),
        ("/data",),
        ("nosuch",),
        ("sh", "-c", "nosuch; type python3"),
        ("ash", "-c", "python3"),
        (),
    ],
)
def test_known(files: Files, words: tuple[str, ...]) -> None:
    assert why_not(files, *words) is None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("python3",), "python3"),
        (("/usr/bin/python3", "-c", "1"), "/usr/bin/python3"),
        (("bashed",), "bashed"),
        (("mine",), "python3"),
        (("sh", "-c", "apt-get update && apt-get install x; cat"), "apt-get"),
        (("sh", "-c", "echo $(python3) `nosuch` | bashed"), "python3, bashed"),
        (("sh", "-c", 'x="$(python3)"; case a in a) nosuch;; esac'), "python3"),
        (("sh", "-c", "exec python3; command -p bashed"), "python3, bashed"),
        (("sh", "-c", "cat & cat"), "&"),
        (("sh", "-c", "cat <<E\n$(python3)\nE"), "python3"),
    ],
)
def test_unknown(files: Files, words: tuple[str, ...], names: str) -> None:
    assert why_not(files, *words) == UnknownCommands(tuple(names.split(", ")))


@pytest.mark.parametrize(
    ("name", "status", "err"),
    [
        ("python3", 127, "sh: python3: not in the built-in shell"),
        ("/usr/bin/python3", 127, "sh: /usr/bin/python3: not in the built-in shell"),
        ("bashed", 127, "sh: bashed: not in the built-in shell"),
        ("/nosuch", 127, "sh: 1: /nosuch: not found"),
        ("/data", 126, "sh: 1: /data: Permission denied"),
        ("/usr", 126, "sh: 1: /usr: Permission denied"),
    ],
)
def test_statuses(files: Files, name: str, status: int, err: str) -> None:
    found = run(files, name)
    assert (found.status, found.err.splitlines()[0]) == (status, err)


def test_scripts_of_the_image(files: Files) -> None:
    assert run(files, "mine", "a").out == "mine a\n"
    assert run(files, "/entry", "a").out == "entry a\n"
    assert script(files, "plain; x=1 entry=2 /entry b").out == "plain\nentry b\n"


def test_the_linux_runner_is_offered_once(files: Files) -> None:
    found = script(files, "python3; python3; (nosuch)")
    offers = [line for line in found.err.splitlines() if "Linux runner" in line]
    assert len(offers) == 1


def test_what_is_in_the_image_is_told(files: Files) -> None:
    found = script(files, "type cat python3 ls mine; command -v cat ; command -v ls")
    assert found.out.splitlines() == [
        "cat is /bin/cat",
        "python3 is /usr/bin/python3",
        "ls is a tool of the built-in shell",
        "mine is /usr/bin/mine",
        "/bin/cat",
        "ls",
    ]
