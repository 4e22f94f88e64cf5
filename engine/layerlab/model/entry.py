"""One object of a file system, and its path.

A `LayerPath` is relative to the root, clean, and slash-separated: `etc/passwd`; the root is the
empty string. Bytes that are not UTF-8 are kept as lone surrogates (`surrogateescape`), so that
every name of a real tar survives a round trip. Only people see a leading slash (`shown`).
"""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NewType

LayerPath = NewType("LayerPath", str)
ROOT = LayerPath("")

WHITEOUT_PREFIX = ".wh."
OPAQUE_NAME = ".wh..wh..opq"
AUFS_PREFIX = ".wh..wh."


class Kind(IntEnum):
    """What stands at a path. WHITEOUT exists in single layers only, never in a merged view.

    The numbers are written in index files: never change one.
    """

    FILE = 0
    DIRECTORY = 1
    SYMLINK = 2
    HARDLINK = 3
    CHAR_DEVICE = 4
    BLOCK_DEVICE = 5
    FIFO = 6
    WHITEOUT = 7

    @property
    def has_data(self) -> bool:
        return self in (Kind.FILE, Kind.HARDLINK)


_TYPE_BITS = {
    Kind.FILE: stat.S_IFREG,
    Kind.HARDLINK: stat.S_IFREG,
    Kind.DIRECTORY: stat.S_IFDIR,
    Kind.SYMLINK: stat.S_IFLNK,
    Kind.CHAR_DEVICE: stat.S_IFCHR,
    Kind.BLOCK_DEVICE: stat.S_IFBLK,
    Kind.FIFO: stat.S_IFIFO,
    Kind.WHITEOUT: stat.S_IFREG,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a layer says of one path.

    `size` is in bytes (0 for all but files), `mtime_ns` in nanoseconds since 1970,
    `mode` the twelve permission bits, `link` a symlink's target as written or the path of a
    hard link's target, `device` major and minor, `xattrs` whole names to bytes.
    """

    path: LayerPath
    kind: Kind
    mode: int = 0o644
    uid: int = 0
    gid: int = 0
    size: int = 0
    mtime_ns: int = 0
    link: str = ""
    device: tuple[int, int] = (0, 0)
    xattrs: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def mode_text(self) -> str:
        """`-rw-r--r--`, as `ls -l` writes it."""
        return stat.filemode(_TYPE_BITS[self.kind] | self.mode)

    @property
    def is_directory(self) -> bool:
        return self.kind is Kind.DIRECTORY

    @property
    def link_target(self) -> str:
        """Where a symbolic link points; empty for everything else."""
        return self.link if self.kind is Kind.SYMLINK else ""


def clean(name: str) -> LayerPath:
    """The path that a tar entry's name, or a path that a person typed, stands for.

    Leading slashes, `.` and empty parts vanish, `..` is resolved and stops at the root, as all
    tools do: Docker, containerd, Podman, umoci, buildah.
    """
    if name and name[0] not in "/." and "//" not in name and "/." not in name:
        return LayerPath(name.rstrip("/"))
    parts: list[str] = []
    for part in name.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return LayerPath("/".join(parts))


def parent(path: LayerPath) -> LayerPath:
    """The directory of a path; the root's is the root."""
    return LayerPath(path.rpartition("/")[0])


def join(directory: LayerPath, name: str) -> LayerPath:
    return LayerPath(f"{directory}/{name}" if directory else name)


def parents(path: LayerPath) -> list[LayerPath]:
    """Every directory above a path, the root first, without the path itself."""
    parts = path.split("/")
    return [LayerPath("/".join(parts[:n])) for n in range(len(parts))] if path else []


def is_within(path: LayerPath, directory: LayerPath) -> bool:
    """Whether `path` is `directory` or lies below it."""
    return not directory or path == directory or path.startswith(directory + "/")


def shown(path: LayerPath) -> str:
    """The path as people write it, with a leading slash."""
    return "/" + path
