"""The machine's own coreutils, findutils and tar, run in a directory as their root.

Absolute paths then mean the same to them and to ours. The directory has what they need of
libraries, and besides only what is compared.
"""

import os
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support.peers.tools import need, output_of

ENVIRONMENT = {"PATH": "/bin", "LC_ALL": "C", "HOME": "/root"}
WORK = "t"
OLD_NS = 1_600_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and returned, and the tree after it."""

    stdout: str
    stderr: str
    status: int
    tree: dict[str, object]


def install(root: Path, tools: Sequence[str]) -> None:
    """Puts tools with their libraries into a directory. Skips the test where one is missing."""
    need("chroot", *tools)
    (root / "bin").mkdir(parents=True)
    libraries: set[str] = set()
    for tool in tools:
        found = shutil.which(tool)
        assert found is not None
        shutil.copy(found, root / "bin" / tool)
        words = output_of("ldd", found).decode().split()
        libraries.update(word for word in words if word.startswith("/"))
    for library in libraries:
        place = root / library.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, place)


def run_in(root: Path, words: Sequence[str], stdin: bytes) -> tuple[bytes, bytes, int]:
    """As root of that directory, in its `t`, with umask 022."""

    def enter() -> None:
        os.chroot(root)
        os.chdir(f"/{WORK}")
        os.umask(0o022)

    done = subprocess.run(
        words,
        input=stdin,
        capture_output=True,
        preexec_fn=enter,
        env=ENVIRONMENT,
        timeout=20,
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


def make_tree(root: Path) -> None:
    """What every case starts from: `t` with files of each kind, and two files of /etc."""
    shutil.rmtree(root / WORK, ignore_errors=True)
    (root / "etc").mkdir(parents=True, exist_ok=True)
    (root / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:\n")
    (root / "etc/group").write_text("root:x:0:\ncrew:x:1000:ada\n")
    work = root / WORK
    for directory in ("d/sub/deep", "e", "special"):
        (work / directory).mkdir(parents=True)
    for name, data, mode in _FILES:
        (work / name).write_bytes(data)
        os.chmod(work / name, mode)
    for name, target in _LINKS:
        os.symlink(target, work / name)
    os.link(work / "hard1", work / "hard2")
    os.mkfifo(work / "special/fifo", 0o640)
    os.mknod(work / "special/null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    os.chown(work / "b", 1000, 1000)
    os.chown(work / "e", 1000, 5)
    os.chmod(work / "e", 0o1777)
    _set_times(work)


_FILES = (
    ("a", b"alpha\n", 0o644),
    ("b", b"beta\n\n\n\tgamma\x01\xff\n", 0o600),
    ("big", bytes(range(256)) * 40, 0o644),
    ("empty", b"", 0o644),
    ("prog", b"#!/bin/sh\n", 0o755),
    ("setid", b"s", 0o4755),
    ("sp ace", b"blank\n", 0o644),
    ("it's", b"quote\n", 0o644),
    ("new\nline", b"newline\n", 0o644),
    (".dot", b"hidden\n", 0o644),
    ("hard1", b"twice\n", 0o644),
    ("d/x.txt", b"x\n", 0o644),
    ("d/y.c", b"yy\n", 0o640),
    ("d/.hidden", b"h\n", 0o644),
    ("d/sub/z", b"zzz\n", 0o644),
)
_LINKS = (
    ("link", "a"),
    ("dirlink", "d"),
    ("dangling", "nowhere"),
    ("loop", "loop"),
    ("absolute", "/t/d/x.txt"),
)


def _set_times(work: Path) -> None:
    """Each has its own: by name, in the past."""
    names = sorted(str(path.relative_to(work)) for path in work.rglob("*"))
    for number, name in enumerate(reversed([*names, "."])):
        when = OLD_NS + number * 86_400_000_000_000 + number
        os.utime(work / name, ns=(when, when), follow_symlinks=False)


def snapshot(root: Path, began_ns: int) -> dict[str, object]:
    """Everything below `t` that a command may change; a time since `began_ns` is `now`."""
    work = root / WORK
    found: dict[str, object] = {}
    for path in sorted([work, *work.rglob("*")]):
        status = path.lstat()
        is_file = stat.S_ISREG(status.st_mode)
        when = "now" if status.st_mtime_ns >= began_ns else status.st_mtime_ns
        found[os.fspath(path.relative_to(work))] = (
            stat.filemode(status.st_mode),
            status.st_uid,
            status.st_gid,
            status.st_nlink if is_file else 0,
            path.read_bytes() if is_file else b"",
            os.readlink(path) if path.is_symlink() else "",
            when,
        )
    return found
