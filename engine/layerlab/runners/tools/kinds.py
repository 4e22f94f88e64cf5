"""What stands at a path, in coreutils' words and letters, and how it counts on a disk."""

import stat
from hashlib import blake2b

from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners.files import Files

BLOCK_BYTES = 4096
SECTOR_BYTES = 512
"""The unit of `st_blocks`."""

_DESCRIBED = {
    Kind.DIRECTORY: "directory",
    Kind.SYMLINK: "symbolic link",
    Kind.CHAR_DEVICE: "character special file",
    Kind.BLOCK_DEVICE: "block special file",
    Kind.FIFO: "fifo",
}
_TYPE_BITS = {
    Kind.DIRECTORY: stat.S_IFDIR,
    Kind.SYMLINK: stat.S_IFLNK,
    Kind.CHAR_DEVICE: stat.S_IFCHR,
    Kind.BLOCK_DEVICE: stat.S_IFBLK,
    Kind.FIFO: stat.S_IFIFO,
}


def described(entry: Entry) -> str:
    if entry.kind is Kind.FILE:
        return "regular file" if entry.size else "regular empty file"
    return _DESCRIBED[entry.kind]


def raw_mode(entry: Entry) -> int:
    """`st_mode`: the type and the permissions."""
    return _TYPE_BITS.get(entry.kind, stat.S_IFREG) | entry.mode


def size_of(entry: Entry) -> int:
    """`st_size` in bytes; of a directory a block, as on ext4, of a link its target's length."""
    if entry.kind is Kind.DIRECTORY:
        return BLOCK_BYTES
    if entry.kind is Kind.SYMLINK:
        return len(entry.link.encode("utf-8", "surrogateescape"))
    return entry.size


def sectors_of(entry: Entry) -> int:
    """`st_blocks`, in units of 512 bytes: whole blocks of 4096, as on ext4 without holes.

    A short link takes none.
    """
    if entry.kind is Kind.SYMLINK and size_of(entry) < 60:
        return 0
    return -(-size_of(entry) // BLOCK_BYTES) * (BLOCK_BYTES // SECTOR_BYTES)


def link_count(files: Files, path: LayerPath) -> int:
    """`st_nlink`."""
    return files.identity(path)[1]


def inode_number(files: Files, path: LayerPath) -> int:
    """One number for all names of a file. There is none in a layer: it is made from what is."""
    identity = repr(files.identity(path)[0]).encode("utf-8", "surrogateescape")
    return int.from_bytes(blake2b(identity, digest_size=4).digest()) or 1
