"""A program that is killed at any point loses nothing that it reported, and leaves nothing half.

Two hundred points are drawn of all effects that a script of operations has on the disk, before
the effect and in the midst of it, and more moments by the clock. `LAYERLAB_SEED` draws others.
"""

import itertools
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from safety.conftest import Killable
from safety.killing import SEED
from safety.script import OPERATIONS, State, state_of

POINTS = 160
MOMENTS = 40


@pytest.fixture(scope="module")
def states(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[State]:
    """How the store looks before the first operation and after each."""
    place = tmp_path_factory.mktemp("states") / "place"
    shutil.copytree(prepared, place)
    with Engine(place / "root") as engine:
        found = [state_of(engine, place)]
        for operation in OPERATIONS:
            operation(engine, place)
            found.append(state_of(engine, place))
    return found


def test_the_script_changes_something_with_each_operation(states: list[State]) -> None:
    assert all(before != after for before, after in itertools.pairwise(states))


def check_place(place: Path, states: list[State], done: int) -> None:
    with Engine(place / "root") as engine:
        report = engine.verify_store()
        assert report.faults == ()
        state = state_of(engine, place)
        assert state in states[done : done + 2], f"after operation {done}: {state}"
        for container in engine.containers():
            undo_and_redo(engine, container.name)
        assert state_of(engine, place) == state
        engine.collect()
        assert unaccounted(engine, place / "root") == set()
        assert engine.verify_store().faults == ()


def undo_and_redo(engine: Engine, name: str) -> None:
    """To each state of the log and back, and to the empty layer."""
    container = engine.container(name)
    head, ahead = container.head, [edit.number for edit in container.undone()]
    for number in [edit.number for edit in container.all_edits()]:
        container.jump(number)
        assert container.faults() == []
    container.jump(0)
    assert container.upper.records == {}
    for number in [*ahead[-1:], head]:  # what redo brings back is what was there last
        container.jump(number)


def unaccounted(engine: Engine, root: Path) -> set[str]:
    """Files and folders below the root that nothing refers to, told from the documents alone."""
    found = {path.relative_to(root).as_posix() for path in root.rglob("*")}
    known = set(accounted(engine, root))
    return {path for path in found if path not in known and not _is_inner(path)}


def _is_inner(path: str) -> bool:
    """Whether it belongs to a container's layer or to an edit's contents, which verify checks."""
    parts = path.split("/")
    return len(parts) > 4 and parts[0] == "containers" and parts[2] in ("layer", "edits")


def accounted(engine: Engine, root: Path) -> Iterator[str]:
    yield from ("blobs", "blobs/sha256", "containers", "index", "index/opened", "tmp")
    yield from ("index.json", "oci-layout", "reserve", "layerlab.db", "layerlab.lock")
    yield from ("layerlab.db-wal", "layerlab.db-shm")
    session = engine._store._session
    if session:
        yield from (f"tmp/{session.name}", f"tmp/{session.name}.lock")
    for entry in json.loads((root / "index.json").read_bytes())["manifests"]:
        yield _blob(entry["digest"])
        manifest = json.loads((root / _blob(entry["digest"])).read_bytes())
        config = json.loads((root / _blob(manifest["config"]["digest"])).read_bytes())
        for child in (manifest["config"], *manifest["layers"]):
            yield _blob(child["digest"])
        for diff_id in config["rootfs"]["diff_ids"]:
            yield f"index/{diff_id.removeprefix('sha256:')}.index"
    for path in (root / "index/opened").glob("*.index"):
        yield path.relative_to(root).as_posix()
    for container in engine.containers():
        folder = f"containers/{container.id}"
        yield from (folder, f"{folder}/layer", f"{folder}/edits", f"{folder}/lock")
        yield f"{folder}/edits/kept"
        for path in (root / folder / "layer").iterdir():
            yield path.relative_to(root).as_posix()
        query = "select slots from edit where writable = ?"
        for (slots,) in engine._store.database.rows(query, container.id):
            yield f"{folder}/edits/{slots}"


def _blob(digest: str) -> str:
    return f"blobs/{digest.replace(':', '/')}"


def test_at_random_points(
    killable: Killable, prepared: Path, states: list[State], quick: Path
) -> None:
    whole = quick / "whole"
    shutil.copytree(prepared, whole)
    lines, _ = killable.run(whole)
    count = int(lines[-1][1])
    draw = random.Random(SEED)
    print(f"seed {SEED}, {count} points")
    for number in draw.sample(range(count), POINTS):
        half = draw.random() < 0.5
        check_killed(killable, prepared, states, quick, at=number, half=half)


def test_at_random_moments(
    killable: Killable, prepared: Path, states: list[State], quick: Path
) -> None:
    draw = random.Random(SEED)
    print(f"seed {SEED}")
    for _ in range(MOMENTS):
        check_killed(killable, prepared, states, quick, after=draw.uniform(0.001, 0.3))


def check_killed(
    killable: Killable, prepared: Path, states: list[State], quick: Path, **request: float
) -> None:
    place = quick / "place"
    shutil.copytree(prepared, place)
    lines, _ = killable.run(place, **request)
    try:
        check_place(place, states, len(lines))
    except Exception as error:
        error.add_note(f"LAYERLAB_SEED={SEED}, killed {request} after {lines[-1:]}")
        raise
    shutil.rmtree(place)
