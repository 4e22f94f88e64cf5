"""What the built-in shell tells of itself."""

import subprocess
import sys
from pathlib import Path

from layerlab.container.host_files import HostFiles
from layerlab.runners.shell.builtins import BUILTINS
from layerlab.runners.tools import TOOLS
from support.shell import script

PROJECT = Path(__file__).parents[4]


def test_the_documentation_is_what_they_say() -> None:
    """Made by resources/make_shell.py, which is to be run after each change of a tool's usage."""
    command = [sys.executable, str(PROJECT / "resources" / "make_shell.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_lists_everything(tmp_path: Path) -> None:
    found = script(HostFiles(tmp_path, "test"), "help")
    assert {*BUILTINS, *TOOLS} <= set(found.out.split())


def test_help_of_each(tmp_path: Path) -> None:
    names = " ".join(f"'{name}'" for name in (*BUILTINS, *TOOLS))
    found = script(HostFiles(tmp_path, "test"), f"for i in {names}; do help $i || echo no $i; done")
    assert found.err == ""
    assert found.out.count("Usage: ") >= len(BUILTINS) + len(TOOLS)
    assert "no " not in [line[:3] for line in found.out.splitlines()]


def test_help_of_nothing(tmp_path: Path) -> None:
    found = script(HostFiles(tmp_path, "test"), "help nosuch; echo $?")
    assert (found.out, found.err) == ("1\n", "sh: 1: help: nosuch: not in the built-in shell\n")


def test_what_posix_has_as_a_builtin_and_we_have_not(tmp_path: Path) -> None:
    for name in ("times", "alias", "jobs", "kill", "ulimit", "fg"):
        found = script(HostFiles(tmp_path, "test"), f"{name}; echo $?")
        assert found.out == "127\n"
        assert found.err.startswith(f"sh: {name}: not in the built-in shell\n")
