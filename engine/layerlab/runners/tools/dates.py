"""Dates as people write them after `-d`, and the container's time zone.

A part of what GNU's parse_datetime takes: what is not listed in `KNOWN` is refused, never guessed.
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from layerlab.model import LayerPath, clean
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.reasons import PROBLEMS

KNOWN = (
    "Dates: @SECONDS, now, today, yesterday, tomorrow, YYYY-MM-DD, HH:MM[:SS[.N]] after one of"
    " these or alone, 'D Month YYYY', 'Month D YYYY', ISO 8601, RFC 5322, with Z, UTC or +HH:MM,"
    " and 'N UNIT [ago]', 'next UNIT', 'last UNIT'."
)
ZONE_BYTES = 1 << 20
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SECOND = 10**9
_UNITS = {"sec": 1, "second": 1, "min": 60, "minute": 60, "hour": 3600}
_UNITS |= {"day": 86400, "week": 7 * 86400, "fortnight": 14 * 86400}
_DAYS = {"now": 0, "today": 0, "yesterday": -1, "tomorrow": 1}


_UNREADABLE: tuple[type[Exception], ...] = (*PROBLEMS, ValueError)


class InvalidDate(Exception):
    """The text is no date that we know."""


def zone_of(call: Call) -> tzinfo:
    """By `TZ` and the container's own zone files; UTC where it has none, as in the C library."""
    name = call.environment.get("TZ")
    if name is None:
        return _zone(call, LayerPath("etc/localtime"))
    return _zone(call, clean(f"usr/share/zoneinfo/{name.removeprefix(':')}")) if name else UTC


def _zone(call: Call, path: LayerPath) -> tzinfo:
    try:
        real = call.files.resolve(path)
        entry = call.files.find(real)
        if entry is None or not entry.kind.has_data or entry.size > ZONE_BYTES:
            return UTC
        with call.files.open(real) as stream:
            return ZoneInfo.from_file(stream, key=str(path))
    except _UNREADABLE:
        return UTC


def parse_date(text: str, zone: tzinfo, now_ns: int | None = None) -> int:
    """Nanoseconds since 1970. Raises `InvalidDate`."""
    now_ns = time.time_ns() if now_ns is None else now_ns
    match = re.fullmatch(r"\s*@(-?\d{1,12})(?:[.,](\d{1,9}))?\d*\s*", text)
    if match:
        return int(match[1]) * _SECOND + int((match[2] or "0").ljust(9, "0"))
    try:
        return _Reading(text, zone, now_ns).result()
    except (ValueError, OverflowError) as error:
        raise InvalidDate(text) from error


class _Reading:
    """Takes a text apart, item by item; each may stand once, in any order."""

    def __init__(self, text: str, zone: tzinfo, now_ns: int) -> None:
        self._rest = text.strip().lower()
        self._zone = zone
        self._now_ns = now_ns
        self._date: tuple[int, int, int] | None = None
        self._time: tuple[int, int, int, int] | None = None
        self._shift_days = 0
        self._shift_months = 0
        self._shift_ns = 0
        self._patterns: tuple[tuple[str, Callable[[re.Match[str]], None]], ...] = (
            (r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?", self._iso_date),
            (r"(\d{4})(\d\d)(\d\d)(?!\d)", self._iso_date),
            (r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?\s*(am|pm)?", self._clock),
            (r"(?:utc|gmt|z)(?!\w)", self._zulu),
            (r"([+-])(\d\d):?(\d\d)(?!\d)", self._offset),
            (r"(?:mon|tue|wed|thu|fri|sat|sun)\w*,?", self._weekday),
            (r"(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})", self._day_month_year),
            (r"([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})", self._month_day_year),
            (r"(now|today|yesterday|tomorrow)\b", self._day_word),
            (r"([+-]?\d+|next|last|a|an)\s*([a-z]+?)s?(\s+ago)?(?![a-z])", self._relative),
        )

    def result(self) -> int:
        while self._rest:
            self._take()
        now = datetime.fromtimestamp(self._now_ns // _SECOND, self._zone)
        fraction_ns = self._now_ns % _SECOND
        moment = now
        if self._date:
            moment = now.replace(year=self._date[0], month=self._date[1], day=self._date[2])
        if self._time or self._date:
            hour, minute, second, fraction_ns = self._time or (0, 0, 0, 0)
            moment = moment.replace(hour=hour, minute=minute, second=second)
        moment = _shifted(moment, self._shift_months) + timedelta(days=self._shift_days)
        return (
            int(moment.replace(tzinfo=self._zone).timestamp()) * _SECOND
            + fraction_ns
            + (self._shift_ns)
        )

    def _take(self) -> None:
        for pattern, act in self._patterns:
            match = re.match(pattern, self._rest)
            if match and match.end():
                act(match)
                self._rest = self._rest[match.end() :].lstrip(" ,\t")
                return
        raise ValueError(self._rest)

    def _set_date(self, year: int, month: int, day: int) -> None:
        if self._date:
            raise ValueError("two dates")
        self._date = (year, month, day)

    def _iso_date(self, match: re.Match[str]) -> None:
        self._set_date(int(match[1]), int(match[2]), int(match[3]))

    def _day_month_year(self, match: re.Match[str]) -> None:
        self._set_date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))

    def _month_day_year(self, match: re.Match[str]) -> None:
        self._set_date(int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))

    def _clock(self, match: re.Match[str]) -> None:
        if self._time:
            raise ValueError("two times")
        hour = int(match[1])
        if match[5]:
            if not 1 <= hour <= 12:
                raise ValueError("no hour of twelve")
            hour = hour % 12 + 12 * (match[5] == "pm")
        fraction_ns = int((match[4] or "0").ljust(9, "0"))
        self._time = (hour, int(match[2]), int(match[3] or 0), fraction_ns)

    def _weekday(self, match: re.Match[str]) -> None:
        """Says nothing that the date doesn't."""

    def _zulu(self, match: re.Match[str]) -> None:
        self._zone = UTC

    def _offset(self, match: re.Match[str]) -> None:
        minutes = int(match[2]) * 60 + int(match[3])
        self._zone = timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))

    def _day_word(self, match: re.Match[str]) -> None:
        self._shift_days += _DAYS[match[1]]

    def _relative(self, match: re.Match[str]) -> None:
        count = {"next": 1, "last": -1, "a": 1, "an": 1}.get(match[1]) or int(match[1])
        count = -count if match[3] else count
        unit = match[2]
        if unit in ("month", "year"):
            self._shift_months += count * (12 if unit == "year" else 1)
        elif unit in ("day", "week", "fortnight"):
            self._shift_days += count * _UNITS[unit] // 86400
        elif unit in _UNITS:
            self._shift_ns += count * _UNITS[unit] * _SECOND
        else:
            raise ValueError(unit)


def _shifted(moment: datetime, months: int) -> datetime:
    """Months later; of a day that the month lacks the days beyond it run into the next."""
    if not months:
        return moment
    count = moment.year * 12 + moment.month - 1 + months
    first = moment.replace(year=count // 12, month=count % 12 + 1, day=1)
    return first + timedelta(days=moment.day - 1)
