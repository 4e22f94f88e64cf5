"""`install`: copies with the permissions and owners that are asked for."""

from dataclasses import dataclass

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.copying import Copying, CopyRules
from layerlab.runners.tools.destinations import NoDestination, destinations
from layerlab.runners.tools.modes import Change, InvalidMode, parse_mode
from layerlab.runners.tools.owners import Accounts
from layerlab.runners.tools.paths import find_entry, is_directory, new_path, quote, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

INSTALL = Usage(
    "install",
    "[OPTION]... SOURCE... DESTINATION or -d DIRECTORY...",
    "Copy files with permissions and owners, or make directories.",
    (
        Option("-d, --directory", "make directories, and those above them"),
        Option("-D", "make the directories above DESTINATION"),
        Option("-g, --group=GROUP", "the group, by name or number"),
        Option("-m, --mode=MODE", "the permissions, as for chmod; 755 without"),
        Option("-o, --owner=USER", "the owner, by name or number"),
        Option("-p, --preserve-timestamps", "with the time of SOURCE"),
        Option("-t, --target-directory=DIRECTORY", "all into that directory"),
        Option("-T, --no-target-directory", "DESTINATION is the copy's name in any case"),
        Option("-v, --verbose", "say what is made"),
    ),
)


@dataclass
class _Installing:
    call: Call
    arguments: Arguments
    change: Change
    uid: int | None
    gid: int | None
    status: int = 0

    def directories(self) -> int:
        if not self.arguments.operands:
            raise UnknownUsage("missing file operand")
        for word in self.arguments.operands:
            if self.make_directory(word):
                self.dress(word, is_directory=True)
        return self.status

    def make_directory(self, word: str) -> bool:
        """With those above it, whatever the umask."""
        parts = word.rstrip("/").split("/")
        for count in range(1, len(parts) + 1):
            directory = "/".join(parts[:count])
            if not directory or is_directory(self.call, directory):
                continue
            try:
                self.call.files.make_directory(new_path(self.call, directory), 0o755)
            except PROBLEMS as error:
                text = f"cannot create directory {quote(directory)}: {reason(error)}"
                self.status = self.call.complain(text)
                return False
            if self.arguments.has("v"):
                self.call.print(f"install: creating directory {quote(directory)}")
        return True

    def files(self) -> int:
        operands = self.arguments.operands
        if self.arguments.has("D") and (len(operands) > 1 or self.arguments.has("t")):
            above = self.arguments.value("t") or operands[-1].rpartition("/")[0]
            if above and not self.make_directory(above):
                return self.status
        try:
            found = destinations(self.call, self.arguments)
        except NoDestination as error:
            return self.call.complain(str(error))
        kept = frozenset(("timestamps",)) if self.arguments.has("p") else frozenset[str]()
        for word, target in found.pairs():
            source = find_entry(self.call, word)
            if source is not None and source.is_directory:
                self.status = self.call.complain(f"omitting directory {quote(word)}")
                continue
            rules = CopyRules(kept=kept, removes_first=True, tells=self.arguments.has("v"))
            copying = Copying(self.call, rules)
            copying.copy(word, target)
            if copying.status:
                self.status = copying.status
                continue
            mtime_ns = source.mtime_ns if source and self.arguments.has("p") else None
            self.dress(target, is_directory=False, mtime_ns=mtime_ns)
        return self.status

    def dress(self, word: str, *, is_directory: bool, mtime_ns: int | None = None) -> None:
        files = self.call.files
        try:
            path = real_path(self.call, word)
            entry = files.find(path)
            if entry is None:
                return
            if self.uid is not None or self.gid is not None:
                uid = entry.uid if self.uid is None else self.uid
                files.chown(path, uid, entry.gid if self.gid is None else self.gid)
            files.chmod(path, self.change(0, is_directory))
            if mtime_ns is not None:
                files.set_time(path, mtime_ns)
        except PROBLEMS as error:
            text = f"cannot change {quote(word)}: {reason(error)}"
            self.status = self.call.complain(text)


def install(call: Call, arguments: Arguments) -> int:
    wanted = arguments.value("m")
    try:
        change = parse_mode(wanted if wanted is not None else "755", 0)
    except InvalidMode:
        return call.complain(f"invalid mode {quote(wanted or '')}")
    accounts = Accounts(call.files)
    uid = gid = None
    owner, group = arguments.value("o"), arguments.value("g")
    if owner is not None:
        user = accounts.user(owner)
        if user is None and not owner.isdecimal():
            return call.complain(f"invalid user {quote(owner)}")
        uid = user[0] if user else int(owner)
    if group is not None:
        gid = accounts.group(group)
        if gid is None and not group.isdecimal():
            return call.complain(f"invalid group {quote(group)}")
        gid = int(group) if gid is None else gid
    installing = _Installing(call, arguments, change, uid, gid)
    return installing.directories() if arguments.has("d") else installing.files()


PROGRAMS = (Program(INSTALL, install),)
