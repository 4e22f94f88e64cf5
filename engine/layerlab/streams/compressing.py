"""Writing compressed streams so that the same bytes in give the same bytes out.

Beside `gzip.GzipFile`: no time, no name, no mark of the host's system in the header.
"""

import io
import struct
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, BinaryIO

import zstandard
from zlib_ng import zlib_ng

from layerlab.streams.base import CHUNK_BYTES, read_some
from layerlab.streams.compression import Compression

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

BLOCK_BYTES = 128 << 10
GZIP_LEVEL = 6
ZSTD_LEVEL = 3
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


class Compressor(io.RawIOBase, BinaryIO):
    """A sink that compresses into another one. `close` completes the stream, not the sink."""

    def __init__(self, sink: BinaryIO) -> None:
        super().__init__()
        self._sink = sink

    def writable(self) -> bool:
        return True


class _InBlocks(Compressor):
    """Compresses blocks of one size: what compressors give depends on how bytes are portioned."""

    def __init__(self, sink: BinaryIO) -> None:
        super().__init__(sink)
        self._held = bytearray()

    @abstractmethod
    def _compress(self, block: bytes) -> None: ...

    def write(self, data: "ReadableBuffer", /) -> int:
        self._held += data
        whole = len(self._held) - len(self._held) % BLOCK_BYTES
        for at in range(0, whole, BLOCK_BYTES):
            self._compress(bytes(self._held[at : at + BLOCK_BYTES]))
        del self._held[:whole]
        return memoryview(data).nbytes

    def _compress_rest(self) -> None:
        if self._held:
            self._compress(bytes(self._held))
            self._held.clear()


class GzipWriter(_InBlocks):
    """Deterministic gzip: one member, mtime 0, no name, system "unknown". Spec: RFC 1952."""

    def __init__(self, sink: BinaryIO, level: int = GZIP_LEVEL) -> None:
        super().__init__(sink)
        self._deflate = zlib_ng.compressobj(level, zlib_ng.DEFLATED, -zlib_ng.MAX_WBITS)
        self._checksum = 0
        self._size = 0
        sink.write(_HEADER)

    def _compress(self, block: bytes) -> None:
        self._checksum = zlib_ng.crc32(block, self._checksum)
        self._size += len(block)
        compressed = self._deflate.compress(block)
        if compressed:
            self._sink.write(compressed)

    def close(self) -> None:
        if not self.closed:
            self._compress_rest()
            self._sink.write(self._deflate.flush())
            self._sink.write(struct.pack("<II", self._checksum, self._size & 0xFFFFFFFF))
        super().close()


class ZstdWriter(_InBlocks):
    """One zstd frame with a checksum."""

    def __init__(self, sink: BinaryIO, level: int = ZSTD_LEVEL) -> None:
        super().__init__(sink)
        compressor = zstandard.ZstdCompressor(level=level, write_checksum=True)
        self._writer: Any = compressor.stream_writer(sink, closefd=False)  # untyped `close`

    def _compress(self, block: bytes) -> None:
        self._writer.write(block)

    def close(self) -> None:
        if not self.closed:
            self._compress_rest()
            self._writer.close()
        super().close()


class PlainWriter(Compressor):
    def write(self, data: "ReadableBuffer", /) -> int:
        return self._sink.write(data)


def compressor(sink: BinaryIO, compression: Compression) -> Compressor:
    """A sink that writes `compression` into `sink`; close it to complete the stream.

    Layers are written plain, as gzip or as zstd, nothing else (image-spec media-types.md).
    """
    match compression:
        case Compression.GZIP:
            return GzipWriter(sink)
        case Compression.ZSTD:
            return ZstdWriter(sink)
        case Compression.NONE:
            return PlainWriter(sink)
        case Compression.XZ | Compression.BZIP2:
            raise ValueError(f"layers are not written as {compression}")


def compress(source: BinaryIO, sink: BinaryIO, compression: Compression) -> None:
    """Copy `source` to its end into `sink`, compressed."""
    with compressor(sink, compression) as writer:
        while data := read_some(source, CHUNK_BYTES):
            writer.write(data)
