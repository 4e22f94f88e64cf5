"""A folder that can't be written is looked into as any other, and every change is refused.

A teacher shares one store with a whole class: nobody but the teacher may write there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.errors import StoreReadOnly, StoreTooOld
from layerlab.facade import Engine
from layerlab.model import clean
from layerlab.words import explain
from safety.conftest import TESTS
from safety.script import OPERATIONS, state_of
from support.stores import snapshot

SAVES = {18, 19, 20, 21}
"""The operations that write elsewhere only: `save` and `export`."""


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
def frozen(place: Path) -> Iterator[Path]:
    """The same, with the root mounted read-only, which only root can do."""
    root = str(place / "root")
    for words in (["--bind", root, root], ["-o", "remount,bind,ro", root]):
        try:
            subprocess.run(["mount", *words], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", root], check=True)


@pytest.mark.peer
def test_what_is_there_is_seen(frozen: Path, prepared: Path) -> None:
    before = snapshot(frozen / "root")
    with Engine(prepared / "root") as written, Engine(frozen / "root") as engine:
        assert state_of(engine, frozen) == state_of(written, prepared)
        assert engine.verify_store().faults == ()
        assert engine.verify("t:1") == []
        assert engine.history("t:1")
        assert engine.inspect("c1")["Name"] == "/c1"
        assert engine.stack("c1").view().trail(clean("etc/motd"))
        engine.save(["t:1"], frozen / "out/a.tar")
        engine.export("c1", frozen / "out/files.tar")
        assert engine.verify_archive(frozen / "packed.tar.gz") == []
    assert snapshot(frozen / "root") == before


@pytest.mark.peer
@pytest.mark.parametrize("number", sorted(set(range(len(OPERATIONS))) - SAVES))
def test_every_change_is_refused(frozen: Path, number: int) -> None:
    before = snapshot(frozen / "root")
    with Engine(frozen / "root") as engine:
        engine._find_container = lambda name: engine._records()[0]  # type: ignore[method-assign]
        engine._store.find_image = lambda name: engine._store.images()[0]  # type: ignore[method-assign]
        with pytest.raises(StoreReadOnly) as caught:
            OPERATIONS[number](engine, frozen)
    assert str(frozen / "root") in explain(caught.value)
    assert snapshot(frozen / "root") == before


@pytest.mark.peer
def test_without_indexes(place: Path, request: pytest.FixtureRequest) -> None:
    shutil.rmtree(place / "root/index")
    request.getfixturevalue("frozen")
    with Engine(place / "root") as engine:
        assert engine.stack("t:1").view().read(clean("etc/motd")) == b"welcome\n"
    assert not (place / "root/index").exists()


@pytest.mark.peer
def test_what_others_change_in_the_layer_is_seen(
    place: Path, request: pytest.FixtureRequest
) -> None:
    with Engine(place / "root") as engine:
        layer = engine.container("c1").upper_path
    (layer / "etc/motd").write_bytes(b"from outside\n")
    (layer / "etc/more").write_bytes(b"more\n")
    request.getfixturevalue("frozen")
    with Engine(place / "root") as engine:
        view = engine.stack("c1").view()
        assert view.read(clean("etc/motd")) == b"from outside\n"
        assert view.read(clean("etc/more")) == b"more\n"


@pytest.mark.peer
def test_what_a_killed_program_left_in_the_log_is_read(
    place: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The database's log is not empty where a program was killed, or is at work."""
    with Engine(place / "root") as engine:
        engine.tag("t:1", "late:1")
        shutil.copytree(place / "root", tmp_path / "copy")
    shutil.rmtree(place / "root")
    shutil.move(tmp_path / "copy", place / "root")
    assert (place / "root/layerlab.db-wal").stat().st_size
    request.getfixturevalue("frozen")
    with Engine(place / "root") as engine:
        assert engine.image("late:1").image_id == engine.image("t:1").image_id


@pytest.mark.peer
def test_the_store_of_an_older_version(place: Path, request: pytest.FixtureRequest) -> None:
    with Engine(place / "root") as engine:
        engine._store.database.connection.execute("pragma user_version = 1")
    request.getfixturevalue("frozen")
    with pytest.raises(StoreTooOld):
        Engine(place / "root")


AS_NOBODY = """
import locale, os, sqlite3, sys, tempfile  # what is imported late can be out of reach then
import layerlab.cli.terminal, layerlab.facade
from layerlab.commands import containers, images, looking
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
sys.exit(layerlab.cli.main())
"""


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs to become somebody else")
def test_what_belongs_to_somebody_else(prepared: Path) -> None:
    """Another user's folder, without any mount."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "root"
        shutil.copytree(prepared / "root", root)
        before = snapshot(root)
        assert "t" in as_nobody(root, "images").stdout.split()
        assert as_nobody(root, "cat", "c1", "/etc/motd").stdout == "first\n"
        assert as_nobody(root, "why", "t:1", "/etc/motd").returncode == 0
        assert as_nobody(root, "verify").returncode == 0
        said = as_nobody(root, "tag", "t:1", "new:1")
        assert said.returncode == 1
        assert said.stderr.startswith(f"Error: {root} is read-only: ")
        assert snapshot(root) == before


def as_nobody(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", AS_NOBODY, "--root", root, *words],
        env={"PYTHONPATH": str(TESTS.parent / "engine"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
