"""Writes what a layer says into a directory, in the form that overlayfs knows.

A whiteout is a character device 0/0, an opaque directory has `user.overlay.opaque`. Nothing is
ever written through a symbolic link, whatever the layer has: every directory on the way is opened
by itself, and refused where it is none.
"""

import contextlib
import errno
import os
import secrets
import stat
from collections import Counter

from layerlab.sandbox.wire import Message, Wire

OPAQUE = "user.overlay.opaque"
OVERLAY_PREFIX = "user.overlay."
OWNER = "user.layerlab.owner"
"""Of what belongs to somebody whom this user namespace does not know: `UID:GID`."""

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NODES = {
    "fifo": stat.S_IFIFO,
    "char-device": stat.S_IFCHR,
    "block-device": stat.S_IFBLK,
}


class Unpacking:
    """Takes items from the wire until one says `end`. `left_out` counts what can't be made."""

    def __init__(self, directory: str, wire: Wire) -> None:
        self._root = os.open(directory, _DIRECTORY)
        self._wire = wire
        self._above: tuple[str, int] = ("", os.dup(self._root))
        self._directories: list[Message] = []
        self.left_out: Counter[str] = Counter()

    def run(self) -> dict[str, int]:
        while "end" not in (item := self._wire.receive()):
            self._place(item)
        for item in reversed(self._directories):
            self._set_time(item, *self._parent(item["path"]))
        os.close(self._above[1])
        os.close(self._root)
        return dict(self.left_out)

    def _parent(self, path: str) -> tuple[int, str]:
        """The open directory above a path, and the path's last name; "." for the root."""
        above, _, name = path.rpartition("/")
        if name in (".", ".."):
            raise OSError(errno.EINVAL, "not a clean path", path)
        if above != self._above[0]:
            descriptor = self._enter(above)
            os.close(self._above[1])
            self._above = above, descriptor
        return self._above[1], name or "."

    def _enter(self, path: str) -> int:
        """A directory, opened part by part; the way up is none."""
        found = os.dup(self._root)
        for part in path.split("/") if path else ():
            try:
                if part in ("", ".", ".."):
                    raise OSError(errno.EINVAL, "not a clean path", path)
                inner = os.open(part, _DIRECTORY, dir_fd=found)
            finally:
                os.close(found)
            found = inner
        return found

    def _place(self, item: Message) -> None:
        directory, name = self._parent(item["path"])
        kind = item["kind"]
        if kind == "link":
            self._link(item, directory, name)
            return
        if kind == "whiteout":
            os.mknod(name, stat.S_IFCHR, os.makedev(0, 0), dir_fd=directory)
            return
        if kind == "directory":
            if name != ".":
                os.mkdir(name, 0o700, dir_fd=directory)
            self._directories.append(item)
        elif kind == "file":
            self._write(directory, name)
        elif kind == "symlink":
            os.symlink(item["link"], name, dir_fd=directory)
        else:
            self._make_node(item, directory, name)
        self._dress(item, directory, name)

    def _link(self, item: Message, directory: int, name: str) -> None:
        """Its target is of this layer, and made already."""
        above, _, last = item["link"].rpartition("/")
        source = self._enter(above)
        try:
            os.link(last, name, src_dir_fd=source, dst_dir_fd=directory, follow_symlinks=False)
        finally:
            os.close(source)

    def _write(self, directory: int, name: str) -> None:
        descriptor = os.open(name, _NEW, 0o600, dir_fd=directory)
        with open(descriptor, "wb", buffering=0) as sink:
            self._wire.receive_content(sink)

    def _make_node(self, item: Message, directory: int, name: str) -> None:
        """A user namespace has no devices: a socket stands for one, which nothing can open."""
        try:
            device = os.makedev(*item["device"])
            os.mknod(name, _NODES[item["kind"]] | 0o600, device, dir_fd=directory)
        except PermissionError:
            if not item["path"].startswith("dev/"):  # covered by a new one
                self.left_out["devices"] += 1
            os.mknod(name, stat.S_IFSOCK | 0o600, dir_fd=directory)

    # attributes

    def _dress(self, item: Message, directory: int, name: str) -> None:
        """The owner first: to change it takes set-ID bits and capabilities away."""
        xattrs: dict[str, bytes] = {
            key: bytes.fromhex(value)
            for key, value in item["xattrs"].items()
            if not key.startswith((OVERLAY_PREFIX, OWNER))
        }
        try:
            os.chown(name, item["uid"], item["gid"], dir_fd=directory, follow_symlinks=False)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EPERM):
                raise
            self.left_out["owners"] += 1
            xattrs[OWNER] = b"%d:%d" % (item["uid"], item["gid"])
        if item["kind"] == "symlink":
            self._set_time(item, directory, name)
            return
        os.chmod(name, item["mode"], dir_fd=directory)
        if item.get("opaque"):
            xattrs[OPAQUE] = b"y"
        if xattrs:
            self._set_xattrs(xattrs, directory, name)
        if item["kind"] != "directory":
            self._set_time(item, directory, name)

    def _set_xattrs(self, xattrs: dict[str, bytes], directory: int, name: str) -> None:
        here = f"/proc/self/fd/{directory}/{name}"
        for key, value in xattrs.items():
            try:
                os.setxattr(here, key, value, follow_symlinks=False)
            except OSError as error:
                if key == OPAQUE or error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise
                if key != OWNER:
                    self.left_out["attributes"] += 1

    def _set_time(self, item: Message, directory: int, name: str) -> None:
        time = (item["mtime_ns"], item["mtime_ns"])
        with contextlib.suppress(OverflowError):
            os.utime(name, ns=time, dir_fd=directory, follow_symlinks=False)


LONG_PATH_BYTES = 2048


def remove_tree(directory: str) -> None:
    """All of it, whatever the modes; links are not followed.

    A directory so deep that its path would be too long for the kernel is first moved to the top.
    """
    if not os.path.lexists(directory):
        return
    waiting: list[tuple[str, bool]] = [(directory, False)]
    while waiting:
        path, is_empty = waiting.pop()
        if is_empty:
            os.rmdir(path)
            continue
        waiting.append((path, True))
        with os.scandir(path) as items:
            inner = list(items)
        for item in inner:
            if not item.is_dir(follow_symlinks=False):
                os.unlink(item.path)
            elif len(os.fsencode(item.path)) > LONG_PATH_BYTES + len(directory):
                waiting.append((_moved_up(item.path, directory), False))
            else:
                waiting.append((item.path, False))


def _moved_up(path: str, directory: str) -> str:
    place = os.path.join(directory, f".deep-{secrets.token_hex(8)}")
    os.rename(path, place)
    return place
