"""Copying trees within `Files`: what `cp` does, `mv` from mount to mount, and `install`.

Without recursion, and a file at a time, so that neither depth nor size takes memory.
"""

import stat
from dataclasses import dataclass, field
from enum import Enum

from layerlab.errors import CrossesMounts, NoSuchPath, NotADirectory
from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import ask, copy_bytes
from layerlab.runners.tools.paths import below, need, new_path, quote, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason


class Follow(Enum):
    """Which symbolic links of the source are followed: `-P`, `-H`, `-L`."""

    NEVER = "never"
    OPERANDS = "operands"
    ALWAYS = "always"


class Existing(Enum):
    """What becomes of a file that is there."""

    OVERWRITE = "overwrite"
    ASK = "ask"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class CopyRules:
    """`kept` are the attributes that a copy takes over, by the names of `cp --preserve`.

    `makes_links` is "hard" or "symbolic" where no copies are made. `removes_first`: what is there
    goes, and is not written over. `moves`: what is told is told as mv does.
    """

    recursive: bool = False
    follow: Follow = Follow.ALWAYS
    kept: frozenset[str] = frozenset()
    existing: Existing = Existing.OVERWRITE
    updates: bool = False
    removes_first: bool = False
    makes_links: str = ""
    tells: bool = False
    moves: bool = False


@dataclass(slots=True)
class _Item:
    """One thing to copy; `is_done` tells that what is in the directory has been copied."""

    source: LayerPath
    word: str
    target: str
    entry: Entry
    is_operand: bool = False
    is_done: bool = False
    mode: int = 0


@dataclass
class Copying:
    """Copies operand by operand. `status` is 1 once anything failed."""

    call: Call
    rules: CopyRules
    status: int = 0
    _first_names: dict[object, LayerPath] = field(default_factory=dict)
    _made: set[LayerPath] = field(default_factory=set)
    _operands: set[LayerPath] = field(default_factory=set)
    _operand: tuple[str, str] = ("", "")

    def copy(self, word: str, target: str) -> None:
        """One operand to its place, both as they are written."""
        try:
            entry = self._source(word, self.rules.follow is not Follow.NEVER)
        except PROBLEMS as error:
            self._complain(f"cannot stat {quote(word)}: {reason(error)}")
            return
        if entry.path in self._operands:
            kind = "directory" if entry.is_directory else "file"
            self.call.complain(f"warning: source {kind} {quote(word)} specified more than once")
            return
        self._operands.add(entry.path)
        self._operand = (word, target)
        if entry.is_directory and not self.rules.recursive:
            self._complain(f"-r not specified; omitting directory {quote(word)}")
            return
        waiting = [_Item(entry.path, word, target, entry, is_operand=True)]
        while waiting:
            self.call.meter.tick()
            item = waiting.pop()
            try:
                waiting += self._copy_one(item)
            except _Refused as refusal:
                self._complain(str(refusal))

    def _source(self, word: str, follow: bool) -> Entry:
        return need(self.call.files, real_path(self.call, word, follow=follow))

    def _complain(self, text: str) -> None:
        self.status = self.call.complain(text)

    # one thing ------------------------------------------------------------------------------------

    def _copy_one(self, item: _Item) -> list[_Item]:
        if item.is_done:
            self._finish_directory(item)
            return []
        there = self._there(item)
        if there is not None and self._is_left(item, there):
            return []
        if item.entry.is_directory:
            return self._copy_directory(item, there)
        if self._links_again(item, there):
            return []
        if self.rules.makes_links:
            self._make_link(item, there)
        elif item.entry.kind is Kind.SYMLINK:
            self._copy_link(item, there)
        elif item.entry.kind is Kind.FILE or self._is_read(item):
            self._copy_file(item, there)
        elif item.entry.kind is Kind.FIFO:
            self._copy_fifo(item, there)
        else:
            text = f"cannot create special file {quote(item.target)}: Operation not permitted"
            raise _Refused(text)
        return []

    def _there(self, item: _Item) -> Entry | None:
        """What stands at the target; through a link where the copy is written through it."""
        is_file = item.entry.kind is Kind.FILE or self._is_read(item)
        is_written = is_file and not self.rules.makes_links and not self.rules.removes_first
        try:
            path = real_path(self.call, item.target, follow=False)
            there = self.call.files.find(path)
            if there is None or there.kind is not Kind.SYMLINK or not is_written:
                return there
            led_to = self.call.files.find(self.call.files.resolve(path))
        except NoSuchPath:
            return None
        except NotADirectory as error:
            if item.target.endswith("/"):
                text = f"cannot stat {quote(item.target)}: {reason(error)}"
                raise _Refused(text) from error
            return None
        except PROBLEMS as error:
            raise _Refused(f"cannot stat {quote(item.target)}: {reason(error)}") from error
        if led_to is None:
            raise _Refused(f"not writing through dangling symlink {quote(item.target)}")
        return led_to

    def _is_left(self, item: _Item, there: Entry) -> bool:
        """Whether what is there stays. Refuses what can't be replaced."""
        target, word = quote(item.target), quote(item.word)
        if self._is_same(item, there):
            if item.entry.is_directory and not item.is_operand:
                return False
            if self.rules.makes_links:
                return True
            raise _Refused(
                f"cannot copy a directory, {word}, into itself, {target}"
                if item.entry.is_directory
                else f"{word} and {target} are the same file"
            )
        if item.entry.is_directory and not there.is_directory:
            raise _Refused(f"cannot overwrite non-directory {target} with directory {word}")
        if item.entry.is_directory:
            return False
        if self.rules.existing is Existing.SKIP:
            return True
        if self.rules.updates and there.mtime_ns >= item.entry.mtime_ns:
            return True
        if there.is_directory:
            raise _Refused(f"cannot overwrite directory {target} with non-directory")
        if there.path in self._made:
            raise _Refused(f"will not overwrite just-created {target} with {word}")
        question = f"overwrite {target}?"
        return self.rules.existing is Existing.ASK and not ask(self.call, question)

    def _is_same(self, item: _Item, there: Entry) -> bool:
        if there.path == item.source:
            return True
        if there.kind is not item.entry.kind or there.is_directory:
            return False
        identity = self.call.files.identity
        same = identity(there.path)[0] == identity(item.source)[0]
        return same and not self.rules.removes_first

    # kinds ----------------------------------------------------------------------------------------

    def _copy_directory(self, item: _Item, there: Entry | None) -> list[_Item]:
        files = self.call.files
        path = self._new(item, "create directory")
        if item.source in self._made:
            word, target = map(quote, self._operand)
            raise _Refused(f"cannot copy a directory, {word}, into itself, {target}")
        if there is None:
            mode = (
                item.entry.mode
                if "mode" in self.rules.kept
                else (item.entry.mode & ~self.call.umask)
            )
            try:
                files.make_directory(path, mode | 0o700)
            except PROBLEMS as error:
                text = f"cannot create directory {quote(item.target)}: {reason(error)}"
                raise _Refused(text) from error
            item.mode = mode
            self._made.add(path)
            self._tell(item)
        item.is_done = True
        children = []
        for child in reversed(files.names(item.source)):
            name = child.rpartition("/")[2]
            word = below(item.word, name)
            follow = self.rules.follow is Follow.ALWAYS
            try:
                entry = need(files, files.resolve(child, follow=follow))
            except PROBLEMS as error:
                self._complain(f"cannot stat {quote(word)}: {reason(error)}")
                continue
            children.append(_Item(entry.path, word, below(item.target, name), entry))
        return [item, *children]

    def _finish_directory(self, item: _Item) -> None:
        path = new_path(self.call, item.target)
        if path in self._made or "mode" in self.rules.kept or "timestamps" in self.rules.kept:
            inherited = need(self.call.files, path).mode & stat.S_ISGID
            self._dress(item, path, item.mode | inherited if path in self._made else None)

    def _copy_file(self, item: _Item, there: Entry | None) -> None:
        files = self.call.files
        mode = item.entry.mode
        if "mode" not in self.rules.kept:
            mode &= 0o777 & ~self.call.umask
        path = self._new(item, "create regular file")
        try:
            if there is not None and self.rules.removes_first:
                self._make_way(item, path)
                there = None
            with files.open(item.source) as source:
                place = path if there is None else there.path
                with files.open_to_write(place, Opening.TRUNCATE, mode) as sink:
                    self._tell(item)
                    copy_bytes(self.call, source, sink)
        except PROBLEMS as error:
            text = f"cannot create regular file {quote(item.target)}: {reason(error)}"
            raise _Refused(text) from error
        self._made.add(place)
        self._dress(item, place)

    def _copy_link(self, item: _Item, there: Entry | None) -> None:
        path = self._new(item, "create symbolic link")
        try:
            if there is not None:
                self._make_way(item, path)
            self.call.files.symlink(path, item.entry.link)
        except PROBLEMS as error:
            text = f"cannot create symbolic link {quote(item.target)}: {reason(error)}"
            raise _Refused(text) from error
        self._made.add(path)
        self._tell(item)
        self._dress(item, path)

    def _is_read(self, item: _Item) -> bool:
        """A device is copied as what is in it, but where the tree is copied as it is."""
        return item.entry.kind is Kind.CHAR_DEVICE and not self.rules.recursive

    def _copy_fifo(self, item: _Item, there: Entry | None) -> None:
        if not self.rules.recursive:
            raise _Refused(f"{quote(item.word)} has no end: -R makes a FIFO as it is")
        path = self._new(item, "create fifo")
        try:
            if there is not None:
                self._make_way(item, path)
            self.call.files.make_fifo(path, item.entry.mode & ~self.call.umask)
        except PROBLEMS as error:
            text = f"cannot create fifo {quote(item.target)}: {reason(error)}"
            raise _Refused(text) from error
        self._made.add(path)
        self._tell(item)
        self._dress(item, path)

    def _links_again(self, item: _Item, there: Entry | None) -> bool:
        """Another name of a file that has been copied becomes a name of the copy."""
        if "links" not in self.rules.kept:
            return False
        identity, _ = self.call.files.identity(item.source)
        path = self._new(item, "create hard link")
        if identity not in self._first_names:
            self._first_names[identity] = path
            return False
        self._link(item, there, self._first_names[identity])
        return True

    def _make_link(self, item: _Item, there: Entry | None) -> None:
        """`cp -l` and `cp -s`."""
        if self.rules.makes_links == "hard":
            self._link(item, there, item.source)
            return
        path = self._new(item, "create symbolic link")
        above = path.rpartition("/")[0]
        if not item.word.startswith("/") and above != self.call.working_directory:
            text = "can make relative symbolic links only in current directory"
            raise _Refused(f"{quote(item.target)}: {text}".replace("'", "", 2))
        try:
            if there is not None and self.rules.removes_first:
                self.call.files.remove(path)
            self.call.files.symlink(path, item.word)
        except PROBLEMS as error:
            text = f"cannot create symbolic link {quote(item.target)} to {quote(item.word)}"
            raise _Refused(f"{text}: {reason(error)}") from error
        self._tell(item)

    def _link(self, item: _Item, there: Entry | None, first: LayerPath) -> None:
        path = self._new(item, "create hard link")
        try:
            if there is not None and (self.rules.removes_first or not self.rules.makes_links):
                self.call.files.remove(path)
            self.call.files.link(path, first)
        except CrossesMounts:
            self._copy_file(item, None)
            return
        except PROBLEMS as error:
            text = f"cannot create hard link {quote(item.target)} to {quote(item.word)}"
            raise _Refused(f"{text}: {reason(error)}") from error
        self._made.add(path)
        if not self.rules.moves:
            self._tell(item)

    # all kinds ------------------------------------------------------------------------------------

    def _new(self, item: _Item, what: str) -> LayerPath:
        try:
            if item.target.endswith("/") and not item.entry.is_directory:
                raise NotADirectory(item.target)
            return new_path(self.call, item.target)
        except PROBLEMS as error:
            raise _Refused(f"cannot {what} {quote(item.target)}: {reason(error)}") from error

    def _make_way(self, item: _Item, path: LayerPath) -> None:
        self.call.files.remove(path)
        if self.rules.tells:
            self.call.print(f"removed {quote(item.target)}")

    def _dress(self, item: _Item, path: LayerPath, mode: int | None = None) -> None:
        files, kept, entry = self.call.files, self.rules.kept, item.entry
        if "ownership" in kept:
            files.chown(path, entry.uid, entry.gid, follow=False)
        if "mode" in kept:
            mode = entry.mode
        if mode is not None and entry.kind is not Kind.SYMLINK:
            files.chmod(path, mode)
        if "xattr" in kept and entry.kind is not Kind.SYMLINK:
            for name, value in entry.xattrs.items():
                files.set_xattr(path, name, value)
        if "timestamps" in kept:
            files.set_time(path, entry.mtime_ns, follow=False)

    def _tell(self, item: _Item) -> None:
        """As cp does, or as mv does that has to copy."""
        if not self.rules.tells:
            return
        if self.rules.moves and item.entry.is_directory:
            self.call.print(f"created directory {quote(item.target)}")
            return
        head = "copied " if self.rules.moves else ""
        self.call.print(f"{head}{quote(item.word)} -> {quote(item.target)}")


class _Refused(Exception):
    """One thing is not copied; the text says why, and the rest goes on."""
