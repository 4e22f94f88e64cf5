"""zstd: frames in a row, skippable ones among them, with the end of every frame checked.

`zstandard`'s stream reader is fast and bounded, but takes an early end for a good one. So the
compressed bytes pass a `FrameFollower`, which knows from the block headers alone whether the
stream may end here. Spec: RFC 8878, 3.1.
"""

from typing import BinaryIO

import zstandard

from layerlab.errors import DamagedStream
from layerlab.limits import Limits
from layerlab.reasons import Flaw
from layerlab.streams.base import CHUNK_BYTES, ByteStream, ForwardReader, read_some

INPUT_BYTES = 128 << 10
SMALLEST_WINDOW_BYTES = 1 << 10
LARGEST_WINDOW_BYTES = 1 << 31
"""What libzstd can be told to accept."""

_MAGIC = b"\x28\xb5\x2f\xfd"
_CONTENT_SIZE_BYTES = (0, 2, 4, 8)
_DICTIONARY_BYTES = (0, 1, 2, 4)
_RLE_BLOCK = 1


def open_zstd(raw: BinaryIO, name: str, limits: Limits) -> BinaryIO:
    return ZstdReader(raw, name, limits)


class ZstdReader(ForwardReader):
    def __init__(self, raw: BinaryIO, name: str, limits: Limits) -> None:
        super().__init__()
        self._name = name
        self._limits = limits
        self._input = _Followed(raw, name, limits)
        self._produced_bytes = 0
        window = min(max(limits.decoder_bytes, SMALLEST_WINDOW_BYTES), LARGEST_WINDOW_BYTES)
        self._reader = zstandard.ZstdDecompressor(max_window_size=window).stream_reader(
            self._input, read_size=INPUT_BYTES, read_across_frames=True, closefd=False
        )

    def next_chunk(self) -> bytes:
        try:
            produced = self._reader.read(CHUNK_BYTES)
        except zstandard.ZstdError as error:
            raise DamagedStream(self._name, str(error)) from error
        if not produced:
            self._input.check_end()
        self._produced_bytes += len(produced)
        self._limits.check_expansion(self._name, self._input.read_bytes, self._produced_bytes)
        return produced


class _Followed(ByteStream):
    """The compressed bytes on their way to the decompressor."""

    def __init__(self, raw: BinaryIO, name: str, limits: Limits) -> None:
        self._raw = raw
        self._name = name
        self._limits = limits
        self._frames = FrameFollower()
        self.read_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = read_some(self._raw, size if size and size > 0 else INPUT_BYTES)
        self.read_bytes += len(data)
        if not self._frames.follow(data):
            raise DamagedStream(self._name, Flaw.NO_ZSTD)
        what = f"bytes of memory to expand {self._name}"
        self._limits.check("decoder_bytes", what, self._frames.window_bytes)
        return data

    def check_end(self) -> None:
        if not self._frames.at_boundary:
            raise DamagedStream(self._name, Flaw.ENDS_EARLY)


class FrameFollower:
    """Where in a sequence of frames the bytes seen so far end.

    Works from header to header: `_skip` bytes are contents, then the next header is looked at,
    as soon as enough bytes of it are there.
    """

    def __init__(self) -> None:
        self._skip = 0
        self._held = b""
        self._next = self._frame
        self._checksum_bytes = 0
        self.window_bytes = 0
        """The largest window that a frame has asked for."""

    @property
    def at_boundary(self) -> bool:
        return self._next == self._frame and not self._held and self._skip == 0

    def follow(self, data: bytes) -> bool:
        """Take the next bytes; False if they can't be a frame."""
        at = 0
        while True:
            if self._skip >= len(data) - at:
                self._skip -= len(data) - at
                return True
            at += self._skip
            self._skip = 0
            head = self._held + data[at : at + 18 - len(self._held)]
            if not head:
                return True
            used = self._next(head)
            if used < 0:
                return False
            if used == 0:
                self._held = head
                return True
            at += used - len(self._held)
            self._held = b""

    def _frame(self, head: bytes) -> int:
        """The bytes of a frame's header; 0 where more are needed, -1 where it is none."""
        if len(head) < 5:
            return 0
        if head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50:
            return self._skippable(head)
        if not head.startswith(_MAGIC):
            return -1
        descriptor = head[4]
        is_single_segment = bool(descriptor & 0x20)
        content_size = _CONTENT_SIZE_BYTES[descriptor >> 6] or (1 if is_single_segment else 0)
        window = 0 if is_single_segment else 1
        self._checksum_bytes = 4 if descriptor & 4 else 0
        size = 5 + window + _DICTIONARY_BYTES[descriptor & 3] + content_size
        if len(head) < size:
            return 0
        asked = (
            _window_bytes(head[5])
            if window
            else int.from_bytes(head[size - content_size : size], "little")
        )
        self.window_bytes = max(self.window_bytes, asked)
        self._next = self._block
        return size

    def _skippable(self, head: bytes) -> int:
        if len(head) < 8:
            return 0
        self._skip = int.from_bytes(head[4:8], "little")
        return 8

    def _block(self, head: bytes) -> int:
        if len(head) < 3:
            return 0
        value = int.from_bytes(head[:3], "little")
        is_last, kind, size = value & 1, value >> 1 & 3, value >> 3
        self._skip = 1 if kind == _RLE_BLOCK else size
        if is_last:
            self._skip += self._checksum_bytes
            self._next = self._frame
        return 3


def _window_bytes(descriptor: int) -> int:
    """Spec: RFC 8878, 3.1.1.1.2, Window Descriptor."""
    base = 1 << (10 + (descriptor >> 3))
    return base + base // 8 * (descriptor & 7)
