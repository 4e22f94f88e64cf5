"""A Docker daemon and a containerd of our own: everything of theirs in a temporary directory.

They are ended by their process, never by name, and have no network.
"""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.peers.tools import need, run

START_SECONDS = 30
STOP_SECONDS = 20

CONTAINERD_CONFIG = """\
version = 2
root = "{folder}/root"
state = "{folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "{folder}/s"
[ttrpc]
  address = "{folder}/t"
"""


@dataclass(frozen=True, slots=True)
class Docker:
    socket: Path
    driver: str

    def __call__(self, *words: str) -> str:
        return run("docker", "--host", f"unix://{self.socket}", *words)


@dataclass(frozen=True, slots=True)
class Containerd:
    socket: Path
    snapshotter: str

    def __call__(self, *words: str) -> str:
        return run("ctr", "--address", str(self.socket), *words)


@contextlib.contextmanager
def running_docker(folder: Path) -> Iterator[Docker]:
    """With overlay2, else (where the disk is an overlay itself) with vfs."""
    need("dockerd", "docker")
    need_mounts()
    log = folder / "log"
    for driver in ("overlay2", "vfs"):
        command = [
            *("dockerd", "--storage-driver", driver, "--data-root", f"{folder}/{driver}"),
            *(
                "--exec-root",
                f"{folder}/x",
                "--pidfile",
                f"{folder}/pid",
                "-H",
                f"unix://{folder}/s",
            ),
            *("--iptables=false", "--ip6tables=false", "--bridge=none"),
        ]
        with _running(command, log) as process:
            docker = Docker(folder / "s", driver)
            if _answers(process, ["docker", "-H", f"unix://{folder}/s", "version"]):
                yield docker
                return
    pytest.skip(f"dockerd does not start: {_last_line(log)}")


@contextlib.contextmanager
def running_containerd(folder: Path) -> Iterator[Containerd]:
    need("containerd", "ctr")
    need_mounts()
    config, log = folder / "config.toml", folder / "log"
    config.write_text(CONTAINERD_CONFIG.format(folder=folder))
    with _running(["containerd", "--config", str(config)], log) as process:
        if not _answers(process, ["ctr", "--address", f"{folder}/s", "version"]):
            pytest.skip(f"containerd does not start: {_last_line(log)}")
        plugins = run("ctr", "--address", f"{folder}/s", "plugins", "ls")
        usable = [line for line in plugins.splitlines() if "overlayfs" in line and " ok" in line]
        yield Containerd(folder / "s", "overlayfs" if usable else "native")


def need_mounts() -> None:
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("this system does not allow mounts")


@contextlib.contextmanager
def _running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(process: subprocess.Popen[bytes], command: list[str]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
    return False


def _last_line(log: Path) -> str:
    return log.read_text(errors="replace").strip().rpartition("\n")[2][-300:]
