"""`cp`, and what its options make of the rules of copying."""

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.copying import Copying, CopyRules, Existing, Follow
from layerlab.runners.tools.destinations import NoDestination, destinations
from layerlab.runners.tools.paths import below, find_entry, new_path, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

ALL_KEPT = frozenset(("mode", "ownership", "timestamps", "links", "xattr"))
_KNOWN = (*sorted(ALL_KEPT), "all")
_BY_DEFAULT = ("mode", "ownership", "timestamps")

CP = Usage(
    "cp",
    "[OPTION]... SOURCE... DESTINATION",
    "Copy files, and with -r directories with all that is in them.",
    (
        Option("-a, --archive", "as -dR --preserve=all"),
        Option("-d", "as --no-dereference --preserve=links"),
        Option("-f, --force", "replace what can't be overwritten"),
        Option("-H", "follow links that are operands"),
        Option("-i, --interactive", "ask before something is overwritten"),
        Option("-l, --link", "hard links, no copies"),
        Option("-L, --dereference", "follow all links of the source"),
        Option("-n, --no-clobber", "overwrite nothing"),
        Option("-P, --no-dereference", "copy links as links"),
        Option("-p", "as --preserve=mode,ownership,timestamps"),
        Option("--preserve[=LIST]", "keep these: " + ", ".join(_KNOWN)),
        Option("--no-preserve=LIST", "do not keep these"),
        Option("--parents", "with the directories of the source's name"),
        Option("-R, -r, --recursive", "directories, and all that is in them"),
        Option("--remove-destination", "remove what is there before it is overwritten"),
        Option("-s, --symbolic-link", "symbolic links, no copies"),
        Option("-t, --target-directory=DIRECTORY", "all into that directory"),
        Option("-T, --no-target-directory", "the last operand is the copy's name in any case"),
        Option("-u, --update", "only what is newer than what is there"),
        Option("-v, --verbose", "say what is copied"),
    ),
    notes=("Devices are not made. A FIFO is copied with -R alone.",),
)


def cp(call: Call, arguments: Arguments) -> int:
    rules = _rules(arguments)
    try:
        found = destinations(call, arguments)
    except NoDestination as error:
        return call.complain(str(error))
    copying = Copying(call, rules)
    if arguments.has("parents"):
        if not found.is_directory:
            raise UnknownUsage("with --parents, the destination must be a directory")
        for word in found.sources:
            target = below(found.target, word.strip("/"))
            if _make_parents(call, found.target, word, copying):
                copying.copy(word, target)
        return copying.status
    for word, target in found.pairs():
        copying.copy(word, target)
    return copying.status


def _rules(arguments: Arguments) -> CopyRules:
    follow = {"P": Follow.NEVER, "d": Follow.NEVER, "a": Follow.NEVER}
    follow |= {"H": Follow.OPERANDS, "L": Follow.ALWAYS}
    is_recursive = arguments.has("R", "a")
    makes_links = arguments.last("l", "s")
    by_default = Follow.NEVER if is_recursive or makes_links == "l" else Follow.ALWAYS
    existing = {"n": Existing.SKIP, "i": Existing.ASK}
    return CopyRules(
        recursive=is_recursive,
        follow=follow.get(arguments.last("P", "d", "a", "H", "L"), by_default),
        kept=_kept(arguments),
        existing=existing.get(arguments.last("n", "i"), Existing.OVERWRITE),
        updates=arguments.has("u"),
        removes_first=arguments.has("remove-destination")
        or (arguments.has("f") and bool(makes_links)),
        makes_links={"l": "hard", "s": "symbolic"}.get(makes_links, ""),
        tells=arguments.has("v"),
    )


def _kept(arguments: Arguments) -> frozenset[str]:
    kept: set[str] = set()
    for key, value in arguments.given:
        if key == "a":
            kept |= ALL_KEPT
        elif key == "d":
            kept.add("links")
        elif key == "p":
            kept.update(_BY_DEFAULT)
        elif key in ("preserve", "no-preserve"):
            names = _listed(value, key) if value else _BY_DEFAULT
            kept = kept | set(names) if key == "preserve" else kept - set(names)
    return frozenset(kept)


def _listed(value: str, key: str) -> list[str]:
    names: list[str] = []
    for name in value.split(","):
        if name not in _KNOWN:
            raise UnknownUsage(f"invalid argument {quote(name)} for '--{key}'")
        names += ALL_KEPT if name == "all" else (name,)
    return names


def _make_parents(call: Call, directory: str, word: str, copying: Copying) -> bool:
    """The directories of `word` below `directory`, as they are where it comes from."""
    source = "/" if word.startswith("/") else ""
    for part in word.strip("/").split("/")[:-1]:
        source = f"{source}{part}"
        target = below(directory, source.strip("/"))
        entry, there = find_entry(call, source), find_entry(call, target)
        if there is None and entry is not None:
            try:
                call.files.make_directory(new_path(call, target), entry.mode & ~call.umask)
            except PROBLEMS as error:
                copying.status = call.complain(
                    f"cannot make directory {quote(target)}: {reason(error)}"
                )
                return False
            if copying.rules.tells:
                call.print(f"{source} -> {target}")
        source += "/"
    return True


PROGRAMS = (Program(CP, cp),)
