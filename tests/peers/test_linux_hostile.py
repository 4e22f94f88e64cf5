"""Programs that mean harm, and harm that comes from outside: bounded, and nothing is left."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.errors import Cancelled, CommandStopped, DiskFull, RunnerUnavailable
from layerlab.facade import Engine
from layerlab.progress import Progress
from layerlab.runners import Bounds
from support.peers.linux import (
    IMAGE,
    MARK,
    Telling,
    left_behind,
    need_linux_runner,
    new_container,
    sh,
)
from support.peers.tools import need

WAIT_SECONDS = 20


@pytest.fixture(scope="module")
def machine(debian: Path, scratch: Path) -> Iterator[Engine]:
    with Engine(scratch / "linux-hostile") as engine:
        engine.import_image(debian, IMAGE)
        need_linux_runner(engine)
        yield engine


@pytest.fixture
def c1(machine: Engine) -> Iterator[str]:
    name = new_container(machine)
    yield name
    assert machine.container(name).diff() == []
    assert machine.container(name).faults() == []
    assert left_behind(machine) == []
    assert shells() == []


def shells() -> list[int]:
    """Processes of containers that are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if MARK.encode() in words:
            found.append(int(path.parent.name))
    return found


def wait_for_end(descriptor: int) -> None:
    ready, _, _ = select.select([descriptor], [], [], WAIT_SECONDS)
    os.close(descriptor)
    assert ready


# bounds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "bounds", "limit"),
    [
        ("touch /x; while :; do :; done", Bounds(seconds=1), "time"),
        ("trap '' TERM INT HUP; sleep 999", Bounds(seconds=1), "time"),
        ("f() { f | f & }; f; sleep 999", Bounds(processes=40), "processes"),
        ("while :; do sh -c 'sleep 9 & sleep 9 &'; done", Bounds(processes=40), "processes"),
        ("yes > /big", Bounds(written_bytes=20 << 20), "bytes written"),
        (
            "i=0; while :; do head -c1M /dev/zero > /$((i+=1)); done",
            Bounds(30, written_bytes=20 << 20),
            "bytes written",
        ),
        ("perl -e '$x .= \"a\" x 1e6 while 1'", Bounds(memory_bytes=50 << 20), "memory"),
        ("yes", Bounds(printed_bytes=1 << 20), "bytes printed"),
    ],
)
def test_bounds(machine: Engine, c1: str, script: str, bounds: Bounds, limit: str) -> None:
    with pytest.raises(CommandStopped) as caught:
        sh(machine, c1, script, bounds=bounds)
    assert caught.value.limit == limit


def test_it_is_cancelled(machine: Engine, c1: str) -> None:
    progress = Progress()
    telling = Telling(progress.cancel)
    with pytest.raises(Cancelled):
        sh(machine, c1, "touch /x; echo on; sleep 999", stdout=telling, progress=progress)


# out of the box -----------------------------------------------------------------------------------

FORBIDDEN = (
    "cat /proc/1/environ",
    "ls /proc/1/cwd/",
    "readlink /proc/1/exe",
    "mount -t tmpfs none /mnt",
    "mount -o remount,rw /proc/sys",
    "umount /proc/sys",
    "unshare --user true",
    "unshare --mount true",
    "echo x > /proc/sys/kernel/hostname",
    "echo x > /proc/sys/kernel/core_pattern",
    "mknod /x b 8 0",
    "hostname other",
    "dmesg",
    "chroot /proc/1/root true",
    "ls /sys/kernel",
    "nice -n -5 true 2>&1 | grep -v denied",
    "date -s 2001-01-01",
)


@pytest.mark.parametrize("script", FORBIDDEN)
def test_what_it_may_not(machine: Engine, c1: str, script: str) -> None:
    assert sh(machine, c1, script).status != 0


def test_what_it_sees(machine: Engine, c1: str) -> None:
    """Its own processes, no network but its own loopback, none of our open files."""
    script = "ls -d /proc/[0-9]*; ls /proc/self/fd; cut -d: -f1 /proc/net/dev | tail -n +3"
    lines = sh(machine, c1, script).stdout.split()
    processes = [line for line in lines if line.startswith("/proc/")]
    assert len(processes) <= 4
    assert lines[len(processes) :] == ["0", "1", "2", "3", "lo"]


def test_capabilities_are_dockers(machine: Engine, c1: str) -> None:
    script = "grep -E 'Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs' /proc/self/status"
    rows = dict(line.split() for line in sh(machine, c1, script).stdout.splitlines())
    assert rows == {
        "CapInh:": "0" * 16,
        "CapPrm:": "00000000a80425fb",
        "CapEff:": "00000000a80425fb",
        "CapBnd:": "00000000a80425fb",
        "CapAmb:": "0" * 16,
        "NoNewPrivs:": "1",
    }


def test_nobody_else_can_reach_what_is_unpacked(machine: Engine, c1: str) -> None:
    """Programs of an image may be set-user-ID, and belong to the host's root."""
    assert sh(machine, c1, "true").status == 0
    assert machine.unpacked.stat().st_mode & 0o7777 == 0o700


def test_nothing_outlives_the_command(machine: Engine, c1: str) -> None:
    done = sh(machine, c1, "setsid sleep 999 & (sleep 999 &) ; true")
    assert done.status == 0


# ends that come from outside ----------------------------------------------------------------------


def test_the_sandbox_is_killed(machine: Engine, c1: str) -> None:
    def kill() -> None:
        children = Path(f"/proc/{os.getpid()}/task/{thread.native_id}/children").read_text()
        for child in children.split():
            if b"layerlab.sandbox" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)

    thread = threading.current_thread()
    script = "touch /x; echo on; sleep 999"
    with pytest.raises(RunnerUnavailable):
        sh(machine, c1, script, stdout=Telling(kill))
    for process in shells():
        wait_for_end(os.pidfd_open(process))


def test_the_program_is_killed(machine: Engine, c1: str) -> None:
    """The kernel ends all; what is left on the disk goes before the next command."""
    script = "touch /x; echo on; sleep 999"
    command = [sys.executable, "-m", "support.peers.linux_child", str(machine.root), c1, script]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout
        try:
            assert child.stdout.readline() == b"on\n"
            ends = [os.pidfd_open(process) for process in shells()]
        finally:
            child.kill()
    assert ends
    for end in ends:
        wait_for_end(end)
    assert left_behind(machine)
    assert sh(machine, c1, "true").status == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    need("mount")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(place)], check=False
    )
    if done.returncode:
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk(small_disk: Path, debian: Path) -> None:
    """The program is told, and the command, where its changes find no room either."""
    with Engine(small_disk / "store") as engine:
        engine.import_image(debian, IMAGE)
        need_linux_runner(engine)
        name = new_container(engine)
        with pytest.raises(DiskFull):
            sh(engine, name, "head -c1G /dev/zero | tr '\\0' x > /big; sync")
        assert engine.container(name).diff() == []
        done = sh(engine, name, "head -c 1G /dev/zero | tr '\\0' x > /big; rm /big; echo > /y")
        assert "No space left on device" in done.stderr
        assert list(map(str, engine.container(name).diff())) == ["A /y"]
