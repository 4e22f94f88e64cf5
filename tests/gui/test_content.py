"""Bytes as people see them: decoding that gives the same bytes back, hexadecimal, highlighting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab_gui import content, highlighting
from layerlab_gui.content import Shape


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_go_round(encoding: str) -> None:
    data = "안녕하세요\r\nsecond\r\n".encode(encoding)
    decoded = content.decode(data)
    assert decoded is not None
    assert decoded.text == "안녕하세요\nsecond\n"
    assert decoded.is_exact
    assert decoded.encode(decoded.text) == data


def test_korean_legacy_encoding_is_found() -> None:
    text = "한국어로 쓴 설정 파일입니다. 이 파일은 오래된 인코딩으로 저장되어 있습니다.\n" * 4
    decoded = content.decode(text.encode("cp949"))
    assert decoded is not None
    assert decoded.text == text


def test_mixed_line_ends_are_shown_but_not_editable() -> None:
    decoded = content.decode(b"one\r\ntwo\n")
    assert decoded is not None
    assert not decoded.is_exact


@given(st.binary(max_size=300))
def test_what_is_editable_is_written_back_unchanged(data: bytes) -> None:
    decoded = content.decode(data)
    if decoded is not None and decoded.is_exact:
        assert decoded.encode(decoded.text) == data


def test_shapes() -> None:
    assert content.shape(b"\x89PNG\r\n\x1a\n....", "a", True) is Shape.IMAGE
    assert content.shape(b"\x7fELF\0\0\0", "a", True) is Shape.BINARY
    assert content.shape(b"plain\n", "a.png", True) is Shape.TEXT


def test_page_may_cut_a_character() -> None:
    data = ("가" * 100).encode()[1:-1]
    assert content.shape(data, "a", False) is Shape.TEXT


def test_hex_lines() -> None:
    assert content.hex_lines(b"ABCDEFGHIJ\n", 16) == (
        "00000010  41 42 43 44 45 46 47 48  49 4a 0a                 |ABCDEFGHIJ.|"
    )


def test_spans_cover_their_lines() -> None:
    lines = highlighting.spans('{"a": 1}\n# no\n', "x.json")
    assert [span.group for span in lines[0]]
    assert highlighting.spans("just words", "README") == ()


def test_long_lines_are_folded_and_nothing_is_lost() -> None:
    text = "short\n\n" + "가" * 10_000 + "\nend\n"
    folded = content.fold(text)
    assert content.has_long_lines(text)
    assert not content.has_long_lines(folded)
    assert folded.replace("\n", "") == text.replace("\n", "")
    assert content.fold("short\n\nend\n") == "short\n\nend\n"


def test_long_lines_stay_plain() -> None:
    lines = highlighting.spans("var a = 1;\n" + "var b;" * 1000 + "\nvar c = 2;\n", "x.js")
    assert lines[0]
    assert lines[1] == ()
    assert lines[2]
