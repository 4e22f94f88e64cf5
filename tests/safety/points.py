"""Every effect on the outside as a point in time, at which a program can be ended.

In a program that is about to be killed the functions that change the disk are wrapped: each call
counts, and at the chosen one the program ends itself with SIGKILL, before the effect or half-way
through it (a write is cut in the middle; anything else is done, and nothing after it).
"""

import builtins
import io
import os
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_FUNCTIONS = (
    "replace",
    "rename",
    "unlink",
    "remove",
    "mkdir",
    "rmdir",
    "symlink",
    "link",
    "chmod",
    "utime",
    "fsync",
    "sync",
)
_TWO_PLACES = ("replace", "rename", "link")
_LOOKING = ("begin", "select", "pragma")


@dataclass
class Points:
    """`at` is the number of the point that is the last one; None counts them all."""

    at: int | None = None
    half: bool = False
    count: int = 0
    events: list[tuple[str, ...]] = field(default_factory=list)

    def reach(
        self, event: tuple[str, ...], act: Callable[[], Any], half: Callable[[], Any] | None = None
    ) -> Any:
        number = self.count
        self.count += 1
        if number != self.at:
            self.events.append(event)
            return act()
        if self.half:
            (half or act)()
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("killed")

    def install(self) -> None:
        """For the rest of this process."""
        for name in _FUNCTIONS:
            setattr(os, name, self._counted(name, getattr(os, name)))
        self._install_open()
        self._install_sql()

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            places = args[: 2 if name in _TWO_PLACES else 1]
            event = (name, *(_place(place, more) for place in places))
            return self.reach(event, lambda: real(*args, **more))

        return counted

    def _install_open(self) -> None:
        points, real = self, io.open

        class Raw(io.FileIO):
            def write(self, data: Any) -> int:
                view = memoryview(data).cast("B")
                whole, half = super().write, view[: len(view) // 2]
                event = ("write", _place(self.name, {}))
                written: int = points.reach(event, lambda: whole(view), lambda: whole(half))
                return written

        def opened(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            if "b" not in mode or not set(mode) & set("wxa+") or "opener" in more:
                return real(file, mode, *args, **more)
            event = ("open", _place(file, {}))
            raw = points.reach(event, lambda: Raw(os.fspath(file), mode.replace("b", "")))
            return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

        io.open = builtins.open = opened

    def _install_sql(self) -> None:
        points, real = self, sqlite3.connect

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
                run = super().execute
                words = sql.split()
                if not words or words[0] in _LOOKING:
                    return run(sql, *args)
                event = ("sql", " ".join(words[:3]))
                cursor: sqlite3.Cursor = points.reach(event, lambda: run(sql, *args))
                return cursor

        def connect(*args: Any, **more: Any) -> sqlite3.Connection:
            return real(*args, **more, factory=Connection)

        sqlite3.connect = connect


def _place(argument: Any, more: dict[str, Any]) -> str:
    """What an argument is about, as a path where it can be told."""
    folder = more.get("dir_fd")
    if folder is not None:
        return f"{_of_descriptor(folder)}/{os.fsdecode(argument)}"
    if isinstance(argument, int):
        return _of_descriptor(argument)
    return os.fspath(argument) if isinstance(argument, str | os.PathLike) else ""


def _of_descriptor(number: int) -> str:
    return os.readlink(f"/proc/self/fd/{number}")
