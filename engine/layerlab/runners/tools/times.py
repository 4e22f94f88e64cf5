"""Times and sizes as `ls`, `stat`, `du` and `df` write them."""

from datetime import UTC, datetime, timedelta, tzinfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HALF_A_YEAR_NS = 31556952 * 10**9 // 2
_UNITS = "KMGTPEZY"


def local(time_ns: int, zone: tzinfo) -> datetime:
    """The date and time there; of years that Python has no dates for, the nearest that it has."""
    seconds = min(max(time_ns // 10**9, -62135510400), 253402214400)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone)


def short_date(time_ns: int, now_ns: int, zone: tzinfo) -> str:
    """`Nov  3 10:04`, or of what is older than half a year, or to come, `Nov  3  2021`."""
    moment = local(time_ns, zone)
    is_recent = now_ns - HALF_A_YEAR_NS < time_ns <= now_ns
    end = f"{moment:%H:%M}" if is_recent else f" {moment.year}"
    return f"{_MONTHS[moment.month - 1]} {moment.day:>2} {end}"


def full_date(time_ns: int, zone: tzinfo) -> str:
    """`2021-11-03 10:04:05.000000000 +0000`, as stat(1) writes it."""
    moment = local(time_ns, zone)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{time_ns % 10**9:09} {moment:%z}"


def human(size: int, base: int = 1024) -> str:
    """`999`, `1.1K`, `24M`: rounded up, with one digit after the point below ten."""
    if size < base:
        return str(size)
    power, unit = base, 0
    while size >= power * base:
        power *= base
        unit += 1
    tenths = -(-size * 10 // power)
    if tenths >= 100:
        whole = -(-size // power)
        if whole < base:
            return f"{whole}{_letter(unit, base)}"
        tenths, unit = 10, unit + 1
    return f"{tenths // 10}.{tenths % 10}{_letter(unit, base)}"


def _letter(unit: int, base: int) -> str:
    return "k" if base == 1000 and unit == 0 else _UNITS[unit]
