"""What a container's processes take together, seen from outside of them."""

import contextlib
import os
import stat

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_STEPS = 8


class Watch:
    """Looks at one container again and again; `reached` names the bound that was exceeded.

    `proc` is the container's own /proc, as a directory descriptor. Memory is that of the
    processes' own pages, which two that have forked count twice until they differ. Bytes written
    are what the upper directory takes up on the disk beyond what it took before. To walk through
    it costs, so that is done only when the disk has become fuller by a part of what is allowed.
    """

    def __init__(self, proc: int, upper: str, bounds: dict[str, int]) -> None:
        self._proc = proc
        self._upper = upper
        self._bounds = bounds
        self._begun_with = _taken_bytes(upper)
        self._free = _free_bytes(upper)
        self._next_walk = bounds["written_bytes"]

    def reached(self) -> str:
        processes = [name for name in os.listdir(self._proc) if name.isdecimal() and name != "1"]
        if len(processes) > self._bounds["processes"]:
            return "processes"
        if sum(map(self._memory_bytes, processes)) > self._bounds["memory_bytes"]:
            return "memory"
        if self.has_written_too_much():
            return "bytes written"
        return ""

    def _memory_bytes(self, process: str) -> int:
        with contextlib.suppress(OSError, ValueError, IndexError):
            descriptor = os.open(f"{process}/statm", os.O_RDONLY, dir_fd=self._proc)
            try:
                fields = os.read(descriptor, 256).split()
            finally:
                os.close(descriptor)
            return (int(fields[1]) - int(fields[2])) * PAGE_BYTES
        return 0

    def has_written_too_much(self) -> bool:
        allowed = self._bounds["written_bytes"]
        gone = self._free - _free_bytes(self._upper)
        if gone <= self._next_walk:
            return False
        self._next_walk = gone + max(allowed // _STEPS, 1)
        return _taken_bytes(self._upper) - self._begun_with > allowed


def _free_bytes(directory: str) -> int:
    found = os.statvfs(directory)
    return found.f_bavail * found.f_frsize


def _taken_bytes(directory: str) -> int:
    """On the disk, each file once. What vanishes meanwhile takes nothing."""
    taken, seen, waiting = 0, set[int](), [directory]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as items:
            for item in items:
                with contextlib.suppress(OSError):
                    status = item.stat(follow_symlinks=False)
                    if status.st_ino not in seen:
                        seen.add(status.st_ino)
                        taken += status.st_blocks * 512
                    if stat.S_ISDIR(status.st_mode):
                        waiting.append(item.path)
    return taken
