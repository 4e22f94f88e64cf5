"""`tar -t` and `tar -x`: an archive's members, listed or written out, with the project's reader.

What is written stays in the directory: names lose what leads out of it, and links that lead
elsewhere are made last, so that nothing is written through them.
"""

import contextlib
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from typing import BinaryIO

from layerlab.errors import AlreadyExists, DamagedTar, DirectoryNotEmpty, IsADirectory, NoSuchPath
from layerlab.layer.content import Content
from layerlab.limits import DEFAULT_LIMITS
from layerlab.model import Entry, Kind, LayerPath, clean, join, parents
from layerlab.reasons import Flaw
from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, copy_bytes
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.tar_making import escaped
from layerlab.runners.tools.tar_state import Wanted
from layerlab.runners.tools.times import local
from layerlab.runners.tools.usage import Arguments
from layerlab.streams.compression import decompressed
from layerlab.streams.tar_reader import Header, read_headers
from layerlab.streams.window import RandomAccess, Window

ARCHIVE = "the archive"
_COLUMNS = 19


class Reading(ABC):
    """Goes through an archive; members that operands name are all, or those in them."""

    def __init__(self, call: Call, wanted: Wanted, names: Sequence[str]) -> None:
        self._call = call
        self._wanted = wanted
        self._names = {name: name.rstrip("/") for name in names}
        self._found: set[str] = set()
        self.status = 0

    def read(self, stream: BinaryIO) -> int:
        """Raises `BadInput`."""
        plain = decompressed(stream, ARCHIVE)
        if isinstance(plain, Window) and not plain.size:
            raise DamagedTar(ARCHIVE, 0, Flaw.EMPTY)
        self._go_through(plain)
        for name in self._names:
            if name not in self._found:
                self.status = self._call.complain(f"{name}: Not found in archive", 2)
        return self.status

    @abstractmethod
    def _go_through(self, plain: BinaryIO) -> None: ...

    def _chosen(self, headers: Iterator[Header]) -> Iterator[Header]:
        for header in headers:
            self._call.meter.tick()
            name = header.name.rstrip("/")
            if self._wanted.excludes(name):
                continue
            if not self._names:
                yield header
                continue
            asked = [n for n, base in self._names.items() if f"{name}/".startswith(f"{base}/")]
            if asked:
                self._found.update(asked)
                yield header

    def _tell(self, header: Header, *, is_long: bool) -> None:
        name = escaped(header.name)
        if header.kind is Kind.DIRECTORY:
            name = name.rstrip("/") + "/"
        self._call.print(self._line(header, name) if is_long else name)

    def _line(self, header: Header, name: str) -> str:
        identity = self._call.identity
        user = (identity.user_names or {}).get(header.uid, str(header.uid))
        group = (identity.group_names or {}).get(header.gid, str(header.gid))
        entry = Entry(LayerPath(""), header.kind, header.mode)
        mode = "h" + entry.mode_text[1:] if header.kind is Kind.HARDLINK else entry.mode_text
        size = str(header.real_size)
        if header.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE):
            size = f"{header.device[0]},{header.device[1]}"
        owner = f"{user}/{group}"
        size = size.rjust(max(_COLUMNS - len(owner) - 1, len(size)))
        leads = {Kind.SYMLINK: " -> ", Kind.HARDLINK: " link to "}.get(header.kind, "")
        target = leads + escaped(header.link) if leads else ""
        moment = local(header.mtime_ns, UTC)
        return f"{mode} {owner} {size} {moment:%Y-%m-%d %H:%M} {name}{target}"


class Listing(Reading):
    def _go_through(self, plain: BinaryIO) -> None:
        for header in self._chosen(read_headers(plain, ARCHIVE)):
            self._tell(header, is_long=self._wanted.tells)


class Extracting(Reading):
    def __init__(
        self, call: Call, wanted: Wanted, names: Sequence[str], arguments: Arguments
    ) -> None:
        super().__init__(call, wanted, names)
        is_root = call.identity.uid == 0
        self._keeps_owner = arguments.last("no-same-owner", "same-owner") == "same-owner" or (
            is_root and not arguments.has("no-same-owner")
        )
        self._mask = 0 if arguments.has("p") or is_root else call.umask
        self._to_output = arguments.has("O")
        self._keeps_old = arguments.has("k")
        self._told: set[str] = set()
        self._links: list[tuple[LayerPath, Header]] = []
        self._directories: list[tuple[LayerPath, Header]] = []

    def _go_through(self, plain: BinaryIO) -> None:
        if isinstance(plain, Window):
            self._extract_all(plain, plain)
            return
        with tempfile.TemporaryFile() as spool:
            for data in chunks(self._call, plain):
                self._call.meter.write(len(data))
                spool.write(data)
            source = RandomAccess(spool)
            self._extract_all(Window(source, 0, spool.tell()), source)

    def _extract_all(self, archive: BinaryIO, source: RandomAccess | Window) -> None:
        holes = 0
        for header in self._chosen(read_headers(archive, ARCHIVE)):
            holes += header.real_size - header.size
            DEFAULT_LIMITS.check_expansion("sparse files of the archive", header.offset, holes)
            pieces = ((0, header.size),) if header.sparse is None else header.sparse
            content = Content(source, header.name, header.data_offset, header.real_size, pieces)
            self._extract(header, content)
        for path, header in self._links:
            self._guard(header, self._symlink, path, header)
        for path, header in reversed(self._directories):
            self._guard(header, self._dress, path, header)

    def _guard(self, header: Header, work: Callable[..., None], *facts: object) -> None:
        """Goes on after what can't be done for one member."""
        try:
            work(*facts)
        except PROBLEMS as error:
            text = f"{escaped(header.name)}: Cannot open: {reason(error)}"
            self.status = self._call.complain(text, 2)

    def _extract(self, header: Header, content: BinaryIO) -> None:
        if self._to_output:
            if self._wanted.tells:
                self._call.complain(header.name)
            if header.kind is Kind.FILE:
                for data in chunks(self._call, content):
                    self._call.stdout.write(data)
            return
        name = self._inside(header.name)
        if name is None:
            return
        if self._wanted.tells:
            self._tell(header, is_long=False)
        path = join(self._wanted.directory, name) if name else self._wanted.directory
        self._guard(header, self._put, path, header, content)

    def _inside(self, name: str) -> LayerPath | None:
        """Below the directory; None for what has no more parts than are to be left out."""
        kept = name.lstrip("/")
        parts = kept.split("/")
        if ".." in parts:
            at = len(parts) - parts[::-1].index("..")
            kept = "/".join(parts[at:])
        removed = name[: len(name) - len(kept)]
        if removed and removed not in self._told:
            self._told.add(removed)
            self._call.complain(f"Removing leading `{removed}' from member names")
        parts = [part for part in kept.split("/") if part not in ("", ".")]
        if self._wanted.strip and len(parts) <= self._wanted.strip:
            return None
        return LayerPath("/".join(parts[self._wanted.strip :]))

    # one member -----------------------------------------------------------------------------------

    def _put(self, path: LayerPath, header: Header, content: BinaryIO) -> None:
        files = self._call.files
        if path == self._wanted.directory:
            self._directories.append((path, header))
            return
        self._make_parents(path)
        if header.kind is Kind.DIRECTORY:
            there = files.find(files.resolve(path, follow=False))
            is_there = there is not None and there.is_directory
            if not is_there:
                self._make_way(path)
                files.make_directory(path, 0o700)
            if not (is_there and self._keeps_old):
                self._directories.append((path, header))
            return
        self._make_way(path)
        match header.kind:
            case Kind.FILE:
                with files.open_to_write(path, Opening.EXCLUSIVE, 0o600) as sink:
                    copy_bytes(self._call, content, sink)
                self._dress(path, header)
            case Kind.SYMLINK if header.link.startswith("/") or ".." in header.link.split("/"):
                self._links.append((path, header))
            case Kind.SYMLINK:
                self._symlink(path, header)
            case Kind.HARDLINK:
                self._link(path, header)
            case Kind.FIFO:
                files.make_fifo(path, 0o600)
                self._dress(path, header)
            case _:
                text = f"{escaped(header.name)}: Cannot mknod: Operation not permitted"
                self.status = self._call.complain(text, 2)

    def _make_parents(self, path: LayerPath) -> None:
        base = self._wanted.directory
        for above in parents(path):
            if len(above) <= len(base):
                continue
            real = self._call.files.resolve(above)
            if self._call.files.find(real) is None:
                self._call.files.make_directory(real, 0o777 & ~self._call.umask)

    def _make_way(self, path: LayerPath) -> None:
        files = self._call.files
        there = files.find(files.resolve(path, follow=False))
        if there is None:
            return
        if self._keeps_old:
            raise AlreadyExists(path)
        try:
            files.remove(path)
        except DirectoryNotEmpty as error:
            raise AlreadyExists(path) from error

    def _symlink(self, path: LayerPath, header: Header) -> None:
        self._call.files.symlink(path, header.link)
        self._dress(path, header)

    def _link(self, path: LayerPath, header: Header) -> None:
        name = self._inside(header.link)
        target = clean(f"{self._wanted.directory}/{name or ''}")
        try:
            self._call.files.link(path, target)
        except PROBLEMS as error:
            why = "Operation not permitted" if isinstance(error, IsADirectory) else reason(error)
            text = f"{escaped(header.name)}: Cannot hard link to '{escaped(header.link)}'"
            self.status = self._call.complain(f"{text}: {why}", 2)

    def _give(self, path: LayerPath, header: Header) -> None:
        try:
            self._call.files.chown(path, header.uid, header.gid, follow=False)
        except PROBLEMS as error:
            owner = f"uid {header.uid}, gid {header.gid}"
            text = f"{escaped(header.name)}: Cannot change ownership to {owner}: {reason(error)}"
            self.status = self._call.complain(text, 2)

    def _dress(self, path: LayerPath, header: Header) -> None:
        files = self._call.files
        is_link = header.kind is Kind.SYMLINK
        if self._keeps_owner:
            self._give(path, header)
        if not is_link:
            files.chmod(path, header.mode & ~self._mask)
            for name, value in header.xattrs.items():
                files.set_xattr(path, name, value)
        with contextlib.suppress(NoSuchPath):
            files.set_time(path, header.mtime_ns, follow=False)
