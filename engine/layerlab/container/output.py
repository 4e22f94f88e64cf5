"""What a container's main command printed: Docker's `json-file` log, which `logs` reads.

One JSON object a line, `{"log": "text\\n", "stream": "stdout", "time": "…Z"}`; a line that is very
long is several of them, of which only the last ends with a newline. Two files at most are kept, so
that a command that prints without end fills no disk.
Source: moby daemon/logger/jsonfilelog, daemon/logger/copier.go.
"""

import contextlib
import itertools
import json
import os
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Self

from layerlab.host import host_errors

FILE_BYTES = 10 << 20
"""A file that is larger is put aside for a new one; the one put aside before is removed."""

LINE_BYTES = 16 << 10
"""Bytes of one entry at most, as in Docker."""

STREAMS = ("stdout", "stderr")


@dataclass(frozen=True, slots=True)
class LogLine:
    """`text` has its newline, but for a line that was cut. `time` is RFC 3339 in UTC."""

    stream: str
    time: str
    text: str

    def to_json(self) -> str:
        return json.dumps({"log": self.text, "stream": self.stream, "time": self.time})

    @classmethod
    def parse(cls, data: bytes) -> "LogLine | None":
        """None for what is damaged, such as a last line that a killed program left half."""
        try:
            value = json.loads(data)
            stream, time, text = value["stream"], value["time"], value["log"]
        except (ValueError, TypeError, KeyError):
            return None
        if stream not in STREAMS or not isinstance(time, str) or not isinstance(text, str):
            return None
        return cls(stream, time, text)


class OutputLog:
    """One container's, in its directory. It has one `OutputWriter` at a time, and any readers."""

    def __init__(self, directory: Path, container: str) -> None:
        self.path = directory / f"{container}-json.log"
        self.old_path = self.path.with_name(f"{self.path.name}.1")

    @property
    def size_bytes(self) -> int:
        return sum(path.stat().st_size for path in (self.old_path, self.path) if path.exists())

    def read(
        self, *, tail: int | None = None, since: str = "", until: str = ""
    ) -> tuple[list[LogLine], int]:
        """The last `tail` lines of those between two times (RFC 3339 in UTC; "" for no bound).

        And where they end, for `follow`.
        """
        newest, position = self.follow(0)
        found = (
            line
            for line in itertools.chain(self._put_aside(), newest)
            if (not since or line.time >= since) and (not until or line.time <= until)
        )
        return list(deque(found, tail)), position

    def _put_aside(self) -> Iterator[LogLine]:
        path = self.old_path
        with host_errors(path), contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            yield from filter(None, map(LogLine.parse, file))

    def follow(self, position: int) -> tuple[list[LogLine], int]:
        """What was added behind `position` (bytes in the newest file), and where that ends.

        A file that became shorter was put aside: the new one is read from its beginning.
        """
        lines: list[LogLine] = []
        with host_errors(self.path):
            if not self.path.exists():
                return lines, 0
            with self.path.open("rb") as source:
                if source.seek(0, os.SEEK_END) < position:
                    position = 0
                source.seek(position)
                for data in source:
                    if not data.endswith(b"\n"):
                        break
                    position += len(data)
                    if line := LogLine.parse(data):
                        lines.append(line)
        return lines, position


class OutputWriter:
    """Takes what a command writes to its streams, and keeps it line by line. Close it at the end.

    May be written to by several threads. Raises `StorageFailed`.
    """

    def __init__(self, log: OutputLog) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._rest = dict.fromkeys(STREAMS, b"")
        with host_errors(log.path):
            self._sink: BinaryIO = log.path.open("ab")
            self._end_half_line()

    def _end_half_line(self) -> None:
        """Which a killed program may have left: it shall not swallow the next one."""
        if not self._sink.tell():
            return
        with self._log.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":
                self._sink.write(b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, stream: str, data: bytes) -> None:
        with self._lock, host_errors(self._log.path):
            pending, start = self._rest[stream] + data, 0
            while line := _next_line(pending, start):
                self._keep(stream, line)
                start += len(line)
            self._rest[stream] = pending[start:]
            self._sink.flush()

    def close(self) -> None:
        with self._lock, host_errors(self._log.path), self._sink:
            for stream, rest in self._rest.items():
                if rest:
                    self._keep(stream, rest)
            self._rest = dict.fromkeys(STREAMS, b"")

    def _keep(self, stream: str, data: bytes) -> None:
        now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        line = LogLine(stream, now, data.decode("utf-8", "replace")).to_json().encode() + b"\n"
        if self._sink.tell() + len(line) > FILE_BYTES:
            self._sink.close()
            self._log.path.replace(self._log.old_path)
            self._sink = self._log.path.open("ab")
        self._sink.write(line)


def _next_line(data: bytes, start: int) -> bytes:
    """Up to a newline, or as much as an entry holds; empty where more has to come."""
    limit = start + LINE_BYTES
    end = data.find(b"\n", start, limit) + 1
    return data[start : end or limit] if end or len(data) >= limit else b""
