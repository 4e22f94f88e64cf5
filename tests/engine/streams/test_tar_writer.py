"""What is written is what every reader reads: ours, Python's, GNU tar's."""

import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.errors import InvalidPath, SizeMismatch
from layerlab.model import ROOT, Entry, Kind, LayerPath, clean
from layerlab.streams.tar_writer import TarWriter
from support.rawtar import gnu_tar, read, run_tar


def entry(path: str, kind: Kind = Kind.FILE, **more: object) -> Entry:
    return Entry(LayerPath(path), kind, **more)  # type: ignore[arg-type]


ENTRIES = [
    entry("", Kind.DIRECTORY, mode=0o755),
    entry("etc", Kind.DIRECTORY, mode=0o1777, uid=5, gid=6, mtime_ns=1_700_000_000 * 10**9),
    entry("etc/f", mode=0o4755, uid=3_000_000, gid=2**31, size=5, mtime_ns=1234567890_123456789),
    entry("a/" * 60 + "prefix", size=3),
    entry("b" * 120, Kind.SYMLINK, mode=0o777, link="x" * 130),
    entry("한글", Kind.HARDLINK, link="etc/f"),
    entry("한" * 60 + "/" + "글" * 60, size=1),
    entry("bad\udcff", mtime_ns=-1_500_000_000),
    entry("char", Kind.CHAR_DEVICE, device=(5, 300)),
    entry("block", Kind.BLOCK_DEVICE, device=(8, 1)),
    entry("fifo", Kind.FIFO),
    entry("caps", xattrs={"security.capability": b"\1\0\xff\n=", "user.empty": b""}),
    entry("x/gone", Kind.WHITEOUT),
]


def write(*entries: Entry, whole_seconds: bool = True) -> bytes:
    sink = io.BytesIO()
    writer = TarWriter(sink, whole_seconds=whole_seconds)
    for item in entries:
        writer.add(item, io.BytesIO(b"hello"[: item.size]))
    writer.finish()
    return sink.getvalue()


@pytest.mark.parametrize("whole_seconds", [True, False])
def test_reads_back_the_same(whole_seconds: bool) -> None:
    found = read(write(*ENTRIES, whole_seconds=whole_seconds))
    assert len(found) == len(ENTRIES)
    for theirs, ours in zip(found, ENTRIES, strict=True):
        if ours.kind is Kind.WHITEOUT:
            assert (theirs.name, theirs.kind, theirs.size) == ("x/.wh.gone", Kind.FILE, 0)
            continue
        assert (clean(theirs.name), theirs.kind) == (ours.path, ours.kind)
        assert (theirs.mode, theirs.uid, theirs.gid) == (ours.mode, ours.uid, ours.gid)
        assert (theirs.size, theirs.link, theirs.device) == (ours.size, ours.link, ours.device)
        assert dict(theirs.xattrs) == ours.xattrs
        seconds = ours.mtime_ns // 10**9 * 10**9
        assert theirs.mtime_ns == (seconds if whole_seconds else ours.mtime_ns)


def test_tarfile_reads_the_same() -> None:
    with tarfile.open(fileobj=io.BytesIO(write(*ENTRIES, whole_seconds=False))) as tar:
        members = tar.getmembers()
        for theirs, ours in zip(members, ENTRIES, strict=True):
            name = "x/.wh.gone" if ours.kind is Kind.WHITEOUT else ours.path or "."
            assert theirs.name == name
            assert theirs.linkname == ours.link
            assert (theirs.uid, theirs.gid, theirs.mode) == (ours.uid, ours.gid, ours.mode)
            assert (theirs.uname, theirs.gname) == ("", "")
            if theirs.isreg():
                extracted = tar.extractfile(theirs)
                assert extracted
                assert extracted.read() == b"hello"[: ours.size]


@pytest.mark.peer
@pytest.mark.skipif(gnu_tar() is None, reason="no GNU tar")
def test_gnu_tar_lists_the_same(tmp_path: Path) -> None:
    path = tmp_path / "written.tar"
    path.write_bytes(write(*ENTRIES, whole_seconds=False))
    listing = run_tar("--full-time", "--quoting-style=literal", "-tvf", path)
    lines = listing.decode("utf-8", "surrogateescape").splitlines()
    assert len(lines) == len(ENTRIES)
    assert lines[2].split() == [
        "-rwsr-xr-x",
        "3000000/2147483648",
        "5",
        "2009-02-13",
        "23:31:30.123456789",
        "etc/f",
    ]
    assert lines[7].endswith(" bad\udcff")
    assert "5,300" in lines[8]
    assert lines[5].endswith("한글 link to etc/f")


def test_plain_entries_need_no_pax_header() -> None:
    data = write(entry("etc/motd", size=5))
    assert len(data) == 512 + 512 + 1024
    assert data[257:265] == b"ustar\x0000"


def test_same_entries_give_the_same_bytes() -> None:
    assert write(*ENTRIES) == write(*[replace(item) for item in ENTRIES])
    swapped = {"user.b": b"1", "user.a": b"2"}
    ordered = dict(sorted(swapped.items()))
    assert write(entry("f", xattrs=swapped)) == write(entry("f", xattrs=ordered))


def test_path_replaces_the_written_name() -> None:
    sink = io.BytesIO()
    writer = TarWriter(sink)
    writer.add(entry("etc/x"), path="etc/.wh.x")
    writer.finish()
    assert [found.name for found in read(sink.getvalue())] == ["etc/.wh.x"]


def test_root_is_a_dot() -> None:
    assert [found.name for found in read(write(entry(ROOT, Kind.DIRECTORY)))] == ["./"]


def test_size_beyond_8_gib_takes_a_record() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise SizeMismatch("stop", 0, 0)

    sink = io.BytesIO()
    with pytest.raises(SizeMismatch, match="stop"):
        TarWriter(sink).add(entry("big", size=1 << 40), Endless())  # type: ignore[arg-type]
    assert b"22 size=1099511627776\n" in sink.getvalue()


def test_fewer_bytes_than_announced_are_refused() -> None:
    with pytest.raises(SizeMismatch) as caught:
        TarWriter(io.BytesIO()).add(entry("f", size=10), io.BytesIO(b"123"))
    assert (caught.value.name, caught.value.expected, caught.value.actual) == ("f", 10, 3)


def test_nul_and_equals_sign_in_names_are_refused() -> None:
    with pytest.raises(InvalidPath):
        write(entry("a\0b"))
    with pytest.raises(InvalidPath):
        write(entry("a", xattrs={"user.a=b": b""}))


PATHS = st.lists(
    st.text(
        st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60
    ),
    min_size=1,
    max_size=6,
).map("/".join)
RAW_PATHS = st.binary(min_size=1, max_size=150).map(
    lambda raw: raw.replace(b"\0", b"x").decode("utf-8", "surrogateescape")
)


@given(
    PATHS | RAW_PATHS,
    PATHS,
    st.integers(0, 2**32 - 1),
    st.integers(-(2**62), 2**62),
    st.dictionaries(st.sampled_from(["user.a", "security.capability"]), st.binary(max_size=40)),
)
@settings(max_examples=200, deadline=None)
def test_any_metadata_reads_back(
    path: str, link: str, uid: int, mtime_ns: int, xattrs: dict[str, bytes]
) -> None:
    item = entry(path, Kind.SYMLINK, link=link, uid=uid, gid=uid, mtime_ns=mtime_ns, xattrs=xattrs)
    (found,) = read(write(item, whole_seconds=False))
    assert (found.name, found.link, found.uid, found.gid) == (path, link, uid, uid)
    assert (found.mtime_ns, dict(found.xattrs)) == (mtime_ns, xattrs)
