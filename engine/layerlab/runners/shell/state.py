"""What one shell process is: its execution environment, and how control leaves a command.

Spec: POSIX.1-2024 XCU 2.13 Shell Execution Environment.
"""

from dataclasses import dataclass, field, replace

from layerlab.runners.shell.descriptors import Descriptors
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.programs import Program
from layerlab.runners.shell.syntax import Command
from layerlab.runners.shell.variables import Variables

OPTIONS = {
    "errexit": "e",
    "noglob": "f",
    "ignoreeof": "I",
    "interactive": "i",
    "monitor": "m",
    "noexec": "n",
    "stdin": "s",
    "xtrace": "x",
    "verbose": "v",
    "vi": "V",
    "emacs": "E",
    "noclobber": "C",
    "allexport": "a",
    "notify": "b",
    "nounset": "u",
    "pipefail": "",
}
"""`set -o` names in dash's order, and their letters."""

SETTABLE = frozenset(
    {"errexit", "noglob", "noexec", "xtrace", "noclobber", "allexport", "nounset", "pipefail"}
)
"""What `set` may change: what another option would do, the built-in shell doesn't do."""


@dataclass(slots=True)
class State:
    """`directory` is absolute and clean, with its slash. `loops` counts those around a command."""

    variables: Variables
    descriptors: Descriptors
    name: str = "sh"
    parameters: list[str] = field(default_factory=list)
    functions: dict[str, Command] = field(default_factory=dict)
    traps: dict[str, str] = field(default_factory=dict)
    options: set[str] = field(default_factory=set)
    directory: str = "/"
    umask: int = 0o022
    status: int = 0
    substituted: int = 0
    """The status of the command substitution that ran last."""
    line: int = 1
    tested: bool = False
    """Whether the status of the builtin that runs decides something."""
    loops: int = 0
    calls: int = 0
    letters_read: int = 0
    """Of the word that `getopts` is at."""
    found: dict[str, tuple[str, Program]] = field(default_factory=dict)
    """Where programs were found, by name, with the `$PATH` of that time."""

    def fork(self) -> "State":
        """A subshell: everything as it is here, and nothing that changes there is seen here."""
        made = self.renewed(self.variables.meter, self.descriptors.copy())
        made.traps.clear()
        return made

    def renewed(self, meter: Meter, descriptors: Descriptors) -> "State":
        """The same with other descriptors and another meter; changes of it aren't seen here."""
        return replace(
            self,
            variables=self.variables.copy(meter),
            descriptors=descriptors,
            parameters=list(self.parameters),
            functions=dict(self.functions),
            traps=dict(self.traps),
            options=set(self.options),
            found=dict(self.found),
        )

    def close(self) -> None:
        self.descriptors.close()
        self.variables.close()

    def has(self, option: str) -> bool:
        return option in self.options


class Flow(Exception):
    """How control leaves the commands that run."""


class Exit(Flow):
    """The shell ends: `exit`, `set -e`, and what a special builtin or an expansion refuses."""

    def __init__(self, status: int, *, is_fault: bool = False) -> None:
        super().__init__(status)
        self.status = status
        self.is_fault = is_fault


class Return(Flow):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Jump(Flow):
    """`break` and `continue`: out of `levels` loops, and on with the last of them if `again`."""

    def __init__(self, levels: int, *, again: bool) -> None:
        super().__init__(levels)
        self.levels = levels
        self.again = again
