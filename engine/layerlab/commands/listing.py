"""`ps` and `logs`."""

import re
import threading
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from layerlab.commands import CommandFailed, Terminal
from layerlab.commands.output import (
    command_text,
    print_json_lines,
    print_table,
    shorten,
    since_text,
    size_text,
    status_text,
)
from layerlab.container.output import LogLine
from layerlab.facade import ContainerSummary, Engine
from layerlab.facade.volume_filters import parse_filters

ID_LENGTH = 12
COMMAND_LENGTH = 20
FOLLOW_SECONDS = 0.1
_SPAN = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?")


def ps(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        found = _chosen(engine.containers(parse_filters(arguments.filters)), arguments)
        rows = [_row(engine, container, arguments) for container in found]
    if arguments.quiet:
        for row in rows:
            terminal.print(row["ID"])
    elif arguments.format == "json":
        print_json_lines(terminal, rows)
    else:
        titles = {
            "ID": "CONTAINER ID",
            "Image": "IMAGE",
            "Command": "COMMAND",
            "RunningFor": "CREATED",
            "Status": "STATUS",
            "Ports": "PORTS",
            "Names": "NAMES",
            **({"Size": "SIZE"} if arguments.size else {}),
        }
        print_table(terminal, tuple(titles.values()), [[row[c] for c in titles] for row in rows])


def _chosen(found: list[ContainerSummary], arguments: Namespace) -> list[ContainerSummary]:
    """What runs, unless a filter or a number says what is wanted."""
    count = 1 if arguments.latest else arguments.last
    by_state = any(text.startswith(("status=", "exited=")) for text in arguments.filters)
    if not (arguments.all or by_state or count):
        found = [container for container in found if container.state.is_running]
    return found[:count] if count and count > 0 else found


def _row(engine: Engine, container: ContainerSummary, arguments: Namespace) -> dict[str, str]:
    whole = arguments.no_trunc
    command = command_text(container.command)
    row = {
        "ID": container.id if whole else container.id[:ID_LENGTH],
        "Image": container.image_name,
        "Command": f'"{command if whole else shorten(command, COMMAND_LENGTH)}"',
        "CreatedAt": container.created,
        "RunningFor": since_text(container.created),
        "Status": status_text(container.state),
        "State": container.state.status.value,
        "Labels": ",".join(f"{name}={value}" for name, value in sorted(container.labels.items())),
        "Networks": "none",
        "Ports": "",
        "Names": container.name,
    }
    if arguments.size:
        own, whole_size = engine.container_sizes(container.id)
        row["Size"] = f"{size_text(own)} (virtual {size_text(whole_size)})"
    return row


def logs(arguments: Namespace, terminal: Terminal) -> None:
    """Each line goes where the command wrote it: stdout or stderr."""
    since, until = (_time(arguments, name, terminal) for name in ("since", "until"))
    tail = int(arguments.tail) if arguments.tail.isdecimal() else None
    with terminal.engine() as engine:
        log = engine.output(arguments.container)
        lines, position = log.read(tail=tail, since=since, until=until)
        _print(lines, arguments, terminal)
        if not arguments.follow:
            return
        pause = threading.Event()
        with terminal.progress() as bar:
            is_running = True
            while is_running:
                bar.advance(0)
                is_running = engine.is_running(arguments.container)
                lines, position = log.follow(position)
                _print(lines, arguments, terminal)
                pause.wait(FOLLOW_SECONDS if is_running else 0)


def _print(lines: Iterable[LogLine], arguments: Namespace, terminal: Terminal) -> None:
    for line in lines:
        prefix = f"{line.time} " if arguments.timestamps else ""
        sink = terminal.stdout if line.stream == "stdout" else terminal.stderr
        sink.write((prefix + line.text).encode())
        sink.flush()


def _time(arguments: Namespace, name: str, terminal: Terminal) -> str:
    """As the log writes times: from RFC 3339, from seconds since 1970, or so long ago."""
    text: str = getattr(arguments, name)
    if not text:
        return ""
    try:
        moment = _moment(text)
    except (ValueError, OverflowError) as error:
        what = f'invalid value for "{name}": failed to parse value as time or duration: "{text}"'
        terminal.warn(f"Error: {what}")
        raise CommandFailed from error
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _moment(text: str) -> datetime:
    span = _SPAN.fullmatch(text)
    if span:
        hours, minutes, seconds = (float(part or 0) for part in span.groups())
        return datetime.now(UTC) - timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return datetime.fromtimestamp(float(text), UTC)
    return datetime.fromisoformat(text)
