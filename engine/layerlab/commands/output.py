"""How commands print: Docker's tables, sizes and times, JSON lines."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from layerlab.commands.terminal import Terminal
from layerlab.container.state import State, Status

NONE = "<none>"
"""What Docker shows for a name that is not there."""

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def size_text(size_bytes: float, digits: int = 3) -> str:
    """`630B`, `1.15kB`, `151MB`: so many digits, in powers of 1000, as Docker prints."""
    unit = 0
    while size_bytes >= 1000 and unit < len(_UNITS) - 1:
        size_bytes /= 1000
        unit += 1
    return f"{size_bytes:.{digits}g}{_UNITS[unit]}" if unit else f"{size_bytes:.0f}B"


def since_text(created: str, now: datetime | None = None) -> str:
    """`3 weeks ago` for an RFC 3339 time; `N/A` where there is none."""
    made = _parse_time(created)
    if made is None:
        return "N/A"
    return f"{_span((now or datetime.now(UTC)).timestamp() - made.timestamp())} ago"


def command_text(words: Sequence[str]) -> str:
    """As Docker's tables have it. Source: moby container/view.go."""
    return " ".join([*words[:1], *(f"'{w}'" if " " in w else w for w in words[1:])])


def status_text(state: State, now: datetime | None = None) -> str:
    """`Up 2 minutes (Paused)`, `Exited (0) 3 seconds ago`. Source: moby container/state.go."""
    match state.status:
        case Status.CREATED:
            return "Created"
        case Status.EXITED:
            return f"Exited ({state.exit_code}) {since_text(state.finished_at, now)}"
    since = since_text(state.started_at, now).removesuffix(" ago")
    return f"Up {since}" + (" (Paused)" if state.status is Status.PAUSED else "")


def _parse_time(text: str) -> datetime | None:
    """Go writes nine digits of a second, Python reads six."""
    short = re.sub(r"(\.\d{6})\d+", r"\1", text)
    try:
        made = datetime.fromisoformat(short)
    except ValueError:
        return None
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _span(seconds: float) -> str:
    """Source: docker/go-units, HumanDuration."""
    if seconds < 1:
        return "Less than a second"
    minutes, hours = seconds / 60, seconds / 3600
    if minutes < 1:
        return "1 second" if int(seconds) == 1 else f"{int(seconds)} seconds"
    if int(minutes) == 1:
        return "About a minute"
    if minutes < 60:
        return f"{int(minutes)} minutes"
    if round(hours) == 1:
        return "About an hour"
    if hours < 48:
        return f"{round(hours)} hours"
    for limit, length, unit in ((24 * 14, 24, "days"), (24 * 60, 168, "weeks")):
        if hours < limit:
            return f"{int(hours / length)} {unit}"
    if hours < 24 * 365 * 2:
        return f"{int(hours / 24 / 30)} months"
    return f"{int(hours / 24 / 365)} years"


def print_table(terminal: Terminal, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns three blanks apart and ten letters wide, as Docker's."""
    table = [tuple(titles), *map(tuple, rows)]
    widths = [max(len(row[column]) for row in table) + 3 for column in range(len(titles))]
    for row in table:
        cells = (f"{cell:<{max(width, 10)}}" for cell, width in zip(row, widths, strict=True))
        terminal.print("".join(cells).rstrip())


def print_json_lines(terminal: Terminal, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        terminal.print(json.dumps(row, ensure_ascii=False))


def shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
