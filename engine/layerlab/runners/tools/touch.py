"""`touch`: times, and files that are not there yet."""

import re
import time
from datetime import datetime, tzinfo

from layerlab.errors import NoSuchPath
from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.dates import KNOWN, InvalidDate, parse_date, zone_of
from layerlab.runners.tools.paths import entry_of, find_entry, new_path, quote, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

TOUCH = Usage(
    "touch",
    "[OPTION]... FILE...",
    "Set the modification time of files, and create those that are not there.",
    (
        Option("-a", "the access time alone, which no layer keeps"),
        Option("-c, --no-create", "create nothing"),
        Option("-d, --date=DATE", "this time, not now"),
        Option("-h, --no-dereference", "of a link itself"),
        Option("-m", "the modification time alone"),
        Option("-r, --reference=FILE", "the time of that file"),
        Option("-t=STAMP", "[[CC]YY]MMDDhhmm[.ss]"),
    ),
    notes=("A layer keeps modification times only: -a creates what is absent, no more.", KNOWN),
)
_STAMP = re.compile(r"((?:\d\d){0,2})(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?")


def touch(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing file operand")
    try:
        mtime_ns = _wanted_time(call, arguments)
    except InvalidDate as error:
        return call.complain(f"invalid date format {quote(str(error))}")
    except PROBLEMS as error:
        name = arguments.value("r") or ""
        return call.complain(f"failed to get attributes of {quote(name)}: {reason(error)}")
    status = 0
    for word in arguments.operands:
        try:
            _touch(call, arguments, word, mtime_ns)
        except PROBLEMS as error:
            is_there = arguments.has("h") or word.endswith("/") or find_entry(call, word)
            what = "setting times of" if is_there else "cannot touch"
            status = call.complain(f"{what} {quote(word)}: {reason(error)}")
    return status


def _wanted_time(call: Call, arguments: Arguments) -> int:
    if arguments.has("t") + arguments.has("d", "r") > 1:
        raise UnknownUsage("cannot specify times from more than one source")
    reference, date, stamp = (arguments.value(key) for key in "rdt")
    now_ns = time.time_ns()
    if reference is not None:
        follow = not arguments.has("h")
        now_ns = entry_of(call, reference, follow=follow).mtime_ns
    if date is not None:
        return parse_date(date, zone_of(call), now_ns)
    return now_ns if stamp is None else _parse_stamp(stamp, zone_of(call))


def _parse_stamp(text: str, zone: tzinfo) -> int:
    match = _STAMP.fullmatch(text)
    if not match:
        raise InvalidDate(text)
    year = int(match[1] or datetime.now(zone).year)
    if len(match[1]) == 2:
        year += 1900 if year >= 69 else 2000
    month, day, hour, minute, second = (int(part or 0) for part in match.groups()[1:])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise InvalidDate(text) from error
    return int(moment.timestamp()) * 10**9


def _touch(call: Call, arguments: Arguments, word: str, mtime_ns: int) -> None:
    follow = not arguments.has("h")
    path = real_path(call, word, follow=follow)
    if call.files.find(path) is None:
        if arguments.has("c"):
            return
        if not follow:
            raise NoSuchPath("", word)
        new_path(call, word)
        call.files.open_to_write(path, Opening.APPEND, 0o666 & ~call.umask).close()
        if not arguments.has("d", "r", "t"):
            return
    if arguments.has("m") or not arguments.has("a"):
        call.files.set_time(path, mtime_ns, follow=follow)


PROGRAMS = (Program(TOUCH, touch),)
