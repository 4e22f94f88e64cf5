"""An engine in a folder of its own, with and without an image."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.images import BASE, write_archive


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "root") as made:
        yield made


@pytest.fixture
def base_archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "base.tar", [BASE])


@pytest.fixture
def loaded(engine: Engine, base_archive: Path) -> Engine:
    """An engine with the image `t:1` and its container `c1`."""
    engine.load(base_archive)
    engine.create("t:1", "c1")
    return engine
