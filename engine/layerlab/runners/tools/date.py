"""`date`: the time, or any other, by a format."""

import time
from datetime import UTC, tzinfo

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.dates import KNOWN, InvalidDate, parse_date, zone_of
from layerlab.runners.tools.paths import entry_of, quote, quote_if_needed
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.strftime import format_time
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

_ISO = {
    "date": "%Y-%m-%d",
    "hours": "%Y-%m-%dT%H%:z",
    "minutes": "%Y-%m-%dT%H:%M%:z",
    "seconds": "%Y-%m-%dT%H:%M:%S%:z",
    "ns": "%Y-%m-%dT%H:%M:%S,%N%:z",
}
_RFC_3339 = {
    "date": "%Y-%m-%d",
    "seconds": "%Y-%m-%d %H:%M:%S%:z",
    "ns": "%Y-%m-%d %H:%M:%S.%N%:z",
}
DATE = Usage(
    "date",
    "[OPTION]... [+FORMAT]",
    "Print the time.",
    (
        Option("-d, --date=DATE", "this time, not now"),
        Option("-I, --iso-8601[=PARTS]", "ISO 8601: date, hours, minutes, seconds or ns"),
        Option("-r, --reference=FILE", "when the file was modified"),
        Option("-R, --rfc-email", "as in mails"),
        Option("--rfc-3339=PARTS", "RFC 3339: date, seconds or ns"),
        Option("-u, --utc, --universal", "in UTC"),
    ),
    notes=("The zone is TZ's, by the container's own zone files, or UTC.", KNOWN),
)


def date(call: Call, arguments: Arguments) -> int:
    zone = UTC if arguments.has("u") else zone_of(call)
    wanted, reference = arguments.value("d"), arguments.value("r")
    if wanted is not None and reference is not None:
        raise UnknownUsage("the options to specify dates for printing are mutually exclusive")
    text = _format(arguments)
    if text is None:
        return call.complain(f"invalid date {quote(arguments.operands[0])}")
    try:
        time_ns = _time(call, wanted, reference, zone)
    except InvalidDate:
        return call.complain(f"invalid date {quote(wanted or '')}")
    except PROBLEMS as error:
        return call.complain(f"{quote_if_needed(reference or '')}: {reason(error)}")
    call.print(format_time(text, time_ns, zone))
    return 0


def _time(call: Call, wanted: str | None, reference: str | None, zone: tzinfo) -> int:
    if reference is not None:
        return entry_of(call, reference).mtime_ns
    return time.time_ns() if wanted is None else parse_date(wanted, zone)


def _format(arguments: Arguments) -> str | None:
    """None where an operand would set the clock."""
    operands = arguments.operands
    if len(operands) > 1:
        raise UnknownUsage(f"extra operand {quote(operands[1])}")
    if operands:
        return operands[0][1:] if operands[0].startswith("+") else None
    match arguments.last("I", "R", "rfc-3339"):
        case "I":
            return _part("iso-8601", _ISO, arguments.value("I") or "date")
        case "R":
            return "%a, %d %b %Y %H:%M:%S %z"
        case "rfc-3339":
            return _part("rfc-3339", _RFC_3339, arguments.value("rfc-3339") or "")
        case _:
            return "%a %b %e %H:%M:%S %Z %Y"


def _part(name: str, formats: dict[str, str], part: str) -> str:
    found = next((text for known, text in formats.items() if part and known.startswith(part)), None)
    if found is None:
        raise UnknownUsage(f"invalid argument {quote(part)} for '--{name}'")
    return found


PROGRAMS = (Program(DATE, date),)
