"""Programs that are killed, and the store that they work on."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safety.script import prepare

TESTS = Path(__file__).parents[1]
DISK_BYTES = 40 << 20


class Killable:
    """The program of `safety.child`, as a conversation."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, place: Path, **request: Any) -> tuple[list[list[str]], bool]:
        """What it told, a line for each operation that was done; and whether it was killed."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps({"place": str(place), **request}), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        lines = [line.split(maxsplit=1) for line in answer["lines"]]
        assert not [line for line in lines if line[0] == "error"], lines
        return lines, answer["killed"]


@pytest.fixture(scope="session")
def killable() -> Iterator[Killable]:
    if not hasattr(os, "fork") or not Path("/proc/self/fd").exists():
        pytest.skip("programs are killed on Linux")
    paths = [str(TESTS), str(TESTS.parent / "engine")]
    command = [sys.executable, "-m", "safety.child"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield Killable(process)
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: what a killed program wrote is there in any case,
    and hundreds of stores need not wait for a disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied before it is worked on."""
    place = tmp_path_factory.mktemp("prepared")
    prepare(place)
    return place


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which only root can make."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
