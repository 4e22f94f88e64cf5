"""Users and groups by a container's own `/etc/passwd` and `/etc/group`.

Source: moby daemon/archive_tarcopyoptions_unix.go, getUIDGID; moby/sys/user, GetExecUser.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from layerlab.errors import NoSuchGroup, NoSuchUser, NotFound, Refused
from layerlab.model import LayerPath
from layerlab.runners.files import Files
from layerlab.runners.shell.tool import Identity

_FILE_BYTES = 4 << 20
_ID_LIMIT = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class _User:
    name: str
    uid: int
    gid: int
    home: str


class Accounts:
    """Reads both files once, and only when they are needed."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @cached_property
    def _users(self) -> list[_User]:
        lines = self._lines("etc/passwd")
        return [
            _User(fields[0], int(fields[2]), int(fields[3]), fields[5])
            for fields in lines
            if len(fields) > 5 and _is_id(fields[2]) and _is_id(fields[3])
        ]

    @cached_property
    def _groups(self) -> list[tuple[str, int, list[str]]]:
        return [
            (fields[0], int(fields[2]), fields[3].split(",") if len(fields) > 3 else [])
            for fields in self._lines("etc/group")
            if len(fields) > 2 and _is_id(fields[2])
        ]

    def _lines(self, path: str) -> Iterator[list[str]]:
        try:
            real = self._files.resolve(LayerPath(path))
            with self._files.open(real) as stream:
                data = stream.read(_FILE_BYTES)
        except (NotFound, Refused):
            return
        for line in data.decode("utf-8", "surrogateescape").splitlines():
            yield line.split(":")

    @cached_property
    def homes(self) -> Mapping[str, str]:
        return {user.name: user.home for user in reversed(self._users)}

    def home(self, uid: int) -> str:
        return next((user.home for user in self._users if user.uid == uid), "/")

    def identity(self, user: str) -> Identity:
        """Of `USER[:GROUP]`, names or numbers; "" is root. Raises `NoSuchUser`, `NoSuchGroup`."""
        name, _, group = user.partition(":")
        found = self._user(name)
        gid = self._group(group) if group else found.gid
        groups = {number for _, number, members in self._groups if found.name in members}
        return Identity(
            uid=found.uid,
            gid=gid,
            groups=() if group else tuple(sorted(groups - {gid})),
            user_names={each.uid: each.name for each in reversed(self._users)},
            group_names={number: each for each, number, _ in reversed(self._groups)},
        )

    def _user(self, name: str) -> _User:
        number = int(name or "0") if _is_id(name or "0") else None
        for user in self._users:
            if user.name == name or (number is not None and user.uid == number):
                return user
        if number is None:
            raise NoSuchUser(name)
        return _User("", number, 0, "/")

    def _group(self, name: str) -> int:
        if _is_id(name):
            return int(name)
        for each, number, _ in self._groups:
            if each == name:
                return number
        raise NoSuchGroup(name)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= _ID_LIMIT
