"""Messages, bytes of files and descriptors over a socket."""

import io
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.sandbox.wire import BLOCK_BYTES, Closed, Wire


@pytest.fixture
def ends() -> Iterator[tuple[Wire, Wire]]:
    one, other = socket.socketpair()
    with one, other:
        yield Wire(one), Wire(other)


def passed_on(ends: tuple[Wire, Wire], stream: io.BufferedIOBase, target: Path) -> int:
    sender = threading.Thread(target=ends[0].send_content, args=(stream,))
    sender.start()
    with target.open("w+b", buffering=0) as sink:
        size = ends[1].receive_content(sink)
    sender.join()
    return size


def test_messages_keep_names_that_are_no_text(ends: tuple[Wire, Wire]) -> None:
    message = {"path": "a\udcff/é", "numbers": [1, -2], "deep": {"x": None}}
    ends[0].send(message)
    assert ends[1].receive() == message


@pytest.mark.parametrize(
    "data", [b"", b"x", bytes(10), b"a" * BLOCK_BYTES + b"\0b", bytes(BLOCK_BYTES) + b"end"]
)
def test_bytes_of_a_stream(ends: tuple[Wire, Wire], data: bytes, tmp_path: Path) -> None:
    assert passed_on(ends, io.BytesIO(data), tmp_path / "f") == len(data)
    assert (tmp_path / "f").read_bytes() == data


def test_holes_stay_holes(ends: tuple[Wire, Wire], tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    with source.open("wb") as sink:
        for place in (0, 1 << 20, 1 << 40):
            sink.seek(place)
            sink.write(b"data")
        sink.truncate(1 << 41)
    with source.open("rb") as stream:
        assert passed_on(ends, stream, target) == 1 << 41
    assert target.stat().st_size == 1 << 41
    with target.open("rb") as stream:
        assert [stream.seek(place) and stream.read(5) for place in (1 << 20, 1 << 40)] == [
            b"data\0",
            b"data\0",
        ]


def test_a_descriptor(ends: tuple[Wire, Wire], tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"here")
    sent = os.open(tmp_path / "f", os.O_RDONLY)
    ends[0].send({"comes": True})
    ends[0].send_descriptor(sent)
    ends[0].send({"after": True})
    assert ends[1].receive() == {"comes": True}
    received = ends[1].receive_descriptor()
    assert os.read(received, 9) == b"here"
    assert ends[1].receive() == {"after": True}
    os.close(sent)
    os.close(received)


def test_an_end_that_is_gone(ends: tuple[Wire, Wire]) -> None:
    ends[0].connection.close()
    with pytest.raises(Closed):
        ends[1].receive()
    with pytest.raises(Closed):
        ends[1].send({"x": "y" * (1 << 20)})


def test_an_end_that_goes_in_the_middle(ends: tuple[Wire, Wire]) -> None:
    ends[0].connection.sendall(b"m\0\0\0\x09{")
    ends[0].connection.close()
    with pytest.raises(Closed):
        ends[1].receive()
