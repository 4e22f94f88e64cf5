"""`test` and `[`.

Spec: POSIX.1-2024 XCU test: decided by the number of words up to four, then by precedence.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners.permitted import EXECUTE, READ, WRITE, may
from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault
from layerlab.runners.shell.text import absolute
from layerlab.runners.tools.reasons import PROBLEMS

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell

_INTEGER = re.compile(r"\s*[-+]?[0-9]{1,40}\s*", re.ASCII)
_KINDS = {
    "-b": Kind.BLOCK_DEVICE,
    "-c": Kind.CHAR_DEVICE,
    "-d": Kind.DIRECTORY,
    "-f": Kind.FILE,
    "-p": Kind.FIFO,
    "-h": Kind.SYMLINK,
    "-L": Kind.SYMLINK,
}
_BITS = {"-g": 0o2000, "-k": 0o1000, "-u": 0o4000}
_UNARY = frozenset(
    {*_KINDS, *_BITS, "-e", "-n", "-r", "-s", "-S", "-t", "-w", "-x", "-z", "-O", "-G"}
)
_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}
_BINARY = frozenset({*_COMPARISONS, *_TEXTS, "-nt", "-ot", "-ef"})


def _test(shell: "Shell", words: Sequence[str]) -> int:
    rest = list(words[1:])
    if words[0] == "[" and (not rest or rest.pop() != "]"):
        raise BuiltinFault("missing ]")
    if not rest:
        return 1
    return int(not _Expression(shell, rest).value())


class _Expression:
    def __init__(self, shell: "Shell", words: Sequence[str]) -> None:
        self._shell = shell
        self._words = words
        self._at = 0

    def value(self) -> bool:
        value = self._or()
        if self._at < len(self._words):
            raise BuiltinFault(f"{self._words[self._at - 1]}: unexpected operator")
        return value

    def _left(self) -> int:
        return len(self._words) - self._at

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else ""

    def _take(self) -> str:
        word = self._peek()
        self._at += 1
        return word

    def _or(self) -> bool:
        value = self._and()
        while self._peek() == "-o" and self._left() > 1:
            self._take()
            value = self._and() or value
        return value

    def _and(self) -> bool:
        value = self._not()
        while self._peek() == "-a" and self._left() > 1:
            self._take()
            value = self._not() and value
        return value

    def _not(self) -> bool:
        negations = 0
        while self._peek() == "!" and self._left() > 1 and not self._is_binary():
            self._take()
            negations += 1
        return self._primary() is (negations % 2 == 0)

    def _is_binary(self) -> bool:
        return self._left() >= 3 and self._peek(1) in _BINARY

    def _primary(self) -> bool:
        if self._is_binary():
            left, operator, right = self._take(), self._take(), self._take()
            return self._binary(left, operator, right)
        if not self._left():
            raise BuiltinFault("argument expected")
        word = self._take()
        if word == "(" and self._left():
            return self._grouped()
        if word in _UNARY and self._left() and not (self._left() > 1 and self._is_joined()):
            return self._unary(word, self._take())
        if self._peek() in _BINARY and self._left() == 1:
            raise BuiltinFault(f"{self._peek()}: argument expected")
        return word != ""

    def _is_joined(self) -> bool:
        return self._peek() in ("-a", "-o") and self._peek(1) not in ("-a", "-o", "")

    def _grouped(self) -> bool:
        value = self._or()
        if self._take() != ")":
            raise BuiltinFault("closing paren expected")
        return value

    def _binary(self, left: str, operator: str, right: str) -> bool:
        if operator in _TEXTS:
            return _TEXTS[operator](left, right)
        if operator in _COMPARISONS:
            return _COMPARISONS[operator](_integer(left), _integer(right))
        one, other = self._entry(left), self._entry(right)
        if operator == "-ef":
            if one is None or other is None:
                return False
            files = self._shell.files
            return files.identity(self._real(left))[0] == files.identity(self._real(right))[0]
        if operator == "-ot":
            one, other = other, one
        if one is None or other is None:
            return False
        return one.mtime_ns > other.mtime_ns

    def _unary(self, operator: str, word: str) -> bool:
        if operator in ("-n", "-z"):
            return (word != "") is (operator == "-n")
        if operator == "-t":
            return self._shell.state.descriptors.is_terminal(_integer(word))
        entry = self._entry(word, follow=operator not in ("-h", "-L"))
        if entry is None:
            return False
        if operator in _KINDS:
            return entry.kind is _KINDS[operator]
        if operator in _BITS:
            return bool(entry.mode & _BITS[operator])
        return self._attribute(operator, entry)

    def _attribute(self, operator: str, entry: Entry) -> bool:
        identity = self._shell.world.identity
        match operator:
            case "-e":
                return True
            case "-s":
                return entry.size > 0 or entry.is_directory
            case "-O":
                return entry.uid == identity.uid
            case "-G":
                return entry.gid == identity.gid
            case "-r":
                return may(identity, entry, READ)
            case "-w":
                return may(identity, entry, WRITE)
            case "-x":
                return may(identity, entry, EXECUTE)
        return False

    def _entry(self, word: str, *, follow: bool = True) -> Entry | None:
        if not word:
            return None
        try:
            entry = self._shell.files.find(self._real(word, follow=follow or word.endswith("/")))
        except PROBLEMS:
            return None
        if entry is not None and word.endswith("/") and not entry.is_directory:
            return None
        return entry

    def _real(self, word: str, *, follow: bool = True) -> LayerPath:
        path = absolute(self._shell.state.directory, word)
        return self._shell.files.resolve(path, follow=follow)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text) or abs(int(text)) >> 63:
        raise BuiltinFault(f"Illegal number: {text}")
    return int(text)


_SUMMARY = "Tells whether an expression is true."
_NOTES = (
    "Of files: -b -c -d -e -f -g -G -h -k -L -O -p -r -s -S -u -w -x, and -nt -ot -ef.",
    "Of texts: -n -z = != < >. Of numbers: -eq -ne -lt -le -gt -ge. -t: is there a terminal?",
    "Joined by: ! -a -o ( ).",
)
BUILTINS = (
    Builtin("test", "EXPRESSION", _SUMMARY, _test, is_utility=True, notes=_NOTES),
    Builtin("[", "EXPRESSION ]", _SUMMARY, _test, is_utility=True, notes=_NOTES),
)
