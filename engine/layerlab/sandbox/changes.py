"""What a command did to an upper directory: told by inodes and their change times.

The kernel sets a change time itself, and no program can set it back: what has the inode and the
change time that it had before is as it was.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from layerlab.sandbox.unpacking import OPAQUE, OVERLAY_PREFIX, OWNER
from layerlab.sandbox.wire import Message

Mark = tuple[int, int]
Snapshot = dict[str, Mark]
"""By path: inode number and change time in nanoseconds."""

ORIGIN = "user.overlay.origin"
_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symlink",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "whiteout",
}


@dataclass(frozen=True, slots=True)
class Found:
    path: str
    status: os.stat_result

    @property
    def mark(self) -> Mark:
        return self.status.st_ino, self.status.st_ctime_ns


def walk(directory: str) -> Iterator[Found]:
    """Everything below a directory, parents first, children sorted by their names' bytes."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(os.path.join(directory, above)) as items:
            children = sorted(items, key=lambda item: os.fsencode(item.name))
        inner = []
        for item in children:
            path = f"{above}/{item.name}" if above else item.name
            found = Found(path, item.stat(follow_symlinks=False))
            yield found
            if stat.S_ISDIR(found.status.st_mode):
                inner.append(path)
        waiting += reversed(inner)


def snapshot(directory: str) -> Snapshot:
    return {found.path: found.mark for found in walk(directory)}


def attributes_of(directory: str) -> tuple[int, int, int, int]:
    """Of the directory itself, of which no message tells. Its inode changes with being mounted."""
    status = os.lstat(directory)
    return status.st_mode, status.st_uid, status.st_gid, status.st_mtime_ns


def changes(directory: str, before: Snapshot) -> Iterator[Message]:
    """First `gone` for each path that is no more, then each new or changed one, parents first.

    `inode` is what the names of one file share (all of them are here: a new name of a file changes
    its inode); `was` the inode that the path had before; a `copied` file was copied up.
    """
    now = list(walk(directory))
    paths = {found.path for found in now}
    for path in before:
        if path not in paths:
            yield {"path": path, "kind": "gone"}
    for found in now:
        if before.get(found.path) != found.mark:
            yield _told(directory, found, before.get(found.path))


def _told(directory: str, found: Found, was: Mark | None) -> Message:
    status, host = found.status, os.path.join(directory, found.path)
    kind = _KINDS[stat.S_IFMT(status.st_mode)]
    message: Message = {
        "path": found.path,
        "kind": kind,
        "mode": stat.S_IMODE(status.st_mode),
        "uid": status.st_uid,
        "gid": status.st_gid,
        "mtime_ns": status.st_mtime_ns,
        "size": status.st_size,
        "inode": status.st_ino,
        "names": status.st_nlink,
        "was": was[0] if was else 0,
        "link": os.readlink(host) if kind == "symlink" else "",
        "xattrs": {},
    }
    if kind in ("file", "directory"):
        message.update(_attributes(host))
    if "owner" in message:
        message["uid"], message["gid"] = message.pop("owner")
    return message


def _attributes(host: str) -> Message:
    found = {name: os.getxattr(host, name, follow_symlinks=False) for name in _names(host)}
    told: Message = {"opaque": found.get(OPAQUE) == b"y", "copied": ORIGIN in found}
    if OWNER in found:
        told["owner"] = [int(number) for number in found[OWNER].split(b":")]
    told["xattrs"] = {
        name: value.hex()
        for name, value in found.items()
        if name != OWNER and not name.startswith(OVERLAY_PREFIX)
    }
    return told


def _names(host: str) -> list[str]:
    return os.listxattr(host, follow_symlinks=False)
