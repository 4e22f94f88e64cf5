"""A program that is killed leaves each container in a state that it had, or ended by the kill."""

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from layerlab.container.state import KILLED
from layerlab.facade import Engine
from safety.conftest import Killable
from safety.killing import share_killed
from safety.lifecycle_script import LIFECYCLE_OPERATIONS, lives_of

DIED = f"exited {KILLED} "
ENDED = "exited 3 "
"""Of one that `--rm` had not removed yet, too: it stays until somebody prunes it."""

Lives = dict[str, set[tuple[str, str]]]
"""By a container's name the states and files that it had at one time or another."""


@pytest.fixture(scope="module")
def known(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Lives:
    place = tmp_path_factory.mktemp("lives") / "place"
    shutil.copytree(prepared, place)
    lives: Lives = defaultdict(set)
    with Engine(place / "root") as engine:
        for operation in LIFECYCLE_OPERATIONS:
            operation(engine, place)
            for name, life in lives_of(engine).items():
                lives[name].add(life)
    return lives


def check_lives(place: Path, known: Lives) -> None:
    """Of what was killed while it was executed the files are those before, or after it."""
    with Engine(place / "root") as engine:
        for name, (state, tree) in lives_of(engine).items():
            if name in known:
                states, trees = zip(*known[name], strict=True)
                assert state in (*states, DIED, ENDED), name
                assert tree in trees or "made" not in tree, name
        assert not any(row.state.is_executing for row in engine.containers())
        assert engine.verify_store().faults == ()
        for row in engine.containers():
            engine.stop(row.name)
            if row.command:
                engine.start(row.name)
        for row in engine.containers():
            engine.remove_container(row.name, force=True)


def test_killed_at_random_points(
    killable: Killable, prepared: Path, known: Lives, quick: Path
) -> None:
    killed = share_killed(
        killable,
        prepared,
        quick,
        "lifecycle",
        len(LIFECYCLE_OPERATIONS),
        lambda place: check_lives(place, known),
    )
    assert killed > 0.8, "how often others are looked at moves the last points"
