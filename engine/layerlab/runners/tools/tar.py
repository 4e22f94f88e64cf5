"""`tar`: what is asked for, and in which archive. Making, listing and extracting have modules."""

import contextlib
import re
from collections.abc import Sequence
from typing import BinaryIO

from layerlab.errors import BadInput, IsADirectory, LimitExceeded
from layerlab.runners.files import Opening
from layerlab.runners.shell.patterns import pattern
from layerlab.runners.shell.text import inner
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import open_input
from layerlab.runners.tools.paths import real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.tar_making import Making
from layerlab.runners.tools.tar_reading import Extracting, Listing, Reading
from layerlab.runners.tools.tar_state import Failed, Wanted
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage
from layerlab.streams.compressing import compressor
from layerlab.streams.compression import Compression

TAR = Usage(
    "tar",
    "-c|-t|-x [OPTION]... [FILE]...",
    "Make, list or extract archives.",
    (
        Option("-c, --create", "make an archive of files"),
        Option("-t, --list", "list what is in one"),
        Option("-x, --extract, --get", "write out what is in one"),
        Option("-f, --file=ARCHIVE", "the archive; - and without: the input or output"),
        Option("-a, --auto-compress", "compress by the archive's name"),
        Option("-C, --directory=DIRECTORY", "in that directory"),
        Option("--exclude=PATTERN", "without what matches"),
        Option("-h, --dereference", "with -c, what links lead to"),
        Option("-j, --bzip2", "bzip2, to read"),
        Option("-J, --xz", "xz, to read"),
        Option("-k, --keep-old-files", "with -x, overwrite nothing"),
        Option("--no-same-owner", "with -x, all belongs to whom it is extracted for"),
        Option("-O, --to-stdout", "with -x, the contents to the output"),
        Option("-p, --preserve-permissions, --same-permissions", "with -x, whatever the umask"),
        Option("--same-owner", "with -x, owners as in the archive, as it is for root"),
        Option("--strip-components=N", "with -x, without the first N parts of names"),
        Option("-v, --verbose", "name what is done; with -t, all that is known"),
        Option("-z, --gzip", "gzip"),
        Option("--zstd", "zstd"),
    ),
    status=64,
    notes=(
        "Compression is found out by the bytes when an archive is read.",
        "An archive has numbers of owners, no names. Devices are not extracted.",
    ),
)
_BY_NAME = (
    (re.compile(r"\.(tgz|gz|taz)\Z"), Compression.GZIP),
    (re.compile(r"\.(zst|tzst)\Z"), Compression.ZSTD),
    (re.compile(r"\.(bz2|tbz2?|xz|txz)\Z"), Compression.XZ),
)


def old_style(words: Sequence[str]) -> Sequence[str]:
    """`tar cf a.tar FILE`: letters without a dash, and their arguments in the same order."""
    if not words or words[0].startswith("-"):
        return words
    letters, rest = words[0], list(words[1:])
    found: list[str] = []
    for letter in letters:
        found.append(f"-{letter}")
        if letter in "fC" and rest:
            found.append(rest.pop(0))
    return [*found, *rest]


def tar(call: Call, arguments: Arguments) -> int:
    modes = {key for key, _ in arguments.given if key in "ctx"}
    if not modes:
        raise UnknownUsage("You must specify one of the '-ctx' options", 2)
    if len(modes) > 1:
        raise UnknownUsage("You may not specify more than one '-ctx' option", 2)
    try:
        wanted = _wanted(call, arguments)
        status = (
            _make(call, arguments, wanted) if modes == {"c"} else _read(call, arguments, wanted)
        )
    except Failed as error:
        call.complain(str(error))
        return call.complain("Error is not recoverable: exiting now", 2)
    if status:
        call.complain("Exiting with failure status due to previous errors")
    return status


def _wanted(call: Call, arguments: Arguments) -> Wanted:
    directory = call.working_directory
    if len(arguments.values("C")) > 1:
        raise UnknownUsage("only one -C is known, for all files", 2)
    for word in arguments.values("C"):
        try:
            start = word if word.startswith("/") else f"/{directory}/{word}"
            directory = real_path(call, f"{start}/.")
        except PROBLEMS as error:
            raise Failed(f"{word}: Cannot open: {reason(error)}") from error
    strip = arguments.value("strip-components") or "0"
    if not strip.isdecimal() or len(strip) > 6:
        raise UnknownUsage(f"{strip}: Invalid number of elements", 2)
    excluded = [pattern([(inner(text), False)]) for text in arguments.values("exclude")]
    return Wanted(directory, int(strip), tuple(excluded), arguments.has("v"))


def _make(call: Call, arguments: Arguments, wanted: Wanted) -> int:
    if not arguments.operands:
        raise UnknownUsage("Cowardly refusing to create an empty archive", 2)
    name = arguments.value("f") or "-"
    compression = _compression(arguments, name)
    with contextlib.ExitStack() as stack:
        sink: BinaryIO = call.stdout
        if name != "-":
            try:
                path, mode = call.path(name), 0o666 & ~call.umask
                sink = stack.enter_context(call.files.open_to_write(path, Opening.TRUNCATE, mode))
            except PROBLEMS as error:
                raise Failed(f"{name}: Cannot open: {reason(error)}") from error
        making = Making(call, wanted, arguments.has("h"), is_stdout=name == "-")
        with compressor(making.counted(sink), compression) as archive:
            return making.make(arguments.operands, archive)


def _compression(arguments: Arguments, name: str) -> Compression:
    match arguments.last("z", "j", "J", "zstd"):
        case "z":
            return Compression.GZIP
        case "zstd":
            return Compression.ZSTD
        case "":
            found = (kind for suffix, kind in _BY_NAME if suffix.search(name))
            kind = next(found, Compression.NONE) if arguments.has("a") else Compression.NONE
            if kind is not Compression.XZ:
                return kind
    raise UnknownUsage("xz and bzip2 are read, not written", 2)


def _read(call: Call, arguments: Arguments, wanted: Wanted) -> int:
    name = arguments.value("f") or "-"
    try:
        stream = open_input(call, name)
    except IsADirectory as error:
        call.complain(f"{name}: Cannot read: {reason(error)}")
        raise Failed("At beginning of tape, quitting now") from error
    except PROBLEMS as error:
        raise Failed(f"{name}: Cannot open: {reason(error)}") from error
    reading: Reading
    if arguments.has("t"):
        reading = Listing(call, wanted, arguments.operands)
    else:
        reading = Extracting(call, wanted, arguments.operands, arguments)
    with stream:
        try:
            return reading.read(stream)
        except LimitExceeded:
            raise
        except BadInput:
            call.complain("This does not look like a tar archive")
            return 2


PROGRAMS = (Program(TAR, tar, old_style),)
