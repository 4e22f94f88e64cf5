"""The rules of tar, one a test. Spec: POSIX.1-2017 pax; GNU tar manual; Go's archive/tar."""

import io
import os
import tarfile
from pathlib import Path

import pytest

from layerlab.errors import Cancelled, DamagedTar, LimitExceeded
from layerlab.limits import Limits
from layerlab.model import Kind
from layerlab.progress import Progress
from layerlab.reasons import Flaw
from layerlab.streams.tar_reader import read_headers
from support.rawtar import (
    END,
    GNU,
    V7,
    base256,
    contents,
    gnu_tar,
    header,
    member,
    only,
    padded,
    pax,
    read,
    record,
    run_tar,
    signed,
)


def names(data: bytes) -> list[str]:
    return [found.name for found in read(data)]


def refused(data: bytes) -> DamagedTar:
    with pytest.raises(DamagedTar) as caught:
        read(data)
    return caught.value


class TestPlainHeaders:
    def test_fields(self) -> None:
        data = member(b"etc/motd", b"hello", mode=0o4755, uid=1000, gid=50, mtime=1234567890) + END
        found = only(data)
        assert (found.name, found.kind, found.mode) == ("etc/motd", Kind.FILE, 0o4755)
        assert (found.uid, found.gid, found.size, found.real_size) == (1000, 50, 5, 5)
        assert found.mtime_ns == 1234567890 * 10**9
        assert (found.offset, found.data_offset) == (0, 512)
        assert (found.link, dict(found.xattrs), found.sparse) == ("", {}, None)

    @pytest.mark.parametrize(
        ("typeflag", "kind"),
        [
            (b"0", Kind.FILE),
            (b"\0", Kind.FILE),
            (b"7", Kind.FILE),
            (b"1", Kind.HARDLINK),
            (b"2", Kind.SYMLINK),
            (b"3", Kind.CHAR_DEVICE),
            (b"4", Kind.BLOCK_DEVICE),
            (b"5", Kind.DIRECTORY),
            (b"6", Kind.FIFO),
        ],
    )
    def test_typeflag_gives_the_kind(self, typeflag: bytes, kind: Kind) -> None:
        assert only(header(typeflag=typeflag, link=b"target") + END).kind is kind

    @pytest.mark.parametrize("typeflag", [b"A", b"D", b"M", b"N", b"V", b"X", b"8", b"\xff"])
    def test_unknown_typeflag_is_refused_as_docker_does(self, typeflag: bytes) -> None:
        assert "type" in refused(header(typeflag=typeflag) + END).reason

    def test_prefix_and_name_join(self) -> None:
        assert names(header(b"name", patches={345: b"some/where"}) + END) == ["some/where/name"]

    def test_star_prefix_ends_before_its_times(self) -> None:
        patches = {345: b"p" * 131 + b"00000000001\0" * 2, 508: b"tar\0"}
        assert names(header(b"name", patches=patches) + END) == ["p" * 131 + "/name"]

    def test_gnu_times_are_no_prefix(self) -> None:
        patches = {345: b"14400000000\0" + b"14400000000\0"}
        assert names(header(b"name", magic=GNU, patches=patches) + END) == ["name"]

    def test_prefix_in_a_gnu_header_as_go_before_1_8_wrote_it(self) -> None:
        data = header(b"name", magic=GNU, patches={345: b"some/where"}) + END
        assert names(data) == ["some/where/name"]

    def test_v7_has_no_prefix(self) -> None:
        assert names(header(b"name", magic=V7, patches={345: b"junk"}) + END) == ["name"]

    def test_v7_slash_marks_a_directory(self) -> None:
        found = only(header(b"dir/", magic=V7, typeflag=b"\0") + END)
        assert found.kind is Kind.DIRECTORY

    def test_slash_after_a_ustar_file_marks_nothing(self) -> None:
        assert only(header(b"dir/", typeflag=b"0") + END).kind is Kind.FILE

    def test_type_bits_in_the_mode_are_masked(self) -> None:
        """Docker up to 22 wrote them."""
        assert only(header(mode=0o100644) + END).mode == 0o644

    def test_full_fields_need_no_nul(self) -> None:
        found = only(header(b"n" * 100, link=b"l" * 100, typeflag=b"2") + END)
        assert (found.name, found.link) == ("n" * 100, "l" * 100)

    def test_numbers_may_have_blanks_or_be_empty(self) -> None:
        found = only(header(uid=b"   17 \0 ", gid=b"\0" * 8) + END)
        assert (found.uid, found.gid) == (0o17, 0)

    def test_base_256_numbers(self) -> None:
        found = only(header(uid=base256(3_000_000, 8), mtime=base256(-5, 12)) + END)
        assert (found.uid, found.mtime_ns) == (3_000_000, -5 * 10**9)

    def test_device_numbers(self) -> None:
        patches = {329: b"0000005\0", 337: b"0000401\0"}
        assert only(header(typeflag=b"3", patches=patches) + END).device == (5, 257)

    def test_device_fields_of_a_file_are_not_looked_at(self) -> None:
        assert only(header(patches={329: b"garbage!"}) + END).device == (0, 0)

    def test_signed_checksum_is_good(self) -> None:
        block = header("caf\xe9".encode("latin-1"))
        others = block[:148] + b" " * 8 + block[156:]
        total = sum(byte - 256 if byte > 127 else byte for byte in others)
        data = block[:148] + b"%06o\0 " % total + block[156:]
        assert names(data + END) == ["caf\udce9"]

    def test_wrong_checksum_names_the_place(self) -> None:
        data = member(b"a", b"12345") + b"x" + header(b"b")[1:] + END
        error = refused(data)
        assert (error.name, error.offset) == ("test.tar", 1024)

    @pytest.mark.parametrize("typeflag", [b"1", b"2", b"3", b"4", b"5", b"6"])
    def test_size_of_what_has_no_contents_is_not_data(self, typeflag: bytes) -> None:
        data = header(b"a", typeflag=typeflag, size=700, link=b"x") + header(b"b") + END
        assert [(found.name, found.size) for found in read(data)] == [("a", 0), ("b", 0)]

    def test_name_with_other_bytes_than_utf_8(self) -> None:
        found = only(header(b"b\xff\xfe") + END)
        assert found.name.encode("utf-8", "surrogateescape") == b"b\xff\xfe"


class TestPax:
    def test_path_linkpath_size_and_owners(self) -> None:
        records = {"path": "긴/이름".encode(), "uid": b"4000000000", "gid": b"7", "size": b"3"}
        found = only(pax(**records) + header() + padded(b"abc") + END)
        assert (found.name, found.uid, found.gid, found.size) == ("긴/이름", 4000000000, 7, 3)
        assert (found.offset, found.data_offset) == (0, 1536)
        assert only(pax(linkpath=b"t") + header(typeflag=b"2", link=b"x") + END).link == "t"

    @pytest.mark.parametrize(
        ("text", "nanoseconds"),
        [
            (b"1350244992.023960108", 1350244992_023960108),
            (b"0.1234567", 123456700),
            (b"1.0000000009", 10**9),
            (b"5", 5 * 10**9),
            (b"5.", 5 * 10**9),
            (b"-1.5", -1_500_000_000),
            (b"-0.5", -500_000_000),
        ],
    )
    def test_mtime_is_exact_to_the_nanosecond(self, text: bytes, nanoseconds: int) -> None:
        assert only(pax(mtime=text) + header() + END).mtime_ns == nanoseconds

    def test_xattrs_are_bytes(self) -> None:
        value = b"\x01\x00\x00\x02\xff=\n"
        found = only(pax(SCHILY__xattr__security__capability=value) + header() + END)
        assert dict(found.xattrs) == {"security.capability": value}

    def test_records_hold_for_one_entry(self) -> None:
        assert names(pax(path=b"long") + header() + header(b"next") + END) == ["long", "next"]

    def test_empty_value_means_the_header_s_own(self) -> None:
        assert names(pax(path=b"") + header(b"own") + END) == ["own"]

    def test_last_record_of_a_key_wins(self) -> None:
        data = record("path", b"one") + record("path", b"two")
        assert names(member(b"x", data, typeflag=b"x") + header() + END) == ["two"]

    def test_last_extended_header_wins_whole(self) -> None:
        data = pax(path=b"one", uid=b"5") + pax(path=b"two") + header() + END
        found = only(data)
        assert (found.name, found.uid) == ("two", 0)

    def test_global_header_gives_defaults_and_is_no_entry(self) -> None:
        data = pax(b"g", uid=b"5", mtime=b"7", path=b"no") + header(b"a") + header(b"b") + END
        assert [(f.name, f.uid, f.mtime_ns) for f in read(data)] == [
            ("a", 5, 7 * 10**9),
            ("b", 5, 7 * 10**9),
        ]

    def test_own_record_goes_before_a_global_one(self) -> None:
        data = pax(b"g", uid=b"5") + pax(uid=b"6") + header() + END
        assert only(data).uid == 6

    def test_global_header_alone_is_an_empty_tar(self) -> None:
        assert read(pax(b"g", comment=b"x") + END) == []

    def test_charset_record_changes_nothing(self) -> None:
        found = only(pax(hdrcharset=b"BINARY", path=b"\xff") + header() + END)
        assert found.name == "\udcff"

    @pytest.mark.parametrize(
        "data",
        [
            b"5 a=\n6 b",
            b"no-length-at-all-in-the-record\n",
            b"11 path=ab\nand-then-no-length\n",
            b"9 path=x\0",
            b"99 path=x\n",
            b"0 path=x\n",
            b"x path=x\n",
            b"11 path=x\n",
            b"-9 path=x\n",
            b" path=x\n",
            b"7 path\n",
            b"4 =\n\n",
            record("path", b"a\0b"),
            record("linkpath", b"a\0b"),
            record(b"k\0y", b"v"),
            record("size", b"-1"),
            record("size", b"1_0"),
            record("size", b"9" * 5000),
            record("uid", b"-1"),
            record("gid", b"4294967296"),
            record("mtime", b"1e5"),
            record("mtime", b"nan"),
        ],
    )
    def test_malformed_records_are_refused(self, data: bytes) -> None:
        refused(member(b"x", data, typeflag=b"x") + header() + END)

    def test_extended_header_without_an_entry_is_refused(self) -> None:
        assert refused(pax(path=b"a") + END).reason is Flaw.NO_ENTRY
        assert refused(pax(path=b"a")).reason is Flaw.NO_ENTRY


class TestGnu:
    def test_long_name_and_long_link(self) -> None:
        long = b"d/" * 150 + b"f"
        data = (
            member(b"././@LongLink", long + b"\0", typeflag=b"L")
            + member(b"././@LongLink", b"t" * 200 + b"\0", typeflag=b"K")
            + header(long[:100], typeflag=b"2", magic=GNU)
            + END
        )
        found = only(data)
        assert (found.name, found.link) == (long.decode(), "t" * 200)

    def test_last_long_name_wins(self) -> None:
        data = b"".join(member(b"L", n + b"\0", typeflag=b"L") for n in (b"one", b"two"))
        assert names(data + header() + END) == ["two"]

    def test_long_name_goes_before_pax_as_in_go(self) -> None:
        data = member(b"L", b"gnu\0", typeflag=b"L") + pax(path=b"pax") + header() + END
        assert names(data) == ["gnu"]

    def test_name_ends_at_its_nul(self) -> None:
        assert names(member(b"L", b"one\0two", typeflag=b"L") + header() + END) == ["one"]


OLD_MAP = b"".join(b"%011o\0" % n for n in (0, 512, 1024, 512))


class TestSparse:
    def test_old_gnu(self) -> None:
        patches = {386: OLD_MAP, 483: b"00000004000\0"}
        data = header(typeflag=b"S", magic=GNU, size=1024, patches=patches) + b"a" * 1024
        found = only(data + END)
        assert found.sparse == ((0, 512), (1024, 512))
        assert (found.kind, found.size, found.real_size) == (Kind.FILE, 1024, 2048)

    def test_old_gnu_with_more_blocks(self) -> None:
        patches = {386: OLD_MAP, 482: b"\1", 483: b"00000010000\0"}
        more = b"".join(b"%011o\0" % n for n in (3072, 512)).ljust(512, b"\0")
        data = header(typeflag=b"S", magic=GNU, size=1536, patches=patches) + more + b"a" * 1536
        found, following = read(data + header(b"next") + END)
        assert found.sparse == ((0, 512), (1024, 512), (3072, 512))
        assert (found.data_offset, following.name) == (1024, "next")

    def test_version_0_0(self) -> None:
        records = record("GNU.sparse.size", b"2048") + record("GNU.sparse.numblocks", b"2")
        for offset in (b"0", b"1024"):
            records += record("GNU.sparse.offset", offset) + record("GNU.sparse.numbytes", b"3")
        data = member(b"x", records, typeflag=b"x") + member(b"f", b"abcdef") + END
        assert only(data).sparse == ((0, 3), (1024, 3))

    def test_version_0_1(self) -> None:
        data = pax(
            GNU__sparse__size=b"2048",
            GNU__sparse__numblocks=b"2",
            GNU__sparse__map=b"0,3,1024,3",
            GNU__sparse__name=b"real",
        )
        found = only(data + member(b"f", b"abcdef") + END)
        assert (found.name, found.sparse, found.real_size) == ("real", ((0, 3), (1024, 3)), 2048)

    def test_version_1_0(self) -> None:
        data = pax(
            GNU__sparse__major=b"1",
            GNU__sparse__minor=b"0",
            GNU__sparse__name=b"real",
            GNU__sparse__realsize=b"2048",
        )
        body = padded(b"2\n0\n3\n1024\n3\n") + b"abcdef"
        found = only(data + member(b"f", body) + END)
        assert (found.sparse, found.size, found.real_size) == (((0, 3), (1024, 3)), 6, 2048)
        assert found.data_offset == 1024 + 512 + 512

    def test_unknown_version_is_no_sparse_file(self) -> None:
        data = pax(GNU__sparse__major=b"2", GNU__sparse__minor=b"0")
        assert only(data + member(b"f", b"abc") + END).sparse is None

    @pytest.mark.parametrize(
        "sparse_map",
        [b"0,3", b"0,3,2,3", b"1024,3,0,3", b"0,3,3000,3", b"0,3,1024,9", b"0,3,x,3", b"0,-3,0,9"],
    )
    def test_map_that_makes_no_sense_is_refused(self, sparse_map: bytes) -> None:
        data = pax(
            GNU__sparse__size=b"2048", GNU__sparse__numblocks=b"2", GNU__sparse__map=sparse_map
        )
        refused(data + member(b"f", b"abcdef") + END)

    @pytest.mark.parametrize(
        "text", [b"65536\n", b"x\n", b"1\n0\n", b"-1\n", b"1" * 1500, b"2\n" + b"0" * 5000]
    )
    def test_map_in_the_data_that_makes_no_sense_is_refused(self, text: bytes) -> None:
        data = pax(GNU__sparse__major=b"1", GNU__sparse__minor=b"0", GNU__sparse__realsize=b"9")
        refused(data + member(b"f", padded(text)) + END)

    @pytest.mark.parametrize("text", [b"65537\n", b"999999999\n"])
    def test_map_of_too_many_pieces_is_refused(self, text: bytes) -> None:
        data = pax(GNU__sparse__major=b"1", GNU__sparse__minor=b"0", GNU__sparse__realsize=b"9")
        with pytest.raises(LimitExceeded) as caught:
            read(data + member(b"f", padded(text)) + END)
        assert caught.value.name == "sparse_pieces"

    def test_offsets_out_of_order_are_refused(self) -> None:
        records = record("GNU.sparse.numbytes", b"3") + record("GNU.sparse.offset", b"0")
        refused(member(b"x", records, typeflag=b"x") + member() + END)


class TestEnd:
    def test_zero_bytes_are_an_empty_tar(self) -> None:
        """moby#18170: a layer may be an empty stream."""
        assert read(b"") == []

    def test_end_of_stream_at_a_block_ends(self) -> None:
        assert names(member(b"a", b"data")) == ["a"]

    def test_one_zero_block_and_the_end(self) -> None:
        assert names(member(b"a") + bytes(512)) == ["a"]

    def test_single_zero_block_between_entries_is_refused(self) -> None:
        refused(header(b"a") + bytes(512) + header(b"b") + END)

    def test_nothing_is_read_after_the_end(self) -> None:
        """eStargz has its table of contents there."""
        assert names(member(b"a") + END + member(b"stargz.index.json", b"{}") + b"junk") == ["a"]

    def test_missing_padding_at_the_very_end_is_tolerated_as_in_go(self) -> None:
        assert names(header(b"a", size=5) + b"12345") == ["a"]

    @pytest.mark.parametrize("length", [1, 511, 512 + 100, 512 + 699])
    def test_truncation_names_object_and_place(self, length: int) -> None:
        error = refused(member(b"a", b"x" * 700)[:length])
        assert (error.name, error.offset) == ("test.tar", length)


class TestLimits:
    def test_extended_header(self) -> None:
        for typeflag in (b"x", b"g", b"L", b"K"):
            with pytest.raises(LimitExceeded):
                read(header(typeflag=typeflag, size=(1 << 20) + 1) + END)

    def test_extended_header_with_a_negative_size(self) -> None:
        refused(header(typeflag=b"x", size=base256(-512, 12)) + END)

    def test_name(self) -> None:
        with pytest.raises(LimitExceeded):
            read(pax(path=b"n" * 4097) + header() + END)

    def test_extended_headers_in_all(self) -> None:
        limits = Limits(text_bytes=5000)
        stream = io.BytesIO((pax(comment=b"c" * 900) + header()) * 6 + END)
        with pytest.raises(LimitExceeded) as caught:
            list(read_headers(stream, "x", limits=limits))
        assert caught.value.name == "text_bytes"

    def test_global_headers_add_up_to_no_more_than_one(self) -> None:
        """Each entry gets what they set, so they must not grow; what is of no use is not kept."""
        more = [pax(b"g", **{f"SCHILY__xattr__user__{n}": b"v" * 900}) for n in range(20)]
        limits = Limits(extended_header_bytes=4000)
        with pytest.raises(LimitExceeded) as caught:
            list(read_headers(io.BytesIO(b"".join(more) + header() + END), "x", limits=limits))
        assert caught.value.name == "extended_header_bytes"
        repeated = pax(b"g", SCHILY__xattr__user__a=b"v" * 900, comment=b"c" * 900) * 20
        assert list(read_headers(io.BytesIO(repeated + header() + END), "x", limits=limits))

    def test_entries(self) -> None:
        limits = Limits(entries=2)
        stream = io.BytesIO(header(b"a") * 3 + END)
        with pytest.raises(LimitExceeded) as caught:
            list(read_headers(stream, "x", limits=limits))
        assert (caught.value.limit, caught.value.actual) == (2, 3)

    @pytest.mark.parametrize("size", [base256(-1, 12), base256(1 << 70, 12), b"-0000000001\0"])
    def test_size(self, size: bytes) -> None:
        refused(header(size=size) + END)

    @pytest.mark.parametrize("field", [b"0x10\0\0\0\0", b"0o10\0\0\0\0", b"1_0\0\0\0\0\0", b"+7\0"])
    def test_number_that_only_python_would_read(self, field: bytes) -> None:
        refused(header(uid=field.ljust(8, b"\0")) + END)

    def test_huge_size_is_truncation_and_not_memory(self) -> None:
        refused(header(size=base256(1 << 60, 12)) + b"x" * 512 + END)

    def test_chained_long_names_neither_recurse_nor_grow(self) -> None:
        data = member(b"L", b"n\0", typeflag=b"L") * 3000 + header() + END
        assert names(data) == ["n"]

    def test_cancel(self) -> None:
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            list(
                read_headers(io.BytesIO(member(data=bytes(3 << 20)) + END), "x", progress=progress)
            )


def test_position_of_the_stream_is_the_beginning() -> None:
    stream = io.BytesIO(b"before" * 100 + member(b"a", b"12") + END)
    stream.seek(600)
    (found,) = read_headers(stream, "x")
    assert (found.offset, found.data_offset) == (600, 1112)


def test_many_numbers_are_read_right() -> None:
    """The reader remembers fields, and forgets them again."""
    data = b"".join(header(b"f", mtime=n, uid=n % 7) for n in range(20_000))
    assert [f.mtime_ns // 10**9 for f in read(data)] == list(range(20_000))


@pytest.mark.parametrize(
    "form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT], ids=str
)
def test_same_as_tarfile(form: int) -> None:
    data = _made_by_tarfile(form)
    found = read(data)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        expected = tar.getmembers()
    assert len(found) == len(expected) == 400
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.name.rstrip("/") == theirs.name
        assert (ours.offset, ours.data_offset) == (theirs.offset, theirs.offset_data)
        assert (ours.mode, ours.uid, ours.gid) == (theirs.mode, theirs.uid, theirs.gid)
        assert (ours.size, ours.link) == (theirs.size, theirs.linkname)
        assert ours.mtime_ns == int(theirs.mtime * 1000) * 10**6
        assert (ours.kind is Kind.DIRECTORY) == theirs.isdir()


def _made_by_tarfile(form: int) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as tar:
        for number in range(400):
            info = tarfile.TarInfo("directory/" * (number % 12) + f"name{number}")
            info.type = (tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE)[number % 3]
            info.size = number * 13 if number % 3 == 0 else 0
            info.linkname = "x" * (number % 100) if number % 3 == 2 else ""
            info.mtime = number + 0.25 if form == tarfile.PAX_FORMAT else number
            info.uid = number * 5000
            tar.addfile(info, io.BytesIO(b"d" * info.size))
    return stream.getvalue()


@pytest.mark.peer
@pytest.mark.skipif(gnu_tar() is None, reason="no GNU tar")
class TestGnuTar:
    @pytest.fixture
    def tree(self, tmp_path: Path) -> Path:
        tree = tmp_path / "tree"
        deep = tree / "/".join(["directory"] * 14)
        deep.mkdir(parents=True)
        (deep / "file").write_bytes(b"deep")
        (tree / "link").symlink_to("t" * 150)
        (tree / "a").write_bytes(b"a" * 1000)
        os.link(tree / "a", tree / "b")
        os.mkfifo(tree / "fifo")
        with (tree / "holes").open("wb") as file:
            for number in range(40):
                file.seek(number * 65536)
                file.write(b"%d" % number)
            file.truncate(40 * 65536)
        return tree

    @pytest.mark.parametrize("form", ["gnu", "oldgnu", "pax", "posix"])
    @pytest.mark.parametrize("sparse", [[], ["--sparse"]], ids=["full", "sparse"])
    def test_same_names_kinds_and_contents(
        self, tree: Path, tmp_path: Path, form: str, sparse: list[str]
    ) -> None:
        path = tmp_path / "made.tar"
        run_tar("-C", tree, "--sort=name", f"--format={form}", *sparse, "-cf", path, ".")
        self._check(path, tree)

    @pytest.mark.parametrize("version", ["0.0", "0.1", "1.0"])
    def test_sparse_versions(self, tree: Path, tmp_path: Path, version: str) -> None:
        path = tmp_path / "made.tar"
        arguments = ("--format=pax", "--sparse", f"--sparse-version={version}", "-cf", path, ".")
        run_tar("-C", tree, *arguments)
        self._check(path, tree)
        holes = next(f for f in read(path.read_bytes()) if f.name.endswith("holes"))
        assert holes.sparse
        assert holes.size < holes.real_size

    def _check(self, path: Path, tree: Path) -> None:
        listed = run_tar("--quoting-style=literal", "-tf", path).decode().splitlines()
        found = read(path.read_bytes())
        assert [f.name for f in found] == listed
        stream = io.BytesIO(path.read_bytes())
        for entry in found:
            host = tree / entry.name
            if entry.kind is Kind.FILE:
                assert contents(stream, entry) == host.read_bytes()
            elif entry.kind is Kind.SYMLINK:
                assert entry.link == str(host.readlink())
            elif entry.kind is Kind.HARDLINK:
                assert (tree / entry.link).samefile(host)
            else:
                assert entry.kind in (Kind.DIRECTORY, Kind.FIFO)


def test_checksum_field_itself_does_not_count() -> None:
    block = signed(header(b"a"))
    assert names(block + END) == ["a"]
