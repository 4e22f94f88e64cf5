"""The expression of `find`: `! -name x -a ( -type f -o -prune )` as one test.

Spec: POSIX.1-2024 find; GNU's wording of what is wrong.
"""

from dataclasses import dataclass

from layerlab.runners.tools.find_actions import ACTIONS
from layerlab.runners.tools.find_state import Finding, Found, Test
from layerlab.runners.tools.find_tests import TESTS, Invalid
from layerlab.runners.tools.paths import quote
from layerlab.runners.tools.usage import Option

__all__ = ["OPTIONS", "Expression", "Invalid", "parse_expression"]

_GLOBAL = (
    Option("-depth", "what is in a directory before itself"),
    Option("-maxdepth N", "no deeper than N directories down"),
    Option("-mindepth N", "nothing above that"),
    Option("-xdev", "not into what is mounted"),
)
_OPERATORS = (
    Option("( EXPR )", "as one"),
    Option("! EXPR, -not EXPR", "where it is false"),
    Option("EXPR EXPR, EXPR -a EXPR", "where both are true"),
    Option("EXPR -o EXPR", "where one is true"),
    Option("EXPR , EXPR", "both, and the second counts"),
)
OPTIONS = (
    *_GLOBAL,
    *_OPERATORS,
    *(Option(spelled, text) for spelled, text, _ in TESTS.values()),
    *(Option(spelled, text) for spelled, text, _ in ACTIONS.values()),
)
_AND, _OR, _NOT = ("-a", "-and"), ("-o", "-or"), ("!", "-not")
_NO_LIMIT = 1 << 30
_NESTED_MOST = 100
"""Parentheses within one another."""


@dataclass(slots=True)
class Expression:
    """What is asked about each thing found, and how the tree is gone through."""

    test: Test
    is_depth_first: bool = False
    least_depth: int = 0
    most_depth: int = _NO_LIMIT
    stays: bool = False


def parse_expression(finding: Finding, words: list[str]) -> Expression:
    """Raises `Invalid`."""
    return _Parser(finding, words).parse()


class _Parser:
    def __init__(self, finding: Finding, words: list[str]) -> None:
        self._finding = finding
        self._words = words
        self._at = 0
        self._acts = False
        self._expression = Expression(_always)
        self._last_test = ""
        self._nesting = 0

    def parse(self) -> Expression:
        if self._words:
            self._expression.test = self._comma()
            if self._peek() == ")":
                raise Invalid("you have too many ')'")
            if self._peek() is not None:
                self._misplaced(self._words[self._at])
        if not self._acts:
            test, show = self._expression.test, ACTIONS["-print"][2](self._finding, "-print", [])
            self._expression.test = lambda found: test(found) and show(found)
        return self._expression

    def _peek(self) -> str | None:
        return self._words[self._at] if self._at < len(self._words) else None

    def _accept(self, *wanted: str) -> str | None:
        word = self._peek()
        if word not in wanted:
            return None
        self._at += 1
        return word

    def _comma(self) -> Test:
        tests = [self._any()]
        while self._accept(","):
            tests.append(self._any())
        return tests[0] if len(tests) == 1 else lambda found: [test(found) for test in tests][-1]

    def _any(self) -> Test:
        tests = [self._all()]
        while operator := self._accept(*_OR):
            self._need_operand(operator)
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda found: any(test(found) for test in tests)

    def _all(self) -> Test:
        tests = [self._not()]
        while self._peek() not in (None, ")", ",", *_OR):
            operator = self._accept(*_AND)
            if operator:
                self._need_operand(operator)
            tests.append(self._not())
        return tests[0] if len(tests) == 1 else lambda found: all(test(found) for test in tests)

    def _need_operand(self, operator: str) -> None:
        if self._peek() is None:
            raise Invalid(f"expected an expression after '{operator}'")

    def _not(self) -> Test:
        """Any number of `!` in a row, without recursion."""
        negated = False
        while sign := self._accept(*_NOT):
            self._need_operand(sign)
            negated = not negated
        test = self._primary()
        return (lambda found: not test(found)) if negated else test

    def _primary(self) -> Test:
        word = self._peek()
        if word is None:
            raise Invalid("invalid expression")
        if word in (*_AND, *_OR, ","):
            raise Invalid(
                f"invalid expression; you have used a binary operator '{word}' with nothing"
                " before it."
            )
        self._at += 1
        if word == "(":
            return self._parenthesized()
        if word == ")":
            raise Invalid("invalid expression; you have too many ')'")
        if not word.startswith("-"):
            self._misplaced(word)
        return self._predicate(word)

    def _parenthesized(self) -> Test:
        if self._peek() == ")":
            raise Invalid("invalid expression; empty parentheses are not allowed.")
        self._nesting += 1
        if self._nesting > _NESTED_MOST:
            raise Invalid("the expression is too deeply nested")
        test = self._comma()
        self._nesting -= 1
        if not self._accept(")"):
            raise Invalid(
                "invalid expression; I was expecting to find a ')' somewhere but did not see one."
            )
        return test

    def _misplaced(self, word: str) -> None:
        text = f"paths must precede expression: `{word}'"
        if self._last_test in ("-name", "-iname", "-path", "-ipath"):
            text += f"\nfind: possible unquoted pattern after predicate `{self._last_test}'?"
        raise Invalid(text)

    def _predicate(self, word: str) -> Test:
        if word in ("-depth", "-d"):
            self._expression.is_depth_first = True
            return _always
        if word in ("-xdev", "-mount"):
            self._expression.stays = True
            return _always
        if word in ("-maxdepth", "-mindepth"):
            return self._depth(word)
        if word in TESTS:
            self._last_test = word
            spelled, _, make = TESTS[word]
            arguments = [self._argument(word) for _ in spelled.split(" ")[1:2]]
            return make(self._finding, word, arguments)
        if word in ACTIONS:
            return self._action(word)
        raise Invalid(f"unknown predicate `{word}'", is_unknown=True)

    def _action(self, word: str) -> Test:
        spelled, _, make = ACTIONS[word]
        self._acts = self._acts or word != "-prune"
        if word == "-delete":
            self._expression.is_depth_first = True
        if word in ("-exec", "-ok"):
            return make(self._finding, word, self._command(word))
        arguments = [self._argument(word) for _ in spelled.split(" ")[1:2]]
        return make(self._finding, word, arguments)

    def _argument(self, word: str) -> str:
        argument = self._peek()
        if argument is None:
            raise Invalid(f"missing argument to `{word}'")
        self._at += 1
        return argument

    def _command(self, word: str) -> list[str]:
        """The words up to `;`, or up to `{} +`, and that sign."""
        found: list[str] = []
        while (part := self._peek()) is not None:
            self._at += 1
            if part == ";" or (part == "+" and found[-1:] == ["{}"] and word == "-exec"):
                if not found:
                    break
                return [*found, part]
            found.append(part)
        raise Invalid(f"missing argument to `{word}'")

    def _depth(self, word: str) -> Test:
        text = self._argument(word)
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            raise Invalid(
                f"Expected a positive decimal integer argument to {word}, but got {quote(text)}"
            )
        if word == "-maxdepth":
            self._expression.most_depth = int(text)
        else:
            self._expression.least_depth = int(text)
        return _always


def _always(_: Found) -> bool:
    return True
