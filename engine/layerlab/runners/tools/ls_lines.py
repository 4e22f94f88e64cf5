"""The lines that `ls` prints: names with their marks, and the columns of `ls -l`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from layerlab.model import Entry, Kind
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.columns import in_a_row, in_columns
from layerlab.runners.tools.dates import zone_of
from layerlab.runners.tools.kinds import inode_number, link_count, sectors_of, size_of
from layerlab.runners.tools.paths import is_printed, quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS
from layerlab.runners.tools.strftime import format_time
from layerlab.runners.tools.times import HALF_A_YEAR_NS, full_date, human, local, short_date

DEVICES = (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
_MARKS = {Kind.DIRECTORY: "/", Kind.SYMLINK: "@", Kind.FIFO: "|"}


@dataclass(frozen=True, slots=True)
class Style:
    """How the listing looks. `layout` is `l`, `1`, `C`, `x` or `m`; `quoting` N, Q, q, shell."""

    layout: str
    width: int
    quoting: str
    marks: str
    is_human: bool
    shows_inode: bool
    shows_blocks: bool
    is_numeric: bool
    shows_owner: bool
    shows_group: bool
    time_style: str
    now_ns: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line's name, as it is to be written, and what stands there."""

    name: str
    entry: Entry

    @property
    def size(self) -> int:
        return size_of(self.entry)


def _is_utf8(environment: Mapping[str, str]) -> bool:
    """By the locale. Spec: POSIX.1-2024 8.2, Internationalization Variables."""
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return locale.upper().replace("-", "").endswith("UTF8")


class Lines:
    def __init__(self, call: Call, style: Style) -> None:
        self.style = style
        self._call = call
        self._zone = zone_of(call)
        self._in_utf8 = _is_utf8(call.environment)

    def of(self, items: Sequence[Item], measured: Sequence[Item] = ()) -> Iterator[str]:
        """The lines of some items; those of `measured` make the columns of numbers as wide."""
        if not items:
            return
        measured = measured or items
        if self.style.layout == "l":
            yield from self._long(items, measured)
            return
        heads = _aligned([[_Cell(n) for n in self._numbers(item)] for item in items])
        pads = self._pads(items)
        texts = [head + self._name(item, pads) for head, item in zip(heads, items, strict=True)]
        match self.style.layout:
            case "1":
                yield from texts
            case "m":
                yield from in_a_row(texts, self.style.width, in_utf8=self._in_utf8)
            case layout:
                yield from in_columns(
                    texts, self.style.width, by_lines=layout == "x", in_utf8=self._in_utf8
                )

    def size_on_disk(self, sectors: int) -> str:
        """In units of 1024 bytes."""
        return human(sectors * 512) if self.style.is_human else str(-(-sectors // 2))

    # names ----------------------------------------------------------------------------------------

    def _pads(self, items: Sequence[Item]) -> bool:
        """On a terminal a blank stands before what is not quoted, where something else is."""
        return self.style.quoting == "shell" and any(
            self.quoted(item.name) != item.name for item in items
        )

    def _name(self, item: Item, pads: bool, *, marks: bool = True) -> str:
        text = self.quoted(item.name)
        if pads and text == item.name:
            text = " " + text
        return text + (self._mark(item.entry) if marks else "")

    def quoted(self, name: str) -> str:
        match self.style.quoting:
            case "shell":
                return quote_if_needed(name, "", in_utf8=self._in_utf8)
            case "q":
                return "".join(map(self._shown, name))
            case "Q":
                return '"' + "".join(map(_in_c, name.encode("utf-8", "surrogateescape"))) + '"'
            case _:
                return name

    def _shown(self, char: str) -> str:
        if is_printed(char, self._in_utf8):
            return char
        return "?" * (1 if self._in_utf8 else len(char.encode("utf-8", "surrogateescape")))

    def _mark(self, entry: Entry) -> str:
        if self.style.marks == "F":
            is_program = entry.kind is Kind.FILE and entry.mode & 0o111
            return "*" if is_program else _MARKS.get(entry.kind, "")
        return "/" if self.style.marks == "p" and entry.is_directory else ""

    def _numbers(self, item: Item) -> list[str]:
        parts = []
        if self.style.shows_inode:
            parts.append(str(inode_number(self._call.files, item.entry.path)))
        if self.style.shows_blocks:
            parts.append(self.size_on_disk(sectors_of(item.entry)))
        return parts

    # the long form --------------------------------------------------------------------------------

    def _long(self, items: Sequence[Item], measured: Sequence[Item]) -> Iterator[str]:
        devices = [i.entry.device for i in measured if i.entry.kind in DEVICES] or [(0, 0)]
        digits = tuple(max(len(str(device[part])) for device in devices) for part in (0, 1))
        rows = [self._row(item, digits) for item in items]
        is_all = measured is items
        widths = _widths(rows if is_all else [self._row(item, digits) for item in measured])
        pads = self._pads(items)
        for head, item in zip(_aligned(rows, widths), items, strict=True):
            yield head + self._name(item, pads, marks=False) + self._end(item)

    def _row(self, item: Item, digits: tuple[int, ...]) -> list["_Cell"]:
        entry, style = item.entry, self.style
        row = [_Cell(number) for number in self._numbers(item)]
        row.append(_Cell(entry.mode_text))
        row.append(_Cell(str(link_count(self._call.files, entry.path))))
        identity = self._call.identity
        if style.shows_owner:
            row.append(self._owner(entry.uid, identity.user_names))
        if style.shows_group:
            row.append(self._owner(entry.gid, identity.group_names))
        return [*row, _Cell(self._size(entry, digits)), _Cell(self._time(entry.mtime_ns))]

    def _owner(self, number: int, names: Mapping[int, str] | None) -> "_Cell":
        name = None if self.style.is_numeric else (names or {}).get(number)
        return _Cell(str(number)) if name is None else _Cell(name, is_left=True)

    def _size(self, entry: Entry, digits: tuple[int, ...]) -> str:
        if entry.kind in DEVICES:
            return f"{entry.device[0]:>{digits[0]}}, {entry.device[1]:>{digits[1]}}"
        return human(size_of(entry)) if self.style.is_human else str(size_of(entry))

    def _time(self, time_ns: int) -> str:
        style, zone = self.style.time_style, self._zone
        moment = local(time_ns, zone)
        if style.startswith("+"):
            return format_time(style[1:], time_ns, zone)
        if style == "full-iso":
            return full_date(time_ns, zone)
        if style == "long-iso":
            return f"{moment:%Y-%m-%d %H:%M}"
        if style == "iso":
            is_recent = self.style.now_ns - HALF_A_YEAR_NS < time_ns <= self.style.now_ns
            return f"{moment:%m-%d %H:%M}" if is_recent else f"{moment:%Y-%m-%d} "
        return short_date(time_ns, self.style.now_ns, zone)

    def _end(self, item: Item) -> str:
        if item.entry.kind is not Kind.SYMLINK:
            return self._mark(item.entry)
        return f" -> {self.quoted(item.entry.link)}{self._target_mark(item.entry)}"

    def _target_mark(self, entry: Entry) -> str:
        if self.style.marks != "F":
            return ""
        try:
            target = self._call.files.find(self._call.files.resolve(entry.path))
        except PROBLEMS:
            return ""
        return self._mark(target) if target else ""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    is_left: bool = False


def _widths(rows: Sequence[Sequence[_Cell]]) -> list[int]:
    return [max(len(cell.text) for cell in column) for column in zip(*rows, strict=True)]


def _aligned(rows: Sequence[Sequence[_Cell]], widths: Sequence[int] | None = None) -> list[str]:
    """Each row's cells with a blank after each; a number at its column's right side."""
    widths = widths or _widths(rows)
    lines = []
    for row in rows:
        texts = [
            cell.text.ljust(width) if cell.is_left else cell.text.rjust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        lines.append("".join(f"{text} " for text in texts))
    return lines


def _in_c(byte: int) -> str:
    escapes = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r"}
    escapes |= {34: '\\"', 92: "\\\\"}
    if byte in escapes:
        return escapes[byte]
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"
