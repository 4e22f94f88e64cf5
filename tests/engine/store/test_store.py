"""The store keeps its promises: whole or absent, named only when complete, safe with company."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.errors import (
    AmbiguousId,
    DigestMismatch,
    DiskFull,
    MissingBlob,
    NoSuchImage,
    NotWritable,
    SizeMismatch,
    StoreTooNew,
)
from layerlab.image.manifests import make_manifest
from layerlab.model import Descriptor, Digest, ImageID, Reference, media
from layerlab.progress import Progress
from layerlab.store import Store
from support.stores import temporary_files


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "root")
    yield made
    made.close()


def add(store: Store, text: str, *names: str) -> ImageID:
    """An image without layers whose config is `text`."""
    data = json.dumps({"text": text}).encode()
    with store.lease() as lease:
        digest, size = store.put_bytes(data, "config", lease)
        manifest = make_manifest(Descriptor(media.OCI_CONFIG, digest, size), [])
        image_id = ImageID.of(data)
        store.add_image(image_id, manifest, [Reference.parse(n) for n in names], lease)
    return image_id


def files(store: Store) -> set[str]:
    return {path.name for path in (store.root / "blobs/sha256").iterdir()}


def test_a_blob_is_kept_under_its_digest(store: Store) -> None:
    with store.lease() as lease:
        digest, size = store.put_bytes(b"hello", "x", lease)
    assert (digest, size) == (Digest.of(b"hello"), 5)
    assert store.read(digest, "x") == b"hello"


@pytest.mark.parametrize(
    ("expected", "size", "error"),
    [(Digest.of(b"other"), None, DigestMismatch), (None, 4, SizeMismatch), (None, 6, SizeMismatch)],
)
def test_wrong_bytes_are_not_kept(
    store: Store, expected: Digest | None, size: int | None, error: type[Exception]
) -> None:
    with store.lease() as lease, pytest.raises(error):
        store.put(io.BytesIO(b"hello"), "x", lease, Progress(), expected, size)
    assert files(store) == set()
    assert temporary_files(store.root) == []


def test_an_image_is_listed_only_with_all_its_blobs(store: Store) -> None:
    missing = Descriptor(media.OCI_LAYER, Digest.of(b"layer"), 5)
    with store.lease() as lease:
        digest, size = store.put_bytes(b"{}", "config", lease)
        manifest = make_manifest(Descriptor(media.OCI_CONFIG, digest, size), [missing])
        with pytest.raises(MissingBlob):
            store.add_image(ImageID.of(b"{}"), manifest, [], lease)
    assert store.images() == []


def test_names_move_and_images_stay(store: Store) -> None:
    old, new = add(store, "old", "a:1"), add(store, "new", "a:1")
    assert store.find_image("a:1").image_id == new
    assert store.find_image(old.hex).references == ()
    assert {image.image_id for image in store.images()} == {old, new}


def test_images_are_found_by_name_id_and_prefix(store: Store) -> None:
    image_id = add(store, "x", "team/app:2")
    for name in ("team/app:2", "docker.io/team/app:2", image_id, image_id.hex, image_id.short):
        assert store.find_image(name).image_id == image_id
    for name in ("team/app", "", "nope", "0" * 64):
        with pytest.raises(NoSuchImage):
            store.find_image(name)


def test_an_ambiguous_prefix_is_refused(store: Store) -> None:
    ids = [add(store, str(number)) for number in range(20)]
    prefix = next(i.hex[0] for i in ids if sum(j.hex[0] == i.hex[0] for j in ids) > 1)
    with pytest.raises(AmbiguousId):
        store.find_image(prefix)


def test_removing_an_image_removes_what_nobody_else_needs(store: Store) -> None:
    keep, drop = add(store, "keep", "k:1"), add(store, "drop", "d:1")
    assert store.remove_image(drop, [Reference.parse("d:1")])
    assert [image.image_id for image in store.images()] == [keep]
    assert drop.hex not in files(store)
    assert keep.hex in files(store)


def test_collect_leaves_what_is_leased(store: Store) -> None:
    with store.lease() as lease:
        digest, _ = store.put_bytes(b"in flight", "x", lease)
        assert store.collect() == []
        assert store.blobs.has(digest)
    assert store.collect() == [digest]


def test_collect_sweeps_what_a_killed_program_left(store: Store) -> None:
    orphan = store.root / "blobs/sha256" / ("ab" * 32)
    orphan.write_bytes(b"orphan")
    left = store.root / "tmp/left"
    left.write_bytes(b"half")
    store.collect()
    assert not orphan.exists()
    assert not left.exists()


def test_the_root_is_an_oci_image_layout(store: Store) -> None:
    add(store, "x", "a:1", "b:2")
    layout = json.loads((store.root / "oci-layout").read_bytes())
    index = json.loads((store.root / "index.json").read_bytes())
    assert layout == {"imageLayoutVersion": "1.0.0"}
    names = [entry["annotations"][media.REF_NAME] for entry in index["manifests"]]
    assert names == ["a:1", "b:2"]


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.database.connection.execute("pragma user_version = 99")
    store.close()
    with pytest.raises(StoreTooNew):
        Store(tmp_path)


def test_two_stores_on_one_root_see_each_others_work(tmp_path: Path) -> None:
    one, two = Store(tmp_path), Store(tmp_path)

    def fill(store: Store, name: str) -> None:
        for number in range(15):
            add(store, f"{name}{number}", f"{name}:{number}")

    threads = [threading.Thread(target=fill, args=a) for a in ((one, "x"), (two, "y"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(one.images()) == len(two.images()) == 30
    index = json.loads((tmp_path / "index.json").read_bytes())
    assert len(index["manifests"]) == 30
    one.close()
    two.close()


WRITER = """
import sys, json
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from layerlab.store import Store
from layerlab.model import *
from layerlab.model import media
from layerlab.image.manifests import make_manifest
store = Store(Path(sys.argv[1]))
for n in range(100000):
    data = json.dumps({"n": n, "pad": "x" * 50000}).encode()
    with store.lease() as lease:
        digest, size = store.put_bytes(data, "config", lease)
        manifest = make_manifest(Descriptor(media.OCI_CONFIG, digest, size), [])
        store.add_image(ImageID.of(data), manifest, [Reference.parse(f"n:{n}")], lease)
    if n % 3 == 2:
        record = store.find_image(f"n:{n - 1}")
        store.remove_image(record.image_id, record.references)
        print("-", n - 1, flush=True)
    print("+", n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("lines", [1, 2, 3, 5, 8])
def test_a_killed_program_loses_nothing_that_it_reported(tmp_path: Path, lines: int) -> None:
    engine = str(Path(__file__).parents[3] / "engine")
    command = [sys.executable, "-c", WRITER, str(tmp_path), engine]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        done = [writer.stdout.readline().split() for _ in range(lines)]
        os.kill(writer.pid, signal.SIGKILL)
        done += [line.split() for line in writer.stdout]
    store = Store(tmp_path)
    store.collect()
    removed = {number for sign, number in done if sign == "-"}
    for sign, number in done:
        if sign == "+" and number not in removed:
            record = store.find_image(f"n:{number}")
            assert json.loads(store.read(Digest(record.image_id), "x"))["n"] == int(number)
    for image in store.images():
        store.read(image.manifest.digest, "manifest")
        store.read(Digest(image.image_id), "config")
    known = {d.hex for i in store.images() for d in (i.manifest.digest, i.image_id)}
    assert files(store) == known
    store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB, which only root can make."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.peer
def test_a_full_disk_is_told_and_changes_nothing(small_disk: Path) -> None:
    store = Store(small_disk / "root")
    kept = add(store, "kept", "k:1")
    with store.lease() as lease, pytest.raises(DiskFull):
        store.put(io.BytesIO(bytes(8 << 20)), "big", lease, Progress())
    assert [image.image_id for image in store.images()] == [kept]
    assert temporary_files(store.root) == []
    store.close()


@pytest.mark.peer
def test_on_a_full_disk_removing_still_works(small_disk: Path) -> None:
    store = Store(small_disk / "root")
    image_id = add(store, "x" * 100_000, "x:1")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(bytes(4096)):
            pass
    store.remove_image(image_id, [Reference.parse("x:1")])
    assert store.images() == []
    store.close()


@pytest.mark.peer
def test_a_read_only_root_is_told(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NotWritable):
        Store(small_disk / "root")
