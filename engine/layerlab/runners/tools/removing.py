"""`rm`: without recursion, however deep a tree is."""

from dataclasses import dataclass, field

from layerlab.errors import DirectoryNotEmpty, IsADirectory, MountInUse, NoSuchPath, NotADirectory
from layerlab.model import Entry, LayerPath
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import ask
from layerlab.runners.tools.kinds import described
from layerlab.runners.tools.paths import (
    base_name,
    below,
    is_link_with_slash,
    need,
    quote,
    real_path,
)
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

RM = Usage(
    "rm",
    "[OPTION]... [FILE]...",
    "Remove files, and with -r directories with all that is in them.",
    (
        Option("-d, --dir", "also empty directories"),
        Option("-f, --force", "say nothing of what is not there, and never ask"),
        Option("-i", "ask before each"),
        Option("-r, -R, --recursive", "directories, and all that is in them"),
        Option("-v, --verbose", "say what is removed"),
        Option("--no-preserve-root", "also / itself"),
        Option("--preserve-root", "never /, as it is"),
    ),
)


def rm(call: Call, arguments: Arguments) -> int:
    if not arguments.operands and not arguments.has("f"):
        raise UnknownUsage("missing operand")
    removing = Removing(
        call,
        recursive=arguments.has("r"),
        also_empty=arguments.has("d"),
        forced=arguments.last("f", "i") == "f",
        asks=arguments.last("f", "i") == "i",
        tells=arguments.has("v"),
        keeps_root=arguments.last("no-preserve-root", "preserve-root") != "no-preserve-root",
    )
    for word in arguments.operands:
        removing.remove(word)
    return removing.status


@dataclass(slots=True)
class _Item:
    """One thing to remove. `opened` tells that what is in it has been dealt with."""

    path: LayerPath
    word: str
    entry: Entry
    opened: bool = False


@dataclass
class Removing:
    """Removes operand by operand. `status` is 1 once anything failed."""

    call: Call
    recursive: bool = False
    also_empty: bool = False
    forced: bool = False
    asks: bool = False
    tells: bool = False
    keeps_root: bool = True
    status: int = 0
    _kept: set[LayerPath] = field(default_factory=set)

    def remove(self, word: str) -> None:
        if self.recursive and self._is_refused(word):
            return
        try:
            path = real_path(self.call, word, follow=False)
            entry = need(self.call.files, path)
        except PROBLEMS as error:
            if not (self.forced and isinstance(error, NoSuchPath | NotADirectory)):
                self._complain(word, reason(error))
            return
        if entry.is_directory and self.recursive and is_link_with_slash(self.call, word):
            self._empty(_Item(path, word, entry))
            return
        if entry.is_directory and self.recursive and not self.asks and not self.tells:
            self._remove_whole(_Item(path, word, entry))
            return
        self._remove_tree(_Item(path, word, entry))

    def _empty(self, item: _Item) -> None:
        """`rm -r LINK/` removes what is in the directory, and then fails."""
        for child in self._opened(item)[:0:-1]:
            self._remove_tree(child)
        self._complain(item.word, "Not a directory")

    def _is_refused(self, word: str) -> bool:
        if base_name(word) in (".", ".."):
            text = f"refusing to remove '.' or '..' directory: skipping {quote(word)}"
            self.status = self.call.complain(text)
            return True
        if not word.strip("/") and word and self.keeps_root:
            self.call.complain("it is dangerous to operate recursively on '/'")
            self.status = self.call.complain("use --no-preserve-root to override this failsafe")
            return True
        return False

    def _remove_whole(self, item: _Item) -> None:
        """In one call; where something in it is mounted, one by one, so that the rest goes."""
        try:
            if item.path:
                self.call.files.remove(item.path, recursive=True)
                return
        except MountInUse:
            pass
        except PROBLEMS as error:
            self._complain(item.word, reason(error))
            return
        self._remove_tree(item)

    def _remove_tree(self, item: _Item) -> None:
        waiting = [item]
        while waiting:
            self.call.meter.tick()
            item = waiting.pop()
            if not item.entry.is_directory or item.opened:
                self._remove_one(item)
                continue
            waiting += self._opened(item)

    def _opened(self, item: _Item) -> list[_Item]:
        """A directory's children, and itself below them."""
        names = self.call.files.names(item.path)
        if not self.recursive and not (self.also_empty and not names):
            refused = DirectoryNotEmpty if self.also_empty else IsADirectory
            self._complain(item.word, reason(refused(item.word)))
            return []
        if (
            names
            and self.asks
            and not ask(self.call, f"descend into directory {quote(item.word)}?")
        ):
            self._keep(item.path)
            return []
        item.opened = True
        children = []
        for path in reversed(names):
            word = below(item.word, path.rpartition("/")[2])
            children.append(_Item(path, word, need(self.call.files, path)))
        return [item, *children]

    def _remove_one(self, item: _Item) -> None:
        what = described(item.entry)
        if item.path in self._kept:
            self._keep(item.path)
            return
        if self.asks and not ask(self.call, f"remove {what} {quote(item.word)}?"):
            self._keep(item.path)
            return
        try:
            self.call.files.remove(item.path)
        except PROBLEMS as error:
            self._keep(item.path)
            self._complain(item.word, reason(error))
            return
        if self.tells:
            kind = "directory " if item.entry.is_directory else ""
            self.call.print(f"removed {kind}{quote(item.word)}")

    def _keep(self, path: LayerPath) -> None:
        """What something was left in is not tried, and not complained of."""
        self._kept.add(LayerPath(path.rpartition("/")[0]))

    def _complain(self, word: str, why: str) -> None:
        self.status = self.call.complain(f"cannot remove {quote(word)}: {why}")


PROGRAMS = (Program(RM, rm),)
