"""The kernel's overlayfs, driven through a pipe: mounts it, changes files in it, says what it has.

A program of its own, run in a mount namespace of its own, so that no mount outlives it, and with
the mounted tree as its root, so that links lead where they would in a container. It knows nothing
of the engine. Messages are pickled: in a method's name and its arguments, out a pair of what was
answered and, where that failed, the error's name.
"""

import contextlib
import errno
import os
import pickle
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEFAULT_FILE_MODE = 0o644
DEFAULT_DIRECTORY_MODE = 0o755
CAPABILITY = bytes.fromhex("0100000200200000" + "00" * 12)
OPTIONS = "nodev,index=off,metacopy=off"

Seen = dict[str, Any]
"""An object of the file system by its attributes' names."""


# what is there ----------------------------------------------------------------------------------


def observe(root: str) -> dict[str, Seen]:
    """Everything below a directory, by its path from there. Whiteouts are character devices."""
    return {path: _look(os.path.join(root, path)) for path in _walk(root, "")}


def _walk(root: str, directory: str) -> Iterator[str]:
    with os.scandir(os.path.join(root, directory)) as items:
        for item in items:
            path = os.path.join(directory, item.name)
            yield path
            if item.is_dir(follow_symlinks=False):
                yield from _walk(root, path)


def _look(path: str) -> Seen:
    status = os.lstat(path)
    mode = status.st_mode
    is_device = stat.S_ISCHR(mode) or stat.S_ISBLK(mode)
    return {
        "kind": stat.S_IFMT(mode),
        "mode": stat.S_IMODE(mode),
        "owner": (status.st_uid, status.st_gid),
        "mtime_ns": status.st_mtime_ns,
        "data": Path(path).read_bytes() if stat.S_ISREG(mode) else b"",
        "link": os.readlink(path) if stat.S_ISLNK(mode) else "",
        "device": (os.major(status.st_rdev), os.minor(status.st_rdev)) if is_device else (0, 0),
        "xattrs": _xattrs(path),
        "inode": (status.st_dev, status.st_ino) if stat.S_ISREG(mode) else None,
    }


def _xattrs(path: str) -> dict[str, bytes]:
    names = os.listxattr(path, follow_symlinks=False)
    return {
        name: os.getxattr(path, name, follow_symlinks=False)
        for name in names
        if name.startswith(("user.", "trusted.", "security.capability"))
    }


# the lower layers -------------------------------------------------------------------------------


def put(path: str, seen: Seen) -> None:
    """Makes what was asked for, with `target` as a hard link to another path beside it."""
    kind = seen["kind"]
    if seen.get("target"):
        os.link(seen["target"], path, follow_symlinks=False)
        return
    if kind == stat.S_IFDIR:
        os.mkdir(path)
    elif kind == stat.S_IFLNK:
        os.symlink(seen["link"], path)
    elif kind == stat.S_IFREG:
        Path(path).write_bytes(seen["data"])
    else:
        os.mknod(path, kind, os.makedev(*seen["device"]))
    os.chown(path, *seen["owner"], follow_symlinks=False)
    if kind != stat.S_IFLNK:
        os.chmod(path, seen["mode"])
    for name, value in seen["xattrs"].items():
        os.setxattr(path, name, value, follow_symlinks=False)


def set_times(directory: str, layer: dict[str, Seen]) -> None:
    """Last, since whatever is made in a directory changes its time."""
    for path, seen in layer.items():
        with contextlib.suppress(KeyError):
            times = (seen["mtime_ns"],) * 2
            os.utime(os.path.join(directory, path), ns=times, follow_symlinks=False)


# the mount --------------------------------------------------------------------------------------


class Server:
    def __init__(self, ground: str) -> None:
        self._ground = ground
        self._outside = os.open("/", os.O_RDONLY)
        self._is_tmpfs = False
        os.umask(0)
        is_root = os.getuid() == 0 and Path("/proc/self/uid_map").read_text().split()[1:2] == ["0"]
        self._namespace = "trusted" if is_root else "user"
        self._more = "redirect_dir=off" if is_root else "userxattr"

    def mount(self, layers: list[dict[str, Seen]]) -> None:
        """The layers, base first, under an empty upper directory; then that is the root."""
        self._prepare()
        places = {name: os.path.join(self._ground, name) for name in ("upper", "work", "merged")}
        lowers = [os.path.join(self._ground, f"l{n}") for n in range(len(layers))]
        for place in (*places.values(), *lowers):
            os.mkdir(place, 0o755)
        for lower, layer in zip(lowers, layers, strict=True):
            self._fill(lower, layer)
        self._mount_over(lowers, places)
        os.chroot(places["merged"])
        os.chdir("/")

    def _prepare(self) -> None:
        """In memory where that has attributes of users (Linux 6.6), else on the disk."""
        os.makedirs(self._ground, exist_ok=True)
        self._is_tmpfs = _runs("mount", "-t", "tmpfs", "tmpfs", self._ground)
        if not self._is_tmpfs:
            return
        try:
            os.setxattr(self._ground, "user.a", b"1")
        except OSError:
            _run("umount", self._ground)
            self._is_tmpfs = False

    def _mount_over(self, lowers: list[str], places: dict[str, str]) -> None:
        options = f"lowerdir={':'.join(reversed(lowers))},upperdir={places['upper']}"
        options += f",workdir={places['work']},{OPTIONS},{self._more}"
        _run("mount", "-t", "overlay", "overlay", "-o", options, places["merged"])

    def _fill(self, directory: str, layer: dict[str, Seen]) -> None:
        for path, seen in layer.items():
            place = os.path.join(directory, path)
            if seen.get("target"):
                seen = {**seen, "target": os.path.join(directory, seen["target"])}
            put(place, seen)
            if seen.get("opaque"):
                os.setxattr(place, f"{self._namespace}.overlay.opaque", b"y")
        set_times(directory, layer)

    def unmount(self) -> None:
        os.fchdir(self._outside)
        os.chroot(".")
        merged = os.path.join(self._ground, "merged")
        if os.path.ismount(merged):
            _run("umount", merged)
        if self._is_tmpfs:
            _run("umount", self._ground)
        else:
            shutil.rmtree(self._ground)

    def abilities(self) -> set[str]:
        """What may be tried here, found out in a mount without anything in it."""
        found = set()
        self.mount([{}, {}])
        trials = {
            "owners": lambda: os.chown("/f", 1000, 70_000),
            "devices": lambda: os.mknod("/d", stat.S_IFBLK, os.makedev(1, 3)),
            "user": lambda: os.setxattr("/f", "user.a", b"1"),
            "trusted": lambda: os.setxattr("/f", "trusted.a", b"1"),
            "capabilities": lambda: _try_capability("/f"),
        }
        os.close(os.open("/f", os.O_CREAT | os.O_WRONLY))
        for name, trial in trials.items():
            with contextlib.suppress(OSError):
                trial()
                found.add(name)
        self.unmount()
        return found

    def tree(self) -> dict[str, Seen]:
        return observe("/")

    # operations, with the kernel's errors ---------------------------------------------------------

    def write(self, path: str, data: bytes) -> None:
        _write(path, data, os.O_TRUNC)

    def append(self, path: str, data: bytes) -> None:
        _write(path, data, os.O_APPEND)

    def overwrite(self, path: str, data: bytes) -> None:
        _write(path, data, 0)

    def create(self, path: str, data: bytes, mode: int) -> None:
        _write(path, data, os.O_EXCL, mode)

    def truncate(self, path: str, size: int) -> None:
        os.truncate(path, size)

    def mkdir(self, path: str) -> None:
        os.mkdir(path, DEFAULT_DIRECTORY_MODE)

    def symlink(self, path: str, target: str) -> None:
        os.symlink(target, path)

    def link(self, path: str, existing: str) -> None:
        os.link(existing, path, follow_symlinks=False)

    def remove(self, path: str) -> None:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            os.rmdir(path)
        else:
            os.unlink(path)

    def remove_tree(self, path: str) -> None:
        path = _real(path)
        if stat.S_ISDIR(os.lstat(path).st_mode):
            shutil.rmtree(path)
        else:
            os.unlink(path)

    def rename(self, path: str, new: str) -> None:
        """As mv(1): rename(2), and a copy where that crosses layers."""
        path, new = _real(path), _real(new)
        if os.path.lexists(new) and os.path.samestat(os.lstat(path), os.lstat(new)):
            if path == new:
                raise FileExistsError(errno.EEXIST, "the same file")
            os.unlink(path)
            return
        try:
            os.rename(path, new)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            with contextlib.suppress(FileNotFoundError):
                os.rmdir(new)
            _carry(path, new)

    def chmod(self, path: str, mode: int) -> None:
        os.chmod(_not_root(path), mode)

    def chown(self, path: str, uid: int, gid: int) -> None:
        os.chown(_not_root(path), uid, gid)

    def utime(self, path: str, mtime_ns: int) -> None:
        os.utime(_not_root(path), ns=(mtime_ns, mtime_ns))

    def set_xattr(self, path: str, name: str, value: bytes) -> None:
        os.setxattr(_not_root(path), name, value)

    def remove_xattr(self, path: str, name: str) -> None:
        os.removexattr(_not_root(path), name)


def _not_root(path: str) -> str:
    """The kernel would take it; no container's layer has the root's attributes."""
    if os.path.samefile(path, "/"):
        raise OSError(errno.EINVAL, "the root")
    return path


def _write(path: str, data: bytes, flags: int, mode: int = DEFAULT_FILE_MODE) -> None:
    """Without waiting for a pipe's reader."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK | flags, mode)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        file.write(data)


def _real(path: str) -> str:
    """Without links on the way, which may be in what goes or moves.

    The kernel says where that is: `realpath` takes `file/..` for the directory of the file.
    """
    directory, name = os.path.split(path)
    os.chdir(directory)
    try:
        return os.path.join(os.getcwd(), name)
    finally:
        os.chdir("/")


def _carry(path: str, new: str) -> None:
    """What mv does where a directory can't be renamed: a new one, its children one by one."""
    try:
        os.rename(path, new)
        return
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    seen = _look(path)
    os.mkdir(new, 0o700)
    for name in os.listdir(path):
        _carry(os.path.join(path, name), os.path.join(new, name))
    os.chown(new, *seen["owner"])
    os.chmod(new, seen["mode"])
    for name, value in seen["xattrs"].items():
        os.setxattr(new, name, value)
    os.utime(new, ns=(seen["mtime_ns"],) * 2)
    os.rmdir(path)


def _try_capability(path: str) -> None:
    os.setxattr(path, "security.capability", CAPABILITY)
    if os.getxattr(path, "security.capability") != CAPABILITY:
        raise PermissionError(errno.EPERM, "capabilities are not kept as they are")


def _runs(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=True)


def main() -> None:
    server = Server(sys.argv[1])
    while True:
        try:
            method, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = getattr(server, method)(*arguments), None
        except OSError as error:
            answer = None, errno.errorcode.get(error.errno or 0, str(error))
        except subprocess.CalledProcessError as error:
            answer = None, error.stderr.decode(errors="replace").strip()
        sys.stdout.buffer.write(pickle.dumps(answer))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
