"""What `cp` is tried with: files in an image, files of the host, and a table of copies.

`:/path` is a path of the container. Everything has times of long ago, so that what a copy makes
now can be told.
"""

import contextlib
import os
import socket
import stat
from dataclasses import dataclass
from pathlib import Path

LONG_AGO = 1_000_000_000
CAPABILITY = bytes.fromhex("0100000200200000" + "00" * 12)


@dataclass(frozen=True, slots=True)
class Copying:
    """`flags` are the command's; with `refused` both sides fail."""

    source: str
    target: str
    flags: str = ""
    refused: bool = False

    @property
    def words(self) -> list[str]:
        return [*self.flags.split(), self.source, self.target]

    def __str__(self) -> str:
        return " ".join(self.words)


def make_image_files(root: Path) -> None:
    _make(root, "etc/motd", b"welcome\n")
    _make(root, "etc/passwd", b"root:x:0:0::/:\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\n")
    _make(root, "etc/group", b"root:x:0:\ndaemon:x:1:\n")
    _make(root, "dst/f", b"old", 0o600, (5, 6))
    _make(root, "dst/d/a", b"old a")
    _make(root, "dst/d/kept", b"kept")
    _make(root, "dst/sub/x", b"x")
    os.chmod(root / "dst/sub", 0o700)
    os.chown(root / "dst/sub", 5, 6)
    _make(root, "tree/one", b"one inode", 0o4755)
    os.link(root / "tree/one", root / "tree/two")
    _make(root, "tree/deep/er/f", b"deep", 0o444)
    _make(root, os.fsdecode(b"tree/not-utf8-\xff"), b"odd")
    _make(root, "tree/new\nline", b"odd")
    (root / "tree/empty").mkdir(mode=0o2770)
    os.mkfifo(root / "tree/fifo")
    os.mknod(root / "tree/null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    for name, target in (
        ("ldst", "dst"),
        ("lfile", "/dst/f"),
        ("dst/lf", "f"),
        ("broken", "nowhere"),
        ("far", "/nope/x"),
        ("loop", "loop"),
        ("tree/link", "one"),
        ("tree/abs", "/etc/motd"),
    ):
        os.symlink(target, root / name)
    _age(root)


def make_host_files(root: Path) -> None:
    _make(root, "f", b"new f", 0o640, (1234, 77))
    _make(root, "set-id", b"tool", 0o6711)
    _make(root, "capable", b"tool", 0o755)
    os.setxattr(root / "capable", "security.capability", CAPABILITY)
    _make(root, "-dash", b"dash")
    _make(root, "name:colon", b"colon")
    _make(root, "d/a", b"new a", 0o604, (7, 8))
    os.link(root / "d/a", root / "d/b")
    _make(root, "d/s/c", b"c")
    os.chmod(root / "d/s", 0o2750)
    os.chmod(root / "d", 0o711)
    os.chown(root / "d", 9, 10)
    (root / "d/empty").mkdir()
    _make(root, os.fsdecode(b"d/not-utf8-\xff"), b"odd")
    _make(root, "d/" + "n" * 120, b"long")
    os.mkfifo(root / "d/fifo", 0o620)
    os.mknod(root / "d/null", 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    _make(root, "dirs/f/x", b"a directory where a file is")
    _make(root, "files/sub", b"a file where a directory is")
    for name, target in (
        ("lf", "f"),
        ("ld", "d"),
        ("lbroken", "nowhere"),
        ("d/link", "a"),
        ("d/abs", "/etc/motd"),
    ):
        os.symlink(target, root / name)
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(os.path.relpath(root / "d/sock"))
    _age(root)


def make_destination(root: Path) -> None:
    """Where copies out of the container go."""
    _make(root, "file", b"old")
    _make(root, "there/tree/one", b"old one")
    _make(root, "there/tree/kept", b"kept")
    _make(root, "clash/tree", b"a file where a directory comes")
    (root / "over/motd").mkdir(parents=True)
    _make(root, "through/victim", b"never written")
    (root / "through/tree").mkdir()
    os.symlink("../victim", root / "through/tree/one")
    os.symlink("there", root / "lthere")
    os.symlink("file", root / "lfile")
    os.symlink("made", root / "lnone")
    _age(root)


def _make(
    root: Path, name: str, data: bytes, mode: int = 0o644, owner: tuple[int, int] = (0, 0)
) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.chown(path, *owner)
    os.chmod(path, mode)


def _age(root: Path) -> None:
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            os.utime(Path(folder) / name, (LONG_AGO, LONG_AGO), follow_symlinks=False)


COPIES_IN = (
    Copying("f", ":/new"),
    Copying("f", ":new"),
    Copying("f", ":/dst"),
    Copying("f", ":/dst/"),
    Copying("f", ":/dst/."),
    Copying("f", ":/dst/f"),
    Copying("f", ":/dst/../up"),
    Copying("f", ":/"),
    Copying("f", ":/ldst"),
    Copying("f", ":/ldst/"),
    Copying("f", ":/ldst/new"),
    Copying("f", ":/lfile"),
    Copying("f", ":/dst/lf"),
    Copying("f", ":/broken"),
    Copying("f", ":/tree/two"),
    Copying("f", ":/tree/fifo"),
    Copying("set-id", ":/dst"),
    Copying("capable", ":/dst"),
    Copying("./-dash", ":/dst"),
    Copying("./name:colon", ":/dst"),
    Copying("lf", ":/dst"),
    Copying("lf", ":/dst/f"),
    Copying("lf", ":/new"),
    Copying("lf", ":/dst", "-L"),
    Copying("lf", ":/new", "-L"),
    Copying("ld", ":/dst"),
    Copying("ld/", ":/dst"),
    Copying("ld/.", ":/dst"),
    Copying("ld", ":/dst", "-L"),
    Copying("ld", ":/new", "-L"),
    Copying("lbroken", ":/dst"),
    Copying("d", ":/new"),
    Copying("d", ":/new/"),
    Copying("d", ":/dst"),
    Copying("d/", ":/dst"),
    Copying("d/.", ":/dst"),
    Copying("d/.", ":/new"),
    Copying("d/.", ":/dst/d"),
    Copying("d/s/..", ":/dst"),
    Copying("d", ":/ldst"),
    Copying("d", ":/broken"),
    Copying("f", ":/new", "-a"),
    Copying("d", ":/dst", "-a"),
    Copying("d", ":/dst", "-q"),
    Copying("f", ":/nope/new", refused=True),
    Copying("f", ":/new/", refused=True),
    Copying("f", ":/far", refused=True),
    Copying("f", ":/dst/f/", refused=True),
    Copying("f", ":/dst/f/x", refused=True),
    Copying("f", ":/tree/null", refused=True),
    Copying("f", ":", refused=True),
    Copying("f/", ":/dst", refused=True),
    Copying("f/.", ":/dst", refused=True),
    Copying("none", ":/dst", refused=True),
    Copying("lbroken", ":/dst", "-L", refused=True),
    Copying("d", ":/dst/f", refused=True),
    Copying("d/.", ":/dst/f", refused=True),
    Copying("d", ":/nope/new", refused=True),
    Copying("d", ":/new/.", refused=True),
    Copying("dirs/.", ":/dst", refused=True),
    Copying("files/.", ":/dst", refused=True),
    Copying(":/dst/f", ":/new", refused=True),
    Copying("f", "new", refused=True),
)

COPIES_OUT = (
    Copying(":/etc/motd", "new"),
    Copying(":etc/motd", "new"),
    Copying(":/etc/motd", "there"),
    Copying(":/etc/motd", "there/"),
    Copying(":/etc/motd", "there/."),
    Copying(":/etc/motd", "."),
    Copying(":/etc/motd", "file"),
    Copying(":/etc/motd", "lfile"),
    Copying(":/etc/motd", "lnone"),
    Copying(":/etc/motd", "lthere"),
    Copying(":/etc/../etc/motd", "there"),
    Copying(":/tree/one", "new"),
    Copying(":/tree", "new"),
    Copying(":/tree", "new/"),
    Copying(":/tree", "there"),
    Copying(":/tree/", "there"),
    Copying(":/tree/.", "there"),
    Copying(":/tree/.", "new"),
    Copying(":/tree", "through"),
    Copying(":/ldst", "there"),
    Copying(":/ldst/", "there"),
    Copying(":/ldst/.", "there"),
    Copying(":/ldst", "there", "-L"),
    Copying(":/ldst/f", "there"),
    Copying(":/lfile", "there"),
    Copying(":/lfile", "there", "-L"),
    Copying(":/lfile", "new", "-L"),
    Copying(":/broken", "there"),
    Copying(":/tree/fifo", "there"),
    Copying(":/nope", "there", refused=True),
    Copying(":/etc/motd/", "there", refused=True),
    Copying(":/etc/motd", "nope/new", refused=True),
    Copying(":/etc/motd", "new/", refused=True),
    Copying(":/etc/motd", "file/", refused=True),
    Copying(":/etc/motd", "over", refused=True),
    Copying(":/tree", "file", refused=True),
    Copying(":/tree", "clash", refused=True),
    Copying(":/tree", "new/.", refused=True),
    Copying(":/broken", "there", "-L", refused=True),
    Copying(":/etc/motd", "/dev/null", refused=True),
)
