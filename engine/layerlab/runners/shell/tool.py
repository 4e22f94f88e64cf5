"""What a tool of the built-in shell is given, and how it answers.

A tool is a function `tool(call) -> status`: it reads `call.words` and `call.stdin`, writes to
`call.stdout` and `call.stderr`, changes `call.files`, and returns its exit status. It says what is
wrong as the program of its name does (`NAME: FILE: No such file or directory`), and never raises
for that. What it doesn't know it refuses with `call.usage(...)`: it never ignores an option.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.model import LayerPath, clean
from layerlab.runners.files import Files
from layerlab.runners.shell.meter import Meter


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a command runs as, with names from the container's /etc/passwd and /etc/group."""

    uid: int = 0
    gid: int = 0
    groups: tuple[int, ...] = ()
    user_names: Mapping[int, str] | None = None
    group_names: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool. `words[0]` is its name, as bytes that are not UTF-8 surrogateescape.

    `run` runs another command with the same streams and environment, or with other ones, and
    returns its status (for `xargs`, `env`, `find -exec`). `meter` counts what it takes.
    """

    words: Sequence[str]
    files: Files
    stdin: BinaryIO
    stdout: BinaryIO
    stderr: BinaryIO
    environment: Mapping[str, str]
    working_directory: LayerPath
    identity: Identity
    umask: int
    meter: Meter
    run: "Run"
    is_terminal: bool = False
    columns: int = 80

    @property
    def name(self) -> str:
        return self.words[0]

    def path(self, word: str) -> LayerPath:
        """An operand as an absolute, clean path. `..` is taken by its letters, as `cd -L` does."""
        return clean(word if word.startswith("/") else f"/{self.working_directory}/{word}")

    def print(self, text: str = "", end: str = "\n") -> None:
        self.stdout.write((text + end).encode("utf-8", "surrogateescape"))

    def complain(self, text: str, status: int = 1) -> int:
        """`NAME: text` on stderr; returns the status, for `return call.complain(…)`."""
        self.stderr.write(f"{self.name}: {text}\n".encode("utf-8", "surrogateescape"))
        return status

    def usage(self, text: str, status: int = 2) -> int:
        """The same for what the tool doesn't know, and where to read what it knows."""
        return self.complain(
            f"{text} (the built-in shell's `help {self.name}` lists what it knows)", status
        )


Run = Callable[..., int]
"""`run(words, *, stdin=None, stdout=None, stderr=None, environment=None) -> status`."""

Tool = Callable[[Call], int]
