"""`$(( ))`: signed numbers of 64 bits that wrap around, with the operators of C that dash knows.

Spec: POSIX.1-2024 XCU 2.6.4, XCU 1.1.2.1 Arithmetic Precision and Operations.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from layerlab.runners.shell.depth import Depth

_TOKEN = re.compile(
    r"\s*(?:(?P<number>0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<operator><<=|>>=|&&|\|\||<<|>>|[-+*/%&|^<>=!]=|[-+*/%&|^<>=!~?:()])|(?P<end>\Z))",
    re.ASCII,
)
_NUMBER = re.compile(r"\s*[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+)\s*\Z", re.ASCII)
_LEVELS = {
    "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, "<=": 7, ">": 7, ">=": 7,
    "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
}  # fmt: skip
_ASSIGNMENTS = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^="})
_NESTING = 200
MAXIMUM = (1 << 63) - 1


class ArithmeticFault(Exception):
    """What is wrong, in dash's words."""


class Names(Protocol):
    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...


def evaluate(expression: str, names: Names) -> int:
    """The value. Raises `ArithmeticFault`, `NestedTooDeeply`, and what setting a name raises."""
    return _Evaluation(expression, names).value()


def number(text: str) -> int:
    """A variable's value as a number, decimal, octal or hexadecimal. Raises `ArithmeticFault`."""
    if not text.strip():
        return 0
    if not _NUMBER.match(text):
        raise ArithmeticFault(f"Illegal number: {text}")
    digits = text.strip()
    sign = -1 if digits[0] == "-" else 1
    value = sign * _constant(digits.lstrip("+-"), text)
    if not -MAXIMUM - 1 <= value <= MAXIMUM:
        raise ArithmeticFault(f"Illegal number: {text}")
    return value


def _constant(digits: str, text: str) -> int:
    if digits[:2] in ("0x", "0X"):
        return int(digits, 16)
    if digits[0] == "0":
        if not set(digits) <= set("01234567"):
            raise ArithmeticFault(f"Illegal number: {text}")
        return int(digits, 8)
    return int(digits[:40])


def _wrapped(value: int) -> int:
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


def _quotient(a: int, b: int) -> int:
    whole = abs(a) // abs(b)
    return whole if (a < 0) == (b < 0) else -whole


_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "&": lambda a, b: a & b,
    "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b),
    "<": lambda a, b: int(a < b),
    "<=": lambda a, b: int(a <= b),
    ">": lambda a, b: int(a > b),
    ">=": lambda a, b: int(a >= b),
    "<<": lambda a, b: a << (b & 63),
    ">>": lambda a, b: a >> (b & 63),
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _quotient,
    "%": lambda a, b: a - b * _quotient(a, b),
}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Evaluation:
    """Computes while it reads. What is not `live` is read and not computed: `0 && x`."""

    def __init__(self, expression: str, names: Names) -> None:
        self._expression = expression
        self._names = names
        self._depth = Depth(_NESTING)
        self._at = 0
        self._token = _Token("end", "")
        self._advance()

    def value(self) -> int:
        value = self._assignment(live=True)
        if self._token.kind != "end":
            raise self._fault("expecting EOF")
        return value

    def _assignment(self, *, live: bool) -> int:
        return self._depth.enter(lambda: self._any_assignment(live=live))

    def _any_assignment(self, *, live: bool) -> int:
        if self._token.kind == "name":
            name, at = self._token.text, self._at
            self._advance()
            operator = self._token.text
            if operator in _ASSIGNMENTS and self._token.kind == "operator":
                self._advance()
                return self._assign(name, operator[:-1], self._assignment(live=live), live=live)
            self._at, self._token = at, _Token("name", name)
        return self._conditional(live=live)

    def _assign(self, name: str, operator: str, value: int, *, live: bool) -> int:
        if not live:
            return 0
        if operator:
            value = self._apply(operator, number(self._names.get(name) or ""), value)
        self._names.set(name, str(value))
        return value

    def _conditional(self, *, live: bool) -> int:
        condition = self._binary(self._unary(live=live), 1, live=live)
        if self._token.text != "?":
            return condition
        self._advance()
        yes = self._assignment(live=live and bool(condition))
        if self._token.text != ":":
            raise self._fault("expecting ':'")
        self._advance()
        no = self._depth.enter(lambda: self._conditional(live=live and not condition))
        return yes if condition else no

    def _binary(self, left: int, level: int, *, live: bool) -> int:
        """Precedence climbing: operators of `level` and above."""
        while self._token.kind == "operator" and _LEVELS.get(self._token.text, 0) >= level:
            operator = self._token.text
            own = _LEVELS[operator]
            self._advance()
            matters = live and not (operator == "||" and left) and (operator != "&&" or bool(left))
            right = self._unary(live=matters)
            right = self._binary(right, own + 1, live=matters)
            if operator in ("&&", "||"):
                left = int(bool(left) or bool(right)) if own == 1 else int(bool(left and right))
            else:
                left = self._apply(operator, left, right) if live else 0
        return left

    def _apply(self, operator: str, left: int, right: int) -> int:
        if operator in "/%" and not right:
            raise self._fault("division by zero")
        return _wrapped(_OPERATIONS[operator](left, right))

    def _unary(self, *, live: bool) -> int:
        signs: list[str] = []
        while self._token.kind == "operator" and self._token.text in "+-!~":
            signs.append(self._token.text)
            self._advance()
        value = self._primary(live=live)
        for sign in reversed(signs):
            match sign:
                case "-":
                    value = _wrapped(-value)
                case "!":
                    value = int(not value)
                case "~":
                    value = ~value
        return value

    def _primary(self, *, live: bool) -> int:
        token = self._token
        if token.text == "(":
            self._advance()
            value = self._assignment(live=live)
            if self._token.text != ")":
                raise self._fault("expecting ')'")
            self._advance()
            return value
        if token.kind == "number":
            self._advance()
            return min(MAXIMUM, _constant(token.text, token.text))
        if token.kind == "name":
            self._advance()
            return number(self._names.get(token.text) or "") if live else 0
        raise self._fault("expecting primary")

    def _advance(self) -> None:
        match = _TOKEN.match(self._expression, self._at)
        if match is None:
            # Taken for the end of nothing: whoever looks at it finds that it is not expected.
            self._token = _Token("unknown", self._expression[self._at :].strip()[:1])
            return
        self._at = match.end()
        kind = match.lastgroup or "end"
        self._token = _Token(kind, match.group(kind))

    def _fault(self, text: str) -> ArithmeticFault:
        return ArithmeticFault(f'arithmetic expression: {text}: "{self._expression}"')
