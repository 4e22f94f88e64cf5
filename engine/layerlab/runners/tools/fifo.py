"""`mkfifo`."""

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.modes import InvalidMode, parse_mode
from layerlab.runners.tools.paths import new_path, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

MKFIFO = Usage(
    "mkfifo",
    "[OPTION]... NAME...",
    "Make FIFOs.",
    (Option("-m, --mode=MODE", "the permissions, as for chmod"),),
)


def mkfifo(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    wanted = arguments.value("m")
    mode = 0o666 & ~call.umask
    if wanted is not None:
        try:
            mode = parse_mode(wanted, call.umask)(0o666, False)
        except InvalidMode:
            return call.complain("invalid mode")
    status = 0
    for word in arguments.operands:
        try:
            call.files.make_fifo(new_path(call, word), mode)
        except PROBLEMS as error:
            status = call.complain(f"cannot create fifo {quote(word)}: {reason(error)}")
    return status


PROGRAMS = (Program(MKFIFO, mkfifo),)
