"""What stands on the host, as an entry of a layer."""

import os
import stat

from layerlab.model import Entry, Kind, LayerPath

DEVICES = (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)

_KINDS = {
    stat.S_IFREG: Kind.FILE,
    stat.S_IFDIR: Kind.DIRECTORY,
    stat.S_IFLNK: Kind.SYMLINK,
    stat.S_IFIFO: Kind.FIFO,
    stat.S_IFSOCK: Kind.FIFO,
    stat.S_IFCHR: Kind.CHAR_DEVICE,
    stat.S_IFBLK: Kind.BLOCK_DEVICE,
}


def host_kind(mode: int) -> Kind:
    """Of a status' `st_mode`; a socket, which no tar can hold, as the FIFO that it is most like."""
    return _KINDS.get(stat.S_IFMT(mode), Kind.FIFO)


def host_entry(path: LayerPath, status: os.stat_result, link: str = "") -> Entry:
    """`link` is where a symbolic link points."""
    kind = host_kind(status.st_mode)
    is_device = kind in DEVICES
    return Entry(
        path,
        kind,
        0o777 if kind is Kind.SYMLINK else _mode(status),
        status.st_uid if hasattr(os, "getuid") else 0,
        status.st_gid if hasattr(os, "getuid") else 0,
        status.st_size if kind is Kind.FILE else 0,
        status.st_mtime_ns,
        link,
        (os.major(status.st_rdev), os.minor(status.st_rdev)) if is_device else (0, 0),
    )


def _mode(status: os.stat_result) -> int:
    """Windows has no modes: all may be run, and the owner alone may write, as with Docker there."""
    mode = stat.S_IMODE(status.st_mode)
    return mode & 0o755 | 0o111 if os.name == "nt" else mode
