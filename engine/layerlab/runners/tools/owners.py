"""Users and groups by name, as the container's files have them while a tool runs."""

from layerlab.runners.accounts import rows
from layerlab.runners.files import Files
from layerlab.runners.users import GROUP, PASSWD, reader


class Accounts:
    def __init__(self, files: Files) -> None:
        read = reader(files)
        self._users = {
            row[0]: (int(row[2]), int(row[3]))
            for row in reversed(list(rows(read(PASSWD))))
            if len(row) > 3 and row[3].isascii() and row[3].isdecimal()
        }
        self._groups = {row[0]: int(row[2]) for row in reversed(list(rows(read(GROUP))))}

    def user(self, name: str) -> tuple[int, int] | None:
        """A user's number and own group; None where nobody has the name."""
        return self._users.get(name)

    def group(self, name: str) -> int | None:
        return self._groups.get(name)

    def group_name(self, gid: int) -> str:
        """By its number; the number itself where no group has it."""
        return next((name for name, number in self._groups.items() if number == gid), str(gid))
