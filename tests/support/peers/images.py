"""Images made by buildah, and unpacked by umoci."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from support.peers.tools import run
from support.peers.trees import FileTree, host_tree


@dataclass(frozen=True, slots=True)
class Storage:
    """Where buildah and podman keep their images, and how skopeo names one of them."""

    root: Path
    run_root: Path
    driver: str = "vfs"

    @property
    def options(self) -> list[str]:
        roots = ["--root", str(self.root), "--runroot", str(self.run_root)]
        return [*roots, "--storage-driver", self.driver]

    def buildah(self, *words: str) -> str:
        return run("buildah", *self.options, *words).strip()

    def podman(self, *words: str) -> str:
        return run("podman", *self.options, *words).strip()

    def shell(self, container: str, script: str) -> None:
        self.buildah("run", "--isolation", "chroot", container, "--", "sh", "-c", script)

    def skopeo_name(self, image: str) -> str:
        return f"containers-storage:[{self.driver}@{self.root}+{self.run_root}]{image}"

    def add_layer(self, below: str, image: str, change: Callable[[str], object]) -> str:
        container = self.buildah("from", below)
        change(container)
        self.buildah("commit", "--quiet", container, image)
        self.buildah("rm", container)
        return image


@contextlib.contextmanager
def new_storage(root: Path, driver: str = "vfs") -> Iterator[Storage]:
    """The run root is in a place of its own: podman allows it 50 characters."""
    with tempfile.TemporaryDirectory(prefix="lab") as run_root:
        yield Storage(root, Path(run_root), driver)


def umoci_tree(image: str, target: Path) -> FileTree:
    run("umoci", "raw", "unpack", "--image", image, str(target))
    return host_tree(target)


def make_source(folder: Path) -> None:
    (folder / "conf.d").mkdir(parents=True)
    (folder / "conf.d" / "a.conf").write_text("a\n")
    (folder / "hello").write_text("hello\n")
    os.link(folder / "hello", folder / "hello-again")
    (folder / "link").symlink_to("hello")
    (folder / "안내.txt").write_text("안녕하세요\n")


def make_odd_files(root: Path) -> None:
    """Names, owners, times and kinds at the borders of what tar headers hold."""
    folder = root / "opt" / "odd"
    folder.mkdir()
    odd = os.fsencode(folder)
    names = [b"not-utf8-\xff\xfe", "한글 이름".encode(), b"new\nline", b"back\\slash", b"n" * 255]
    for name in (*names, b" blank ", b"-dash", b"per%cent"):
        _write(odd + b"/" + name, name)
    deep = odd + b"/" + b"/".join([b"deep-%03d" % n for n in range(40)])
    Path(os.fsdecode(deep)).mkdir(parents=True)
    _write(deep + b"/file", b"deep")
    os.symlink(b"t" * 300, odd + b"/long-target")
    os.symlink(b"\xff-target", odd + b"/bytes-target")
    os.link(deep + b"/file", odd + b"/linked-far")
    os.link(odd + b"/long-target", odd + b"/linked-symlink", follow_symlinks=False)
    os.mkfifo(odd + b"/pipe", 0o640)
    os.mknod(odd + b"/block", 0o660 | stat.S_IFBLK, os.makedev(8, 17))
    os.mknod(odd + b"/character", 0o600 | stat.S_IFCHR, os.makedev(240, 70_000))
    for name, uid, gid in ((b"big-owner", 3_000_000, 4_000_000), (b"owner", 1000, 100)):
        _write(odd + b"/" + name, b"x")
        os.chown(odd + b"/" + name, uid, gid)
    for name, seconds in ((b"old", -86_400), (b"epoch", 0), (b"far", 9_000_000_000)):
        _write(odd + b"/" + name, b"x")
        os.utime(odd + b"/" + name, (seconds, seconds))
    _write(odd + b"/fraction", b"x")
    os.utime(odd + b"/fraction", ns=(1_700_000_000_987_654_321,) * 2)
    _write(odd + b"/all-bits", b"x")
    os.chmod(odd + b"/all-bits", 0o7777)
    _write(odd + b"/capable", b"x")
    os.setxattr(
        odd + b"/capable", "security.capability", bytes.fromhex("0100000200200000" + "00" * 12)
    )
    with Path(os.fsdecode(odd + b"/sparse")).open("wb") as sparse:
        sparse.seek(5 << 20)
        sparse.write(b"end")


def _write(path: bytes, data: bytes) -> None:
    Path(os.fsdecode(path)).write_bytes(data)
