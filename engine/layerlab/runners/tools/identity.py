"""`id` and `whoami`: who the command runs as, by the container's own files."""

from collections.abc import Mapping

from layerlab.errors import NoSuchUser
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import quote
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage
from layerlab.runners.users import groups_of, owner_of, reader

ID = Usage(
    "id",
    "[OPTION]... [USER]...",
    "Print a user's number and name, and its groups.",
    (
        Option("-g, --group", "the group alone"),
        Option("-G, --groups", "all groups"),
        Option("-n, --name", "names, with -u, -g or -G"),
        Option("-r, --real", "with -u, -g or -G; real and effective are one here"),
        Option("-u, --user", "the user alone"),
        Option("-z, --zero", "zero bytes, no blanks and newlines"),
    ),
)


def id_(call: Call, arguments: Arguments) -> int:
    key = arguments.last("u", "g", "G")
    if len({k for k, _ in arguments.given if k in "ugG"}) > 1:
        return call.complain('cannot print "only" of more than one choice')
    if not key and arguments.has("n", "r"):
        return call.complain("cannot print only names or real IDs in default format")
    if not key and arguments.has("z"):
        return call.complain("option --zero not permitted in default format")
    if not arguments.operands:
        own = call.identity
        groups = tuple(dict.fromkeys((own.gid, *own.groups)))
        _print(call, arguments, key, own.uid, own.gid, groups)
        return 0
    status = 0
    read = reader(call.files)
    for name in arguments.operands:
        try:
            uid, gid = owner_of(name.removeprefix("+"), read)
        except NoSuchUser:
            status = call.complain(f"{quote(name)}: no such user")
            continue
        _print(call, arguments, key, uid, gid, groups_of(name.removeprefix("+"), read))
    return status


def _print(
    call: Call, arguments: Arguments, key: str, uid: int, gid: int, groups: tuple[int, ...]
) -> None:
    users, group_names = call.identity.user_names or {}, call.identity.group_names or {}
    end = "\0" if arguments.has("z") else "\n"
    if key:
        names = users if key == "u" else group_names
        numbers = {"u": (uid,), "g": (gid,), "G": groups}[key]
        texts = [names.get(n, str(n)) if arguments.has("n") else str(n) for n in numbers]
        call.print(("\0" if arguments.has("z") else " ").join(texts), end)
        return

    listed = ",".join(_both(group, group_names) for group in groups)
    call.print(f"uid={_both(uid, users)} gid={_both(gid, group_names)} groups={listed}")


def _both(number: int, names: Mapping[int, str]) -> str:
    return f"{number}({names[number]})" if number in names else str(number)


WHOAMI = Usage("whoami", "", "Print the name of the user that the command runs as.")


def whoami(call: Call, arguments: Arguments) -> int:
    if arguments.operands:
        raise UnknownUsage(f"extra operand {quote(arguments.operands[0])}")
    uid = call.identity.uid
    name = (call.identity.user_names or {}).get(uid)
    if name is None:
        return call.complain(f"cannot find name for user ID {uid}")
    call.print(name)
    return 0


PROGRAMS = (Program(ID, id_), Program(WHOAMI, whoami))
