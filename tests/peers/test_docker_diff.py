"""`diff` and `commit` against Docker's: the same operations on the same files, in a container of
Docker's by a shell and in one of ours through the engine.

Not compared of the layers:
- times, which are those of the run;
- of whiteouts and opaque markers anything but the name: their attributes mean nothing, and Docker's
  whiteouts carry the name of a link, since overlayfs keeps them all as one file;
- opaque markers where no lower layer has a directory: overlayfs leaves one in a directory that
  stands in a file's or link's place, or that was new and was renamed. They hide nothing.
"""

import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.errors import NoSuchPath
from layerlab.facade import Engine
from layerlab.model import LayerPath, clean
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay import View
from support.peers.daemons import Docker
from support.peers.images import Storage
from support.peers.operations import OPERATIONS, Operation, change_script
from support.peers.tools import need, run
from support.peers.trees import assert_same, view_tree

IMAGE = "example.org/prepared:1"
COMMITTED = "example.org/committed:1"
FOR_DOCKER = ("Hostname", "Image", "AttachStdout", "AttachStderr")
"""What Docker's own containers have in their config."""


@dataclass(frozen=True, slots=True)
class LayerRow:
    """What is compared of one entry of a layer."""

    name: str
    kind: bytes
    mode: int
    uid: int
    gid: int
    size: int
    link: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the operations came to: lines of `diff`, entries of the committed layer, the image."""

    diff: frozenset[str]
    layer: tuple[LayerRow, ...]
    archive: Path

    def diff_below(self, directory: str) -> set[str]:
        return {line for line in self.diff if f"{line[2:]}/".startswith(f"{directory}/")}

    def layer_below(self, directory: str) -> set[LayerRow]:
        return {row for row in self.layer if f"/{row.name}/".startswith(f"{directory}/")}


def _rows(tar: bytes, lower: View) -> tuple[LayerRow, ...]:
    with tarfile.open(fileobj=BytesIO(tar), errors="surrogateescape") as archive:
        rows = tuple(map(_row, archive))
    return tuple(row for row in rows if not _hides_nothing(row.name, lower))


def _hides_nothing(name: str, lower: View) -> bool:
    directory, _, marker = name.rpartition("/")
    if marker != OPAQUE_NAME:
        return False
    try:
        return not lower.get(LayerPath(directory)).is_directory
    except NoSuchPath:
        return True


def _row(member: tarfile.TarInfo) -> LayerRow:
    name = clean(member.name)
    if name.rpartition("/")[2].startswith(WHITEOUT_PREFIX):
        return LayerRow(name, tarfile.REGTYPE, 0, 0, 0, 0, "")
    link = clean(member.linkname) if member.islnk() else member.linkname
    mode = member.mode & 0o7777
    return LayerRow(name, member.type, mode, member.uid, member.gid, member.size, link)


@pytest.fixture(scope="module")
def prepared_archive(storage: Storage, prepared: str, scratch: Path) -> Path:
    need("skopeo")
    path = scratch / "prepared.tar"
    source = storage.skopeo_name(prepared)
    run("skopeo", "--insecure-policy", "copy", "-q", source, f"docker-archive:{path}:{IMAGE}")
    return path


@pytest.fixture(scope="module")
def docker_outcome(docker: Docker, prepared_archive: Path, scratch: Path) -> Outcome:
    docker("load", "--input", str(prepared_archive))
    docker("run", "--name", "ops", "--network", "none", IMAGE, "sh", "-c", change_script())
    lines = frozenset(docker("diff", "ops").splitlines())
    docker("commit", "ops", COMMITTED)
    saved = scratch / "committed-by-docker.tar"
    docker("save", "--output", str(saved), COMMITTED)
    docker("rm", "ops")
    with Engine(scratch / "docker-store") as engine, engine.open(saved) as archive:
        (image,) = archive.images
        lower = engine.stack(image).view(upto=len(image.layers) - 1)
        with image.layers[-1].open_blob() as blob:
            return Outcome(lines, _rows(blob.read(), lower), saved)


@pytest.fixture(scope="module")
def our_outcome(prepared_archive: Path, scratch: Path) -> Outcome:
    with Engine(scratch / "our-store") as engine:
        engine.load(prepared_archive)
        engine.create(IMAGE, "ops", ("sh", "-c", change_script()))
        container = engine.container("ops")
        for operation in OPERATIONS:
            operation.apply(container)
        lines = frozenset(map(str, container.diff()))
        engine.commit("ops", COMMITTED)
        saved = scratch / "committed-here.tar"
        engine.save([COMMITTED], saved)
        with engine.image(COMMITTED).layers[-1].open_blob() as blob:
            return Outcome(lines, _rows(blob.read(), container.lower), saved)


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
