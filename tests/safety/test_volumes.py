"""A kill or a full disk leaves volumes empty or whole, never a half that counts as filled."""

import itertools
import shutil
from pathlib import Path

import pytest

from layerlab.facade import Engine
from safety.conftest import Killable
from safety.killing import share_killed
from safety.test_full_disk import filled, try_it
from safety.volume_script import (
    VOLUME_OPERATIONS,
    Trees,
    all_trees,
    check_volumes,
    played,
    trees_of,
)


@pytest.fixture(scope="module")
def ready(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the image that volumes are filled from; to be copied before it is worked on."""
    place = tmp_path_factory.mktemp("volumes") / "ready"
    shutil.copytree(prepared, place)
    with Engine(place / "root") as engine:
        engine.load(place / "other.tar")
        engine.remove_container("c1")
    return place


@pytest.fixture(scope="module")
def steps(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    place = tmp_path_factory.mktemp("volumes") / "place"
    shutil.copytree(ready, place)
    return played(place)


@pytest.fixture(scope="module")
def known(steps: list[dict[str, str]]) -> Trees:
    return all_trees(steps)


def test_the_script_changes_something_with_each_operation(steps: list[dict[str, str]]) -> None:
    assert all(before != after for before, after in itertools.pairwise(steps))


def test_killed_at_random_points(
    killable: Killable, ready: Path, known: Trees, quick: Path
) -> None:
    killed = share_killed(
        killable,
        ready,
        quick,
        "volumes",
        len(VOLUME_OPERATIONS),
        lambda place: check_volumes(place, known),
    )
    assert killed > 0.9, "names that are drawn move the last points a little"


@pytest.mark.peer
@pytest.mark.parametrize("free_bytes", [0, 60 << 10, 300 << 10])
def test_on_a_full_disk(
    small_disk: Path, ready: Path, tmp_path: Path, known: Trees, free_bytes: int
) -> None:
    master, place = tmp_path / "master", small_disk / "place"
    shutil.copytree(ready, master)
    refused = 0
    for operation in VOLUME_OPERATIONS:
        shutil.copytree(master, place)
        with filled(small_disk, free_bytes):
            told = try_it(operation, place)
            refused += bool(told)
            with Engine(place / "root") as engine:
                trees = trees_of(engine)
                assert all(tree in known[name] for name, tree in trees.items())
        check_volumes(place, known)
        shutil.rmtree(place)
        with Engine(master / "root") as engine:
            operation(engine, master)
    assert refused
