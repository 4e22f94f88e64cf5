"""What all tools have in common, and what holds where the real ones can't be asked."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import CommandStopped
from layerlab.runners import Bounds
from layerlab.runners.tools import TOOLS
from support.tool_calls import call_tool


@pytest.fixture
def files(tmp_path: Path) -> HostFiles:
    (tmp_path / "a").write_bytes(b"alpha\n")
    return HostFiles(tmp_path, "a folder")


@pytest.mark.parametrize("name", TOOLS)
def test_help_names_every_option(name: str, files: HostFiles) -> None:
    stdout, stderr, status = call_tool(files, [name, "--help"])
    assert (stderr, status) == (b"", 0)
    usage = TOOLS[name].usage
    text = stdout.decode()
    assert text.startswith(f"Usage: {name} {usage.synopsis}".rstrip())
    assert all(option.spelled in text and option.text in text for option in usage.options)


@pytest.mark.parametrize("name", TOOLS)
def test_an_unknown_option_is_refused_and_help_is_named(name: str, files: HostFiles) -> None:
    stdout, stderr, status = call_tool(files, [name, "--no-such-option"])
    assert stdout == b""
    assert f"`help {name}`".encode() in stderr
    assert status == TOOLS[name].usage.status


def test_a_copy_stops_at_what_may_be_written(files: HostFiles) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, ["cp", "a", "b"], bounds=Bounds(written_bytes=3))


def test_yes_stops_at_its_time(files: HostFiles) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, ["yes"], bounds=Bounds(seconds=0))


@pytest.fixture
def shallow() -> Iterator[None]:
    """Python gives up soon."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 60)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("shallow")
def test_a_tree_may_be_deeper_than_python_recurses(files: HostFiles, tmp_path: Path) -> None:
    path = "/".join(["d"] * 70)
    for depth in range(1, len(path) + 1, 2):
        (tmp_path / path[:depth]).mkdir()
    assert call_tool(files, ["cp", "-r", "d", "e"]) == (b"", b"", 0)
    assert (tmp_path / path.replace("d", "e", 1)).is_dir()
    assert call_tool(files, ["rm", "-rv", "e"])[2] == 0
    assert not (tmp_path / "e").exists()
