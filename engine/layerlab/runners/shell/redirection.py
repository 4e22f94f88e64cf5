"""Redirections: what a command's descriptors become.

Spec: POSIX.1-2024 XCU 2.7 Redirection.
"""

import io

from layerlab import errors
from layerlab.errors import EngineError
from layerlab.model import Kind
from layerlab.runners.files import Files, Opening
from layerlab.runners.shell.descriptors import Counted, Descriptors, OpenFile
from layerlab.runners.shell.expansion import Expander, ExpansionFault
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.state import State
from layerlab.runners.shell.syntax import HereDocument, Redirection, Redirections
from layerlab.runners.shell.text import absolute
from layerlab.runners.tools.reasons import PROBLEMS, reason

_OPENINGS = {
    ">": Opening.TRUNCATE,
    ">|": Opening.TRUNCATE,
    ">>": Opening.APPEND,
    "<>": Opening.IN_PLACE,
}


class RedirectionFault(Exception):
    """A redirection that can't be made, in dash's words."""


class Applied:
    """Redirections that were made, and what was there before."""

    def __init__(self, descriptors: Descriptors) -> None:
        self._descriptors = descriptors
        self._before: dict[int, OpenFile | None] = {}

    def put(self, number: int, file: OpenFile | None) -> None:
        if number not in self._before:
            before = self._descriptors.get(number)
            self._before[number] = before.share() if before is not None else None
        self._descriptors.put(number, file)

    def undo(self) -> None:
        for number, file in self._before.items():
            self._descriptors.put(number, file)
        self.keep()

    def keep(self) -> None:
        """They stay: what was there before is forgotten."""
        for file in self._before.values():
            if file is not None:
                file.release()
        self._before.clear()


class Redirector:
    """Makes redirections in a shell's descriptors."""

    def __init__(self, state: State, files: Files, meter: Meter, expander: Expander) -> None:
        self._state = state
        self._files = files
        self._meter = meter
        self._expander = expander

    def apply(self, redirections: Redirections) -> Applied:
        """Raises `RedirectionFault`, having put everything back."""
        applied = Applied(self._state.descriptors)
        try:
            for redirection in redirections:
                applied.put(redirection.descriptor, self._target(redirection))
        except BaseException:
            applied.undo()
            raise
        return applied

    def _target(self, redirection: Redirection | HereDocument) -> OpenFile | None:
        if isinstance(redirection, HereDocument):
            data = self._expander.body(redirection.body).encode("latin-1")
            return OpenFile(io.BytesIO(data), reads=True)
        word = self._expander.text(redirection.target)
        if redirection.operator in ("<&", ">&"):
            return self._duplicate(word)
        return self._opened(redirection.operator, word)

    def _duplicate(self, word: str) -> OpenFile | None:
        if word == "-":
            return None
        if len(word) != 1 or not word.isdigit():
            raise ExpansionFault("Syntax error: Bad fd number")
        return self._open_descriptor(int(word))

    def _open_descriptor(self, number: int) -> OpenFile:
        file = self._state.descriptors.get(number)
        if file is None:
            raise RedirectionFault(f"{number}: Bad file descriptor")
        return file

    def _opened(self, operator: str, word: str) -> OpenFile:
        verb = "open" if operator in ("<", "<>") else "create"
        try:
            if operator == "<":
                return self._to_read(word)
            return self._to_write(operator, word)
        except PROBLEMS as error:
            reason = _reason(error, creates=verb == "create")
            raise RedirectionFault(f"cannot {verb} {word}: {reason}") from None

    def _to_read(self, word: str) -> OpenFile:
        path = absolute(self._state.directory, word)
        real = self._files.resolve(path)
        entry = self._files.find(real)
        if entry is None or (word.endswith("/") and not entry.is_directory):
            raise errors.NoSuchPath("", word)
        if entry.is_directory:
            # open(2) would do; what reads from it is then told.
            return OpenFile(_Directory(), reads=True)  # type: ignore[arg-type]
        return OpenFile(self._files.open(real), reads=True)

    def _to_write(self, operator: str, word: str) -> OpenFile:
        path = absolute(self._state.directory, word)
        entry = self._files.find(self._files.resolve(path))
        is_file = entry is None or entry.kind is Kind.FILE
        if operator == ">" and self._state.has("noclobber") and entry is not None and is_file:
            raise errors.AlreadyExists(path)
        if word.endswith("/"):
            raise errors.IsADirectory(path)
        opening, mode = _OPENINGS[operator], 0o666 & ~self._state.umask
        stream = self._files.open_to_write(path, opening, mode)
        if is_file:
            stream = Counted(stream, self._meter)  # type: ignore[assignment]
        return OpenFile(stream, reads=operator == "<>", writes=True)


class _Directory(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise IsADirectoryError(21, "Is a directory")


def _reason(error: EngineError, *, creates: bool) -> str:
    if isinstance(error, errors.NoSuchPath | errors.NotADirectory):
        return "Directory nonexistent" if creates else "No such file"
    return reason(error)
