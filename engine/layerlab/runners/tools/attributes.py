"""`chmod`, `chown` and `chgrp`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from layerlab.errors import LinkLoop, NoSuchPath
from layerlab.model import Entry, Kind
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.kinds import raw_mode
from layerlab.runners.tools.modes import Change, parse_mode
from layerlab.runners.tools.owners import Accounts
from layerlab.runners.tools.paths import entry_of, find_entry, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.tree import cannot_read, walk
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

_TELLING = (
    Option("-c, --changes", "say what is changed"),
    Option("-f, --silent, --quiet", "say little of what is wrong"),
    Option("-v, --verbose", "say what is changed, and what is not"),
)

CHMOD = Usage(
    "chmod",
    "[OPTION]... MODE[,MODE]... FILE...",
    "Change permissions: 755, u+x, go=rX and the like.",
    (
        *_TELLING,
        Option("-R, --recursive", "also all that is in directories, but links"),
        Option("--reference=FILE", "the mode of that file"),
    ),
)
_MODE_LETTERS = frozenset("rwxXstugoa,=+-01234567")


def mode_first(words: Sequence[str]) -> Sequence[str]:
    """`chmod -w FILE`: a word with the letters of modes alone is one, whatever its dash."""
    for at, word in enumerate(words):
        if word == "--":
            break
        if len(word) > 1 and word[0] == "-" and set(word) <= _MODE_LETTERS:
            return [*words[:at], "--", word, *words[at + 1 :]]
    return words


def chmod(call: Call, arguments: Arguments) -> int:
    operands = arguments.operands
    reference = arguments.value("reference")
    if not operands:
        raise UnknownUsage("missing operand")
    if reference is not None:
        try:
            mode = entry_of(call, reference).mode
        except PROBLEMS as error:
            text = f"failed to get attributes of {quote(reference)}: {reason(error)}"
            return call.complain(text)
        return _Chmod(call, arguments, lambda *_: mode).change_all(operands)
    if len(operands) == 1:
        raise UnknownUsage(f"missing operand after {quote(operands[0])}")
    change = parse_mode(operands[0], call.umask)
    return _Chmod(call, arguments, change).change_all(operands[1:])


@dataclass
class _Changing:
    """What both commands do with each operand, and with all below it where that is asked."""

    call: Call
    arguments: Arguments
    status: int = 0

    def complain(self, text: str) -> None:
        self.status = 1
        if not self.arguments.has("f"):
            self.call.complain(text)

    def tells(self, changed: bool) -> bool:
        return self.arguments.has("v") or (changed and self.arguments.has("c"))


@dataclass
class _Chmod(_Changing):
    def __init__(self, call: Call, arguments: Arguments, change: Change) -> None:
        super().__init__(call, arguments)
        self._change_mode = change

    def change_all(self, words: Sequence[str]) -> int:
        for word in words:
            try:
                entry = entry_of(self.call, word)
            except PROBLEMS as error:
                self._cannot_access(word, reason(error))
                continue
            if not self.arguments.has("R"):
                self._change(word, entry)
                continue
            for visit in walk(self.call, word, entry):
                if visit.failed:
                    self.complain(cannot_read(visit))
                elif not visit.is_after:
                    self._change(visit.word, visit.entry)
        return self.status

    def _cannot_access(self, word: str, why: str) -> None:
        is_link = find_entry(self.call, word, follow=False)
        if is_link and why == "No such file or directory":
            self.complain(f"cannot operate on dangling symlink {quote(word)}")
        else:
            self.complain(f"cannot access {quote(word)}: {why}")

    def _change(self, word: str, entry: Entry) -> None:
        if entry.kind is Kind.SYMLINK:
            if self.arguments.has("v"):
                text = f"neither symbolic link {quote(word)} nor referent has been changed"
                self.call.print(text)
            return
        mode = self._change_mode(entry.mode, entry.is_directory)
        try:
            self.call.files.chmod(entry.path, mode)
        except PROBLEMS as error:
            self.complain(f"changing permissions of {quote(word)}: {reason(error)}")
            return
        if self.tells(mode != entry.mode):
            self._tell(word, entry, mode)

    def _tell(self, word: str, entry: Entry, mode: int) -> None:
        new = _mode_text(replace(entry, mode=mode))
        if mode == entry.mode:
            self.call.print(f"mode of {quote(word)} retained as {new}")
            return
        self.call.print(f"mode of {quote(word)} changed from {_mode_text(entry)} to {new}")


def _mode_text(entry: Entry) -> str:
    return f"{raw_mode(entry) & 0o7777:04o} ({entry.mode_text[1:]})"


_LINKS = (
    Option("-h, --no-dereference", "of a link itself"),
    Option("-R, --recursive", "also all that is in directories; of links themselves"),
    Option("--reference=FILE", "as of that file"),
)
CHOWN = Usage(
    "chown",
    "[OPTION]... [OWNER][:[GROUP]] FILE...",
    "Change owners and groups, by name or number.",
    (*_TELLING, *_LINKS),
)
CHGRP = Usage(
    "chgrp",
    "[OPTION]... GROUP FILE...",
    "Change groups, by name or number.",
    (*_TELLING, *_LINKS),
)


class _InvalidOwner(Exception):
    """What was written is no user or group of the container."""


def chown(call: Call, arguments: Arguments) -> int:
    return _chown(call, arguments, is_group=False)


def chgrp(call: Call, arguments: Arguments) -> int:
    return _chown(call, arguments, is_group=True)


def _chown(call: Call, arguments: Arguments, *, is_group: bool) -> int:
    operands = arguments.operands
    reference = arguments.value("reference")
    if not operands:
        raise UnknownUsage("missing operand")
    if reference is not None:
        try:
            entry = entry_of(call, reference)
        except PROBLEMS as error:
            text = f"failed to get attributes of {quote(reference)}: {reason(error)}"
            return call.complain(text)
        owner = _Owner(None if is_group else entry.uid, entry.gid)
        return _Chown(call, arguments, owner, is_group).change_all(operands)
    if len(operands) == 1:
        raise UnknownUsage(f"missing operand after {quote(operands[0])}")
    accounts = Accounts(call.files)
    try:
        text = operands[0]
        owner = _parse_group(text, text, accounts) if is_group else _parse(text, accounts)
    except _InvalidOwner as error:
        return call.complain(str(error))
    return _Chown(call, arguments, owner, is_group).change_all(operands[1:])


@dataclass(frozen=True, slots=True)
class _Owner:
    """What is to be changed; None stays as it is. `user` and `group` are how it was written."""

    uid: int | None
    gid: int | None
    user: str = ""
    group: str = ""


def _parse(text: str, accounts: Accounts) -> _Owner:
    """`USER`, `USER:GROUP`, `:GROUP`, and `USER:`, which brings the user's own group."""
    name, colon, group = text.partition(":")
    uid = gid = None
    if name:
        user = accounts.user(name)
        if user is None and not _is_number(name):
            what = "spec" if colon and not group else "user"
            raise _InvalidOwner(f"invalid {what}: {quote(text)}")
        uid = user[0] if user else int(name)
        if colon and not group:
            if user is None:
                raise _InvalidOwner(f"invalid spec: {quote(text)}")
            gid = user[1]
            return _Owner(uid, gid, name, accounts.group_name(gid))
    if group:
        gid = _parse_group(group, text, accounts).gid
    return _Owner(uid, gid, name, group)


def _parse_group(name: str, text: str, accounts: Accounts) -> _Owner:
    gid = accounts.group(name)
    if gid is None:
        if not _is_number(name):
            raise _InvalidOwner(f"invalid group: {quote(text)}")
        gid = int(name)
    return _Owner(None, gid, group=name)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\+?[0-9]{1,10}", text) is not None and int(text) < (1 << 32) - 1


class _Chown(_Changing):
    def __init__(self, call: Call, arguments: Arguments, owner: _Owner, is_group: bool) -> None:
        super().__init__(call, arguments)
        self._owner = owner
        self._is_group = is_group

    def change_all(self, words: Sequence[str]) -> int:
        itself = self.arguments.has("h", "R")
        for word in words:
            try:
                entry = entry_of(self.call, word, follow=not itself)
            except PROBLEMS as error:
                is_link = find_entry(self.call, word, follow=False) is not None
                leads_nowhere = is_link and isinstance(error, NoSuchPath | LinkLoop)
                what = "cannot dereference" if leads_nowhere else "cannot access"
                self.complain(f"{what} {quote(word)}: {reason(error)}")
                continue
            if not self.arguments.has("R"):
                self._change(word, entry)
                continue
            for visit in walk(self.call, word, entry):
                if visit.failed:
                    self.complain(cannot_read(visit))
                if visit.is_after or not visit.entry.is_directory:
                    self._change(visit.word, visit.entry)
        return self.status

    def _change(self, word: str, entry: Entry) -> None:
        uid = entry.uid if self._owner.uid is None else self._owner.uid
        gid = entry.gid if self._owner.gid is None else self._owner.gid
        try:
            self.call.files.chown(entry.path, uid, gid, follow=False)
        except PROBLEMS as error:
            what = "group" if self._is_group else "ownership"
            self.complain(f"changing {what} of {quote(word)}: {reason(error)}")
            return
        changed = (uid, gid) != (entry.uid, entry.gid)
        if self.tells(changed):
            self._tell(word, (entry.uid, entry.gid), changed)

    def _tell(self, word: str, owner: tuple[int, int], changed: bool) -> None:
        wanted = self._owner
        by_number = wanted.uid is None and _is_number(wanted.group)
        is_group = wanted.gid is not None and (self._is_group or by_number)
        what = "group" if is_group else "ownership"
        identity = self.call.identity
        user = (identity.user_names or {}).get(owner[0], str(owner[0]))
        group = (identity.group_names or {}).get(owner[1], str(owner[1]))
        now = self._as_asked(user, group, is_group)
        if changed:
            new = self._as_asked(wanted.user, wanted.group, is_group)
            self.call.print(f"changed {what} of {quote(word)} from {now} to {new}")
        else:
            text = f"{what} of {quote(word)} retained"
            self.call.print(f"{text} as {now}" if now else text)

    def _as_asked(self, user: str, group: str, is_group: bool) -> str:
        """As much of it as was to be changed."""
        if self._owner.gid is None:
            return user if self._owner.uid is not None else ""
        return group if is_group else f"{user}:{group}"


PROGRAMS = (
    Program(CHMOD, chmod, mode_first),
    Program(CHOWN, chown),
    Program(CHGRP, chgrp),
)
