"""`Runner`: what runs a command on a container's files, and what it is given and tells.

There are two: the built-in shell, which works everywhere, and the Linux runner, which runs the
image's own programs. Neither pretends to be the other; the outcome names the one that ran.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from layerlab.errors import Reason
from layerlab.image import Layer
from layerlab.overlay import Overlay, UpperFiles, UpperTree
from layerlab.progress import Progress
from layerlab.runners.files import Files


@dataclass(frozen=True, slots=True)
class Command:
    """One process to start, as an image's config describes it: `words` are its argv.

    `user` is `USER[:GROUP]` as the config has it, "" for root. `environment` is whole.
    """

    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    working_directory: str = "/"
    user: str = ""
    host_name: str = ""


@dataclass(frozen=True, slots=True)
class Streams:
    """What a command reads and writes. `is_terminal` is `-t`; `columns` the terminal's width."""

    stdin: BinaryIO
    stdout: BinaryIO
    stderr: BinaryIO
    is_terminal: bool = False
    columns: int = 80


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one command may take. Beyond one it is stopped with `CommandStopped`.

    `seconds` of wall time, bytes of memory for what the command holds, bytes written to files in
    all, bytes printed, processes (or nested functions and subshells) at a time.
    """

    seconds: float = 600.0
    memory_bytes: int = 512 << 20
    written_bytes: int = 8 << 30
    printed_bytes: int = 64 << 20
    processes: int = 256


DEFAULT_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Mount:
    """What covers a directory: `path` is clean, `host` the folder with its plain files.

    `host` is None where a volume keeps owners or modes that its folder can't hold.
    """

    path: str
    title: str
    files: Files
    host: Path | None
    read_only: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What a command stands on.

    `files` is everything, as the command sees it and changes it. The rest is the same in parts,
    for a runner that mounts it: the image's layers, base first, with the trees that they are in
    `lower`; the container layer over them as it is now, and the mounts. A runner changes nothing
    but through `files`, and in the folders of mounts that have one.
    """

    files: Files
    layers: Sequence[Layer]
    upper: UpperTree
    upper_files: UpperFiles
    mounts: Sequence[Mount] = ()
    architecture: str = ""
    lower: Overlay = field(default_factory=lambda: Overlay(()))


class Runner(Protocol):
    """Runs one command to its end.

    `run` returns the exit status as a shell would (127 not found, 126 not executable, 128 + n for
    a signal). Raises `CommandStopped` at a bound, `Cancelled`, `RunnerUnavailable`; after any
    exception whoever called throws the changes of `files` away. stdout and stderr are written
    while the command runs. Changes appear in `files` when it has ended, at the latest.
    """

    name: str

    def why_not(self, ground: Ground, command: Command) -> Reason | None:
        """Why this runner can't run this command here; None where it can."""
        ...

    def run(
        self,
        ground: Ground,
        command: Command,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """`candidates` are what may stand from `start` to the cursor, quoted as they have to be."""

    start: int
    candidates: tuple[str, ...]


class Interpreter(Protocol):
    """A shell that goes on from line to line: `docker exec -it c1 sh`.

    Variables, functions, options, the directory and `$?` stay; each `run` has a ground of its own,
    whose files are new ones, so that each line is one edit. After an exception of `run` it goes on
    with what it knew before the line.
    """

    @property
    def prompt(self) -> str:
        """As `PS1` says, expanded."""
        ...

    @property
    def has_ended(self) -> bool:
        """Whether a line was `exit`."""
        ...

    def needs_more(self, text: str) -> bool:
        """Whether a command is not whole yet: an open quote, `if` without `fi`, `|` at its end."""
        ...

    def complete(self, files: Files, text: str, cursor: int) -> Completion:
        """What may stand where the cursor is."""
        ...

    def run(
        self, ground: Ground, text: str, streams: Streams, bounds: Bounds, progress: Progress
    ) -> int:
        """Runs a whole command line, as `Runner.run` does."""
        ...


@runtime_checkable
class InteractiveRunner(Runner, Protocol):
    """A runner that also talks with a person."""

    def interpreter(self, ground: Ground, command: Command) -> Interpreter:
        """Of a command that starts a shell without a script: its options, user and environment."""
        ...
