"""A damaged store: told before anything of it is used, named by verify, repaired by loading."""

import contextlib
import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.errors import (
    DamagedBlob,
    DamagedContainer,
    DamagedDatabase,
    DamagedIndex,
    DamagedRecord,
    EngineError,
    LostBlob,
    StaleFace,
    StoreTooNew,
)
from layerlab.facade import Engine
from layerlab.model import Digest, clean
from layerlab.words import explain

MOTD = clean("etc/motd")


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
def engine(place: Path) -> Iterator[Engine]:
    with Engine(place / "root") as made:
        yield made


def layer_of(engine: Engine, name: str = "t:1") -> Path:
    descriptor = engine.image(name).layers[0].descriptor
    assert descriptor
    return engine._store.blobs.path(descriptor.digest)


def spoil(path: Path, *, silently: bool = False) -> None:
    """Another byte in the middle; `silently` as a failing disk does it, without another time."""
    status, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    if silently:
        os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))


def kinds(engine: Engine) -> set[type[Exception]]:
    return {type(fault.error) for fault in engine.verify_store().faults}


# before it is used ------------------------------------------------------------------------------


def test_a_damaged_layer_is_told_before_it_is_looked_into(engine: Engine) -> None:
    spoil(layer_of(engine))
    for target in ("t:1", "c1"):
        with pytest.raises(DamagedBlob) as caught:
            engine.stack(target)
        assert explain(caught.value).startswith("layer 1 of t:1 is damaged in the store")
        assert "Load or pull the image again" in explain(caught.value)


def test_a_damaged_layer_is_not_committed_or_exported(engine: Engine, place: Path) -> None:
    spoil(layer_of(engine))
    with pytest.raises(DamagedBlob):
        engine.commit("c1", "new:1")
    with pytest.raises(DamagedBlob):
        engine.export("c1", place / "out/files.tar")
    assert list((place / "out").iterdir()) == []


@pytest.mark.parametrize("silently", [False, True])
def test_a_damaged_layer_is_not_saved(engine: Engine, place: Path, silently: bool) -> None:
    spoil(layer_of(engine), silently=silently)
    with pytest.raises(DamagedBlob, match="layer 1 of t:1"):
        engine.save(["t:1"], place / "out/a.tar")
    assert list((place / "out").iterdir()) == []


def test_a_file_that_was_only_touched_is_hashed_once(engine: Engine, place: Path) -> None:
    os.utime(layer_of(engine), ns=(1, 1))
    assert engine.stack("t:1").view().read(MOTD) == b"welcome\n"
    query = "select mtime_ns from blob where digest = ?"
    digest = Digest("sha256:" + layer_of(engine).name)
    assert engine._store.database.rows(query, digest) == [(1,)]


def test_a_damaged_config_is_told(engine: Engine) -> None:
    config = engine._store.blobs.path(Digest(engine.image("t:1").image_id))
    spoil(config, silently=True)
    with pytest.raises(DamagedBlob, match="the config of t:1"):
        engine.image("t:1")
    assert engine.images()[0].is_damaged


# repaired ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["spoiled", "silently", "lost"])
@pytest.mark.parametrize("archive", ["base.tar", "saved.tar"])
def test_loading_repairs(engine: Engine, place: Path, what: str, archive: str) -> None:
    """From an archive that claims digests (saved) and from one that does not."""
    engine.save(["t:1"], place / "saved.tar")
    for path in list((place / "root/blobs/sha256").iterdir()):
        if what == "lost":
            path.unlink()
        else:
            spoil(path, silently=what == "silently")
    engine.load(place / archive)
    assert engine.verify("t:1") == []
    with Engine(place / "root") as again:
        assert again.verify_store().faults == ()
        assert again.stack("c1").view().read(MOTD) == b"first\n"


# named by verify --------------------------------------------------------------------------------


def test_a_whole_store_has_no_faults(engine: Engine) -> None:
    report = engine.verify_store()
    assert (report.faults, report.leftovers) == ((), ())


def test_a_lost_layer_is_named(engine: Engine) -> None:
    layer_of(engine).unlink()
    (fault,) = [f for f in engine.verify_store().faults if isinstance(f.error, LostBlob)]
    assert "layer 1 of t:1" in explain(fault.error)
    assert "Load or pull" in explain(fault.error)


def test_a_layer_that_rotted_is_named(engine: Engine) -> None:
    spoil(layer_of(engine), silently=True)
    faults = engine.verify_store().faults
    assert [fault.object for fault in faults] == ["layer 1 of t:1"]


def test_an_image_with_other_blobs_than_recorded(engine: Engine) -> None:
    with engine._store.database.writing() as writer:
        writer.execute("delete from edge")
    assert kinds(engine) == {DamagedRecord}


def test_a_stale_face(engine: Engine, place: Path) -> None:
    (place / "root/index.json").write_bytes(b"{}")
    assert kinds(engine) == {StaleFace}
    with Engine(place / "root") as again:
        assert again.verify_store().faults == ()


def test_a_log_that_lost_what_undo_needs(engine: Engine, place: Path) -> None:
    engine.container("c1").write(MOTD, b"second\n")
    for path in (place / "root/containers").rglob("*.before"):
        path.unlink()
    assert kinds(engine) == {DamagedContainer}


def test_records_that_the_log_does_not_lead_to(engine: Engine) -> None:
    with engine._store.database.writing() as writer:
        writer.execute("delete from edit where number = 1")
    assert kinds(engine) == {DamagedContainer}


def branched(engine: Engine) -> None:
    """On the two edits that are there: a third, undone, and a fourth on the first."""
    container = engine.container("c1")
    container.write(MOTD, b"third\n")
    container.jump(1)
    container.write(MOTD, b"fourth\n")
    assert engine.verify_store().faults == ()


@pytest.mark.parametrize(
    "damage",
    [
        "update writable set head = 3",
        "update writable set head = 1",
        "update edit set parent = 9 where number = 4",
        "update edit set parent = 2 where number = 4",
        "update edit set parent = 4 where number = 3",
        "update edit set parent = 3 where number = 3",
        "delete from edit where number = 2",
        "update edit set status = 'undone' where number = 1",
        "update edit set status = 'done' where number = 3",
    ],
)
def test_a_log_that_is_no_tree_to_the_files(engine: Engine, damage: str) -> None:
    branched(engine)
    with engine._store.database.writing() as writer:
        writer.execute(damage)
    assert kinds(engine) == {DamagedContainer}
    container = engine.container("c1")
    for number in range(5):
        with contextlib.suppress(EngineError):
            container.jump(number)
        with contextlib.suppress(EngineError):
            container.view_at(number).read(MOTD)
        assert len(container.undone()) <= 4


def test_a_branch_that_lost_what_redo_needs(engine: Engine, place: Path) -> None:
    branched(engine)
    (path,) = (p for p in (place / "root/containers").rglob("*.after") if p.read_bytes())
    assert path.read_bytes() == b"third\n"
    path.unlink()
    assert kinds(engine) == {DamagedContainer}


def test_what_is_only_left_over_is_no_fault(engine: Engine, place: Path) -> None:
    left = place / "root/blobs/sha256" / ("ab" * 32)
    left.write_bytes(b"left")
    report = engine.verify_store()
    assert (report.faults, report.leftovers) == ((), (left,))
    engine.collect()
    assert engine.verify_store().leftovers == ()


# the database -----------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["text", "zeros", "cut", "middle"])
def test_a_damaged_database_is_told_with_its_remedy(place: Path, damage: str) -> None:
    path = place / "root/layerlab.db"
    data = path.read_bytes()
    other = {
        "text": b"no database" * 1000,
        "zeros": bytes(len(data)),
        "cut": data[:5000],
        "middle": data[:4096] + b"\xff" * (len(data) - 4096),
    }
    path.write_bytes(other[damage])
    with pytest.raises(DamagedDatabase) as caught, Engine(place / "root") as engine:
        engine.images()
    assert str(path) in explain(caught.value)
    assert "load the images from the renamed folder" in explain(caught.value)


def test_the_remedy_helps(place: Path) -> None:
    (place / "root/layerlab.db").write_bytes(b"no database" * 1000)
    (place / "root").rename(place / "old")
    with Engine(place / "root") as engine:
        engine.load(place / "old")
        assert engine.verify_store().faults == ()
        assert engine.stack("t:1").view().read(MOTD) == b"welcome\n"


@pytest.mark.parametrize("data", [b"", b"LAYERIDX", b"\0" * 5000, b"x" * 100])
def test_a_damaged_index_is_made_anew(place: Path, data: bytes) -> None:
    for path in (place / "root/index").glob("*.index"):
        path.write_bytes(data)
    with Engine(place / "root") as engine:
        assert engine.stack("t:1").view().read(MOTD) == b"welcome\n"


def test_an_index_that_rotted_is_named_and_made_anew(place: Path) -> None:
    with Engine(place / "root") as engine:
        assert engine.verify_store().faults == ()
    for path in (place / "root/index").glob("*.index"):
        data = path.read_bytes()
        assert b"motd" in data
        path.write_bytes(data.replace(b"motd", b"mote"))
    with Engine(place / "root") as engine:
        assert kinds(engine) == {DamagedIndex}
    with Engine(place / "root") as engine:
        assert engine.verify_store().faults == ()
        assert engine.stack("t:1").view().read(MOTD) == b"welcome\n"


# versions ---------------------------------------------------------------------------------------


def test_a_store_of_a_newer_version(place: Path) -> None:
    with Engine(place / "root") as engine:
        engine._store.database.connection.execute("pragma user_version = 99")
    with pytest.raises(StoreTooNew):
        Engine(place / "root")


# the face ---------------------------------------------------------------------------------------


def test_the_face_is_whole_at_every_moment(engine: Engine, place: Path) -> None:
    """Other tools read it whenever they like."""
    stop = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not stop.is_set():
            index = json.loads((place / "root/index.json").read_bytes())
            seen.append(len(index["manifests"]))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        engine.tag("t:1", f"t:{number}")
    stop.set()
    reader.join()
    assert seen
    assert set(seen) <= set(range(1, 31))
