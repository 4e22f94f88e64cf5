"""`truncate`: a file's size."""

from collections.abc import Callable

from layerlab.errors import IsADirectory
from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import entry_of, find_entry, quote, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.sizes import InvalidSize, parse_size
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

TRUNCATE = Usage(
    "truncate",
    "-s SIZE FILE...",
    "Cut files, or lengthen them with zeros; create those that are not there.",
    (
        Option("-c, --no-create", "create nothing"),
        Option("-r, --reference=FILE", "as large as that file"),
        Option("-s, --size=SIZE", "so many bytes; +, -, <, >, / and % before it are by what is"),
    ),
)
Resize = Callable[[int], int]


def truncate(call: Call, arguments: Arguments) -> int:
    text, reference = arguments.value("s"), arguments.value("r")
    if text is None and reference is None:
        raise UnknownUsage("you must specify either '--size' or '--reference'")
    if not arguments.operands:
        raise UnknownUsage("missing file operand")
    base = 0
    if reference is not None:
        try:
            base = entry_of(call, reference).size
        except PROBLEMS as error:
            return call.complain(f"cannot stat {quote(reference)}: {reason(error)}")
    try:
        resize = _resize(text) if text is not None else (lambda size: size)
    except InvalidSize:
        return call.complain(f"Invalid number: {quote(text or '')}")
    except ZeroDivisionError:
        return call.complain("division by zero")
    if reference is not None and text is not None and text[0].isdigit():
        raise UnknownUsage("you must specify a relative '--size' with '--reference'")
    status = 0
    for word in arguments.operands:
        try:
            _truncate(call, arguments, word, resize, base if reference is not None else None)
        except PROBLEMS as error:
            status = call.complain(f"cannot open {quote(word)} for writing: {reason(error)}")
    return status


def _truncate(
    call: Call, arguments: Arguments, word: str, resize: Resize, base: int | None
) -> None:
    entry = find_entry(call, word)
    if entry is None:
        if arguments.has("c"):
            return
        path = real_path(call, word)
        call.files.open_to_write(path, Opening.APPEND, 0o666 & ~call.umask).close()
    elif entry.is_directory:
        raise IsADirectory(word)
    size = (entry.size if entry else 0) if base is None else base
    new_size = max(resize(size), 0)
    call.meter.write(max(new_size - size, 0))
    call.files.truncate(call.path(word), new_size)


def _resize(text: str) -> Resize:
    sign = text[0] if text[:1] in tuple("+-<>/%") else ""
    number = parse_size(text[len(sign) :])
    if sign in ("/", "%") and not number:
        raise ZeroDivisionError
    rules: dict[str, Resize] = {
        "": lambda _: number,
        "+": lambda size: size + number,
        "-": lambda size: size - number,
        "<": lambda size: min(size, number),
        ">": lambda size: max(size, number),
        "/": lambda size: size // number * number,
        "%": lambda size: -(-size // number) * number,
    }
    return rules[sign]


PROGRAMS = (Program(TRUNCATE, truncate),)
