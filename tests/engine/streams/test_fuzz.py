"""Damaged and recombined input: only the engine's errors come, and the work is bounded.

Beside `test_hostile_tar`, which changes bytes and fields: here whole blocks are moved, repeated,
dropped and cut, and compressed streams are changed below the tar.
"""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.errors import BadInput
from layerlab.layer import build_index, open_content
from layerlab.layer.index import LayerIndex
from layerlab.limits import Limits
from layerlab.streams import pax as records
from layerlab.streams.compressing import compress
from layerlab.streams.compression import Compression, decompressed
from layerlab.streams.seekable import open_seekable
from layerlab.streams.tar_block import BadHeader
from layerlab.streams.tar_reader import read_headers
from support.rawtar import END, GNU, Flowing, base256, header, member, octal, padded, pax, signed

SEEDS = (
    header(b"d/", typeflag=b"5")
    + pax(path=b"d/long", SCHILY__xattr__user__a=b"1")
    + member(b"x", b"data" * 200)
    + member(b"L", b"d/other\0", typeflag=b"L")
    + header(b"y", typeflag=b"2", link=b"x")
    + END,
    pax(GNU__sparse__major=b"1", GNU__sparse__minor=b"0", GNU__sparse__realsize=b"9")
    + member(b"s", padded(b"1\n2\n3\n") + b"abc")
    + pax(GNU__sparse__map=b"0,3,9,1", GNU__sparse__numblocks=b"2", GNU__sparse__size=b"20")
    + member(b"t", b"abcd")
    + header(b"h", typeflag=b"1", link=b"t")
    + header(b"h/../i", typeflag=b"1", link=b"h")
    + END,
    header(
        b"old",
        typeflag=b"S",
        size=3,
        magic=GNU,
        patches={386: octal(0, 12) + octal(3, 12), 483: octal(10, 12)},
    )
    + padded(b"abc")
    + pax(b"g", mtime=b"-1.5", uid=b"7")
    + header(b"big", size=base256(5, 12), uid=base256(1 << 31, 8))
    + padded(b"12345")
    + header(b"d/.wh..wh..opq")
    + header(b"d/.wh.z")
    + END,
)
BLOCKS = tuple(seed[at : at + 512] for seed in SEEDS for at in range(0, len(seed), 512))
FUZZ = settings(max_examples=300, deadline=None)

block = st.sampled_from(BLOCKS)
patches = st.dictionaries(st.integers(0, 500), st.binary(min_size=1, max_size=12), max_size=3)


@st.composite
def changed_blocks(draw: st.DrawFn) -> bytes:
    """A block with bytes changed under a checksum that is right again."""
    changed = bytearray(draw(block))
    for at, patch in draw(patches).items():
        changed[at : at + len(patch)] = patch
    return signed(bytes(changed[:512]))


tars = st.builds(
    lambda blocks, tail: b"".join(blocks) + tail,
    st.lists(block | changed_blocks(), max_size=14),
    st.sampled_from([b"", END, b"\0" * 100, b"tail"]),
)


class Counted(io.BytesIO):
    """Counts what is asked of it: work, where time would say something of the machine."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


def outcome(attempt: Callable[[], object]) -> object:
    """What came, or the kind of error; anything but an error about input fails the test."""
    try:
        return attempt()
    except BadInput as error:
        return type(error)


@given(tars)
@FUZZ
def test_recombined_blocks(data: bytes) -> None:
    counted = Counted(data)
    seeking = outcome(lambda: list(read_headers(counted, "x")))
    flowing = outcome(lambda: list(read_headers(Flowing(data), "x")))
    assert seeking == flowing
    assert counted.reads <= 4 + 2 * (len(data) // 512)
    index = outcome(lambda: build_index(io.BytesIO(data), "x"))
    if isinstance(index, LayerIndex):
        whole_index(index, data)


def whole_index(index: LayerIndex, data: bytes) -> None:
    """Every node is found by its path, has all its attributes, and reads at its size."""
    for node in range(index.count):
        assert index.find(index.path(node)) == node
        index.entry(node)
        if index.kind(node).has_data and not index.is_unresolved(node):
            with open_content(index, node, io.BytesIO(data)) as stream:
                assert stream.seek(0, io.SEEK_END) == index.size(node)
                stream.seek(max(index.size(node) - 5, 0))
                assert len(outcome_or_empty(stream.read)) <= 5


def outcome_or_empty(read: Callable[[], bytes]) -> bytes:
    found = outcome(read)
    return found if isinstance(found, bytes) else b""


# compressed streams -----------------------------------------------------------------------------


def _compressed(kind: Compression) -> Callable[[bytes], bytes]:
    def make(data: bytes) -> bytes:
        sink = io.BytesIO()
        compress(io.BytesIO(data), sink, kind)
        return sink.getvalue()

    return make


MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _compressed(Compression.GZIP),
    "gzip members": lambda data: (
        gzip.compress(data[:700], mtime=0) + gzip.compress(data[700:], 1, mtime=0)
    ),
    "zstd": _compressed(Compression.ZSTD),
    "zstd skippable": lambda data: (
        b"\x50\x2a\x4d\x18\x04\0\0\0skip" + _compressed(Compression.ZSTD)(data)
    ),
    "xz": lzma.compress,
    "bzip2": bz2.compress,
}
SMALL = Limits(expanded_bytes=1 << 22)


@pytest.mark.parametrize("how", MAKERS)
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.dictionaries(st.integers(0, 400), st.integers(0, 255), max_size=3),
    cut=st.integers(0, 400) | st.none(),
    ranges=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 6000)), max_size=5),
)
@settings(FUZZ, max_examples=100)
def test_damaged_compressed_streams(
    how: str,
    seed: bytes,
    changes: dict[int, int],
    cut: int | None,
    ranges: list[tuple[int, int]],
) -> None:
    """From anywhere the same bytes come as in one go, and where one fails the other does."""
    changed = bytearray(MAKERS[how](seed))
    for at, value in changes.items():
        changed[at % len(changed)] = value
    data = bytes(changed[:cut])
    whole = outcome(lambda: decompressed(io.BytesIO(data), "x", SMALL).read())
    assert whole == outcome(lambda: decompressed(Flowing(data), "x", SMALL).read())
    assert whole == outcome(lambda: open_seekable(io.BytesIO(data), "x", SMALL).read())
    outcome(lambda: build_index(io.BytesIO(data), "x"))
    if isinstance(whole, bytes):
        stream = open_seekable(io.BytesIO(data), "x", SMALL)
        for offset, size in ranges:
            stream.seek(offset)
            assert stream.read(size) == whole[offset : offset + size]


# what headers hold ------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([b"9 ", b"5 a=", b"\n", b"a=b", b"0", b"-", b"\0", b"99"])))
@FUZZ
def test_any_pax_records(parts: list[bytes]) -> None:
    data = b"".join(parts)
    try:
        found = records.parse(data)
    except BadHeader:
        return
    assert all(found)
    assert sum(map(len, found)) <= len(data)


@given(
    st.lists(
        st.sampled_from([b"0", b"1", b"3", b"-1", b"65537", b"\n", b"x", b"9" * 30]), max_size=9
    )
)
@FUZZ
def test_any_sparse_map_in_the_data(parts: list[bytes]) -> None:
    keys = pax(GNU__sparse__major=b"1", GNU__sparse__minor=b"0", GNU__sparse__realsize=b"9")
    data = keys + member(b"s", padded(b"".join(parts)) + b"abc") + END
    found = outcome(lambda: list(read_headers(io.BytesIO(data), "x")))
    assert found == outcome(lambda: list(read_headers(Flowing(data), "x")))
    if isinstance(found, list):
        assert sum(size for _, size in found[0].sparse) == found[0].size
