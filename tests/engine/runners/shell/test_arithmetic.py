"""Arithmetic, against C's rules worked out by Python (XCU 2.6.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab.runners.shell.arithmetic import MAXIMUM, ArithmeticFault, evaluate, number


class Names(dict[str, str]):
    def set(self, name: str, value: str) -> None:
        self[name] = value


INTEGERS = st.integers(-MAXIMUM - 1, MAXIMUM)


def wrapped(value: int) -> int:
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


@given(a=INTEGERS, b=INTEGERS)
def test_operators_wrap_around(a: int, b: int) -> None:
    names = Names(a=str(a), b=str(b))
    assert evaluate("a+b", names) == wrapped(a + b)
    assert evaluate("a - b", names) == wrapped(a - b)
    assert evaluate("a*b", names) == wrapped(a * b)
    assert evaluate("-a", names) == wrapped(-a)
    assert evaluate("a<b", names) == (a < b)
    assert evaluate("a&b|a^b", names) == (a & b) | (a ^ b)
    if b:
        quotient = evaluate("a/b", names)
        assert wrapped(quotient * b + evaluate("a%b", names)) == a


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("7/2", 3),
        ("-7/2", -3),
        ("-7%3", -1),
        ("7%-3", 1),
        ("1<<63", -MAXIMUM - 1),
        ("1<<64", 1),
        ("-1>>1", -1),
        ("0x1F+010", 39),
        ("1?2:3", 2),
        ("0?2:0?3:4", 4),
        ("1+2*3-4/2", 5),
        ("1<2==1", 1),
        ("1|2&3^1", 3),
        ("!0+1", 2),
        ("~-1", 0),
        ("- - -1", -1),
        ("(1+2)*(3+4)", 21),
        ("0&&1/0", 0),
        ("1||1/0", 1),
        ("1?1:1/0", 1),
    ],
)
def test_value(expression: str, value: int) -> None:
    assert evaluate(expression, Names()) == value


@pytest.mark.parametrize(
    ("expression", "n"),
    [
        ("n=5", 5),
        ("n+=2", 12),
        ("n-=2", 8),
        ("n*=2", 20),
        ("n/=3", 3),
        ("n%=3", 1),
        ("n<<=1", 20),
        ("n>>=1", 5),
        ("n&=6", 2),
        ("n|=5", 15),
        ("n^=3", 9),
        ("n=m=7", 7),
        ("0&&(n=1)", 10),
        ("1||(n=1)", 10),
        ("1?3:(n=1)", 10),
    ],
)
def test_assignments(expression: str, n: int) -> None:
    names = Names(n="10")
    evaluate(expression, names)
    assert names["n"] == str(n)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("", "expecting primary"),
        ("1+", "expecting primary"),
        ("1 2", "expecting EOF"),
        ("(1", "expecting ')'"),
        ("1?2", "expecting ':'"),
        ("1/0", "division by zero"),
        ("1%0", "division by zero"),
        ("@", "expecting primary"),
        ("1=2", "expecting EOF"),
        ("08", "expecting EOF"),
        ("x++", "expecting primary"),
    ],
)
def test_faults(expression: str, text: str) -> None:
    with pytest.raises(ArithmeticFault) as fault:
        evaluate(expression, Names())
    assert str(fault.value) == f'arithmetic expression: {text}: "{expression}"'


@pytest.mark.parametrize("text", ["abc", "1x", "08", "1 2", "9223372036854775808", "-", "0x"])
def test_variables_that_are_no_numbers(text: str) -> None:
    with pytest.raises(ArithmeticFault, match="Illegal number"):
        number(text)


@given(value=INTEGERS)
def test_number(value: int) -> None:
    assert number(f" {value} ") == value
