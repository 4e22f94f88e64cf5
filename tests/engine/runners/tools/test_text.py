"""The text tools within their bounds, and what the real ones can't be compared in."""

from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import CommandStopped
from layerlab.runners import Bounds
from support.tool_calls import call_tool

MIB = 1 << 20


@pytest.fixture
def files(tmp_path: Path) -> HostFiles:
    (tmp_path / "t").write_bytes(b"one\ntwo\n")
    return HostFiles(tmp_path, "a folder")


@pytest.mark.parametrize("words", [["sort"], ["tail", "-n", "900000"], ["sed", "H;$!d;x"]])
def test_what_is_held_is_bounded(files: HostFiles, words: list[str]) -> None:
    with pytest.raises(CommandStopped) as caught:
        call_tool(files, words, b"x\n" * MIB, bounds=Bounds(memory_bytes=MIB >> 6))
    assert caught.value.limit == "memory"


@pytest.mark.parametrize("words", [["head", "-n", "1"], ["grep", "x"], ["sed", "p"]])
def test_one_endless_line_is_bounded(files: HostFiles, words: list[str]) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, words, b"x" * (4 * MIB), bounds=Bounds(memory_bytes=MIB))


def test_sed_grows_within_its_bound(files: HostFiles) -> None:
    script = ":a;s/.*/&&/;ta"
    with pytest.raises(CommandStopped):
        call_tool(files, ["sed", script], b"x\n", bounds=Bounds(memory_bytes=MIB))


def test_an_endless_script_ends_with_its_time(files: HostFiles) -> None:
    with pytest.raises(CommandStopped) as caught:
        call_tool(files, ["sed", ":a;ba"], b"x\n", bounds=Bounds(seconds=0.05))
    assert caught.value.limit == "time"


def test_what_sed_writes_is_counted(files: HostFiles) -> None:
    with pytest.raises(CommandStopped) as caught:
        call_tool(files, ["sed", "w out"], b"x\n" * 1000, bounds=Bounds(written_bytes=100))
    assert caught.value.limit == "bytes written"


@pytest.mark.parametrize(
    ("words", "status"),
    [(["sed", "s/a/b/e"], 1), (["sed", "e ls"], 1), (["tail", "-f", "t"], 1), (["grep", "-P"], 2)],
)
def test_what_is_not_known_is_refused(files: HostFiles, words: list[str], status: int) -> None:
    stdout, stderr, ended = call_tool(files, words, b"")
    assert (stdout, ended) == (b"", status)
    assert stderr


def test_xargs_ends_where_a_command_is_missing(files: HostFiles) -> None:
    assert call_tool(files, ["xargs", "nope"], b"a b")[2] == 127
