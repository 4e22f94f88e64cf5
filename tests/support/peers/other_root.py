"""A root file system of the next Debian, with the tools of that day, to run them in.

The machine's own tools are of Debian 12. What reads and writes images changed since: Docker has two
stores, and saves OCI layouts. Nothing of the machine is changed: the tools run in a mount namespace
whose root is this directory.
"""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.peers.tools import need

SUITE = "trixie"
PACKAGES = ("docker.io", "docker-cli", "containerd", "podman", "skopeo", "crun", "iptables")
SHARED = "shared"

# Without a root that is a mount point Docker can't unpack; podman and dockerd want these mounts.
_ENTER = """
set -e
root=$1; shift
mount --make-rprivate /
mount --bind "$root" "$root"
cd "$root"
mkdir -p left
mount --rbind /dev dev
pivot_root . left
cd /
mount -t proc proc /proc
umount -l /left
mount -t sysfs sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup || true
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /dev/shm
exec bash -c "$1"
"""
_DOCKER = """
set -e
mkdir -p /var/lib/docker-test; mount -t tmpfs tmpfs /var/lib/docker-test
echo '{{"features": {{"containerd-snapshotter": {containerd}}}}}' > /run/docker.json
dockerd --config-file /run/docker.json --data-root /var/lib/docker-test --pidfile /run/pid \
    --exec-root /run/docker-exec -H unix:///run/socket --iptables=false --ip6tables=false \
    --bridge=none >/run/log 2>&1 &
daemon=$!
docker() {{ /usr/bin/docker -H unix:///run/socket "$@"; }}
for _ in $(seq 150); do docker version >/dev/null 2>&1 && break; sleep 0.2; done
docker version >/dev/null || {{ cat /run/log >&2; exit 1; }}
end() {{ kill $daemon; wait $daemon || true; }}
trap end EXIT
cd /shared
{script}
"""
_CONTAINERD = """
set -e
mkdir -p /run/c
cat > /run/c/config.toml <<END
version = 2
root = "/run/c/root"
state = "/run/c/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "/run/c/socket"
[ttrpc]
  address = "/run/c/ttrpc"
END
containerd --config /run/c/config.toml >/run/log 2>&1 &
daemon=$!
ctr() {{ /usr/bin/ctr -a /run/c/socket "$@"; }}
for _ in $(seq 150); do ctr version >/dev/null 2>&1 && break; sleep 0.2; done
end() {{ kill $daemon; wait $daemon || true; }}
trap end EXIT
cd /shared
{script}
"""
_PODMAN = """
set -e
storage="--root /run/podman --runroot /run/podman-run --storage-driver vfs"
podman() {{ /usr/bin/podman $storage "$@"; }}
cd /shared
{script}
"""


@dataclass(frozen=True, slots=True)
class OtherRoot:
    """Scripts run in it, from the directory `shared`, and what they print comes back."""

    root: Path

    @property
    def shared(self) -> Path:
        return self.root / SHARED

    def docker(self, script: str, *, containerd_store: bool) -> str:
        """With a daemon of its own, which ends with the script."""
        return self._run(_DOCKER.format(script=script, containerd=str(containerd_store).lower()))

    def containerd(self, script: str) -> str:
        return self._run(_CONTAINERD.format(script=script))

    def podman(self, script: str) -> str:
        return self._run(_PODMAN.format(script=script))

    def _run(self, script: str) -> str:
        words = ["unshare", "--mount", "bash", "-c", _ENTER, "enter", str(self.root), script]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextlib.contextmanager
def other_root(folder: Path) -> Iterator[OtherRoot]:
    """Made by mmdebstrap, and removed: it takes nearly a gigabyte."""
    need("mmdebstrap", "unshare")
    options = ["--quiet", "--variant=minbase", f"--include={','.join(PACKAGES)}"]
    command = ["mmdebstrap", *options, SUITE, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mmdebstrap: {done.stderr.strip().rpartition(chr(10))[2]}")
    (folder / SHARED).mkdir()
    try:
        yield OtherRoot(folder)
    finally:
        shutil.rmtree(folder)
