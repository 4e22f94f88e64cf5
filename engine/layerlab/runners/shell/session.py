"""A shell that goes on from line to line, for `docker exec -it CONTAINER sh`."""

import io
from collections.abc import Mapping

from layerlab.errors import RunnerUnavailable
from layerlab.progress import Progress
from layerlab.runners.files import Files
from layerlab.runners.protocol import DEFAULT_BOUNDS, Bounds, Command, Completion, Ground, Streams
from layerlab.runners.shell import parser
from layerlab.runners.shell.builtins import BUILTINS
from layerlab.runners.shell.completion import Known, complete
from layerlab.runners.shell.expansion import FAULTS
from layerlab.runners.shell.interpreter import Shell
from layerlab.runners.shell.lexer import KEYWORDS
from layerlab.runners.shell.processes import Process
from layerlab.runners.shell.sh import options_of
from layerlab.runners.shell.source import SyntaxFault
from layerlab.runners.shell.state import Exit, Flow, State
from layerlab.runners.shell.text import inner, outer
from layerlab.runners.tools.usage import Program

_PROMPT = "{user}@{host}:$PWD{sign} "


class ShellSession:
    """Implements `runners.Interpreter`. Raises `RunnerUnavailable` for options that it lacks.

    Descriptors that `exec` opened are those of one line: each line has files of its own.
    """

    def __init__(self, ground: Ground, command: Command, tools: Mapping[str, Program]) -> None:
        self._command = command
        self._tools = tools
        self._has_ended = False
        self._prompt = ""
        told = io.BytesIO()
        streams = Streams(io.BytesIO(), io.BytesIO(), told)
        process = Process(ground.files, command, tools)
        with process.started(streams, DEFAULT_BOUNDS, Progress(), "sh") as shell:
            try:
                options_of(shell, [inner(word) for word in command.words])
            except Exit:
                reason = told.getvalue().decode("utf-8", "replace").strip()
                raise RunnerUnavailable("built-in shell", reason) from None
            self._begin(shell)
            self._kept: State = shell.state

    def _begin(self, shell: Shell) -> None:
        state, identity = shell.state, shell.world.identity
        state.options |= {"interactive", "stdin"}
        if "PS1" not in self._command.environment:
            user = (identity.user_names or {}).get(identity.uid, str(identity.uid))
            sign = "$" if identity.uid else "#"
            text = _PROMPT.format(user=user, host=self._command.host_name, sign=sign)
            state.variables.set("PS1", inner(text))
        self._prompt = _expanded_prompt(shell)

    @property
    def prompt(self) -> str:
        """As `PS1` says, expanded."""
        return outer(self._prompt)

    @property
    def has_ended(self) -> bool:
        """Whether a line was `exit`."""
        return self._has_ended

    def needs_more(self, text: str) -> bool:
        """Whether a command is not whole yet: an open quote, `if` without `fi`, `|` at its end."""
        return parser.needs_more(inner(text))

    def run(
        self, ground: Ground, text: str, streams: Streams, bounds: Bounds, progress: Progress
    ) -> int:
        """Runs a whole command line, as `Runner.run` does."""
        process = Process(ground.files, self._command, self._tools)
        with process.started(streams, bounds, progress, text.strip(), self._kept) as shell:
            status, has_ended = _run_line(shell, inner(text))
            prompt = "" if has_ended else _expanded_prompt(shell)
        self._kept, self._has_ended, self._prompt = shell.state, has_ended, prompt
        return status

    def complete(self, files: Files, text: str, cursor: int) -> Completion:
        """What may stand where the cursor is."""
        state = self._kept
        commands = {*BUILTINS, *KEYWORDS, *self._tools, *state.functions}
        known = Known(
            tuple(sorted(map(outer, commands))),
            tuple(map(outer, state.variables.names())),
            outer(state.variables.get("PATH") or ""),
            outer(state.directory),
            outer(state.variables.get("HOME") or "/"),
        )
        return complete(text, cursor, known, files)


def _run_line(shell: Shell, text: str) -> tuple[int, bool]:
    """The status, and whether the shell has ended. What is wrong ends the line alone."""

    def run() -> int:
        try:
            return shell.run_text(text)
        except Exit as end:
            if end.is_fault:
                return end.status
            has_ended.append(True)
            raise

    has_ended: list[bool] = []
    status = shell.ended(run)
    if has_ended:
        status = shell.run_trap(status)
    shell.state.status = status
    return status, bool(has_ended)


def _expanded_prompt(shell: Shell) -> str:
    text = shell.state.variables.get("PS1") or ""
    try:
        return shell.expander.body(parser.body(text))
    except (Flow, SyntaxFault, *FAULTS):
        return text
