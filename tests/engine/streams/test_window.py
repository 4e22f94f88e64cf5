"""Windows on an open file, and digests of what passes."""

import gzip
import hashlib
import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from layerlab.errors import Cancelled, DigestMismatch, SizeMismatch
from layerlab.model import Digest
from layerlab.progress import Progress
from layerlab.streams.hashing import HashingReader, copy_verified
from layerlab.streams.window import RandomAccess, Window, whole

DATA = bytes(range(256)) * 1000


@pytest.fixture(params=["memory", "buffered", "raw"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BinaryIO]:
    if request.param == "memory":
        yield io.BytesIO(DATA)
        return
    path = tmp_path / "data"
    path.write_bytes(DATA)
    with path.open("rb", buffering=0 if request.param == "raw" else -1) as file:
        yield file


class TestWindow:
    def test_reads_its_range_only(self, opened: BinaryIO) -> None:
        window = Window(opened, 100, 50)
        assert window.read() == DATA[100:150]
        assert window.read(10) == b""
        assert window.seek(-5, io.SEEK_END) == 45
        assert window.read(10) == DATA[145:150]
        window.seek(1000)
        assert window.read(1) == b""

    def test_window_on_a_window(self, opened: BinaryIO) -> None:
        inner = Window(Window(opened, 100, 50), 10, 100)
        assert inner.read() == DATA[110:150]

    def test_beyond_the_file_reads_short(self, opened: BinaryIO) -> None:
        assert Window(opened, len(DATA) - 5, 100).read() == DATA[-5:]

    def test_each_has_its_own_position(self, opened: BinaryIO) -> None:
        shared = RandomAccess(opened)
        first, second = Window(shared, 0, 1000), Window(shared, 500, 1000)
        for at in range(0, 1000, 100):
            assert first.read(100) == DATA[at : at + 100]
            assert second.read(100) == DATA[500 + at : 600 + at]

    def test_closing_leaves_the_file_open(self, opened: BinaryIO) -> None:
        Window(opened, 0, 10).close()
        assert not opened.closed

    def test_negative_position_is_refused(self, opened: BinaryIO) -> None:
        with pytest.raises(ValueError, match="negative"):
            Window(opened, 0, 10).seek(-1)

    def test_whole_is_from_the_position_on(self, opened: BinaryIO) -> None:
        opened.seek(200)
        assert whole(opened).read() == DATA[200:]

    def test_several_threads(self, opened: BinaryIO) -> None:
        shared = RandomAccess(opened)
        wrong: list[int] = []

        def work(start: int) -> None:
            window = Window(shared, start, 5000)
            data = b"".join(iter(lambda: window.read(77), b""))
            if data != DATA[start : start + 5000]:
                wrong.append(start)

        threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 400, 50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []

    def test_descriptor_of_a_gzip_file_is_not_mistaken_for_its_bytes(self, tmp_path: Path) -> None:
        path = tmp_path / "data.gz"
        path.write_bytes(gzip.compress(DATA))
        with gzip.open(path, "rb") as file:
            assert Window(cast("BinaryIO", file), 10, 20).read() == DATA[10:30]

    def test_writing_is_refused(self) -> None:
        window = Window(io.BytesIO(DATA), 0, 10)
        with pytest.raises(io.UnsupportedOperation):
            window.write(b"x")


class TestHashing:
    def test_digest_of_everything(self) -> None:
        reader = HashingReader(io.BytesIO(DATA))
        assert reader.read(1000) == DATA[:1000]
        reader.drain()
        assert reader.digest() == Digest.of(DATA)
        assert reader.size == len(DATA)
        assert not reader.seekable()

    def test_copy(self) -> None:
        sink = io.BytesIO()
        found = copy_verified(io.BytesIO(DATA), sink, name="x", expected=Digest.of(DATA))
        assert found == (Digest.of(DATA), len(DATA))
        assert sink.getvalue() == DATA

    def test_copy_with_another_algorithm(self) -> None:
        expected = Digest("sha512:" + hashlib.sha512(DATA).hexdigest())
        digest, _ = copy_verified(io.BytesIO(DATA), io.BytesIO(), name="x", expected=expected)
        assert digest == expected

    def test_wrong_digest(self) -> None:
        expected = Digest.of(b"other")
        with pytest.raises(DigestMismatch) as caught:
            copy_verified(io.BytesIO(DATA), io.BytesIO(), name="blob", expected=expected)
        assert vars(caught.value) == {
            "name": "blob",
            "expected": expected,
            "actual": Digest.of(DATA),
        }

    @pytest.mark.parametrize("size", [len(DATA) - 1, len(DATA) + 1, 0])
    def test_wrong_size(self, size: int) -> None:
        with pytest.raises(SizeMismatch):
            copy_verified(io.BytesIO(DATA), io.BytesIO(), name="x", size=size)

    def test_cancel(self) -> None:
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            copy_verified(io.BytesIO(DATA), io.BytesIO(), name="x", progress=progress)
