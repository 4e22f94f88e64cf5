"""File trees that are compared whatever made them: the engine, a tool's directory, a flat tar."""

import hashlib
import os
import stat
import tarfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from layerlab.model import ROOT, Entry, Kind, clean
from layerlab.overlay import View

CHUNK_BYTES = 1 << 20
CAPABILITY = "security.capability"


@dataclass(frozen=True, slots=True)
class Leaf:
    """All that is compared of one path; `content` is a file's SHA-256, `mtime` in seconds."""

    kind: str
    mode: int
    uid: int
    gid: int
    mtime: int
    size: int = 0
    link: str = ""
    device: tuple[int, int] = (0, 0)
    content: str = ""
    capability: bytes = b""


@dataclass(slots=True)
class FileTree:
    """Paths with what stands there (the root is ''), and which paths are names of one file.

    Hard links of symbolic links and devices are left out: the engine shows each name by itself.
    """

    leaves: dict[str, Leaf] = field(default_factory=dict)
    names_of: defaultdict[object, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def hard_links(self) -> set[frozenset[str]]:
        return {frozenset(names) for names in self.names_of.values() if len(names) > 1}

    def without(self, paths: Collection[str]) -> "FileTree":
        """A tree in which these paths are not compared; what is below them still is."""
        kept = FileTree({path: leaf for path, leaf in self.leaves.items() if path not in paths})
        for inode, names in self.names_of.items():
            kept.names_of[inode] = names.difference(paths)
        return kept

    def since_1970(self) -> "FileTree":
        """A tree as unpacked by a tool that knows no earlier times."""
        later = {p: replace(leaf, mtime=max(leaf.mtime, 0)) for p, leaf in self.leaves.items()}
        return FileTree(later, self.names_of)

    def without_times(self) -> "FileTree":
        timeless = {path: replace(leaf, mtime=0) for path, leaf in self.leaves.items()}
        return FileTree(timeless, self.names_of)


def assert_same(ours: FileTree, theirs: FileTree) -> None:
    """Shows the paths that differ, not two trees of thousands of lines."""
    differing = {
        path: (ours.leaves.get(path), theirs.leaves.get(path))
        for path in sorted(ours.leaves.keys() | theirs.leaves.keys())
        if ours.leaves.get(path) != theirs.leaves.get(path)
    }
    shown = "\n".join(f"{p!r}:\n  ours   {a}\n  theirs {b}" for p, (a, b) in differing.items())
    assert not differing, f"{len(differing)} paths differ\n{shown[:8000]}"
    split = ours.hard_links ^ theirs.hard_links
    assert not split, f"hard links that only one side has: {split}"


def digest_of(stream: BinaryIO) -> str:
    hashed = hashlib.sha256()
    while chunk := stream.read(CHUNK_BYTES):
        hashed.update(chunk)
    return hashed.hexdigest()


def view_tree(view: View) -> FileTree:
    """A merged view as the engine shows it."""
    tree = FileTree()
    contents: dict[object, str] = {}
    for node in (view.get(ROOT), *view.walk()):
        inode = view.inode(node.path)
        if node.kind.has_data and inode not in contents:
            with view.open(node.path) as stream:
                contents[inode] = digest_of(stream)
        content = contents[inode] if node.kind.has_data else ""
        tree.leaves[node.path] = _leaf_of_entry(node.entry, content)
        if node.kind.has_data:
            tree.names_of[inode].add(node.path)
    return tree


_KINDS = {
    Kind.FILE: "file",
    Kind.HARDLINK: "file",
    Kind.DIRECTORY: "directory",
    Kind.SYMLINK: "symlink",
    Kind.CHAR_DEVICE: "character device",
    Kind.BLOCK_DEVICE: "block device",
    Kind.FIFO: "fifo",
    Kind.WHITEOUT: "whiteout",
}


def _leaf_of_entry(entry: Entry, content: str) -> Leaf:
    is_device = entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
    return Leaf(
        _KINDS[entry.kind],
        0o777 if entry.kind is Kind.SYMLINK else entry.mode,
        entry.uid,
        entry.gid,
        entry.mtime_ns // 10**9,
        entry.size if entry.kind.has_data else 0,
        entry.link if entry.kind is Kind.SYMLINK else "",
        entry.device if is_device else (0, 0),
        content,
        entry.xattrs.get(CAPABILITY, b""),
    )


_MODE_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symlink",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
    stat.S_IFIFO: "fifo",
}


def host_tree(root: Path) -> FileTree:
    """A directory that a tool unpacked or mounted."""
    tree = FileTree()
    for path in _walk(root):
        status = path.lstat()
        name = "" if path == root else path.relative_to(root).as_posix()
        tree.leaves[name] = _leaf_of_file(path, status)
        if stat.S_ISREG(status.st_mode):
            tree.names_of[status.st_dev, status.st_ino].add(name)
    return tree


def _walk(root: Path) -> Iterator[Path]:
    yield root
    for folder, folders, files in os.walk(root):
        yield from (Path(folder) / name for name in (*folders, *files))


def _leaf_of_file(path: Path, status: os.stat_result) -> Leaf:
    kind = _MODE_KINDS[stat.S_IFMT(status.st_mode)]
    is_device = kind.endswith("device")
    content = ""
    if kind == "file":
        with path.open("rb") as stream:
            content = digest_of(stream)
    return Leaf(
        kind,
        stat.S_IMODE(status.st_mode),
        status.st_uid,
        status.st_gid,
        int(status.st_mtime_ns // 10**9),
        status.st_size if kind == "file" else 0,
        os.readlink(path) if kind == "symlink" else "",
        (os.major(status.st_rdev), os.minor(status.st_rdev)) if is_device else (0, 0),
        content,
        _capability(path),
    )


def _capability(path: Path) -> bytes:
    try:
        return os.getxattr(path, CAPABILITY, follow_symlinks=False)
    except OSError:
        return b""


_TAR_KINDS = {
    tarfile.REGTYPE: "file",
    tarfile.DIRTYPE: "directory",
    tarfile.SYMTYPE: "symlink",
    tarfile.CHRTYPE: "character device",
    tarfile.BLKTYPE: "block device",
    tarfile.FIFOTYPE: "fifo",
}


def tar_tree(archive: tarfile.TarFile) -> FileTree:
    """The files of a flat tar, such as `docker export` writes, read by Python's own reader."""
    tree = FileTree()
    for member in archive:
        name = clean(member.name)
        if member.islnk():
            first = clean(member.linkname)
            tree.leaves[name] = tree.leaves[first]
            if tree.leaves[first].kind == "file":
                tree.names_of[first].add(name)
            continue
        tree.leaves[name] = _leaf_of_member(archive, member)
        if member.isreg():
            tree.names_of[name].add(name)
    return tree


def _leaf_of_member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Leaf:
    content = ""
    stream = archive.extractfile(member) if member.isreg() else None
    if stream:
        with stream:
            content = digest_of(stream)  # type: ignore[arg-type]
    capability = member.pax_headers.get(f"SCHILY.xattr.{CAPABILITY}", "")
    return Leaf(
        _TAR_KINDS[member.type],
        0o777 if member.issym() else member.mode & 0o7777,
        member.uid,
        member.gid,
        int(member.mtime // 1),
        member.size if member.isreg() else 0,
        member.linkname if member.issym() else "",
        (member.devmajor, member.devminor) if member.isdev() and not member.isfifo() else (0, 0),
        content,
        capability.encode("utf-8", "surrogateescape"),
    )
