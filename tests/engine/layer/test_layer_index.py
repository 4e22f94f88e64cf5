"""The index as a value: built in one pass, written, mapped again, never trusted when foreign."""

import gzip
import hashlib
import io
import random
import tarfile
from pathlib import Path

import pytest
import zstandard

from layerlab.errors import Cancelled, DamagedTar, DiskFull, NoSuchPath, NotAFile
from layerlab.layer import LayerIndex, build_index, open_content, open_index, write_index
from layerlab.model import DiffID, Entry, Kind, LayerPath
from layerlab.progress import Progress
from layerlab.streams.seekable import open_seekable
from support.images import directory, file, hardlink, layer_tar, symlink
from support.rawtar import END, Flowing, member, pax

RANDOM = random.Random(3)
BIG = RANDOM.randbytes(300_000)
ITEMS = [
    directory("etc"),
    file("etc/motd", b"hello\n"),
    file("big", BIG),
    symlink("link", "etc/motd"),
    hardlink("etc/other", "etc/motd"),
    hardlink("etc/lower", "usr/lower"),
    file("opt/.wh.old"),
    file("opt/new/.wh..wh..opq"),
    (
        Entry(LayerPath("caps"), Kind.FILE, size=4, xattrs={"security.capability": b"\1\0\xff"}),
        b"caps",
    ),
    (Entry(LayerPath("null"), Kind.CHAR_DEVICE, 0o666, device=(1, 3)), b""),
    file("z/" * 50 + "deep", b"deep"),
]
TAR = layer_tar(ITEMS)
TRAILED = TAR + b"what follows the end" * 100


def entries(index: LayerIndex) -> list[Entry]:
    return [index.entry(node) for node in range(index.count)]


class TestBuild:
    def test_plain_and_seekable_reads_headers_only(self) -> None:
        index = build_index(io.BytesIO(TAR), "x")
        assert (index.diff_id, index.tar_size) == (None, len(TAR))

    @pytest.mark.parametrize(
        "stream",
        [
            pytest.param(lambda: Flowing(TRAILED), id="flowing"),
            pytest.param(lambda: Flowing(gzip.compress(TRAILED)), id="gzip flowing"),
            pytest.param(lambda: io.BytesIO(gzip.compress(TRAILED)), id="gzip"),
            pytest.param(lambda: io.BytesIO(zstandard.compress(TRAILED)), id="zstd"),
            pytest.param(
                lambda: open_seekable(io.BytesIO(gzip.compress(TRAILED)), "x"), id="seekable gzip"
            ),
            pytest.param(
                lambda: open_seekable(io.BytesIO(zstandard.compress(TRAILED)), "x"),
                id="reopening zstd",
            ),
        ],
    )
    def test_diff_id_is_over_every_byte(self, stream: object) -> None:
        """Also those after the end of the archive: the specification says the whole tar."""
        index = build_index(stream(), "x")  # type: ignore[operator]
        assert index.diff_id == DiffID("sha256:" + hashlib.sha256(TRAILED).hexdigest())
        assert index.tar_size == len(TRAILED)
        assert entries(index) == entries(build_index(io.BytesIO(TAR), "x"))

    def test_whole_asks_for_the_diff_id_of_a_plain_stream(self) -> None:
        assert build_index(io.BytesIO(TAR), "x", whole=True).diff_id == DiffID.of(TAR)

    def test_zero_bytes_are_an_empty_layer(self) -> None:
        """Its diff ID is that of nothing, e3b0c442… (moby#18170)."""
        index = build_index(Flowing(b""), "x")
        assert (index.count, index.entry_count, index.tar_size) == (1, 0, 0)
        assert index.diff_id == DiffID.of(b"")
        assert index.children(0) == range(1, 1)

    def test_figures(self) -> None:
        index = build_index(io.BytesIO(TAR), "x")
        assert index.size_bytes == 6 + len(BIG) + 4 + 4
        assert index.file_count == 6
        assert index.whiteouts == 2
        assert index.count == index.entry_count + 1 + 2 + 50
        assert index.entry_count == 10

    @pytest.mark.parametrize("stored", [TAR, gzip.compress(TAR), gzip.compress(TAR, 0)])
    @pytest.mark.parametrize(
        "opener", [io.BytesIO, Flowing, lambda d: open_seekable(io.BytesIO(d), "x")]
    )
    def test_progress_is_in_bytes_as_stored(self, stored: bytes, opener: object) -> None:
        progress = Progress()
        build_index(opener(stored), "x", progress)  # type: ignore[operator]
        assert len(stored) - (1 << 20) <= progress.done_bytes <= len(stored)

    @pytest.mark.parametrize("opener", [io.BytesIO, Flowing])
    def test_cancel(self, opener: type[io.BytesIO]) -> None:
        progress = Progress()
        progress.cancel()
        many = b"".join(member(b"%d" % n, bytes(100_000)) for n in range(40)) + END
        with pytest.raises(Cancelled):
            build_index(opener(many), "x", progress)

    def test_damage_is_named(self) -> None:
        with pytest.raises(DamagedTar) as caught:
            build_index(io.BytesIO(TAR[:2000]), "layer 7 (abc)")
        assert caught.value.name == "layer 7 (abc)"

    def test_from_the_stream_s_position_on(self) -> None:
        raw = io.BytesIO(b"before" + TAR)
        raw.seek(6)
        index = build_index(raw, "x")
        assert index.tar_size == len(TAR)
        node = index.find(LayerPath("etc/motd"))
        assert node is not None
        assert index.data_offset(node) == 1024

    def test_same_as_tarfile_on_a_random_tree(self) -> None:
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w") as tar:
            for number in range(2000):
                path = "/".join(f"d{RANDOM.randrange(6)}" for _ in range(RANDOM.randrange(5)))
                info = tarfile.TarInfo(f"{path}/f{number}".lstrip("/"))
                info.size, info.uid, info.mtime = RANDOM.randrange(2000), number, number
                tar.addfile(info, io.BytesIO(bytes(info.size)))
        index = build_index(io.BytesIO(stream.getvalue()), "x")
        with tarfile.open(fileobj=io.BytesIO(stream.getvalue())) as tar:
            for member_ in tar:
                node = index.find(LayerPath(member_.name))
                assert node is not None
                found = index.entry(node)
                assert (found.size, found.uid) == (member_.size, member_.uid)
                assert index.data_offset(node) == member_.offset_data


class TestLookup:
    @pytest.fixture
    def index(self) -> LayerIndex:
        return build_index(io.BytesIO(TAR), "x")

    def test_every_path_is_found_again(self, index: LayerIndex) -> None:
        for node in range(index.count):
            assert index.find(index.path(node)) == node
            assert index.entry(node).path == index.path(node)
            for child in index.children(node):
                assert index.parent(child) == node
                assert index.child(node, index.name(child)) == child
                assert index.entry(child, index.path(node)) == index.entry(child)

    @pytest.mark.parametrize(
        "path", ["nothing", "etc/nothing", "etc/motd/x", "link/x", "etc/m", "~"]
    )
    def test_what_is_absent_is_none(self, index: LayerIndex, path: str) -> None:
        assert index.find(LayerPath(path)) is None

    def test_children_are_a_range_in_order(self, index: LayerIndex) -> None:
        names = [index.name(node) for node in index.children(0)]
        assert names == ["big", "caps", "etc", "link", "null", "opt", "z"]

    def test_columns_are_read_only(self, index: LayerIndex) -> None:
        for column in (index.columns.kind, index.columns.size, index.columns.names):
            with pytest.raises(ValueError, match="read-only"):
                column[0] = 1


class TestFile:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "layer.index"
        write_index(build_index(Flowing(TAR), "x"), path)
        return path

    def test_opens_the_same(self, path: Path) -> None:
        built, opened = build_index(Flowing(TAR), "x"), open_index(path)
        assert opened is not None
        assert opened.totals == built.totals
        assert opened.diff_id == DiffID.of(TAR)
        assert entries(opened) == entries(built)
        for node in range(built.count):
            assert opened.data_offset(node) == built.data_offset(node)
            assert opened.is_opaque(node) == built.is_opaque(node)
            assert opened.far_link(node) == built.far_link(node)
        assert opened.implied_tops() == built.implied_tops()

    def test_empty_layer(self, tmp_path: Path) -> None:
        write_index(build_index(io.BytesIO(b""), "x"), tmp_path / "empty")
        opened = open_index(tmp_path / "empty")
        assert opened is not None
        assert (opened.count, opened.diff_id) == (1, None)

    def test_leaves_no_other_file(self, path: Path) -> None:
        assert [found.name for found in path.parent.iterdir()] == ["layer.index"]

    def test_failure_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        index = build_index(io.BytesIO(TAR), "x")
        monkeypatch.setattr("layerlab.host.os.fsync", full)
        with pytest.raises(DiskFull):
            write_index(index, tmp_path / "x")
        assert list(tmp_path.iterdir()) == []

    def test_absent_is_none(self, tmp_path: Path) -> None:
        assert open_index(tmp_path / "absent") is None

    def test_cut_at_any_length_is_none(self, path: Path) -> None:
        data = path.read_bytes()
        for length in [*range(0, 300, 7), len(data) // 2, len(data) - 1]:
            path.write_bytes(data[:length])
            assert open_index(path) is None
        path.write_bytes(data + b"\0")
        assert open_index(path) is None

    def test_foreign_or_changed_head_is_none(self, path: Path) -> None:
        data = path.read_bytes()
        for at in range(0, 180, 3):
            changed = bytearray(data)
            changed[at] ^= 0x55
            path.write_bytes(changed)
            assert open_index(path) is None
        path.write_bytes(TAR)
        assert open_index(path) is None

    def test_below_120_bytes_an_entry(self) -> None:
        items = [file(f"usr/share/doc/package-{n // 20}/changelog-{n}.gz") for n in range(5000)]
        index = build_index(io.BytesIO(layer_tar(items)), "x")
        assert index.columns.size_bytes / index.entry_count < 80


class TestContent:
    @pytest.mark.parametrize("stored", [TAR, gzip.compress(TAR), zstandard.compress(TAR)])
    def test_of_every_file(self, stored: bytes) -> None:
        tar = open_seekable(io.BytesIO(stored), "x")
        index = build_index(tar, "x")
        for item, data in ITEMS:
            if item.kind is Kind.FILE and data:
                node = index.find(item.path)
                assert node is not None
                assert open_content(index, node, tar).read() == data
        node = index.find(LayerPath("etc/other"))
        assert node is not None
        assert open_content(index, node, tar).read() == b"hello\n"

    def test_seeks_and_reads_at(self) -> None:
        raw = io.BytesIO(TAR)
        index = build_index(raw, "x")
        node = index.find(LayerPath("big"))
        assert node is not None
        content = open_content(index, node, raw)
        for _ in range(50):
            offset, size = RANDOM.randrange(len(BIG) + 100), RANDOM.randrange(10_000)
            content.seek(offset)
            assert content.read(size) == BIG[offset : offset + size]
        assert content.seek(0, io.SEEK_END) == len(BIG)

    def test_of_a_sparse_file_has_its_holes(self, tmp_path: Path) -> None:
        data = pax(
            GNU__sparse__size=b"3000",
            GNU__sparse__numblocks=b"3",
            GNU__sparse__map=b"10,3,1024,3,3000,0",
        )
        raw = io.BytesIO(data + member(b"f", b"abcdef") + END)
        index = build_index(raw, "x")
        expected = bytes(10) + b"abc" + bytes(1011) + b"def" + bytes(1973)
        content = open_content(index, 1, raw)
        assert (index.size(1), index.size_bytes) == (3000, 3000)
        assert content.read() == expected
        for offset in range(0, 3000, 5):
            content.seek(offset)
            assert content.read(20) == expected[offset : offset + 20]

    @pytest.mark.parametrize("path", ["etc", "link", "null", "opt/old", ""])
    def test_of_what_is_no_file_is_refused(self, path: str) -> None:
        index = build_index(io.BytesIO(TAR), "x")
        node = index.find(LayerPath(path))
        assert node is not None
        with pytest.raises(NotAFile):
            open_content(index, node, io.BytesIO(TAR))

    def test_of_a_link_to_a_lower_layer_is_not_here(self) -> None:
        index = build_index(io.BytesIO(TAR), "x")
        node = index.find(LayerPath("etc/lower"))
        assert node is not None
        with pytest.raises(NoSuchPath):
            open_content(index, node, io.BytesIO(TAR))

    def test_of_a_tar_that_became_shorter_is_damage(self) -> None:
        index = build_index(io.BytesIO(TAR), "x")
        node = index.find(LayerPath("big"))
        assert node is not None
        content = open_content(index, node, io.BytesIO(TAR[:5000]))
        assert content.read(100) == BIG[:100]
        with pytest.raises(DamagedTar):
            content.read()
