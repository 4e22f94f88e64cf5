"""Reading anywhere in a compressed stream gives the same bytes as reading it through."""

import bz2
import gzip
import io
import lzma
import random
import threading

import pytest
import zstandard

from layerlab.errors import DamagedStream
from layerlab.limits import Limits
from layerlab.streams.compression import decompressed
from layerlab.streams.seekable import Decoders, Expanded, Reopening, SeekableGzip, open_seekable

RANDOM = random.Random(2)
DATA = b"".join(RANDOM.randbytes(100) * RANDOM.randint(1, 40) for _ in range(1500))
THIRD = len(DATA) // 3
STREAMS = {
    "none": DATA,
    "gzip": gzip.compress(DATA),
    "members": b"".join(gzip.compress(DATA[at : at + THIRD]) for at in range(0, len(DATA), THIRD))
    + bytes(64),
    "zstd": zstandard.compress(DATA),
    "xz": lzma.compress(DATA, preset=0),
    "bzip2": bz2.compress(DATA),
}


@pytest.mark.parametrize("kind", list(STREAMS))
def test_any_range_in_any_order(kind: str) -> None:
    raw = io.BytesIO(b"before" + STREAMS[kind])
    raw.seek(6)
    stream = open_seekable(raw, "x")
    for _ in range(25):
        offset, size = RANDOM.randrange(len(DATA) + 1000), RANDOM.randrange(100_000)
        assert stream.seek(offset) == offset
        assert stream.read(size) == DATA[offset : offset + size]
        assert stream.tell() == min(offset + size, max(len(DATA), offset))
    assert stream.seek(-10, io.SEEK_END) == len(DATA) - 10
    assert stream.seek(3, io.SEEK_CUR) == len(DATA) - 7
    assert stream.read() == DATA[-7:]
    assert stream.read(1) == b""
    with pytest.raises(ValueError, match="negative"):
        stream.seek(-1)


@pytest.mark.parametrize("kind", ["gzip", "members"])
def test_checkpoints_are_kept_on_the_first_pass_and_used_later(kind: str) -> None:
    raw = _Counting(STREAMS[kind])
    stream = SeekableGzip(raw, "x", spacing_bytes=1 << 18)
    assert b"".join(iter(lambda: stream.read1(1 << 16), b"")) == DATA
    assert len(DATA) // (1 << 18) - 3 <= stream.checkpoint_count <= len(DATA) // (1 << 18) + 1
    for offset in (0, 1, 2 << 18, len(DATA) // 2, len(DATA) - 100):
        raw.read_bytes = 0
        assert stream.read_at(offset, 50) == DATA[offset : offset + 50]
        assert raw.read_bytes <= 4 << 16


def test_checkpoints_thin_out_instead_of_growing() -> None:
    stream = SeekableGzip(
        io.BytesIO(STREAMS["gzip"]), "x", spacing_bytes=1 << 16, checkpoint_limit=4
    )
    assert stream.read() == DATA
    assert stream.checkpoint_count <= 4
    assert stream.read_at(len(DATA) // 2, 100) == DATA[len(DATA) // 2 :][:100]


def test_few_streams_hold_a_decoder_and_all_read_on() -> None:
    """Each may take a hundred megabytes, and an image has hundreds of layers."""
    decoders = Decoders(2)
    streams = [Reopening(io.BytesIO(STREAMS["zstd"]), "x", Limits(), decoders) for _ in range(5)]
    for offset in (0, 1000, 500):
        for stream in streams:
            assert stream.read_at(offset, 100) == DATA[offset : offset + 100]
            assert sum(one.has_decoder for one in streams) <= 2


def test_read_at_from_several_threads() -> None:
    stream = open_seekable(io.BytesIO(STREAMS["gzip"]), "x")
    assert isinstance(stream, Expanded)
    wrong: list[int] = []

    def work(seed: int) -> None:
        offsets = random.Random(seed)
        for _ in range(20):
            offset = offsets.randrange(len(DATA))
            if stream.read_at(offset, 500) != DATA[offset : offset + 500]:
                wrong.append(offset)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("kind", ["gzip", "zstd", "xz", "bzip2"])
def test_damage_shows_where_it_is_and_not_before(kind: str) -> None:
    data = STREAMS[kind][: len(STREAMS[kind]) * 3 // 4]
    stream = open_seekable(io.BytesIO(data), "x")
    for _ in range(2):
        assert stream.seek(0) == 0
        assert stream.read(1000) == DATA[:1000]
        stream.seek(len(DATA) - 10)
        with pytest.raises(DamagedStream):
            stream.read(5)


def test_forward_reader_and_seekable_one_agree() -> None:
    forward = decompressed(io.BytesIO(STREAMS["members"]), "x")
    assert forward.read() == open_seekable(io.BytesIO(STREAMS["members"]), "x").read()


class _Counting(io.BytesIO):
    read_bytes = 0

    def read1(self, size: int | None = -1, /) -> bytes:
        data = super().read1(-1 if size is None else size)
        self.read_bytes += len(data)
        return data
