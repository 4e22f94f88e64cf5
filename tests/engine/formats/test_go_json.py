"""JSON as Go writes it. What whole configs come to is held against Docker in `tests/peers`."""

import pytest

from layerlab.errors import InvalidDocument
from layerlab.formats import go_json


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain é", '"plain é"'),
        ('"\\\n\r\t', r'"\"\\\n\r\t"'),
        ("\b\f\0\x7f", '"\\u0008\\u000c\\u0000\x7f"'),
        ("<&>", r'"\u003c\u0026\u003e"'),
        ("\u2028\u2029", r'"\u2028\u2029"'),
    ],
)
def test_strings(value: str, written: str) -> None:
    assert go_json.text(value) == written


def test_values_are_kept_letter_by_letter_but_for_blanks() -> None:
    raw = go_json.raw_fields(b' {"a" : [ 1.50 , "b  \\" c" ] , "b":{}, "a\\u0062":"<", "b":1e2 }\n')
    assert raw == {"a": '[ 1.50 , "b  \\" c" ]', "b": "1e2", "ab": '"<"'}
    assert [go_json.compact(text) for text in raw.values()] == [
        '[1.50,"b  \\" c"]',
        "1e2",
        '"\\u003c"',
    ]


@pytest.mark.parametrize("data", [b"{}", b" { } ", b"\n{\t}"])
def test_no_fields(data: bytes) -> None:
    assert go_json.raw_fields(data) == {}


def test_keys_are_sorted_by_their_bytes() -> None:
    assert go_json.mapping({"é": "1", "z": "2", "Z": "3"}) == '{"Z":3,"z":2,"é":1}'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "0001-01-01T00:00:00Z"),
        ("2015-06-07T08:09:10Z", "2015-06-07T08:09:10Z"),
        ("2015-06-07T08:09:10.000Z", "2015-06-07T08:09:10Z"),
        ("2015-06-07T08:09:10.120+02:00", "2015-06-07T08:09:10.12+02:00"),
        ("2015-06-07T08:09:10.1234567891+00:00", "2015-06-07T08:09:10.123456789Z"),
    ],
)
def test_times(value: str | None, written: str) -> None:
    assert go_json.time_text(value, "x") == written


@pytest.mark.parametrize(
    "value", ["", "2015-06-07", "2015-06-07 08:09:10Z", "2015-02-30T00:00:00Z"]
)
def test_no_times(value: str) -> None:
    with pytest.raises(InvalidDocument):
        go_json.time_text(value, "x")
