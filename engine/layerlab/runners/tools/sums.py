"""`sha256sum`, `md5sum` and their sisters."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import chunks, open_input
from layerlab.runners.tools.lines import lines_of
from layerlab.runners.tools.paths import quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

_NAMES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_OPTIONS = (
    Option("-b, --binary", "a star before the names"),
    Option("-c, --check", "read sums from the files, and check them"),
    Option("--ignore-missing", "with -c, say nothing of files that are not there"),
    Option("--quiet", "with -c, say nothing of what is right"),
    Option("--status", "with -c, say nothing: the status tells"),
    Option("--strict", "with -c, a line that is no sum is a failure"),
    Option("-t, --text", "a blank before the names, as it is"),
    Option("-w, --warn", "with -c, say which lines are no sums"),
)


def _usage(kind: str) -> Usage:
    return Usage(
        f"{kind}sum", "[OPTION]... [FILE]...", f"Print or check {kind.upper()} sums.", _OPTIONS
    )


def _sum(call: Call, arguments: Arguments) -> int:
    kind = call.name.rpartition("/")[2].removesuffix("sum")
    if arguments.has("c"):
        checking = _Checking(call, arguments, kind)
        return max(checking.check(word) for word in arguments.operands or ("-",))
    for key in ("ignore-missing", "quiet", "status", "strict", "w"):
        if arguments.has(key):
            name = "warn" if key == "w" else key
            raise UnknownUsage(f"the --{name} option is meaningful only when verifying checksums")
    mark = "*" if arguments.last("b", "t") == "b" else " "
    status = 0
    for word in arguments.operands or ("-",):
        try:
            digest = _digest(call, kind, word)
        except PROBLEMS as error:
            status = call.complain(f"{quote_if_needed(word)}: {reason(error)}")
            continue
        escaped = word.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        head = "\\" if escaped != word else ""
        call.print(f"{head}{digest} {mark}{escaped}")
    return status


def _digest(call: Call, kind: str, word: str) -> str:
    hasher = hashlib.new(kind, usedforsecurity=False)
    with open_input(call, word) as stream:
        for data in chunks(call, stream):
            hasher.update(data)
    return hasher.hexdigest()


@dataclass
class _Checking:
    call: Call
    arguments: Arguments
    kind: str
    wrong: int = 0
    unread: int = 0
    no_sums: int = 0
    right: int = 0

    def check(self, word: str) -> int:
        self.wrong = self.unread = self.no_sums = self.right = 0
        shown = "'standard input'" if word == "-" else quote_if_needed(word)
        try:
            for number, line in enumerate(self._lines(word), 1):
                self._check_line(line, number, shown)
        except PROBLEMS as error:
            return self.call.complain(f"{quote_if_needed(word)}: {reason(error)}")
        if not self.right + self.wrong + self.unread:
            text = f"{shown}: no properly formatted checksum lines found"
            return self.call.complain(text)
        self._warn(shown)
        is_bad = self.wrong or self.unread or (self.no_sums and self.arguments.has("strict"))
        return 1 if is_bad or not self.right else 0

    def _lines(self, word: str) -> Iterator[str]:
        with open_input(self.call, word) as stream:
            for line in lines_of(self.call, stream):
                yield line.rstrip(b"\n").decode("utf-8", "surrogateescape")

    def _check_line(self, line: str, number: int, shown: str) -> None:
        if line.startswith("#"):
            return
        size = hashlib.new(self.kind, usedforsecurity=False).digest_size * 2
        match = re.fullmatch(rf"(\\?)([0-9a-fA-F]{{{size}}}) [ *](.+)", line)
        tagged = re.fullmatch(rf"(\\?){self.kind.upper()} \((.+)\) = ([0-9a-fA-F]{{{size}}})", line)
        if match:
            escape, wanted, name = match.groups()
        elif tagged:
            escape, name, wanted = tagged.groups()
        else:
            self.no_sums += 1
            if self.arguments.has("w"):
                kind = self.kind.upper()
                self.call.complain(f"{shown}: {number}: improperly formatted {kind} checksum line")
            return
        if escape:
            name = re.sub(r"\\([nr\\])", lambda m: {"n": "\n", "r": "\r"}.get(m[1], "\\"), name)
        self._check_file(name, wanted.lower(), escape)

    def _check_file(self, name: str, wanted: str, escape: str) -> None:
        says = not self.arguments.has("status")
        shown = escape + name.replace("\\", "\\\\").replace("\n", "\\n") if escape else name
        try:
            digest = _digest(self.call, self.kind, name)
        except PROBLEMS as error:
            is_missing = reason(error) == "No such file or directory"
            if is_missing and self.arguments.has("ignore-missing"):
                return
            self.unread += 1
            self.call.complain(f"{quote_if_needed(name)}: {reason(error)}")
            if says:
                self.call.print(f"{shown}: FAILED open or read")
            return
        if digest == wanted:
            self.right += 1
            if says and not self.arguments.has("quiet"):
                self.call.print(f"{shown}: OK")
            return
        self.wrong += 1
        if says:
            self.call.print(f"{shown}: FAILED")

    def _warn(self, shown: str) -> None:
        if self.arguments.has("status"):
            return
        if self.no_sums:
            are = "line is" if self.no_sums == 1 else "lines are"
            self.call.complain(f"WARNING: {self.no_sums} {are} improperly formatted")
        if self.unread:
            what = "listed file" if self.unread == 1 else "listed files"
            self.call.complain(f"WARNING: {self.unread} {what} could not be read")
        if self.wrong:
            what = "computed checksum" if self.wrong == 1 else "computed checksums"
            self.call.complain(f"WARNING: {self.wrong} {what} did NOT match")
        if self.arguments.has("ignore-missing") and not self.right + self.wrong:
            self.call.complain(f"{shown}: no file was verified")


PROGRAMS = tuple(Program(_usage(kind), _sum) for kind in _NAMES)
