"""An engine, and an image `t:1` with a container `c1` in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from spec.committing import Commit, commit_of
from support.images import directory, file, write_archive

BASE = [
    directory("etc"),
    file("etc/my-app-config", b"config"),
    directory("bin"),
    file("bin/my-app-binary", b"binary"),
    file("bin/my-app-tools", b"tools"),
]
"""The base layer of the specification's example."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "root") as made:
        yield made


@pytest.fixture
def loaded(engine: Engine, tmp_path: Path) -> Engine:
    engine.load(write_archive(tmp_path / "base.tar", [BASE]))
    engine.create("t:1", "c1")
    return engine


@pytest.fixture
def commit(loaded: Engine) -> Commit:
    return commit_of(loaded)
