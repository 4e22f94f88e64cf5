"""Builtins about commands: which one a name stands for, and how it is run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.builtins.base import Builtin, flags, number, write
from layerlab.runners.shell.lexer import KEYWORDS
from layerlab.runners.shell.parser import SPECIAL_BUILTINS
from layerlab.runners.shell.programs import DEFAULT_PATH, Kinds
from layerlab.runners.shell.state import Exit
from layerlab.runners.shell.text import inner

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell


def _exec(shell: "Shell", words: Sequence[str]) -> int:
    if len(words) == 1:
        return 0
    shell.state.traps.clear()
    raise Exit(shell.launch(words[1:]))


def _command(shell: "Shell", words: Sequence[str]) -> int:
    given, rest = flags(words[1:], "pvV")
    if not rest:
        return 0
    if "v" in given or "V" in given:
        return max(_describe(shell, word, brief="V" not in given) for word in rest[:1])
    variables = shell.state.variables
    variables.push()
    try:
        if "p" in given:
            variables.set_all([("PATH", DEFAULT_PATH)], temporarily=True)
        if rest[0] in shell.builtins:
            return shell.run_builtin(rest, tested=shell.state.tested, is_special=False)
        return shell.launch(rest)
    finally:
        variables.pop()


def _type(shell: "Shell", words: Sequence[str]) -> int:
    return max((_describe(shell, word, brief=False) for word in words[1:]), default=0)


def _describe(shell: "Shell", name: str, *, brief: bool) -> int:
    brief_text, kind = _known(shell, name)
    if kind:
        write(shell, f"{brief_text}\n" if brief else f"{name} {kind}\n")
        return 0
    if not brief:
        write(shell, f"{name}: not found\n")
    return 127


def _known(shell: "Shell", name: str) -> tuple[str, str]:
    if name in KEYWORDS:
        return name, "is a shell keyword"
    if name in shell.state.functions:
        return name, "is a shell function"
    if name in shell.builtins:
        special = "special " if name in SPECIAL_BUILTINS else ""
        return name, f"is a {special}shell builtin"
    program = shell.find_program(name)
    if program.kind in (Kinds.MISSING, Kinds.DENIED):
        return "", ""
    if program.path is None:
        return name, "is a tool of the built-in shell"
    path = inner("/" + program.path)
    return path, f"is {path}"


def _hash(shell: "Shell", words: Sequence[str]) -> int:
    given, rest = flags(words[1:], "r")
    found = shell.state.found
    if "r" in given:
        found.clear()
    status = 0
    for name in rest:
        found.pop(name, None)
        if shell.find_program(name).kind is Kinds.MISSING:
            shell.complain(f"{name}: not found", "hash")
            status = 1
    if not given and not rest:
        for _, program in sorted(found.items()):
            write(shell, inner(f"/{program[1].path}\n"))
    return status


def _wait(_shell: "Shell", words: Sequence[str]) -> int:
    for word in words[1:]:
        number(word)
    return 127 if words[1:] else 0


BUILTINS = (
    Builtin("exec", "[COMMAND [WORD…]]", "Runs a command instead of the shell.", _exec),
    Builtin(
        "command",
        "[-p] [-v|-V] NAME [WORD…]",
        "Runs a builtin or a program, never a function; -v and -V tell what a name stands for.",
        _command,
    ),
    Builtin("type", "NAME…", "Tells what each name stands for.", _type),
    Builtin("hash", "[-r] [NAME…]", "Shows, looks up or (-r) forgets where programs are.", _hash),
    Builtin("wait", "[PID…]", "Nothing runs in the background, so there is no wait.", _wait),
)
