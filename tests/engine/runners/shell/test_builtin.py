"""The built-in shell as a runner."""

from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import CommandStopped
from layerlab.model import LayerPath
from layerlab.runners import Bounds, Files
from support.files import put
from support.shell import Outcome, run, script


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return HostFiles(tmp_path, "test")


def test_script_prints(files: Files) -> None:
    assert script(files, 'x=1; echo "$x $1"', "a") == Outcome(0, "1 a\n", "")


def test_script_writes(files: Files) -> None:
    assert script(files, "echo a >f; echo b >>f; while read x; do echo $x; done <f").out == "a\nb\n"


def test_unknown_command(files: Files) -> None:
    found = script(files, "nosuch; echo $?")
    assert found.out == "127\n"
    assert found.err.splitlines()[0] == "sh: nosuch: not in the built-in shell"


def test_script_file_with_its_interpreter(files: Files) -> None:
    put(files, "run", b"#!/bin/sh\necho $0 $1\n")
    assert run(files, "/run", "a").status == 126
    files.chmod(LayerPath("run"), 0o755)
    assert run(files, "/run", "a").out == "/run a\n"


def test_pipe_without_a_reader_ends_the_writer(files: Files) -> None:
    assert script(files, "while :; do echo y; done | { read x; echo $x; }").out == "y\n"


@pytest.mark.parametrize(
    "text",
    [
        "bomb() { bomb | bomb; }; bomb",
        "f() { f; }; f",
        "x=a; while :; do x=$x$x; done",
        "while :; do :; done",
        "while :; do echo aaaaaaaa; done",
        "while :; do echo a >>f; done",
    ],
)
def test_hostile_script_is_stopped(files: Files, text: str) -> None:
    bounds = Bounds(
        seconds=2, memory_bytes=1 << 24, written_bytes=1 << 12, printed_bytes=1 << 16, processes=40
    )
    with pytest.raises(CommandStopped):
        script(files, text, bounds=bounds)
