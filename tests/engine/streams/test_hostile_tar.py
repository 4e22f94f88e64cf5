"""Whatever bytes come, the reader gives headers or one of three errors, soon and bounded."""

import contextlib
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.errors import DamagedStream, DamagedTar, LimitExceeded
from layerlab.layer import build_index
from layerlab.streams.compressing import compress
from layerlab.streams.compression import Compression, decompressed
from layerlab.streams.tar_reader import read_headers
from support.rawtar import END, Flowing, header, member, padded, pax, read, record, signed

ERRORS = (DamagedTar, DamagedStream, LimitExceeded)

SMALL = (
    header(b"d/", typeflag=b"5")
    + pax(path=b"d/long", SCHILY__xattr__user__a=b"1")
    + member(b"x", b"data" * 200)
    + member(b"L", b"d/other\0", typeflag=b"L")
    + header(b"y", typeflag=b"2", link=b"x")
    + pax(GNU__sparse__major=b"1", GNU__sparse__minor=b"0", GNU__sparse__realsize=b"9")
    + member(b"s", padded(b"1\n2\n3\n") + b"abc")
    + header(b"d/.wh.z")
    + END
)


def harmless(data: bytes) -> None:
    """Both kinds of stream end in the same way, and the index of what is there can be made."""
    results: list[object] = []
    for stream in (io.BytesIO(data), Flowing(data)):
        try:
            results.append(list(read_headers(stream, "x")))
        except ERRORS as error:
            results.append(type(error))
    assert results[0] == results[1]
    with contextlib.suppress(*ERRORS):
        build_index(io.BytesIO(data), "x")


def test_truncation_at_every_offset() -> None:
    whole = read(SMALL)
    for length in range(0, len(SMALL), 7):
        harmless(SMALL[:length])
    for length in range(0, len(SMALL), 512):
        with contextlib.suppress(DamagedTar):
            assert read(SMALL[:length]) == whole[: len(read(SMALL[:length]))]


@pytest.mark.parametrize("kind", [Compression.GZIP, Compression.ZSTD])
def test_truncation_of_a_compressed_tar_at_every_offset(kind: Compression) -> None:
    sink = io.BytesIO()
    compress(io.BytesIO(SMALL), sink, kind)
    for length in range(6, len(sink.getvalue())):
        with pytest.raises(DamagedStream):
            build_index(io.BytesIO(sink.getvalue()[:length]), "x")


@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_bytes_changed(at: int, patch: bytes) -> None:
    harmless((SMALL[:at] + patch + SMALL[at + len(patch) :])[: len(SMALL)])


@given(
    st.lists(
        st.tuples(
            st.integers(0, 8),
            st.dictionaries(st.integers(0, 500), st.binary(min_size=1, max_size=12), max_size=4),
        ),
        max_size=4,
    )
)
@settings(max_examples=300, deadline=None)
def test_header_fields_changed_under_a_good_checksum(
    changes: list[tuple[int, dict[int, bytes]]],
) -> None:
    blocks = [bytearray(SMALL[at : at + 512]) for at in range(0, len(SMALL), 512)]
    for number, patches in changes:
        for at, patch in patches.items():
            blocks[number][at : at + len(patch)] = patch
        blocks[number] = bytearray(signed(bytes(blocks[number][:512])))
    harmless(b"".join(bytes(block[:512]) for block in blocks))


KEYS = ["path", "linkpath", "size", "uid", "mtime", "GNU.sparse.map", "GNU.sparse.major"]


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.binary(max_size=20)), max_size=5))
@settings(max_examples=300, deadline=None)
def test_pax_records_of_any_value(records: list[tuple[str, bytes]]) -> None:
    data = b"".join(record(key, value) for key, value in records)
    harmless(member(b"x", data, typeflag=b"x") + member(b"f", b"abc") + END)


@given(st.binary(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_any_bytes(data: bytes) -> None:
    harmless(data)
    with contextlib.suppress(*ERRORS):
        decompressed(io.BytesIO(data), "x").read()


def test_memory_stays_small_for_a_long_chain_of_headers() -> None:
    chain = member(b"L", b"n" * 4000, typeflag=b"L") * 2000 + header() + END
    tracemalloc.start()
    try:
        list(read_headers(Flowing(chain), "x"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 << 20
