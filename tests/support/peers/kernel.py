"""The kernel's overlayfs from the tests' side of the pipe; `overlay_server` is the other side."""

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.peers import overlay_server

TOLD = pytest.StashKey[str]()
"""What the random operations were, for the end of pytest's report."""


class KernelRefused(Exception):
    """What was asked for failed; its argument is the error's name, ENOENT."""


class Kernel:
    """`kernel.call("chmod", "/a", 0o600)`: see `overlay_server.Server`."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin
        assert process.stdout
        self._stdin, self._stdout = process.stdin, process.stdout

    def call(self, method: str, *arguments: object) -> Any:
        self._stdin.write(pickle.dumps((method, arguments)))
        self._stdin.flush()
        answer, error = pickle.load(self._stdout)
        if error:
            raise KernelRefused(error)
        return answer


@contextlib.contextmanager
def running_kernel() -> Iterator[Kernel]:
    """As root, or as whoever may have a user namespace; else the test is skipped with the reason.

    The memory's file system is where Linux has it: nothing here has to outlive the machine.
    """
    if sys.platform != "linux" or not shutil.which("unshare"):
        pytest.skip("overlayfs is the Linux kernel's, and needs unshare(1)")
    options = ["--mount"] if os.geteuid() == 0 else ["--map-root-user", "--mount"]
    with scratch() as folder:
        script = [sys.executable, "-S", overlay_server.__file__, str(folder / "ground")]
        command = ["unshare", *options, "--", *script]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            kernel = Kernel(process)
            try:
                kernel.call("abilities")
            except (KernelRefused, EOFError, BrokenPipeError) as error:
                process.communicate()
                pytest.skip(f"no overlay mount here: {error or 'unshare was refused'}")
            yield kernel
            process.communicate()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    memory = Path("/dev/shm")
    base = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="layerlab-", dir=base) as folder:
        yield Path(folder)
