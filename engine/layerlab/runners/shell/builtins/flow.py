"""Builtins that lead elsewhere: loops, functions, other scripts, other commands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault, number
from layerlab.runners.shell.sh import read_script
from layerlab.runners.shell.state import Exit, Jump, Return
from layerlab.runners.shell.text import absolute
from layerlab.runners.tools.reasons import PROBLEMS

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell


def _true(_shell: "Shell", _words: Sequence[str]) -> int:
    return 0


def _false(_shell: "Shell", _words: Sequence[str]) -> int:
    return 1


def _jump(shell: "Shell", words: Sequence[str]) -> int:
    levels = number(words[1]) if len(words) > 1 else 1
    if not levels:
        raise BuiltinFault(f"Illegal number: {words[1]}")
    levels = min(levels, shell.state.loops)
    if levels:
        raise Jump(levels, again=words[0] == "continue")
    return 0


def _status(shell: "Shell", words: Sequence[str]) -> int:
    return number(words[1]) & 0xFF if len(words) > 1 else shell.state.status


def _exit(shell: "Shell", words: Sequence[str]) -> int:
    raise Exit(_status(shell, words))


def _return(shell: "Shell", words: Sequence[str]) -> int:
    raise Return(_status(shell, words))


def _eval(shell: "Shell", words: Sequence[str]) -> int:
    return shell.run_text(" ".join(words[1:]), tested=shell.state.tested, label="eval")


def _dot(shell: "Shell", words: Sequence[str]) -> int:
    if len(words) < 2:
        return 0
    text = _sourced(shell, words[1])
    line = shell.state.line
    try:
        return shell.run_text(text)
    except Return as end:
        return end.status
    finally:
        shell.state.line = line


def _sourced(shell: "Shell", word: str) -> str:
    places = [word]
    if "/" not in word:
        search = shell.state.variables.get("PATH") or ""
        places = [f"{place or '.'}/{word}" for place in search.split(":")]
    for place in places:
        try:
            return read_script(shell, absolute(shell.state.directory, place))
        except PROBLEMS:
            continue
    if "/" in word:
        raise BuiltinFault(f"cannot open {word}: No such file")
    raise BuiltinFault(f"{word}: not found")


BUILTINS = (
    Builtin(":", "[WORD…]", "Does nothing; the words are expanded.", _true),
    Builtin("true", "", "Does nothing, successfully.", _true, is_utility=True),
    Builtin("false", "", "Does nothing, unsuccessfully.", _false, is_utility=True),
    Builtin("break", "[N]", "Leaves the loop, or N loops.", _jump),
    Builtin("continue", "[N]", "Goes on with the next turn of the loop, or of the Nth.", _jump),
    Builtin("exit", "[STATUS]", "Ends the shell.", _exit),
    Builtin("return", "[STATUS]", "Ends a function or a script run by `.`.", _return),
    Builtin("eval", "[WORD…]", "Runs the words as a script.", _eval),
    Builtin(".", "FILE", "Runs a file's commands in this shell; sought in $PATH.", _dot),
)
