"""Files between the host and a container: `cp`, `export`, drag and drop.

What comes in is root's, with the source's modes and times, as with `docker cp`. What goes out
stays inside the chosen directory, whatever links say: nothing is written through a link, and
every name is checked against the host's rules.
"""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from layerlab.container import operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Verb
from layerlab.errors import AlreadyExists, NoSuchFile
from layerlab.host import host_errors
from layerlab.model import Entry, Kind, LayerPath, clean, join, parent, parents
from layerlab.overlay import Node, View
from layerlab.overlay.hostnames import to_host
from layerlab.progress import Progress
from layerlab.streams.tar_reader import Header, read_headers
from layerlab.streams.tar_writer import TarWriter
from layerlab.streams.window import Window

COPY_BYTES = 1 << 20


# in ---------------------------------------------------------------------------------------------


def copy_in(draft: Draft, source: Path, path: LayerPath) -> Done:
    """A file or directory of the host to exactly `path`; a directory merges with what is there."""
    if not os.path.lexists(source):
        raise NoSuchFile(str(source))
    size = 0
    for entry, host in _host_entries(source, draft.resolve(path)):
        if entry.kind is Kind.FILE:
            with host_errors(host), host.open("rb") as data:
                size += operations.put_entry(draft, entry, data)
        else:
            operations.put_entry(draft, entry, None)
    return Done(Verb.COPY_IN, path, None, size)


def _host_entries(source: Path, path: LayerPath) -> Iterator[tuple[Entry, Path]]:
    """Files, directories and links below a host path; sockets and devices are passed over."""
    with host_errors(source):
        status = source.lstat()
        entry = _host_entry(source, path, status)
        if entry is None:
            return
        yield entry, source
        if entry.kind is Kind.DIRECTORY:
            for child in sorted(source.iterdir()):
                yield from _host_entries(child, join(path, child.name))


def _host_entry(source: Path, path: LayerPath, status: os.stat_result) -> Entry | None:
    mode, time_ns = stat.S_IMODE(status.st_mode), status.st_mtime_ns
    if stat.S_ISREG(status.st_mode):
        return Entry(path, Kind.FILE, mode, size=status.st_size, mtime_ns=time_ns)
    if stat.S_ISDIR(status.st_mode):
        return Entry(path, Kind.DIRECTORY, mode, mtime_ns=time_ns)
    if stat.S_ISLNK(status.st_mode):
        return Entry(path, Kind.SYMLINK, 0o777, mtime_ns=time_ns, link=os.readlink(source))
    return None


def copy_in_tar(draft: Draft, stream: BinaryIO, directory: LayerPath) -> Done:
    """The entries of a tar below an existing directory; the stream is spooled to the disk."""
    base = draft.resolve(directory)
    draft.need(base)
    size = 0
    with tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(stream, spool, COPY_BYTES)
        spool.seek(0)
        headers = list(read_headers(spool, "the tar stream"))
        for header in headers:
            name = clean(header.name)
            if name:
                data = Window(spool, header.data_offset, header.size)
                size += _put_header(draft, header, base, join(base, name), data)
    return Done(Verb.COPY_IN, directory, None, size)


def _put_header(
    draft: Draft, header: Header, base: LayerPath, path: LayerPath, data: BinaryIO
) -> int:
    for above in parents(path)[len(parents(base)) + 1 :]:
        if draft.find(above) is None:
            implied = Entry(above, Kind.DIRECTORY, 0o755, mtime_ns=draft.now_ns)
            operations.put_entry(draft, implied, None)
    if header.kind is Kind.HARDLINK:
        if draft.find(path) is not None:
            draft.replace(path)
        operations.link(draft, path, join(base, clean(header.link)))
        return 0
    entry = Entry(
        path,
        header.kind,
        header.mode,
        header.uid,
        header.gid,
        mtime_ns=header.mtime_ns,
        link=header.link,
        device=header.device,
        xattrs=header.xattrs,
    )
    return operations.put_entry(draft, entry, data)


# out --------------------------------------------------------------------------------------------


def copy_out(
    view: View, path: LayerPath, destination: Path, progress: Progress, *, follow: bool = False
) -> Path:
    """A file or directory to the host; where it went.

    Into `destination` if that is a directory, else to that name, as `docker cp` does. With
    `follow` a symbolic link is replaced by what it leads to.
    """
    node = view.get(view.resolve(path) if follow else path)
    target = destination
    if destination.is_dir() and path:
        target = destination / to_host(path.rpartition("/")[2])
    elif not destination.parent.is_dir():
        raise NoSuchFile(str(destination.parent))
    _write_out(view, node, target, progress)
    return target


def _write_out(view: View, node: Node, target: Path, progress: Progress) -> None:
    with host_errors(target):
        if node.is_directory:
            if target.is_symlink() or (target.exists() and not target.is_dir()):
                raise AlreadyExists(str(target))
            target.mkdir(exist_ok=True)
            for child in view.list(node.path):
                _write_out(view, child, target / to_host(child.name), progress)
            _dress(target, node.entry)
            return
        if target.is_dir() and not target.is_symlink():
            raise AlreadyExists(str(target))
        target.unlink(missing_ok=True)
        if node.kind is Kind.SYMLINK:
            os.symlink(node.entry.link, target)
        elif node.kind.has_data:
            with view.open(node.path) as source, target.open("xb") as sink:
                _copy(source, sink, progress)
            _dress(target, node.entry)


def _copy(source: BinaryIO, sink: BinaryIO, progress: Progress) -> None:
    while chunk := source.read(COPY_BYTES):
        sink.write(chunk)
        progress.advance(len(chunk))


def _dress(target: Path, entry: Entry) -> None:
    """Permission bits and time; set-ID bits and owners stay behind."""
    owner = 0o700 if entry.is_directory else 0o600
    os.chmod(target, entry.mode & 0o777 | owner)
    with contextlib.suppress(OverflowError):
        os.utime(target, ns=(entry.mtime_ns, entry.mtime_ns))


def write_tar(view: View, path: LayerPath, sink: BinaryIO, progress: Progress) -> None:
    """A file or directory as a tar stream, under its own name; the whole root without one."""
    base = parent(path)
    writer = TarWriter(sink)
    first_names: dict[tuple[int, int], LayerPath] = {}

    def inner(full: LayerPath) -> LayerPath:
        return LayerPath(full[len(base) + 1 :]) if base else full

    for node in _with_itself(view, path):
        progress.advance(0)
        _add(view, node, writer, inner, first_names)
    writer.finish()


def _with_itself(view: View, path: LayerPath) -> Iterator[Node]:
    node = view.get(path)
    if path:
        yield node
    if node.is_directory:
        yield from view.walk(path)


def _add(
    view: View,
    node: Node,
    writer: TarWriter,
    inner: Callable[[LayerPath], LayerPath],
    first_names: dict[tuple[int, int], LayerPath],
) -> None:
    entry = replace(node.entry, path=inner(node.path))
    if not node.kind.has_data:
        writer.add(entry)
        return
    inode = view.inode(node.path)
    if inode in first_names:
        writer.add(replace(entry, kind=Kind.HARDLINK, link=first_names[inode], size=0))
        return
    first_names[inode] = entry.path
    with view.open(node.path) as stream:
        writer.add(replace(entry, kind=Kind.FILE, link=""), stream)
