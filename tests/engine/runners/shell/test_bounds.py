"""Scripts that want too much, are wrong on purpose, or nest deeply: each ends, and all of it."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import Cancelled, CommandStopped
from layerlab.progress import Progress
from layerlab.runners import Bounds, Command, Files, Streams
from layerlab.runners.builtin import BuiltinShell
from support.shell import ENVIRONMENT, ground, script

SMALL = Bounds(
    seconds=3, memory_bytes=4 << 20, written_bytes=1 << 16, printed_bytes=1 << 16, processes=32
)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return HostFiles(tmp_path, "test")


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("processes", "bomb() { bomb | bomb; }; bomb"),
        ("processes", "f() { f; }; f"),
        ("processes", "f() { (f); }; f"),
        ("processes", "f() { x=$(f); }; f"),
        ("processes", "f() { eval f; }; f"),
        ("processes", "echo 'sh /s' >s; sh /s"),
        ("processes", "(" * 40 + "echo" + ")" * 40),
        ("nesting", "echo '. /s' >s; . /s"),
        ("memory", "x=a; while :; do x=$x$x; done"),
        ("memory", "set -- a; while :; do set -- $@ $@; done"),
        ("memory", "x=$(yes)"),
        ("memory", "yes | { x=$(cat); }"),
        ("memory", "read x </dev/zero"),
        ("memory", "x=$(yes | head -c 1000000); set -- $x"),
        ("memory", "x=$(yes | head -c 1000000); for i in $x; do :; done"),
        ("memory", "head -c 2000000 /dev/zero | tr '\\0' a | { read x; echo ${#x}; }"),
        ("memory", "printf %1000000s%1000000s%1000000s%1000000s%1000000s >/dev/null"),
        ("memory", "yes aaaaaaaa | sort"),
        ("memory", "cat <<E\n$(yes)\nE"),
        ("memory", "i=0; while :; do eval x$i=$i; i=$((i+1)); done"),
        (
            "memory",
            'f() { f$1; }; i=0; while :; do i=$((i+1)); eval "f$i() { :; }"; x=$x$x$i; done',
        ),
        ("time", "while :; do :; done"),
        ("time", "until false; do true; done"),
        ("time", "yes >/dev/null"),
        ("time", "cat /dev/zero >/dev/null"),
        ("time", "while :; do seq 1 3 | head -1 >/dev/null; done"),
        ("bytes printed", "yes"),
        ("bytes printed", "while :; do echo aaaaaaaa; done"),
        ("bytes printed", "cat /dev/zero >&2"),
        ("bytes written", "yes >f"),
        ("bytes written", "while :; do printf %9999s a >>f; done"),
    ],
)
def test_stopped(files: Files, limit: str, text: str) -> None:
    with pytest.raises(CommandStopped) as stopped:
        script(files, text, bounds=replace(SMALL, seconds=1 if limit == "time" else 60))
    assert stopped.value.limit == limit


def test_patterns_are_bounded(files: Files) -> None:
    """The time that a pattern takes grows with its length times the text's, and no faster."""
    large = "x=a; while [ ${#x} -lt 60000 ]; do x=$x$x; done; "
    assert script(files, large + "case $x in *a*a*a*a*a*a*a*b) echo y;; esac").out == ""
    with pytest.raises(CommandStopped) as stopped:
        script(files, large + "y=*$x; case $x in $y) ;; esac")
    assert stopped.value.limit == "pattern"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{ ", "; }"),
        ("if ", "; then :; fi"),
        ("${a:-", "}"),
        ("echo ${a:-", "}"),
        ("echo ${a#", "}"),
        ('echo "${a:+', '}"'),
        ("echo $((", "))"),
        ("echo $((1+(", "))"),
        ("echo $(", ")"),
        ("for i in a; do ", "; done"),
        ("f() { ", "; }; f"),
        ("case a in a) ", ";; esac"),
        ("! { ", "; }"),
    ],
)
@pytest.mark.parametrize("depth", [30, 390, 5000])
def test_nested(files: Files, opening: str, closing: str, depth: int) -> None:
    """It works, or ends with a message: there is no third way."""
    try:
        found = script(files, opening * depth + ":" + closing * depth, bounds=SMALL)
    except CommandStopped as error:
        limit = error.limit
    else:
        limit = "none"
        assert found.status in (0, 1, 2, 127)
        assert depth < 400 or "More than 400 levels" in found.err
    assert limit in ("none", "nesting", "processes")


@pytest.mark.parametrize(
    "text",
    [
        "\\",
        "$",
        "${",
        "$(",
        "`",
        "'",
        '"',
        "<<",
        "<<E",
        ">",
        "((",
        "a(",
        "\0",
        "a\0b",
        "echo \x80\xff",
        "${a:1:2}",
        "${!a}",
        "case",
        "for",
        ";;",
        "}",
        "esac",
        "\r\n",
        "echo a\r\n",
        "((1))",
        "[[ a ]]",
        "a=(1 2)",
        "function f { :; }",
        "cat <<<a",
        "<(a)",
    ],
)
def test_odd(files: Files, text: str) -> None:
    assert script(files, text, bounds=SMALL).status in (0, 2, 127)


def test_cancelled_in_a_pipeline(files: Files) -> None:
    class CancelsItself(Progress):
        def changed(self) -> None:
            self.calls = getattr(self, "calls", 0) + 1
            if self.calls == 50:
                self.cancel()

    command = Command(("sh", "-c", "yes | cat | cat >/dev/null"), ENVIRONMENT)
    streams = Streams(io.BytesIO(), io.BytesIO(), io.BytesIO())
    with pytest.raises(Cancelled):
        BuiltinShell().run(ground(files), command, streams, SMALL, CancelsItself())


def test_background_is_refused(files: Files) -> None:
    found = script(files, "echo a & echo no")
    assert (found.status, found.out) == (2, "")
    assert found.err == "sh: 1: &: nothing runs in the background in the built-in shell\n"
