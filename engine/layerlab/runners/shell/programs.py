"""Which program a command's name stands for.

Spec: POSIX.1-2024 XCU 2.9.1.4 Command Search and Execution. Of the image's own programs only
scripts for `sh` are run. A tool stands in for the image's program of its name, where there is one.
"""

from dataclasses import dataclass
from enum import Enum, auto

from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners.files import Files
from layerlab.runners.permitted import EXECUTE, may
from layerlab.runners.shell.text import absolute
from layerlab.runners.shell.tool import Identity
from layerlab.runners.tools.reasons import PROBLEMS

SHELLS = frozenset({"sh", "dash", "ash"})
USUAL = frozenset(
    f"{prefix}{name}" for prefix in ("", "usr/", "usr/local/") for name in ("bin", "sbin")
)
"""Directories whose programs are what their names say."""

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_HEAD_BYTES = 256


class Kinds(Enum):
    TOOL = auto()
    SCRIPT = auto()
    FOREIGN = auto()  # a program of the image that the built-in shell can't run
    DENIED = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Program:
    """`path` is where it was found, None for a tool that the image has no file for."""

    kind: Kinds
    name: str
    path: LayerPath | None = None


class Programs:
    """Looks programs up. `known` are the names that the built-in shell has tools for."""

    def __init__(self, files: Files, identity: Identity, known: frozenset[str]) -> None:
        self._files = files
        self._identity = identity
        self._known = known

    def find(self, name: str, search: str, directory: str) -> Program:
        """By a name, in `search` (`$PATH`), or by a path."""
        if "/" in name:
            return self._at(absolute(directory, name), name)
        for place in search.split(":"):
            path = absolute(directory, f"{place or '.'}/{name}")
            entry = self._file(path)
            if entry is not None and self._may_run(entry):
                return self._kind(path, name)
        kind = Kinds.TOOL if name in self._known else Kinds.MISSING
        return Program(kind, name)

    def _at(self, path: LayerPath, name: str) -> Program:
        entry = self._file(path)
        directory, _, base = path.rpartition("/")
        if entry is None:
            if base in self._known and directory in USUAL:
                return Program(Kinds.TOOL, base)
            is_there = self._entry(path) is not None
            return Program(Kinds.DENIED if is_there else Kinds.MISSING, name, path)
        if not self._may_run(entry):
            return Program(Kinds.DENIED, name, path)
        return self._kind(path, base)

    def _kind(self, path: LayerPath, name: str) -> Program:
        head = self._head(path)
        if is_script(head):
            return Program(Kinds.SCRIPT, name, path)
        is_tool = name in self._known and path.rpartition("/")[0] in USUAL
        return Program(Kinds.TOOL if is_tool else Kinds.FOREIGN, name, path)

    def _entry(self, path: LayerPath) -> Entry | None:
        try:
            return self._files.find(self._files.resolve(path))
        except PROBLEMS:
            return None

    def _file(self, path: LayerPath) -> Entry | None:
        entry = self._entry(path)
        return entry if entry is not None and entry.kind is Kind.FILE else None

    def _head(self, path: LayerPath) -> bytes:
        try:
            with self._files.open(self._files.resolve(path)) as stream:
                return stream.read(_HEAD_BYTES)
        except PROBLEMS:
            return b""

    def _may_run(self, entry: Entry) -> bool:
        return may(self._identity, entry, EXECUTE)


def is_script(head: bytes) -> bool:
    """Whether a file that begins so is a script for `sh`, by its `#!`, or by being text."""
    line = head.split(b"\n", 1)[0]
    if not line.startswith(b"#!"):
        return bool(head) and b"\0" not in line and not head.startswith(b"\x7fELF")
    words = line[2:].split()
    if words and words[0].rpartition(b"/")[2] == b"env":
        words = [word for word in words[1:] if word != b"-S"]
    return bool(words) and words[0].rpartition(b"/")[2].decode("latin-1") in SHELLS
