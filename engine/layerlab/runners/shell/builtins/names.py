"""Builtins for variables, parameters and options."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.builtins.base import (
    Builtin,
    BuiltinFault,
    flags,
    named,
    number,
    quoted,
    write,
)
from layerlab.runners.shell.settings import UnknownOption, set_options
from layerlab.runners.shell.state import OPTIONS

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell


def _marking(mark: str) -> Callable[["Shell", Sequence[str]], int]:
    """`export` and `readonly`."""

    def run(shell: "Shell", words: Sequence[str]) -> int:
        _, rest = flags(words[1:], "p")
        variables = shell.state.variables
        for word in rest:
            name, equals, value = word.partition("=")
            named(name)
            if equals:
                variables.set(name, value)
            if mark == "export":
                variables.export(name)
            else:
                variables.make_readonly(name)
        if not rest:
            _list(shell, mark)
        return 0

    return run


def _list(shell: "Shell", mark: str) -> None:
    for name in shell.state.variables.names():
        variable = shell.state.variables.look(name)
        if variable.is_exported if mark == "export" else variable.is_readonly:
            value = "" if variable.value is None else f"={quoted(variable.value)}"
            write(shell, f"{mark} {name}{value}\n")


def _local(shell: "Shell", words: Sequence[str]) -> int:
    if not shell.state.calls:
        raise BuiltinFault("not in a function")
    variables = shell.state.variables
    for word in words[1:]:
        name, equals, value = word.partition("=")
        variables.make_local(named(name), in_function=True)
        if equals:
            variables.set(name, value)
    return 0


def _unset(shell: "Shell", words: Sequence[str]) -> int:
    given, rest = flags(words[1:], "fv")
    for word in rest:
        if given.endswith("f"):
            shell.state.functions.pop(word, None)
        else:
            shell.state.variables.unset(named(word))
    return 0


def _shift(shell: "Shell", words: Sequence[str]) -> int:
    count = number(words[1]) if len(words) > 1 else 1
    if count > len(shell.state.parameters):
        raise BuiltinFault("can't shift that many")
    del shell.state.parameters[:count]
    return 0


def _set(shell: "Shell", words: Sequence[str]) -> int:
    state = shell.state
    if len(words) == 1:
        for name in state.variables.names():
            value = state.variables.get(name)
            if value is not None:
                write(shell, f"{name}={quoted(value)}\n")
        return 0
    if list(words[1:]) in (["-o"], ["+o"]):
        _list_options(shell, as_commands=words[1] == "+o")
        return 0
    try:
        rest, _ = set_options(state, words[1:])
    except UnknownOption as error:
        raise BuiltinFault(str(error)) from None
    if rest or "--" in words:
        state.parameters = list(rest)
    return 0


def _list_options(shell: "Shell", *, as_commands: bool) -> None:
    if not as_commands:
        write(shell, "Current option settings\n")
    for name in OPTIONS:
        is_on = shell.state.has(name)
        if as_commands:
            write(shell, f"set {'-' if is_on else '+'}o {name}\n")
        else:
            write(shell, f"{name:16}{'on' if is_on else 'off'}\n")


BUILTINS = (
    Builtin(
        "export",
        "[-p] [NAME[=VALUE]…]",
        "Gives variables to programs; lists those given.",
        _marking("export"),
    ),
    Builtin(
        "readonly",
        "[-p] [NAME[=VALUE]…]",
        "Keeps variables as they are; lists those kept.",
        _marking("readonly"),
    ),
    Builtin("local", "NAME[=VALUE]…", "Gives a function its own variables.", _local),
    Builtin("unset", "[-v|-f] NAME…", "Takes variables, or (-f) functions, away.", _unset),
    Builtin("shift", "[N]", "Takes the first N positional parameters away.", _shift),
    Builtin(
        "set",
        "[-aefnuxC] [-o NAME] [--] [WORD…]",
        "Sets options (pipefail is one of -o) and positional parameters; lists variables.",
        _set,
    ),
)
