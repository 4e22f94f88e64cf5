"""`sh` as a command: `-c`, a script file, a script on stdin.

Spec: POSIX.1-2024 XCU sh.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from layerlab.errors import CommandStopped
from layerlab.model import LayerPath
from layerlab.runners.shell.parser import needs_more
from layerlab.runners.shell.programs import Program
from layerlab.runners.shell.settings import UnknownOption, set_options
from layerlab.runners.shell.text import absolute
from layerlab.runners.shell.variables import Variable, Variables
from layerlab.runners.tools.reasons import PROBLEMS

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

SCRIPT_BYTES = 16 << 20
INITIAL = {
    "IFS": Variable(" \t\n"),
    "OPTIND": Variable("1"),
    "PS1": Variable("$ "),
    "PS2": Variable("> "),
    "PS4": Variable("+ "),
}
"""What every shell sets."""


def run_script_file(shell: "Shell", program: Program, words: Sequence[str]) -> int:
    assert program.path is not None
    data = read_script(shell, program.path)

    def work(child: "Shell") -> int:
        _begin(child, name=words[0], parameters=words[1:])
        return child.run_text(data)

    return shell.in_subshell(work)


def run_sh(shell: "Shell", words: Sequence[str]) -> int:
    """`words` begin with the shell's own name."""
    return shell.in_subshell(lambda child: start(child, words))


def start(child: "Shell", words: Sequence[str]) -> int:
    """In a process that is its own: what `sh` with these words does."""
    _begin(child, name=words[0], parameters=())
    rest, flags = options_of(child, words)
    state = child.state
    if "c" in flags:
        if not rest:
            raise child.fault("-c requires an argument")
        text, *rest = rest
        if rest:
            state.name, state.parameters = rest[0], list(rest[1:])
        return child.run_text(text)
    if rest and "s" not in flags:
        return _run_file(child, rest)
    state.parameters = list(rest)
    return run_stdin(child, child.state.descriptors.reader(0))


def options_of(shell: "Shell", words: Sequence[str]) -> tuple[Sequence[str], str]:
    """Sets the shell's options; returns its other words, and letters that `set` doesn't have."""
    try:
        return set_options(shell.state, words[1:], more="cils")
    except UnknownOption as error:
        raise shell.fault(str(error)) from None


def run_stdin(shell: "Shell", stream: BinaryIO) -> int:
    """Line by line: what a script's commands read is what comes after them."""
    line = 1
    status = 0
    while text := _next_lines(shell, stream):
        status = shell.run_text(text, line=line)
        line += text.count("\n")
    return status


def _next_lines(shell: "Shell", stream: BinaryIO) -> str:
    text = ""
    while True:
        shell.meter.tick()
        read = stream.readline().decode("latin-1")
        text += read
        if not read or not needs_more(text):
            return text


def _run_file(child: "Shell", words: Sequence[str]) -> int:
    state = child.state
    try:
        text = read_script(child, absolute(state.directory, words[0]))
    except PROBLEMS:
        state.line = 0
        raise child.fault(f"cannot open {words[0]}: No such file") from None
    state.name, state.parameters = words[0], list(words[1:])
    return child.run_text(text)


def read_script(shell: "Shell", path: LayerPath) -> str:
    """A script. Raises what `Files` raises."""
    with shell.files.open(shell.files.resolve(path)) as stream:
        data = stream.read(SCRIPT_BYTES + 1)
    if len(data) > SCRIPT_BYTES:
        raise CommandStopped(shell.meter.command, "script", f"{SCRIPT_BYTES} B")
    return data.decode("latin-1")


def _begin(child: "Shell", *, name: str, parameters: Sequence[str]) -> None:
    """What a new process has of the shell that starts it: its environment and its descriptors."""
    state = child.state
    values = {
        key: Variable(value, is_exported=True)
        for key, value in state.variables.environment().items()
    }
    state.variables.close()
    state.variables = Variables(child.meter, {**INITIAL, **values})
    state.name, state.parameters = name, list(parameters)
    state.functions, state.found = {}, {}
    state.options, state.status, state.line = set(), 0, 1
    state.loops = state.calls = state.letters_read = 0
