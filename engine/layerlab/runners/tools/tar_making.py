"""`tar -c`: files into an archive, with the project's own writer."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import entry_of, need
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.tar_state import Wanted
from layerlab.runners.tools.tree import walk
from layerlab.streams.tar_writer import TarWriter

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

RECORD_BYTES = 20 * 512
"""An archive is filled up to a multiple of it, as tar does."""


class _Counted(io.RawIOBase, BinaryIO):
    """Counts what is written to a file. Closing it leaves the file open."""

    def __init__(self, call: Call, sink: BinaryIO, is_stdout: bool) -> None:
        super().__init__()
        self._call = call
        self._sink = sink
        self._is_stdout = is_stdout

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        self._call.meter.tick()
        if not self._is_stdout:
            self._call.meter.write(memoryview(data).nbytes)
        return self._sink.write(data)


class _Padded(io.RawIOBase, BinaryIO):
    """Knows how long the archive is."""

    def __init__(self, sink: BinaryIO) -> None:
        super().__init__()
        self._sink = sink
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        self.size += memoryview(data).nbytes
        return self._sink.write(data)


@dataclass
class Making:
    call: Call
    wanted: Wanted
    follows: bool
    is_stdout: bool
    status: int = 0
    _first_names: dict[object, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def counted(self, sink: BinaryIO) -> BinaryIO:
        return _Counted(self.call, sink, self.is_stdout)

    def make(self, words: Sequence[str], archive: BinaryIO) -> int:
        padded = _Padded(archive)
        writer = TarWriter(padded)
        here = replace(self.call, working_directory=self.wanted.directory)
        for word in words:
            try:
                entry = entry_of(here, word, follow=self.follows)
            except PROBLEMS as error:
                self.status = self.call.complain(f"{word}: Cannot stat: {reason(error)}", 2)
                continue
            self._add_tree(writer, word, entry)
        writer.finish()
        padded.write(bytes(-padded.size % RECORD_BYTES))
        return self.status

    def _add_tree(self, writer: TarWriter, word: str, entry: Entry) -> None:
        for visit in walk(self.call, word, entry):
            if visit.failed:
                text = f"{visit.word}: Cannot open: {visit.failed}"
                self.status = self.call.complain(text, 2)
            if visit.is_after and visit.entry.is_directory:
                continue
            if self.wanted.excludes(visit.word):
                visit.goes_in = False
                continue
            self._add(writer, visit.word, visit.entry)

    def _add(self, writer: TarWriter, word: str, entry: Entry) -> None:
        name = self._member_name(word)
        if entry.is_directory:
            name = name.rstrip("/") + "/"
        if self.follows and entry.kind is Kind.SYMLINK:
            try:
                files = self.call.files
                entry = need(files, files.resolve(entry.path))
            except PROBLEMS as error:
                self.status = self.call.complain(f"{word}: Cannot stat: {reason(error)}", 2)
                return
        self._tell(word.rstrip("/") + "/" if entry.is_directory else word)
        if entry.kind is not Kind.FILE:
            writer.add(entry, path=name)
            return
        identity = self.call.files.identity(entry.path)[0]
        first = self._first_names.setdefault(identity, name)
        if first != name:
            linked = replace(entry, kind=Kind.HARDLINK, link=LayerPath(first), size=0)
            writer.add(linked, path=name)
            return
        try:
            with self.call.files.open(entry.path) as data:
                writer.add(entry, data, path=name)
        except PROBLEMS as error:
            self.status = self.call.complain(f"{word}: Cannot open: {reason(error)}", 2)

    def _member_name(self, word: str) -> str:
        """Without what would lead out of the directory that it is extracted into."""
        parts = word.split("/")
        at = len(parts) - 1 - parts[::-1].index("..") if ".." in parts else -1
        name = "/".join(parts[at + 1 :]) if at >= 0 else word
        name = name.lstrip("/")
        removed = word[: len(word) - len(name)] if name else word
        if removed and removed not in self._told:
            self._told.add(removed)
            self.call.complain(f"Removing leading `{removed}' from member names")
        return name or "./"

    def _tell(self, name: str) -> None:
        if not self.wanted.tells:
            return
        line = f"{escaped(name)}\n".encode("utf-8", "surrogateescape")
        (self.call.stderr if self.is_stdout else self.call.stdout).write(line)


_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 92: "\\"}


def escaped(name: str) -> str:
    """A name in one line, as tar's own quoting style writes it."""
    if name.isascii() and name.isprintable() and "\\" not in name:
        return name
    text = ""
    for byte in name.encode("utf-8", "surrogateescape"):
        if byte in _ESCAPES:
            text += "\\" + _ESCAPES[byte]
        else:
            text += chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"
    return text
