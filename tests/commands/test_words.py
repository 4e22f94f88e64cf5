"""Words as POSIX sh reads them, against `shlex`, and what that does not tell."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab.commands.words import BadLine, Line, quoted, read_line, words_of


def texts(line: str) -> list[str]:
    return [word.text for word in words_of(line)]


@pytest.mark.parametrize(
    "line",
    ["a b", "  a  ", "'a b' c", '"a \\" b"', "a\\ b", "x'y z'\"w\"", "''", 'a""', "한글 '두 말'"],
)
def test_words_and_quotes_as_shlex(line: str) -> None:
    assert texts(line) == shlex.split(line)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)))
def test_what_is_quoted_is_read_back(words: list[str]) -> None:
    assert texts(" ".join(quoted(word) for word in words)) == words


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from("'\""))
def test_what_is_quoted_within_quotes_is_read_back(word: str, quote: str) -> None:
    assert texts(quote + quoted(word, quote) + quote) == [word]


def test_an_operator_is_one_without_quotes_only() -> None:
    assert [w.is_operator for w in words_of("a>b '>' \\>")] == [False, True, False, False, False]


def test_files_of_the_host() -> None:
    assert read_line("docker load < a.tar") == Line(("docker", "load"), stdin="a.tar")
    assert read_line("x >> 'b c'") == Line(("x",), stdout="b c", appends=True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a 'b", "a quote is not closed: '"),
        ("a >", "a file is missing after >"),
        ("a > > b", "a file is missing after >"),
        ("a | b", "one command a line: there is no | here"),
        ("a && b", "one command a line: there is no && here"),
    ],
)
def test_what_a_line_can_not_have_is_told(line: str, reason: str) -> None:
    with pytest.raises(BadLine) as caught:
        read_line(line)
    assert reason in str(caught.value)
