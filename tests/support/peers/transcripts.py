"""The same words typed to Docker and to Layerlab, and what each says and what becomes of it.

What no two runs have in common (IDs, times) is taken out; of errors only Docker's sentence is kept,
with which ours has to begin: after it we say what can be done.
"""

import json
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from layerlab.commands import run
from layerlab.facade import Engine
from support.peers.daemons import Docker
from support.terminals import MemoryTerminal

_AGO = r"(?:Less than a second|About an? (?:minute|hour)|\d+ (?:second|minute)s?)"
_CLEANED = [
    (re.compile(r"\b[0-9a-f]{64}\b"), "<id>"),
    (re.compile(r"\b[0-9a-f]{12}\b"), "<short>"),
    (re.compile(rf"{_AGO} ago"), "<ago>"),
    (re.compile(rf"\bUp {_AGO}"), "Up <span>"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z"), "<time>"),
    (re.compile(r"(?<=No such image: )(\w+):latest"), r"\1"),
    (re.compile(r"\b[a-z]+_[a-z]+\d*$", re.MULTILINE), "<made up>"),
    (re.compile(r" {2,}"), "  "),
]
_RUNTIME = r"(?:failed to create shim task: )?OCI runtime create failed: runc create failed: "
_OF_DOCKER_ONLY = [
    re.compile(r"^(?:docker: )?Error response from daemon: "),
    re.compile(r"^Error: "),
    re.compile(rf"^{_RUNTIME}"),
    re.compile(r"^Error when allocating new name: "),
    re.compile(r"^Cannot kill container: \w+: (?=No such container)"),
]
_NO_SENTENCE = re.compile(
    r"^(?:See '.*|Run 'docker .*|time=\".*|Error: failed to .*|Unable to find image .*|\s*"
    r"|.* runs, but its .*)$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Exit status, stdout, and the sentences on stderr."""

    status: int
    out: str
    sentences: tuple[str, ...]


def cleaned(text: str) -> str:
    for pattern, sign in _CLEANED:
        text = pattern.sub(sign, text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def sentences(text: str) -> tuple[str, ...]:
    lines = [line for line in text.splitlines() if not _NO_SENTENCE.match(line)]
    for pattern in _OF_DOCKER_ONLY:
        lines = [pattern.sub("", line) for line in lines]
    told = (re.sub(r"(: unknown)?\.?$", "", line) for line in lines)
    return tuple(cleaned(line).replace("(/", "(") for line in told)


@dataclass(frozen=True, slots=True)
class Theirs:
    docker: Docker

    def __call__(self, line: str) -> Said:
        words = ["docker", "--host", f"unix://{self.docker.socket}", *shlex.split(line)]
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
        )
        return Said(done.returncode, cleaned(done.stdout), sentences(done.stderr))


@dataclass(frozen=True, slots=True)
class Ours:
    engine: Engine
    directory: Path

    def __call__(self, line: str) -> Said:
        terminal = MemoryTerminal(self.engine, self.directory)
        status = run(shlex.split(line), terminal)
        return Said(status, cleaned(terminal.out), sentences(terminal.err))


def state(side: Theirs | Ours, name: str) -> dict[str, object]:
    """What `inspect` says of a container's state; of the times only whether they are."""
    said = side(f"inspect {name}")
    if said.status:
        return {}
    (found,) = json.loads(said.out)
    if "State" not in found:  # an image whose ID begins as the container was called
        return {}
    if found["State"]["Status"] == "removing":  # with --rm Docker takes its time
        return {}
    kept = {key: found["State"][key] for key in ("Status", "Running", "Paused", "ExitCode")}
    (error,) = sentences(found["State"]["Error"]) or ("",)
    prefix = "unable to start container process: "
    kept["Error"] = error.removeprefix(prefix)
    for key in ("StartedAt", "FinishedAt"):
        kept[key] = found["State"][key] != "0001-01-01T00:00:00Z" and "<time>"
    return kept


def begins_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return len(ours) == len(theirs) and all(
        our.startswith(their) for our, their in zip(ours, theirs, strict=True)
    )
