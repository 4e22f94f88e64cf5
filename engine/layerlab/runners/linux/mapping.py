"""Which users and groups of the host a container's are, in its user namespace.

Root has all that itself has. Others have their own, which is the container's root, and the
subordinate ones that the system gives them in /etc/subuid; without those nobody but root.
Source: user_namespaces(7), subuid(5).
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from layerlab.errors import RunnerUnavailable
from layerlab.reasons import NoUserMapping

NAME = "linux"
Range = tuple[int, int, int]
"""First number in the container, first number on the host, how many."""


@dataclass(frozen=True, slots=True)
class IdMapping:
    """`key` is a name for a folder: what is unpacked with one mapping is of no use with another.

    `is_given` says that the ranges are subordinate ones, which only newuidmap may set.
    """

    key: str
    users: Sequence[Range]
    groups: Sequence[Range]
    is_given: bool = False

    def knows(self, uid: int, gids: Sequence[int]) -> bool:
        return _has(self.users, uid) and all(_has(self.groups, gid) for gid in gids)

    @property
    def is_single(self) -> bool:
        return len(self.users) == 1 and self.users[0][2] == 1

    def apply(self, process: int) -> None:
        """To the new user namespace of a process. Raises `RunnerUnavailable`."""
        if self.is_given:
            _set_given("newuidmap", process, self.users)
            _set_given("newgidmap", process, self.groups)
            return
        folder = Path(f"/proc/{process}")
        try:
            if self.is_single:
                folder.joinpath("setgroups").write_text("deny")
            folder.joinpath("uid_map").write_text(_lines(self.users))
            folder.joinpath("gid_map").write_text(_lines(self.groups))
        except OSError as error:
            raise RunnerUnavailable(NAME, NoUserMapping(error.strerror or str(error))) from error


def mapping_here() -> IdMapping:
    """What the one who runs this may map."""
    if os.geteuid() == 0:
        users, groups = (_all_of(Path(f"/proc/self/{name}")) for name in ("uid_map", "gid_map"))
        return IdMapping("all", users, groups)
    own = os.geteuid(), os.getegid()
    given = [_subordinate(Path(f"/etc/{name}")) for name in ("subuid", "subgid")]
    if all(given) and shutil.which("newuidmap") and shutil.which("newgidmap"):
        users, groups = (
            [(0, mine, 1), (1, *found)] for mine, found in zip(own, given, strict=True) if found
        )
        key = "-".join(str(number) for one in (*users, *groups) for number in one[1:])
        return IdMapping(f"given-{key}", users, groups, is_given=True)
    return IdMapping(f"own-{own[0]}-{own[1]}", [(0, own[0], 1)], [(0, own[1], 1)])


def _has(ranges: Sequence[Range], number: int) -> bool:
    return any(first <= number < first + count for first, _, count in ranges)


def _lines(ranges: Sequence[Range]) -> str:
    return "".join(f"{first} {host} {count}\n" for first, host, count in ranges)


def _all_of(path: Path) -> list[Range]:
    """Every number that this namespace knows, as itself."""
    rows = [line.split() for line in path.read_text().splitlines()]
    return [(int(row[0]), int(row[0]), int(row[2])) for row in rows]


def _subordinate(path: Path) -> tuple[int, int] | None:
    """The first range of this user, by name or number."""
    import pwd

    try:
        names = {str(os.geteuid()), pwd.getpwuid(os.geteuid()).pw_name}
        lines = path.read_text().splitlines()
    except (OSError, KeyError):
        return None
    for row in (line.split(":") for line in lines):
        if len(row) == 3 and row[0] in names and row[1].isdecimal() and row[2].isdecimal():
            return int(row[1]), int(row[2])
    return None


def _set_given(tool: str, process: int, ranges: Sequence[Range]) -> None:
    numbers = [str(number) for one in ranges for number in one]
    done = subprocess.run(
        [tool, str(process), *numbers], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RunnerUnavailable(NAME, f"{tool}: {done.stderr.strip()}")
