"""What a main command printed, kept as Docker's `json-file`."""

import json
from pathlib import Path

import pytest

from layerlab.container import output
from layerlab.container.output import LINE_BYTES, LogLine, OutputLog, OutputWriter


@pytest.fixture
def log(tmp_path: Path) -> OutputLog:
    return OutputLog(tmp_path, "abc")


def said(log: OutputLog) -> list[tuple[str, str]]:
    return [(line.stream, line.text) for line in log.read()[0]]


def test_lines_of_both_streams_are_kept_in_order(log: OutputLog) -> None:
    with OutputWriter(log) as writer:
        writer.write("stdout", b"one\ntw")
        writer.write("stderr", b"bad\n")
        writer.write("stdout", "o 한\nthe".encode())
    assert said(log) == [
        ("stdout", "one\n"),
        ("stderr", "bad\n"),
        ("stdout", "two 한\n"),
        ("stdout", "the"),
    ]
    first = json.loads(log.path.read_bytes().splitlines()[0])
    assert first["log"] == "one\n"
    assert first["time"].endswith("Z")
    assert log.path.name == "abc-json.log"


def test_a_second_run_goes_on(log: OutputLog) -> None:
    for text in (b"1\n", b"2\n"):
        with OutputWriter(log) as writer:
            writer.write("stdout", text)
    assert [text for _, text in said(log)] == ["1\n", "2\n"]


def test_long_lines_are_cut(log: OutputLog) -> None:
    with OutputWriter(log) as writer:
        writer.write("stdout", b"x" * (2 * LINE_BYTES + 3) + b"\n")
    assert [len(text) for _, text in said(log)] == [LINE_BYTES, LINE_BYTES, 4]


def test_bytes_that_are_no_text_are_replaced(log: OutputLog) -> None:
    with OutputWriter(log) as writer:
        writer.write("stdout", b"\xff\n")
    assert said(log) == [("stdout", "\ufffd\n")]


def test_it_fills_no_disk(log: OutputLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "FILE_BYTES", 500)
    with OutputWriter(log) as writer:
        for number in range(100):
            writer.write("stdout", b"%d\n" % number)
    kept = [text for _, text in said(log)]
    assert kept == [f"{number}\n" for number in range(100 - len(kept), 100)]
    assert 500 < log.size_bytes <= 1000


def test_what_is_there(log: OutputLog) -> None:
    assert log.read()[0] == []
    assert log.size_bytes == 0
    assert log.follow(0) == ([], 0)


def test_the_last_lines_and_a_span_of_time(log: OutputLog) -> None:
    lines = [LogLine("stdout", f"2026-01-0{day}T00:00:00.000000Z", f"{day}\n") for day in (1, 2, 3)]
    log.path.write_text("".join(line.to_json() + "\n" for line in lines))
    assert log.read(tail=2)[0] == lines[1:]
    assert log.read(tail=0)[0] == []
    assert log.read(since=lines[1].time)[0] == lines[1:]
    assert log.read(until=lines[1].time)[0] == lines[:2]
    assert log.read(since=lines[1].time, until=lines[1].time, tail=5)[0] == lines[1:2]


def test_damage_costs_the_damaged_line_only(log: OutputLog) -> None:
    with OutputWriter(log) as writer:
        writer.write("stdout", b"1\n")
    with log.path.open("ab") as file:
        file.write(b'{"stream": 4, "time": "", "log": ""}\n[]\n\xff\n{"log": "ha')
    with OutputWriter(log) as writer:
        writer.write("stdout", b"2\n")
    assert [text for _, text in said(log)] == ["1\n", "2\n"]


def test_it_is_followed(log: OutputLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "FILE_BYTES", 500)
    position, seen = 0, list[str]()
    with OutputWriter(log) as writer:
        for number in range(30):
            writer.write("stdout", b"%d\n" % number)
            lines, position = log.follow(position)
            seen += [line.text for line in lines]
    assert seen == [f"{number}\n" for number in range(30)]
    with log.path.open("ab") as file:
        file.write(b'{"log": "ha')
    assert log.follow(position) == ([], position)
