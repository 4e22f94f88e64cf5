"""`basename` and `dirname`."""

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import quote
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

_ZERO = Option("-z, --zero", "a zero byte at the end, no newline")

BASENAME = Usage(
    "basename",
    "NAME [SUFFIX] or -a [-s SUFFIX] NAME...",
    "Print the last part of a path, without a suffix where one is given.",
    (
        Option("-a, --multiple", "each operand is a path"),
        Option("-s, --suffix=SUFFIX", "a suffix to leave out; means -a"),
        _ZERO,
    ),
    in_order=True,
)


def basename(call: Call, arguments: Arguments) -> int:
    operands = arguments.operands
    suffix = arguments.value("s")
    if not operands:
        raise UnknownUsage("missing operand")
    if suffix is None and not arguments.has("a"):
        if len(operands) > 2:
            raise UnknownUsage(f"extra operand {quote(operands[2])}")
        suffix = operands[1] if len(operands) == 2 else ""
        operands = operands[:1]
    for word in operands:
        name = word.rstrip("/").rpartition("/")[2] or word[:1]
        if suffix and name != suffix:
            name = name.removesuffix(suffix)
        call.print(name, "\0" if arguments.has("z") else "\n")
    return 0


DIRNAME = Usage("dirname", "NAME...", "Print paths without their last part.", (_ZERO,))


def dirname(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    for word in arguments.operands:
        above, slash, _ = word.rstrip("/").rpartition("/")
        is_root = word[:1] == "/" and not above.strip("/")
        name = "/" if is_root else above.rstrip("/") if slash else "."
        call.print(name, "\0" if arguments.has("z") else "\n")
    return 0


PROGRAMS = (Program(BASENAME, basename), Program(DIRNAME, dirname))
