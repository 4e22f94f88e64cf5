"""`mkdir` and `rmdir`."""

from layerlab.errors import AlreadyExists, DirectoryNotEmpty, EngineError, NotADirectory
from layerlab.model import LayerPath, shown
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.modes import InvalidMode, parse_mode
from layerlab.runners.tools.paths import find_entry, need, new_path, quote, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

MKDIR = Usage(
    "mkdir",
    "[OPTION]... DIRECTORY...",
    "Make directories.",
    (
        Option("-m, --mode=MODE", "the permissions, as for chmod"),
        Option("-p, --parents", "also those above it; one that is there is no error"),
        Option("-v, --verbose", "say what is made"),
    ),
)


def mkdir(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    wanted = arguments.value("m")
    mode = 0o777 & ~call.umask
    if wanted is not None:
        try:
            mode = parse_mode(wanted, call.umask)(0o777, True)
        except InvalidMode:
            return call.complain(f"invalid mode {quote(wanted)}")
    status = 0
    for word in arguments.operands:
        try:
            if arguments.has("p"):
                _make_all(call, word, mode, set_mode=wanted is not None, tell=arguments.has("v"))
            else:
                _make(call, word, mode, set_mode=wanted is not None, tell=arguments.has("v"))
        except _Blocked as error:
            text = f"cannot create directory {quote(error.word)}: {reason(error.error)}"
            status = call.complain(text)
        except PROBLEMS as error:
            status = call.complain(f"cannot create directory {quote(word)}: {reason(error)}")
    return status


class _Blocked(Exception):
    """What stands where a directory is needed, as it is written, and why that is wrong."""

    def __init__(self, word: str, error: EngineError) -> None:
        super().__init__(word)
        self.word = word
        self.error = error


def _make(call: Call, word: str, mode: int, *, set_mode: bool, tell: bool) -> None:
    path = new_path(call, word)
    call.files.make_directory(path, mode)
    if set_mode:
        call.files.chmod(path, mode)
    if tell:
        call.print(f"mkdir: created directory {quote(word)}")


def _make_all(call: Call, word: str, mode: int, *, set_mode: bool, tell: bool) -> None:
    """Those above get what the umask leaves, and always the right to make the next one."""
    above = 0o777 & ~call.umask | 0o300
    parts = word.rstrip("/").split("/")
    for count in range(1, len(parts) + 1):
        call.meter.tick()
        directory = "/".join(parts[:count])
        if not directory:
            continue
        entry = find_entry(call, directory)
        if entry is None:
            is_last = count == len(parts)
            _make(
                call,
                directory,
                mode if is_last else above,
                set_mode=set_mode and is_last,
                tell=tell,
            )
        elif not entry.is_directory:
            why = AlreadyExists if count == len(parts) else NotADirectory
            raise _Blocked(directory, why(directory))


RMDIR = Usage(
    "rmdir",
    "[OPTION]... DIRECTORY...",
    "Remove empty directories.",
    (
        Option("--ignore-fail-on-non-empty", "leave what is not empty, without an error"),
        Option("-p, --parents", "also those above it, up to the first name that is written"),
        Option("-v, --verbose", "say what is removed"),
    ),
)


def rmdir(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    status = 0
    for word in arguments.operands:
        for directory in _upwards(word) if arguments.has("p") else (word,):
            if arguments.has("v"):
                call.print(f"rmdir: removing directory, {quote(directory)}")
            try:
                _remove(call, directory)
            except DirectoryNotEmpty as error:
                if not arguments.has("ignore-fail-on-non-empty"):
                    status = _complain(call, directory, word, reason(error))
                break
            except PROBLEMS as error:
                status = _complain(call, directory, word, reason(error))
                break
    return status


def _upwards(word: str) -> list[str]:
    parts = word.rstrip("/").split("/")
    above = ["/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    return [word, *filter(None, above)]


def _complain(call: Call, directory: str, word: str, why: str) -> int:
    what = "" if directory == word else "directory "
    return call.complain(f"failed to remove {what}{quote(directory)}: {why}")


def _remove(call: Call, word: str) -> None:
    path = real_path(call, word, follow=False)
    if not need(call.files, path).is_directory:
        raise NotADirectory(shown(path))
    if call.files.names(path):
        raise DirectoryNotEmpty(shown(path))
    call.files.remove(LayerPath(path))


PROGRAMS = (Program(MKDIR, mkdir), Program(RMDIR, rmdir))
