"""A set of named files: what an archive and a directory have in common for the readers.

A tar is scanned once, header by header; contents stay where they are. Symbolic and hard links
between members are followed inside the set only (Docker's own archives have them for layers that
occur twice), with a bound on the length of a chain.
"""

import os
import posixpath
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from layerlab.errors import DamagedArchive
from layerlab.host import host_errors
from layerlab.limits import Limits
from layerlab.model import Kind, clean
from layerlab.progress import Progress
from layerlab.reasons import Flaw
from layerlab.streams.tar_reader import Header, read_headers
from layerlab.streams.window import Window


class Members(Protocol):
    """Files by name. Streams that it opens are seekable, independent, and the caller's to close."""

    @property
    def path(self) -> str:
        """Of the archive or directory, for messages."""
        ...

    @property
    def limits(self) -> Limits:
        """What may be read of it."""
        ...

    def names(self) -> Iterable[str]:
        """Of the files at the top and in the directories there, at least."""
        ...

    def has(self, name: str) -> bool:
        """Whether it is there; a link counts as what it leads to."""
        ...

    def size(self, name: str) -> int:
        """Bytes. Raises `DamagedArchive` where there is no such file."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Raises `DamagedArchive` where there is no such file."""
        ...

    def origin(self, name: str) -> str:
        """A text that changes whenever the member's bytes may have changed."""
        ...


def read_small(members: Members, name: str) -> bytes:
    """A document whole. Raises `LimitExceeded` for one that is too large."""
    size = members.size(name)
    members.limits.check("document_bytes", f"bytes of {name} in {members.path}", size)
    with members.open(name) as stream:
        return stream.read(size)


class OwnedWindow(Window):
    """A window that closes its file."""

    def __init__(self, file: BinaryIO, offset: int, size: int) -> None:
        super().__init__(file, offset, size)
        self._file = file

    def close(self) -> None:
        self._file.close()
        super().close()


class _Member(NamedTuple):
    """What is kept of a header."""

    kind: Kind
    link: str
    offset: int
    size: int


class TarMembers:
    """The members of a plain tar on the disk. `shown_path` is what messages call it."""

    def __init__(self, file: Path, shown_path: str, limits: Limits, progress: Progress) -> None:
        self.path = shown_path
        self.limits = limits
        self._file = file
        self._members: dict[str, _Member] = {}
        with host_errors(shown_path):
            status = file.stat()
            self._stamp = f"{file.resolve()}:{status.st_size}:{status.st_mtime_ns}"
            with file.open("rb") as stream:
                for header in read_headers(stream, shown_path, limits=limits, progress=progress):
                    self._add(header)

    def _add(self, header: Header) -> None:
        link = header.link if header.kind in (Kind.SYMLINK, Kind.HARDLINK) else ""
        member = _Member(header.kind, link, header.data_offset, header.size)
        self._members[clean(header.name)] = member
        self.limits.check("archive_members", f"files in {self.path}", len(self._members))

    def names(self) -> Iterable[str]:
        return self._members

    def has(self, name: str) -> bool:
        return self._find(name) is not None

    def _find(self, name: str) -> _Member | None:
        """What stands under a name, links followed; None where nothing does."""
        wanted = clean(name)
        for _ in range(self.limits.member_links + 1):
            member = self._members.get(wanted)
            if member is None:
                return None
            match member.kind:
                case Kind.SYMLINK:
                    wanted = clean(posixpath.join(posixpath.dirname(wanted), member.link))
                case Kind.HARDLINK:
                    wanted = clean(member.link)
                case _:
                    return member
        raise DamagedArchive(self.path, name, Flaw.CIRCULAR)

    def _file_at(self, name: str) -> _Member:
        member = self._find(name)
        if member is None:
            raise DamagedArchive(self.path, name, Flaw.MISSING)
        if member.kind is not Kind.FILE:
            raise DamagedArchive(self.path, name, Flaw.NO_FILE)
        return member

    def size(self, name: str) -> int:
        return self._file_at(name).size

    def open(self, name: str) -> BinaryIO:
        member = self._file_at(name)
        with host_errors(self.path):
            return OwnedWindow(self._file.open("rb"), member.offset, member.size)

    def origin(self, name: str) -> str:
        return f"{self._stamp}:{self._file_at(name).offset}"


class DirectoryMembers:
    """The files below a directory of the host; links that lead out of it are refused."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        self.path = str(directory)
        self.limits = limits
        self._root = directory.resolve()

    def names(self) -> Iterable[str]:
        """Not of those further down: it may be any directory, also the host's root."""
        for folder, directories, files in os.walk(self._root):
            base = Path(folder).relative_to(self._root)
            yield from ((base / file).as_posix() for file in files)
            if base.parts:
                directories.clear()

    def _locate(self, name: str) -> Path:
        try:
            found = (self._root / clean(name)).resolve()
        except (OSError, RuntimeError) as error:
            raise DamagedArchive(self.path, name, Flaw.CIRCULAR) from error
        except ValueError as error:
            raise DamagedArchive(self.path, name, Flaw.NO_FILE_NAME) from error
        if not found.is_relative_to(self._root):
            raise DamagedArchive(self.path, name, Flaw.OUT_OF_DIRECTORY)
        return found

    def has(self, name: str) -> bool:
        path = self._locate(name)
        with host_errors(path):
            return path.is_file()

    def size(self, name: str) -> int:
        if not self.has(name):
            raise DamagedArchive(self.path, name, Flaw.MISSING)
        return self._locate(name).stat().st_size

    def open(self, name: str) -> BinaryIO:
        if not self.has(name):
            raise DamagedArchive(self.path, name, Flaw.MISSING)
        with host_errors(self._locate(name)):
            return self._locate(name).open("rb")

    def origin(self, name: str) -> str:
        path = self._locate(name)
        status = path.stat()
        return f"{path}:{status.st_size}:{status.st_mtime_ns}"


def opener(members: Members, name: str) -> partial[BinaryIO]:
    return partial(members.open, name)
