"""`diff` and `commit` against Docker's: the same operations on the same files, in a container of
Docker's by a shell and in one of ours through the engine.
"""

from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.peers.daemons import Docker
from support.peers.operations import OPERATIONS, Operation, change_script
from support.peers.outcomes import COMMITTED, IMAGE, Outcome
from support.peers.outcomes import our_outcome as outcome_of
from support.peers.trees import assert_same, view_tree

FOR_DOCKER = ("Hostname", "Image", "AttachStdout", "AttachStderr")
"""What Docker's own containers have in their config."""


@pytest.fixture(scope="module")
def our_outcome(prepared_archive: Path, scratch: Path) -> Outcome:
    with Engine(scratch / "our-store") as engine:
        engine.load(prepared_archive)
        engine.create(IMAGE, "ops", ("sh", "-c", change_script()))
        container = engine.container("ops")
        for operation in OPERATIONS:
            operation.apply(container)
        return outcome_of(engine, "ops", scratch / "committed-here.tar")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_diff_prints_what_docker_prints(
    operation: Operation, our_outcome: Outcome, docker_outcome: Outcome
) -> None:
    theirs = docker_outcome.diff_below(operation.directory)
    assert our_outcome.diff_below(operation.directory) == theirs


def test_diff_has_no_other_lines(our_outcome: Outcome, docker_outcome: Outcome) -> None:
    assert our_outcome.diff == docker_outcome.diff


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_commit_writes_the_entries_that_docker_writes(
    operation: Operation, our_outcome: Outcome, docker_outcome: Outcome, docker: Docker
) -> None:
    if docker.driver != "overlay2":
        pytest.skip(f"Docker's layers are compared with overlay2, not {docker.driver}")
    theirs = docker_outcome.layer_below(operation.directory)
    assert our_outcome.layer_below(operation.directory) == theirs


def test_commits_give_the_same_config(
    our_outcome: Outcome, docker_outcome: Outcome, engine: Engine
) -> None:
    ours, theirs = (_config(engine, one.archive) for one in (our_outcome, docker_outcome))
    assert ours == theirs


def _config(engine: Engine, archive: Path) -> dict[str, object]:
    """Without times, diff IDs (times are in the layers) and what only Docker's store uses."""
    (loaded,) = engine.load(archive).images
    config = dict(engine.image(str(loaded.image_id)).config.raw)
    for name in ("container", "container_config", "docker_version", "created"):
        config.pop(name, None)
    config["rootfs"] = len(config["rootfs"]["diff_ids"])
    config["history"] = [{**line, "created": ""} for line in config["history"]]
    config["config"] = {k: v for k, v in config["config"].items() if v and k not in FOR_DOCKER}
    return config


def test_a_commit_without_changes_gives_the_same_config(
    docker: Docker, engine: Engine, prepared_archive: Path, tmp_path: Path
) -> None:
    """One more line of history, and no layer."""
    docker("load", "--input", str(prepared_archive))
    name = docker("create", IMAGE, "sh", "-c", "true").strip()
    options = ("--message", "why", "--author", "me")
    docker("commit", *options, "--change", "ENV B=2", name, COMMITTED)
    docker("save", "--output", str(tmp_path / "theirs.tar"), COMMITTED)
    docker("rm", name)
    engine.load(prepared_archive)
    ours = engine.create(IMAGE, command=("sh", "-c", "true")).name
    engine.commit(ours, COMMITTED, "why", "me", ["ENV B=2"])
    engine.save([COMMITTED], tmp_path / "ours.tar")
    found = [_config(engine, tmp_path / f"{side}.tar") for side in ("ours", "theirs")]
    assert found[0] == found[1]


def test_commits_give_the_same_files(
    our_outcome: Outcome, docker_outcome: Outcome, engine: Engine
) -> None:
    """Ours, Docker's, and Docker's layer as it is read here."""
    trees = []
    for outcome in (our_outcome, docker_outcome):
        (loaded,) = engine.load(outcome.archive).images
        trees.append(view_tree(engine.stack(loaded.image_id).view()).without_times())
    assert_same(*trees)
