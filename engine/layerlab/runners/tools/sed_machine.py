"""`sed` at work: the two spaces, the script run for each line, and what is printed behind it."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.model import LayerPath, join, parent
from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import open_input
from layerlab.runners.tools.lines import lines_of
from layerlab.runners.tools.paths import real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.regular import Match, Pattern
from layerlab.runners.tools.sed_script import LAST, Address, Command, Substitution
from layerlab.runners.tools.sed_text import replacement, visible
from layerlab.runners.tools.usage import Arguments

WRONG_SCRIPT, NO_INPUT, TROUBLE = 1, 2, 4


class Quit(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class _Line:
    text: bytes
    has_end: bool
    is_last: bool
    file: str


class _Input:
    """The lines of several files, each with whether another one follows."""

    def __init__(self, call: Call, end: bytes) -> None:
        self._call = call
        self._end = end
        self.status = 0

    def lines(self, words: Sequence[str]) -> Iterator[_Line]:
        waiting: _Line | None = None
        for line in self._all(words):
            if waiting is not None:
                yield waiting
            waiting = line
        if waiting is not None:
            waiting.is_last = True
            yield waiting

    def _all(self, words: Sequence[str]) -> Iterator[_Line]:
        for word in words:
            try:
                stream = open_input(self._call, word)
            except PROBLEMS as error:
                self.complain(word, reason(error))
                continue
            with stream:
                for line in lines_of(self._call, stream, self._end):
                    has_end = line.endswith(self._end)
                    yield _Line(line.removesuffix(self._end), has_end, False, word)

    def complain(self, word: str, text: str) -> None:
        if text == "Is a directory":
            raise Quit(self._call.complain(f"read error on {word}: {text}", TROUBLE))
        self.status = self._call.complain(f"can't read {word}: {text}", NO_INPUT)


class Machine:
    """The two spaces, the line's number, and what is to be printed after the line."""

    def __init__(self, call: Call, arguments: Arguments, commands: list[Command]) -> None:
        self._call = call
        self._commands = commands
        self._is_quiet = arguments.has("n")
        self._in_place = arguments.has("i")
        self._suffix = arguments.value("i") or ""
        self._is_separate = self._in_place or arguments.has("s")
        self._end = b"\0" if arguments.has("z") else b"\n"
        self._space = b""
        self._has_end = True
        self._hold = b""
        self._hold_has_end = True
        self._number = 0
        self._line = _Line(b"", True, False, "-")
        self._lines: Iterator[_Line] = iter(())
        self._output: BinaryIO = call.stdout
        self._missing_end = False
        self._behind: list[tuple[str, bytes]] = []
        self._last_pattern: Pattern | None = None
        self._substituted = False
        self._sinks: dict[str, BinaryIO] = {}
        self._sources: dict[str, Iterator[bytes]] = {}
        self._opened: list[BinaryIO] = []

    def close(self) -> None:
        for stream in (*self._sinks.values(), *self._opened):
            stream.close()

    # files

    def run(self, words: Sequence[str]) -> int:
        files = list(words) or ["-"]
        self._open_sinks()
        reader = _Input(self._call, self._end)
        if not self._is_separate:
            self._edit(reader.lines(files))
            return reader.status
        for word in files:
            if self._in_place:
                self._replace(reader, word)
            else:
                self._edit(reader.lines([word]))
        return reader.status

    def _replace(self, reader: _Input, word: str) -> None:
        """A new file comes in the old one's place, as GNU's does: hard links are broken."""
        call = self._call
        try:
            real = real_path(call, word)
            entry = call.files.find(real)
            if entry is None or entry.is_directory or not entry.kind.has_data:
                told = f"couldn't edit {word}: not a regular file"
                if entry is None:
                    told = f"can't read {word}: No such file or directory"
                reader.status = call.complain(told, NO_INPUT if entry is None else TROUBLE)
                return
            other = join(parent(real), f"sed{secrets.token_hex(3)}")
            quitting = self._edit_into(other, entry.mode, reader.lines([word]))
            call.files.chown(other, entry.uid, entry.gid)
            call.files.chmod(other, entry.mode)
            if self._suffix:
                call.files.rename(real, _backup(real, self._suffix))
            call.files.rename(other, real)
        except PROBLEMS as error:
            reader.status = call.complain(f"couldn't edit {word}: {reason(error)}", TROUBLE)
            return
        if quitting is not None:
            raise quitting

    def _edit_into(self, path: LayerPath, mode: int, lines: Iterator[_Line]) -> "Quit | None":
        """Into a new file; `q` ends the file there, and then sed."""
        with self._call.files.open_to_write(path, Opening.EXCLUSIVE, mode) as sink:
            self._output = sink
            try:
                self._edit(lines)
            except Quit as quitting:
                return quitting
            finally:
                self._output = self._call.stdout
        return None

    def _open_sinks(self) -> None:
        """The files of `w` exist from the start, even where nothing is written."""
        for command in self._commands:
            name = command.label if command.name in "wW" else ""
            name = command.substitution.file if command.substitution else name
            if name and name not in self._sinks and name not in ("/dev/stdout", "/dev/stderr"):
                mode = 0o666 & ~self._call.umask
                try:
                    self._sinks[name] = self._call.files.open_to_write(
                        self._call.path(name), Opening.TRUNCATE, mode
                    )
                except PROBLEMS as error:
                    told = f"couldn't open file {name}: {reason(error)}"
                    raise Quit(self._call.complain(told, TROUBLE)) from error

    def _write_to(self, name: str, data: bytes) -> None:
        special = {"/dev/stdout": self._output, "/dev/stderr": self._call.stderr}
        if name not in special:
            self._call.meter.write(len(data))
        (special.get(name) or self._sinks[name]).write(data)

    # lines

    def _edit(self, lines: Iterator[_Line]) -> None:
        self._lines = lines
        if self._is_separate:
            self._number = 0
            for command in self._commands:
                command.is_active = False
        restarts = False
        while restarts or self._read():
            restarts = False
            try:
                self._run_script()
            except _NextCycle as cycle:
                self._finish(prints=cycle.prints)
                restarts = cycle.restarts
                continue
            except _NoMoreInput:
                return
            self._finish(prints=True)

    def _read(self) -> bool:
        line = next(self._lines, None)
        if line is None:
            return False
        self._line = line
        self._space, self._has_end = line.text, line.has_end
        self._number += 1
        self._substituted = False
        return True

    def _finish(self, *, prints: bool) -> None:
        if prints and not self._is_quiet:
            self._print(self._space)
        self._flush()

    def _print(self, text: bytes) -> None:
        """As a line; the last line of a file that has no end gets none."""
        ends = self._has_end
        start = self._end if self._missing_end else b""
        self._missing_end = not ends
        self._write(start + text + (self._end if ends else b""))

    def _write(self, data: bytes) -> None:
        if self._output is not self._call.stdout:
            self._call.meter.write(len(data))
        self._output.write(data)

    def _complete(self) -> None:
        """An end for a line that had none, since something comes behind it."""
        if self._missing_end:
            self._write(self._end)
            self._missing_end = False

    def _flush(self) -> None:
        """What `a` and `r` put behind the line."""
        for kind, text in self._behind:
            if kind == "a":
                self._complete()
                self._write(text)
            elif kind == "r":
                self._write_file(text.decode("utf-8", "surrogateescape"))
            else:
                self._write_line_of(text.decode("utf-8", "surrogateescape"))
        self._behind.clear()

    def _write_file(self, name: str) -> None:
        try:
            stream = open_input(self._call, name)
        except PROBLEMS:
            return  # a file that can't be read is as an empty one
        with stream:
            for line in lines_of(self._call, stream):
                self._complete()
                self._write(line)

    def _write_line_of(self, name: str) -> None:
        if name not in self._sources:
            try:
                stream = open_input(self._call, name)
                self._opened.append(stream)
                self._sources[name] = lines_of(self._call, stream)
            except PROBLEMS:
                self._sources[name] = iter(())
        line = next(self._sources[name], None)
        if line is not None:
            self._complete()
            self._write(line.removesuffix(b"\n") + b"\n")

    # the script

    def _run_script(self) -> None:
        at = 0
        while at < len(self._commands):
            self._call.meter.tick()
            command = self._commands[at]
            at += 1
            if self._applies(command):
                at = self._do(command, at)
            elif command.name == "{":
                at = command.target

    def _applies(self, command: Command) -> bool:
        if command.start is None:
            return not command.is_negated
        if command.end is None:
            return self._is_at(command.start) != command.is_negated
        return self._in_range(command, command.start, command.end) != command.is_negated

    def _is_at(self, address: Address) -> bool:
        if address.is_pattern:
            return self._search(address.pattern, self._space, 0) is not None
        if address.number == LAST:
            return self._line.is_last
        number = address.number or 0
        if address.step is not None:
            if not address.step:
                return self._number == number
            return self._number >= number and (self._number - number) % address.step == 0
        return self._number == number

    def _in_range(self, command: Command, start: Address, end: Address) -> bool:
        if not command.is_active:
            from_top = start.number == 0 and end.is_pattern and self._number == 1
            if from_top:
                command.is_active = not self._is_at(end)
                return True
            if not self._is_at(start):
                return False
            command.last_line = self._last_line(end)
            command.is_active = end.is_pattern or end.number == LAST
            command.is_active = command.is_active or command.last_line > self._number
            if end.number == LAST and self._line.is_last:
                command.is_active = False
            return True
        if end.is_pattern or end.number == LAST:
            command.is_active = not self._is_at(end)
            return True
        command.is_active = self._number < command.last_line
        return self._number <= command.last_line or self._is_at(start)

    def _last_line(self, end: Address) -> int:
        if end.plus is not None:
            return self._number + end.plus
        if end.multiple is not None:
            step = end.multiple
            return -(-self._number // step) * step if step else self._number
        return end.number or 0

    def _search(self, pattern: Pattern | None, data: bytes, start: int) -> Match | None:
        wanted = pattern or self._last_pattern
        if wanted is None:
            raise Quit(self._call.complain("no previous regular expression", WRONG_SCRIPT))
        self._last_pattern = wanted
        return wanted.search(data, start)

    def _do(self, command: Command, at: int) -> int:
        """What a command does; where the script goes on."""
        match command.name:
            case "{" | "}" | ":":
                pass
            case "b":
                return command.target
            case "t" | "T":
                jumps = self._substituted == (command.name == "t")
                self._substituted = False
                return command.target if jumps else at
            case "s" if command.substitution is not None:
                self._substitute(command.substitution)
            case "y":
                self._space = self._space.translate(command.table)
            case "g" | "G" | "h" | "H" | "x" | "z":
                self._move(command.name)
            case "n" | "N":
                self._take_next(command.name)
            case "d" | "D" | "q" | "Q":
                self._leave(command)
            case "a" | "r" | "R":
                text = command.text or command.label.encode("utf-8", "surrogateescape")
                self._behind.append((command.name, text))
            case "i" | "c":
                self._insert(command)
            case _:
                self._tell(command)
        return at

    def _move(self, name: str) -> None:
        match name:
            case "g":
                self._space, self._has_end = self._hold, self._hold_has_end
            case "G":
                self._space += self._end + self._hold
                self._has_end |= self._hold_has_end
            case "h":
                self._hold, self._hold_has_end = self._space, self._has_end
            case "H":
                self._hold += self._end + self._space
                self._hold_has_end |= self._has_end
            case "x":
                self._space, self._hold = self._hold, self._space
                self._has_end, self._hold_has_end = self._hold_has_end, self._has_end
            case _:
                self._space = b""
        self._require_room()

    def _require_room(self) -> None:
        """Both spaces may grow with each line, or double with each step."""
        held = len(self._space) + len(self._hold)
        self._call.meter.hold(held)
        self._call.meter.hold(-held)

    def _take_next(self, name: str) -> None:
        if self._line.is_last:
            if not self._is_quiet:
                self._print(self._space)
            self._flush()
            raise _NoMoreInput
        before = self._space
        substituted = self._substituted
        if name == "n":
            if not self._is_quiet:
                self._print(before)
            self._flush()
            self._read()
        else:
            self._flush()
            self._read()
            self._space = before + self._end + self._space
            self._require_room()
        self._substituted = substituted

    def _leave(self, command: Command) -> None:
        match command.name:
            case "d":
                raise _NextCycle(prints=False)
            case "D":
                _, newline, rest = self._space.partition(b"\n")
                if not newline:
                    raise _NextCycle(prints=False)
                self._space = rest
                raise _NextCycle(prints=False, restarts=True)
            case "q":
                self._finish(prints=True)
                raise Quit(command.number or 0)
            case _:
                raise Quit(command.number or 0)

    def _insert(self, command: Command) -> None:
        if command.name == "i":
            self._complete()
            self._write(command.text)
            return
        is_range = command.end is not None and not command.is_negated
        if not is_range or not command.is_active:
            self._complete()
            self._write(command.text)
        raise _NextCycle(prints=False)

    def _tell(self, command: Command) -> None:
        match command.name:
            case "p":
                self._print(self._space)
            case "P":
                self._complete()
                self._write(self._space.partition(b"\n")[0] + self._end)
            case "=":
                self._complete()
                self._write(b"%d\n" % self._number)
            case "F":
                self._complete()
                self._write(self._line.file.encode("utf-8", "surrogateescape") + b"\n")
            case "l":
                self._complete()
                width = 70 if command.number is None else command.number
                self._write(visible(self._space, width))
            case "w" | "W":
                text = self._space.partition(b"\n")[0] if command.name == "W" else self._space
                self._write_to(command.label, text + b"\n")

    # substitution

    def _substitute(self, wanted: Substitution) -> None:
        parts: list[bytes] = []
        data, at, copied, count, last_end = self._space, 0, 0, 0, -1
        while at <= len(data):
            match = self._search(wanted.pattern, data, at)
            if match is None:
                break
            self._call.meter.tick()
            start, end = match.start(), match.end()
            if not (start == end == last_end):  # nothing empty right behind a match
                count += 1
                if count >= wanted.number:
                    parts += [data[copied:start], replacement(wanted.parts, match)]
                    copied = end
                    if not wanted.replaces_all:
                        break
            last_end = end
            at = end + (start == end)
        if not parts:
            return
        self._space = b"".join((*parts, data[copied:]))
        self._require_room()
        self._substituted = True
        if wanted.prints:
            self._print(self._space)
        if wanted.file:
            self._write_to(wanted.file, self._space + b"\n")


@dataclass
class _NextCycle(Exception):
    prints: bool
    restarts: bool = False


class _NoMoreInput(Exception):
    """`n` or `N` on the last line."""


def _backup(path: LayerPath, suffix: str) -> LayerPath:
    name = path.rpartition("/")[2]
    if "*" in suffix:
        return join(parent(path), suffix.replace("*", name))
    return LayerPath(path + suffix)
