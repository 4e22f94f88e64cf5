"""A tool's operands: walked as the kernel does, and written as coreutils does.

Beside `Call.path`, which takes `..` by its letters: to a system call `link/..` is the directory
above what the link leads to, and `link/` is what it leads to.
"""

from layerlab.errors import LinkLoop, NoSuchPath, NotADirectory
from layerlab.model import Entry, Kind, LayerPath, parents, shown
from layerlab.overlay.resolving import resolve
from layerlab.runners.files import Files
from layerlab.runners.shell.tool import Call


def real_path(call: Call, word: str, *, follow: bool = True) -> LayerPath:
    """The path without links that an operand stands for; what is absent is kept.

    Raises `NoSuchPath`, `NotADirectory`, `LinkLoop`.
    """
    if not word:
        raise NoSuchPath("", word)
    if not any(part in ("", ".", "..") for part in word.lstrip("/").split("/")):
        return call.files.resolve(call.path(word), follow=follow)
    whole = word if word.startswith("/") else f"{call.working_directory}/{word}"
    try:
        return resolve(call.files.find, LayerPath(whole), follow=follow)
    except NotADirectory as error:
        path = LayerPath(error.path.removeprefix("/"))
        if call.files.find(path) is None:
            raise _missing(call.files, path) from error
        raise


def entry_of(call: Call, word: str, *, follow: bool = True) -> Entry:
    """stat(2) of an operand, lstat(2) without `follow`. Raises as `real_path`."""
    return need(call.files, real_path(call, word, follow=follow))


def find_entry(call: Call, word: str, *, follow: bool = True) -> Entry | None:
    """The same; None where nothing is there, or links lead nowhere."""
    try:
        return entry_of(call, word, follow=follow)
    except (NoSuchPath, NotADirectory, LinkLoop):
        return None


def need(files: Files, real: LayerPath) -> Entry:
    entry = files.find(real)
    if entry is None:
        raise _missing(files, real)
    return entry


def _missing(files: Files, real: LayerPath) -> NoSuchPath | NotADirectory:
    for above in reversed(parents(real)):
        entry = files.find(above)
        if entry is not None:
            if entry.kind is not Kind.DIRECTORY:
                return NotADirectory(shown(real))
            break
    return NoSuchPath("", shown(real))


def is_directory(call: Call, word: str) -> bool:
    """With links followed."""
    entry = find_entry(call, word)
    return entry is not None and entry.is_directory


def is_link_with_slash(call: Call, word: str) -> bool:
    """`LINK/`, which names what the link leads to, but can't be renamed or removed as such."""
    if not word.rstrip("/") or not word.endswith("/"):
        return False
    entry = find_entry(call, word.rstrip("/"), follow=False)
    return entry is not None and entry.kind is Kind.SYMLINK


def base_name(word: str) -> str:
    """The last part of an operand, without slashes at its end; of the root a slash."""
    return word.rstrip("/").rpartition("/")[2] or word[:1]


def below(directory: str, name: str) -> str:
    """How a child of an operand is written."""
    return f"{directory}{name}" if directory.endswith("/") else f"{directory}/{name}"


def new_path(call: Call, word: str) -> LayerPath:
    """Where something new comes to stand: the links of its parents are followed, no last one."""
    return real_path(call, word.rstrip("/") or word, follow=False)


# writing names ----------------------------------------------------------------------------------

_SPECIAL = frozenset('!"$&()*;<=>?[\\^`|')
"""What the shell takes for more than itself, beside blanks and quotes."""
_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r"}


def quote(name: str, *, in_utf8: bool = False) -> str:
    """The name in quotes, as the shell would read it: 'a b', "it's", 'a'$'\\n''b'.

    What can't be printed is escaped, and without `in_utf8` all that is not ASCII.
    Source: gnulib quotearg, shell_escape_always_quoting_style.
    """
    if all(is_printed(char, in_utf8) for char in name):
        if "'" not in name:
            return f"'{name}'"
        if not _SPECIAL & set(name):
            return f'"{name}"'
    text, escaped = "'", False
    for char in name:
        if is_printed(char, in_utf8):
            text += "''" if escaped else ""
            text += "'\\''" if char == "'" else char
            escaped = False
            continue
        text += "" if escaped else "'$'"
        text += "".join(map(_escape, char.encode("utf-8", "surrogateescape")))
        escaped = True
    return text + "'"


def is_printed(char: str, in_utf8: bool) -> bool:
    return " " <= char < "\x7f" or (in_utf8 and char >= "\x7f" and char.isprintable())


def _escape(byte: int) -> str:
    return "\\" + (_ESCAPES.get(byte, f"{byte:03o}"))


def quote_if_needed(name: str, also: str = ":", *, in_utf8: bool = False) -> str:
    """The same where the name is more than one plain word, or has one of `also` in it."""
    is_plain = (
        name not in ("", "{", "}")
        and name[0] not in "#~"
        and not (_SPECIAL | set(" '" + also)) & set(name)
        and all(is_printed(char, in_utf8) for char in name)
    )
    return name if is_plain else quote(name, in_utf8=in_utf8)
