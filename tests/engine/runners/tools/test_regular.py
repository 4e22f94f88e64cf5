"""Patterns are POSIX's: against `re` where both mean the same, and where they do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab.runners.tools.regular import Pattern, PatternError, basic_source, extended_source


def found(pattern: bytes, text: bytes, *, extended: bool = True) -> bytes | None:
    source = extended_source(pattern) if extended else basic_source(pattern)
    match = Pattern(source).search(text)
    return match.group() if match else None


ATOMS = st.sampled_from([b"a", b"b", b"c", b".", b"[ab]", b"[^a]", b"(ab)", b"(a|b)", b"x"])
PATTERNS = st.lists(
    st.tuples(ATOMS, st.sampled_from([b"", b"", b"*", b"+", b"?", b"{2}", b"{1,2}"])), max_size=5
)


@given(PATTERNS, st.lists(st.sampled_from(b"abcx"), max_size=8))
def test_finds_what_re_finds(parts: list[tuple[bytes, bytes]], text: list[int]) -> None:
    pattern = b"".join(atom + operator for atom, operator in parts)
    data = bytes(text)
    assert (found(pattern, data) is None) == (re.search(pattern, data) is None)
    match = re.fullmatch(pattern, data)
    assert (found(b"^(" + pattern + b")$", data) is None) == (match is None)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (b"a|ab|abc", b"abc", b"abc"),  # the longest, not the first
        (b"(a*)*b", b"a" * 100_000, None),  # in no more than the text's time
        (b"(a|aa)+$", b"a" * 50_000 + b"b", None),
        (b"[]]", b"x]", b"]"),
        (b"[^]x]", b"x]y", b"y"),
        (b"[a\\]", b"\\", b"\\"),
        (b"[[.-.]a]", b"-", b"-"),
        (b"a{,2}", b"aaa", b"aa"),
        (b"{", b"{", b"{"),
        (b"^*a", b"a", b"a"),
    ],
)
def test_extended(pattern: bytes, text: bytes, expected: bytes | None) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (b"*a", b"*a", b"*a"),
        (b"^*a", b"*a", b"*a"),
        (b"a\\{2\\}", b"aaa", b"aa"),
        (b"\\(a\\|b\\)c", b"bc", b"bc"),
        (b"a+", b"aa a+", b"a+"),
        (b"a$b", b"a$b", b"a$b"),
        (b"a^b", b"a^b", b"a^b"),
        (b"\\(^a\\)", b"ba a", None),
        (b"\\<b", b"ab b", b"b"),
        (b"b\\>", b"ba b", b"b"),
    ],
)
def test_basic(pattern: bytes, text: bytes, expected: bytes | None) -> None:
    assert found(pattern, text, extended=False) == expected


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (b"(a", "Unmatched ( or \\("),
        (b"a)", "Unmatched ) or \\)"),
        (b"[a", "Invalid regular expression"),
        (b"[b-a]", "Invalid range end"),
        (b"[[:no:]]", "Invalid character class name"),
        (b"a\\", "Trailing backslash"),
        (b"(a)\\1", "back-references are not known here"),
        (b"\\<", "\\< is known here only before a word"),
        (b"a{1001}", "Regular expression too big"),
        (b"((a{900}){900}){900}", "Regular expression too big"),
        (b"a{2,1}", "Invalid content of \\{\\}"),
    ],
)
def test_what_is_wrong_is_told(pattern: bytes, reason: str) -> None:
    with pytest.raises(PatternError) as caught:
        Pattern(extended_source(pattern))
    assert str(caught.value) == reason
