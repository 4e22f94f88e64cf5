"""`mv`: a rename, and from mount to mount a copy of all and its removal."""

from dataclasses import dataclass, field

from layerlab.errors import CrossesMounts, NoSuchPath, NotADirectory
from layerlab.model import Entry, LayerPath
from layerlab.model.entry import is_within
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.copying import Copying, CopyRules, Follow
from layerlab.runners.tools.cp import ALL_KEPT
from layerlab.runners.tools.destinations import NoDestination, destinations
from layerlab.runners.tools.inputs import ask
from layerlab.runners.tools.paths import is_link_with_slash, need, new_path, quote, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.removing import Removing
from layerlab.runners.tools.usage import Arguments, Option, Program, Usage

MV = Usage(
    "mv",
    "[OPTION]... SOURCE... DESTINATION",
    "Rename files and directories, or move them into a directory.",
    (
        Option("-f, --force", "never ask"),
        Option("-i, --interactive", "ask before something is overwritten"),
        Option("-n, --no-clobber", "overwrite nothing"),
        Option("-t, --target-directory=DIRECTORY", "all into that directory"),
        Option("-T, --no-target-directory", "the last operand is the new name in any case"),
        Option("-u, --update", "only what is newer than what is there"),
        Option("-v, --verbose", "say what is renamed"),
    ),
)


def mv(call: Call, arguments: Arguments) -> int:
    try:
        found = destinations(call, arguments)
    except NoDestination as error:
        return call.complain(str(error))
    moving = _Moving(call, arguments.last("f", "i", "n"), arguments.has("u"), arguments.has("v"))
    for word, target in found.pairs():
        call.meter.tick()
        moving.move(word, target)
    return moving.status


@dataclass
class _Moving:
    call: Call
    existing: str
    updates: bool
    tells: bool
    status: int = 0
    _made: set[LayerPath] = field(default_factory=set)

    def move(self, word: str, target: str) -> None:
        try:
            entry = need(self.call.files, real_path(self.call, word, follow=False))
        except PROBLEMS as error:
            self._complain(f"cannot stat {quote(word)}: {reason(error)}")
            return
        try:
            if is_link_with_slash(self.call, word):
                raise NotADirectory(word)
            path = self._target(target, entry)
            if not self._is_refused(word, target, entry, path):
                self._rename(word, target, entry.path, path)
        except PROBLEMS as error:
            self._complain(f"cannot move {quote(word)} to {quote(target)}: {reason(error)}")

    def _target(self, target: str, entry: Entry) -> LayerPath:
        if target.endswith("/") and not entry.is_directory:
            try:
                real_path(self.call, target)
            except NoSuchPath as error:
                raise NotADirectory(target) from error
        return new_path(self.call, target)

    def _is_refused(self, word: str, target: str, entry: Entry, path: LayerPath) -> bool:
        there = self.call.files.find(path)
        if there is None:
            if not is_within(path, entry.path):
                return False
            text = f"cannot move {quote(word)} to a subdirectory of itself, {quote(target)}"
            self._complain(text)
            return True
        if self._is_same(entry, there):
            self._complain(f"{quote(word)} and {quote(target)} are the same file")
            return True
        if self._is_left(target, entry, there):
            return True
        refusal = self._refusal(word, target, entry, there)
        if refusal:
            self._complain(refusal)
        return bool(refusal)

    def _is_same(self, entry: Entry, there: Entry) -> bool:
        """Also by two names of one file."""
        identity = self.call.files.identity
        return identity(entry.path)[0] == identity(there.path)[0]

    def _is_left(self, target: str, entry: Entry, there: Entry) -> bool:
        if self.existing == "n":
            return True
        if self.updates and not entry.is_directory and there.mtime_ns >= entry.mtime_ns:
            return True
        return self.existing == "i" and not ask(self.call, f"overwrite {quote(target)}?")

    def _refusal(self, word: str, target: str, entry: Entry, there: Entry) -> str:
        if entry.is_directory and not there.is_directory:
            return f"cannot overwrite non-directory {quote(target)} with directory {quote(word)}"
        if there.is_directory and not entry.is_directory:
            return f"cannot overwrite directory {quote(target)} with non-directory"
        if there.path in self._made:
            return f"will not overwrite just-created {quote(target)} with {quote(word)}"
        if is_within(there.path, entry.path):
            return f"cannot move {quote(word)} to a subdirectory of itself, {quote(target)}"
        return ""

    def _rename(self, word: str, target: str, path: LayerPath, new: LayerPath) -> None:
        try:
            self.call.files.rename(path, new)
        except CrossesMounts:
            self._copy(word, target, new)
            return
        self._made.add(new)
        if self.tells:
            self.call.print(f"renamed {quote(word)} -> {quote(target)}")

    def _copy(self, word: str, target: str, new: LayerPath) -> None:
        there = self.call.files.find(new)
        if there is not None:
            self.call.files.remove(new)
        rules = CopyRules(
            recursive=True,
            follow=Follow.NEVER,
            kept=ALL_KEPT,
            removes_first=True,
            tells=self.tells,
            moves=True,
        )
        copying = Copying(self.call, rules)
        copying.copy(word, target)
        if copying.status:
            self.status = copying.status
            return
        removing = Removing(self.call, recursive=True, tells=self.tells)
        removing.remove(word)
        self.status = max(self.status, removing.status)
        self._made.add(new)

    def _complain(self, text: str) -> None:
        self.status = self.call.complain(text)


PROGRAMS = (Program(MV, mv),)
