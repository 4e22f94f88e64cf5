"""Times by a format, as `date +FORMAT` and `find -printf %T` write them.

Beside `datetime.strftime`: nanoseconds, GNU's flags and widths (`%-d`, `%_H`, `%3N`), and the C
locale whatever the host's is.
"""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo

from layerlab.runners.tools.times import local

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_FIELD = re.compile(r"%([-_0^#+]*)(\d{0,4})(:{0,3})([a-zA-Z%+])", re.ASCII)
_LONGER = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "h": "%b",
    "r": "%I:%M:%S %p",
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "x": "%m/%d/%y",
    "X": "%H:%M:%S",
    "+": "%Y-%m-%d+%H:%M:%S",
}
Number = Callable[[datetime], int]
_NUMBERS: dict[str, tuple[Number, int, str]] = {
    "C": (lambda t: t.year // 100, 2, "0"),
    "d": (lambda t: t.day, 2, "0"),
    "e": (lambda t: t.day, 2, "_"),
    "g": (lambda t: t.isocalendar().year % 100, 2, "0"),
    "G": (lambda t: t.isocalendar().year, 4, "0"),
    "H": (lambda t: t.hour, 2, "0"),
    "I": (lambda t: t.hour % 12 or 12, 2, "0"),
    "j": (lambda t: t.timetuple().tm_yday, 3, "0"),
    "k": (lambda t: t.hour, 2, "_"),
    "l": (lambda t: t.hour % 12 or 12, 2, "_"),
    "m": (lambda t: t.month, 2, "0"),
    "M": (lambda t: t.minute, 2, "0"),
    "q": (lambda t: (t.month + 2) // 3, 1, "0"),
    "S": (lambda t: t.second, 2, "0"),
    "u": (lambda t: t.isoweekday(), 1, "0"),
    "U": (lambda t: (t.timetuple().tm_yday + 6 - t.isoweekday() % 7) // 7, 2, "0"),
    "V": (lambda t: t.isocalendar().week, 2, "0"),
    "w": (lambda t: t.isoweekday() % 7, 1, "0"),
    "W": (lambda t: (t.timetuple().tm_yday + 6 - t.weekday()) // 7, 2, "0"),
    "y": (lambda t: t.year % 100, 2, "0"),
    "Y": (lambda t: t.year, 1, "0"),
}
_TEXTS: dict[str, Callable[[datetime], str]] = {
    "a": lambda t: _DAYS[t.weekday()][:3],
    "A": lambda t: _DAYS[t.weekday()],
    "b": lambda t: _MONTHS[t.month - 1][:3],
    "B": lambda t: _MONTHS[t.month - 1],
    "p": lambda t: "PM" if t.hour >= 12 else "AM",
    "P": lambda t: "pm" if t.hour >= 12 else "am",
    "Z": lambda t: t.tzname() or "",
}
_SIGNS = {"n": "\n", "t": "\t", "%": "%"}


def format_time(text: str, time_ns: int, zone: tzinfo) -> str:
    """`text` with its fields filled in; what is no field stays as it is."""
    moment = local(time_ns, zone)
    return _FIELD.sub(lambda match: _field(match, moment, time_ns), text)


def _field(match: re.Match[str], moment: datetime, time_ns: int) -> str:
    flags, width, colons, letter = match[1], int(match[2] or 0), match[3], match[4]
    if colons and letter != "z":
        return match[0]
    if letter in _LONGER:
        longer = _FIELD.sub(lambda inner: _field(inner, moment, time_ns), _LONGER[letter])
        return longer.rjust(width)
    if letter == "s":
        return _padded(time_ns // 10**9, 1, "0", flags, width)
    if letter == "N":
        digits = f"{time_ns % 10**9:09}"
        return digits[: width or 9].ljust(width, "0") if "-" not in flags else digits.rstrip("0")
    if letter == "z":
        return _offset(moment, len(colons))
    if letter in _NUMBERS:
        number, digits_count, pad = _NUMBERS[letter]
        return _padded(number(moment), digits_count, pad, flags, width)
    if letter in _TEXTS:
        found = _TEXTS[letter](moment)
        if "^" in flags:
            found = found.upper()
        elif "#" in flags:
            found = found.lower() if letter in "pZ" else found.upper()
        return found.rjust(width, "0" if "0" in flags else " ")
    return _SIGNS.get(letter, match[0]).rjust(width)


def _padded(number: int, digits: int, pad: str, flags: str, width: int) -> str:
    pad = next((flag for flag in reversed(flags) if flag in "-_0"), pad)
    if pad == "-":
        return str(number)
    return str(number).rjust(max(width, digits), " " if pad == "_" else "0")


def _offset(moment: datetime, colons: int) -> str:
    offset = moment.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    match colons:
        case 0:
            return f"{sign}{hours:02}{minutes:02}"
        case 1:
            return f"{sign}{hours:02}:{minutes:02}"
        case 2:
            return f"{sign}{hours:02}:{minutes:02}:{rest:02}"
        case _:
            text = f"{sign}{hours:02}"
            return (
                text
                + (f":{minutes:02}" if minutes or rest else "")
                + (f":{rest:02}" if rest else "")
            )
