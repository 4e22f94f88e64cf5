"""`ls`: what is read, in which order, and how it is laid out."""

import contextlib
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from layerlab.errors import EngineError, NoSuchPath
from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.kinds import sectors_of
from layerlab.runners.tools.ls_lines import Item, Lines, Style
from layerlab.runners.tools.paths import (
    below,
    entry_of,
    need,
    quote,
)
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

LS = Usage(
    "ls",
    "[OPTION]... [FILE]...",
    "List files, and what is in directories.",
    (
        Option("-a, --all", "also names that begin with a dot"),
        Option("-A, --almost-all", "the same without . and .."),
        Option("-C", "in columns, as on a terminal"),
        Option("--color[=WHEN]", "never or auto, which both mean: without"),
        Option("-d, --directory", "directories themselves, not what is in them"),
        Option("-F, --classify", "a mark after names: / @ | * and nothing"),
        Option("--full-time", "as -l --time-style=full-iso"),
        Option("-g", "as -l, without owners"),
        Option("-G, --no-group", "with -l, without groups"),
        Option("--group-directories-first", "directories before the rest"),
        Option("-h, --human-readable", "sizes as 1.1K, 24M"),
        Option("-H, --dereference-command-line", "follow links that are operands"),
        Option("-i, --inode", "a number for each file"),
        Option("-k, --kibibytes", "sizes on the disk in units of 1024 bytes, as they are"),
        Option("-l", "one line each, with all that is known"),
        Option("-L, --dereference", "follow all links"),
        Option("-m", "in rows, with commas"),
        Option("-n, --numeric-uid-gid", "as -l, owners and groups by number"),
        Option("-N, --literal", "names as they are"),
        Option("-o", "as -l, without groups"),
        Option("-p", "a slash after directories"),
        Option("-q, --hide-control-chars", "? for what can't be printed"),
        Option("-Q, --quote-name", "names in double quotes"),
        Option("-r, --reverse", "the other way round"),
        Option("-R, --recursive", "also what is in the directories, and so on"),
        Option("-s, --size", "how much each takes, in units of 1024 bytes"),
        Option("-S", "by size, the largest first"),
        Option("--sort=WORD", "none, size, time, extension, name"),
        Option("-t", "by time, the newest first"),
        Option("--time-style=STYLE", "full-iso, long-iso, iso or +FORMAT"),
        Option("-U", "in the order of the directory, which is by name"),
        Option("-w, --width=COLUMNS", "how wide a line may be"),
        Option("-x", "as -C, along the lines"),
        Option("-X", "by what comes after the last dot"),
        Option("-1", "one name a line"),
    ),
    status=2,
    notes=(
        "A directory counts 4096 bytes and a file whole blocks of 4096, as on ext4.",
        "There is one time, that of modification.",
    ),
)
_SORTS = {"none": "U", "size": "S", "time": "t", "extension": "X", "name": ""}


def ls(call: Call, arguments: Arguments) -> int:
    if (arguments.value("color") or "never") not in ("never", "auto", "no", "none", "tty"):
        text = f"invalid argument {quote(arguments.value('color') or '')} for '--color'"
        raise UnknownUsage(text, 1)
    return _Listing(call, arguments, Lines(call, _style(call, arguments))).print_all()


def _style(call: Call, arguments: Arguments) -> Style:
    layout = arguments.last("C", "l", "g", "n", "o", "m", "x", "1", "full-time")
    if arguments.has("l", "g", "n", "o", "full-time") and layout == "1":
        layout = "l"
    if not layout:
        layout = "C" if call.is_terminal else "1"
    width = arguments.value("w")
    if width is not None and not width.isdecimal():
        raise UnknownUsage(f"invalid line width: {quote(width)}")
    time_style = arguments.value("time-style") or ""
    if time_style and time_style not in ("full-iso", "long-iso", "iso") and time_style[0] != "+":
        raise UnknownUsage(f"invalid argument {quote(time_style)} for 'time style'")
    return Style(
        layout="l" if layout in ("g", "n", "o", "full-time") else layout,
        width=int(width) or 1 << 30 if width is not None else call.columns,
        quoting=arguments.last("N", "Q", "q") or ("shell" if call.is_terminal else "N"),
        marks=arguments.last("F", "p"),
        is_human=arguments.has("h"),
        shows_inode=arguments.has("i"),
        shows_blocks=arguments.has("s"),
        is_numeric=arguments.has("n"),
        shows_owner=not arguments.has("g"),
        shows_group=not arguments.has("o", "G"),
        time_style="full-iso" if arguments.has("full-time") and not time_style else time_style,
        now_ns=time.time_ns(),
    )


@dataclass(slots=True)
class _Directory:
    path: LayerPath
    word: str
    is_operand: bool


@dataclass
class _Listing:
    call: Call
    arguments: Arguments
    lines: Lines
    status: int = 0
    _waiting: deque[_Directory] = field(default_factory=deque)
    _has_printed: bool = False

    def print_all(self) -> int:
        operands = self.arguments.operands or (".",)
        items = [item for item in map(self._operand, operands) if item]
        shows_all = self.arguments.has("d")
        files = [item for item in items if shows_all or not item.entry.is_directory]
        directories = [item for item in items if not shows_all and item.entry.is_directory]
        if files:
            self._print(self._sorted(files), items)
        names_them = self.arguments.has("R") or len(operands) > 1 or bool(files)
        self._wait([(item.entry.path, item.name) for item in self._sorted(directories)], True)
        while self._waiting:
            self._list_directory(self._waiting.popleft(), names_them)
        return self.status

    def _wait(self, directories: list[tuple[LayerPath, str]], are_operands: bool) -> None:
        found = [_Directory(path, word, are_operands) for path, word in directories]
        self._waiting.extendleft(reversed(found))

    def _operand(self, word: str) -> Item | None:
        """A link to a directory is followed where directories are opened without -l."""
        is_long = self.lines.style.layout == "l"
        marks_kinds = self.lines.style.marks == "F"
        to_directories = not (self.arguments.has("d") or is_long or marks_kinds)
        try:
            entry = self._operand_entry(word, to_directories)
        except PROBLEMS as error:
            self._complain(f"cannot access {quote(word)}", error, 2)
            return None
        return Item(word, entry)

    def _operand_entry(self, word: str, to_directories: bool) -> Entry:
        if self.arguments.has("L", "H"):
            return entry_of(self.call, word)
        if to_directories:
            with contextlib.suppress(NoSuchPath):
                entry = entry_of(self.call, word)
                if entry.is_directory:
                    return entry
        return entry_of(self.call, word, follow=False)

    def _list_directory(self, directory: _Directory, names_them: bool) -> None:
        try:
            items = self._children(directory)
        except PROBLEMS as error:
            self._complain(f"cannot open directory {quote(directory.word)}", error, 2)
            return
        if names_them:
            blank = "\n" if self._has_printed else ""
            self.call.print(f"{blank}{self.lines.quoted(directory.word)}:")
        self._has_printed = True
        items = self._sorted(items)
        if self.lines.style.layout == "l" or self.lines.style.shows_blocks:
            self.call.print(
                f"total {self.lines.size_on_disk(sum(sectors_of(i.entry) for i in items))}"
            )
        self._print(items)
        if self.arguments.has("R"):
            inner = [i for i in items if i.entry.is_directory and i.name not in (".", "..")]
            self._wait([(i.entry.path, below(directory.word, i.name)) for i in inner], False)

    def _children(self, directory: _Directory) -> list[Item]:
        files, path = self.call.files, directory.path
        items = []
        if self.arguments.last("a", "A") == "a":
            above = LayerPath(path.rpartition("/")[0])
            items += [Item(".", need(files, path)), Item("..", need(files, above))]
        for child in files.names(path):
            self.call.meter.tick()
            name = child.rpartition("/")[2]
            if name.startswith(".") and not self.arguments.has("a", "A"):
                continue
            items.append(Item(name, self._child(child, name)))
        return items

    def _child(self, path: LayerPath, name: str) -> Entry:
        if self.arguments.has("L") and self._needs_details():
            try:
                return need(self.call.files, self.call.files.resolve(path))
            except PROBLEMS as error:
                self._complain(f"cannot access {quote(name)}", error, 1)
        return need(self.call.files, path)

    def _sorted(self, items: list[Item]) -> list[Item]:
        order = self.arguments.last("S", "t", "U", "X", "sort")
        if order == "sort":
            word = self.arguments.value("sort") or ""
            if word not in _SORTS:
                raise UnknownUsage(f"invalid argument {quote(word)} for '--sort'", 1)
            order = _SORTS[word]
        items = list(items)
        if order != "U":
            items.sort(key=lambda item: _bytes(item.name))
            match order:
                case "S":
                    items.sort(key=lambda item: -item.size)
                case "t":
                    items.sort(key=lambda item: -item.entry.mtime_ns)
                case "X":
                    items.sort(key=lambda item: _bytes(_extension(item.name)))
            if self.arguments.has("r"):
                items.reverse()
        if self.arguments.has("group-directories-first"):
            items.sort(key=lambda item: not self._leads_to_directory(item.entry))
        return items

    def _leads_to_directory(self, entry: Entry) -> bool:
        if entry.kind is not Kind.SYMLINK:
            return entry.is_directory
        try:
            target = self.call.files.find(self.call.files.resolve(entry.path))
        except PROBLEMS:
            return False
        return target is not None and target.is_directory

    def _needs_details(self) -> bool:
        """Whether what a link leads to is looked at: else it may lead nowhere."""
        style = self.lines.style
        return (
            style.layout == "l"
            or style.shows_blocks
            or bool(style.marks)
            or (self.arguments.last("S", "t", "U", "X", "sort") in ("S", "t", "sort"))
        )

    def _print(self, items: list[Item], measured: Sequence[Item] = ()) -> None:
        self._has_printed = True
        for line in self.lines.of(items, measured):
            self.call.print(line)

    def _complain(self, text: str, error: EngineError, status: int) -> None:
        self.status = max(self.status, self.call.complain(f"{text}: {reason(error)}", status))


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _extension(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:] if dot >= 0 else ""


PROGRAMS = (Program(LS, ls),)
