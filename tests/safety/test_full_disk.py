"""A full disk is told and changes nothing; looking and removing work as before."""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.errors import DiskFull, FileTooLarge
from layerlab.facade import Engine
from layerlab.words import explain
from safety.script import OPERATIONS, Operation, state_of


@contextlib.contextmanager
def filled(disk: Path, free_bytes: int) -> Iterator[None]:
    """With so many bytes left free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while stream.write(bytes(1 << 16)):
            pass
    with filler.open("r+b") as stream:
        stream.truncate(filler.stat().st_size - free_bytes)
    yield
    filler.unlink()


@pytest.mark.peer
@pytest.mark.parametrize("free_bytes", [0, 100 << 10, 4 << 20])
def test_each_operation(small_disk: Path, prepared: Path, tmp_path: Path, free_bytes: int) -> None:
    master, place = tmp_path / "master", small_disk / "place"
    shutil.copytree(prepared, master)
    refused = 0
    for number, operation in enumerate(OPERATIONS):
        shutil.copytree(master, place)
        with Engine(master / "root") as engine:
            before = state_of(engine, master)
            operation(engine, master)
            after = state_of(engine, master)
        with filled(small_disk, free_bytes):
            told = try_it(operation, place)
            expected = before if told else after
            refused += bool(told)
            assert not told or str(small_disk) in told
            assert list((place / "out").glob(".*")) == []
            with Engine(place / "root") as engine:
                assert state_of(engine, place) == expected, f"operation {number}"
                assert engine.verify_store().faults == (), f"operation {number}"
                remove_everything(engine)
        shutil.rmtree(place)
    assert refused >= 3 or free_bytes > 1 << 20


def try_it(operation: Operation, place: Path) -> str:
    """What is told where the disk is too full for it."""
    try:
        with Engine(place / "root") as engine:
            operation(engine, place)
    except DiskFull as error:
        return explain(error)
    return ""


def remove_everything(engine: Engine) -> None:
    for container in engine.containers():
        engine.remove_container(container.name)
    for image in engine.images():
        engine.remove_image(str(image.image_id), force=True)
    assert engine.images() == []
    assert engine.containers() == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files on Windows")
def test_a_file_beyond_the_limit(prepared: Path, tmp_path: Path) -> None:
    import resource

    shutil.copytree(prepared, tmp_path / "place")
    place = tmp_path / "place"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Engine(place / "root") as engine:
        before = state_of(engine, place)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
        try:
            with pytest.raises(FileTooLarge, match=str(place)):
                engine.load(place / "other.tar")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert state_of(engine, place) == before
        assert engine.verify_store().faults == ()
        assert engine.verify_store().leftovers == ()
