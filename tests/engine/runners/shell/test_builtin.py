"""The built-in shell as a runner."""

import io
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab.runners import Command, Files, Streams
from layerlab.runners.builtin import BuiltinShell
from support.files import put
from support.shell import BOUNDS, ENVIRONMENT, Outcome, ground, run, script


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


def test_streams_are_shared_in_order(files: Files) -> None:
    text = "echo a; echo b >&2; cat /dev/stdin; echo c >/dev/stderr; echo d | cat /dev/fd/0"
    assert script(files, text, stdin=b"in\n") == Outcome(0, "a\nin\nd\n", "b\nc\n")


def test_a_session_on_stdin(files: Files) -> None:
    """What a script on stdin leaves there is its commands' to read."""
    found = run(files, "sh", stdin=b"read x\nline\necho <\necho $x; if true\nthen echo y; fi\n")
    assert (found.out, found.status) == ("", 2)
    found = run(files, "sh", stdin=b"read x\nline\necho $x; if true\nthen echo y; fi\nexit 3\n")
    assert found == Outcome(3, "line\ny\n", "")


def test_the_environment(files: Files) -> None:
    environment = {"PATH": "/bin", "GREETING": "annyeong 안녕"}
    found = run(
        files, "sh", "-c", "echo $GREETING ${#GREETING} $PWD $HOME", environment=environment
    )
    assert found.out == "annyeong 안녕 15 /\n"


def test_names_that_are_not_ascii(files: Files) -> None:
    found = script(files, "x=파일; echo 내용 >$x; cat 파*; ls; case $x in 파*) echo yes;; esac")
    assert found.out == "내용\n파일\nyes\n"


def test_the_directory(files: Files) -> None:
    files.make_directory(LayerPath("d"))
    assert script(files, "pwd; echo x >f; cd ..; ls d", directory="/d").out == "/d\nf\n"


def test_tools_run_commands(files: Files) -> None:
    found = script(files, "printf 'a b\\n' | xargs echo x; echo 1 | xargs sh -c 'echo $0 $1' y")
    assert found.out == "x a b\ny 1\n"


def test_exit_status_of_a_signal(files: Files) -> None:
    found = script(files, "set -o pipefail; yes | head -1; echo $?")
    assert found.out == "y\n141\n"


@pytest.mark.parametrize("text", ["while :; do echo a; done", "yes", "seq 1 1000 | cat"])
def test_stdout_that_nobody_reads(files: Files, text: str) -> None:
    class Nobody(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    err = io.BytesIO()
    streams = Streams(io.BytesIO(), Nobody(), err)
    command = Command(("sh", "-c", text), ENVIRONMENT)
    status = BuiltinShell().run(ground(files), command, streams, BOUNDS, Progress())
    assert (status, err.getvalue()) == (141, b"")
