"""Whether a container has the program that a command names, as execve(2) would find it."""

from layerlab.container.environment import DEFAULT_PATH
from layerlab.errors import CommandNotStarted, LinkLoop, NotADirectory
from layerlab.model import Entry, clean
from layerlab.runners import Command, Files

NOT_FOUND = 127
NOT_EXECUTABLE = 126
_EXECUTE_BITS = 0o111


def require_program(files: Files, command: Command, *, has_tool: bool) -> None:
    """With `has_tool` what is missing is no matter: the runner has it.

    Raises `CommandNotStarted`, with the words and the status of Docker's runtime.
    """
    name = command.words[0]
    if "/" not in name:
        folders = command.environment.get("PATH", DEFAULT_PATH).split(":")
        is_there = any(_is_program(_find(files, f"{folder}/{name}")) for folder in folders)
        if not (is_there or has_tool):
            raise CommandNotStarted(name, "executable file not found in $PATH", NOT_FOUND)
        return
    entry = _find(files, name if name.startswith("/") else f"{command.working_directory}/{name}")
    if entry is None:
        if has_tool:
            return
        raise CommandNotStarted(name, f"stat {name}: no such file or directory", NOT_FOUND)
    if not _is_program(entry):
        raise CommandNotStarted(name, "permission denied", NOT_EXECUTABLE)


def _find(files: Files, path: str) -> Entry | None:
    try:
        return files.find(files.resolve(clean(path)))
    except (NotADirectory, LinkLoop):
        return None


def _is_program(entry: Entry | None) -> bool:
    return entry is not None and entry.kind.has_data and bool(entry.mode & _EXECUTE_BITS)
