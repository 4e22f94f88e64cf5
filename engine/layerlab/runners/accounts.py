"""Who a command of the built-in shell runs as, with the names of all users and groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from layerlab.runners.shell.tool import Identity
from layerlab.runners.users import GROUP, PASSWD, Read, groups_of, owner_of


@dataclass(frozen=True, slots=True)
class Account:
    """`homes` are users' directories, by name."""

    identity: Identity
    homes: Mapping[str, str]


def account(user: str, read: Read) -> Account:
    """Of `USER[:GROUP]`; "" is root. Raises `NoSuchUser`, `NoSuchGroup`."""
    uid, gid = owner_of(user, read)
    users = list(rows(read(PASSWD)))
    groups = list(rows(read(GROUP)))
    identity = Identity(
        uid,
        gid,
        groups_of(user, read),
        {int(row[2]): row[0] for row in reversed(users)},
        {int(row[2]): row[0] for row in reversed(groups)},
    )
    return Account(identity, {row[0]: row[5] for row in reversed(users) if len(row) > 5})


def rows(data: bytes | None) -> Iterator[list[str]]:
    """The lines of `/etc/passwd` or `/etc/group` that have a number, in their fields."""
    for line in (data or b"").decode("utf-8", "surrogateescape").splitlines():
        row = line.split(":")
        if len(row) > 2 and row[2].isascii() and row[2].isdecimal() and len(row[2]) < 11:
            yield row
