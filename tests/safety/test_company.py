"""Several programs on one store: nothing that one of them reported as done is lost by another."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.model import clean
from safety.conftest import TESTS
from support.images import BASE, file, write_archive

Told = list[list[str]]
PATIENCE_S = 240


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with `t:1` and `c1`, and archives of `t:1`, `a:1` and `b:1` beside it."""
    write_archive(tmp_path / "t.tar", [BASE])
    write_archive(tmp_path / "a.tar", [BASE, [file("a", b"a" * 50_000)]], "a:1")
    write_archive(tmp_path / "b.tar", [BASE, [file("b", b"b" * 50_000)]], "b:1")
    with Engine(tmp_path / "root") as engine:
        engine.load(tmp_path / "t.tar")
        engine.create("t:1", "c1")
    return tmp_path


def together(place: Path, *works: tuple[str, str, int]) -> list[Told]:
    """Programs that begin at once: what each was told, a line an operation."""
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "engine")])
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "safety.company", place / "root", work, name, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        for work, name, count in works
    ]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()
    told = []
    for program in programs:
        out, err = program.communicate(timeout=PATIENCE_S)
        assert err == ""
        told.append([line.split(maxsplit=2) for line in out.splitlines()])
    return told


def refusals(told: list[Told]) -> set[str]:
    """The names of the errors that were met."""
    lines = [line for one in told for line in one if line[0] == "refused"]
    return {re.sub(r"\(.*", "", line[2]) for line in lines}


def done(told: Told) -> list[int]:
    return [int(line[1]) for line in told if line[0] == "done"]


@pytest.fixture
def whole(place: Path) -> Iterator[Callable[[], Engine]]:
    """The store afterwards, which must be whole and without anything left over."""
    engines: list[Engine] = []

    def reopen() -> Engine:
        engine = Engine(place / "root")
        engines.append(engine)
        report = engine.verify_store()
        assert report.faults == ()
        assert report.leftovers == ()
        return engine

    yield reopen
    for engine in engines:
        engine.close()


def names(engine: Engine) -> list[str]:
    return sorted(ref.familiar for image in engine.images() for ref in image.references)


def test_a_new_root_is_made_by_one_of_them(tmp_path: Path) -> None:
    told = together(tmp_path, *[("open_only", "x", 1)] * 4)
    assert refusals(told) == set()


def test_all_load(place: Path, whole: Callable[[], Engine]) -> None:
    told = together(place, ("load", "a", 6), ("load", "a", 6), ("load", "b", 6))
    assert refusals(told) == set()
    assert names(whole()) == ["a:1", "b:1", "t:1"]


def test_one_loads_and_removes_while_another_collects(
    place: Path, whole: Callable[[], Engine]
) -> None:
    works = (("load_and_remove", "a", 10), ("load", "b", 10), ("collect", "-", 40))
    assert refusals(together(place, *works)) == set()
    assert names(whole()) == ["b:1", "t:1"]


def test_two_write_to_one_container(place: Path, whole: Callable[[], Engine]) -> None:
    told = together(place, ("append", "x", 15), ("append", "y", 15))
    assert refusals(told) == set()
    container = whole().container("c1")
    lines = container.view().read(clean("etc/motd")).decode().splitlines()
    expected = [f"{name} {n}" for name in "xy" for n in range(15)]
    assert sorted(lines) == sorted(["welcome", *expected])
    assert len(container.edits()) == 30


def test_one_jumps_while_others_write_and_look_back(
    place: Path, whole: Callable[[], Engine]
) -> None:
    with Engine(place / "root") as engine:
        engine.container("c1").write(clean("etc/motd"), b"first")
    works = (("append", "x", 15), ("jump", "-", 30), ("look_back", "first", 60))
    assert refusals(together(place, *works)) == set()
    engine = whole()
    container = engine.container("c1")
    edits = {edit.number: edit for edit in container.all_edits()}
    assert list(edits) == list(range(1, 17))
    for number, edit in edits.items():
        added = container.view_at(number).read(clean("etc/motd"))
        before = container.view_at(edit.parent).read(clean("etc/motd"))
        assert number == 1 or added.startswith(before)
    assert container.faults() == []


def test_one_commits_while_another_writes(place: Path, whole: Callable[[], Engine]) -> None:
    told = together(place, ("rewrite", "-", 25), ("commit", "new", 12))
    assert refusals(told) == set()
    engine = whole()
    for number in range(12):
        content = engine.stack(f"new:{number}").view().read(clean("etc/motd"))
        assert content == b"welcome\n" or content == content[:1] * 100_000


def test_one_creates_while_another_removes_the_image(
    place: Path, whole: Callable[[], Engine]
) -> None:
    works = (("load_and_remove", "a", 15), ("create_and_remove", "c", 30))
    assert refusals(together(place, *works)) <= {"ImageInUse", "NoSuchImage"}
    assert [container.name for container in whole().containers()] == ["c1"]


def test_two_rename_one_container(place: Path, whole: Callable[[], Engine]) -> None:
    told = together(place, ("rename", "x", 25), ("rename", "y", 25))
    assert refusals(told) <= {"NoSuchContainer"}
    (container,) = whole().containers()
    last = [f"{name}{done(one)[-1]}" for name, one in zip("xy", told, strict=True) if done(one)]
    assert container.name in last


def test_one_reads_what_another_removes(place: Path, whole: Callable[[], Engine]) -> None:
    with Engine(place / "root") as engine:
        engine.remove_container("c1")
    works = (("write_and_remove", "-", 12), ("read", "-", 60), ("load_and_remove", "a", 12))
    assert refusals(together(place, *works)) <= {"NoSuchContainer", "NoSuchImage"}
    engine = whole()
    assert engine.containers() == []
    assert names(engine) == ["t:1"]


def test_names_that_move_between_images(place: Path, whole: Callable[[], Engine]) -> None:
    with Engine(place / "root") as engine:
        engine.load(place / "a.tar")
        engine.load(place / "b.tar")
    works = (("tag", "a", 40), ("tag", "b", 40), ("untag", "-", 40))
    assert refusals(together(place, *works)) <= {"NoSuchImage"}
    engine = whole()
    assert {"a:1", "b:1", "t:1"} <= set(names(engine))
    assert len(engine.images()) == 3


def test_two_write_to_one_volume(place: Path, whole: Callable[[], Engine]) -> None:
    works = (("append_to_volume", "x", 15), ("append_to_volume", "y", 15))
    assert refusals(together(place, *works)) == set()
    volume = whole().volume("shared")
    lines = volume.view().read(clean("log")).decode().splitlines()
    assert sorted(lines) == sorted(f"{name} {n}" for name in "xy" for n in range(15))
    assert len(volume.edits()) == 30


def test_volumes_are_mounted_filled_and_pruned_at_once(
    place: Path, whole: Callable[[], Engine]
) -> None:
    for name in ("etc", "opt"):
        (place / "in" / name).mkdir(parents=True)
        (place / "in" / name / "copied").write_bytes(b"copied")
    works = (("mount_and_copy", "x", 10), ("mount_and_copy", "y", 10), ("prune_volumes", "-", 40))
    assert refusals(together(place, *works)) == set()
    engine = whole()
    assert [container.name for container in engine.containers()] == ["c1"]
    engine.prune_volumes(all=True)
    assert list((place / "root/volumes").iterdir()) == []
