"""`find -printf`: a format, and what its directives stand for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from layerlab.model import Kind
from layerlab.runners.tools.dates import zone_of
from layerlab.runners.tools.find_state import Finding, Found
from layerlab.runners.tools.find_tests import LETTERS
from layerlab.runners.tools.kinds import inode_number, link_count, sectors_of, size_of
from layerlab.runners.tools.reasons import PROBLEMS
from layerlab.runners.tools.strftime import format_time

_PART = re.compile(r"%([-+ 0#]*\d*)(T.|.)|\\(c|[0-7]{1,3}|.)|([^%\\]+|.)", re.DOTALL)
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPES |= {"\\": "\\"}


@dataclass(frozen=True, slots=True)
class Part:
    """Plain text, or where `letter` is set a directive with its flags and width."""

    text: str
    letter: str = ""


def parse_format(text: str, finding: Finding) -> list[Part]:
    """What is no directive is printed as it is, with a warning."""
    parts = []
    for match in _PART.finditer(text):
        width, letter, escape, plain = match.groups()
        if escape == "c":
            break
        if plain is not None:
            parts.append(Part(plain))
        elif escape is not None:
            is_octal = escape[0] in "01234567"
            known = _ESCAPES.get(escape, f"\\{escape}")
            parts.append(Part(chr(int(escape, 8) & 0xFF) if is_octal else known))
        elif letter == "%":
            parts.append(Part("%"))
        elif letter[0] == "T" or letter in ("t", *_VALUES):
            parts.append(Part(width, letter))
        else:
            finding.call.complain(f"warning: unrecognized format directive `%{letter}'")
            parts.append(Part(match[0]))
    return parts


class Printing:
    def __init__(self, finding: Finding) -> None:
        self._finding = finding
        self._zone = zone_of(finding.call)

    def part(self, found: Found, part: Part) -> str:
        if not part.letter:
            return part.text
        is_time = part.letter[0] == "T"
        value = self._time(found, part.letter[1:]) if is_time else self._value(found, part.letter)
        width = int(re.sub(r"\D", "", part.text) or 0)
        return value.ljust(width) if "-" in part.text else value.rjust(width)

    def _value(self, found: Found, letter: str) -> str:
        if letter == "t":
            return self._time(found, "c")
        return _VALUES[letter](self._finding, found)

    def _time(self, found: Found, letter: str) -> str:
        time_ns = found.entry.mtime_ns
        fraction = f".{time_ns % 10**9:09}0"
        match letter:
            case "@":
                return f"{time_ns // 10**9}{fraction}"
            case "S" | "T" | "X" | "+":
                return format_time(f"%{letter}", time_ns, self._zone) + fraction
            case "c":
                return format_time(f"%a %b %e %H:%M:%S{fraction} %Y", time_ns, self._zone)
            case _:
                return format_time(f"%{letter}", time_ns, self._zone)


def _base(_finding: Finding, found: Found) -> str:
    """With the slashes at the end of an operand."""
    at = found.word.rstrip("/").rfind("/")
    return found.word[at + 1 :] if found.word.strip("/") else found.word


def _below_start(_: Finding, found: Found) -> str:
    return found.word[len(found.start) :].lstrip("/") if found.depth else ""


def _directory(_finding: Finding, found: Found) -> str:
    above, slash, _ = found.word.rstrip("/").rpartition("/")
    return above if slash else "."


def _user(finding: Finding, found: Found) -> str:
    uid = found.entry.uid
    return (finding.call.identity.user_names or {}).get(uid, str(uid))


def _group(finding: Finding, found: Found) -> str:
    gid = found.entry.gid
    return (finding.call.identity.group_names or {}).get(gid, str(gid))


def _target_letter(finding: Finding, found: Found) -> str:
    """Of what a link leads to: N where that is nothing, L where it leads round and round."""
    if found.entry.kind is not Kind.SYMLINK:
        return LETTERS[found.entry.kind]
    try:
        target = finding.call.files.find(finding.call.files.resolve(found.entry.path))
    except PROBLEMS:
        return "L"
    return LETTERS[target.kind] if target else "N"


_VALUES: dict[str, Callable[[Finding, Found], str]] = {
    "b": lambda _, found: str(sectors_of(found.entry)),
    "d": lambda _, found: str(found.depth),
    "f": _base,
    "g": _group,
    "G": lambda _, found: str(found.entry.gid),
    "h": _directory,
    "H": lambda _, found: found.start,
    "i": lambda finding, found: str(inode_number(finding.call.files, found.entry.path)),
    "k": lambda _, found: str(-(-sectors_of(found.entry) // 2)),
    "l": lambda _, found: found.entry.link,
    "m": lambda _, found: f"{found.entry.mode:o}",
    "M": lambda _, found: found.entry.mode_text,
    "n": lambda finding, found: str(link_count(finding.call.files, found.entry.path)),
    "p": lambda _, found: found.word,
    "P": _below_start,
    "s": lambda _, found: str(size_of(found.entry)),
    "u": _user,
    "U": lambda _, found: str(found.entry.uid),
    "y": lambda _, found: LETTERS[found.entry.kind],
    "Y": _target_letter,
}
