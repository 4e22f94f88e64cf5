"""A container's user as numbers, by its own `/etc/passwd` and `/etc/group`.

Source: moby daemon/archive_tarcopyoptions_unix.go, getUIDGID; moby sys/user, GetExecUser.
"""

from collections.abc import Callable, Iterator

from layerlab.errors import NoSuchGroup, NoSuchUser
from layerlab.model import LayerPath
from layerlab.runners.files import Files

ID_LIMIT = (1 << 31) - 1
Read = Callable[[LayerPath], bytes | None]
"""The bytes of a file of the container; None where there is no such file."""

FILE_BYTES = 4 << 20
"""As much of either file as is read."""

PASSWD = LayerPath("etc/passwd")
GROUP = LayerPath("etc/group")


def reader(files: Files) -> Read:
    def read(path: LayerPath) -> bytes | None:
        real = files.resolve(path)
        entry = files.find(real)
        if entry is None or not entry.kind.has_data:
            return None
        with files.open(real) as stream:
            return stream.read(FILE_BYTES)

    return read


def owner_of(user: str, read: Read) -> tuple[int, int]:
    """`USER[:GROUP]`, names or numbers, as user and group ID. Raises `NoSuchUser`, `NoSuchGroup`.

    A user alone brings its own group, and group 0 where `/etc/passwd` does not know it.
    """
    name, _, group = user.partition(":")
    uid, gid = _user(name, read) if name else (0, 0)
    return uid, _group(group, read) if group else gid


def groups_of(user: str, read: Read) -> tuple[int, ...]:
    """All groups: the user's own first, and where `user` names none, those that it is a member of.

    Source: moby daemon/oci_linux.go, getUser; its own group is one of them since 20.10.18.
    """
    name, _, group = user.partition(":")
    _, own = owner_of(user, read)
    if group:
        return (own,)
    number = _number(name or "0")
    for fields in _lines(read(PASSWD), numbers=2):
        if number is not None and int(fields[2]) == number:
            name = fields[0]
            break
    lines = (read(GROUP) or b"").decode("utf-8", "replace").splitlines()
    rows = (line.split(":") for line in lines)
    others = (
        int(row[2])
        for row in rows
        if len(row) > 3 and row[2].isdecimal() and name in row[3].split(",")
    )
    return tuple(dict.fromkeys((own, *others)))


def home_of(user: str, read: Read) -> str:
    """The directory that `/etc/passwd` gives a user, by name or number; `/` where it has none."""
    name = user.partition(":")[0] or "0"
    number = _number(name)
    for fields in _lines(read(PASSWD), numbers=2):
        if fields[0] == name if number is None else int(fields[2]) == number:
            return fields[5] if len(fields) > 5 and fields[5] else "/"
    return "/"


def _user(name: str, read: Read) -> tuple[int, int]:
    number = _number(name)
    for fields in _lines(read(PASSWD), numbers=2):
        if fields[0] == name if number is None else int(fields[2]) == number:
            return int(fields[2]), int(fields[3])
    if number is None:
        raise NoSuchUser(name)
    return number, 0


def _group(name: str, read: Read) -> int:
    number = _number(name)
    if number is not None:
        return number
    for fields in _lines(read(GROUP), numbers=1):
        if fields[0] == name:
            return int(fields[2])
    raise NoSuchGroup(name)


def _number(name: str) -> int | None:
    return int(name) if name.isdecimal() and int(name) <= ID_LIMIT else None


def _lines(data: bytes | None, numbers: int) -> Iterator[list[str]]:
    """Lines that have so many numbers after a name and a password; others count for nothing."""
    for line in (data or b"").decode("utf-8", "replace").splitlines():
        fields = line.split(":")
        found = fields[2 : 2 + numbers]
        if len(found) == numbers and all(field.isdecimal() for field in found):
            yield fields
