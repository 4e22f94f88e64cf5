"""What `find` does with what it has found."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from layerlab.model import Kind
from layerlab.runners.tools.dates import zone_of
from layerlab.runners.tools.find_printing import Printing, parse_format
from layerlab.runners.tools.find_state import Finding, Found, Quit, Test
from layerlab.runners.tools.find_tests import Invalid, Make
from layerlab.runners.tools.inputs import ask
from layerlab.runners.tools.kinds import inode_number, link_count, sectors_of, size_of
from layerlab.runners.tools.paths import quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.times import short_date

BATCH_BYTES = 128 << 10
"""Of names that one command is given by `-exec … {} +`."""


def _print(finding: Finding, word: str, _arguments: Sequence[str]) -> Test:
    end = "\0" if word == "-print0" else "\n"

    def show(found: Found) -> bool:
        finding.call.print(found.word, end)
        return True

    return show


def _printf(finding: Finding, _word: str, arguments: Sequence[str]) -> Test:
    parts = parse_format(arguments[0], finding)
    printing = Printing(finding)

    def show(found: Found) -> bool:
        finding.call.print("".join(printing.part(found, part) for part in parts), "")
        return True

    return show


def _list(finding: Finding, _word: str, _arguments: Sequence[str]) -> Test:
    call = finding.call
    users, groups = call.identity.user_names or {}, call.identity.group_names or {}
    zone, now_ns = zone_of(call), time.time_ns()

    def show(found: Found) -> bool:
        entry = found.entry
        size = str(size_of(entry))
        if entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE):
            size = f"{entry.device[0]:>3}, {entry.device[1]:>3}"
        leads = f" -> {entry.link}" if entry.kind is Kind.SYMLINK else ""
        call.print(
            f"{inode_number(call.files, entry.path):>9} {-(-sectors_of(entry) // 2):>6}"
            f" {entry.mode_text} {link_count(call.files, entry.path):>3}"
            f" {users.get(entry.uid, entry.uid):<8} {groups.get(entry.gid, entry.gid):<8}"
            f" {size:>8} {short_date(entry.mtime_ns, now_ns, zone)} {found.word}{leads}"
        )
        return True

    return show


def _delete(finding: Finding, _word: str, _arguments: Sequence[str]) -> Test:
    def remove(found: Found) -> bool:
        if found.word == ".":
            return True
        try:
            finding.call.files.remove(found.place)
        except PROBLEMS as error:
            finding.complain(f"cannot delete {quote(found.word)}: {reason(error)}")
            return False
        return True

    return remove


def _prune(_finding: Finding, _word: str, _arguments: Sequence[str]) -> Test:
    def prune(found: Found) -> bool:
        found.is_pruned = True
        return True

    return prune


def _quit(_finding: Finding, _word: str, _arguments: Sequence[str]) -> Test:
    def end(_: Found) -> bool:
        raise Quit

    return end


def _exec(finding: Finding, word: str, arguments: Sequence[str]) -> Test:
    *command, sign = arguments
    if sign == "+":
        return _Batch(finding, command[:-1]).add

    def run(found: Found) -> bool:
        words = [part.replace("{}", found.word) for part in command]
        if word == "-ok" and not ask(finding.call, f"< {words[0]} ... {found.word} > ?", ""):
            return False
        return finding.call.run(words) == 0

    return run


@dataclass
class _Batch:
    """`-exec COMMAND {} +`: as many names at a time as a command line has room for."""

    finding: Finding
    command: Sequence[str]
    _names: list[str] = field(default_factory=list)
    _size: int = 0

    def __post_init__(self) -> None:
        if any("{}" in part for part in self.command):
            raise Invalid("Only one instance of {} is supported with -exec ... +")
        self.finding.at_end.append(self._run)

    def add(self, found: Found) -> bool:
        self._names.append(found.word)
        self._size += len(found.word) + 1
        if self._size > BATCH_BYTES:
            self._run()
        return True

    def _run(self) -> None:
        if not self._names:
            return
        names, self._names, self._size = self._names, [], 0
        if self.finding.call.run([*self.command, *names]):
            self.finding.status = 1


ACTIONS: dict[str, tuple[str, str, Make]] = {
    "-print": ("-print", "the path and a newline, as where nothing else is to be done", _print),
    "-print0": ("-print0", "the path and a zero byte", _print),
    "-printf": ("-printf FORMAT", "%p %f %h %P %H %s %m %M %u %U %g %G %d %l %y %Y ...", _printf),
    "-ls": ("-ls", "as ls -dils", _list),
    "-delete": ("-delete", "removes it; means -depth", _delete),
    "-exec": ("-exec COMMAND {} ;", "runs it for each; with {} + for many at a time", _exec),
    "-ok": ("-ok COMMAND {} ;", "the same, and asks before", _exec),
    "-prune": ("-prune", "does not go into the directory", _prune),
    "-quit": ("-quit", "ends", _quit),
}
