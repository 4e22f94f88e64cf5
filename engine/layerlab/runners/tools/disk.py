"""`du` and `df`: what files take, counted as a disk with blocks of 4096 bytes would."""

from collections import Counter
from dataclasses import dataclass, field

from layerlab.model import ROOT, Kind
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.kinds import SECTOR_BYTES, sectors_of, size_of
from layerlab.runners.tools.paths import entry_of, need, quote, quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.sizes import InvalidSize, parse_size
from layerlab.runners.tools.times import human
from layerlab.runners.tools.tree import Visit, cannot_read, walk
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

DU = Usage(
    "du",
    "[OPTION]... [FILE]...",
    "Print what files and directories take.",
    (
        Option("-a, --all", "also of files"),
        Option("--apparent-size", "bytes of files, not of the blocks that they take"),
        Option("-b, --bytes", "as --apparent-size --block-size=1"),
        Option("-B, --block-size=SIZE", "in this unit"),
        Option("-c, --total", "and of all together"),
        Option("-d, --max-depth=N", "of what is at most N below an operand"),
        Option("-h, --human-readable", "as 1.1K, 24M"),
        Option("-k", "in units of 1024 bytes, as it is"),
        Option("-l, --count-links", "a file as often as it has names"),
        Option("-m", "in units of 1048576 bytes"),
        Option("-s, --summarize", "of each operand alone"),
        Option("-S, --separate-dirs", "of directories without those in them"),
        Option("-x, --one-file-system", "not of what is mounted"),
    ),
    notes=("A file takes whole blocks of 4096 bytes, a directory one, as on ext4.",),
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """`size_bytes` is 0 for sizes that people read. `suffix` stands after each number."""

    size_bytes: int
    suffix: str = ""

    def text(self, size: int) -> str:
        return human(size) if not self.size_bytes else f"{-(-size // self.size_bytes)}{self.suffix}"


def _unit(arguments: Arguments) -> _Unit:
    match arguments.last("b", "B", "h", "k", "m"):
        case "b":
            return _Unit(1)
        case "h":
            return _Unit(0)
        case "m":
            return _Unit(1 << 20)
        case "B":
            text = arguments.value("B") or ""
            try:
                size = parse_size(text if text[:1].isdigit() else f"1{text}")
            except InvalidSize as error:
                raise UnknownUsage(f"invalid --block-size argument {quote(text)}") from error
            return _Unit(size or 1, "" if text[:1].isdigit() else text)
        case _:
            return _Unit(1024)


def du(call: Call, arguments: Arguments) -> int:
    depth = arguments.value("d")
    if depth is not None and not depth.isdecimal():
        raise UnknownUsage(f"invalid maximum depth {quote(depth)}")
    if arguments.has("s") and arguments.has("a"):
        raise UnknownUsage("cannot both summarize and show all entries")
    if arguments.has("s") and depth not in (None, "0"):
        raise UnknownUsage(f"warning: summarizing conflicts with --max-depth={depth}")
    counting = _Counting(call, arguments, _unit(arguments), 1 << 30)
    if depth is not None or arguments.has("s"):
        counting.depth = int(depth or 0)
    for word in arguments.operands or (".",):
        counting.count(word)
    if arguments.has("c"):
        counting.print(counting.total, "total")
    return counting.status


@dataclass
class _Counting:
    call: Call
    arguments: Arguments
    unit: _Unit
    depth: int
    total: int = 0
    status: int = 0
    _seen: set[object] = field(default_factory=set)

    def print(self, size: int, word: str) -> None:
        self.call.print(f"{self.unit.text(size)}\t{word}")

    def count(self, word: str) -> None:
        try:
            entry = entry_of(self.call, word, follow=False)
        except PROBLEMS as error:
            self.status = self.call.complain(f"cannot access {quote(word)}: {reason(error)}")
            return
        device = self.call.files.mount(entry.path)
        sizes: list[int] = []
        inner: list[int] = []
        for visit in walk(self.call, word, entry):
            if not visit.is_after and visit.entry.is_directory:
                sizes.append(self._size(visit))
                inner.append(0)
                is_other = self.call.files.mount(visit.entry.path) != device
                visit.goes_in = not (self.arguments.has("x") and is_other)
                continue
            if visit.failed:
                self.status = self.call.complain(cannot_read(visit))
            if visit.entry.is_directory:
                self._leave(visit, sizes, inner)
            else:
                self._add_file(visit, sizes)

    def _leave(self, visit: Visit, sizes: list[int], inner: list[int]) -> None:
        own, below = sizes.pop(), inner.pop()
        whole = own + below
        if inner:
            inner[-1] += whole
        else:
            self.total += whole
        if visit.depth <= self.depth:
            self.print(own if self.arguments.has("S") else whole, visit.word)

    def _add_file(self, visit: Visit, sizes: list[int]) -> None:
        if self._is_counted(visit):
            return
        size = self._size(visit)
        if sizes:
            sizes[-1] += size
        else:
            self.total += size
        if visit.depth == 0 or (self.arguments.has("a") and visit.depth <= self.depth):
            self.print(size, visit.word)

    def _is_counted(self, visit: Visit) -> bool:
        if self.arguments.has("l"):
            return False
        identity = self.call.files.identity(visit.entry.path)[0]
        if identity in self._seen:
            return True
        self._seen.add(identity)
        return False

    def _size(self, visit: Visit) -> int:
        if self.arguments.has("b", "apparent-size"):
            return size_of(visit.entry)
        return sectors_of(visit.entry) * SECTOR_BYTES


DF = Usage(
    "df",
    "[OPTION]... [FILE]...",
    "Print what the files of each mount take.",
    (
        Option("-h, --human-readable", "as 1.1K, 24M"),
        Option("-k", "in units of 1024 bytes, as it is"),
        Option("-P, --portability", "one line each, as it is"),
    ),
    notes=("A container has no disk of its own, so that there is no size and nothing available.",),
)


def df(call: Call, arguments: Arguments) -> int:
    status = 0
    wanted: list[str] | None = [] if arguments.operands else None
    for word in arguments.operands:
        try:
            wanted = [*(wanted or []), call.files.mount(entry_of(call, word).path)]
        except PROBLEMS as error:
            status = call.complain(f"{quote_if_needed(word)}: {reason(error)}")
    used, places = _used_by_mount(call)
    shown = list(used) if wanted is None else list(dict.fromkeys(wanted))
    if not shown:
        return status or call.complain("no file systems processed")
    unit = _Unit(0) if arguments.has("h") else _Unit(1024)
    heads = ("Size", "Used", "Avail") if arguments.has("h") else ("1K-blocks", "Used", "Available")
    rows = [("Filesystem", *heads, "Use%", "Mounted on")]
    for mount in shown:
        rows.append((mount or "overlay", "-", unit.text(used[mount]), "-", "-", places[mount]))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for name, *numbers, place in rows:
        cells = [cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True)]
        call.print(" ".join((name.ljust(widths[0]), *cells, place)))
    return status


def _used_by_mount(call: Call) -> tuple[Counter[str], dict[str, str]]:
    """Bytes by the mount's title, and where each is mounted."""
    used: Counter[str] = Counter()
    places: dict[str, str] = {}
    seen: set[object] = set()
    for visit in walk(call, "/", need(call.files, ROOT)):
        if visit.is_after or visit.entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE):
            continue
        path, entry = visit.entry.path, visit.entry
        if entry.kind is Kind.FILE:
            identity = call.files.identity(path)[0]
            if identity in seen:
                continue
            seen.add(identity)
        mount = call.files.mount(path)
        places.setdefault(mount, visit.word)
        used[mount] += sectors_of(entry) * SECTOR_BYTES
    return used, places


PROGRAMS = (Program(DU, du), Program(DF, df))
