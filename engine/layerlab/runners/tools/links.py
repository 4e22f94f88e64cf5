"""`ln`, `readlink` and `realpath`."""

from dataclasses import dataclass

from layerlab.errors import AlreadyExists, EngineError, NoSuchPath, NotADirectory, ReadOnlyMount
from layerlab.model import Entry, Kind, LayerPath, parent, shown
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.destinations import Destinations, NoDestination, destinations
from layerlab.runners.tools.inputs import ask
from layerlab.runners.tools.paths import (
    entry_of,
    find_entry,
    need,
    new_path,
    quote,
    quote_if_needed,
    real_path,
)
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

LN = Usage(
    "ln",
    "[OPTION]... TARGET... [LINK or DIRECTORY]",
    "Make links: more names for files, or with -s names that lead to names.",
    (
        Option("-f, --force", "replace what is there"),
        Option("-i, --interactive", "ask before something is replaced"),
        Option("-L, --logical", "a hard link of what a symbolic link leads to"),
        Option("-n, --no-dereference", "a LINK that leads to a directory is replaced itself"),
        Option("-P, --physical", "a hard link of a symbolic link itself, as it is"),
        Option("-r, --relative", "with -s, from where the link stands"),
        Option("-s, --symbolic", "symbolic links"),
        Option("-t, --target-directory=DIRECTORY", "all links in that directory"),
        Option("-T, --no-target-directory", "the last operand is the link's name in any case"),
        Option("-v, --verbose", "say what is linked"),
    ),
)


def ln(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing file operand")
    if arguments.has("r") and not arguments.has("s"):
        return call.complain("cannot do --relative without --symbolic")
    if len(arguments.operands) == 1 and not arguments.has("t", "T"):
        found = Destinations(arguments.operands, ".", True)
    else:
        try:
            found = destinations(call, arguments, follow_last=not arguments.has("n"))
        except NoDestination as error:
            return call.complain(str(error))
    return _Linking(call, arguments).link_all(found)


@dataclass
class _Linking:
    call: Call
    arguments: Arguments
    status: int = 0

    def link_all(self, found: Destinations) -> int:
        made: set[LayerPath] = set()
        for target, link in found.pairs():
            self.call.meter.tick()
            self._link(target, link, made)
        return self.status

    def _link(self, target: str, link: str, made: set[LayerPath]) -> None:
        is_symbolic = self.arguments.has("s")
        source: Entry | None = None
        if not is_symbolic:
            try:
                source = entry_of(self.call, target, follow=self.arguments.last("L", "P") == "L")
            except PROBLEMS as error:
                self._complain(f"failed to access {quote(target)}: {reason(error)}")
                return
            if source.is_directory:
                text = f"{quote_if_needed(target)}: hard link not allowed for directory"
                self._complain(text)
                return
        try:
            self._place(target, link, source, made)
        except PROBLEMS as error:
            self._complain(_failure(target, link, source, error))

    def _place(self, target: str, link: str, source: Entry | None, made: set[LayerPath]) -> None:
        if link.endswith("/") and not find_entry(self.call, link.rstrip("/")):
            raise NoSuchPath("", link)
        path = new_path(self.call, link)
        if not target:
            raise NoSuchPath("", target)
        there = self.call.files.find(path)
        if there is not None and self.arguments.has("f", "i"):
            if path in made:
                text = f"will not overwrite just-created {quote(link)} with {quote(target)}"
                self._complain(text)
                return
            if not self._makes_way(target, link, there, source):
                return
        if source is None:
            self.call.files.symlink(path, self._symbolic_target(target, path))
        else:
            self.call.files.link(path, source.path)
        made.add(path)
        if self.arguments.has("v"):
            self.call.print(f"{quote(link)} {'->' if source is None else '=>'} {quote(target)}")

    def _makes_way(self, target: str, link: str, there: Entry, source: Entry | None) -> bool:
        if there.is_directory:
            self._complain(f"{quote_if_needed(link)}: cannot overwrite directory")
            return False
        if source is not None and _is_same(self.call, source, there):
            self._complain(f"{quote(target)} and {quote(link)} are the same file")
            return False
        if self.arguments.last("f", "i") == "i" and not ask(self.call, f"replace {quote(link)}?"):
            return False
        self.call.files.remove(there.path)
        return True

    def _symbolic_target(self, target: str, link: LayerPath) -> str:
        if not self.arguments.has("r"):
            return target
        try:
            return relative(real_path(self.call, target), parent(link))
        except (NoSuchPath, NotADirectory):
            return target

    def _complain(self, text: str) -> None:
        self.status = self.call.complain(text)


def _is_same(call: Call, one: Entry, other: Entry) -> bool:
    identity = call.files.identity
    return identity(one.path)[0] == identity(other.path)[0]


def _failure(target: str, link: str, source: Entry | None, error: EngineError) -> str:
    kind = "symbolic" if source is None else "hard"
    is_told = source is None or isinstance(error, AlreadyExists | ReadOnlyMount)
    if source is None and not target:
        return f"failed to create symbolic link {quote(link)} -> {quote(target)}: {reason(error)}"
    leads = "" if is_told else f" => {quote(target)}"
    return f"failed to create {kind} link {quote(link)}{leads}: {reason(error)}"


def relative(path: LayerPath, directory: LayerPath) -> str:
    """The way from a directory to a path, both real."""
    here = directory.split("/") if directory else []
    there = path.split("/") if path else []
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


READLINK = Usage(
    "readlink",
    "[OPTION]... FILE...",
    "Print where symbolic links lead, or with -f where a path leads in the end.",
    (
        Option("-e, --canonicalize-existing", "the path without links; all of it has to be there"),
        Option("-f, --canonicalize", "the same; the last part may be absent"),
        Option("-m, --canonicalize-missing", "the same; any part may be absent"),
        Option("-n, --no-newline", "no newline at the end"),
        Option("-q, --quiet", "say nothing of errors, as it is"),
        Option("-v, --verbose", "say what is wrong"),
        Option("-z, --zero", "a zero byte at the end, no newline"),
    ),
)


def readlink(call: Call, arguments: Arguments) -> int:
    operands = arguments.operands
    if not operands:
        raise UnknownUsage("missing operand")
    if arguments.has("n") and len(operands) > 1:
        call.complain("ignoring --no-newline with multiple arguments")
    end = "\0" if arguments.has("z") else "\n"
    end = "" if arguments.has("n") and len(operands) == 1 else end
    status = 0
    for word in operands:
        try:
            call.print(_read(call, word, arguments.last("e", "f", "m")), end)
        except _FAILURES as error:
            status = 1
            if arguments.last("q", "v") == "v":
                why = reason(error) if isinstance(error, EngineError) else "Invalid argument"
                call.complain(f"{quote_if_needed(word)}: {why}")
    return status


class _NotALink(Exception):
    """EINVAL of readlink(2)."""


_FAILURES: tuple[type[Exception], ...] = (*PROBLEMS, _NotALink)


def _read(call: Call, word: str, canonical: str) -> str:
    if canonical:
        return shown(canonical_path(call, word, canonical))
    entry = entry_of(call, word, follow=False)
    if entry.kind is not Kind.SYMLINK:
        raise _NotALink
    return entry.link


def canonical_path(call: Call, word: str, how: str) -> LayerPath:
    """Without links; `how` is `e`: all has to exist, `f`: all but the last part, `m`: none."""
    if not word:
        raise NoSuchPath("", word)
    if how == "m":
        return _missing_path(call, word)
    path = real_path(call, word if how == "e" else word.rstrip("/") or word)
    if how == "e":
        return need(call.files, path).path
    if call.files.find(path) is None:
        above = need(call.files, parent(path))
        if not above.is_directory:
            raise NotADirectory(shown(path))
    elif word.endswith("/"):
        real_path(call, word)
    return path


def _missing_path(call: Call, word: str) -> LayerPath:
    try:
        return real_path(call, word.rstrip("/") or word)
    except (NoSuchPath, NotADirectory):
        return call.path(word)


REALPATH = Usage(
    "realpath",
    "[OPTION]... FILE...",
    "Print the path of files without links, `.` and `..`.",
    (
        Option("-e, --canonicalize-existing", "all of it has to be there"),
        Option("-m, --canonicalize-missing", "any part may be absent"),
        Option("-q, --quiet", "say nothing of errors"),
        Option("-s, --strip, --no-symlinks", "links stay as they are"),
        Option("-z, --zero", "a zero byte at the end, no newline"),
        Option("--relative-to=DIRECTORY", "the way from that directory"),
    ),
)


def realpath(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    status = 0
    how = arguments.last("e", "m") or "f"
    base = arguments.value("relative-to")
    for word in arguments.operands:
        try:
            path = call.path(word) if arguments.has("s") else canonical_path(call, word, how)
            start = None if base is None else canonical_path(call, base, how)
        except PROBLEMS as error:
            status = 1
            if not arguments.has("q"):
                call.complain(f"{quote_if_needed(word)}: {reason(error)}")
            continue
        text = shown(path) if start is None else relative(path, start)
        call.print(text, "\0" if arguments.has("z") else "\n")
    return status


PROGRAMS = (Program(LN, ln), Program(READLINK, readlink), Program(REALPATH, realpath))
