"""Simple commands: words, redirections, assignments, and then what the first word names.

Spec: POSIX.1-2024 XCU 2.9.1 Simple Commands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.builtins import BUILTINS, BuiltinFault
from layerlab.runners.shell.launching import launch
from layerlab.runners.shell.parser import SPECIAL_BUILTINS, as_assignment
from layerlab.runners.shell.redirection import RedirectionFault
from layerlab.runners.shell.state import Return
from layerlab.runners.shell.syntax import Command, Simple, Word
from layerlab.runners.shell.variables import ReadOnlyVariable

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

Assignments = Sequence[tuple[str, str]]

_DECLARING = frozenset({"export", "readonly", "local"})
"""Their words that assign are expanded as assignments are: no fields, no paths."""


def run_simple(shell: "Shell", command: Simple, *, tested: bool) -> int:
    shell.state.substituted = 0
    words = _words(shell, command.words)
    with shell.holding(words):
        return _redirected(shell, command, words, tested=tested)


def _words(shell: "Shell", words: Sequence[Word]) -> list[str]:
    if not words or words[0].plain not in _DECLARING:
        return shell.expander.fields(words)
    found: list[str] = []
    for word in words:
        if as_assignment(word):
            found.append(shell.expander.assigned(word))
        else:
            found += shell.expander.fields((word,))
    return found


def _redirected(shell: "Shell", command: Simple, words: Sequence[str], *, tested: bool) -> int:
    stderr = shell.state.descriptors.writer(2)
    try:
        applied = shell.redirector().apply(command.redirections)
    except RedirectionFault as fault:
        if words and words[0] in SPECIAL_BUILTINS:
            raise shell.fault(str(fault)) from None
        shell.complain(str(fault))
        return 2
    try:
        assignments = [(a.name, shell.expander.assigned(a.value)) for a in command.assignments]
        if shell.state.has("xtrace"):
            shown = " ".join([*(f"{name}={value}" for name, value in assignments), *words])
            prefix = shell.state.variables.get("PS4") or "+ "
            stderr.write(f"{prefix}{shown}\n".encode("latin-1"))
        status = _run(shell, words, assignments, tested=tested)
        if words[:1] == ["exec"]:
            applied.keep()
        return status
    finally:
        applied.undo()


def _run(shell: "Shell", words: Sequence[str], assignments: Assignments, *, tested: bool) -> int:
    variables = shell.state.variables
    if not words:
        variables.set_all(assignments, temporarily=False)
        return shell.state.substituted
    name = words[0]
    if name in SPECIAL_BUILTINS:
        variables.set_all(assignments, temporarily=False)
        return run_builtin(shell, words, tested=tested)
    variables.push()
    try:
        variables.set_all(assignments, temporarily=True)
        if (body := shell.state.functions.get(name)) is not None:
            return run_function(shell, body, words[1:], tested=tested)
        if name in BUILTINS:
            return run_builtin(shell, words, tested=tested)
        return launch(shell, words)
    finally:
        variables.pop()


def run_builtin(
    shell: "Shell", words: Sequence[str], *, tested: bool, is_special: bool | None = None
) -> int:
    """A builtin's fault ends the shell where the builtin is a special one."""
    name = words[0]
    if is_special is None:
        is_special = name in SPECIAL_BUILTINS
    shell.state.tested = tested
    try:
        return BUILTINS[name].run(shell, words)
    except BuiltinFault as fault:
        text, status = str(fault), fault.status
    except ReadOnlyVariable as refused:
        text, status = f"{refused.name}: is read only", 2
    except OSError:
        shell.complain(f"{name}: I/O error", name)
        return 1
    if is_special:
        raise shell.fault(text, name, status)
    shell.complain(text, name)
    return status


def run_function(shell: "Shell", body: Command, parameters: Sequence[str], *, tested: bool) -> int:
    state = shell.state
    before = state.parameters, state.loops
    shell.meter.enter()
    state.parameters, state.loops = list(parameters), 0
    state.calls += 1
    state.variables.push(is_function=True)
    try:
        return shell.execute(body, tested=tested)
    except Return as end:
        return end.status
    finally:
        state.variables.pop()
        state.calls -= 1
        state.parameters, state.loops = before
        shell.meter.leave()
