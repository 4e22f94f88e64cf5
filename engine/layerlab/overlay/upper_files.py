"""The container layer as a real directory of the host, which people and programs may look into.

Files and directories are themselves, symbolic links too where the host has them; `.wh.name` is a
whiteout, `.wh..wh..opq` marks an opaque directory; devices and pipes are empty files. Owners,
modes and the rest are in the records beside it. No link in it is ever followed.
"""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import InvalidPath
from layerlab.host import host_errors
from layerlab.model import Entry, Kind, LayerPath, clean, join, parent
from layerlab.model.entry import AUFS_PREFIX, OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay.hostnames import from_host, to_host
from layerlab.overlay.upper import UpperRecord, whiteout
from layerlab.reasons import Flaw

OWNER_MAY_WRITE = 0o600
OWNER_MAY_ENTER = 0o700


@dataclass(frozen=True, slots=True)
class HostState:
    """What the scan found at one path: its kind on the host and its stamp."""

    kind: Kind
    stamp: tuple[int, int, int]
    link: str = ""
    opaque: bool = False


class UpperFiles:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def host_path(self, path: LayerPath, kind: Kind = Kind.FILE) -> Path:
        """Where the host has a path of the layer; a whiteout has another name than an entry."""
        if not path:
            return self.directory
        if clean(path) != path:
            raise InvalidPath(path, Flaw.OUT_OF_LAYER)
        name = path.rpartition("/")[2]
        name = WHITEOUT_PREFIX + name if kind is Kind.WHITEOUT else name
        parts = [to_host(part) for part in parent(path).split("/") if part]
        return self.directory.joinpath(*parts, to_host(name))

    def open(self, path: LayerPath) -> BinaryIO:
        """A file's bytes, without following a link that somebody may have put there."""
        host = self.host_path(path)
        with host_errors(host):
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            return os.fdopen(os.open(host, flags), "rb")

    # one path: there, or taken away ------------------------------------------------------------

    def place(self, record: UpperRecord, slot: Path | None) -> UpperRecord:
        """Makes what the record says, its content taken (moved) from `slot`; the stamped record.

        The directory above it is there. Doing it again is harmless: what stands at the path
        already is only dressed, so that an interrupted edit can be completed.
        """
        host = self.host_path(record.path, record.kind)
        with host_errors(host):
            if slot is not None and slot.exists():
                os.replace(slot, host)
            elif not os.path.lexists(host):
                _make(record.entry, host)
            return self.dress(record)

    def dress(self, record: UpperRecord) -> UpperRecord:
        """Gives the host's file the attributes that it can hold; the record with a new stamp."""
        host = self.host_path(record.path, record.kind)
        entry = record.entry
        with host_errors(host):
            if record.kind is Kind.DIRECTORY:
                _mark_opaque(host, record.opaque)
                os.chmod(host, entry.mode & 0o777 | OWNER_MAY_ENTER)
            elif record.kind.has_data:
                os.chmod(host, entry.mode & 0o777 | OWNER_MAY_WRITE)
                os.utime(host, ns=(entry.mtime_ns, entry.mtime_ns))
            return UpperRecord(entry, record.opaque, record.group, stamp(host.lstat()))

    def take(self, record: UpperRecord, slot: Path) -> bool:
        """Takes away what the record says; content is moved to `slot`, and then True.

        A directory goes with whatever the host still has in it. Absent is fine.
        """
        host = self.host_path(record.path, record.kind)
        with host_errors(host):
            if not os.path.lexists(host):
                return False
            if record.kind.has_data and stat.S_ISREG(host.lstat().st_mode):
                os.replace(host, slot)
                return True
            if stat.S_ISDIR(host.lstat().st_mode):
                _mark_opaque(host, False)
                self._retire_directory(host, slot)
            else:
                host.unlink()
            return False

    def _retire_directory(self, host: Path, slot: Path) -> None:
        try:
            host.rmdir()
        except OSError:
            os.replace(host, slot.with_name(f"{slot.name}.{secrets.token_hex(4)}.left"))

    # what is really there -------------------------------------------------------------------------

    def scan(self) -> dict[LayerPath, HostState]:
        """Every path of the directory as the host has it, parents first."""
        found: dict[LayerPath, HostState] = {}
        with host_errors(self.directory):
            for path, state in self._scan():
                if state.kind is not Kind.WHITEOUT or path not in found:
                    found[path] = state
        return found

    def _scan(self) -> Iterator[tuple[LayerPath, HostState]]:
        waiting = [LayerPath("")]
        while waiting:
            directories: list[LayerPath] = []
            for path, state in self._scan_directory(waiting.pop()):
                yield path, state
                if state.kind is Kind.DIRECTORY:
                    directories.append(path)
            waiting += reversed(directories)

    def _scan_directory(self, directory: LayerPath) -> Iterator[tuple[LayerPath, HostState]]:
        with os.scandir(self.host_path(directory)) as items:
            for item in sorted(items, key=lambda item: item.name.encode(errors="surrogateescape")):
                name = from_host(item.name)
                if name.startswith(AUFS_PREFIX):
                    continue
                with contextlib.suppress(FileNotFoundError):
                    status = item.stat(follow_symlinks=False)
                    yield from self._scan_item(directory, name, status)

    def _scan_item(
        self, directory: LayerPath, name: str, status: os.stat_result
    ) -> Iterator[tuple[LayerPath, HostState]]:
        found = stamp(status)
        if name.startswith(WHITEOUT_PREFIX):
            hidden = name.removeprefix(WHITEOUT_PREFIX)
            if hidden in ("", ".", ".."):
                return  # no whiteout of anything
            yield join(directory, hidden), HostState(Kind.WHITEOUT, found)
            return
        path = join(directory, name)
        if stat.S_ISLNK(status.st_mode):
            link = os.readlink(self.host_path(path))
            yield path, HostState(Kind.SYMLINK, found, link)
        elif stat.S_ISDIR(status.st_mode):
            opaque = (self.host_path(path) / OPAQUE_NAME).exists()
            yield path, HostState(Kind.DIRECTORY, found, opaque=opaque)
        elif stat.S_ISREG(status.st_mode):
            yield path, HostState(Kind.FILE, found)


def stamp(status: os.stat_result) -> tuple[int, int, int]:
    """How a file of the host looks: size in bytes, time in ns, mode.

    Directories change with every child: only their mode counts.
    """
    mode = stat.S_IMODE(status.st_mode)
    if stat.S_ISDIR(status.st_mode):
        return 0, 0, mode
    return status.st_size, status.st_mtime_ns, mode


def _make(entry: Entry, host: Path) -> None:
    match entry.kind:
        case Kind.DIRECTORY:
            host.mkdir()
        case Kind.SYMLINK:
            _make_symlink(entry.link, host)
        case _:
            host.open("xb").close()


def _make_symlink(target: str, host: Path) -> None:
    """A real link, or where the host has none (Windows without the right) a file that says it."""
    try:
        os.symlink(target, host)
    except (OSError, NotImplementedError):
        if os.name != "nt":
            raise
        host.write_bytes(target.encode("utf-8", "surrogateescape"))


def _mark_opaque(host: Path, opaque: bool) -> None:
    marker = host / OPAQUE_NAME
    if opaque:
        marker.touch()
    else:
        marker.unlink(missing_ok=True)


def adopt(path: LayerPath, state: HostState, known: UpperRecord | None) -> UpperRecord:
    """The record of what another program made or changed.

    A new file belongs to root, since the host's user means nothing in the container; a changed
    one keeps its owner, and its mode unless that was changed.
    """
    if state.kind is Kind.WHITEOUT:
        return whiteout(path)
    size, mtime_ns, mode = state.stamp
    old = known.entry if known and _same_kind(known.kind, state.kind) else None
    mode_kept = old is not None and known is not None and known.stamp and known.stamp[2] == mode
    entry = Entry(
        path,
        old.kind if old else state.kind,
        mode=old.mode if old and mode_kept else _plain_mode(state.kind, mode),
        uid=old.uid if old else 0,
        gid=old.gid if old else 0,
        size=size if state.kind is Kind.FILE else 0,
        mtime_ns=old.mtime_ns if old and state.kind is Kind.DIRECTORY else mtime_ns,
        link=state.link,
        device=old.device if old else (0, 0),
        xattrs=old.xattrs if old else {},
    )
    return UpperRecord(entry, state.opaque, known.group if known and old else 0, state.stamp)


def _plain_mode(kind: Kind, host_mode: int) -> int:
    return 0o777 if kind is Kind.SYMLINK else host_mode & 0o777


def is_as_recorded(record: UpperRecord, state: HostState) -> bool:
    """Whether the host still has what the record says."""
    if not _same_kind(record.kind, state.kind):
        return False
    if record.kind is Kind.WHITEOUT:
        return True
    if record.kind is Kind.SYMLINK:
        return record.entry.link == state.link or state.kind is Kind.FILE
    return record.stamp == state.stamp and record.opaque == state.opaque


def _same_kind(recorded: Kind, on_host: Kind) -> bool:
    if on_host is Kind.FILE:
        return recorded not in (Kind.DIRECTORY, Kind.WHITEOUT, Kind.SYMLINK) or os.name == "nt"
    return recorded is on_host
