"""The machine's own coreutils, findutils and tar, run in a directory as their root.

Absolute paths then mean the same to them and to ours. The directory has what they need of
libraries, and besides only what is compared.
"""

import gzip
import io
import os
import shutil
import stat
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from layerlab.container.host_files import HostFiles
from layerlab.model import Kind, LayerPath
from layerlab.runners import Files
from support.images import Item
from support.peers.tools import need, output_of

ENVIRONMENT = {"PATH": "/bin", "LC_ALL": "C", "HOME": "/root"}
WORK = "t"
RECENT_NS = 10 * 86_400 * 10**9
OLD_NS = 1_600_000_000_000_000_000


Snapshot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and returned, and the tree after it."""

    stdout: str
    stderr: str
    status: int
    tree: dict[str, Snapshot]

    def without_link_counts(self) -> "Outcome":
        """How many names a file of an image has is not known."""
        tree = {path: (*found[:3], 0, *found[4:]) for path, found in self.tree.items()}
        return replace(self, tree=tree)


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
    (work / "made.tar").write_bytes(_archive())
    (work / "made.tgz").write_bytes(gzip.compress(_archive(), mtime=0))
    _set_times(work)


def _archive() -> bytes:
    """As another tool writes one, with what is told of, renamed and refused."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, kind, mode, owner, data in _MEMBERS:
            member = tarfile.TarInfo(name)
            member.type, member.mode, member.uid, member.gid = kind, mode, owner, owner
            member.uname, member.gname = ("ada", "crew") if owner else ("root", "root")
            member.mtime = 1_500_000_000
            member.linkname = "" if kind in (tarfile.REGTYPE, tarfile.DIRTYPE) else data
            member.size = len(data) if kind == tarfile.REGTYPE else 0
            tar.addfile(member, io.BytesIO(data.encode()))
    return sink.getvalue()


_MEMBERS = (
    ("m/", tarfile.DIRTYPE, 0o750, 1000, ""),
    ("m/file", tarfile.REGTYPE, 0o640, 1000, "in a tar\n"),
    ("m/set", tarfile.REGTYPE, 0o4755, 0, "set"),
    ("m/link", tarfile.SYMTYPE, 0o777, 0, "file"),
    ("m/out", tarfile.SYMTYPE, 0o777, 0, "/t/d"),
    ("m/hard", tarfile.LNKTYPE, 0o640, 1000, "m/file"),
    ("m/fifo", tarfile.FIFOTYPE, 0o600, 0, ""),
    ("m/long/" + "long" * 30, tarfile.REGTYPE, 0o644, 0, "far"),
)


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


def items_of(root: Path) -> list[Item]:
    """The same tree for the layer of an image."""
    files = HostFiles(root, "the tree")
    first_names: dict[object, str] = {}
    found: list[Item] = []
    for path in sorted([root / "etc", *(root / "etc").rglob("*"), root / WORK, *_below(root)]):
        name = LayerPath(os.fspath(path.relative_to(root)))
        entry = files.find(name)
        assert entry is not None
        first = first_names.setdefault(files.identity(name)[0], name)
        if first != name:
            entry = replace(entry, kind=Kind.HARDLINK, link=first, size=0)
        found.append((entry, path.read_bytes() if entry.kind is Kind.FILE else b""))
    return found


def _below(root: Path) -> list[Path]:
    return list((root / WORK).rglob("*"))


def _time(mtime_ns: int, began_ns: int) -> object:
    """What is reckoned from now is never twice the same."""
    if mtime_ns >= began_ns:
        return "now"
    return "lately" if mtime_ns > began_ns - RECENT_NS else mtime_ns


def snapshot(files: Files, began_ns: int) -> dict[str, Snapshot]:
    """Everything below `t` that a command may change; a time since `began_ns` is `now`."""
    found: dict[str, Snapshot] = {}
    waiting = [LayerPath(WORK)]
    while waiting:
        path = waiting.pop()
        entry = files.find(path)
        assert entry is not None
        data = b""
        if entry.kind is Kind.FILE:
            with files.open(path) as stream:
                data = stream.read()
        found[path] = (
            entry.mode_text,
            entry.uid,
            entry.gid,
            files.identity(path)[1] if entry.kind is Kind.FILE else 0,
            b"" if path.endswith((".tar", "gz")) else data,
            entry.link,
            _time(entry.mtime_ns, began_ns),
        )
        if entry.is_directory:
            waiting += files.names(path)
    return found
