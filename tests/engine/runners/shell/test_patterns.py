"""Patterns, against a matcher that is slow and plain (XCU 2.14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab.runners.shell.patterns import PatternTooLarge, pattern


def naive(wanted: str, text: str) -> bool:
    """Tries everything; only stars, question marks and brackets without ranges."""
    if not wanted:
        return not text
    if wanted[0] == "*":
        return any(naive(wanted[1:], text[at:]) for at in range(len(text) + 1))
    if not text:
        return False
    end = wanted.find("]", 2 if wanted[1:2] != "!" else 3)
    if wanted[0] == "[" and end > 0:
        members = wanted[1:end]
        found = text[0] not in members[1:] if members[0] == "!" else text[0] in members
        return found and naive(wanted[end + 1 :], text[1:])
    return wanted[0] in ("?", text[0]) and naive(wanted[1:], text[1:])


WANTED = st.lists(
    st.sampled_from(["a", "b", "*", "?", "[ab]", "[!a]", "[]a]", "[", "]"]), max_size=6
)
TEXTS = st.text("ab]c[", max_size=8)


@given(wanted=WANTED.map("".join), text=TEXTS)
def test_matches(wanted: str, text: str) -> None:
    assert pattern([(wanted, False)]).matches(text) is naive(wanted, text)


@given(wanted=WANTED.map("".join), text=TEXTS, longest=st.booleans())
def test_prefix_and_suffix(wanted: str, text: str, longest: bool) -> None:
    made = pattern([(wanted, False)])
    choose = max if longest else min
    lengths = range(len(text) + 1)
    prefixes = [n for n in lengths if naive(wanted, text[:n])]
    suffixes = [n for n in lengths if naive(wanted, text[len(text) - n :])]
    assert made.prefix(text, longest=longest) == (choose(prefixes) if prefixes else None)
    assert made.suffix(text, longest=longest) == (choose(suffixes) if suffixes else None)


@given(text=st.text(max_size=8))
def test_what_is_quoted_matches_itself(text: str) -> None:
    made = pattern([(text, True)])
    assert made.text == text
    assert made.matches(text)
    assert not made.matches(text + "x")


@pytest.mark.parametrize(
    ("wanted", "yes", "no"),
    [
        ("[a-c]", "abc", "dA-"),
        ("[c-a]", "", "abc"),
        ("[!c-a]", "abc", ""),
        ("[a-]", "a-", "b"),
        ("[-a]", "a-", "b"),
        ("[]-]", "]-", "a"),
        ("[[:digit:]]", "059", "a:"),
        ("[[:alpha:]_]", "aZ_", "0["),
        ("[![:space:]]", "a", " \t\n"),
        ("[[:nosuch:]]", "", "x"),
        ("[[=a=]]", "a", "="),
        ("[[.-.]b]", "-b", "."),
        ("[^a]", "^a", "b"),
        ("[\\]]", "]", "\\"),
        (".", ".", "a"),
        ("\\*", "*", "a"),
    ],
)
def test_one_character(wanted: str, yes: str, no: str) -> None:
    made = pattern([(wanted, False)])
    assert [char for char in yes + no if made.matches(char)] == list(yes)


def test_too_large() -> None:
    with pytest.raises(PatternTooLarge):
        pattern([("*" + "a" * 40_000, False)]).matches("a")
    with pytest.raises(PatternTooLarge):
        pattern([("*" + "ab" * 8_000, False)]).prefix("a" * 100_000, longest=True)
