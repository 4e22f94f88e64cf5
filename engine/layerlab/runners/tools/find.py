"""`find`: goes through trees, and does with each thing what its expression says."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layerlab.errors import NoSuchPath
from layerlab.model import Entry, Kind, LayerPath, join, parent
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.find_parsing import OPTIONS, Expression, Invalid, parse_expression
from layerlab.runners.tools.find_state import Finding, Found, Quit
from layerlab.runners.tools.paths import below, entry_of, need, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

FIND = Usage(
    "find",
    "[-H] [-L] [-P] [PATH]... [EXPRESSION]",
    "Go through directories, and print or do something with what an expression is true of.",
    (
        Option("-H", "follow links that are paths"),
        Option("-L", "follow all links"),
        Option("-P", "follow none, as it is"),
        *OPTIONS,
    ),
    notes=(
        "Numbers: N exactly, +N more, -N less. There is one time, that of modification.",
        "Directories are read in the order of their names' bytes.",
    ),
)


def find(call: Call, arguments: Arguments) -> int:
    words = list(arguments.operands)
    follow = "P"
    while words and words[0] in ("-H", "-L", "-P"):
        follow = words.pop(0)[1]
    paths = []
    while words and not _begins_expression(words[0]):
        paths.append(words.pop(0))
    finding = Finding(call, follow)
    try:
        expression = parse_expression(finding, words)
    except Invalid as error:
        if error.is_unknown:
            raise UnknownUsage(str(error)) from error
        return call.complain(str(error))
    walking = _Walking(call, finding, expression)
    with contextlib.suppress(Quit):
        for path in paths or ["."]:
            walking.start(path)
    finding.finish()
    return finding.status


def _begins_expression(word: str) -> bool:
    return (word.startswith("-") and word != "-") or word in ("(", ")", "!", ",")


@dataclass(slots=True)
class _Walking:
    call: Call
    finding: Finding
    expression: Expression

    def start(self, word: str) -> None:
        try:
            place, entry = self._start_entry(word)
        except PROBLEMS as error:
            self.finding.complain(f"{quote(word)}: {reason(error)}")
            return
        waiting = [Found(word, place, entry, 0, word, None)]
        device = self.call.files.mount(entry.path)
        while waiting:
            self.call.meter.tick()
            found = waiting.pop()
            if found.is_after or not found.entry.is_directory:
                self._visit(found)
                continue
            if not self.expression.is_depth_first:
                self._visit(found)
            waiting += self._below(found, device)

    def _start_entry(self, word: str) -> tuple[LayerPath, Entry]:
        place = entry_of(self.call, word, follow=False).path
        if self.finding.follow != "P":
            with contextlib.suppress(NoSuchPath):
                return place, entry_of(self.call, word)
        return place, entry_of(self.call, word, follow=False)

    def _visit(self, found: Found) -> None:
        if found.depth >= self.expression.least_depth:
            self.expression.test(found)

    def _below(self, found: Found, device: str) -> list[Found]:
        """What is in a directory, the first on top; under it the directory once more."""
        again = [found.after()] if self.expression.is_depth_first else []
        if found.is_pruned or found.depth >= self.expression.most_depth:
            return again
        if self.expression.stays and self.call.files.mount(found.entry.path) != device:
            return again
        try:
            names = self.call.files.names(found.entry.path)
        except PROBLEMS as error:
            self.finding.complain(f"{quote(found.word)}: {reason(error)}")
            return again
        return again + list(self._children(found, names))

    def _children(self, found: Found, names: Sequence[LayerPath]) -> Iterator[Found]:
        for path in reversed(names):
            name = path.rpartition("/")[2]
            word = below(found.word, name)
            try:
                entry = need(self.call.files, path)
                if entry.kind is Kind.SYMLINK and self.finding.follow == "L":
                    entry = self._followed(entry)
            except PROBLEMS as error:
                self.finding.complain(f"{quote(word)}: {reason(error)}")
                continue
            child = Found(word, path, entry, found.depth + 1, found.start, found)
            if self.finding.follow == "L" and entry.is_directory and self._is_loop(child):
                continue
            yield child

    def _followed(self, entry: Entry) -> Entry:
        """What a link leads to; the link itself where that is nothing."""
        files = self.call.files
        try:
            return need(files, files.resolve(join(parent(entry.path), entry.name)))
        except NoSuchPath:
            return entry

    def _is_loop(self, child: Found) -> bool:
        above = child.above
        while above is not None:
            if above.entry.path == child.entry.path:
                self.finding.complain(
                    f"File system loop detected; {quote(child.word)} is part of the same file"
                    f" system loop as {quote(above.word)}."
                )
                return True
            above = above.above
        return False


def _all_operands(words: Sequence[str]) -> Sequence[str]:
    """Its words are no options of ours."""
    return words if "--help" in words else ["--", *words]


PROGRAMS = (Program(FIND, find, _all_operands),)
