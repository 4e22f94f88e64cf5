"""The `HEALTHCHECK` instruction's text as a config's `Healthcheck`.

Source: buildkit frontend/dockerfile/instructions/parse.go, parseHealthcheck.
"""

import re
from typing import Any

from layerlab.container.shell_words import BadWord, json_words

_FLAG = re.compile(r"--([a-z-]+)(?:=(\S*))?\s*")
_DURATION = re.compile(r"\+?(?:\d+(?:\.\d*)?(?:h|m|s|ms|us|µs|ns))+", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d*)?)(h|ms|us|µs|ns|m|s)")
_UNITS_NS = {
    "h": 3600 * 10**9,
    "m": 60 * 10**9,
    "s": 10**9,
    "ms": 10**6,
    "us": 10**3,
    "µs": 10**3,
    "ns": 1,
}
_DURATIONS = {
    "interval": "Interval",
    "timeout": "Timeout",
    "start-period": "StartPeriod",
    "start-interval": "StartInterval",
}
MINIMUM_NS = 10**6


def parse_healthcheck(text: str) -> dict[str, Any]:
    """`NONE`, or `[--interval=… …] CMD …`; durations in nanoseconds. Raises `BadWord`."""
    options: dict[str, Any] = {}
    while match := _FLAG.match(text):
        key, value = _option(match[1], match[2] or "")
        options |= {key: value} if value else {}
        text = text[match.end() :]
    kind, _, command = text.partition(" ")
    command = command.strip()
    if kind.upper() == "NONE":
        if command:
            raise BadWord("NONE takes no argument")
        return {"Test": ["NONE"]}
    if kind.upper() != "CMD":
        raise BadWord("it needs CMD or NONE")
    return {"Test": _test(command), **options}


def _test(command: str) -> list[str]:
    words = json_words(command)
    if not command or words == []:
        raise BadWord("a command is missing after CMD")
    return ["CMD-SHELL", command] if words is None else ["CMD", *words]


def _option(name: str, value: str) -> tuple[str, int]:
    """A value of 0 means the default, and is not written."""
    if name == "retries":
        if value and not value.isdecimal():
            raise BadWord(f"--retries={value} is no number")
        return "Retries", int(value or 0)
    if name not in _DURATIONS:
        raise BadWord(f"--{name} is not known")
    nanoseconds = _nanoseconds(value) if value else 0
    if 0 < nanoseconds < MINIMUM_NS:
        raise BadWord(f"--{name}={value} is below a millisecond")
    return _DURATIONS[name], nanoseconds


def _nanoseconds(text: str) -> int:
    if text == "0":
        return 0
    if not _DURATION.fullmatch(text):
        raise BadWord(f"{text} is no duration")
    return sum(int(float(number) * _UNITS_NS[unit]) for number, unit in _PART.findall(text))
