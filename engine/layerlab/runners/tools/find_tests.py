"""The tests of `find`, each made of its argument once and asked of everything found."""

import re
import time
from collections.abc import Callable, Sequence

from layerlab.model import Entry, Kind
from layerlab.runners.permitted import EXECUTE, READ, WRITE, may
from layerlab.runners.shell.patterns import Pattern, pattern
from layerlab.runners.shell.text import inner
from layerlab.runners.tools.dates import InvalidDate, parse_date, zone_of
from layerlab.runners.tools.find_state import Finding, Found, Test
from layerlab.runners.tools.kinds import inode_number, link_count, size_of
from layerlab.runners.tools.modes import InvalidMode, parse_mode
from layerlab.runners.tools.owners import Accounts
from layerlab.runners.tools.paths import entry_of, quote
from layerlab.runners.tools.reasons import PROBLEMS, reason

Make = Callable[[Finding, str, Sequence[str]], Test]
"""From the word of a test and its arguments. Raises `Invalid`."""

_KINDS = {
    "f": Kind.FILE,
    "d": Kind.DIRECTORY,
    "l": Kind.SYMLINK,
    "p": Kind.FIFO,
    "c": Kind.CHAR_DEVICE,
    "b": Kind.BLOCK_DEVICE,
}
LETTERS = {kind: letter for letter, kind in _KINDS.items()}
"""What `-type` and `-printf %y` call them."""
_UNITS = {"b": 512, "c": 1, "w": 2, "k": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_MINUTE_NS = 60 * 10**9
_DAY_NS = 86400 * 10**9


class Invalid(Exception):
    """What is wrong with an expression; `is_unknown` where we have no such word."""

    def __init__(self, text: str, *, is_unknown: bool = False) -> None:
        super().__init__(text)
        self.is_unknown = is_unknown


def _glob(text: str, *, folds: bool = False) -> Callable[[str], bool]:
    """In the C locale, by bytes; `*` matches slashes and a first dot, too."""
    compiled: Pattern = pattern([(inner(text.lower() if folds else text), False)])
    return lambda value: compiled.matches(inner(value.lower() if folds else value))


def _name(_: Finding, word: str, arguments: Sequence[str]) -> Test:
    matches = _glob(arguments[0], folds=word == "-iname")
    return lambda found: matches(found.name)


def _path(_: Finding, word: str, arguments: Sequence[str]) -> Test:
    matches = _glob(arguments[0], folds=word == "-ipath")
    return lambda found: matches(found.word)


def _link_name(_: Finding, _word: str, arguments: Sequence[str]) -> Test:
    matches = _glob(arguments[0])
    return lambda found: found.entry.kind is Kind.SYMLINK and matches(found.entry.link)


def _type(_: Finding, word: str, arguments: Sequence[str]) -> Test:
    letters = arguments[0].split(",")
    for letter in letters:
        if letter not in _KINDS:
            raise Invalid(f"Unknown argument to {word}: {letter[:1]}")
    kinds = {_KINDS[letter] for letter in letters}
    return lambda found: found.entry.kind in kinds


def compared(word: str, text: str) -> tuple[str, int]:
    """`+N`, `-N` or `N` as its sign and number."""
    match = re.fullmatch(r"([-+]?)([0-9]{1,18})", text)
    if not match:
        raise Invalid(f"invalid argument `{text}' to `{word}'")
    return match[1], int(match[2])


def _agrees(value: int, sign: str, number: int) -> bool:
    if sign == "+":
        return value > number
    return value < number if sign == "-" else value == number


def _size(_: Finding, word: str, arguments: Sequence[str]) -> Test:
    text = arguments[0]
    unit = _UNITS["b"]
    if text and not text[-1].isdigit():
        if text[-1] not in _UNITS:
            raise Invalid(f"invalid {word} type `{text[-1]}'")
        unit, text = _UNITS[text[-1]], text[:-1]
    sign, number = compared(word, text)
    return lambda found: _agrees(-(-size_of(found.entry) // unit), sign, number)


def _mtime(_: Finding, word: str, arguments: Sequence[str]) -> Test:
    sign, number = compared(word, arguments[0])
    now_ns = time.time_ns()
    if word == "-mmin":

        def minutes(found: Found) -> bool:
            age = now_ns - found.entry.mtime_ns
            if sign:
                return _agrees(age, sign, number * _MINUTE_NS)
            return (number - 1) * _MINUTE_NS < age <= number * _MINUTE_NS

        return minutes
    return lambda found: _agrees((now_ns - found.entry.mtime_ns) // _DAY_NS, sign, number)


def _newer(finding: Finding, word: str, arguments: Sequence[str]) -> Test:
    if word == "-newermt":
        try:
            limit = parse_date(arguments[0], zone_of(finding.call))
        except InvalidDate as error:
            text = f"I cannot figure out how to interpret {quote(arguments[0])} as a date or time"
            raise Invalid(text) from error
    else:
        limit = _reference(finding, arguments[0]).mtime_ns
    return lambda found: found.entry.mtime_ns > limit


def _same_file(finding: Finding, _word: str, arguments: Sequence[str]) -> Test:
    identity = finding.call.files.identity
    wanted = identity(_reference(finding, arguments[0]).path)[0]
    return lambda found: identity(found.entry.path)[0] == wanted


def _reference(finding: Finding, word: str) -> Entry:
    try:
        return entry_of(finding.call, word, follow=finding.follow != "P")
    except PROBLEMS as error:
        raise Invalid(f"{quote(word)}: {reason(error)}") from error


def _perm(_: Finding, _word: str, arguments: Sequence[str]) -> Test:
    text = arguments[0]
    sign = text[0] if text[:1] in ("-", "/") else ""
    try:
        change = parse_mode(text[len(sign) :], 0)
    except InvalidMode as error:
        raise Invalid(f"invalid mode {quote(text)}") from error
    wanted = change(0, False)
    if sign == "-":
        return lambda found: found.entry.mode & wanted == wanted
    if sign == "/":
        return lambda found: not wanted or bool(found.entry.mode & wanted)
    return lambda found: found.entry.mode == wanted


def _user(finding: Finding, _word: str, arguments: Sequence[str]) -> Test:
    user = Accounts(finding.call.files).user(arguments[0])
    if user is None and not _is_number(arguments[0]):
        raise Invalid(f"{quote(arguments[0])} is not the name of a known user")
    uid = user[0] if user else int(arguments[0])
    return lambda found: found.entry.uid == uid


def _group(finding: Finding, _word: str, arguments: Sequence[str]) -> Test:
    gid = Accounts(finding.call.files).group(arguments[0])
    if gid is None and not _is_number(arguments[0]):
        raise Invalid(f"{quote(arguments[0])} is not the name of an existing group")
    wanted = int(arguments[0]) if gid is None else gid
    return lambda found: found.entry.gid == wanted


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10


def _uid(_: Finding, word: str, arguments: Sequence[str]) -> Test:
    sign, number = compared(word, arguments[0])
    if word == "-uid":
        return lambda found: _agrees(found.entry.uid, sign, number)
    return lambda found: _agrees(found.entry.gid, sign, number)


def _unnamed(finding: Finding, word: str, _arguments: Sequence[str]) -> Test:
    identity = finding.call.identity
    users, groups = identity.user_names or {}, identity.group_names or {}
    if word == "-nouser":
        return lambda found: found.entry.uid not in users
    return lambda found: found.entry.gid not in groups


def _links(finding: Finding, word: str, arguments: Sequence[str]) -> Test:
    sign, number = compared(word, arguments[0])
    files = finding.call.files
    if word == "-inum":
        return lambda found: _agrees(inode_number(files, found.entry.path), sign, number)
    return lambda found: _agrees(link_count(files, found.entry.path), sign, number)


def _empty(finding: Finding, _word: str, _arguments: Sequence[str]) -> Test:
    def is_empty(found: Found) -> bool:
        if found.entry.is_directory:
            return not finding.call.files.names(found.entry.path)
        return found.entry.kind is Kind.FILE and not found.entry.size

    return is_empty


def _access(finding: Finding, word: str, _arguments: Sequence[str]) -> Test:
    wanted = {"-readable": READ, "-writable": WRITE, "-executable": EXECUTE}[word]
    files = finding.call.files

    def is_allowed(found: Found) -> bool:
        try:
            target = files.find(files.resolve(found.entry.path))
        except PROBLEMS:
            return False
        return target is not None and may(finding.call.identity, target, wanted)

    return is_allowed


def _constant(_: Finding, word: str, _arguments: Sequence[str]) -> Test:
    value = word == "-true"
    return lambda _: value


TESTS: dict[str, tuple[str, str, Make]] = {
    "-name": ("-name PATTERN", "the last part of the path", _name),
    "-iname": ("-iname PATTERN", "the same, whatever the case", _name),
    "-path": ("-path PATTERN", "the whole path", _path),
    "-ipath": ("-ipath PATTERN", "the same, whatever the case", _path),
    "-wholename": ("-wholename PATTERN", "as -path", _path),
    "-lname": ("-lname PATTERN", "where a link leads", _link_name),
    "-type": ("-type LETTERS", "f file, d directory, l link, p FIFO, c or b device", _type),
    "-size": ("-size N", "in blocks of 512 bytes, or with c, w, k, M, G", _size),
    "-mtime": ("-mtime N", "whole days ago", _mtime),
    "-mmin": ("-mmin N", "minutes ago", _mtime),
    "-newer": ("-newer FILE", "changed after that file", _newer),
    "-newermt": ("-newermt DATE", "changed after that time", _newer),
    "-perm": ("-perm MODE", "exactly; with - all of these, with / one of these", _perm),
    "-user": ("-user NAME", "or number", _user),
    "-group": ("-group NAME", "or number", _group),
    "-uid": ("-uid N", "the owner's number", _uid),
    "-gid": ("-gid N", "the group's number", _uid),
    "-nouser": ("-nouser", "whose owner has no name", _unnamed),
    "-nogroup": ("-nogroup", "whose group has no name", _unnamed),
    "-links": ("-links N", "names of the file", _links),
    "-inum": ("-inum N", "the number that ls -i shows", _links),
    "-samefile": ("-samefile FILE", "another name of that file", _same_file),
    "-empty": ("-empty", "a file or directory with nothing in it", _empty),
    "-readable": ("-readable", "for whom find runs", _access),
    "-writable": ("-writable", "for whom find runs", _access),
    "-executable": ("-executable", "for whom find runs", _access),
    "-true": ("-true", "always", _constant),
    "-false": ("-false", "never", _constant),
}
