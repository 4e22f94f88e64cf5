"""Calls of the built-in shell's tools, without the shell."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from layerlab.model import LayerPath
from layerlab.progress import Progress
from layerlab.runners import DEFAULT_BOUNDS, Bounds, Files
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.tool import Call, Identity
from layerlab.runners.tools import TOOLS

ROOT_IDENTITY = Identity(user_names={0: "root", 1000: "ada"}, group_names={0: "root", 1000: "crew"})


def call_tool(
    files: Files,
    words: Sequence[str],
    stdin: bytes = b"",
    *,
    directory: str = "",
    environment: Mapping[str, str] | None = None,
    bounds: Bounds = DEFAULT_BOUNDS,
    identity: Identity = ROOT_IDENTITY,
    is_terminal: bool = False,
    is_pipe: bool = False,
) -> tuple[bytes, bytes, int]:
    """What it printed on both streams, and its status."""
    stdout, stderr = io.BytesIO(), io.BytesIO()
    call = Call(
        words=words,
        files=files,
        stdin=_Pipe(stdin) if is_pipe else io.BytesIO(stdin),
        stdout=stdout,
        stderr=stderr,
        environment=environment or {},
        working_directory=LayerPath(directory),
        identity=identity,
        umask=0o022,
        meter=Meter(words[0], bounds, Progress()),
        run=_no_run,
        is_terminal=is_terminal,
    )
    status = TOOLS[words[0]](replace(call, run=_Running(call).run))
    return stdout.getvalue(), stderr.getvalue(), status


class _Pipe(io.BytesIO):
    """Bytes whose number nobody knows before."""

    def seekable(self) -> bool:
        return False


def _no_run(words: Sequence[str]) -> int:
    raise AssertionError(words)


def _echo(words: Sequence[str], stdout: BinaryIO) -> int:
    stdout.write((" ".join(words[1:]) + "\n").encode("utf-8", "surrogateescape"))
    return 0


_BUILTINS = {"echo": _echo, "false": lambda words, stdout: 1}
"""What the shell has itself."""


class _Running:
    """Runs tools for tools, as the shell does for programs."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def run(
        self,
        words: Sequence[str],
        *,
        stdin: BinaryIO | None = None,
        stdout: BinaryIO | None = None,
        stderr: BinaryIO | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> int:
        call = self._call
        if words[0] in _BUILTINS:
            return _BUILTINS[words[0]](words, stdout or call.stdout)
        if words[0] not in TOOLS:
            return 127
        inner = replace(
            call,
            words=words,
            stdin=stdin or call.stdin,
            stdout=stdout or call.stdout,
            stderr=stderr or call.stderr,
            environment=call.environment if environment is None else environment,
            run=self.run,
        )
        return TOOLS[words[0]](inner)
