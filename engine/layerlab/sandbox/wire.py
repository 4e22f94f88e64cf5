"""How the engine and the sandbox talk: messages and bytes of files over one Unix socket.

A message is a JSON object, a block a part of a file's bytes with its place in the file; holes are
not sent. Names that are not UTF-8 travel as the lone surrogates that Python has for them.
"""

import contextlib
import errno
import json
import os
import socket
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

_HEAD = struct.Struct("!cI")
_PLACE = struct.Struct("!Q")
_MESSAGE, _BLOCK = b"m", b"b"
BLOCK_BYTES = 1 << 20

Message = dict[str, Any]


class Closed(Exception):
    """The other side has gone."""


class Sink(Protocol):
    def seek(self, place: int, /) -> int: ...
    def write(self, data: bytes, /) -> int: ...
    def truncate(self, size: int, /) -> int: ...


class Wire:
    """One end. Nothing is read ahead, so that descriptors that are sent are not lost."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def send(self, message: Message) -> None:
        self._send(_MESSAGE, json.dumps(message).encode())

    def receive(self) -> Message:
        kind, data = self._receive()
        if kind != _MESSAGE:
            raise Closed
        message: Message = json.loads(data)
        return message

    def send_descriptor(self, descriptor: int) -> None:
        """Right after a message that announces it."""
        socket.send_fds(self.connection, [b"d"], [descriptor])

    def receive_descriptor(self) -> int:
        _, descriptors, _, _ = socket.recv_fds(self.connection, 1, 1)
        if not descriptors:
            raise Closed
        return descriptors[0]

    # bytes of files

    def send_content(self, stream: BinaryIO) -> int:
        """A seekable stream's bytes but for its holes; the size."""
        size = 0
        for start, end in _pieces(stream):
            stream.seek(start)
            place = start
            while place < end and (data := stream.read(min(BLOCK_BYTES, end - place))):
                if data.strip(b"\0"):
                    self._send(_BLOCK, _PLACE.pack(place), data)
                place += len(data)
            size = max(size, place)
        self.send({"size": size})
        return size

    def receive_content(self, sink: Sink) -> int:
        """Into a new or emptied file; the number of its bytes, holes too."""
        end = 0
        for place, data in self.blocks():
            if data is None:
                if place > end:
                    sink.truncate(place)
                return place
            sink.seek(place)
            sink.write(data)
            end = place + len(data)
        raise Closed

    def blocks(self) -> Iterator[tuple[int, bytes | None]]:
        """Places and bytes, and at last the size and None."""
        while True:
            kind, data = self._receive()
            if kind == _MESSAGE:
                yield int(json.loads(data)["size"]), None
                return
            yield _PLACE.unpack_from(data)[0], data[_PLACE.size :]

    # frames

    def _send(self, kind: bytes, *parts: bytes) -> None:
        size = sum(map(len, parts))
        try:
            self.connection.sendall(b"".join((_HEAD.pack(kind, size), *parts)))
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Closed from error

    def _receive(self) -> tuple[bytes, bytes]:
        kind, size = _HEAD.unpack(self._receive_exactly(_HEAD.size))
        return kind, self._receive_exactly(size)

    def _receive_exactly(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = self.connection.recv(size - len(data), socket.MSG_WAITALL)
            except ConnectionResetError as error:
                raise Closed from error
            if not part:
                raise Closed
            data += part
        return bytes(data)


def _pieces(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where a stream has data, as begin and end; an end that is a hole as an empty piece."""
    size = stream.seek(0, os.SEEK_END)
    descriptor = None
    with contextlib.suppress(OSError, AttributeError):
        descriptor = stream.fileno()
    place = 0
    while descriptor is not None and place < size:
        piece = _next_piece(descriptor, place, size)
        if piece is None:
            break
        yield piece
        place = piece[1]
    yield place if descriptor is None else size, size


def _next_piece(descriptor: int, place: int, size: int) -> tuple[int, int] | None:
    """The stream over the descriptor must not notice: it remembers where it is."""
    before = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        start = os.lseek(descriptor, place, os.SEEK_DATA)
        return start, min(os.lseek(descriptor, start, os.SEEK_HOLE), size)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return None
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)
