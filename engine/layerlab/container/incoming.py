"""Into a container: `cp`, a tar stream, files that are dropped on it.

Owners, modes with their set-ID bits, times, hard links, capabilities, FIFOs and devices come along,
as with `docker cp`; of other extended attributes it brings none. Sockets have no place in a tar and
are passed over, as Docker passes them over.
Source: moby go-archive archive.go, TarWithOptions and Unpack.
"""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from layerlab.container.edit import Done, Verb
from layerlab.container.landing import (
    Destination,
    Landing,
    Source,
    landing,
    means_contents,
    names_a_directory,
)
from layerlab.container.mounted_drafts import MountedDrafts
from layerlab.errors import (
    InvalidPath,
    NoSuchFile,
    NoSuchPath,
    NotADirectory,
    NotAFile,
)
from layerlab.host import host_errors
from layerlab.layer.content import Content
from layerlab.limits import Limits
from layerlab.model import Entry, Kind, LayerPath, clean, join, parents, shown
from layerlab.model.entry import is_within
from layerlab.overlay.comparing import CAPABILITY
from layerlab.overlay.host_entry import DEVICES, host_entry
from layerlab.reasons import Flaw
from layerlab.streams.base import CHUNK_BYTES, read_some
from layerlab.streams.compression import decompressed
from layerlab.streams.tar_reader import Header, read_headers
from layerlab.streams.window import RandomAccess, Window

Owner = tuple[int, int] | None
"""User and group ID of everything that comes in; None for those that it has."""


def copy_in(
    drafts: MountedDrafts,
    source: str | os.PathLike[str],
    target: str,
    owner: Owner,
    *,
    follow: bool = False,
) -> Done:
    """A file or directory of the host to where `docker cp` puts it.

    With `follow` a link that is named is replaced by what it leads to, under its own name.
    Raises `NoSuchFile`, `NoSuchPath`, `NotADirectory`, `AlreadyExists`, `IsADirectory`.
    """
    text = os.fspath(source)
    host = _host_source(text, follow=follow)
    is_directory = host.is_dir() and not host.is_symlink()
    name = "" if means_contents(text) else Path(os.path.abspath(text)).name  # noqa: PTH100
    path = drafts.resolve(clean(target))
    spot = landing(Source(name, is_directory), _destination(drafts, target, path))
    if spot is Landing.INSIDE:
        path = join(path, name)
    arriving = _Arriving(drafts, owner)
    for entry, file in _host_entries(host, path):
        if spot is not Landing.CONTENTS or entry.path != path:
            arriving.add_file(entry, file)
    return arriving.finish(path)


def _host_source(text: str, *, follow: bool) -> Path:
    """Names are resolved as words, `..` too, before a link is followed: so Docker does."""
    host = Path(os.path.abspath(text))  # noqa: PTH100
    if follow or names_a_directory(text):
        host = host.resolve()
    if not os.path.lexists(host):
        raise NoSuchFile(text)
    if names_a_directory(text) and not host.is_dir():
        raise NotADirectory(text)
    return host


def _destination(drafts: MountedDrafts, text: str, path: LayerPath) -> Destination:
    there = drafts.find(path)
    if there is not None and there.kind in DEVICES:
        raise NotAFile(shown(path), there.kind.name.lower())
    absent = NoSuchPath(drafts.title, shown(path))
    return Destination(text, None if there is None else there.is_directory, absent)


class _Arriving:
    """Puts one object after the other into the drafts, over what is there."""

    def __init__(self, drafts: MountedDrafts, owner: Owner) -> None:
        self._drafts = drafts
        self._owner = owner
        self._size_bytes = 0
        self._directories: dict[LayerPath, int] = {}
        self._names: dict[tuple[int, int], LayerPath] = {}

    def add_file(self, entry: Entry, host: Path) -> None:
        status = host.lstat()
        inode = (status.st_dev, status.st_ino)
        if entry.kind is not Kind.DIRECTORY and status.st_nlink > 1:
            if inode in self._names:
                self.link(entry.path, self._names[inode])
                return
            self._names[inode] = entry.path
        if entry.kind is not Kind.FILE:
            self.add(entry, None)
            return
        with host_errors(host), host.open("rb") as data:
            self.add(entry, data)

    def add(self, entry: Entry, data: BinaryIO | None) -> None:
        """Links in the path's parents are followed, inside the container's root."""
        self._drafts.progress.advance(0)
        entry = replace(entry, path=self._drafts.resolve(entry.path, follow=False))
        if self._owner is not None:
            entry = replace(entry, uid=self._owner[0], gid=self._owner[1])
        self._size_bytes += self._drafts.put(entry, data)
        if entry.is_directory:
            self._directories[entry.path] = entry.mtime_ns

    def link(self, path: LayerPath, first: LayerPath) -> None:
        """Attributes are those of the first name. Raises `CrossesMounts`."""
        real, source = (self._drafts.resolve(one, follow=False) for one in (path, first))
        self._drafts.link(real, source)

    def imply_parents(self, path: LayerPath, base: LayerPath) -> None:
        """Directories that a tar does not name are root's, with mode 0755."""
        for above in parents(path)[len(parents(base)) + bool(base) :]:
            real = self._drafts.resolve(above)
            if self._drafts.find(real) is None:
                implied = Entry(real, Kind.DIRECTORY, 0o755, mtime_ns=self._drafts.now_ns)
                self._drafts.put(implied, None)

    def finish(self, path: LayerPath) -> Done:
        """Directories get their own times last: until then what came into them changed it."""
        for directory, mtime_ns in self._directories.items():
            self._drafts.set_directory_time(directory, mtime_ns)
        return Done(Verb.COPY_IN, path, None, self._size_bytes)


# from the host ----------------------------------------------------------------------------------


def _host_entries(source: Path, path: LayerPath) -> Iterator[tuple[Entry, Path]]:
    """Parents first; as deep as it goes without recursion."""
    waiting = [(source, path)]
    while waiting:
        host, here = waiting.pop()
        with host_errors(host):
            entry = _host_entry(host, here, host.lstat())
            if entry is None:
                continue
            yield entry, host
            if entry.is_directory:
                children = sorted(host.iterdir(), reverse=True)
                waiting += [(child, join(here, child.name)) for child in children]


def _host_entry(source: Path, path: LayerPath, status: os.stat_result) -> Entry | None:
    """None for what a tar can't hold: sockets."""
    if stat.S_ISSOCK(status.st_mode):
        return None
    link = os.readlink(source) if stat.S_ISLNK(status.st_mode) else ""
    entry = host_entry(path, status, link)
    return replace(entry, xattrs=_capability(source)) if entry.kind is Kind.FILE else entry


def _capability(source: Path) -> dict[str, bytes]:
    if hasattr(os, "getxattr"):
        with contextlib.suppress(OSError):
            return {CAPABILITY: os.getxattr(source, CAPABILITY)}
    return {}


# from a tar -------------------------------------------------------------------------------------

TAR_NAME = "the tar stream"


def copy_in_tar(
    drafts: MountedDrafts, stream: BinaryIO, directory: str, owner: Owner, limits: Limits
) -> Done:
    """The entries of a tar, plain or compressed, below a directory that is there.

    A name that leads out of the directory is refused; names that begin with a slash stay in it.
    The stream is spooled to the disk. Raises `NoSuchPath`, `NotADirectory`, `InvalidPath`,
    `ReservedName`, and what is wrong with the tar (`BadInput`).
    """
    base = drafts.resolve(clean(directory))
    if not drafts.need(base).is_directory:
        raise NotADirectory(shown(base))
    with tempfile.TemporaryFile() as spool:
        plain = decompressed(stream, TAR_NAME, limits)
        while chunk := read_some(plain, CHUNK_BYTES):
            spool.write(chunk)
            drafts.progress.advance(len(chunk))
        return _Unpacking(drafts, owner, base, spool).unpack(limits)


class _Unpacking:
    def __init__(
        self, drafts: MountedDrafts, owner: Owner, base: LayerPath, spool: BinaryIO
    ) -> None:
        self._arriving = _Arriving(drafts, owner)
        self._base = base
        self._size = spool.tell()
        self._source = RandomAccess(spool)

    def unpack(self, limits: Limits) -> Done:
        """Holes of sparse files count as expansion: there may be an exabyte of them."""
        holes = 0
        tar = Window(self._source, 0, self._size)
        for header in read_headers(tar, TAR_NAME, limits=limits):
            holes += header.real_size - header.size
            limits.check_expansion(f"sparse files of {TAR_NAME}", header.offset, holes)
            self._add(header)
        return self._arriving.finish(self._base)

    def _add(self, header: Header) -> None:
        path = self._inside(header.name)
        if path == self._base:
            return
        self._arriving.imply_parents(path, self._base)
        if header.kind is Kind.HARDLINK:
            self._arriving.link(path, self._inside(header.link))
            return
        entry = Entry(
            path,
            header.kind,
            header.mode,
            header.uid,
            header.gid,
            mtime_ns=header.mtime_ns,
            link=header.link if header.kind is Kind.SYMLINK else "",
            device=header.device,
            xattrs=header.xattrs,
        )
        pieces = ((0, header.size),) if header.sparse is None else header.sparse
        content = (header.name, header.data_offset, header.real_size, pieces)
        self._arriving.add(entry, Content(self._source, *content))

    def _inside(self, name: str) -> LayerPath:
        path = clean(f"{self._base}/{name}")
        if not is_within(path, self._base):
            raise InvalidPath(name, Flaw.OUT_OF_TARGET)
        return path
