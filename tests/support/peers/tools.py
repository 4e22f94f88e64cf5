"""Running real tools."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import BinaryIO

import pytest


def need(*tools: str) -> None:
    """Skips the test, with the reason, where a tool is missing or may not be used."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    if os.geteuid() != 0:
        pytest.skip(f"{tools[0]} is used as root here")


def run(*words: str | os.PathLike[str], cwd: Path | None = None) -> str:
    """What the command printed. Fails the test with what it said where it did not succeed."""
    done = subprocess.run(
        words, cwd=cwd, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
    )
    told = " ".join(os.fspath(word) for word in words)
    assert done.returncode == 0, f"{told}\n{done.stdout}{done.stderr}"
    return done.stdout


def status_of(
    *words: str | os.PathLike[str], cwd: Path | None = None, stdin: BinaryIO | None = None
) -> int:
    """The command's exit status, whatever it says."""
    done = subprocess.run(words, cwd=cwd, stdin=stdin, capture_output=True, check=False)
    return done.returncode


def output_of(*words: str | os.PathLike[str]) -> bytes:
    """What a command that succeeds writes, as it is."""
    return subprocess.run(words, capture_output=True, check=True).stdout
