"""Compressed streams: told apart, complete or refused, bounded, and written alike each time."""

import bz2
import contextlib
import gzip
import io
import lzma
import random
import subprocess
from typing import BinaryIO

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.errors import DamagedStream, LimitExceeded
from layerlab.limits import Limits
from layerlab.streams.compressing import GzipWriter, compress, compressor
from layerlab.streams.compression import (
    Compression,
    decompressed,
    sniff,
)
from support.rawtar import Flowing

RANDOM = random.Random(1)
DATA = b"".join(RANDOM.randbytes(200) * RANDOM.randint(1, 20) for _ in range(500))
HALF = len(DATA) // 2
SKIPPABLE = b"\x52\x2a\x4d\x18" + (1000).to_bytes(4, "little") + bytes(1000)


def zstd(data: bytes, *, has_checksum: bool = False, has_size: bool = True) -> bytes:
    compressor = zstandard.ZstdCompressor(write_checksum=has_checksum, write_content_size=has_size)
    return compressor.compress(data)


def drain(stream: BinaryIO) -> int:
    return sum(len(part) for part in iter(lambda: stream.read(1 << 16), b""))


WHOLE = {
    "gzip": gzip.compress(DATA),
    "zstd": zstd(DATA, has_checksum=True),
    "xz": lzma.compress(DATA),
    "bzip2": bz2.compress(DATA),
}
SEVERAL = {
    "gzip": gzip.compress(DATA[:HALF]) + gzip.compress(b"") + gzip.compress(DATA[HALF:]),
    "zstd": SKIPPABLE
    + zstd(DATA[:HALF], has_checksum=True)
    + SKIPPABLE
    + zstd(DATA[HALF:], has_size=False)
    + SKIPPABLE,
    "xz": lzma.compress(DATA[:HALF]) + bytes(8) + lzma.compress(DATA[HALF:]),
    "bzip2": bz2.compress(DATA[:HALF]) + bz2.compress(DATA[HALF:]),
}


@pytest.mark.parametrize("kind", list(WHOLE))
def test_sniff_by_magic(kind: str) -> None:
    assert sniff(WHOLE[kind]) is Compression(kind)
    assert sniff(WHOLE[kind][:6]) is Compression(kind)


def test_sniff_takes_a_skippable_frame_for_zstd() -> None:
    for first in range(0x50, 0x60):
        assert sniff(bytes([first]) + b"\x2a\x4d\x18\0\0") is Compression.ZSTD
    assert sniff(b"\x60\x2a\x4d\x18\0\0") is Compression.NONE


@pytest.mark.parametrize("head", [b"", b"\x1f", b"\x1f\x8b", b"plain text", bytes(512)])
def test_sniff_else_plain(head: bytes) -> None:
    assert sniff(head) is Compression.NONE


@pytest.mark.parametrize("stream", [io.BytesIO, Flowing], ids=["seeking", "flowing"])
@pytest.mark.parametrize("kind", list(WHOLE))
def test_whole_stream_and_members_in_a_row(kind: str, stream: type[io.BytesIO]) -> None:
    assert decompressed(stream(WHOLE[kind]), "x").read() == DATA
    assert decompressed(stream(SEVERAL[kind]), "x").read() == DATA


@pytest.mark.parametrize("stream", [io.BytesIO, Flowing], ids=["seeking", "flowing"])
def test_plain_from_the_position_on(stream: type[io.BytesIO]) -> None:
    raw = stream(DATA)
    raw.read(10)
    assert decompressed(raw, "x").read() == DATA[10:]
    assert not raw.closed


def test_plain_stays_seekable() -> None:
    plain = decompressed(io.BytesIO(DATA), "x")
    assert plain.seek(100) == 100
    assert plain.read(5) == DATA[100:105]


def test_reads_of_any_size_give_the_same_bytes() -> None:
    stream = decompressed(io.BytesIO(WHOLE["gzip"]), "x")
    parts = [stream.read(RANDOM.randint(0, 20_000)) for _ in range(30)]
    buffer = bytearray(1000)
    assert stream.readinto(buffer) == 1000  # type: ignore[attr-defined]
    position = stream.tell()
    assert b"".join(parts) + buffer == DATA[:position]


@pytest.mark.parametrize("kind", list(WHOLE))
def test_early_end_is_damage(kind: str) -> None:
    data = WHOLE[kind]
    for length in [*range(6, 60), *range(len(data) - 40, len(data)), len(data) // 2]:
        with pytest.raises(DamagedStream) as caught:
            decompressed(Flowing(data[:length]), "layer 1").read()
        assert caught.value.name == "layer 1"


def test_early_end_of_a_skippable_frame_is_damage() -> None:
    for length in (6, 7, 8, 500):
        with pytest.raises(DamagedStream):
            decompressed(io.BytesIO(SKIPPABLE[:length]), "x").read()


@pytest.mark.parametrize("kind", list(WHOLE))
def test_flipped_bytes_are_damage(kind: str) -> None:
    data = bytearray(WHOLE[kind])
    data[len(data) // 2 : len(data) // 2 + 20] = b"\x55" * 20
    with pytest.raises(DamagedStream):
        decompressed(io.BytesIO(data), "x").read()


@pytest.mark.parametrize("kind", list(WHOLE))
def test_other_bytes_after_the_last_member_are_damage(kind: str) -> None:
    with pytest.raises(DamagedStream):
        decompressed(io.BytesIO(WHOLE[kind] + b"more and more"), "x").read()


def test_zeros_after_the_last_gzip_member_are_padding() -> None:
    assert decompressed(io.BytesIO(WHOLE["gzip"] + bytes(100_000)), "x").read() == DATA


@pytest.mark.parametrize("kind", list(WHOLE))
def test_bomb_exceeds_the_limit(kind: str) -> None:
    zeros = bytes(30 << 20)
    bombs = {
        "gzip": gzip.compress(zeros),
        "zstd": zstd(zeros),
        "xz": lzma.compress(zeros, preset=0),
        "bzip2": bz2.compress(zeros),
    }
    limits = Limits(expansion_ratio=10, expanded_bytes=1 << 20)
    stream = decompressed(io.BytesIO(bombs[kind]), "bomb", limits)
    with pytest.raises(LimitExceeded) as caught:
        drain(stream)
    assert caught.value.actual < 5 << 20
    assert "bomb" in caught.value.what


def test_zeros_within_the_default_limit_pass() -> None:
    stream = decompressed(io.BytesIO(zstd(bytes(64 << 20))), "x")
    assert drain(stream) == 64 << 20


def test_window_beyond_128_mib_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=28, write_content_size=False)
    writer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    data = writer.compress(b"x" * 1000) + writer.flush()
    with pytest.raises(LimitExceeded) as caught:
        decompressed(io.BytesIO(data), "layer 1").read()
    assert (caught.value.name, caught.value.actual) == ("decoder_bytes", 1 << 28)
    assert decompressed(io.BytesIO(data), "x", Limits(decoder_bytes=1 << 28)).read()


@pytest.mark.parametrize("kind", [Compression.GZIP, Compression.ZSTD, Compression.NONE])
def test_written_streams_read_back(kind: Compression) -> None:
    sink = io.BytesIO()
    compress(io.BytesIO(DATA), sink, kind)
    assert sniff(sink.getvalue()) is kind or kind is Compression.NONE
    assert decompressed(io.BytesIO(sink.getvalue()), "x").read() == DATA


def test_written_gzip_is_one_that_gzip_reads() -> None:
    sink = io.BytesIO()
    compress(io.BytesIO(DATA), sink, Compression.GZIP)
    assert gzip.decompress(sink.getvalue()) == DATA
    found = subprocess.run(["gzip", "-dc"], input=sink.getvalue(), capture_output=True, check=True)
    assert found.stdout == DATA


def test_written_gzip_says_nothing_of_time_and_host() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for sink, step in ((first, 7), (second, len(DATA))):
        with GzipWriter(sink) as writer:
            for at in range(0, 1000, step):
                writer.write(DATA[at : min(at + step, 1000)])
        assert not sink.closed
    assert first.getvalue()[:10] == b"\x1f\x8b\x08" + bytes(6) + b"\xff"
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("kind", [Compression.XZ, Compression.BZIP2])
def test_layers_are_never_written_in_what_the_specification_lacks(kind: Compression) -> None:
    with pytest.raises(ValueError, match=kind):
        compressor(io.BytesIO(), kind)


@given(
    st.sampled_from(list(SEVERAL)),
    st.integers(0, 2**20),
    st.binary(min_size=1, max_size=12),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_bytes_changed_are_an_error_or_a_result(
    kind: str, at: int, patch: bytes, is_inserted: bool
) -> None:
    """Never another exception, and never without an end."""
    data = SEVERAL[kind]
    at %= len(data)
    changed = data[:at] + patch + data[at if is_inserted else at + len(patch) :]
    with contextlib.suppress(DamagedStream, LimitExceeded):
        drain(decompressed(Flowing(changed), "x", Limits(expanded_bytes=64 << 20)))
