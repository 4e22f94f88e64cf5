"""Starts programs: tools of the built-in shell, scripts of the container, and `sh` itself."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from layerlab.model import clean
from layerlab.runners.shell.builtins import BUILTINS, UTILITIES, BuiltinFault
from layerlab.runners.shell.descriptors import OpenFile
from layerlab.runners.shell.pipes import Killed
from layerlab.runners.shell.programs import DEFAULT_PATH, SHELLS, Kinds, Program, Programs
from layerlab.runners.shell.sh import run_script_file, run_sh
from layerlab.runners.shell.text import inner, outer
from layerlab.runners.shell.tool import Call
from layerlab.runners.shell.variables import Variable, Variables

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

OFFER = "The Linux runner (--runner linux) runs the image's own programs.\n"


def find_program(shell: "Shell", name: str) -> Program:
    """By `$PATH`; what was found there is remembered, as `hash` does."""
    state = shell.state
    search = state.variables.get("PATH")
    search = DEFAULT_PATH if search is None else search
    remembered = state.found.get(name)
    if remembered and remembered[0] == search:
        return remembered[1]
    known = frozenset(shell.world.tools) | UTILITIES | SHELLS
    programs = Programs(shell.files, shell.world.identity, known)
    program = programs.find(name, search, state.directory)
    if program.path is not None and "/" not in name:
        state.found[name] = (search, program)
    return program


def launch(shell: "Shell", words: Sequence[str]) -> int:
    """Runs what is no function and no builtin, as a process of its own."""
    name = words[0]
    program = find_program(shell, name)
    match program.kind:
        case Kinds.MISSING if "/" in name:
            shell.complain(f"{name}: not found")
            return 127
        case Kinds.MISSING | Kinds.FOREIGN:
            return _not_known(shell, name)
        case Kinds.DENIED:
            shell.complain(f"{name}: Permission denied")
            return 126
        case Kinds.SCRIPT:
            return run_script_file(shell, program, words)
        case Kinds.TOOL if program.name in SHELLS:
            return run_sh(shell, words)
        case Kinds.TOOL:
            return _run_tool(shell, program.name, words)


def _not_known(shell: "Shell", name: str) -> int:
    shell.say(f"sh: {name}: not in the built-in shell\n")
    if not shell.world.has_offered:
        shell.world.has_offered = True
        shell.say(OFFER)
    return 127


def _run_tool(shell: "Shell", name: str, words: Sequence[str]) -> int:
    tool = shell.world.tools.get(name)
    shell.meter.enter()
    try:
        if tool is None:
            return _run_utility(shell, name, words)
        return tool(_call(shell, words))
    except Killed as end:
        return end.status
    except OSError as error:
        shell.say(f"{words[0]}: {error.strerror or error}\n")
        return 1
    finally:
        shell.meter.leave()


def _run_utility(shell: "Shell", name: str, words: Sequence[str]) -> int:
    """A builtin that is a program, too: /bin/echo."""
    try:
        return BUILTINS[name].run(shell, [name, *words[1:]])
    except BuiltinFault as fault:
        shell.say(f"{name}: {fault}\n")
        return fault.status


def _call(shell: "Shell", words: Sequence[str]) -> Call:
    state, world = shell.state, shell.world
    environment = state.variables.environment()
    return Call(
        words=tuple(map(outer, words)),
        files=shell.files,
        stdin=state.descriptors.reader(0),
        stdout=state.descriptors.writer(1),
        stderr=state.descriptors.writer(2),
        environment={outer(name): outer(value) for name, value in environment.items()},
        working_directory=clean(outer(state.directory)),
        identity=world.identity,
        umask=state.umask,
        meter=world.meter,
        run=_run_of(shell),
        is_terminal=state.descriptors.is_terminal(1),
        columns=world.columns,
    )


def _run_of(shell: "Shell") -> "_Run":
    return _Run(shell)


class _Run:
    """`Call.run`."""

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell

    def __call__(
        self,
        words: Sequence[str],
        *,
        stdin: BinaryIO | None = None,
        stdout: BinaryIO | None = None,
        stderr: BinaryIO | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> int:
        files: dict[int, OpenFile] = {}
        if stdin is not None:
            files[0] = OpenFile(stdin, reads=True, owned=False)
        for number, stream in ((1, stdout), (2, stderr)):
            if stream is not None:
                files[number] = OpenFile(stream, writes=True, owned=False)

        def work(child: "Shell") -> int:
            if environment is not None:
                child.state.variables.close()
                child.state.variables = exported(child, environment)
            return launch(child, [inner(word) for word in words])

        return self._shell.in_subshell(work, files)


def exported(shell: "Shell", environment: Mapping[str, str]) -> Variables:
    """Variables from an environment as it is outside of the shell."""
    values = {
        inner(name): Variable(inner(value), is_exported=True) for name, value in environment.items()
    }
    return Variables(shell.meter, values)
