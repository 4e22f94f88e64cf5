"""What `cp` brings into a bind mount: the host's own files are written, at once and for good.

What could harm the host stays behind, as with `cp` to the host: set-ID bits, capabilities; devices
are refused.
"""

import shutil
from typing import BinaryIO

from layerlab.container.host_files import HostFiles
from layerlab.errors import AlreadyExists, IsADirectory, NotAFile
from layerlab.model import Entry, Kind, shown
from layerlab.runners import Opening

COPY_BYTES = 1 << 20


def put_on_host(files: HostFiles, entry: Entry, data: BinaryIO | None) -> int:
    """One object over what is there, by the rules of `operations.put_entry`; bytes written."""
    there = files.find(entry.path)
    files.owner = entry.uid, entry.gid
    if entry.kind is Kind.DIRECTORY:
        if there is None:
            files.make_directory(entry.path)
        elif there.kind is not Kind.DIRECTORY:
            raise AlreadyExists(shown(entry.path))
        files.chmod(entry.path, entry.mode & 0o777)
        return 0
    if there is not None and there.kind is Kind.DIRECTORY:
        raise IsADirectory(shown(entry.path))
    if entry.kind not in (Kind.FILE, Kind.SYMLINK, Kind.FIFO):
        raise NotAFile(shown(entry.path), entry.kind.name.lower())
    if there is not None:
        files.remove(entry.path)
    size_bytes = _make(files, entry, data)
    files.set_time(entry.path, entry.mtime_ns, follow=False)
    return size_bytes


def _make(files: HostFiles, entry: Entry, data: BinaryIO | None) -> int:
    mode = entry.mode & 0o777
    if entry.kind is Kind.SYMLINK:
        files.symlink(entry.path, entry.link)
        return 0
    if entry.kind is Kind.FIFO:
        files.make_fifo(entry.path, mode)
        return 0
    with files.open_to_write(entry.path, Opening.EXCLUSIVE, mode) as sink:
        if data is not None:
            shutil.copyfileobj(data, sink, COPY_BYTES)
        return sink.tell()
