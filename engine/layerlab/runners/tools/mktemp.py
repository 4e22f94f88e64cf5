"""`mktemp`: a file or directory under a name that nothing has."""

import re
import secrets
import string

from layerlab.errors import AlreadyExists
from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import below, new_path, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

_LETTERS = string.ascii_letters + string.digits
_TRIES = 100
MKTEMP = Usage(
    "mktemp",
    "[OPTION]... [TEMPLATE]",
    "Make a file that nobody else has, and print its name; Xs of TEMPLATE become other letters.",
    (
        Option("-d, --directory", "a directory"),
        Option("-p=DIRECTORY", "in that directory"),
        Option("--tmpdir[=DIRECTORY]", "in that directory, or $TMPDIR, or /tmp"),
        Option("-q, --quiet", "say nothing of errors"),
        Option("--suffix=SUFFIX", "behind the template"),
        Option("-t", "a template for $TMPDIR or /tmp"),
        Option("-u, --dry-run", "a name alone"),
    ),
)


def mktemp(call: Call, arguments: Arguments) -> int:
    if len(arguments.operands) > 1:
        raise UnknownUsage("too many templates")
    template = arguments.operands[0] if arguments.operands else "tmp.XXXXXXXXXX"
    whole = template + (arguments.value("suffix") or "")
    match = re.fullmatch(r"(.*?)(X{3,})([^X/]*)", whole, re.DOTALL)
    if not match:
        return call.complain(f"too few X's in template {quote(template)}")
    directory = _directory(call, arguments)
    head, letters, tail = match.groups()
    shown = below(directory, whole) if directory else whole
    kind = "directory" if arguments.has("d") else "file"
    try:
        for _ in range(_TRIES):
            name = head + "".join(secrets.choice(_LETTERS) for _ in letters) + tail
            word = below(directory, name) if directory else name
            if _make(call, arguments, word):
                call.print(word)
                return 0
    except PROBLEMS as error:
        if arguments.has("q"):
            return 1
        text = f"failed to create {kind} via template {quote(shown)}: {reason(error)}"
        return call.complain(text)
    return call.complain(f"failed to create {kind} via template {quote(shown)}: File exists")


def _directory(call: Call, arguments: Arguments) -> str:
    if arguments.operands and not arguments.has("p", "t", "tmpdir"):
        return ""
    usual = call.environment.get("TMPDIR") or "/tmp"
    if arguments.has("t"):
        return usual
    return arguments.value(arguments.last("p", "tmpdir")) or usual


def _make(call: Call, arguments: Arguments, word: str) -> bool:
    """Whether the name was free."""
    path = new_path(call, word)
    if arguments.has("u"):
        return call.files.find(path) is None
    try:
        if arguments.has("d"):
            call.files.make_directory(path, 0o700)
        else:
            call.files.open_to_write(path, Opening.EXCLUSIVE, 0o600).close()
    except AlreadyExists:
        return False
    return True


PROGRAMS = (Program(MKTEMP, mktemp),)
