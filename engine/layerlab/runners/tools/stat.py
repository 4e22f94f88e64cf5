"""`stat`: all that is known of a file, by a format or as a text."""

import re
from collections.abc import Callable
from datetime import UTC, tzinfo

from layerlab.model import Entry, Kind
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.dates import zone_of
from layerlab.runners.tools.kinds import (
    BLOCK_BYTES,
    SECTOR_BYTES,
    described,
    inode_number,
    link_count,
    raw_mode,
    sectors_of,
    size_of,
)
from layerlab.runners.tools.paths import entry_of, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.times import full_date
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

STAT = Usage(
    "stat",
    "[OPTION]... FILE...",
    "Print all that is known of files.",
    (
        Option("-c, --format=FORMAT", "by a format, with a newline after each"),
        Option("-L, --dereference", "follow links"),
        Option("--printf=FORMAT", "by a format with \\n and the like, and no newline"),
        Option("-t, --terse", "as a line of numbers"),
    ),
    notes=(
        "Formats: %a %A %b %B %d %D %f %F %g %G %h %i %m %n %N %o %r %R %s %t %T %u %U %w %W",
        "and %x %X %y %Y %z %Z for the one time that a layer keeps, that of modification.",
    ),
)
_FIELD = re.compile(r"%([-0+ #']*)(\d*)(?:\.(\d*))?(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "a": "\a", "b": "\b", "e": "\033"}
_ESCAPES |= {"f": "\f", "r": "\r", "v": "\v"}
_TERSE = "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o"


def stat(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    style = arguments.last("c", "printf", "t")
    text = arguments.value(style) or "" if style in ("c", "printf") else _TERSE
    status = 0
    for word in arguments.operands:
        try:
            entry = entry_of(call, word, follow=arguments.has("L"))
            described = _Described(call, word, entry)
            if style:
                line = described.format(text, is_printf=style == "printf")
                call.print(line, "" if style == "printf" else "\n")
            else:
                call.print(described.whole())
        except PROBLEMS as error:
            status = call.complain(f"cannot statx {quote(word)}: {reason(error)}")
    return status


class _Described:
    """One file's values by the letters of formats."""

    def __init__(self, call: Call, word: str, entry: Entry) -> None:
        self._call = call
        self._word = word
        self._entry = entry
        self._zone: tzinfo = zone_of(call) if call.environment.get("TZ") else UTC
        identity = call.identity
        self._user = (identity.user_names or {}).get(entry.uid, "UNKNOWN")
        self._group = (identity.group_names or {}).get(entry.gid, "UNKNOWN")

    def format(self, text: str, *, is_printf: bool) -> str:
        if is_printf:
            text = re.sub(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", _unescaped, text)
        return _FIELD.sub(self._field, text)

    def _field(self, match: re.Match[str]) -> str:
        flags, width, precision, letter = match.groups()
        if letter == "%":
            return "%"
        value = self._value(letter, precision)
        if value is None:
            return "?"
        if "#" in flags and letter == "a":
            value = f"0{value}"
        if "0" in flags and "-" not in flags and value.isdigit():
            return value.rjust(int(width or 0), "0")
        return value.ljust(int(width or 0)) if "-" in flags else value.rjust(int(width or 0))

    def _value(self, letter: str, precision: str | None) -> str | None:
        if letter in "XYZ":
            return self._seconds(precision)
        find = _VALUES.get(letter)
        return find(self) if find else None

    def _seconds(self, precision: str | None) -> str:
        seconds, fraction = divmod(self._entry.mtime_ns, 10**9)
        if precision is None:
            return str(seconds)
        digits = int(precision or 9)
        return f"{seconds}.{fraction:09}"[: len(str(seconds)) + 1 + digits].ljust(
            len(str(seconds)) + 1 + digits, "0"
        )

    @property
    def entry(self) -> Entry:
        return self._entry

    @property
    def device(self) -> tuple[int, int]:
        is_device = self._entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
        return self._entry.device if is_device else (0, 0)

    def name(self) -> str:
        return self._word

    def quoted_name(self) -> str:
        if self._entry.kind is Kind.SYMLINK:
            return f"{quote(self._word)} -> {quote(self._entry.link)}"
        return quote(self._word)

    def user(self) -> str:
        return self._user

    def group(self) -> str:
        return self._group

    def links(self) -> str:
        return str(link_count(self._call.files, self._entry.path))

    def inode(self) -> str:
        return str(inode_number(self._call.files, self._entry.path))

    def mount(self) -> str:
        return "/" + self._call.files.mount(self._entry.path).lstrip("/")

    def date(self) -> str:
        return full_date(self._entry.mtime_ns, self._zone)

    def whole(self) -> str:
        entry = self._entry
        leads = f" -> {entry.link}" if entry.kind is Kind.SYMLINK else ""
        head = f"  File: {self._word}{leads}\n"
        text = "  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n"
        is_device = entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
        text += "Device: 0,0\tInode: %-11i Links: %"
        text += f"-5h Device type: {self.device[0]},{self.device[1]}" if is_device else "h"
        text += "\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\n"
        text += "Access: %x\nModify: %y\nChange: %z\n Birth: -"
        return head + self.format(text, is_printf=False)


Find = Callable[[_Described], str]
_VALUES: dict[str, Find] = {
    "a": lambda d: f"{d.entry.mode:o}",
    "A": lambda d: d.entry.mode_text,
    "b": lambda d: str(sectors_of(d.entry)),
    "B": lambda _: str(SECTOR_BYTES),
    "d": lambda _: "0",
    "D": lambda _: "0",
    "f": lambda d: f"{raw_mode(d.entry):x}",
    "F": lambda d: described(d.entry),
    "g": lambda d: str(d.entry.gid),
    "G": _Described.group,
    "h": _Described.links,
    "i": _Described.inode,
    "m": _Described.mount,
    "n": _Described.name,
    "N": _Described.quoted_name,
    "o": lambda _: str(BLOCK_BYTES),
    "r": lambda d: str(d.device[0] << 8 | d.device[1]),
    "R": lambda d: f"{d.device[0] << 8 | d.device[1]:x}",
    "s": lambda d: str(size_of(d.entry)),
    "t": lambda d: f"{d.device[0]:x}",
    "T": lambda d: f"{d.device[1]:x}",
    "u": lambda d: str(d.entry.uid),
    "U": _Described.user,
    "w": lambda _: "-",
    "W": lambda _: "0",
    "x": _Described.date,
    "y": _Described.date,
    "z": _Described.date,
}


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8) & 0xFF)
    return _ESCAPES.get(code, match[0])


PROGRAMS = (Program(STAT, stat),)
