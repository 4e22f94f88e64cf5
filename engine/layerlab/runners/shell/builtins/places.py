"""Where a shell is and what it makes files with: `cd`, `pwd`, `umask`; and `trap`."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.model import LayerPath
from layerlab.runners.permitted import EXECUTE, may
from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault, flags, quoted, write
from layerlab.runners.shell.text import absolute, inner
from layerlab.runners.tools.reasons import PROBLEMS

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

_SIGNALS = """
EXIT HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP
TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS
"""
SIGNALS = dict(enumerate(_SIGNALS.split()))
"""By number, as Linux has them."""

_CLAUSE = re.compile(r"([ugoa]*)([-+=])([rwx]*)")
_WHO = {"u": 0o700, "g": 0o070, "o": 0o007, "a": 0o777}
_WHAT = {"r": 0o444, "w": 0o222, "x": 0o111}


def _cd(shell: "Shell", words: Sequence[str]) -> int:
    given, rest = flags(words[1:], "LP")
    variables = shell.state.variables
    shows = False
    if not rest:
        word = variables.get("HOME") or ""
    elif rest[0] == "-":
        word, shows = variables.get("OLDPWD") or "", True
    else:
        word = rest[0]
    for place, is_shown in _places(shell, word):
        path = _directory(shell, place, physical=given.endswith("P"))
        if path is not None:
            _move(shell, path)
            if shows or is_shown:
                write(shell, f"{shell.state.directory}\n")
            return 0
    raise BuiltinFault(f"can't cd to {word}")


def _places(shell: "Shell", word: str) -> list[tuple[str, bool]]:
    """Where a word may lead, by `$CDPATH`; and whether that is then printed."""
    first = word.split("/", 1)[0]
    if not word:
        return [(shell.state.directory, False)]
    if first in ("", ".", ".."):
        return [(word, False)]
    search = shell.state.variables.get("CDPATH") or ""
    places = (
        [(f"{place or '.'}/{word}", bool(place)) for place in search.split(":")] if search else []
    )
    return [*places, (word, False)]


def _directory(shell: "Shell", word: str, *, physical: bool) -> LayerPath | None:
    files = shell.files
    path = absolute(shell.state.directory, word)
    try:
        real = files.resolve(path)
        entry = files.find(real)
    except PROBLEMS:
        return None
    if entry is None or not entry.is_directory or not may(shell.world.identity, entry, EXECUTE):
        return None
    return real if physical else path


def _move(shell: "Shell", path: LayerPath) -> None:
    state = shell.state
    state.variables.set("OLDPWD", state.directory)
    state.directory = inner("/" + path)
    state.variables.set("PWD", state.directory)


def _pwd(shell: "Shell", words: Sequence[str]) -> int:
    given, _ = flags(words[1:], "LP")
    directory = shell.state.directory
    if given.endswith("P"):
        directory = inner("/" + shell.files.resolve(absolute(directory, ".")))
    write(shell, f"{directory}\n")
    return 0


def _umask(shell: "Shell", words: Sequence[str]) -> int:
    given, rest = flags(words[1:], "S")
    state = shell.state
    if not rest:
        write(shell, _symbolic(state.umask) if given else f"{state.umask:04o}\n")
    elif re.fullmatch(r"[0-7]{1,4}", rest[0]):
        state.umask = int(rest[0], 8) & 0o777
    elif rest[0][:1].isdigit():
        raise BuiltinFault(f"Illegal number: {rest[0]}")
    else:
        state.umask = _changed(state.umask, rest[0])
    return 0


def _symbolic(umask: int) -> str:
    parts = []
    for who, mask in list(_WHO.items())[:3]:
        letters = "".join(letter for letter, bits in _WHAT.items() if ~umask & mask & bits)
        parts.append(f"{who}={letters}")
    return ",".join(parts) + "\n"


def _changed(umask: int, text: str) -> int:
    """By `u=rwx,go-w`: what is allowed, not what is masked."""
    allowed = ~umask & 0o777
    for clause in text.split(","):
        match = _CLAUSE.fullmatch(clause)
        if not match:
            raise BuiltinFault(f"Illegal mode: {text}")
        who, operator, what = match.groups()
        mask = 0
        for letter in who or "a":
            mask |= _WHO[letter]
        bits = sum(_WHAT[letter] for letter in set(what)) & mask
        if operator == "=":
            allowed = allowed & ~mask | bits
        else:
            allowed = allowed | bits if operator == "+" else allowed & ~bits
    return ~allowed & 0o777


def _trap(shell: "Shell", words: Sequence[str]) -> int:
    traps = shell.state.traps
    rest = list(words[1:])
    if rest[:1] == ["--"]:
        rest.pop(0)
    if not rest:
        for name in SIGNALS.values():
            if name in traps:
                write(shell, f"trap -- {quoted(traps[name])} {name}\n")
        return 0
    only_signals = len(rest) == 1 or (rest[0].isdigit() and bool(_signal(rest[0])))
    action = None if only_signals else rest.pop(0)
    for word in rest:
        name = _signal(word)
        if not name:
            shell.say(f"trap: {word}: bad trap\n")
            return 1
        if action is None or action == "-":
            traps.pop(name, None)
        else:
            traps[name] = action
    return 0


def _signal(word: str) -> str:
    if word.isdigit():
        return SIGNALS.get(int(word[:4]), "")
    name = word.upper()
    return name if name in SIGNALS.values() else ""


BUILTINS = (
    Builtin("cd", "[-L|-P] [DIRECTORY|-]", "Goes to a directory; $HOME without one.", _cd),
    Builtin("pwd", "[-L|-P]", "Prints the directory.", _pwd, is_utility=True),
    Builtin("umask", "[-S] [MODE]", "Shows or sets which permissions new files lack.", _umask),
    Builtin(
        "trap",
        "[COMMANDS SIGNAL…]",
        "Runs commands when the shell ends (EXIT). Other signals never come.",
        _trap,
    ),
)
